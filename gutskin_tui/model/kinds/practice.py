"""Practices against stress: mindfulness, yoga, deep breathing and the person's own."""

from typing import Annotated

from msgspec import Meta

from gutskin_tui.model.entry import Entry, Name
from gutskin_tui.model.kinds.kind import Kind, Measure, joined, minutes_text

USUAL = ("meditation", "breathing", "yoga", "journaling")
"""Practices offered by name; any other may be typed."""


class Practice(Entry, tag="practice", frozen=True, kw_only=True):
    """Time given to calm."""

    what: Annotated[Name, Meta(title="Practice", description="Meditation, breathing, yoga or your own")]
    minutes: Annotated[
        Annotated[int, Meta(ge=1, le=1440)], Meta(title="Minutes", extra={"unit": "min", "required": True})
    ] = 10
    """A document without them means 10; people are always asked, so that none are recorded that nobody gave."""


KIND = Kind(
    struct=Practice,
    label="Practice",
    letter="p",
    positional=("what", "minutes"),
    summary=lambda done: joined(done.what, minutes_text(done.minutes)),
    measures=(
        Measure("practice", "Practice", lambda done: done.minutes, "sum", "min", "higher", decimals=0, cumulative=True),
    ),
)
