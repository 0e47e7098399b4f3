"""When work behind a new tab starts: after its first frame, which it would hold up, as it takes the interpreter."""

from __future__ import annotations

import asyncio

PAUSE = 0.4
"""Seconds that such work waits. A tab is laid out, painted and idle by then, even on a slow machine.

Imports that began earlier, in a thread, delayed the first frame of Trends and of History by 60 ms.
"""


async def after_frame() -> None:
    """Wait until a tab that was just opened has been painted."""
    await asyncio.sleep(PAUSE)
