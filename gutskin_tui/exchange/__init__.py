"""Files in and out of a journal: one module per format, none of which knows a command line or a screen."""
