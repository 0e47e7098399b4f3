"""The panel of factors on Trends: rows, lags, and the days behind a row."""

from __future__ import annotations

import re

import pytest
from msgspec.structs import replace

from gutskin_tui.charts.palette import MONO
from gutskin_tui.insights import wording
from gutskin_tui.insights.factors import DEFAULTS
from gutskin_tui.model.entries import make
from gutskin_tui.presentation import factor_details
from gutskin_tui.presentation import insights as view
from gutskin_tui.tui.actions import ACTIONS
from gutskin_tui.tui.dialogs.factor_detail import FactorDetail
from gutskin_tui.tui.tabs.trends import Trends
from gutskin_tui.tui.widgets.row_list import Rows
from tests.tui.conftest import MakeApp, Press, panel_text, screen_text, settle
from tests.tui.factor_texts import YEAR, answer, drawn_in, open_trends, panel

FORBIDDEN = re.compile("cause|safe|allerg", re.IGNORECASE)


async def test_every_factor_has_a_row_with_its_own_lag_first(make_app: MakeApp, press: Press) -> None:
    app = make_app(YEAR, conditions=("eczema",))
    async with app.run_test(size=(120, 40)) as pilot:
        await open_trends(pilot, press)
        insights = answer(app).insights
        assert panel(app).rows.count == len(insights.factors) == len(DEFAULTS)
        assert panel(app).rows.has_focus
        text = screen_text(app)
        assert "Before worse skin (0-10)   D delay [best] 0 1 2 days" in text
        assert "10 factors compared, 0 to 2 days before" in text
        assert "An association is not proof. Not medical advice." in text
        for index, finding in enumerate(insights.findings):
            row = view.row(insights, index, None, 78, MONO).plain
            assert row.startswith(insights.factors[index].words[:15])
            assert MONO.glyphs.ellipsis not in view.row(insights, index, None, 58, MONO).plain
            assert f"{finding.n_exposed}/{finding.n_unexposed}" in row
            assert f"{finding.lag} d" in row
            assert view.CERTAINTY_SIGNS[finding.label][0] in row
            assert ("!" in row) == bool(finding.flags)
        assert "sleep under 7 h" in text
        assert "stress 5 or more" in text
        assert "95 % interval" in text


async def test_factors_are_in_order_of_evidence(make_app: MakeApp, press: Press) -> None:
    app = make_app(
        YEAR, conditions=("eczema",), factors=("gluten", "fermented", "stress", "dairy", "food:no such food")
    )
    async with app.run_test(size=(120, 40)) as pilot:
        await open_trends(pilot, press)
        findings = answer(app).insights.findings
        ranks = [view.LABEL_ORDER.index(finding.label) for finding in findings]
        assert ranks == sorted(ranks)
        assert len(set(ranks)) > 1
        assert findings[-1].factor == "food:no such food"
        unordered = app.session.insights.answer
        assert [finding.factor for finding in unordered.insights.findings] != [finding.factor for finding in findings]
        await press(pilot, "down")
        second = findings[1].factor
        app.session.journal.add(make("skin", {"severity": 9}, app.session.clock))
        app.session.apply_changes()
        await settle(pilot)
        assert answer(app).insights.factors[panel(app).rows.cursor].name == second  # the selection follows its factor


async def test_tab_goes_through_the_lags_and_shows_each_lags_numbers(make_app: MakeApp, press: Press) -> None:
    app = make_app(YEAR, conditions=("eczema",))
    async with app.run_test(size=(120, 40)) as pilot:
        await open_trends(pilot, press)
        insights = answer(app).insights
        seen = []
        for _ in range(len(insights.lags) + 1):
            await press(pilot, "D")
            seen.append(panel(app).lag)
            assert panel(app).rows.has_focus
        assert seen == [0, 1, 2, None]
        await press(pilot, "D")
        assert "D delay best [0] 1 2 days" in screen_text(app)
        for index, finding in enumerate(insights.findings):
            here = finding.profile[0]
            row = view.row(insights, index, 0, 78, MONO).plain
            assert f"{here.n_exposed}/{here.n_unexposed}" in row
            # A label is one of the factor's own lag, never of another.
            assert (view.CERTAINTY_SIGNS[finding.label][0] in row) == (finding.lag == 0)


