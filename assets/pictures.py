"""Make the README's pictures from the live program on the sample journal: `make pictures`."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 21, 14, 15, tzinfo=ZoneInfo("Europe/London"))


async def picture(tab: str, folder: Path) -> None:
    """Write assets/<tab>.svg."""
    clock = fixed_clock(NOW, "Europe/London")
    journal = Journal.open(folder / f"{tab}.json")
    journal.add(*sample_entries(365, 1, clock))
    app = GutskinApp(journal, Settings(), folder / "settings.toml", folder / "state", clock, demo=True)
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause(0.5)
        await app.open_tab(tab)
        await pilot.pause(0.5)
        (HERE / f"{tab}.svg").write_text(app.export_screenshot(), encoding="utf-8")


async def main() -> None:
    """Make every picture, one after the other."""
    with tempfile.TemporaryDirectory() as folder:
        for tab in ("today", "trends"):
            await picture(tab, Path(folder))


if __name__ == "__main__":
    asyncio.run(main())
