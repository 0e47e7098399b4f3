"""Foods in the meals of a journal: labels, plants, the person's own foods, counts, and the profile of a food.

Nothing of this is stored in a meal. It is parsed from the meal's text on demand, so a correction or a better lexicon
applies to past meals as well.
"""

from gutskin_tui.nutrition.analyzer import MealAnalyzer

__all__ = ["MealAnalyzer"]
