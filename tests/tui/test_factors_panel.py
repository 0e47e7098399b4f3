"""The panel of factors on Trends: rows, lags, the days behind a row, choosing, and work that no key waits for."""

from __future__ import annotations

import asyncio
import re
import subprocess
import sys
from datetime import timedelta

import pytest
from msgspec.structs import replace
from rich.console import Console, RenderableType
from textual.pilot import Pilot
from textual.widget import Widget

from gutskin_tui.charts.lag_profile import LagProfile
from gutskin_tui.charts.palette import MONO
from gutskin_tui.clock import Clock
from gutskin_tui.insights import wording
from gutskin_tui.insights.factors import DEFAULTS, MOST
from gutskin_tui.model.entries import make
from gutskin_tui.presentation import factor_details
from gutskin_tui.presentation import insights as view
from gutskin_tui.settings import load
from gutskin_tui.tui.actions import ACTIONS
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.factor_detail import FactorDetail
from gutskin_tui.tui.dialogs.factor_picker import FactorPicker
from gutskin_tui.tui.insights_worker import Answer, InsightsWorker
from gutskin_tui.tui.tabs.trends import Trends
from gutskin_tui.tui.widgets.frame_bars import StatusLine
from gutskin_tui.tui.widgets.headed_rows import HeadedRows
from gutskin_tui.tui.widgets.insights_panel import InsightsPanel
from gutskin_tui.tui.widgets.row_list import Rows
from tests.tui.conftest import MakeApp, Press, screen_text, settle

YEAR = 400
FORBIDDEN = re.compile("cause|safe|allerg", re.IGNORECASE)


def drawn_in(widget: Widget) -> str:
    """Return what is drawn inside the frame of a widget."""
    region = widget.content_region
    return "\n".join(
        line[region.x : region.right] for line in screen_text(widget.app).splitlines()[region.y : region.bottom]
    )


def text_of(picture: RenderableType, width: int = 78) -> list[str]:
    console = Console(width=width, color_system=None)
    lines = console.render_lines(picture, console.options, pad=False)
    return ["".join(segment.text for segment in line) for line in lines]


def panel(app: GutskinApp) -> InsightsPanel:
    return app.screen_stack[0].query_one(InsightsPanel)


def answer(app: GutskinApp) -> Answer:
    latest = panel(app).answer
    assert latest is not None
    return latest


async def opened(app: GutskinApp, pilot: Pilot[None], press: Press) -> None:
    """Open Trends and wait for the first answer."""
    await settle(pilot)
    await press(pilot, "6")


async def test_every_factor_has_a_row_with_its_own_lag_first(make_app: MakeApp, press: Press) -> None:
    app = make_app(YEAR, conditions=("eczema",))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, press)
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
        await opened(app, pilot, press)
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
        await opened(app, pilot, press)
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
        await opened(app, pilot, press)
        await press(pilot, "D")
        assert "D delay [7 days]" in screen_text(app)


async def test_enter_lists_the_days_behind_a_row(make_app: MakeApp, press: Press) -> None:
    app = make_app(YEAR, conditions=("eczema",))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, press)
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
        await opened(app, pilot, press)
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
        await opened(app, pilot, press)
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


async def test_the_insights_remain_until_something_is_recorded(
    make_app: MakeApp, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs = []
    real = InsightsWorker.work

    async def counted(self: InsightsWorker) -> bool:
        runs.append(self.question)
        return await real(self)

    monkeypatch.setattr(InsightsWorker, "work", counted)
    app = make_app(60, conditions=("eczema",))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, press)
        before = answer(app)
        await press(pilot, "D", "3", "6", "v", "right")
        assert (len(runs), answer(app)) == (1, before)
        await press(pilot, "w")  # today's water counts only once the day is over
        assert answer(app) is before
        assert app.session.insights.fresh
        app.session.journal.add(make("skin", {"severity": 9}, app.session.clock))
        app.session.apply_changes()
        await settle(pilot)
        assert answer(app) is not before
        assert app.session.insights.fresh


