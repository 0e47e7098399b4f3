"""The instants that documents state as text, such as `updated`; a document may state anything there."""

from __future__ import annotations

from datetime import UTC, datetime

EARLIEST = datetime.min.replace(tzinfo=UTC)
"""Stands for an instant that is missing or cannot be read: every other is later."""


def instant(text: object) -> datetime:
    """Return the instant that a text states (UTC if without offset); `EARLIEST` for anything else."""
    try:
        result = datetime.fromisoformat(text) if isinstance(text, str) else EARLIEST
    except ValueError:
        return EARLIEST
    return result if result.tzinfo else result.replace(tzinfo=UTC)
