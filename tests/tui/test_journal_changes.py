"""What changes in the journal reaches the session's indexes by days, whoever changed it."""

from __future__ import annotations

from collections.abc import Coroutine, Iterable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.insights.insights import Gathering
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.streaks import Streak
from gutskin_tui.presentation.streaks import WATER_GOAL
from gutskin_tui.settings import Settings
from gutskin_tui.store import Changes, Journal
from gutskin_tui.tui import streak_counter
from gutskin_tui.tui.change_log import REMEMBERED
from gutskin_tui.tui.drafts import Drafts
from gutskin_tui.tui.insights_worker import InsightsWorker
from gutskin_tui.tui.state import MANY_DAYS, AppState
from gutskin_tui.tui.widgets.search_panel import DaySearch
from tests.tui.foreign_entries import add_elsewhere, drink


@pytest.fixture
def session(tmp_path: Path, clock: Clock) -> Iterator[AppState]:
    journal = Journal.open(tmp_path / "journal.json", clock=clock)
    journal.add(make("drink", {"ml": 250}, clock))
    journal.drain_changes()
    drafts = Drafts(tmp_path / "state", journal.path)
    yield AppState(journal, Settings(), tmp_path / "settings.toml", drafts, clock, "dark")
    drafts.close()
    journal.close()


@pytest.fixture
def published(session: AppState) -> list[Changes]:
    """The changes that the session notifies of."""
    changes: list[Changes] = []
    session.on_change = changes.append
    return changes


def water(session: AppState) -> dict[date, float]:
    assert session.day_index is not None
    return session.day_index.values["water"]


async def test_a_foreign_entry_is_applied_to_its_day_alone(session: AppState, published: list[Changes]) -> None:
    await session.read_all()
    index, usual, yesterday = session.day_index, session.usual, session.today - timedelta(days=1)
    cached = session.entries(session.today)
    assert not session.entries(yesterday)
    meal = make("meal", {"text": "soup"}, session.clock, at=session.clock.now() - timedelta(days=1))
    add_elsewhere(session, meal, drink(session, 330, days=1))
    session.reload_from_disk()
    assert session.day_index is index
    assert session.usual is usual
    assert session.entries(session.today) is cached
    assert water(session) == {session.today: 250, yesterday: 330}
    assert usual.days("soup") == [yesterday]
    assert len(session.entries(yesterday)) == 2
    assert published == [Changes(frozenset({yesterday}), frozenset({"meal", "drink"}))]
    session.reload_from_disk()
    assert len(published) == 1


@pytest.mark.parametrize("change", ["add", "change", "remove", "undo", "redo", "records"])
async def test_a_foreign_entry_that_an_own_change_read_is_applied_with_it(session: AppState, change: str) -> None:
    await session.read_all()
    yesterday = session.today - timedelta(days=1)
    added = session.add("note", {"text": "before"})
    if change == "redo":
        session.undo()
    session.entries(yesterday)
    foreign = drink(session, 330, days=1)
    if change in ("undo", "redo"):  # these would undo the foreign change, if it were the newest
        with Journal.open(session.journal.path, clock=session.clock) as other:
            other.add(foreign)
            session.undo()
        assert not session.entries(yesterday)
        assert yesterday not in water(session)
        session.redo()
    else:
        add_elsewhere(session, foreign)
        {
            "add": lambda: session.add("note", {"text": "own"}),
            "change": lambda: session.change(added, {"text": "other"}),
            "remove": lambda: session.remove(added),
            "records": lambda: session.change_records(lambda journal, clock: None, ""),
        }[change]()
        session.reload_from_disk()
    assert [entry.id for entry in session.entries(yesterday)] == [foreign.id]
    assert water(session)[yesterday] == 330


async def test_a_foreign_entry_is_applied_also_if_the_own_change_was_refused(session: AppState) -> None:
    await session.read_all()
    yesterday = session.today - timedelta(days=1)
    note = session.add("note", {"text": "before"})
    add_elsewhere(session, drink(session, 330, days=1))

    def refuse(journal: Journal, clock: Clock) -> None:
        journal.add(note)

    with pytest.raises(Exception, match="already"):
        session.change_records(refuse, "")
    session.reload_from_disk()
    assert water(session)[yesterday] == 330