async def test_a_lag_of_psoriasis_is_named_where_not_all_fit(make_app: MakeApp, press: Press) -> None:
    app = make_app(YEAR, conditions=("psoriasis",))
    async with app.run_test(size=(60, 20)) as pilot:
        await open_trends(pilot, press)
        await press(pilot, "D")
        assert "D delay [7 days]" in screen_text(app)


async def test_enter_lists_the_days_behind_a_row(make_app: MakeApp, press: Press) -> None:
    app = make_app(YEAR, conditions=("eczema",))
    async with app.run_test(size=(120, 40)) as pilot:
        await open_trends(pilot, press)
        await press(pilot, "down", "enter")
        screen = app.screen
        assert isinstance(screen, FactorDetail)
        insights = answer(app).insights
        finding, factor = insights.findings[1], insights.factors[1]
        rows = screen.query_one(Rows)
        assert rows.count == finding.pairs
        days = factor_details.pairs(insights, answer(app).outcome, factor, finding.lag)
        assert sum(pair.exposed for pair in days) == finding.n_exposed
        with_ = [pair.value for pair in days if pair.exposed]
        assert sum(with_) / len(with_) == pytest.approx(finding.mean_exposed)
        text = " ".join(screen_text(app).split())
        assert "95 % interval" in text
        assert "compared" in text
        await press(pilot, "pagedown", "pagedown", "pageup")
        assert 0 < rows.cursor < rows.count
        await press(pilot, "tab")
        assert screen.lag == insights.lags[(insights.lags.index(finding.lag) + 1) % 3]
        assert rows.count == view.at_lag(finding, screen.lag).pairs
        assert "best delay" in screen_text(app)
        await press(pilot, "shift+tab")
        assert screen.lag == finding.lag
        await press(pilot, "escape", "escape")
        assert isinstance(app.screen_stack[-1].query_one(Trends), Trends)
        assert panel(app).rows.has_focus


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (60, 20)])
async def test_words_and_days_fit_every_screen(make_app: MakeApp, press: Press, size: tuple[int, int]) -> None:
    app = make_app(YEAR, conditions=("acne",))
    async with app.run_test(size=size) as pilot:
        await open_trends(pilot, press)
        assert panel(app).rows.region.bottom <= size[1] - 2
        assert panel(app).query_one("#factor-details").region.bottom <= size[1] - 2
        await press(pilot, "enter")
        assert app.screen.query_one(Rows).region.height >= 4
        assert "Tab delay · ↑↓ move · Esc close" in screen_text(app)
        await press(pilot, "escape", "f")
        assert "Space star · Enter save · Esc close" in screen_text(app)


@pytest.mark.parametrize("days", [0, 20, 50])
@pytest.mark.parametrize("size", [(120, 40), (60, 20)])
async def test_few_days_name_what_is_missing(make_app: MakeApp, press: Press, days: int, size: tuple[int, int]) -> None:
    app = make_app(days, conditions=("eczema",))
    async with app.run_test(size=size) as pilot:
        await open_trends(pilot, press)
        text = " ".join(drawn_in(panel(app)).split())
        if not days:
            assert panel(app).rows.count == 0
            assert "Nothing to compare yet. Log severity (s)" in text
            await press(pilot, "enter", "D", "down")
            assert len(app.screen_stack) == 1
            return
        insights = answer(app).insights
        for index, finding in enumerate(insights.findings):
            assert finding.label == "not_enough_data"
            assert wording.needs(insights, finding) in factor_details.row_details(insights, index, None)
            assert wording.needs(insights, finding) in factor_details.detail(insights, index, finding.lag).plain
        assert "more days" in text