async def test_an_answer_to_an_older_journal_is_dropped(make_app: MakeApp, clock: Clock) -> None:
    app = make_app(60)
    async with app.run_test() as pilot:
        await settle(pilot)
        work = InsightsWorker(app.session, app.session.foods)
        running = asyncio.create_task(work.work())
        await asyncio.sleep(0)  # it has begun
        assert not running.done()
        app.session.journal.add(make("skin", {"severity": 9}, clock))
        app.session.apply_changes()
        assert await running is False
        assert work.answer is None


async def test_keys_typed_while_it_is_worked_out_arrive(
    make_app: MakeApp, press: Press, monkeypatch: pytest.MonkeyPatch
) -> None:
    gate = asyncio.Event()
    real = InsightsWorker.work

    async def wait_for_gate(self: InsightsWorker) -> bool:
        await gate.wait()
        return await real(self)

    monkeypatch.setattr(InsightsWorker, "work", wait_for_gate)
    app = make_app(YEAR, conditions=("eczema",))
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await press(pilot, "6", "down", "down", "right", "v", workers=False)
        assert "calculating" in screen_text(app)
        trends = app.pane
        assert isinstance(trends, Trends)
        assert (panel(app).rows.cursor, trends.series, trends.range) == (2, "itch", 365)
        await press(pilot, "enter", workers=False)
        assert "Still calculating" in app.query_one(StatusLine).render().plain
        await press(pilot, "4", "w", workers=False)  # leaving in the middle is fine, and so is recording
        gate.set()
        await settle(pilot)
        await press(pilot, "6")
        assert app.session.insights.fresh
        assert panel(app).rows.cursor == 2


async def test_factors_are_chosen_from_a_list_ten_at_most(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app(60, conditions=("eczema",))
    app.session.journal.add(
        make("practice", {"what": "Tai chi", "minutes": 10}, clock, at=clock.now() - timedelta(hours=2)),
        make("drink", {"what": "oat latte", "ml": 200}, clock, at=clock.now() - timedelta(hours=3)),
        make("treatment", {"what": "Zinc paste"}, clock, at=clock.now() - timedelta(hours=3)),
        make("stress", {"score": 3, "tags": ["Pollen"]}, clock, at=clock.now() - timedelta(hours=3)),
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, press)
        await press(pilot, "f")
        choice = app.screen
        assert isinstance(choice, FactorPicker)
        assert "10 of 10 starred" in screen_text(app)
        names = [name for name, _ in choice._lines]
        assert {"practice:tai chi", "drink:oat latte", "egg", "short_sleep", "plants"} <= set(names)
        assert {"treatment:zinc paste", "tag:pollen"} <= set(names)
        assert "premenstrual" not in names  # offered with the cycle
        assert "severity" not in names  # the outcome is no factor
        rows = choice.query_one(HeadedRows)
        rows.cursor = names.index("egg")
        await press(pilot, "space")
        assert f"! At most {MOST} factors. Unstar one first." in screen_text(app)
        rows.cursor = names.index("gluten")
        await press(pilot, "space")
        rows.cursor = names.index("practice:tai chi")
        await press(pilot, "space", "enter")
        factors = app.session.settings.factors
        assert "gluten" not in factors
        assert factors[-1] == "practice:tai chi"
        assert load(app.session.settings_path).factors == factors
        assert {factor.name for factor in answer(app).insights.factors} == set(factors)
        first, today = min(app.session.journal.days()), app.session.today
        since = {
            factor.name: assessment.since
            for factor, assessment in zip(answer(app).insights.factors, answer(app).insights.assessments, strict=True)
        }
        assert (since["dairy"], since["practice:tai chi"]) == (first, today)
        assert answer(app).insights.changes == 1
        await press(pilot, "f", "down", "space", "escape")
        assert app.session.settings.factors == factors


async def test_with_no_star_left_the_default_ten_are_used(make_app: MakeApp, press: Press) -> None:
    app = make_app(20, factors=("dairy",))
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, press)
        await press(pilot, "f", "space")
        assert "None starred: the ten default factors are used." in screen_text(app)
        await press(pilot, "enter")
        assert app.session.settings.factors == ()
        assert len(answer(app).insights.factors) == len(DEFAULTS)


