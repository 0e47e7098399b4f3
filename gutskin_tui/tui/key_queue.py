"""A queue of keys: a burst of keys has the same effect as the same keys typed slowly.

Textual hands a key to the widget that has focus when the key arrives, while the key before it may
still be on its way to opening a field or moving the focus; keys then land in the wrong place. Here
a key waits until the previous one has been handled, by its widget and by every ancestor of it.
"""

from __future__ import annotations

import asyncio
import time
from collections import deque
from typing import TYPE_CHECKING

from textual import events

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode
    from textual.message_pump import MessagePump

    Base = App[None]
else:
    Base = object

PATIENCE = 1.0
"""Seconds that a key may take before the next is handled anyway: a widget that hangs must not block the keyboard."""

ROUNDS = 2
"""Waits for the message queues after a key: its handler may post a message that moves the focus, hence two."""


class KeyQueue(Base):
    """Mixed into the application. Queues keys and pastes, and dispatches each after the previous one was handled."""

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self._queue: deque[events.Key | events.Paste] = deque()
        self._drainer: asyncio.Task[None] | None = None
        self._last_key = time.monotonic()

    @property
    def keys_settled(self) -> bool:
        """Whether every key that arrived has been handled."""
        return self._drainer is None

    @property
    def seconds_since_key(self) -> float:
        """Seconds since the last key or paste arrived, or since the start."""
        return time.monotonic() - self._last_key

    async def on_event(self, event: events.Event) -> None:
        """Queue keys and pastes; dispatch other events at once."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            self._queue.append(event)
            self._last_key = time.monotonic()
            if self._drainer is None:
                self._drainer = asyncio.create_task(self._drain())
            return
        await super().on_event(event)

    def handle_answer_key(self, key: str, character: str | None) -> bool:
        """Give a key to a question that takes a single key; return whether there is one."""
        raise NotImplementedError

    async def _drain(self) -> None:
        try:
            while self._queue and self.is_running:
                event = self._queue.popleft()
                if not isinstance(event, events.Key) or not self.handle_answer_key(event.key, event.character):
                    await super().on_event(event)
                await self._settle()
        finally:
            self._drainer = None

    async def _settle(self) -> None:
        for _ in range(ROUNDS):
            if not self.is_running or not self.screen_stack:
                return
            target: DOMNode | None = self.focused or self.screen
            while target is not None:
                await _handled(target)
                target = target.parent


async def _handled(pump: MessagePump) -> None:
    """Wait until `pump` has handled the messages in its queue, which also means that it is mounted."""
    done = asyncio.Event()
    if not pump.call_later(done.set):
        return
    try:
        await asyncio.wait_for(done.wait(), PATIENCE)
    except TimeoutError:
        return
