"""A queue of keys: a burst of keys has the same effect as the same keys typed slowly.

Textual hands a key to the widget that has focus when the key arrives, while the key before it may
still be on its way to opening a field or moving the focus; keys then land in the wrong place. Here
a key waits until the previous one has been handled, by its widget and by every ancestor of it.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

from textual import events
from textual.app import App
from textual.dom import DOMNode
from textual.message_pump import MessagePump

from gutskin_tui.tui.dialogs.base import is_opening

PATIENCE = 1.0
"""Seconds that a key may take before the next is handled anyway: a widget that hangs must not block the keyboard."""

PAINT_DELAY = 0.1
"""Maximum seconds until what a key changes is painted, even if its handler is still running."""

ROUNDS = 2
"""Waits for the message queues after a key: its handler may post a message that moves the focus, hence two."""


class KeyQueue:
    """Queues the keys and pastes of `app`, and passes each to `dispatch` after the previous one was handled."""

    def __init__(self, app: App[Any], dispatch: Callable[[events.Key | events.Paste], Awaitable[None]]) -> None:
        self._app = app
        self._dispatch = dispatch
        self._queue: deque[events.Key | events.Paste] = deque()
        self._drainer: asyncio.Task[None] | None = None
        self._last_key = time.monotonic()
        self._paused = False

    @property
    def idle(self) -> bool:
        """Whether every key and paste that arrived has been handled, or waits for `resume`."""
        return self._drainer is None

    def pause(self) -> None:
        """Let keys wait until `resume`."""
        self._paused = True

    def resume(self, *, forget: bool = False) -> None:
        """Handle keys again; those that waited are dropped if `forget`: what they would answer was not on screen."""
        self._paused = False
        if forget:
            self._queue.clear()
        self._start()

    @property
    def seconds_since_key(self) -> float:
        """Seconds since the last key or paste arrived, or since the start."""
        return time.monotonic() - self._last_key

    def put(self, event: events.Event) -> bool:
        """Queue a key or paste that arrived from the terminal; return False if the event is neither."""
        if not isinstance(event, events.Key | events.Paste) or event.is_forwarded:
            return False
        self._queue.append(event)
        self._last_key = time.monotonic()
        self._start()
        return True

    def _start(self) -> None:
        if self.idle and self._queue and not self._paused:
            self._drainer = asyncio.create_task(self._drain())

    async def _drain(self) -> None:
        try:
            while self._queue and not self._paused and self._app.is_running:
                with self._single_paint():
                    await self._dispatch(self._queue.popleft())
                    await self._wait_for_messages()
                await self._wait_for_dialog()
        finally:
            self._drainer = None

    @contextmanager
    def _single_paint(self) -> Iterator[None]:
        """Paint what a key changes once: a dialog was laid out and painted three times while it was opening.

        At most `PAINT_DELAY` seconds later, so that a handler that takes long does not stop the screen.
        """
        batch = ExitStack()
        batch.callback(self._request_paint)
        batch.enter_context(self._app.batch_update())
        limit = asyncio.get_running_loop().call_later(PAINT_DELAY, batch.close)
        try:
            yield
        finally:
            limit.cancel()
            batch.close()

    def _request_paint(self) -> None:
        """Have the screen paint what has changed, which it does when it is idle."""
        if self._app.screen_stack:
            self._app.screen.check_idle()

    async def _wait_for_dialog(self) -> None:
        """Wait until the dialog that a key opens, if any, takes keys."""
        if is_opening(self._app):
            with suppress(TimeoutError):
                async with asyncio.timeout(PATIENCE):
                    while is_opening(self._app):
                        await asyncio.sleep(0)
            await self._wait_for_messages()

    async def _wait_for_messages(self) -> None:
        """Wait until the focused widget and its parents have handled the messages of a key."""
        for _ in range(ROUNDS):
            if not self._app.is_running or not self._app.screen_stack:
                return
            target: DOMNode | None = self._app.focused or self._app.screen
            while target is not None:
                await _handled(target)
                target = target.parent


async def _handled(pump: MessagePump) -> None:
    """Wait until `pump` has handled the messages in its queue, which also means that it is mounted."""
    done = asyncio.Event()
    # As `call_later` does, but that inspects the signature of `done.set` again each time: a tenth of the cost of a key.
    if pump.post_message(events.Callback(callback=done.set)):
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                await done.wait()
