"""Which foods and habits of other programs are drinks, by their names.

What counts are the words before a comma or bracket ("Coffee, brewed"). Milk and its substitutes are foods, as they are
poured over others as often as they are drunk.
"""

from __future__ import annotations

import re
from typing import Any

from gutskin_tui.exchange.input.import_report import ImportReport
from gutskin_tui.model.kinds.drink import WATER
from gutskin_tui.text import match_key

NO_STRENGTH = (
    "Drinks with alcohol have no strength in the file, so they do not count as alcohol until you add it to them."
)
STRONGEST = 80
"""Percent above which a number in a name is not a strength, as in "100 % Riesling"."""
_PERCENT = re.compile(r"(?<![\d.,])(\d{1,2}(?:[.,]\d{1,2})?)\s*(?:%|percent|prozent|vol)", re.IGNORECASE)


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


_WATER = _words("water wasser mineralwasser leitungswasser sprudel sprudelwasser eau agua acqua woda")
_WATER_WORDS = _words(
    "still sparkling mineral tap bottled bottle drinking spring filtered carbonated plain cold hot warm iced glass "
    "glasses cup cups of municipal generic well unsweetened purified fresh natural stilles minerale gasata gazeuse "
    "plate du robinet con sin gas naturale frizzante intake drink drank trinken boire beber"
)
_ALCOHOL = _words(
    "beer lager ale stout pilsner ipa bier biere cerveza birra wine wein vin vino prosecco champagne sekt cider sake "
    "whisky whiskey vodka gin rum tequila brandy cognac liqueur liquor cocktail mojito margarita sherry vermouth "
    "mead schnapps weisswein rotwein rosewein gluhwein weissbier weizenbier hefeweizen"
)
_DRINKS = _words(
    "tea tee te coffee kaffee cafe caffe espresso cappuccino latte macchiato americano mocha juice saft jus zumo succo "
    "lemonade limonade cola coke pepsi soda squash smoothie milkshake kombucha chai schorle apfelschorle spezi tonic"
)
_NOT_DRINKS = _words(
    "vinegar cake cakes biscuit biscuits cookie cookies bread chestnut chestnuts soup sauce gum gums beans bean powder "
    "grounds leaves cracker crackers melon cress cream icecream jelly batter cooking in tree raisin yogurt yoghurt "
    "butternut spaghetti acorn bicarbonate baking chocolate bar"
)
_ALCOHOL_FREE = re.compile(r"alcohol free|non alcoholic|alkoholfrei|sans alcool|sin alcohol|analcolic|\b0[.,]0\b|root")


def drink_name(food: str) -> str:
    """Return the name of a food that is a drink, gutskin's own word for plain water; "" for any other food."""
    first = re.split(r"[,(\[]|\swith\s|\smit\s", food, maxsplit=1)[0]
    words, every = (set(re.findall(r"[^\W\d]+", match_key(text))) for text in (first, food))
    if not words & (_WATER | _ALCOHOL | _DRINKS | {"the"} & {match_key(first)}) or words & _NOT_DRINKS:
        return ""
    return WATER if every & _WATER and every <= _WATER | _WATER_WORDS else " ".join(food.split())


def is_alcoholic(name: str) -> bool:
    """Whether a drink of that name has alcohol."""
    key = match_key(name)
    return bool(_ALCOHOL & set(re.findall(r"\w+", key))) and not _ALCOHOL_FREE.search(key) and "ginger" not in key


def drink_values(name: str, ml: int, report: ImportReport) -> dict[str, Any]:
    """Return the values of a drink, with the strength that its name states ("Lager 4.8 %").

    A drink with alcohol whose name states none goes to the report.
    """
    values: dict[str, Any] = {"what": name, "ml": ml}
    if is_alcoholic(name):
        stated = [float(number.replace(",", ".")) for number in _PERCENT.findall(name)]
        if len(stated) == 1 and 0 < stated[0] <= STRONGEST:
            return values | {"abv": stated[0]}
        report.remark(NO_STRENGTH)
    return values
