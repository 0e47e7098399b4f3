"""Sleep: hours and quality, filed under the day the person woke up on."""

from typing import Annotated

from msgspec import Meta

from gutskin_tui.journal.entry import Entry
from gutskin_tui.journal.kinds.kind import ClockTime, Count, Kind, Measure, Score, joined, minutes_text, said


class Sleep(Entry, tag="sleep", frozen=True, kw_only=True):
    """One night. Hours may be typed, or follow from the two times."""

    hours: Annotated[Annotated[float, Meta(ge=0, le=24)], Meta(title="Slept", description="Hours", extra={"unit": "h"})]
    quality: Annotated[Score | None, Meta(title="Quality", description="0 awful to 10 deep")] = None
    bed: Annotated[ClockTime | None, Meta(title="Asleep at", description="Such as 23:40")] = None
    up: Annotated[ClockTime | None, Meta(title="Awake at", description="Such as 07:10")] = None
    woke: Annotated[Count | None, Meta(title="Woke", description="How many times in the night")] = None


def hours_between(bed: str, up: str) -> float:
    """Return the hours from one clock time ("HH:MM") to the next later one, 0 < h <= 24."""
    minutes = (int(up[:2]) - int(bed[:2])) * 60 + int(up[3:]) - int(bed[3:])
    return (minutes if minutes > 0 else minutes + 24 * 60) / 60


def _summary(sleep: Sleep) -> str:
    times = f"{sleep.bed} → {sleep.up}" if sleep.bed and sleep.up else ""
    woke = f"woke {sleep.woke}×" if sleep.woke else ""
    return joined(minutes_text(sleep.hours * 60), said("quality", sleep.quality), times, woke)


KIND = Kind(
    struct=Sleep,
    label="Sleep",
    letter="z",
    positional=("hours",),
    summary=_summary,
    measures=(
        Measure("sleep", "Sleep", lambda sleep: sleep.hours, "sum", "h", "higher"),
        Measure("quality", "Sleep quality", lambda sleep: sleep.quality, "mean", better="higher", high=10),
    ),
)
