"""The check-in forms, water, days and undo, through the keyboard."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.widgets.score_form import ScoreForm
from tests.conftest import LONDON
from tests.tui.conftest import MakeApp, Press, panel_text, settle, status

pytestmark = pytest.mark.unmeasured

SIZE = (100, 40)


def recorded(app: GutskinApp, kind: str, day: date | None = None) -> list[dict]:
    return [entry.recorded() for entry in app.session.journal.day(day or app.session.today) if entry.kind == kind]


async def test_zero_is_an_answer_and_a_skip_is_a_gap(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c", "0", "minus", "2")
    assert recorded(app, "skin") == [{"severity": 0, "redness": 2}]


async def test_t_is_ten_and_a_digit_beyond_the_scale_is_refused_in_words(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c", "t", "t", "5")
        form = app.query_one("#check-in", ScoreForm)
        assert form.entry.item is not None
        assert form.entry.item.key == "skin.redness"
        assert "Redness must be between 0 and 4" in form.entry.message
        await press(pilot, "4")
    assert recorded(app, "skin") == [{"severity": 10, "itch": 10, "redness": 4}]


async def test_backspace_removes_an_answer_and_with_the_last_the_entry(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c", "4", "up", "backspace")
        assert recorded(app, "skin") == []
        await press(pilot, "escape", "u")
        assert recorded(app, "skin") == [{"severity": 4}]


async def test_counts_accept_several_digits(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("acne",))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "s", "3", "2", "1", "2", "enter", "1", "5", "enter")
    assert recorded(app, "skin") == [{"severity": 3, "oiliness": 2, "breakouts": 12, "comedones": 15}]


async def test_the_keys_of_a_count_are_named_as_they_act(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("acne",))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "s", "3", "2")
        assert "type, then Enter  - skip  ⌫ back" in panel_text(app, "#skin-form")
        await press(pilot, "1")
        assert "type, then Enter  ⌫ back" in panel_text(app, "#skin-form")
        await press(pilot, "backspace", "minus")
        item = app.query_one("#skin-form", ScoreForm).entry.item
        assert item is not None
        assert item.key == "skin.comedones"


async def test_letters_mark_regions_and_a_digit_scores_them(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "s", *["down"] * 6, "c", "6", "f", "down", "m")
    (skin,) = recorded(app, "skin")
    assert skin == {"regions": {"chin": 6, "forehead": None}, "products": ("moisturiser",)}


async def test_an_evening_check_in_does_not_overwrite_that_of_the_morning(
    make_app: MakeApp, press: Press, clock: Clock
) -> None:
    app = make_app()
    morning = clock.now().replace(hour=8)
    app.session.journal.add(make("skin", {"severity": 2}, clock, at=morning))
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "c", "7")
    assert [entry["severity"] for entry in recorded(app, "skin")] == [2, 7]


async def test_an_entry_for_an_earlier_day_is_filed_there(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    yesterday = clock.today() - timedelta(days=1)
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "y", "w", "c", "5")
        assert "Fri 20 Nov" in status(app)
    assert [entry["ml"] for entry in recorded(app, "drink", yesterday)] == [250]
    assert recorded(app, "skin", yesterday) == [{"severity": 5}]
    assert recorded(app, "skin") == []


async def test_the_future_is_not_displayed(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "right_square_bracket", "right_square_bracket")
        assert app.session.day == clock.today()


async def test_water_is_removed_and_undo_survives_a_restart(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "w", "w", "minus")
        assert len(recorded(app, "drink")) == 1
    app.session.journal.close()
    reopened = make_app()
    async with reopened.run_test(size=SIZE) as pilot:
        await press(pilot, "u")
        assert len(recorded(reopened, "drink")) == 2
        await press(pilot, "U")
        assert len(recorded(reopened, "drink")) == 1


@pytest.mark.parametrize(
    ("typed", "amounts"),
    [("330ml", [330]), ("0.5l", [500]), ("6", [1500]), ("33cl", [330]), ("6 ml", [6]), ("0.250l", [250])],
)
async def test_exact_water(make_app: MakeApp, press: Press, typed: str, amounts: list[int]) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "W", *({" ": "space", ".": "full_stop"}.get(entry, entry) for entry in typed))
        await press(pilot, "enter")
    assert [entry["ml"] for entry in recorded(app, "drink")] == amounts


async def test_water_is_counted_in_tenths_of_a_glass(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "W", *"199ml", "enter", "w")
        assert "Water 1.8/8" in status(app)


@pytest.mark.parametrize("typed", ["1,000", "1,000ml", "2.000", "2.000 ml", "1.500l"])
async def test_water_with_two_readings_is_refused_with_both(make_app: MakeApp, press: Press, typed: str) -> None:
    app = make_app()
    number = typed.rstrip("ml ")
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "W")
        app.query_one("#prompt-line").value = typed
        await press(pilot, "enter")
        preview = app.query_one("#prompt-preview").render().plain
        assert preview.startswith(f"! {number} could be {number.replace('.', '').replace(',', '')} or ")
    assert recorded(app, "drink") == []


async def test_a_water_goal_with_two_readings_is_refused_with_both(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "4", "g", "2", "comma", "0", "0", "0", "enter")
        preview = app.query_one("#prompt-preview").render().plain
        assert preview == "! 2,000 could be 2000 or 2; type the one you mean."
    assert app.session.settings.water_goal_ml == 2000


async def test_refused_text_stays_in_the_field_with_a_message(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "W", "a", "b", "c", "enter")
        line = app.query_one("#prompt-line")
        assert line.has_focus
        assert line.value == "abc"
        preview = app.query_one("#prompt-preview").render().plain
        assert preview == "! An amount such as 330ml, 0.5l, or 6 for six glasses."
    assert recorded(app, "drink") == []


async def test_a_day_off_keeps_the_streak(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    for back in (1, 3):
        app.session.journal.add(make("drink", {"ml": 250}, clock, at=clock.now() - timedelta(days=back)))
    async with app.run_test(size=SIZE) as pilot:
        await settle(pilot)
        assert "any entry 1 day " in " ".join(panel_text(app, "#streaks").split())
        await press(pilot, "y", "left_square_bracket", "a", "o", "t")
        assert "any entry 2 days" in " ".join(panel_text(app, "#streaks").split())


async def test_a_screen_left_open_over_midnight_goes_on_to_the_new_day(tmp_path: Path, press) -> None:
    instant = [datetime(2026, 11, 21, 23, 59, tzinfo=LONDON)]
    clock = Clock(lambda: instant[0], lambda: LONDON)
    app = GutskinApp(
        lambda: Journal.open(tmp_path / "journal.json"),
        Settings(),
        tmp_path / "settings.toml",
        tmp_path / "state",
        clock,
    )
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "w")
        instant[0] = datetime(2026, 11, 22, 0, 30, tzinfo=LONDON)
        await press(pilot, "w")
        assert app.session.day == date(2026, 11, 21)  # the day starts at four
        instant[0] = datetime(2026, 11, 22, 4, 0, tzinfo=LONDON)
        app.watcher.poll()
        await press(pilot, "w")
        assert app.session.day == date(2026, 11, 22)
    assert len(recorded(app, "drink", date(2026, 11, 21))) == 2
    assert len(recorded(app, "drink", date(2026, 11, 22))) == 1


async def test_entries_of_another_program_appear(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app()
    async with app.run_test(size=SIZE) as pilot:
        await press(pilot, "w")
        with Journal.open(app.session.journal.path) as other:
            other.add(make("note", {"text": "from elsewhere"}, clock))
        app.watcher.poll()
        await press(pilot)
        assert app.query_one("#logged").count == 2


async def test_tags_in_a_line_of_the_prompt_are_saved_as_tags_and_completed(make_app: MakeApp, press: Press) -> None:
    app = make_app()
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "n", *"sneezing +Pollen", "enter")
        assert [(entry.text, entry.tags) for entry in app.session.entries()] == [("sneezing", ("Pollen",))]
        await press(pilot, "n", *"again +Po")
        await press(pilot, "tab")
        assert app.query_one("#prompt-line").value == "again +Pollen"
        assert "+Pollen" in app.query_one("#prompt-preview").render().plain
        await press(pilot, "enter")
        assert [entry.tags for entry in app.session.entries()] == [("Pollen",)] * 2


async def test_a_word_beside_a_score_is_left_out_where_it_does_not_fit(make_app: MakeApp, press: Press) -> None:
    app = make_app(conditions=("eczema",))
    async with app.run_test(size=(60, 20)) as pilot:
        await press(pilot, "3", "s", "3", "4", "1", "2")
        form = panel_text(app, "#skin-form")
        assert "skin overall   3 mild " in form
        assert "redness        1   " in form
        assert "…" not in form
        await pilot.resize_terminal(80, 24)
        await settle(pilot)
        assert "redness        1 ■□□□ very slight" in panel_text(app, "#skin-form")
