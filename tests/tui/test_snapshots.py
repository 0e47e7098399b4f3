"""A picture of every tab: empty and full, small and large; full and large also in light and without colour.

`make snapshots` draws them; review each in the report before accepting it.
"""

from __future__ import annotations

from typing import Any

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from gutskin_tui.tui.actions import TABS
from gutskin_tui.tui.app import GutskinApp
from tests.tui.conftest import MakeApp, settle

pytestmark = pytest.mark.unmeasured

SIZES = {"80x24": (80, 24), "120x40": (120, 40)}
FULL = 400
"""Days of sample journal: more than the year that the heatmap shows."""
PICTURES = [(days, size, "dark") for days in (0, FULL) for size in SIZES] + [
    (FULL, "120x40", theme) for theme in ("light", "mono")
]
"""Days, size and look: the looks differ by their colours alone."""


def opened(tab: str) -> Any:
    """Return what brings the app to `tab`, with nothing on it that moves."""

    async def run_before(pilot: Pilot[None]) -> None:
        app = pilot.app
        assert isinstance(app, GutskinApp)
        await settle(pilot)
        await app.main_screen.open_tab(tab)
        await settle(pilot)
        for field in app.query(Input):
            field.cursor_blink = False
        await settle(pilot)

    return run_before


@pytest.mark.parametrize(
    ("days", "size", "theme"),
    [pytest.param(*picture, id="-".join(("full" if picture[0] else "empty", *picture[1:]))) for picture in PICTURES],
)
@pytest.mark.parametrize("tab", TABS)
def test_tab(
    snap_compare: Any, make_app: MakeApp, monkeypatch: pytest.MonkeyPatch, tab: str, days: int, size: str, theme: str
) -> None:
    if theme == "mono":
        monkeypatch.setenv("NO_COLOR", "1")
    app = make_app(days, conditions=("eczema",), theme=theme)
    assert snap_compare(app, terminal_size=SIZES[size], run_before=opened(tab))


@pytest.mark.parametrize("tab", TABS)
@pytest.mark.parametrize(
    "plain", [pytest.param(False, id="unicode"), pytest.param(True, marks=pytest.mark.slow, id="ascii")]
)
def test_tab_on_the_smallest_screen(snap_compare: Any, make_app: MakeApp, tab: str, plain: bool) -> None:
    app = make_app(FULL, ascii=plain)
    assert snap_compare(app, terminal_size=(60, 20), run_before=opened(tab))


@pytest.mark.parametrize("tab", TABS)
async def test_ascii_mode_draws_ascii_only(make_app: MakeApp, tab: str) -> None:
    app = make_app(FULL, ascii=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await opened(tab)(pilot)
        drawn = "".join(segment.text for strip in app.screen._compositor.render_strips() for segment in strip)
        foreign = {character for character in drawn if ord(character) > 127}
        assert not foreign, foreign
