"""Thousands of random keys into the real program in a real terminal: `make soak`."""
