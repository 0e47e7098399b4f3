"""Supplements such as probiotics: name, dose, and whether taken."""

from typing import Annotated

from msgspec import Meta

from gutskin_tui.model.entry import Entry, Name
from gutskin_tui.model.kinds.kind import Kind, Measure, joined


class Supplement(Entry, tag="supplement", frozen=True, kw_only=True):
    """A supplement, taken or skipped."""

    what: Annotated[Name, Meta(title="Supplement", description="Probiotic, zinc, vitamin D …")]
    dose: Annotated[Name | None, Meta(title="Dose", description="Such as 10 bn CFU")] = None
    taken: Annotated[bool, Meta(title="Taken", description="Yes unless you skipped it")] = True


KIND = Kind(
    struct=Supplement,
    label="Supplement",
    letter="u",
    example='zinc --dose "15 mg"',
    positional=("what",),
    factor=lambda supplement: (supplement.what, supplement.taken),
    summary=lambda supplement: joined(supplement.what, supplement.dose or "", "" if supplement.taken else "not taken"),
    measures=(
        Measure(
            "supplements",
            "Supplements",
            lambda supplement: float(supplement.taken),
            "sum",
            better="neither",
            decimals=0,
            cumulative=True,
        ),
    ),
)
