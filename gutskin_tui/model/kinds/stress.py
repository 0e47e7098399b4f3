"""Stress check-ins: stress, mood and energy from 0 to 10, and what weighed on the person."""

from typing import Annotated

from msgspec import Meta

from gutskin_tui.model.entry import Entry, Name
from gutskin_tui.model.kinds.kind import Kind, Measure, Score, joined, value_text


class Stress(Entry, tag="stress", frozen=True, kw_only=True):
    """Stress, mood and energy; at least one answer or a note."""

    score: Annotated[Score | None, Meta(title="Stress", description="0 calm to 10 awful")] = None
    mood: Annotated[Score | None, Meta(title="Mood", description="0 low to 10 great")] = None
    energy: Annotated[Score | None, Meta(title="Energy", description="0 none to 10 full of energy")] = None
    weighed: Annotated[
        tuple[Name, ...],
        Meta(title="What was stressful?", description="Work, family, health, or your own words"),
    ] = ()

    def check(self) -> None:
        """Raise ValueError if no field has a value and none was cleared, as after a merge of two changes."""
        if not (self.recorded() or self.tags or self.note or self.edits):
            raise ValueError("a stress entry needs at least one answer")


KIND = Kind(
    struct=Stress,
    label="Stress",
    letter="t",
    example="6 --mood 4",
    positional=("score",),
    check_in={"score": "", "mood": ""},
    trial_outcome=True,
    summary=lambda stress: joined(
        "" if stress.score is None else f"{stress.score}",
        value_text("mood", stress.mood),
        value_text("energy", stress.energy),
        *stress.weighed,
    ),
    measures=(
        Measure("stress", "Stress", lambda stress: stress.score, "mean", high=10),
        Measure("mood", "Mood", lambda stress: stress.mood, "mean", better="higher", high=10),
        Measure("energy", "Energy", lambda stress: stress.energy, "mean", better="higher", high=10),
    ),
)
