"""Skin check-ins: severity, symptoms, lesion counts and regions; the scales are those of [docs/domain.md 2].

Sources: ItchyQuant (bands of itch), IGA of the FDA (acne grade), GAGS (factors by region, Doshi 1997), POEM (bands,
Howells 2018). The items of these questionnaires are copyrighted and not included; a person may enter a total.
"""

from typing import Annotated, Literal

from msgspec import Meta

from gutskin_tui.model.entry import LONGEST_PATH, Entry, Name
from gutskin_tui.model.kinds.kind import ITCH_BANDS, SEVERITY_BANDS, Count, Kind, Measure, Score, joined, value_text

Region = Literal[
    "forehead",
    "left_cheek",
    "right_cheek",
    "nose",
    "chin",
    "neck",
    "scalp",
    "chest",
    "back",
    "arms",
    "elbows_knee_folds",
    "hands",
    "legs",
]
AREA_NAMES = {"elbows_knee_folds": "inner elbows/knees"}
"""How regions are written for a reader, where that is not their name with blanks."""

GagsRegion = Literal["forehead", "right_cheek", "left_cheek", "nose", "chin", "chest_and_upper_back"]

GAGS_FACTORS: dict[str, int] = {
    "forehead": 2,
    "right_cheek": 2,
    "left_cheek": 2,
    "nose": 1,
    "chin": 1,
    "chest_and_upper_back": 3,
}
GRADE_BANDS = ((0, "clear"), (1, "almost clear"), (2, "mild"), (3, "moderate"), (4, "severe"))
REDNESS_BANDS = ((0, "none"), (1, "very slight"), (2, "definite"), (3, "marked"), (4, "severe"))
LESION_BANDS = ((0, "none"), (1, "comedone"), (2, "papule"), (3, "pustule"), (4, "nodule"))
POEM_BANDS = (
    (2, "clear or almost clear"),
    (7, "mild"),
    (16, "moderate"),
    (24, "severe"),
    (28, "very severe"),
)


class Skin(Entry, tag="skin", frozen=True, kw_only=True):
    """A skin check-in. Every field is optional; 0 counts as an answer, a blank does not."""

    severity: Annotated[
        Score | None,
        Meta(
            title="Overall",
            description="How is your skin today? 0 calm to 10 worst ever",
            extra={"bands": SEVERITY_BANDS},
        ),
    ] = None
    itch: Annotated[
        Score | None,
        Meta(title="Itch", description="Worst itch in the last 24 hours", extra={"bands": ITCH_BANDS}),
    ] = None
    redness: Annotated[
        Annotated[int, Meta(ge=0, le=4)] | None,
        Meta(
            title="Redness",
            description="0 none, 1 very slight, 2 definite, 3 marked, 4 severe",
            extra={"bands": REDNESS_BANDS},
        ),
    ] = None
    dryness: Annotated[
        Score | None,
        Meta(title="Dryness", description="0 none to 10 worst", extra={"bands": SEVERITY_BANDS[1:]}),
    ] = None
    oiliness: Annotated[
        Score | None,
        Meta(title="Oiliness", description="0 none to 10 worst", extra={"bands": SEVERITY_BANDS[1:]}),
    ] = None
    breakouts: Annotated[Count | None, Meta(title="Breakouts", description="How many new spots today?")] = None
    comedones: Annotated[Count | None, Meta(title="Comedones", description="How many blackheads and whiteheads?")] = (
        None
    )
    papules: Annotated[Count | None, Meta(title="Papules", description="How many red bumps without a head?")] = None
    pustules: Annotated[Count | None, Meta(title="Pustules", description="How many bumps with a white head?")] = None
    nodules: Annotated[Count | None, Meta(title="Nodules", description="How many large, deep lumps?")] = None
    grade: Annotated[
        Annotated[int, Meta(ge=0, le=4)] | None,
        Meta(
            title="Acne grade",
            description="0 clear, 1 almost clear, 2 mild, 3 moderate, 4 severe",
            extra={"bands": GRADE_BANDS},
        ),
    ] = None
    worst_lesion: Annotated[
        dict[GagsRegion, Annotated[int, Meta(ge=0, le=4)] | None],
        Meta(
            title="Worst lesion",
            description="In each area: 0 none, 1 comedone, 2 papule, 3 pustule, 4 nodule (chin=2, nose=1)",
            extra={"bands": LESION_BANDS, "question": "0 none, 1 comedone, 2 papule, 3 pustule, 4 nodule"},
        ),
    ] = {}
    poem: Annotated[
        Annotated[int, Meta(ge=0, le=28)] | None,
        Meta(
            title="POEM total",
            description="Your POEM score from the questionnaire, 0 to 28",
            extra={"bands": POEM_BANDS},
        ),
    ] = None
    regions: Annotated[
        dict[Region, Score | None],
        Meta(
            title="Where",
            description="Areas, separated by commas; add =3 to score one (chin=3, nose)",
            extra={"question": "Where is it? A digit after an area scores it"},
        ),
    ] = {}
    products: Annotated[
        tuple[Name, ...], Meta(title="Used", description="Moisturiser, sunscreen, steroid cream and the like")
    ] = ()
    photo: Annotated[
        Annotated[str, Meta(max_length=LONGEST_PATH)],
        Meta(title="Photo", description="Path of a picture, which stays where it is", extra={"path": True}),
    ] = ""

    def check(self) -> None:
        """Raise ValueError if no field has a value and none was cleared, as after a merge of two changes."""
        if not (self.recorded() or self.tags or self.note or self.edits):
            raise ValueError("a skin check-in needs at least one answer")


