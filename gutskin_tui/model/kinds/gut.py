"""Gut signs: bloating, pain, stool form. Stool form follows the Bristol scale's 1-7, in own words."""

from typing import Annotated

from msgspec import Meta

from gutskin_tui.model.entry import Entry
from gutskin_tui.model.kinds.kind import ITCH_BANDS, Kind, Measure, Score, joined, said

STOOL_BANDS = ((2, "constipation"), (4, "usual"), (5, "soft"), (7, "diarrhoea"))


class Gut(Entry, tag="gut", frozen=True, kw_only=True):
    """How the gut feels. Anything may be left out."""

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
        """Refuse an entry that records nothing at all."""
        if not self.recorded() and not self.note:
            raise ValueError("a gut entry needs at least one answer")


KIND = Kind(
    struct=Gut,
    label="Gut",
    letter="g",
    summary=lambda gut: joined(said("bloating", gut.bloating), said("pain", gut.pain), said("stool", gut.stool)),
    measures=(
        Measure("bloating", "Bloating", lambda gut: gut.bloating, "max", high=10),
        Measure("pain", "Gut pain", lambda gut: gut.pain, "max", high=10),
        Measure("stool", "Stool form", lambda gut: gut.stool, "mean", better="neither", low=1, high=7),
    ),
)
