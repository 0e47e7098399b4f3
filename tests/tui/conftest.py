"""The real application on a real journal below tmp_path, with a fixed clock.

`settle` is the only wait: it ends when the application is idle, however busy the machine is.
"""

from __future__ import annotations

import asyncio
import time
import unicodedata
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len
from textual import events
from textual.app import App
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget

from gutskin_tui.clock import Clock
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal, JournalError
from gutskin_tui.tui import background, journal_watcher, key_queue, opening
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.base import DIALOGS, is_opening
from gutskin_tui.tui.widgets.form_field import FormField
from gutskin_tui.tui.widgets.frame_bars import StatusLine
from gutskin_tui.tui.widgets.panel import Panel

MakeApp = Callable[..., GutskinApp]
"""The type of the fixture `make_app`."""
Press = Callable[..., Awaitable[None]]
"""The type of the fixture `press`."""
POLL = 0.002
"""Seconds between checks while a thread works or a worker waits."""
DEADLINE = 120.0
"""Seconds after which an application that is still not idle fails its test, with the reason."""
MESSAGES, DRAWING, NEW_SIZE, CONDITION = "messages", "drawing", "a new size", "the condition"
"""What may be unfinished."""
NEVER = 10.0**6
"""Seconds that no test lasts."""


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Callable[[int, Clock], bytes]:
    """Return what gives the file of a sample journal of so many days; each is made once, by the first clock."""
    made: dict[int, bytes] = {}

    def sample(days: int, clock: Clock) -> bytes:
        if days not in made:
            folder = tmp_path_factory.mktemp(f"sample-{days}")
            path = folder / "journal.json"
            Journal.create(path, sample_entries(days, 1, clock), state=folder / "state", clock=clock).close()
            made[days] = path.read_bytes()
        return made[days]

    return sample


@pytest.fixture
def make_app(tmp_path: Path, clock: Clock, sample_file: Callable[[int, Clock], bytes]) -> Iterator[MakeApp]:
    """Return a maker of applications: `days` of sample journal (0: empty) and any settings.

    Their journals are closed after the test: a run of all tests must not use up the file descriptors of its process.
    """
    journals: list[Journal] = []

    def make(days: int = 0, **settings: Any) -> GutskinApp:
        path = tmp_path / "journal.json"
        if days and not path.exists():
            path.write_bytes(sample_file(days, clock))
        journal = Journal.open(path, clock=clock)
        journals.append(journal)
        return begun(journal, Settings(**settings), tmp_path / "settings.toml", tmp_path / "state", clock)

    yield make
    for journal in journals:
        with suppress(JournalError):  # some tests take the folder away
            journal.close()


def begun(journal: Journal, *arguments: Any, **options: Any) -> GutskinApp:
    """Return an application whose state is there before its first frame, so that a test can fill the journal with it.

    The arguments are those of `GutskinApp` after the first.
    """
    app = GutskinApp(lambda: journal, *arguments, **options)
    opening.begin(app, journal)
    return app


@pytest.fixture(autouse=True)
def _open_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let `run_test` begin when the journal is open and drawn, or a dialog says why not.

    test_first_frame is about what is before.
    """
    run_test = GutskinApp.run_test

    @asynccontextmanager
    async def opened(app: GutskinApp, **options: Any) -> AsyncIterator[Pilot[None]]:
        async with run_test(app, **options) as pilot:
            while not (app.journal_open or len(app.screen_stack) > 1 or app._exit or app.fault):
                await asyncio.sleep(POLL)
            await settle(pilot)
            yield pilot

    begin = opening.begin
    monkeypatch.setattr(GutskinApp, "run_test", opened)
    monkeypatch.setattr(opening, "begin", lambda app, journal: None if hasattr(app, "session") else begin(app, journal))


@pytest.fixture(autouse=True)
def _no_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let nothing depend on how fast the machine is: no time passes by itself, and the pilot waits as `settle` does.

    The timer that watches the files and the clock runs when `settle` waits for a condition, or by `app.watcher.poll`.
    """
    monkeypatch.setattr(Pilot, "pause", lambda pilot, delay=None: settle(pilot))
    monkeypatch.setattr(journal_watcher, "POLL_INTERVAL", NEVER)
    monkeypatch.setattr(journal_watcher, "QUIET", NEVER)
    monkeypatch.setattr(key_queue, "PATIENCE", NEVER)
    monkeypatch.setattr(background, "PAUSE", 0)
    monkeypatch.setattr(App, "CLOSE_TIMEOUT", NEVER)


@pytest.fixture
def press() -> Press:
    """Return `press_keys`."""
    return press_keys


