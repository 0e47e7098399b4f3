"""A day's entries, what is missing from it, and the pace of its water."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.day_status import DayStatus, Need, count_done, day_needs, glasses
from gutskin_tui.model.entries import make
from gutskin_tui.model.hydration import pace
from gutskin_tui.model.kinds import AnyEntry, Drink
from gutskin_tui.settings import Settings

TODAY = date(2026, 11, 21)
LONDON = ZoneInfo("Europe/London")


def add(clock: Clock, at: str, kind: str, **values: Any) -> AnyEntry:
    return make(kind, values, clock, at=datetime.fromisoformat(f"2026-11-21T{at}+00:00"))


@pytest.fixture
def sketch(clock: Clock) -> list[AnyEntry]:
    """The day of the first sketch, in no order."""
    return [
        add(clock, "14:10", "drink", ml=750),
        add(clock, "12:40", "meal", text="lentil soup, sourdough"),
        add(clock, "07:10", "sleep", hours=7.5, quality=4),
        add(clock, "09:20", "drink", ml=500),
        add(clock, "13:30", "exercise", minutes=20, what="walk"),
        add(clock, "08:05", "meal", text="oats, blueberries, coffee", slot="breakfast"),
    ]


def needs(entries: list[AnyEntry], settings: Settings | None = None, day: date = TODAY) -> dict[str, Need]:
    return {need.name: need for need in day_needs(entries, settings or Settings(), day, TODAY)}


def test_a_day_is_in_order_of_time_and_leaves_out_other_days(clock: Clock, sketch: list[AnyEntry]) -> None:
    other = make("note", {"text": "x"}, clock, day=date(2026, 11, 20))
    view = DayStatus(TODAY, [*sketch, other])
    assert [entry.at[11:16] for entry in view.entries] == ["07:10", "08:05", "09:20", "12:40", "13:30", "14:10"]
    assert [entry.kind for entry in view.of("drink")] == ["drink", "drink"]
    assert view.water_ml() == 1250
    assert [meal.text for meal in view.meals("lunch")] == ["lentil soup, sourdough"]  # by its hour
    assert view.meals("dinner") == []
    assert not view.skipped


def test_what_the_sketch_misses(sketch: list[AnyEntry]) -> None:
    needed = needs(sketch)
    assert {name: need.state for name, need in needed.items()} == {
        "breakfast": "done",
        "lunch": "done",
        "dinner": "missing",
        "water": "part",
        "skin": "missing",
        "stress": "missing",
        "sleep": "done",
        "exercise": "done",
    }
    assert needed["water"] == Need("water", "drink", "w", "part", have=5, goal=8, amount=1250)
    assert "".join(need.key for need in needed.values()) == "mmmwsczx"
    assert (needed["sleep"].amount, needed["exercise"].amount) == (7.5, 20)
    assert count_done(needed.values()) == (3, 7)


def test_an_empty_day_misses_seven_things_and_owes_no_exercise() -> None:
    needed = needs([])
    assert list(needed) == ["breakfast", "lunch", "dinner", "water", "skin", "stress", "sleep"]
    assert {need.state for need in needed.values()} == {"missing"}
    assert count_done(needed.values()) == (0, 7)


def test_a_future_day_needs_nothing() -> None:
    assert needs([], day=date(2026, 11, 22)) == {}


def test_nothing_to_record_counts_as_done(clock: Clock) -> None:
    marks = [add(clock, "09:00", "mark", what="nothing", of=of) for of in ("lunch", "skin", "water", "exercise")]
    needed = needs(marks)
    assert {name for name, need in needed.items() if need.nothing} == {"lunch", "skin", "water", "exercise"}
    assert {name for name, need in needed.items() if need.state == "done"} == {"lunch", "skin", "water", "exercise"}
    assert count_done(needed.values()) == (3, 7)


def test_nothing_eaten_all_day_settles_every_meal(clock: Clock) -> None:
    needed = needs([add(clock, "09:00", "mark", what="nothing", of="meal"), add(clock, "08:00", "meal", text="oats")])
    assert [needed[slot].nothing for slot in ("breakfast", "lunch", "dinner")] == [False, True, True]
    assert {needed[slot].state for slot in ("breakfast", "lunch", "dinner")} == {"done"}


def test_a_day_off_needs_nothing(clock: Clock) -> None:
    entries = [add(clock, "09:00", "mark", what="skip"), add(clock, "08:00", "meal", text="oats")]
    assert DayStatus(TODAY, entries).skipped
    assert list(needs(entries)) == ["breakfast"]
    assert count_done(needs(entries).values()) == (1, 1)


def test_a_check_in_without_its_score_is_partial(clock: Clock) -> None:
    entries = [add(clock, "09:00", "skin", itch=2), add(clock, "09:00", "stress", mood=5)]
    assert [needs(entries)[name].state for name in ("skin", "stress")] == ["part", "part"]
    entries += [add(clock, "10:00", "skin", severity=0), add(clock, "10:00", "stress", score=0)]
    assert [(needs(entries)[name].state, needs(entries)[name].amount) for name in ("skin", "stress")] == [
        ("done", 0)
    ] * 2


@pytest.mark.parametrize("what", ["Water", "ＷＡＴＥＲ", "wa\u00adter"])
def test_water_is_water_however_it_is_written(clock: Clock, what: str) -> None:
    assert needs([add(clock, "09:00", "drink", ml=2000, what=what)])["water"].state == "done"


def test_coffee_is_no_water_and_a_snack_no_meal(clock: Clock) -> None:
    entries = [
        add(clock, "09:00", "drink", ml=2000, what="coffee"),
        add(clock, "12:00", "meal", text="apple", slot="snack"),
    ]
    assert needs(entries)["water"].state == "missing"
    assert {needs(entries)[slot].state for slot in ("breakfast", "lunch", "dinner")} == {"missing"}


@pytest.mark.parametrize(
    ("ml", "glass", "goal", "expected"),
    [
        (0, 250, 2000, (0, 8)),
        (249, 250, 2000, (0, 8)),
        (1250, 250, 2000, (5, 8)),
        (1999, 250, 2000, (7, 8)),
        (2000, 250, 2000, (8, 8)),
        (2600, 250, 2000, (10, 8)),
        (2000, 300, 2000, (7, 7)),  # 6.7 glasses, but the goal is reached
        (1999, 300, 2000, (6, 7)),
        (250, 1000, 250, (1, 1)),
    ],
)
def test_glasses(ml: int, glass: int, goal: int, expected: tuple[int, int]) -> None:
    assert glasses(ml, Settings(glass_ml=glass, water_goal_ml=goal)) == expected


def drinks(clock: Clock, *drunk: tuple[str, int]) -> list[Drink]:
    made = [make("drink", {"ml": ml}, clock, at=datetime.fromisoformat(at)) for at, ml in drunk]
    return [drink for drink in made if isinstance(drink, Drink)]


def test_the_pace_of_the_sketch(clock: Clock) -> None:
    drunk = drinks(clock, ("2026-11-21T09:20+00:00", 500), ("2026-11-21T14:10+00:00", 750))
    needed = pace(drunk, clock, Settings())
    # 1250 ml in the 10 h 15 since 04:00 are 2195 ml in the 18 h until 22:00;
    # three glasses over the 7 h 50 from 14:10 to 22:00 are one each 2 h 36 min 40 s
    assert (needed.have, needed.goal, needed.heading_for) == (5, 8, 8)
    assert str(needed) == "8 by 22:00 at this rate; next glass by 16:46"


def test_a_glass_that_is_due_is_due_now(clock: Clock) -> None:
    needed = pace([], clock, Settings())
    assert needed.heading_for is None, "nothing drunk is no rate"
    assert needed.next_by == clock.now()
    assert str(needed) == "next glass now"


def test_early_in_the_day_there_is_no_rate_yet() -> None:
    clock = fixed_clock(datetime(2026, 11, 21, 6, 59, tzinfo=LONDON), "Europe/London")
    needed = pace(drinks(clock, ("2026-11-21T06:00+00:00", 250)), clock, Settings())
    assert needed.heading_for is None
    assert str(needed) == "next glass by 08:17"  # 16 h / 7 after 06:00


def test_past_bedtime_or_the_goal_nothing_is_due(clock: Clock) -> None:
    late = fixed_clock(datetime(2026, 11, 22, 0, 30, tzinfo=LONDON), "Europe/London")
    assert str(pace(drinks(late, ("2026-11-21T20:00+00:00", 500)), late, Settings())) == ""
    done = pace(drinks(clock, ("2026-11-21T14:00+00:00", 2000)), clock, Settings())
    assert (done.next_by, str(done)) == (None, "goal reached")


def test_a_bedtime_past_midnight_is_in_the_same_journal_day() -> None:
    clock = fixed_clock(datetime(2026, 11, 22, 0, 0, tzinfo=LONDON), "Europe/London")
    needed = pace(drinks(clock, ("2026-11-21T23:00+00:00", 1750)), clock, Settings(bedtime="01:00"))
    assert (needed.have, needed.heading_for) == (7, 7)  # 1750 ml in 20 h are 1837 in 21
    assert str(needed) == "7 by 01:00 at this rate; next glass by 01:00"


def test_the_pace_of_a_day_whose_clocks_change_counts_its_hours() -> None:
    # 25 October 2026: the journal day begins after the change, so it has its usual 18 hours
    clock = fixed_clock(datetime(2026, 10, 25, 13, 0, tzinfo=LONDON), "Europe/London", time(1, 0))
    needed = pace(drinks(clock, ("2026-10-25T12:00+00:00", 1300)), clock, Settings(bedtime="22:00"))
    # from 01:00 (summer time) to 13:00 are 13 hours, to 22:00 are 22: 1300 ml become 2200
    assert needed.heading_for == 8


def test_drinks_of_yesterday_and_other_drinks_are_left_out(clock: Clock) -> None:
    drunk = drinks(clock, ("2026-11-21T03:00+00:00", 2000))
    coffee = make("drink", {"ml": 500, "what": "coffee"}, clock)
    assert isinstance(coffee, Drink)
    assert pace([*drunk, coffee], clock, Settings()).have == 0
