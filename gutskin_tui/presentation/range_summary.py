"""The summary of a series over a range of days: good days, best and worst week, highest and lowest day, average."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from rich.text import Text

from gutskin_tui.charts.palette import Palette
from gutskin_tui.dates import show_short
from gutskin_tui.model.series import good_days
from gutskin_tui.presentation.trends import WEEK, Span


def _weeks_of(span: Span) -> list[tuple[float, date]]:
    """Return the mean of each seven successive days wholly within the range, with their last day."""
    whole = list(zip(span.means, span.days, strict=True))[WEEK - 1 :]
    return [(mean, day) for mean, day in whole if mean is not None]


def range_summary(span: Span, palette: Palette) -> Text:
    """Return the range's summary: good days, best and worst week, highest and lowest day, average."""
    style = span.style
    rows: list[tuple[str, str]] = [("logged", f"{span.logged} of {len(span.days)} days")]
    recorded = [(value, day) for value, day in zip(span.finished, span.days, strict=True) if value is not None]
    limit = style.good_limit()
    if limit is not None and recorded:
        good, of = good_days(span.finished, limit, style.measure.better)
        side = "or more" if style.measure.better == "higher" else "or less"
        rows.append((f"{limit:g} {side}", f"{good} of {of} days"))
    weeks = _weeks_of(span)
    if len(weeks) > 1:
        low, high = _ends(weeks)
        named = {
            "neither": (("lowest", low), ("highest", high)),
            "lower": (("best", low), ("worst", high)),
            "higher": (("best", high), ("worst", low)),
        }[style.measure.better]
        rows += [
            (f"{word} week", f"{style.write_mean(mean):<5} {_week(last, span.days[-1])}")
            for word, (mean, last) in named
        ]
    if recorded:
        low, high = _ends(recorded)
        for word, (value, day) in (("lowest day", low), ("highest day", high)):
            rows.append((word, f"{style.write(value):<5} {show_short(day, span.days[-1])}"))
        rows.append(("average", style.write_mean(sum(value for value, _ in recorded) / len(recorded))))
    text = Text()
    for name, words in rows:
        text.append("\n" if text else "").append(f"{name:<13}", palette.label).append(words)
    return text


def _ends(dated: Sequence[tuple[float, date]]) -> tuple[tuple[float, date], tuple[float, date]]:
    """Return the lowest and the highest pair; of equal values the latest."""
    latest_first = dated[::-1]
    return min(latest_first, key=lambda pair: pair[0]), max(latest_first, key=lambda pair: pair[0])


def _week(last: date, today: date) -> str:
    first = last - timedelta(days=WEEK - 1)
    return f"{show_short(first, today)} to {show_short(last, today)}"
