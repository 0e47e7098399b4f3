"""The panel of factors on Trends, opened and read."""

from __future__ import annotations

from textual.pilot import Pilot
from textual.widget import Widget

from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.insights_worker import Answer
from gutskin_tui.tui.widgets.insights_panel import InsightsPanel
from tests.tui.conftest import Press, screen_text

YEAR = 400
"""Days of a sample journal that is long enough to compare."""


def drawn_in(widget: Widget) -> str:
    """Return what is drawn inside the frame of a widget."""
    region = widget.content_region
    return "\n".join(
        line[region.x : region.right] for line in screen_text(widget.app).splitlines()[region.y : region.bottom]
    )


def panel(app: GutskinApp) -> InsightsPanel:
    """Return the panel of factors."""
    return app.screen_stack[0].query_one(InsightsPanel)


def answer(app: GutskinApp) -> Answer:
    """Return the insights that the panel displays."""
    latest = panel(app).answer
    assert latest is not None
    return latest


async def open_trends(pilot: Pilot[None], press: Press) -> None:
    """Open Trends and wait for the first answer."""
    await press(pilot, "6")
