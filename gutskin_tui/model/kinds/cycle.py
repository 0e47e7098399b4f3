"""The menstrual cycle: the flow of a day [docs/domain.md 2]. Offered once the setting `cycle` is on."""

from typing import Annotated

from msgspec import Meta

from gutskin_tui.model.entry import Entry
from gutskin_tui.model.kinds.kind import Kind, Measure

FLOW_BANDS = ((0, "spotting"), (1, "light"), (2, "medium"), (3, "heavy"))


class Cycle(Entry, tag="cycle", frozen=True, kw_only=True):
    """Menstrual flow on a day."""

    flow: Annotated[
        Annotated[int, Meta(ge=0, le=3)],
        Meta(title="Flow", description="0 spotting, 1 light, 2 medium, 3 heavy", extra={"bands": FLOW_BANDS}),
    ]


def _summary(cycle: Cycle) -> str:
    return f"flow {cycle.flow} {KIND.field('flow').band(cycle.flow)}"


KIND = Kind(
    struct=Cycle,
    label="Cycle",
    letter="c",
    example="2",
    positional=("flow",),
    check_in={"flow": ""},
    setting="cycle",
    has_streak=False,
    summary=_summary,
    measures=(Measure("flow", "Flow", lambda cycle: cycle.flow, "max", better="neither", high=3, decimals=0),),
)
