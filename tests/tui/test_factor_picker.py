"""Choosing the factors that are compared: ten at most, kinds of entries and starred foods among them."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from gutskin_tui.clock import Clock
from gutskin_tui.insights.factors import DEFAULTS, MOST
from gutskin_tui.model.entries import make
from gutskin_tui.nutrition.custom_foods import set_star
from gutskin_tui.settings import load
from gutskin_tui.tui.dialogs.factor_picker import FactorPicker
from gutskin_tui.tui.widgets.headed_rows import HeadedRows
from tests.tui.conftest import MakeApp, Press, screen_text, settle
from tests.tui.factor_texts import answer, open_trends


async def test_factors_are_chosen_from_a_list_ten_at_most(make_app: MakeApp, press: Press, clock: Clock) -> None:
    app = make_app(60, conditions=("eczema",))
    app.session.journal.add(
        make("practice", {"what": "Tai chi", "minutes": 10}, clock, at=clock.now() - timedelta(hours=2)),
        make("drink", {"what": "oat latte", "ml": 200}, clock, at=clock.now() - timedelta(hours=3)),
        make("treatment", {"what": "Zinc paste"}, clock, at=clock.now() - timedelta(hours=3)),
        make("stress", {"score": 3, "tags": ["Pollen"]}, clock, at=clock.now() - timedelta(hours=3)),
    )
    async with app.run_test(size=(80, 24)) as pilot:
        await open_trends(pilot, press)
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
        await open_trends(pilot, press)
        await press(pilot, "f", "space")
        assert "None starred: the ten default factors are used." in screen_text(app)
        await press(pilot, "enter")
        assert app.session.settings.factors == ()
        assert len(answer(app).insights.factors) == len(DEFAULTS)


async def test_a_starred_food_is_a_factor_until_its_star_is_removed(make_app: MakeApp, press: Press) -> None:
    app = make_app(60, factors=("dairy",))
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.session.change_records(partial(set_star, name="Lentil soup", on=True), "starred")
        await open_trends(pilot, press)
        assert {factor.name for factor in answer(app).insights.factors} == {"food:lentil soup", "dairy"}
        await press(pilot, "f")
        choice = app.screen
        assert isinstance(choice, FactorPicker)
        names = [name for name, _ in choice._lines]
        choice.query_one(HeadedRows).cursor = names.index("food:lentil soup")
        await press(pilot, "space", "enter")
        assert [factor.name for factor in answer(app).insights.factors] == ["dairy"]
        assert not any(factor.starred for factor in app.session.foods.analyzer.own)