async def test_a_change_of_many_days_is_read_in_slices(session: AppState, published: list[Changes]) -> None:
    await session.read_all()
    add_elsewhere(session, *(drink(session, 330, days) for days in range(1, MANY_DAYS + 2)))
    session.reload_from_disk()
    assert session.day_index is None
    assert [changes.everything for changes in published] == [True]
    await session.read_all()
    assert len(water(session)) == MANY_DAYS + 2


async def test_changes_while_the_journal_is_read_are_in_the_index(session: AppState) -> None:
    add_elsewhere(session, *(drink(session, 330, days) for days in range(1, 60)))
    session.reload_from_disk()
    reading = session.read_all()
    reading.send(None)  # the first slice: the oldest days
    foreign, own = drink(session, 100, days=59), drink(session, 200, days=58)
    add_elsewhere(session, foreign)
    session.reload_from_disk()
    session.add("drink", {"ml": 200}, own.when)
    await _rest(reading)
    assert water(session)[foreign.date] == 430
    assert water(session)[own.date] == 530
    assert water(session)[session.today] == 250


async def _rest(reading: Coroutine[Any, Any, None]) -> None:
    """Run a coroutine that was begun to its end."""
    with suppress(StopIteration):
        while True:
            reading.send(None)


async def test_changes_are_known_by_the_number_of_the_last(session: AppState) -> None:
    first = session.change_log.revision
    session.add("note", {"text": "own"})
    second = session.change_log.revision
    add_elsewhere(session, drink(session, 330, days=1))
    session.reload_from_disk()
    yesterday = session.today - timedelta(days=1)
    assert session.change_log.since(first) == Changes(
        frozenset({session.today, yesterday}), frozenset({"note", "drink"})
    )
    assert session.change_log.since(second) == Changes(frozenset({yesterday}), frozenset({"drink"}))
    assert not session.change_log.since(session.change_log.revision)
    assert session.change_log.since(first - REMEMBERED).everything


async def test_streaks_are_recounted_only_if_their_days_changed(
    session: AppState, monkeypatch: pytest.MonkeyPatch
) -> None:
    await session.read_all()
    counted = []
    real = streak_counter.streak
    monkeypatch.setattr(streak_counter, "streak", lambda days, *rest: counted.append(days) or real(days, *rest))
    assert [run.current for _, run in session.streaks] == [1, 0, 0, 0]
    assert len(counted) == 4
    session.add("drink", {"ml": 100})
    assert len(session.streaks) == 4
    assert len(counted) == 4
    add_elsewhere(session, make("skin", {"severity": 2}, session.clock))
    session.reload_from_disk()
    assert [run.current for _, run in session.streaks] == [1, 0, 0, 1]
    assert len(counted) == 5


async def test_the_regularity_of_a_frequency_follows_each_entry(session: AppState) -> None:
    await session.read_all()
    session.settings = msgspec.structs.replace(session.settings, frequencies={"meal": "2/1"})
    once = 1 - 0.5 ** (2**0.5 / 13)
    yesterday = session.clock.now() - timedelta(days=1)
    for score in (once / 2, once):
        add_elsewhere(session, make("meal", {"text": "oats"}, session.clock, at=yesterday))
        session.reload_from_disk()
        assert session.regularities["meal"] == pytest.approx(score)


