"""The Skin tab's check-in: the products that it offers."""

from __future__ import annotations

from datetime import timedelta

from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import make
from gutskin_tui.tui.widgets.score_form import ScoreForm
from tests.tui.conftest import MakeApp, Press


async def test_treatments_put_on_the_skin_are_offered_as_products_and_tablets_are_not(
    make_app: MakeApp, press: Press, clock: Clock
) -> None:
    app = make_app()
    yesterday = clock.now() - timedelta(days=1)
    for values in (
        {"what": "Zinc paste", "form": "ointment"},
        {"what": "Steroid-Cream", "form": "cream"},
        {"what": "doxycycline", "form": "tablet"},
        {"what": "adapalene", "form": "gel", "event": "stopped"},
    ):
        app.session.journal.add(make("treatment", values, clock, at=yesterday))
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "3")
        items = app.pane.query_one("#skin-form", ScoreForm).entry.items
        choices = {value: letter for letter, value, _ in items[-1].choices}
        assert list(choices) == ["moisturiser", "sunscreen", "steroid cream", "Zinc paste"]
        await press(pilot, "s", *["down"] * (len(items) - 1), choices["Zinc paste"])
    [skin] = [entry for entry in app.session.journal.between() if entry.kind == "skin"]
    assert skin.products == ("Zinc paste",)
