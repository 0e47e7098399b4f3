"""Import and export of journals, independent of the command line and the screen; one module per format."""