async def test_the_regularity_of_water_follows_each_glass_of_a_past_day(session: AppState) -> None:
    await session.read_all()
    goal = session.settings.water_goal_ml
    for share in (0.25, 0.5):
        add_elsewhere(session, drink(session, goal // 4, days=1))
        session.reload_from_disk()
        assert session.regularities[WATER_GOAL] == pytest.approx(share * (1 - 0.5 ** (1 / 13)))


async def test_a_day_off_and_another_goal_change_the_streaks(session: AppState) -> None:
    await session.read_all()
    add_elsewhere(session, drink(session, 2000), drink(session, 2000, days=2))
    session.reload_from_disk()
    assert session.streak("water goal") == Streak(1, 1, session.today + timedelta(days=1))
    mark = session.add("mark", {"what": "skip"}, session.moment(session.today - timedelta(days=1)))
    assert session.streak("water goal") == Streak(2, 2, session.today + timedelta(days=1))
    session.remove(mark)
    assert session.streak("water goal") == Streak(1, 1, session.today + timedelta(days=1))
    session.settings = Settings(water_goal_ml=3000)
    assert session.streak("water goal") == Streak(0, 0)


async def test_the_search_index_follows_foreign_changes_by_days(session: AppState) -> None:
    await session.read_all()
    indexes = session.indexes
    search = DaySearch(session)
    await search.prepare()
    search.set_text("porridge")
    assert not search.days
    add_elsewhere(session, make("meal", {"text": "porridge"}, session.clock, at=drink(session, 1, days=3).when))
    session.reload_from_disk()
    search.update_days()
    assert search.days == [session.today - timedelta(days=3)]
    session.undo()
    search.update_days()
    assert not search.days
    assert session.indexes is indexes


async def test_a_single_pass_builds_all_indexes(session: AppState, monkeypatch: pytest.MonkeyPatch) -> None:
    add_elsewhere(session, *(drink(session, 330, days) for days in range(1, 40)))
    session.reload_from_disk()
    expected = list(session.journal.between())
    read: list[AnyEntry] = []
    day, between = session.journal.day, session.journal.between

    def record(entries: Iterable[AnyEntry]) -> list[AnyEntry]:
        entries = list(entries)
        read.extend(entries)
        return entries

    monkeypatch.setattr(session.journal, "day", lambda only: record(day(only)))
    monkeypatch.setattr(session.journal, "between", lambda first, last: record(between(first, last)))
    await session.read_all()
    search = DaySearch(session)
    await search.prepare()
    search.set_text("water")
    assert len(search.days) == 40
    assert read == expected


async def test_insights_read_only_the_days_that_changed(session: AppState, monkeypatch: pytest.MonkeyPatch) -> None:
    for days in range(1, 40):
        skin = make("skin", {"severity": days % 7}, session.clock, at=drink(session, 1, days).when)
        add_elsewhere(session, skin, drink(session, 100 + days % 5, days))
    session.reload_from_disk()
    await session.read_all()
    await session.foods.load()
    worker = InsightsWorker(session, session.foods)
    assert await worker.work()
    read: list[date] = []
    real = Gathering.read

    def record(gathering: Gathering, day: date, entries: Iterable[AnyEntry]) -> None:
        read.append(day)
        real(gathering, day, entries)

    monkeypatch.setattr(Gathering, "read", record)
    days = [session.today - timedelta(days=number) for number in (2, 5)]
    add_elsewhere(session, *(make("skin", {"severity": 9}, session.clock, at=session.moment(day)) for day in days))
    assert worker.fresh
    session.reload_from_disk()
    assert not worker.fresh
    read.clear()
    assert await worker.work()
    assert set(read) == set(days)
    afresh = InsightsWorker(session, session.foods)
    assert await afresh.work()
    assert worker.answer
    assert afresh.answer
    assert worker.answer.outcome == afresh.answer.outcome
    assert worker.answer.insights.factors == afresh.answer.insights.factors
    assert repr(worker.answer.insights.findings) == repr(afresh.answer.insights.findings)  # which hold NaN


async def test_insights_are_fresh_after_changes_that_do_not_concern_them(session: AppState) -> None:
    await session.read_all()
    await session.foods.load()
    worker = InsightsWorker(session, session.foods)
    assert await worker.work()
    stamp = session.clock.now().isoformat()
    with Journal.open(session.journal.path, clock=session.clock) as other:
        other.put_records("trials", {"t": {"id": "t", "created": stamp, "updated": stamp}})
    session.reload_from_disk()
    assert worker.fresh
    session.add("drink", {"ml": 100})
    assert not worker.fresh
