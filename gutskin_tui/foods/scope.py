"""Words that take something out of a food: "no butter", "gluten-free", "vegan", and how far they reach."""

from __future__ import annotations

WITHOUT = frozenset({"no", "without", "minus", "hold", "sans", "skip", "omit", "excluding", "zero", "not"})
"""What follows, up to the next comma or "with", is not in the food."""

LABEL_WORDS: dict[str, str] = {
    "dairy": "dairy", "milk": "dairy", "casein": "dairy", "gluten": "gluten", "wheat": "gluten", "sugar": "added_sugar",
    "sweetener": "added_sugar", "honey": "added_sugar", "syrup": "added_sugar", "egg": "egg", "soy": "soy",
    "soya": "soy", "nut": "nuts", "peanut": "nuts", "alcohol": "alcohol",
}  # fmt: skip
"""Words that name a label, as in "sugar free" and "no sugar" (in the form of words.stem)."""

DENIES: dict[tuple[str, ...], tuple[str, ...]] = {
    ("vegan",): ("dairy", "egg"),
    ("plant", "based"): ("dairy", "egg"),
    ("unsweetened",): ("added_sugar",),
    ("diet",): ("added_sugar",),
    ("alcohol", "free"): ("alcohol",),
    ("non", "alcoholic"): ("alcohol",),
    ("non", "alcohol"): ("alcohol",),
    ("non", "alc"): ("alcohol",),
    ("alc", "free"): ("alcohol",),
    ("dealcoholised",): ("alcohol",),
    ("dealcoholized",): ("alcohol",),
    ("sugarless",): ("added_sugar",),
    ("non", "dairy"): ("dairy",),
    ("eggless",): ("egg",),
    ("flourless",): ("gluten",),
    ("grain", "free"): ("gluten", "whole_grain"),
    ("keto",): ("added_sugar",),
    ("paleo",): ("dairy", "gluten", "legume"),
}
"""Phrases (in the form of words.stem) that deny labels to the food they stand with."""

PARTS = frozenset({"and", "with", "plus", "on", "over", "in", "topped", "served", "then", "alongside"})
"""Words that part foods of one dish; a comma parts more."""

ENDS = PARTS | {"add", "adding", "extra", "but", "instead", "sub", "only", "just"}
"""Words where a "no ..." ends."""

FLAVOURED = frozenset(
    {"protein bar", "whey protein", "vegan protein powder", "protein shake", "ice cream", "halo top", "ben and jerrys",
     "soda", "diet soda", "energy drink", "coffee creamer", "larabar", "nakd", "kind bar", "clif bar", "quest bar",
     "rxbar", "grenade bar", "granola bar", "luna bar", "muesli bar", "cereal bar", "protein ball", "pure protein bar",
     "whey protein bar", "protein powder", "huel", "meal replacement shake", "slimfast", "slimfast shake", "pop tart",
     "flavored water", "hard seltzer", "syrup shot", "vegan ice cream", "popcorn", "chewing gum"}
)  # fmt: skip
"""Foods that come in flavours: in "protein bar cookie dough" nobody can tell how much dough is in it."""

CRISPS = frozenset({"parsnip", "beetroot", "sweet potato", "carrot", "cassava", "kale", "plantain", "banana", "apple"})
"""What crisps are made of when it is said, instead of potato."""

USUAL_GRAIN = {"porridge": "oats", "rice pilaf": "rice", "risotto": "rice", "popcorn": "corn"}
"""Dishes -> the grain they are made of where the words before name no other."""
