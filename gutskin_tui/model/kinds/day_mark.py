"""Day marks: a day off from the journal, or a day with nothing to record of a kind.

A mark counts for streaks but has no measures.
"""

from typing import Annotated, Literal

from msgspec import Meta

from gutskin_tui.model.entry import Entry
from gutskin_tui.model.kinds.kind import Kind

Sort = Literal["nothing", "skip"]


class DayMark(Entry, tag="mark", frozen=True, kw_only=True):
    """A day off (skip), or a day with nothing to log of a kind."""

    what: Annotated[Sort, Meta(title="Mark", description="nothing (nothing to log) or skip (a day off)")]
    of: Annotated[str, Meta(max_length=40, title="Kind", description="What there was nothing of: a kind, lunch …")] = ""

    def check(self) -> None:
        """Raise ValueError for a "nothing" mark without a kind."""
        if self.what == "nothing" and not self.of:
            raise ValueError("a mark for nothing to log needs a kind")


def _summary(mark: DayMark) -> str:
    return "day off" if mark.what == "skip" else f"nothing to log: {mark.of}"


KIND = Kind(
    struct=DayMark,
    label="Mark",
    letter="",
    summary=_summary,
    example="nothing --of exercise",
    positional=("what",),
    listed=False,
)