async def press_keys(pilot: Pilot[Any], *keys: str, workers: bool = True) -> None:
    """Type keys, given by name or character, each when the application is idle; wait as `settle` does.

    `Pilot.press` judges by processor time whether a key was handled, which is wrong on a busy machine.
    """
    await settle(pilot, workers=workers)
    for key in keys:
        pilot.app.post_message(key_event(key))
        await settle(pilot, workers=workers)


async def settle(pilot: Pilot[Any], *, workers: bool = True, until: Callable[[], bool] = lambda: True) -> None:
    """Wait until the application is idle: all messages and keys are handled, no worker runs, all is drawn.

    With `workers=False` a worker may still be waiting, for tests that hold one up. `until` is a condition that is
    waited for as well, for what the application does by its timer. Raises AssertionError after `DEADLINE`, saying
    what is unfinished.
    """
    app, deadline = pilot.app, time.monotonic() + DEADLINE
    await asyncio.sleep(0)
    while unfinished := _unfinished(app, workers) or ("" if until() else CONDITION):
        assert time.monotonic() < deadline, f"still not idle: {unfinished}"
        # What timers of the library and of the application would do later is done now.
        if unfinished == DRAWING:
            app.screen._on_timer_update()
        elif unfinished == NEW_SIZE:
            app._check_resize()
        elif unfinished == CONDITION and isinstance(app, GutskinApp):
            app.watcher.poll()
        await asyncio.sleep(0 if unfinished in (MESSAGES, DRAWING) else POLL)


async def click(pilot: Pilot[Any], widget: Widget, text: str) -> None:
    """Click the first cell of `text` in the first line of a widget that has it; the widget is scrolled into view."""
    widget.scroll_visible(animate=False, immediate=True)
    await settle(pilot)
    for y in range(widget.content_size.height):
        line = widget.render_line(y).text
        if text in line:
            inside = widget.content_region.offset - widget.region.offset
            await pilot.click(widget, offset=(inside.x + cell_len(line[: line.find(text)]), inside.y + y))
            await settle(pilot)
            return
    raise AssertionError(f"{text!r} is not there")


def screen_lines(screen: Screen[Any]) -> list[str]:
    """Return the lines of a screen as they are drawn."""
    return [strip.text for strip in screen._compositor.render_strips()]


def screen_text(app: App[Any]) -> str:
    """Return the text of the screen on top as it is drawn."""
    return "\n".join(screen_lines(app.screen))


def status(app: App[Any]) -> str:
    """Return the text of the status line, also below a dialog."""
    return app.screen_stack[0].query_one(StatusLine).render().plain


def panel_text(app: App[Any], selector: str) -> str:
    """Return the text that a panel draws."""
    return "\n".join(strip.text for strip in app.query_one(selector, Panel).lines)


def key_event(key: str) -> events.Key:
    """Return the event of a key given by its name ("enter", "question_mark") or its character."""
    name = _character_to_key(key) if len(key) == 1 else key
    try:
        character = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
    except KeyError:
        character = key if len(key) == 1 else None
    return events.Key(name, character)


def _unfinished(app: App[Any], workers: bool) -> str:
    """Return what the application is still busy with, "" if it is idle."""
    # A message in any queue has its reader among the callbacks that the event loop is about to run.
    if asyncio.get_running_loop()._ready:  # type: ignore[attr-defined]
        return MESSAGES
    if app._exit:
        return ""  # what is left is not drawn any more
    if isinstance(app, GutskinApp):
        if not app.journal_open and len(app.screen_stack) == 1:
            return "the journal"
        if not app.key_queue.idle:
            return "keys"
    if workers and (busy := [worker.name for worker in app.workers if worker.group != DIALOGS]):
        return ", ".join(busy)
    if is_opening(app):
        return "a dialog"
    if app._batch_count:
        return "a batch of changes"
    # Textual passes a new size on after a moment, and lays out and draws by another timer; then it runs what was
    # given to `call_after_refresh`.
    screen = app.screen
    if any(layer.outer_size != app.size for layer in (screen, *app._background_screens)):
        return NEW_SIZE
    wanted = screen._layout_required, screen._scroll_required, screen._repaint_required, screen._recompose_required
    return DRAWING if any(wanted) or screen._dirty_widgets or screen._callbacks else ""


@pytest.fixture(autouse=True)
def _close_leaked_files(close_leaked_files: None) -> None:
    """Apply `close_leaked_files` to every test of this folder."""


def write_into(field: FormField | None, text: str) -> None:
    """Make a field of a form the current one and replace its text, as a paste over the selected text would."""
    assert field is not None
    assert field.view is not None
    field.view.edit(field)
    field.view.line.value = text
