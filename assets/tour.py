"""Make the README's moving picture, assets/tour.png, from the live program: `make pictures`.

Each step is typed into the program on the sample journal; Chromium draws its screen, and the screens are joined to an
animated PNG.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from PIL import Image
from textual.pilot import Pilot

from gutskin_tui.tui.app import GutskinApp

LARGEST = 1_500_000
"""Bytes that the moving picture may have."""
WIDTH = 1200
"""Pixels."""
COLOURS = 96
PAUSE, MOST_PAUSES = 0.5, 120
"""Seconds between two looks at a screen, and their number at most."""
UNFINISHED = ("loading", "calculating")
"""Words of a screen of which a part is not there yet."""
BROWSERS = ("chromium", "chromium-browser", "google-chrome")

STEPS: tuple[tuple[tuple[str, ...], int], ...] = (
    ((), 2000),
    (("m",), 700),
    (tuple("lentil so"), 500),
    (tuple("up, sourdough"), 900),
    (("enter",), 1600),
    (("c",), 900),
    (("3",), 400),
    (("2",), 400),
    (("1",), 400),
    (("1",), 1200),
    (("escape", "6"), 2200),
    ((">",), 1500),
    (("7",), 2000),
    (("slash", *"pizza skin>=4"), 2200),
    (("escape", "1", "t"), 1500),
)
"""Keys, and how many milliseconds the screen after them is visible."""


async def screens(pilot: Pilot[int]) -> list[str]:
    """Type the steps and return the screen after each as SVG."""
    pictures = []
    for keys, _ in STEPS:
        for key in keys:
            await pilot.press("space" if key == " " else key)
        pictures.append(await finished_screen(pilot))
    return pictures


async def finished_screen(pilot: Pilot[int]) -> str:
    """Return the screen as SVG once nothing in it is still being read or calculated. Raises TimeoutError."""
    app = pilot.app
    assert isinstance(app, GutskinApp)
    for _ in range(MOST_PAUSES):
        await pilot.pause(PAUSE)
        picture = app.export_screenshot()
        if app.journal_open and not any(word in picture for word in UNFINISHED):
            return picture
    raise TimeoutError("The screen is not finished.")


def draw(pictures: list[str], folder: Path) -> Iterator[Image.Image]:
    """Draw SVG pictures with a browser, in the installed monospaced font. Raises RuntimeError without a browser."""
    browser = next(filter(None, map(shutil.which, BROWSERS)), None)
    if browser is None:
        raise RuntimeError(f"The moving picture needs one of {', '.join(BROWSERS)}.")
    for number, picture in enumerate(pictures):
        box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', picture)
        assert box
        height = round(WIDTH * float(box[2]) / float(box[1]))
        page, image = folder / f"{number}.html", folder / f"{number}.png"
        style = f"body {{ margin: 0 }} svg {{ display: block; width: {WIDTH}px; height: {height}px }}"
        page.write_text(f"<meta charset=utf-8><style>{style}</style>{picture}", encoding="utf-8")
        command = [browser, "--headless", "--hide-scrollbars", f"--window-size={WIDTH},{height}"]
        command += ["--no-sandbox"] if not os.geteuid() else []
        command += [f"--user-data-dir={folder / 'browser'}", f"--screenshot={image}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        yield Image.open(image).convert("RGB")


def write_tour(pictures: list[str], folder: Path, target: Path) -> None:
    """Write the moving picture; `folder` is for temporary files."""
    frames = list(draw(pictures, folder))
    together = Image.new("RGB", (WIDTH, sum(frame.height for frame in frames)))
    for number, frame in enumerate(frames):
        together.paste(frame, (0, number * frame.height))
    palette = together.quantize(COLOURS, Image.Quantize.MAXCOVERAGE)  # rare colours too: orange, red
    indexed = [frame.quantize(palette=palette, dither=Image.Dither.NONE) for frame in frames]
    durations = [milliseconds for _, milliseconds in STEPS]
    indexed[0].save(target, save_all=True, append_images=indexed[1:], duration=durations, loop=0, optimize=True)
    assert target.stat().st_size < LARGEST, f"{target.name} is too large"
