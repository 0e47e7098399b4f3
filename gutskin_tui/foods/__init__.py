"""Parsing of meal texts into foods with their labels and plants. Depends on `gutskin_tui.text` alone."""

from gutskin_tui.foods.parser import parse

__all__ = ["parse"]
