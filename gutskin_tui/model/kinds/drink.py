"""Drinks, in millilitres. Units of alcohol = ml x ABV in % / 1000 [UK Chief Medical Officers]."""

from typing import Annotated

from msgspec import Meta

from gutskin_tui.model.entry import Entry, Name
from gutskin_tui.model.kinds.kind import Kind, Measure
from gutskin_tui.text import match_key

WATER = "water"


class Drink(Entry, tag="drink", frozen=True, kw_only=True):
    """A drink: its volume, name and strength."""

    ml: Annotated[
        Annotated[int, Meta(ge=1, le=5000)],
        Meta(title="Amount", description="Millilitres", extra={"unit": "ml"}),
    ]
    what: Annotated[Name, Meta(title="Drink", description="Water if empty")] = WATER
    abv: Annotated[
        Annotated[float, Meta(ge=0, le=100)],
        Meta(title="Strength", description="Alcohol by volume, percent", extra={"unit": "%"}),
    ] = 0.0


def units(drink: Drink) -> float:
    """Return the alcohol in a drink, in UK units (10 ml of pure alcohol)."""
    return drink.ml * drink.abv / 1000


def is_water(drink: Drink) -> bool:
    """Whether the drink is plain water; only water counts towards the goal."""
    return drink.what == WATER or match_key(drink.what) == WATER


def _summary(drink: Drink) -> str:
    amount = f"{drink.ml} ml {drink.what}"
    return f"{amount}, {drink.abv:g} %, {units(drink):.1f} units" if drink.abv else amount


KIND = Kind(
    struct=Drink,
    label="Drink",
    letter="d",
    example="250 --what tea --at 08:30",
    factor=lambda drink: ("" if is_water(drink) else drink.what.strip(), True),
    positional=("ml",),
    summary=_summary,
    measures=(
        Measure(
            "water",
            "Water",
            lambda drink: drink.ml if is_water(drink) else None,
            "sum",
            "ml",
            "higher",
            decimals=0,
            cumulative=True,
        ),
        Measure(
            "fluids",
            "Alcohol-free drinks",
            lambda drink: 0 if drink.abv else drink.ml,
            "sum",
            "ml",
            "higher",
            decimals=0,
            cumulative=True,
        ),
        Measure("alcohol", "Alcohol", units, "sum", "units", "lower", cumulative=True),
    ),
)
