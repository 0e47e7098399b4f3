"""Names of foods, most of them brands, that are also a person's or a place's name or an ordinary word.

"Gordon's" is gin and "Gordon" a friend; "a glass of port" is wine and "the port" is not. All are in the form of
`normalize.stem`.
"""

from __future__ import annotations

from collections.abc import Sequence

from gutskin_tui.foods.lexicon import Match
from gutskin_tui.foods.quantities import UNITS, number

PLURAL_NAMES = frozenset({
    "accra", "amy", "atkin", "bailey", "barr", "beck", "bitter", "brat", "brazil", "burt", "carr", "celebration",
    "combo", "cooper", "culver", "cuty", "dandy", "denny", "digestive", "disco", "domino", "duke", "edy", "foster",
    "frank", "frosty", "gordon", "graham", "gregg", "grit", "hall", "hardy", "hendrick", "hero", "hopper", "jacob",
    "juanita", "justin", "keith", "kiev", "killian", "lay", "lily", "lima", "macdonald", "mar", "maynard", "mccoy",
    "mcdonald", "metcalfe", "mound", "murphy", "nando", "nathan", "nerd", "newton", "papa", "peep", "rao", "reese",
    "revel", "robinson", "samoa", "shape", "sheridan", "skip", "smack", "snyder", "soldier", "spirit", "stacy",
    "steamer", "stewart", "sweety", "thatcher", "thornton", "tito", "tyrell", "vogel", "walker", "warburton",
    "warhead", "welch", "wendy", "weston",
})  # fmt: skip
"""Names that are a food with an s at the end: the plural or the possessive."""

MEASURED_NAMES = frozenset({
    "adana", "airborne", "alligator", "amino", "ample", "aqua", "aquarius", "arizona", "baba", "bang", "barefoot",
    "bass", "baton", "bay", "benedict", "blizzard", "boar", "bobo", "bonker", "boost", "bounty", "breakaway",
    "brussel", "bubbly", "bud", "bueno", "bundaberg", "catalina", "celsius", "champ", "chang", "clara", "cliff",
    "colby", "cordial", "corona", "cosmo", "crappy", "crescent", "cricket", "dash", "deer", "dove", "drifter",
    "dripping", "elk", "ensure", "equal", "estrella", "fireball", "float", "flora", "fluff", "folio", "fool",
    "formula", "fuego", "fulfil", "galaxy", "goon", "graze", "grenade", "grouse", "gum", "hare", "harvester", "heath",
    "heck", "highlight", "hostess", "icebreaker", "impossible", "infusion", "innocent", "insect", "jamaica", "jameson",
    "jerk", "kickstart", "kind", "kinder", "kingfisher", "kota", "kraken", "leon", "ling", "lotus", "luna", "malibu",
    "malta", "manhattan", "matchmaker", "mate", "milo", "minstrel", "mojo", "mole", "monster", "moonshine", "moose",
    "mule", "muller", "munster", "nana", "nanaimo", "napa", "olivier", "omission", "ostrich", "pam", "pane",
    "pap", "patron", "payday", "penguin", "pero", "philadelphia", "pigeon", "pogo", "poke", "port", "porter", "propel",
    "punch", "quest", "refresher", "reign", "reindeer", "relentless", "ringo", "ripple", "rockstar", "rolex", "rose",
    "saba", "sable", "sammy", "sapporo", "screwdriver", "shark", "skate", "smoky", "snag", "sociable", "sole",
    "solely", "sonic", "soto", "spree", "squirt", "starry", "stella", "strata", "subway", "swerve", "swiss", "tang",
    "tango", "teddy", "tendon", "terra", "til", "timeout", "ting", "tongue", "trident", "trotter", "truly", "turtle",
    "ultima", "uni", "valentina", "vega", "waterloo", "wellington", "wham", "winkle", "yuba", "yve", "zephyr",
})  # fmt: skip
"""Names that are a food behind an amount ("pint of stella", "2 magnums") or beside another word of the name."""

AMBIGUOUS_NAMES = PLURAL_NAMES | MEASURED_NAMES


def is_food(match: Match, stems: Sequence[str], typed: Sequence[str]) -> bool:
    """Return whether a match whose first word is ambiguous means the food: by its spelling or an amount before it.

    `typed` is the word of each stem as typed. An own food and a name of several words always do.
    """
    word = stems[match.start]
    if match.end - match.start > 1 or match.head.own:
        return True
    if word in PLURAL_NAMES and typed[match.start].endswith("s"):
        return True
    before = match.start - (2 if match.start > 1 and stems[match.start - 1] == "of" else 1)
    if before < 0 or stems[before] in ("a", "an"):
        return False
    return typed[before] in UNITS or number(typed[before])[0] is not None
