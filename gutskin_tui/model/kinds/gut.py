"""Gut symptoms: bloating, pain and stool form, by the grades 1 to 7 of the Bristol stool scale in our own words."""

from typing import Annotated

from msgspec import Meta

from gutskin_tui.model.entry import Entry
from gutskin_tui.model.kinds.kind import ITCH_BANDS, Kind, Measure, Score, joined, value_text

STOOL_BANDS = ((2, "constipation"), (4, "usual"), (5, "soft"), (7, "diarrhoea"))


class Gut(Entry, tag="gut", frozen=True, kw_only=True):
    """Digestion: bloating, pain, stool; at least one answer or a note."""

    bloating: Annotated[
        Score | None, Meta(title="Bloating", description="0 none to 10 worst", extra={"bands": ITCH_BANDS})
    ] = None
    pain: Annotated[
        Score | None, Meta(title="Gut pain", description="0 none to 10 worst", extra={"bands": ITCH_BANDS})
    ] = None
    stool: Annotated[
        Annotated[int, Meta(ge=1, le=7)] | None,
        Meta(
            title="Stool form",
            description="1 hard lumps, 3-4 usual, 5 soft, 7 liquid",
            extra={"bands": STOOL_BANDS},
        ),
    ] = None

    def check(self) -> None:
        """Raise ValueError if no field has a value and none was cleared, as after a merge of two changes."""
        if not (self.recorded() or self.tags or self.note or self.edits):
            raise ValueError("a gut entry needs at least one answer")


KIND = Kind(
    struct=Gut,
    label="Gut",
    letter="g",
    example="--bloating 4 --stool 5",
    trial_outcome=True,
    summary=lambda gut: joined(
        value_text("bloating", gut.bloating), value_text("pain", gut.pain), value_text("stool", gut.stool)
    ),
    measures=(
        Measure("bloating", "Bloating", lambda gut: gut.bloating, "max", high=10),
        Measure("pain", "Gut pain", lambda gut: gut.pain, "max", high=10),
        Measure("stool", "Stool form", lambda gut: gut.stool, "mean", better="neither", low=1, high=7),
    ),
)
