"""A typed meal -> foods -> labels and plants. Imports nothing else of the program."""
