"""Marks: a day that is a holiday from the journal, or on which there was nothing to record.

A mark keeps a streak; it is never data. It is not one of the kinds a person adds by name.
"""

from typing import Annotated, Literal

from msgspec import Meta

from gutskin_tui.model.entry import Entry
from gutskin_tui.model.kinds.kind import Kind

Sort = Literal["nothing", "skip"]


class DayMark(Entry, tag="mark", frozen=True, kw_only=True):
    """`nothing`: nothing to record of one kind that day. `skip`: a day off from every streak."""

    what: Annotated[Sort, Meta(title="Mark", description="nothing to record, or a skipped day")]
    of: Annotated[str, Meta(max_length=40, title="Kind", description="The kind there was nothing of")] = ""

    def check(self) -> None:
        """Refuse a mark that does not say of what there was nothing."""
        if self.what == "nothing" and not self.of:
            raise ValueError("a mark for nothing to record names a kind")


def _summary(mark: DayMark) -> str:
    return "day off" if mark.what == "skip" else f"nothing to record: {mark.of}"


KIND = Kind(struct=DayMark, label="Mark", letter="", summary=_summary, listed=False)
