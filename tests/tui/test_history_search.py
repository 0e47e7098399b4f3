"""Searching History while typing: hits, mistakes, completions, and what is underlined."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from textual.widgets import Static

from gutskin_tui.charts.palette import DARK
from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.model.search import QueryError
from gutskin_tui.nutrition.custom_foods import save_answers
from gutskin_tui.presentation import history as view
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.row_list import Rows
from gutskin_tui.tui.widgets.search_panel import DaySearch
from gutskin_tui.tui.widgets.search_results import FILTERED, SearchLine, SearchResults
from tests.tui.conftest import MakeApp, Press, settle
from tests.tui.history_days import TODAY, back, help_of, listed, open_history, six_days


@pytest.fixture
def app(make_app: MakeApp, clock: Clock) -> GutskinApp:
    return six_days(make_app, clock)


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
        await press(pilot, "slash", *"pizza")
        assert listed(tab) == back(1, 3)
        assert app.session.day == TODAY  # typing moves nobody
        await press(pilot, "escape")
        assert tab.query_one("#days", Rows).has_focus
        assert tab.query_one(SearchLine).value == "pizza"
        assert app.session.day == back(1)[0]
        await press(pilot, "down")
        assert app.session.day == back(3)[0]
        await press(pilot, "slash", *" -beer", "enter")
        assert listed(tab) == back(3)
        await press(pilot, "slash", *["backspace"] * 11, *"skin>=5", "down")
        assert (listed(tab), app.session.day) == (back(5), back(5)[0])


@pytest.mark.parametrize("needles", [(), ("soup",), ("o", "bread", "é")])
@pytest.mark.parametrize("text", ["tomato soup, bread", "crème brûlée, \u68a8 \u68a8", "a\u0301e\u0301 " * 20])
def test_the_line_of_a_day_leaves_out_only_what_has_no_room(text: str, needles: tuple[str, ...], clock: Clock) -> None:
    meals = [make("meal", {"text": text, "note": "with bread"}, clock)] * 20
    for width in range(25, 200):
        line, whole = (view.day_line(TODAY, 3, meals, most, DARK, needles) for most in (width, 10_000))
        assert whole.cell_len > width
        for either in (line, whole):
            either.truncate(width, overflow="ellipsis")
        assert (line.plain, line.spans) == (whole.plain, whole.spans)


async def test_a_mistake_is_marked_and_the_rest_of_the_query_applies(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        await press(pilot, "slash", *"pizza since:o")
        assert listed(tab) == back(1, 3)
        marks = help_of(tab).split("^")[0]
        assert len(marks) == len("pizza since:")
        assert '"o" is not a date' in help_of(tab)
        await press(pilot, *"ct")
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
        await press(pilot, "slash", *"pizza", "escape", "enter")
        assert tab.query_one("#day", Rows).has_focus
        await press(pilot, "d")
        assert listed(tab) == back(3)
        assert app.session.entries(back(1)[0]) == []
        await press(pilot, "u")
        assert listed(tab) == back(1, 3)


async def test_letters_do_nothing_but_write_while_searching(app: GutskinApp, press: Press) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        tab = await open_history(app, pilot, press)
        await press(pilot, "slash", "w", "d", "q", "1", "u", "t")
        assert tab.query_one(SearchLine).value == "wdq1ut"
        assert app.session.journal.count() == 7


async def test_the_match_is_marked_also_in_a_note(app: GutskinApp, clock: Clock, press: Press) -> None:
    app.session.journal.add(make("meal", {"text": "stew", "note": "with Kimchi from Ann"}, clock))
    async with app.run_test(size=(120, 40)) as pilot:
        tab = await open_history(app, pilot, press)
        first = tab.query_one("#days", Rows)._line(0, 80)
        assert "Kimchi" not in first.plain
        await press(pilot, "slash", *"kimchi", "escape")
        for line in (tab.query_one("#days", Rows)._line(0, 80), tab.query_one("#day", Rows)._line(1, 80)):
            marked = [line.plain[span.start : span.end] for span in line.spans if "underline" in str(span.style)]
            assert marked == ["Kimchi"]


async def test_the_list_scrolls_to_its_end_and_back_after_a_search(make_app: MakeApp, press: Press) -> None:
    app = make_app(120)
    async with app.run_test(size=(80, 24)) as pilot:
        tab = await open_history(app, pilot, press)
        rows = tab.query_one("#days", Rows)
        await press(pilot, "slash", "escape", "G")
        assert app.session.day == listed(tab)[-1]
        assert rows.scroll_offset.y == rows.max_scroll_y > 0
        await press(pilot, "slash", *"skin>=5")
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
        assert [(TODAY - day).days for day in results.search.days] == [1, 2, 3]


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