async def test_a_starred_food_is_a_factor_until_its_star_is_removed(make_app: MakeApp, press: Press) -> None:
    from functools import partial

    from gutskin_tui.nutrition.custom_foods import set_star

    app = make_app(60, factors=("dairy",))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.session.change_records(partial(set_star, name="Lentil soup", on=True), "starred")
        await opened(app, pilot, press)
        assert {factor.name for factor in answer(app).insights.factors} == {"food:lentil soup", "dairy"}
        await press(pilot, "f")
        choice = app.screen
        assert isinstance(choice, FactorPicker)
        names = [name for name, _ in choice._lines]
        choice.query_one(HeadedRows).cursor = names.index("food:lentil soup")
        await press(pilot, "space", "enter")
        assert [factor.name for factor in answer(app).insights.factors] == ["dairy"]
        assert not any(factor.starred for factor in app.session.foods.analyzer.own)


async def test_an_outcome_that_is_no_series_is_reported(make_app: MakeApp, press: Press) -> None:
    app = make_app(20, outcome="[red]glow[/]")
    async with app.run_test(size=(80, 24)) as pilot:
        await opened(app, pilot, press)
        assert 'Unknown outcome "[red]glow[/]"' in screen_text(app)


async def test_every_outcome_and_condition_can_be_displayed(make_app: MakeApp, press: Press) -> None:
    for outcome, conditions in (("breakouts", ("acne", "psoriasis")), ("sleep", ()), ("alcohol", ("rosacea",))):
        app = make_app(200, outcome=outcome, conditions=conditions, ascii=True)
        async with app.run_test(size=(80, 24)) as pilot:
            await opened(app, pilot, press)
            await press(pilot, "down", "D", "enter", "tab")
            assert isinstance(app.screen, FactorDetail)
            assert screen_text(app).isascii()


async def test_nothing_claims_more_than_an_association(make_app: MakeApp, press: Press) -> None:
    app = make_app(YEAR, conditions=("eczema",))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, press)
        insights = answer(app).insights
        texts = [Trends.HELP, view.teaching(insights, keys=True), *(action.help for action in ACTIONS)]
        for index in range(len(insights.findings)):
            texts += [factor_details.row_details(insights, index, lag) for lag in (None, *insights.lags)]
            texts += [factor_details.detail(insights, index, lag).plain for lag in insights.lags]
        assert not [text for text in texts if FORBIDDEN.search(text)]


async def test_a_difference_that_is_rounded_to_zero_has_no_direction(make_app: MakeApp, press: Press) -> None:
    app = make_app(YEAR, conditions=("eczema",))
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(app, pilot, press)
        insights = answer(app).insights
    first = insights.findings[0]
    profile = tuple(replace(at_lag, effect=-0.01) for at_lag in first.profile)
    same = replace(insights, findings=(replace(first, effect=-0.01, profile=profile), *insights.findings[1:]))
    other = next(lag for lag in insights.lags if lag != first.lag)
    assert ": no difference (95 % interval" in factor_details.row_details(same, 0, None)
    assert "there is no difference (" in factor_details.detail(same, 0, other).plain


def test_the_profile_draws_each_lag_on_its_own_column() -> None:
    picture = text_of(LagProfile((1, 2, 3), (0.5, None, -0.5), 3, height=7, palette=MONO), 40)
    assert picture[-1].split() == ["1", "2", "[3]"]
    assert sum(line.count("•") for line in picture) == 2
    top = next(line for line in picture if "•" in line)
    assert top.index("•") == picture[-1].index("1")
    assert "Too few days" in text_of(LagProfile((0, 1), (None, None), 0, palette=MONO))[0]


@pytest.mark.parametrize("width", range(1, 60, 3))
@pytest.mark.parametrize("lags", [(0, 1), tuple(range(1, 8)), tuple(range(1, 29))])
def test_the_profile_fits_any_width(width: int, lags: tuple[int, ...]) -> None:
    for chosen in lags:
        picture = LagProfile(lags, [0.1 * lag for lag in lags], chosen, palette=MONO.ascii())
        assert all(len(line) <= width for line in text_of(picture, width))


def test_the_tab_itself_brings_in_no_numpy() -> None:
    code = (
        "import sys; import gutskin_tui.tui.app, gutskin_tui.tui.tabs.trends, gutskin_tui.tui.tabs.today; "
        "print([name for name in sys.modules if name in ('numpy', 'gutskin_tui.insights')])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
