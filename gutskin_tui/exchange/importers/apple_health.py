"""Apple Health's export, read bit by bit, as it may have gigabytes.

Water, alcohol, nights, mindful minutes, foods, workouts and symptoms are read. Members of a correlation stand once more
as records of their own, so foods are read from correlations alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from typing import Any

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input import xml_stream
from gutskin_tui.exchange.input.entry_builder import NO_MOMENT, Draft, EntryBuilder
from gutskin_tui.exchange.input.entry_values import joined_foods, rounded
from gutskin_tui.exchange.input.food_log import meal_slot
from gutskin_tui.exchange.input.importer import ImportContents, Importer, ImportOptions
from gutskin_tui.exchange.input.nights import add_nights
from gutskin_tui.exchange.input.sleep_spans import Span
from gutskin_tui.exchange.input.source import Member, Source
from gutskin_tui.exchange.input.units import converted, millilitres
from gutskin_tui.zone import named_zone

QUANTITY, CATEGORY = "HKQuantityTypeIdentifier", "HKCategoryTypeIdentifier"
WATER, ALCOHOL = f"{QUANTITY}DietaryWater", f"{QUANTITY}NumberOfAlcoholicBeverages"
SLEEP, MINDFUL = f"{CATEGORY}SleepAnalysis", f"{CATEGORY}MindfulSession"
FOOD = "HKCorrelationTypeIdentifierFood"
STAGES = {
    "Asleep": "asleep", "AsleepUnspecified": "asleep", "AsleepCore": "core", "AsleepDeep": "deep", "AsleepREM": "rem",
    "Awake": "awake",
}  # fmt: skip
SEVERITY = {"NotPresent": 0, "Mild": 3, "Moderate": 5, "Severe": 8}
SYMPTOMS = {
    "Acne": "skin.severity", "DrySkin": "skin.dryness", "Bloating": "gut.bloating", "AbdominalCramps": "gut.pain",
}  # fmt: skip

_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d) ?([+-])(\d\d):?(\d\d)", re.ASCII)
_NOT_READ = re.compile(
    rb'<Record type="(?!HKCategoryTypeIdentifier|HKQuantityTypeIdentifier(?:DietaryWater|NumberOfAlcoholicBeverages)")'
    rb"[^<>]*(?:/>|>(?:\s*<MetadataEntry [^<>]*/>)*\s*</Record>)"
)
"""Records of types that are not read. They are most of a file and are removed before it is parsed."""


def recognises(source: Source) -> bool:
    """Whether a member is XML whose root is that of the export."""
    return _member(source) is not None


def read(source: Source, options: ImportOptions) -> ImportContents:
    """Return the entries of an export."""
    member = _member(source)
    if member is None:
        raise ExchangeError("is not an export of Apple Health.")
    builder = EntryBuilder("apple-health", options.clock)
    reader = _Reader(builder, options)
    size = max(1, member.size)
    with member.open() as file:
        xml_stream.parse(
            file,
            reader.start,
            reader.end,
            lambda data: _NOT_READ.sub(b"", data),
            lambda count: options.progress(count / size),
        )
    reader.finish()
    return builder.contents()


class _Reader:
    """Handles the elements: an element is complete at its end, when its metadata are known."""

    def __init__(self, builder: EntryBuilder, options: ImportOptions) -> None:
        self._builder = builder
        self._options = options
        self._element: dict[str, str] | None = None
        self._tag = ""
        self._metadata: dict[str, str] = {}
        self._spans: list[Span] = []
        self._foods: dict[tuple[datetime, str], list[str]] = {}
        self._in_bed = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag == "MetadataEntry":
            if self._element is not None:
                self._metadata.setdefault(attributes.get("key", ""), attributes.get("value", ""))
        elif self._tag != "Correlation" and tag in ("Record", "Workout", "Correlation"):
            self._element, self._tag, self._metadata = attributes, tag, {}

    def end(self, tag: str) -> None:
        element = self._element
        if element is None or tag != self._tag:
            return
        self._element, self._tag = None, ""
        handle = self._handler(tag, element)
        if handle is None:
            return
        self._builder.report.rows += 1
        try:
            handle(element, self._moment(element["startDate"]), self._moment(element["endDate"]))
        except (KeyError, ValueError, OverflowError):
            self._builder.report.skip(NO_MOMENT if "startDate" not in element else "a value is missing or wrong")

    def finish(self) -> None:
        """Add what is put together from several elements: nights and meals."""
        for (start, slot), foods in self._foods.items():
            text, original = joined_foods(foods)
            values = {"text": text, "slot": meal_slot(slot), "note": original}
            self._builder.add(0, Draft("meal", values, start, (slot,)))
        add_nights(self._builder, self._spans)
        if self._in_bed and not self._spans:
            self._builder.report.remark("The file has times in bed and none asleep; nights are not imported.")

    def _handler(
        self, tag: str, element: dict[str, str]
    ) -> Callable[[dict[str, str], datetime, datetime], None] | None:
        if tag == "Workout":
            return self._workout
        kind = element.get("type", "")
        if tag == "Correlation":
            return self._food if kind == FOOD else None
        handlers = {WATER: self._water, ALCOHOL: self._alcohol, SLEEP: self._sleep, MINDFUL: self._mindful}
        if kind in handlers:
            return handlers[kind]
        return self._symptom if element.get("value", "").startswith("HKCategoryValueSeverity") else None

    def _water(self, element: dict[str, str], start: datetime, end: datetime) -> None:
        amount = millilitres(float(element["value"]), element.get("unit", ""))
        if amount is None:
            raise ValueError
        self._add("drink", {"ml": amount}, start, element)

    def _alcohol(self, element: dict[str, str], start: datetime, end: datetime) -> None:
        count = float(element["value"])
        target = self._options.mapping.word("alcohol")
        values = target.values("alcohol") if target and target.kind == "drink" else {}
        if "ml" in values:
            self._add("drink", {"what": "alcohol", "ml": rounded(count * values["ml"])}, start, element)
            return
        self._builder.report.add_unknown("drink", "alcohol")
        self._add("note", {"text": f"Alcoholic drinks: {count:g}"}, start, element)

    def _sleep(self, element: dict[str, str], start: datetime, end: datetime) -> None:
        value = element["value"].removeprefix("HKCategoryValueSleepAnalysis")
        self._in_bed |= value == "InBed"
        if value in STAGES:
            self._spans.append(Span(start, end, STAGES[value], element.get("sourceName", "")))

    def _mindful(self, element: dict[str, str], start: datetime, end: datetime) -> None:
        minutes = rounded((end - start) / timedelta(minutes=1))
        self._add("practice", {"what": "mindfulness", "minutes": minutes}, start, element)

    def _workout(self, element: dict[str, str], start: datetime, end: datetime) -> None:
        minutes = (end - start) / timedelta(minutes=1)
        if element.get("duration"):
            minutes = converted(float(element["duration"]), element.get("durationUnit", "min"), "min")
        what = _words(element.get("workoutActivityType", "").removeprefix("HKWorkoutActivityType"))
        self._add("exercise", {"what": what or None, "minutes": rounded(minutes)}, start, element)

    def _food(self, element: dict[str, str], start: datetime, end: datetime) -> None:
        name = self._metadata.get("HKFoodType", "").strip()
        if not name:
            self._builder.report.skip("the food has no name")
            return
        self._foods.setdefault((start, self._metadata.get("HKFoodMeal", "").strip()), []).append(name)

    def _symptom(self, element: dict[str, str], start: datetime, end: datetime) -> None:
        name = element["type"].removeprefix(CATEGORY)
        value = element["value"].removeprefix("HKCategoryValueSeverity")
        score = SEVERITY.get(value)
        if name in SYMPTOMS and score is not None:
            kind, _, field = SYMPTOMS[name].partition(".")
            self._add(kind, {field: score}, start, element)
        elif value != "NotPresent":
            severity = "" if value == "Unspecified" else f": {value.casefold()}"
            self._add("note", {"text": f"{_words(name).capitalize()}{severity}"}, start, element)

    def _add(self, kind: str, values: dict[str, Any], start: datetime, element: dict[str, str]) -> None:
        names = ("type", "workoutActivityType", "value", "sourceName")
        self._builder.add(0, Draft(kind, values, start, tuple(element.get(name, "") for name in names)))

    def _moment(self, written: str) -> datetime:
        """Return a time of the file, in the zone of its metadata if they name it. Raises ValueError."""
        match = _MOMENT.fullmatch(written.strip())
        if not match:
            raise ValueError
        offset = timedelta(hours=int(match[3]), minutes=int(match[4])) * (-1 if match[2] == "-" else 1)
        moment = datetime.fromisoformat(match[1]).replace(tzinfo=timezone(offset))
        zone = named_zone(self._metadata.get("HKTimeZone"))
        return moment.astimezone(zone) if zone else moment


def _words(name: str) -> str:
    """Return a name in camel case as words."""
    return re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name).lower()


def _member(source: Source) -> Member | None:
    """Return the member with the export; the clinical document beside it is never read."""
    members = source.candidates(".xml")
    return next((member for member in members if b"<HealthData" in member.head), None)


IMPORTER = Importer("Apple Health's export", recognises, read)
