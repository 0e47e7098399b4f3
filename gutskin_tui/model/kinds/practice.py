"""Relaxation practices: meditation, breathing, yoga and others by the person's own name for them."""

from typing import Annotated

from msgspec import Meta

from gutskin_tui.model.entry import Entry, Name
from gutskin_tui.model.kinds.kind import Kind, Measure, joined, minutes_text

USUAL = ("meditation", "breathing", "yoga", "journaling")
"""Practices offered for completion; any other name may be typed."""


class Practice(Entry, tag="practice", frozen=True, kw_only=True):
    """Relaxation, such as yoga or breathing, in minutes."""

    what: Annotated[Name, Meta(title="Practice", description="Meditation, breathing, yoga or your own")]
    minutes: Annotated[
        Annotated[int, Meta(ge=1, le=1440)], Meta(title="Minutes", extra={"unit": "min", "required": True})
    ] = 10
    """10 in a document without them; forms and commands require them, so that no duration is recorded by default."""


KIND = Kind(
    struct=Practice,
    label="Practice",
    letter="p",
    example="box breathing 5",
    positional=("what", "minutes"),
    check_in={"what": "Practices"},
    factor=lambda practice: (practice.what, True),
    summary=lambda practice: joined(practice.what, minutes_text(practice.minutes)),
    measures=(
        Measure(
            "practice",
            "Practice",
            lambda practice: practice.minutes,
            "sum",
            "min",
            "higher",
            decimals=0,
            cumulative=True,
        ),
    ),
)
