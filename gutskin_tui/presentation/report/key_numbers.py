"""The five numbers of a report, each with the days behind it and its change from the first to the second half."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from statistics import mean

from msgspec import Struct

from gutskin_tui.presentation.trends import WEEK, Span
from gutskin_tui.text import counted

SpanLookup = Callable[[str], Span]
"""Returns the span of a measure over the days of the report."""

HIGH_SEVERITY = 4
"""Severity from which a day counts as high: above the mild band [docs/domain.md 2]."""
LEAST_IN_HALF = WEEK
"""Recorded days that each half of the period needs for a change."""
TOO_FEW = "too few days for a change"


class KeyNumber(Struct, frozen=True):
    """A number as text, the days behind it, and its change in words; `value` is "not recorded" without any."""

    label: str
    value: str
    basis: str = ""
    change: str = ""


def key_numbers(recorded: int, days: int, span: SpanLookup) -> tuple[KeyNumber, ...]:
    """Return days recorded, mean severity, days of high severity, itch and sleep, for a period of `days` days."""
    severity = span("severity")
    return (
        KeyNumber("Days with an entry", f"{recorded} of {days}"),
        _mean("Skin overall, 0-10", severity),
        _high_days(severity),
        _mean("Itch, 0-10", span("itch")),
        _mean("Sleep, hours a night", span("sleep")),
    )


def _halves(span: Span) -> tuple[list[float], list[float]]:
    """Return the recorded values of the first and of the second half of the days."""
    middle = len(span.days) // 2
    first, second = span.finished[:middle], span.finished[middle:]
    return _present(first), _present(second)


def _present(values: Sequence[float | None]) -> list[float]:
    return [value for value in values if value is not None]


def _mean(label: str, span: Span) -> KeyNumber:
    values = _present(span.finished)
    if not values:
        return KeyNumber(label, "not recorded")
    basis = f"mean of {counted(len(values), 'day')}"
    first, second = _halves(span)
    change = TOO_FEW
    if min(len(first), len(second)) >= LEAST_IN_HALF:
        before, after = mean(first), mean(second)
        direction = "higher" if after > before else "lower"
        words = "about the same" if abs(after - before) < span.style.least(before) else direction
        written = " to ".join(map(span.style.write_mean, (before, after)))
        change = f"{written} ({len(first)} and {len(second)} days): {words}"
    return KeyNumber(label, span.style.write_mean(mean(values)), basis, change)


def _high_days(span: Span) -> KeyNumber:
    label = f"Days at {HIGH_SEVERITY} or more"
    values = _present(span.finished)
    if not values:
        return KeyNumber(label, "not recorded")
    halves = _halves(span)
    change = TOO_FEW
    if min(map(len, halves)) >= LEAST_IN_HALF:
        change = " to ".join(f"{_high(half)} of {len(half)}" for half in halves)
    return KeyNumber(label, f"{_high(values)} of {len(values)}", "days with skin recorded", change)


def _high(values: Sequence[float]) -> int:
    return sum(value >= HIGH_SEVERITY for value in values)
