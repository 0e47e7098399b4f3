"""Make the README's pictures, still and moving, from the live program on the sample journal: `make pictures`."""

from __future__ import annotations

import asyncio
import tempfile
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tour import finished_screen, screens, write_tour

from gutskin_tui.clock import fixed_clock
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp

HERE = Path(__file__).parent
NOW = datetime(2026, 11, 21, 14, 15, tzinfo=ZoneInfo("Europe/London"))


async def picture(tab: str, folder: Path) -> None:
    """Write assets/<tab>.svg."""
    app = sample_app(folder, NOW)
    async with app.run_test(size=(120, 40)) as pilot:
        await finished_screen(pilot)
        await app.main_screen.open_tab(tab)
        (HERE / f"{tab}.svg").write_text(await finished_screen(pilot), encoding="utf-8")


async def moving_picture(folder: Path) -> None:
    """Write assets/tour.png."""
    async with sample_app(folder, NOW).run_test(size=(120, 40)) as pilot:
        pictures = await screens(pilot)
    write_tour(pictures, folder, HERE / "tour.png")


def sample_app(folder: Path, now: datetime) -> GutskinApp:
    """Return the program on a sample journal of a year up to `now`, in a folder that is empty."""
    clock = fixed_clock(now, "Europe/London")
    journal = Journal.open(folder / "journal.json", state=folder / "journal state")
    journal.add(*sample_entries(365, 1, clock))
    return GutskinApp(lambda: journal, Settings(), folder / "settings.toml", folder / "state", clock, demo=True)


async def main() -> None:
    """Make every picture, one after the other."""
    for tab in ("today", "trends"):
        with tempfile.TemporaryDirectory() as folder:
            await picture(tab, Path(folder))
    with tempfile.TemporaryDirectory() as folder:
        await moving_picture(Path(folder))


if __name__ == "__main__":
    asyncio.run(main())
