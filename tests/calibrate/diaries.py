"""Simulated diaries: typed meals, skin of 0 to 10, missing days, and the true exposures and effects behind them.

The meals are read by the parser like anybody's. What a person ate is known here, what the words say is not more than
they say.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np
from numpy.typing import NDArray

from gutskin_tui.model.kinds import AnyEntry, Drink, Meal, Skin, Sleep, Stress
from tests.calibrate.people import autocorrelated

Floats = NDArray[np.float64]

START = date(2025, 1, 6)
FOODS = ("dairy", "gluten", "added_sugar", "ultra_processed", "fermented", "nuts")
"""Labels of which a diary knows the truth."""
PHRASES: dict[str, tuple[str, ...]] = {
    "dairy": ("glass of milk", "cheddar cheese", "cottage cheese", "butter on potatoes", "flat white", "quark"),
    "gluten": ("sourdough toast", "spaghetti with tomatoes", "couscous", "wheat bread", "barley soup", "crackers"),
    "added_sugar": ("jam", "honey", "lemonade", "gummy bears", "maple syrup", "sorbet"),
    "ultra_processed": ("crisps", "instant noodles", "cola", "chicken nuggets", "hot dog", "energy drink"),
    "fermented": ("sauerkraut", "kimchi", "kombucha", "miso soup", "natto", "tempeh"),
    "nuts": ("walnuts", "almonds", "cashews", "hazelnuts", "peanuts", "pistachios"),
}
NEUTRAL = (
    "rice with chicken and broccoli",
    "apple",
    "boiled potatoes and carrots",
    "omelette with spinach",
    "lentils with onions",
    "baked salmon, green beans",
    "banana",
    "roast beef and peas",
    "tomato salad",
    "chickpeas and cucumber",
)
UNCLEAR = ("soup", "curry", "salad with dressing", "stir fry", "tomato salad")
"""Phrases that leave their labels uncertain; they are eaten on any day."""
VAGUE = 0.1
"""Share of the foods that are named by such a phrase."""


@dataclass(frozen=True)
class Diary:
    """The parameters of a simulated diary of `days` days.

    `phi` is the lag-1 autocorrelation of the latent skin and `flares` its share that lasts for weeks. `zero` shifts the
    skin down so that most days are calm. `share` is that of exposed days, None for 0.15 to 0.6. `runs` is the
    autocorrelation of the exposures, `together` their correlation on a day. `effect` is what `dairy` adds, in standard
    deviations of the latent skin, `lag` days later; over three days with `spread`, larger with the amount with `dose`.
    `stress` is what stress adds to the skin and to the eating of sugar and processed food. `trend`, `season` and `step`
    are in standard deviations; `skips` is the share of missing days, more often on bad days. With `reverse` the skin
    determines the dairy of the next day. With `check_ins` the diary ends with that number of days with skin. The
    delays are those of `condition`, the default ones if it is empty.
    """

    days: int
    phi: float = 0.5
    flares: float = 0.0
    zero: float = 0.0
    share: float | None = None
    runs: float = 0.3
    together: float = 0.2
    effect: float = 0.0
    lag: int = 1
    spread: bool = False
    dose: bool = False
    stress: float = 0.0
    trend: float = 0.0
    season: float = 0.0
    step: float = 0.0
    weekly: float = 0.0
    skips: float = 0.1
    part: float = 0.08
    reverse: bool = False
    check_ins: int = 0
    condition: str = ""


@dataclass(frozen=True)
class Person:
    """A diary as entries by day, and what is true: the exposure to dairy, and how many points it added to each day."""

    condition: str
    first: date
    entries: dict[date, list[AnyEntry]]
    dairy: Floats
    added: Floats

    @property
    def last(self) -> date:
        """The last day of the diary."""
        return self.first + timedelta(days=len(self.dairy) - 1)


def person(diary: Diary, rng: np.random.Generator) -> Person:
    """Return a simulated person."""
    skin, stress, eaten = _latent(diary, rng)
    added = np.zeros(diary.days)
    amount = eaten[0] * (rng.choice([0.5, 1.0, 1.5], diary.days) if diary.dose else 1.0)
    weights = {0: 0.4, 1: 0.35, 2: 0.25} if diary.spread else {0: 1.0}
    for later, weight in weights.items():
        lag = diary.lag + later
        added[lag:] += diary.effect * weight * amount[: diary.days - lag]
    middle, sd = rng.uniform(2.5, 5.5), rng.uniform(1.0, 2.0)
    level = middle - diary.zero * sd
    severity = np.clip(np.round(level + sd * (skin + added)), 0, 10)
    points = severity - np.clip(np.round(level + sd * skin), 0, 10)
    # On bad days people log less, on the worst days more.
    odds = (
        np.log(diary.skips / (1 - diary.skips)) + 0.5 * (skin + added) - 0.8 * (skin + added > 1.5)
        if diary.skips
        else None
    )
    missing = rng.random(diary.days) < (1 / (1 + np.exp(-odds)) if odds is not None else 0.0)
    end = int(np.flatnonzero(~missing)[diary.check_ins - 1]) + 1 if diary.check_ins else diary.days
    entries = {
        START + timedelta(days=day): _entries(day, severity[day], missing[day], stress[day], eaten[:, day], diary, rng)
        for day in range(end)
    }
    return Person(diary.condition, START, entries, eaten[0, :end], points[:end])


def _latent(diary: Diary, rng: np.random.Generator) -> tuple[Floats, Floats, Floats]:
    """Return the skin before any effect, the stress, and the true exposures (foods x days)."""
    n = diary.days
    line = np.linspace(-1, 1, n)
    wave = np.sin(2 * np.pi * (np.arange(n) / 365 + rng.random()))
    step = (np.arange(n) > rng.integers(n // 4, 3 * n // 4 + 1)) * 2.0 - 1.0
    weekend = (np.arange(n) % 7 >= 5) * 2.0 - 0.6
    stress = autocorrelated(rng, 0.5, (n,))
    skin = np.sqrt(1 - diary.flares) * autocorrelated(rng, diary.phi, (n,))
    skin += np.sqrt(diary.flares) * autocorrelated(rng, 0.95, (n,))
    shared = autocorrelated(rng, diary.runs, (n,))
    foods = (
        np.sqrt(1 - diary.together) * autocorrelated(rng, diary.runs, (len(FOODS), n))
        + np.sqrt(diary.together) * shared
    )
    for size, shape in ((diary.trend, line), (diary.season, wave), (diary.step, step), (diary.weekly, weekend)):
        skin += size * rng.standard_normal() * shape
        foods += size * rng.standard_normal((len(FOODS), 1)) * shape
    if diary.stress:
        skin[1:] += diary.stress * stress[:-1]
        for food in ("added_sugar", "ultra_processed", "dairy"):
            foods[FOODS.index(food)] += diary.stress * stress
    share = np.full(len(FOODS), diary.share) if diary.share else rng.uniform(0.15, 0.6, len(FOODS))
    eaten = np.array([row > np.quantile(row, 1 - part) for row, part in zip(foods, share, strict=True)], dtype=float)
    if diary.reverse:
        drive = 2.0 * np.concatenate([[0.0], skin[:-1]])
        eaten[0] = rng.random(n) < 1 / (1 + np.exp(-drive))
    return skin, stress, eaten


def _entries(
    day: int, severity: float, missing: bool, stress: float, eaten: Floats, diary: Diary, rng: np.random.Generator
) -> list[AnyEntry]:
    """Return what the person logs on a day: three meals or more, drinks, skin, stress and sleep."""
    on = (START + timedelta(days=day)).isoformat()

    def base(name: str, hour: int) -> dict[str, object]:
        stamp = f"{on}T{hour:02}:00:00.000+00:00"
        return {
            "id": f"{name}{day}",
            "at": stamp,
            "day": on,
            "zone": "UTC",
            "created": stamp,
            "updated": stamp,
        }

    def drawn(phrases: Sequence[str]) -> str:  # as rng.choice, in a tenth of the time
        return phrases[rng.integers(len(phrases))]

    lines = [[drawn(NEUTRAL)] for _ in range(3)]
    for food, there in zip(FOODS, eaten, strict=True):
        if there:
            vague = rng.random() < VAGUE
            lines[rng.integers(3)].append(drawn(UNCLEAR if vague else PHRASES[food]))
    if rng.random() < 0.3:
        lines[rng.integers(3)].append(drawn(UNCLEAR))
    draw = rng.random()
    logged = lines if draw > diary.part + 0.05 else lines[:1] if draw > 0.05 else []
    entries: list[AnyEntry] = [
        Meal(text=", ".join(parts), **base(f"m{place}", 8 + 5 * place)) for place, parts in enumerate(logged)
    ]
    if rng.random() < 0.9:
        alcohol = rng.random() < 0.25
        entries.append(
            Drink(ml=330, what="beer", abv=5.0, **base("b", 20)) if alcohol else Drink(ml=250, **base("w", 12))
        )
        entries.append(Drink(ml=float(rng.choice([500, 1000, 1500, 2000])), **base("v", 15)))
    if not missing:
        itch = int(np.clip(np.round(0.6 * severity + 1.5 * rng.standard_normal()), 0, 10))
        entries.append(Skin(severity=int(severity), itch=itch, **base("s", 21)))
    if rng.random() < 0.9:
        entries.append(Stress(score=int(np.clip(np.round(4.5 + 2 * stress), 0, 10)), **base("c", 21)))
        entries.append(Sleep(hours=float(np.clip(np.round(7 + rng.standard_normal(), 1), 3, 12)), **base("z", 9)))
    return entries
