"""What the meals of a journal held: foods with labels and plants, the person's own foods, counters, a food's card.

Nothing of it is stored in a meal. It is worked out from the words when asked for, so a correction or a better lexicon
holds for the past as well.
"""

from gutskin_tui.nutrition.analyzer import MealAnalyzer

__all__ = ["MealAnalyzer"]
