"""Nights as entries."""

from __future__ import annotations

from collections.abc import Iterable

from gutskin_tui.exchange.input.entry_builder import Draft, EntryBuilder
from gutskin_tui.exchange.input.sleep_spans import Span, nights

NAPS = "Naps of less than three hours by day, not imported"


def add_nights(builder: EntryBuilder, spans: Iterable[Span]) -> None:
    """Add the nights of spans of sleep, each on the day of its end; naps are counted in the report."""
    naps = 0
    counts: dict[str, int] = {}
    for night in nights(spans):
        start, end = builder.moment(night.start), builder.moment(night.end)
        if night.is_nap:
            naps += 1
            continue
        day = builder.clock.day_of(end)
        number = counts[str(day)] = counts.get(str(day), 0) + 1
        values = {"hours": night.hours, "bed": f"{start:%H:%M}", "up": f"{end:%H:%M}", "woke": night.woke}
        builder.add(0, Draft("sleep", values, end, ("night", number), day, has_id=True))
    report_naps(builder, naps)


def report_naps(builder: EntryBuilder, naps: int) -> None:
    """Mention how many naps were left out."""
    if naps:
        builder.report.remark(f"{NAPS}: {naps}.")
