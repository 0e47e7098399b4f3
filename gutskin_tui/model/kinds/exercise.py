"""Exercise: its duration, activity and effort."""

from typing import Annotated, Literal

from msgspec import Meta

from gutskin_tui.model.entry import Entry, Name
from gutskin_tui.model.kinds.kind import Kind, Measure, joined, minutes_text

Effort = Literal["easy", "moderate", "hard"]


class Exercise(Entry, tag="exercise", frozen=True, kw_only=True):
    """A session of exercise, in minutes."""

    minutes: Annotated[Annotated[int, Meta(ge=1, le=1440)], Meta(title="Minutes", extra={"unit": "min"})]
    what: Annotated[Name | None, Meta(title="What", description="Walk, swim, football …")] = None
    effort: Annotated[Effort | None, Meta(title="How hard", description="Easy, moderate or hard")] = None


KIND = Kind(
    struct=Exercise,
    label="Exercise",
    letter="x",
    example="45 --what swimming",
    positional=("minutes",),
    check_in={"minutes": "Exercise"},
    summary=lambda exercise: joined(exercise.what or "", minutes_text(exercise.minutes), exercise.effort or ""),
    measures=(
        Measure(
            "exercise",
            "Exercise",
            lambda exercise: exercise.minutes,
            "sum",
            "min",
            "higher",
            decimals=0,
            aliases=("move",),
            cumulative=True,
        ),
    ),
)
