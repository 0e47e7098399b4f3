"""What is simulated and counted, and the goal of each share [docs/domain.md 6].

The bounds of p were chosen with seeds below 1000; they are judged with seeds of 1000 and more.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.calibrate.counts import (
    Counter,
    chosen_afterwards,
    confounded,
    coverage,
    ever,
    false_patterns,
    power,
    reverse,
)
from tests.calibrate.diaries import Diary

NO_GOAL = (0.0, 1.0)
Goals = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Cell:
    """A kind of diary and what is counted: `goals` by name of the share, its least and its most."""

    what: str
    diary: Diary
    count: Counter
    goals: Goals


FALSE: Goals = {"possible": (0.0, 0.10), "consistent": (0.0, 0.05)}
YEAR: Goals = {"possible": (0.0, 0.15), "consistent": (0.0, 0.06)}
COVERED: Goals = {"covered": (0.92, 0.97)}


def false() -> Iterator[Cell]:
    """Yield diaries in which nothing has an effect, in one look."""
    for what, diary in (
        ("90 days", Diary(90)),
        ("180 days", Diary(180)),
        ("flares with long memory, runs of foods", Diary(180, flares=0.5, runs=0.6)),
        ("mostly calm skin", Diary(180, zero=1.5)),
        ("skin at its worst", Diary(180, zero=-2.0)),
        ("trends and weekends in both", Diary(180, trend=1.0, weekly=0.4)),
        ("a step in both", Diary(180, step=0.7)),
        ("seasons in both, a year", Diary(365, season=0.7)),
        ("rare foods", Diary(180, share=0.1)),
        ("frequent foods", Diary(180, share=0.8)),
        ("30 % missing, more on bad days", Diary(180, skips=0.3)),
        ("a third logged in part", Diary(180, part=0.33)),
        ("90 days, the 7 delays of acne", Diary(90, condition="acne")),
        ("90 days, the 22 delays of psoriasis", Diary(90, condition="psoriasis")),
    ):
        yield Cell(f"no effect, {what}", diary, false_patterns, FALSE)


def year() -> Iterator[Cell]:
    """Yield years of looks every second day, in which nothing has an effect."""
    yield Cell("no effect, looks for a year", Diary(365, phi=0.6), ever, YEAR)
    yield Cell("no effect, looks for a year, flares", Diary(365, flares=0.5, runs=0.6), ever, YEAR)
    yield Cell("no effect, looks for a year, acne", Diary(365, phi=0.6, condition="acne"), ever, YEAR)
    yield Cell("no effect, looks for a year, psoriasis", Diary(365, phi=0.6, condition="psoriasis"), ever, YEAR)
    yield Cell("no effect, chosen after 120 days of looking", Diary(365), chosen_afterwards, YEAR)


def effects() -> Iterator[Cell]:
    """Yield diaries in which dairy adds one standard deviation."""
    early: Goals = {"found": (0.65, 1.0), "at its delay": (0.8, 1.0), "bystander": (0.0, 0.1)}
    late: Goals = {"found": (0.87, 1.0), "at its delay": (0.8, 1.0), "bystander": (0.0, 0.1)}
    reported: Goals = {"found": NO_GOAL, "bystander": (0.0, 0.1)}
    yield Cell("1 SD, 90 days with a check-in", Diary(90, effect=1.0, skips=0.0), power, early)
    yield Cell("1 SD, 90 check-ins, a tenth missing", Diary(120, effect=1.0, check_ins=90), power, early)
    yield Cell("1 SD, 90 days, a tenth missing", Diary(90, effect=1.0), power, reported)
    yield Cell("1 SD, 180 days, a tenth missing", Diary(180, effect=1.0), power, late)
    yield Cell("1 SD, 180 days, foods eaten together", Diary(180, effect=1.0, together=0.6), power, late)
    yield Cell("1 SD by the amount eaten, 180 days", Diary(180, effect=1.0, dose=True), power, late)
    psoriasis = Diary(180, effect=1.0, lag=10, condition="psoriasis")
    yield Cell("1 SD after 10 days, 180 days, psoriasis", psoriasis, power, reported)
    yield Cell("1 SD spread over three days, 90 days", Diary(90, effect=1.0, spread=True), power, reported)
    yield Cell("1 SD spread over three days, 180 days", Diary(180, effect=1.0, spread=True), power, reported)


def stress() -> Iterator[Cell]:
    """Yield diaries in which stress drives both the skin and the eating."""
    yield Cell("stress drives skin and eating", Diary(180, stress=0.7), confounded, {"false food": (0.0, 0.12)})


def intervals() -> Iterator[Cell]:
    """Yield diaries for the coverage of the interval shown."""
    for what, diary in (
        ("no effect, 90 days", Diary(90)),
        ("no effect, 180 days", Diary(180)),
        ("0.5 SD, 180 days", Diary(180, effect=0.5)),
        ("1 SD, 180 days", Diary(180, effect=1.0)),
    ):
        yield Cell(f"interval, {what}", diary, coverage, COVERED)


def skin_first() -> Iterator[Cell]:
    """Yield diaries in which the skin decides what is eaten."""
    goals: Goals = {"flagged": (0.8, 1.0), "labelled unflagged": (0.0, 0.05)}
    yield Cell("the skin decides, 120 days", Diary(120, reverse=True), reverse, goals)


GROUPS = {
    "false": false,
    "year": year,
    "effects": effects,
    "stress": stress,
    "intervals": intervals,
    "reverse": skin_first,
}
