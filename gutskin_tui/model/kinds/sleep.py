"""Sleep: hours and quality of a night, on the journal day of waking up."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated, Any

from msgspec import Meta

from gutskin_tui.model.entry import Entry
from gutskin_tui.model.kinds.kind import ClockTime, Count, Kind, Measure, Score, joined, minutes_text, value_text


class Sleep(Entry, tag="sleep", frozen=True, kw_only=True):
    """A night's sleep. The hours are derived from the two times unless they are given."""

    hours: Annotated[
        Annotated[float, Meta(ge=0, le=24)],
        Meta(title="Slept", description="Hours, such as 7.5", extra={"unit": "h"}),
    ]
    quality: Annotated[Score | None, Meta(title="Quality", description="0 awful to 10 excellent")] = None
    bed: Annotated[ClockTime | None, Meta(title="Asleep at", description="Such as 23:40")] = None
    up: Annotated[ClockTime | None, Meta(title="Awake at", description="Such as 07:10")] = None
    woke: Annotated[Count | None, Meta(title="Woke", description="How many times in the night")] = None


def _derive(document: Mapping[str, Any], at: datetime, day: date) -> dict[str, Any]:
    """Return `hours` derived from `bed` and `up`; {} if either time is missing or invalid."""
    try:
        bed, up = time.fromisoformat(document["bed"]), time.fromisoformat(document["up"])
        return {"hours": _hours_between(bed, up, at, day)}
    except (KeyError, TypeError, ValueError, OverflowError):
        return {}


def _hours_between(bed: time, up: time, at: datetime, day: date) -> float:
    """Return the elapsed hours, above 0, from `bed` to the next `up`, both wall-clock times in the zone of `at`.

    The night ended within the journal day `day`: on the next date (past midnight) if that `up` is not after `at`, the
    instant of the entry. A time that a change of clocks repeats is its first occurrence; a skipped time moves forward.
    """
    following = day + timedelta(days=1)
    woke = _instant(following, up, at)
    if woke > at.astimezone(UTC):
        following, woke = day, _instant(day, up, at)
    asleep = _instant(following - timedelta(days=bed >= up), bed, at)
    if asleep < woke:
        return (woke - asleep) / timedelta(hours=1)
    return (datetime.combine(day, up) - datetime.combine(day, bed)) / timedelta(hours=1)  # `bed` is in a skipped hour


def _instant(day: date, clock_time: time, at: datetime) -> datetime:
    """Return a wall-clock time on a date in the zone of `at`, in UTC."""
    return datetime.combine(day, clock_time, at.tzinfo).astimezone(UTC)


def _summary(sleep: Sleep) -> str:
    times = f"{sleep.bed} → {sleep.up}" if sleep.bed and sleep.up else ""
    woke = f"woke {sleep.woke}×" if sleep.woke else ""
    return joined(minutes_text(sleep.hours * 60), value_text("quality", sleep.quality), times, woke)


KIND = Kind(
    struct=Sleep,
    label="Sleep",
    letter="z",
    example="7h30 --quality 6",
    positional=("hours",),
    summary=_summary,
    derive=_derive,
    check_in={"hours": "Sleep", "quality": "Sleep quality"},
    trial_outcome=True,
    measures=(
        Measure("sleep", "Sleep", lambda sleep: sleep.hours, "sum", "h", "higher"),
        Measure("quality", "Sleep quality", lambda sleep: sleep.quality, "mean", better="higher", high=10),
    ),
)
