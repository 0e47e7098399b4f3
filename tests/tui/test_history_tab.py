"""History: moving through days, searching while typing, editing the selected day, exporting days."""

from __future__ import annotations

import json
from collections.abc import Sequence
from datetime import date, timedelta
from functools import partial
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Static

from gutskin_tui.charts.time_axis import WeekGrid
from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.search import QueryError
from gutskin_tui.nutrition.custom_foods import save_answers
from gutskin_tui.presentation import history as view
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.tabs.history import History
from gutskin_tui.tui.widgets.calendar_heatmap import CalendarHeatmap
from gutskin_tui.tui.widgets.day_picker import months_on
from gutskin_tui.tui.widgets.prompt import Prompt
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.search_panel import DaySearch
from gutskin_tui.tui.widgets.search_results import FILTERED, SearchLine, SearchResults
from tests.tui.conftest import MakeApp, Press, panel_text, settle

TODAY = date(2026, 11, 21)
MEALS = ("oats", "pizza, beer", "lentil soup", "pizza", "rice")
"""What was eaten today and on the four days before it; the day before that holds only a bad skin day."""


def entries(clock: Clock) -> list[AnyEntry]:
    day = timedelta(days=1)
    meals = [make("meal", {"text": text}, clock, at=clock.now() - back * day) for back, text in enumerate(MEALS)]
    return [
        *meals,
        make("skin", {"severity": 4}, clock, at=clock.now() - 2 * day),
        make("skin", {"severity": 7}, clock, at=clock.now() - 5 * day),
    ]


@pytest.fixture
def app(make_app: MakeApp, clock: Clock) -> GutskinApp:
    made = make_app()
    made.session.journal.add(*entries(clock))
    made.session.journal.drain_changes()  # the screen shows them from the start
    return made


async def open_history(app: GutskinApp, pilot: Pilot[None], press: Press) -> History:
    await settle(pilot)
    await press(pilot, "7")
    tab = app.pane
    assert isinstance(tab, History)
    await settle(pilot)
    return tab


def back(*days: int) -> list[date]:
    return [TODAY - timedelta(days=days_ago) for days_ago in days]


def listed(tab: History) -> Sequence[date]:
    return list(tab.query_one(SearchResults).search.days)


def keys_of(text: str) -> list[str]:
    names = {
        " ": "space",
        ":": "colon",
        ">": "greater_than_sign",
        "=": "equals_sign",
        "-": "minus",
        '"': "quotation_mark",
    }
    return [names.get(character, character) for character in text]


def help_of(tab: History) -> str:
    return str(tab.query_one("#search-help", Static).content)


