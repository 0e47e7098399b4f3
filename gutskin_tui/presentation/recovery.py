"""Sentences about a damaged journal, for the recovery screen and `gutskin doctor`."""

from __future__ import annotations

from gutskin_tui.store.recovery import Findings
from gutskin_tui.text import counted


def entry_count(count: int) -> str:
    """Return a number of entries with its noun: "1 entry", "2 entries"."""
    return counted(count, "entry", "entries")


def readable_text(findings: Findings) -> str:
    """Return how many entries can be read, and of which kinds: "Can be read: 2 entries (1 drink, 1 stress)"."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in findings.counts.items())
    return f"Can be read: {entry_count(findings.count)}{f' ({kinds})' if kinds else ''}"
