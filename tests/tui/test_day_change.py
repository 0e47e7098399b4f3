"""When the day changes: titles follow the clock without a key, and an entry is saved under the day they name."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from textual.pilot import Pilot
from textual.widget import Widget

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.store.log_format import log_path
from gutskin_tui.tui import journal_watcher
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.entry_form import EntryForm
from gutskin_tui.tui.state import AppState
from gutskin_tui.tui.widgets.meal_input import MealEntry
from gutskin_tui.tui.widgets.score_form import ScoreForm
from tests.conftest import LONDON
from tests.tui.conftest import Press, begun, settle, write_into

BEFORE = datetime(2026, 11, 27, 3, 58, 30, tzinfo=LONDON)
MINUTE_LATER = BEFORE + timedelta(minutes=1)
AFTER = datetime(2026, 11, 27, 4, 0, 0, tzinfo=LONDON)
OLD, NEW = date(2026, 11, 26), date(2026, 11, 27)
SIZE = (120, 40)


class Watch:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now, self.zone = BEFORE, "Europe/London"
        self.clock = Clock(lambda: self.now, lambda: ZoneInfo(self.zone))


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def app(tmp_path: Path, watch: Watch) -> GutskinApp:
    journal = Journal.open(tmp_path / "journal.json")
    return begun(journal, Settings(), tmp_path / "settings.toml", tmp_path / "state", watch.clock)


async def set_clock(app: GutskinApp, pilot: Pilot[None], watch: Watch, now: datetime) -> None:
    """Set the clock and let the screen look at it."""
    watch.now = now
    app.watcher.poll()
    await settle(pilot)


def only(app: GutskinApp) -> AnyEntry:
    (entry,) = app.session.journal.between()
    return entry


def preview(app: GutskinApp) -> str:
    return str(app.query_one("#prompt-preview").render())


def title(widget: Widget) -> str:
    return str(widget.border_title).strip()


PROMPTS = {
    "note": ("n", "late thought"),
    "water": ("W", "330ml"),
    "sleep": ("z", "7h30"),
    "exercise": ("x", "3 walk"),
    "practice": ("p,y", "2"),
}


@pytest.mark.parametrize("name", list(PROMPTS))
async def test_a_prompt_follows_the_clock(app: GutskinApp, press: Press, watch: Watch, name: str) -> None:
    keys, typed = PROMPTS[name]
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *keys.split(","))
        app.query_one("#prompt-line").value = typed  # type: ignore[attr-defined]
        await settle(pilot)
        assert "Thu 26 Nov" in preview(app)
        await set_clock(app, pilot, watch, AFTER)
        assert "Fri 27 Nov" in preview(app)
        await press(pilot, "enter")
    assert only(app).date == NEW


@pytest.mark.parametrize("name", list(PROMPTS))
async def test_a_prompt_saves_to_its_displayed_day_before_the_clock_is_read(
    app: GutskinApp, press: Press, watch: Watch, name: str
) -> None:
    keys, typed = PROMPTS[name]
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, *keys.split(","))
        app.query_one("#prompt-line").value = typed  # type: ignore[attr-defined]
        await settle(pilot)
        assert "Thu 26 Nov" in preview(app)
        watch.now = AFTER
        await press(pilot, "enter")
    assert (only(app).date, only(app).when) == (OLD, AFTER - timedelta(seconds=1))


async def test_the_time_that_a_prompt_names_follows_the_clock(app: GutskinApp, press: Press, watch: Watch) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "n", "a")
        assert preview(app) == "saved for Thu 26 Nov, 03:58"
        await set_clock(app, pilot, watch, MINUTE_LATER)
        assert preview(app) == "saved for Thu 26 Nov, 03:59"


@pytest.mark.parametrize("clock_read", [True, False])
async def test_the_meal_line_saves_to_its_displayed_day(
    app: GutskinApp, press: Press, watch: Watch, clock_read: bool
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "m", *"oats")
        line = app.query_one(MealEntry)
        assert title(line) == "Log a meal · snack · 03:58 · today"
        watch.now = AFTER
        if clock_read:
            await set_clock(app, pilot, watch, AFTER)
            assert title(line) == "Log a meal · breakfast · 04:00 · today"
        await press(pilot, "enter")
    assert only(app).date == (NEW if clock_read else OLD)


@pytest.mark.parametrize("clock_read", [True, False])
async def test_a_form_saves_to_its_displayed_day(app: GutskinApp, press: Press, watch: Watch, clock_read: bool) -> None:
    async with app.run_test(size=SIZE) as pilot:
        app.pane.open_form("note")
        await settle(pilot)
        form = app.screen
        assert isinstance(form, EntryForm)
        text, when = form.row("text"), form.row("at")
        assert text is not None
        assert when is not None
        write_into(text, "late thought")
        await settle(pilot)
        assert when.message == "Fri 27 Nov 2026, 03:58, counts for Thu 26 Nov 2026"
        watch.now = AFTER
        if clock_read:
            await set_clock(app, pilot, watch, AFTER)
            assert when.message == "Fri 27 Nov 2026, 04:00"
        await press(pilot, "ctrl+s")
    assert only(app).date == (NEW if clock_read else OLD)


async def test_a_relative_time_in_a_form_follows_the_clock(app: GutskinApp, press: Press, watch: Watch) -> None:
    async with app.run_test(size=SIZE) as pilot:
        app.pane.open_form("note")
        await settle(pilot)
        form = app.screen
        assert isinstance(form, EntryForm)
        text, when = form.row("text"), form.row("at")
        assert text is not None
        assert when is not None
        write_into(text, "late thought")
        write_into(when, "yesterday 20:00")
        await settle(pilot)
        assert when.message == "Wed 25 Nov 2026, 20:00"
        await set_clock(app, pilot, watch, AFTER)
        assert when.message == "Thu 26 Nov 2026, 20:00"
        await press(pilot, "ctrl+s")
    assert only(app).date == OLD


@pytest.mark.parametrize("clock_read", [True, False])
@pytest.mark.parametrize(("tab", "key", "form"), [("1", "c", "#check-in"), ("3", "s", "#skin-form")])
async def test_a_check_in_saves_to_its_displayed_day(
    app: GutskinApp, press: Press, watch: Watch, clock_read: bool, tab: str, key: str, form: str
) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, tab, key)
        assert title(app.query_one(form, ScoreForm)).endswith("· 03:58 · today")
        watch.now = AFTER
        if clock_read:
            await set_clock(app, pilot, watch, AFTER)
            assert title(app.query_one(form, ScoreForm)).endswith("· 04:00 · today")
        await press(pilot, "4")
    assert only(app).date == (NEW if clock_read else OLD)


@pytest.mark.parametrize("clock_read", [True, False])
@pytest.mark.parametrize("keys", ["w", "r", "R,1", "p,y", "a,o"])
async def test_a_quick_key_saves_to_the_displayed_day(
    app: GutskinApp, press: Press, watch: Watch, clock_read: bool, keys: str
) -> None:
    earlier = [BEFORE - timedelta(days=back, hours=hours) for back in (5, 6) for hours in (0, -2)]
    journal, clock = app.session.journal, watch.clock
    journal.add(*(make("meal", {"text": "oats"}, clock, at=at) for at in earlier))
    journal.add(make("practice", {"what": "yoga", "minutes": 20}, clock, at=earlier[0]))
    known = {entry.id for entry in journal.between()}
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        watch.now = AFTER
        if clock_read:
            await set_clock(app, pilot, watch, AFTER)
        await press(pilot, *keys.split(","))
    added = [entry for entry in app.session.journal.between() if entry.id not in known]
    assert [entry.date for entry in added] == [NEW if clock_read else OLD]


async def test_a_day_that_was_chosen_stays_over_the_turn(app: GutskinApp, press: Press, watch: Watch) -> None:
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "y", "n", "a")
        await set_clock(app, pilot, watch, AFTER)
        assert preview(app) == "saved for Wed 25 Nov, 04:00"
        await press(pilot, "enter")
    assert only(app).date == date(2026, 11, 25)


async def test_a_zone_that_changes_the_day_back_is_followed(app: GutskinApp, press: Press, watch: Watch) -> None:
    watch.now = AFTER
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "n", "a")
        watch.zone = "America/New_York"
        await set_clock(app, pilot, watch, AFTER)
        assert preview(app) == "saved for Thu 26 Nov, 23:00"
        await press(pilot, "enter")
    assert only(app).date == OLD


async def test_an_idle_screen_folds_the_log_and_backs_up_after_the_turn_of_the_day(
    app: GutskinApp, watch: Watch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(journal_watcher, "QUIET", 0)
    journal = app.session.journal
    async with app.run_test(size=SIZE) as pilot:
        journal.add(make("drink", {"ml": 250}, watch.clock))
        await set_clock(app, pilot, watch, MINUTE_LATER)
        assert log_path(journal.path).exists()
        await set_clock(app, pilot, watch, AFTER)
        assert not log_path(journal.path).exists()
        assert len(list((journal.state / "backups").iterdir())) == 1
        assert journal.count() == 1


def test_the_day_that_has_just_ended_ends_before_a_skipped_hour(app: GutskinApp, watch: Watch) -> None:
    watch.zone, watch.now = "Europe/Athens", datetime(2026, 3, 29, 0, 59, 30, tzinfo=UTC)
    before = app.session
    session = AppState(before.journal, Settings(), before.settings_path, before.drafts, watch.clock, before.theme)
    day = session.today
    watch.now = datetime(2026, 3, 29, 1, 0, 30, tzinfo=UTC)  # 03:00 to 04:00, when the day starts, do not exist
    moment = session.moment(day)
    assert (day, watch.clock.day_of(moment)) == (date(2026, 3, 28), date(2026, 3, 28))
    assert moment.isoformat() == "2026-03-29T02:59:59+02:00"


def test_an_entry_for_an_earlier_day_stays_in_it_at_a_time_that_its_night_skips(app: GutskinApp, watch: Watch) -> None:
    watch.zone, watch.now = "Europe/Athens", datetime(2026, 3, 31, 0, 30, tzinfo=UTC)  # 03:30
    moment = app.session.moment(date(2026, 3, 28))
    assert watch.clock.day_of(moment) == date(2026, 3, 28)
    assert moment.isoformat() == "2026-03-29T02:30:00+02:00"
