"""Treatments such as creams and tablets: a single use, or the start or stop of a course [docs/domain.md 2]."""

from typing import Annotated, Literal

from msgspec import Meta

from gutskin_tui.model.entry import Entry, Name
from gutskin_tui.model.kinds.kind import Kind, Measure, joined
from gutskin_tui.model.kinds.skin import Region, area_name

Form = Literal[
    "cream",
    "ointment",
    "gel",
    "lotion",
    "wash",
    "tablet",
    "capsule",
    "injection",
    "light",
    "other",
]
Event = Literal["used", "started", "stopped"]

ON_SKIN = ("cream", "ointment", "gel", "lotion", "wash")
"""The forms that are put on the skin."""


class Treatment(Entry, tag="treatment", frozen=True, kw_only=True):
    """A treatment: used, or a course of it started or stopped."""

    what: Annotated[Name, Meta(title="Treatment", description="Azelaic acid, steroid cream, light therapy …")]
    form: Annotated[Form | None, Meta(title="Form", description="What it comes as")] = None
    dose: Annotated[Name | None, Meta(title="Dose", description="In your own words, such as 15 % or 50 mg")] = None
    regions: Annotated[
        tuple[Region, ...], Meta(title="Where", description="Parts of the body, separated by commas (chin, nose)")
    ] = ()
    event: Annotated[
        Event, Meta(title="Used or course", description="Used this time, or a course started or stopped")
    ] = "used"


def _summary(treatment: Treatment) -> str:
    regions = (area_name(region) for region in treatment.regions)
    event = "" if treatment.event == "used" else treatment.event
    return joined(treatment.what, treatment.form or "", treatment.dose or "", *regions, event)


KIND = Kind(
    struct=Treatment,
    label="Treatment",
    letter="r",
    example="azelaic acid --form gel --regions chin,forehead",
    positional=("what",),
    summary=_summary,
    measures=(
        Measure(
            "treatment",
            "Treatments used",
            lambda treatment: None if treatment.event == "stopped" else 1.0,
            "sum",
            better="neither",
            decimals=0,
            cumulative=True,
        ),
    ),
    sample=lambda draw: (
        {"what": "azelaic acid", "form": "gel", "dose": "15 %", "regions": ["chin", "forehead"]}
        if draw.random() < 0.6
        else None
    ),
)
"""The measure counts the uses of a day. Whether a day is on a treatment depends on the entries of other days as well:
see `gutskin_tui.model.treatments`."""
