"""The record of what the insights look at, and since when: an outcome or a factor that a person chose."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from msgspec import Meta, Struct

from gutskin_tui.model.entry import ID_PATTERN, Day, Instant, Name


class FactorChoice(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """An outcome or factor that was chosen on the day `since` [docs/domain.md 6.13].

    `name` is a measure for an outcome, and for a factor what the settings accept, such as "dairy" or "tag:pollen".
    `until` is the day on which the choice was withdrawn, None while it holds. Choices that were withdrawn stay in the
    table: each change is another chance of a false pattern. `edits` are as those of an entry.
    """

    id: Annotated[str, Meta(min_length=1, max_length=64, pattern=ID_PATTERN)]
    created: Instant
    updated: Instant
    role: Literal["outcome", "factor"]
    name: Name
    since: Day
    until: Day | None = None
    edits: dict[str, Instant] = {}

    def __post_init__(self) -> None:
        """Raise ValueError for a day that does not exist, or one of withdrawal before that of the choice."""
        since = _date(self.since)
        if self.until is not None and _date(self.until) < since:
            raise ValueError("a choice is not withdrawn before it is made")


def _date(day: str) -> date:
    try:
        return date.fromisoformat(day)
    except ValueError:
        raise ValueError("since and until are dates that exist") from None