async def test_an_outcome_that_is_no_series_is_reported(make_app: MakeApp, press: Press) -> None:
    app = make_app(20, outcome="[red]glow[/]")
    async with app.run_test(size=(80, 24)) as pilot:
        await open_trends(pilot, press)
        assert 'Unknown outcome "[red]glow[/]"' in screen_text(app)


async def test_every_outcome_and_condition_can_be_displayed(make_app: MakeApp, press: Press) -> None:
    for outcome, conditions in (("breakouts", ("acne", "psoriasis")), ("sleep", ()), ("alcohol", ("rosacea",))):
        app = make_app(200, outcome=outcome, conditions=conditions, ascii=True)
        async with app.run_test(size=(80, 24)) as pilot:
            await open_trends(pilot, press)
            await press(pilot, "down", "D", "enter", "tab")
            assert isinstance(app.screen, FactorDetail)
            assert screen_text(app).isascii()


async def test_nothing_claims_more_than_an_association(make_app: MakeApp, press: Press) -> None:
    app = make_app(YEAR, conditions=("eczema",))
    async with app.run_test(size=(120, 40)) as pilot:
        await open_trends(pilot, press)
        insights = answer(app).insights
        texts = [Trends.HELP, view.teaching(insights, keys=True), *(action.help for action in ACTIONS)]
        for index in range(len(insights.findings)):
            texts += [factor_details.row_details(insights, index, lag) for lag in (None, *insights.lags)]
            texts += [factor_details.detail(insights, index, lag).plain for lag in insights.lags]
        assert not [text for text in texts if FORBIDDEN.search(text)]


async def test_a_difference_that_is_rounded_to_zero_has_no_direction(make_app: MakeApp, press: Press) -> None:
    app = make_app(YEAR, conditions=("eczema",))
    async with app.run_test(size=(120, 40)) as pilot:
        await open_trends(pilot, press)
        insights = answer(app).insights
    first = insights.findings[0]
    profile = tuple(replace(at_lag, effect=-0.01) for at_lag in first.profile)
    same = replace(insights, findings=(replace(first, effect=-0.01, profile=profile), *insights.findings[1:]))
    other = next(lag for lag in insights.lags if lag != first.lag)
    assert ": no difference (95 % interval" in factor_details.row_details(same, 0, None)
    assert "there is no difference (" in factor_details.detail(same, 0, other).plain


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (100, 30), (120, 40), (160, 50)])
async def test_the_panel_is_complete_at_every_size(make_app: MakeApp, press: Press, size: tuple[int, int]) -> None:
    app = make_app(YEAR, conditions=("eczema",))
    async with app.run_test(size=size) as pilot:
        await open_trends(pilot, press)
        rows, widget = panel(app).rows, panel(app)
        head = panel_text(app, "#factor-head")
        row = view.row(answer(app).insights, 0, None, rows.text_width, app.session.palette).plain
        assert head.index("difference") + len("difference") == re.search(r"[+-]\d\.\d", row).end()  # type: ignore[union-attr]
        foot = panel_text(app, "#factor-foot")
        assert view.FOOT in foot
        assert "caution: press Enter" in foot
        assert widget.query_one("#factor-foot").region.bottom <= widget.region.bottom
        details = panel_text(app, "#factor-details").rstrip()
        full = factor_details.row_details(answer(app).insights, 0, None)
        assert " ".join(full.split()) in " ".join(details.split()) or details.endswith("…")


@pytest.mark.parametrize("size", [(60, 20), (100, 30), (160, 30)])
async def test_an_empty_journal_explains_the_factors_in_full(
    make_app: MakeApp, press: Press, size: tuple[int, int]
) -> None:
    app = make_app()
    async with app.run_test(size=size) as pilot:
        await open_trends(pilot, press)
        panel(app).scroll_visible(animate=False, immediate=True)
        await settle(pilot)
        rows = panel(app).rows
        text = " ".join(rows.render_line(y).text.strip() for y in range(rows.size.height))
        assert text.startswith("Nothing to compare yet.")
        assert "f chooses the factors." in text