def area_name(region: str) -> str:
    """Return a region as it is written for a reader: "left cheek"."""
    return AREA_NAMES.get(region, region.replace("_", " "))


def inflammatory(skin: Skin) -> int | None:
    """Return the number of papules and pustules; None if neither was counted."""
    counted = [count for count in (skin.papules, skin.pustules) if count is not None]
    return sum(counted) if counted else None


def gags(skin: Skin) -> int | None:
    """Return the Global Acne Grading Score, 0 to 44: the sum over regions of factor times worst lesion [Doshi 1997].

    None unless all six regions are graded, as a partial sum would be too low.
    """
    grades = skin.worst_lesion
    graded = {region: grade for region, grade in grades.items() if grade is not None}
    if len(graded) < len(GAGS_FACTORS):
        return None
    return sum(GAGS_FACTORS[region] * grade for region, grade in graded.items())


def _summary(skin: Skin) -> str:
    areas = (value_text(area_name(name), score, always=True) for name, score in skin.regions.items())
    lesions = ("breakouts", "comedones", "papules", "pustules", "nodules")
    overall = ""
    if skin.severity is not None:
        overall = f"{skin.severity} {KIND.field('severity').band(skin.severity)}"
    return joined(
        overall,
        *(value_text(name, getattr(skin, name)) for name in ("itch", "redness", "dryness")),
        value_text("oil", skin.oiliness),
        *(value_text(name, getattr(skin, name)) for name in lesions),
        value_text("grade", skin.grade),
        value_text("GAGS", gags(skin)),
        value_text("POEM", skin.poem),
        *areas,
        *skin.products,
        f"photo {skin.photo}" if skin.photo else "",
    )


def _get(name: str) -> Measure:
    """Return the measure of a graded field."""
    field_high = {"redness": 4, "grade": 4, "poem": 28}.get(name, 10)
    labels = {"oiliness": "Oiliness", "poem": "POEM", "grade": "Acne grade"}
    return Measure(name, labels.get(name, name.capitalize()), lambda skin: getattr(skin, name), high=field_high)


def _count(name: str) -> Measure:
    """Return the measure of a lesion count."""
    return Measure(name, name.capitalize(), lambda skin: getattr(skin, name), decimals=0)


KIND = Kind(
    struct=Skin,
    label="Skin",
    letter="s",
    example="--severity 4 --itch 3 --regions chin=3,nose",
    check_in={"severity": "Skin overall", "itch": "", "redness": "", "dryness": "", "breakouts": ""},
    trial_outcome=True,
    summary=_summary,
    measures=(
        Measure("severity", "Skin", lambda skin: skin.severity, high=10, aliases=("skin",)),
        _get("itch"),
        _get("redness"),
        _get("dryness"),
        _get("oiliness"),
        _count("breakouts"),
        _count("comedones"),
        _count("papules"),
        _count("pustules"),
        _count("nodules"),
        Measure("inflammatory", "Inflammatory lesions", inflammatory, decimals=0),
        _get("grade"),
        Measure("gags", "GAGS", gags, high=44, decimals=0),
        _get("poem"),
    ),
)

FORM: dict[str, tuple[str, ...]] = {
    "acne": (
        "severity", "oiliness", "breakouts", "comedones", "papules", "pustules", "nodules", "grade", "worst_lesion",
    ),
    "eczema": ("severity", "itch", "redness", "dryness", "poem"),
    "rosacea": ("severity", "redness", "dryness", "papules", "pustules"),
    "psoriasis": ("severity", "itch", "redness", "dryness"),
    "rash": ("severity", "itch", "redness", "breakouts"),
}  # fmt: skip
"""The fields of a check-in form, by condition."""

FORM_ANY = ("severity", "itch", "redness", "dryness", "oiliness", "breakouts")
"""The fields of a check-in form if no condition is set."""


def form_fields(conditions: tuple[str, ...]) -> tuple[str, ...]:
    """Return the fields of a check-in form for some conditions, in the order of the struct, without duplicates."""
    wanted = {name for condition in conditions for name in FORM.get(condition, ())} or set(FORM_ANY)
    return tuple(name for name in Skin.__struct_fields__ if name in wanted)
