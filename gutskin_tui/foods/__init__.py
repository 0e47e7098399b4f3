"""A typed meal -> foods -> labels and plants. Imports nothing else of the program."""

from gutskin_tui.foods.parser import parse

__all__ = ["parse"]