async def test_keys_walk_through_the_days_and_every_tab_follows(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await open_history(app, pilot, press)
        await press(pilot, "h", "k", "l", "k", "left", "up", "down", "right", "j")
        assert app.session.day == TODAY - timedelta(days=1)
        await press(pilot, "j", "j", "j")
        assert app.session.day == TODAY  # what is to come is not shown
        await press(pilot, "H", "H", "pageup", "L")
        assert app.session.day == date(2026, 9, 21)
        await press(pilot, "pagedown", "t", "y")
        assert app.session.day == TODAY - timedelta(days=1)
        await press(pilot, "1")
        assert app.session.day == TODAY - timedelta(days=1)


@pytest.mark.parametrize(
    ("day", "months", "there"),
    [
        (date(2026, 3, 31), -1, date(2026, 2, 28)),
        (date(2024, 3, 31), -1, date(2024, 2, 29)),
        (date(2026, 1, 15), -1, date(2025, 12, 15)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
    ],
)
def test_a_month_away_stays_within_its_month(day: date, months: int, there: date) -> None:
    assert months_on(day, months) == there


@pytest.mark.parametrize("weeks", [1, 26, 52])
@pytest.mark.parametrize("first_weekday", [0, 6])
def test_the_window_always_shows_the_day_and_stays_while_it_does(weeks: int, first_weekday: int) -> None:
    last = TODAY
    for step in range(900):
        day = TODAY - timedelta(days=step)
        before, last = last, view.window_end(day, TODAY, last, weeks, first_weekday)
        grid = WeekGrid(last, weeks, first_weekday)
        assert grid.first <= day <= last <= TODAY
        assert last == before or not WeekGrid(before, weeks, first_weekday).first <= day <= before


@pytest.mark.parametrize(("start", "top", "sunday"), [("sunday", "Su", True), ("monday", "Mo", False)])
async def test_weeks_begin_on_the_day_of_the_settings(
    make_app: MakeApp, clock: Clock, press: Press, start: str, top: str, sunday: bool
) -> None:
    app = make_app(week_start="monday" if sunday else "sunday")
    app.session.journal.add(make("note", {"text": "x"}, clock, at=clock.now() - timedelta(days=6)))  # on a Sunday
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        await press(pilot, "slash", *keys_of('on:"this week"'))
        app.settings_editor.save({"week-start": start})
        await press(pilot)
        assert listed(tab) == ([TODAY - timedelta(days=6)] if sunday else [])
        assert panel_text(app, "#heat").splitlines()[1].startswith(top)


async def test_a_click_shows_the_day_under_it(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        heat = tab.query_one(CalendarHeatmap)
        grid = WeekGrid(TODAY, heat.weeks, 0)
        place = grid.place(TODAY - timedelta(days=9))
        assert place
        inner = heat.content_region.offset - heat.region.offset
        await pilot.click(heat, offset=(place[0] + inner.x, place[1] + inner.y))
        await settle(pilot)
        assert app.session.day == TODAY - timedelta(days=9)


async def test_the_year_shades_the_series_that_is_chosen(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        assert "Skin, 56 weeks" in str(tab.query_one(CalendarHeatmap).border_title)
        picture = tab.query_one(CalendarHeatmap)._heatmap
        assert picture
        assert picture.values == dict(zip(back(5, 2), (7.0, 4.0), strict=True))
        assert picture.bounds == (1, 3, 5, 7)
        await press(pilot, "v")
        assert tab.series == "meals"
        await press(pilot, "v", "v")
        assert tab.series == "severity"


@pytest.mark.parametrize(
    ("size", "weeks"), [((200, 60), 96), ((120, 40), 56), ((80, 24), 36), ((60, 20), 26), ((40, 20), 16)]
)
async def test_as_many_weeks_as_fit(app: GutskinApp, press: Press, size: tuple[int, int], weeks: int) -> None:
    async with app.run_test(size=size) as pilot:
        tab = await open_history(app, pilot, press)
        assert tab.query_one(CalendarHeatmap).weeks == weeks


async def test_without_a_search_every_day_is_listed_newest_first(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        assert listed(tab) == back(0, 1, 2, 3, 4, 5)
        first = tab.query_one("#days", Rows)._line(1, 80).plain
        assert first.startswith("Fri 20 Nov 2026")
        assert first.endswith("pizza, beer")


async def test_the_search_is_prepared_when_its_field_is_entered(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        search = (await open_history(app, pilot, press)).query_one(SearchResults).search
        assert app.session.indexes
        assert not search.ready
        await press(pilot, "slash")
        await settle(pilot)
        assert search.ready


async def test_search_as_you_type_and_walk_through_what_it_finds(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        await press(pilot, "slash", *keys_of("pizza"))
        assert listed(tab) == back(1, 3)
        assert app.session.day == TODAY  # typing moves nobody
        await press(pilot, "escape")
        assert tab.query_one("#days", Rows).has_focus
        assert tab.query_one(SearchLine).value == "pizza"
        assert app.session.day == back(1)[0]
        await press(pilot, "down")
        assert app.session.day == back(3)[0]
        await press(pilot, "slash", *keys_of(" -beer"), "enter")
        assert listed(tab) == back(3)
        await press(pilot, "slash", *["backspace"] * 11, *keys_of("skin>=5"), "down")
        assert (listed(tab), app.session.day) == (back(5), back(5)[0])


async def test_a_mistake_is_marked_and_the_rest_of_the_query_applies(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        await press(pilot, "slash", *keys_of("pizza since:o"))
        assert listed(tab) == back(1, 3)
        marks = help_of(tab).split("^")[0]
        assert len(marks) == len("pizza since:")
        assert '"o" is not a date' in help_of(tab)
        await press(pilot, *keys_of("ct"))
        assert help_of(tab).startswith("Enter go to days")
        assert listed(tab) == back(1, 3)
        await press(pilot, "enter")
        assert help_of(tab) == FILTERED
        await press(pilot, "slash")
        assert help_of(tab).startswith("Enter go to days")


@pytest.mark.parametrize(("width", "lines"), [(30, 1), (30, 2), (200, 1), (5, 3)])
def test_a_mistake_is_marked_only_where_the_mark_is_seen(width: int, lines: int) -> None:
    text = view.query_error(QueryError("Say a day.", 10, 16), "pizza and since:", 0, width, lines).plain
    assert "Say a day." in text
    assert text.count("\n") < lines
    if "^" in text:
        assert text.index("^") == 10
        assert text.count("^") == 6


@pytest.mark.parametrize(
    "text", ["-", "- -", "since:", "since: since:", '"', "skin>", "zz:", "skin>=x pizza", "on:31 feb", "-skin>="]
)
def test_any_half_typed_query_finds_something_or_nothing_but_never_fails(app: GutskinApp, text: str) -> None:
    search = DaySearch(app.session)
    for end in range(len(text) + 1):
        search.set_text(text[:end])
        assert search.text == text[:end]


async def test_an_entry_edited_here_is_searchable_at_once(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        await press(pilot, "slash", *keys_of("pizza"), "escape", "enter")
        assert tab.query_one("#day", Rows).has_focus
        await press(pilot, "d")
        assert listed(tab) == back(3)
        assert app.session.entries(back(1)[0]) == []
        await press(pilot, "u")
        assert listed(tab) == back(1, 3)


async def test_delete_needs_a_selected_entry(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await open_history(app, pilot, press)
        await press(pilot, "d", "slash", "escape", "d")
        assert app.session.journal.count() == 7


async def test_letters_do_nothing_but_write_while_searching(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        tab = await open_history(app, pilot, press)
        await press(pilot, "slash", "w", "d", "q", "1", "u", "t")
        assert tab.query_one(SearchLine).value == "wdq1ut"
        assert app.session.journal.count() == 7


async def test_a_burst_of_keys_ends_where_slow_keys_do(make_app: MakeApp, press: Press) -> None:
    keys = ["h", "k", "slash", *keys_of("oats"), "escape", "down", "down", "enter", "escape", "l", "H", "v", "j"]
    ends = []
    for slow in (False, True):
        app = make_app(120)
        async with app.run_test(size=(80, 24)) as pilot:
            tab = await open_history(app, pilot, press)
            for some in ([key] for key in keys) if slow else (keys,):
                await press(pilot, *some)
            ends.append((app.session.day, tab.series, listed(tab), app.focused.id))  # type: ignore[union-attr]
    assert ends[0] == ends[1]


async def test_the_export_holds_every_entry_of_the_listed_days(app: GutskinApp, press: Press, tmp_path: Path) -> None:
    target = tmp_path / "pizza.json"
    async with app.run_test(size=(120, 40)) as pilot:
        await open_history(app, pilot, press)
        await press(pilot, "slash", *keys_of("soup"), "escape", "X")
        app.query_one(Prompt).query_one("#prompt-line").value = str(target)  # type: ignore[attr-defined]
        await press(pilot, "enter")
    document = json.loads(target.read_text())
    assert document["format"] == "gutskin-journal"
    assert [(entry["kind"], entry["day"]) for entry in document["entries"]] == [
        ("meal", "2026-11-19"),
        ("skin", "2026-11-19"),
    ]


async def test_the_match_is_marked_also_in_a_note(app: GutskinApp, clock: Clock, press: Press) -> None:
    app.session.journal.add(make("meal", {"text": "stew", "note": "with Kimchi from Ann"}, clock))
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        first = tab.query_one("#days", Rows)._line(0, 80)
        assert "Kimchi" not in first.plain
        await press(pilot, "slash", *keys_of("kimchi"), "escape")
        for line in (tab.query_one("#days", Rows)._line(0, 80), tab.query_one("#day", Rows)._line(1, 80)):
            marked = [line.plain[span.start : span.end] for span in line.spans if "underline" in str(span.style)]
            assert marked == ["Kimchi"]


async def test_a_change_redraws_only_what_shows_its_day(app: GutskinApp, clock: Clock, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        year = tab.query_one(CalendarHeatmap)._heatmap
        lines = dict(tab.query_one(SearchResults)._lines)
        app.session.add("drink", {"ml": 250}, clock.now() - timedelta(days=4))
        await settle(pilot)
        assert tab.query_one(CalendarHeatmap)._heatmap is year
        after = tab.query_one(SearchResults)._lines
        assert all((after[day] is line) == (day != back(4)[0]) for day, line in lines.items())
        app.session.add("skin", {"severity": 9})
        await settle(pilot)
        assert tab.query_one(CalendarHeatmap)._heatmap is not year
        assert "skin 9" in after[TODAY].plain


async def test_meals_of_the_day_have_their_triggers_beside_them(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        await press(pilot, "k")
        line = tab.query_one("#day", Rows)._line(0, 55).plain
        assert line.startswith("14:15  lunch     pizza, beer  ")
        assert "dairy" in line or "alcohol" in line


@pytest.mark.parametrize(("size", "there"), [((120, 40), False), ((160, 50), True)])
async def test_three_columns_have_the_day_before_the_selected_day(
    make_app: MakeApp, press: Press, size: tuple[int, int], there: bool
) -> None:
    app = make_app(days=20)
    async with app.run_test(size=size) as pilot:
        await press(pilot, "7", "[")
        before = app.query_one("#history-before")
        assert before.display is there
        if there:
            day = app.session.day - timedelta(days=1)
            assert str(len(app.session.entries(day))) in str(before.border_title)
            assert all(line.strip() for line in panel_text(app, "#history-before").split("\n"))


async def test_without_a_listed_day_there_is_nothing_to_export(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        tab = await open_history(app, pilot, press)
        await press(pilot, "slash", *keys_of("zzz"), "escape", "X")
        assert listed(tab) == []
        assert not app.query_one(Prompt).asking


async def test_the_list_scrolls_to_its_end_and_back_after_a_search(make_app: MakeApp, press: Press) -> None:
    app = make_app(120)
    async with app.run_test(size=(80, 24)) as pilot:
        tab = await open_history(app, pilot, press)
        rows = tab.query_one("#days", Rows)
        await press(pilot, "slash", "escape", "G")
        assert app.session.day == listed(tab)[-1]
        assert rows.scroll_offset.y == rows.max_scroll_y > 0
        await press(pilot, "slash", *keys_of("skin>=5"))
        assert rows.count == len(listed(tab)) < 120
        assert rows.scroll_offset.y <= rows.cursor < rows.scroll_offset.y + rows.size.height


async def test_words_of_a_meal_stay_words(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    app.session.journal.add(make("meal", {"text": "[red]x[/b] [@click=app.quit]y\x1b[2J" + "z" * 5000}, clock))
    async with app.run_test(size=(80, 24)) as pilot:
        tab = await open_history(app, pilot, press)
        line = tab.query_one("#days", Rows)._line(0, 70)
        assert "[red]x[/b] [@click=app.quit]y␛[2J" in line.plain
        assert len(line.plain) < 300


async def test_an_empty_journal_teaches(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(60, 20)) as pilot:
        tab = await open_history(app, pilot, press)
        await press(pilot, "h", "v", "slash", "a", "escape", "enter", "d", "X", "H")
        assert tab.query_one("#days", Rows).count == 0


async def test_a_search_that_waits_for_the_journal_is_not_exported_as_all_of_it(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        tab = await open_history(app, pilot, press)
        search, indexes = DaySearch(app.session), app.session.indexes
        app.session.indexes = None  # as while the journal is being read
        search.set_text("pizza")
        assert search.waiting
        tab.query_one(SearchResults).search = search
        tab.action_export()
        assert not app.query_one(Prompt).asking
        app.session.indexes = indexes
        search.update_days()
        assert list(search.days) == back(1, 3)
        tab.action_export()
        assert app.query_one(Prompt).asking


async def test_a_tag_finds_labels_that_are_worked_out(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        tab = await open_history(app, pilot, press)
        results = tab.query_one(SearchResults)
        await press(pilot, "slash", *"tag", "colon", *"gluten")
        assert [(TODAY - day).days for day in results.search.days] == [1, 3]
        rows = tab.query_one("#days", Rows)
        assert "pizza, beer" in rows._line(0, 76).plain
        app.session.change_records(partial(save_answers, name="pizza", answers={"gluten": "no"}), "said")
        await settle(pilot)
        assert TODAY - timedelta(days=3) not in results.search.days
        await press(pilot, "ctrl+u", *"tag", "colon", *"dairy", "question_mark")
        assert TODAY in results.search.days or TODAY - timedelta(days=3) in results.search.days


async def test_the_terms_of_a_search_are_completed_by_tab_and_right(
    app: GutskinApp, press: Press, clock: Clock
) -> None:
    app.session.journal.add(make("note", {"text": "windy", "tags": ("pollen",)}, clock))
    async with app.run_test(size=(100, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        line = tab.query_one(SearchLine)
        await press(pilot, "slash", *"ta", "tab")
        assert line.value == "tag:"
        assert "^" in str(tab.query_one("#search-help", Static).render()), "a term without its value is marked"
        await press(pilot, *"po", "right")
        assert line.value == "tag:pollen"
        assert list(tab.query_one(SearchResults).search.days) == [TODAY]
        await press(pilot, *" kind:n", "tab", "tab")
        assert line.value == "tag:pollen kind:note"
        assert app.focused is not line, "nothing left to complete: Tab moves the focus"
