"""Sections of a report on the skin: scores with their dates, regions, and treatments with dates and days."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from gutskin_tui.dates import day_month
from gutskin_tui.model.day_index import EntryLookup
from gutskin_tui.model.kinds import KINDS, AnyEntry, Skin, Supplement, Treatment
from gutskin_tui.model.kinds.skin import area_name
from gutskin_tui.model.treatments import courses, treatment_days, treatment_uses
from gutskin_tui.presentation.report.section import listed, typed
from gutskin_tui.presentation.skin import marked_regions
from gutskin_tui.text import counted, match_key

MOST_SCORES = 4
MOST_REGIONS = 8
MOST_TREATMENTS = 6
MOST_SUPPLEMENTS = 4


def score_lines(entries: Iterable[AnyEntry]) -> tuple[str, ...]:
    """Return the latest POEM totals and acne grades, each with its band and its date."""
    skins = [entry for entry in entries if isinstance(entry, Skin)]
    lines = []
    for field, label in (("poem", "POEM"), ("grade", "Acne grade")):
        dated = {skin.date: value for skin in skins if (value := getattr(skin, field)) is not None}
        latest = list(dated.items())[-MOST_SCORES:]
        texts = [f"{value} ({KINDS['skin'].field(field).band(value)}) on {day_month(day)}" for day, value in latest]
        if texts:
            of = f" (the latest {len(texts)} of {len(dated)})" if len(dated) > len(texts) else ""
            lines.append(f"{label}{of}: {', '.join(texts)}")
    return tuple(lines)


def region_lines(entries: EntryLookup, today: date, days: int) -> tuple[str, ...]:
    """Return the regions that were marked, those of most days first, on a line."""
    regions = sorted(marked_regions(entries, today, days), key=lambda region: -region.days)
    texts = []
    for region in regions:
        score = "" if region.mean is None else f" (mean {region.mean:.1f})"
        texts.append(f"{area_name(region.name)} {counted(region.days, 'day')}{score}")
    return (listed(texts, MOST_REGIONS),) if texts else ()


def treatment_lines(
    entries: Sequence[AnyEntry], treatments: Sequence[AnyEntry], first: date, today: date
) -> tuple[str, ...]:
    """Return a line for each treatment or product of the period with its days and courses, then the supplements.

    `treatments` are the entries of treatments of the whole journal, as a course may have started before `first`.
    """
    relevant = [entry for entry in treatments if isinstance(entry, Treatment) and entry.date <= today]
    skins = [entry for entry in entries if isinstance(entry, Skin)]
    names = {match_key(product): product for skin in skins for product in skin.products}
    names |= {match_key(entry.what): _described(entry) for entry in relevant}
    days = {key: {day for day in on if first <= day <= today} for key, on in _days(relevant, skins, today).items()}
    by_days = sorted((key for key in days if days[key]), key=lambda key: -len(days[key]))
    lines = []
    for key in by_days:
        dated = [
            f"{_date(course.start, today)} to {_date(course.end, today) if course.end else 'now'}"
            for course in courses(relevant)
            if match_key(course.what) == key and (course.end or today) >= first
        ]
        course_words = f", course {' and '.join(dated[-2:])}" if dated else f", latest {day_month(max(days[key]))}"
        lines.append(f"{typed(names[key])}: {counted(len(days[key]), 'day')}{course_words}")
    if len(lines) > MOST_TREATMENTS:
        lines[MOST_TREATMENTS:] = [f"{len(lines) - MOST_TREATMENTS} more"]
    supplements = _supplements(entries)
    return (*lines, f"Supplements: {supplements}") if supplements else tuple(lines)


def _days(treatments: Sequence[Treatment], skins: Sequence[Skin], today: date) -> dict[str, set[date]]:
    return treatment_days(treatment_uses([*treatments, *skins]), courses(treatments), today)


def _described(treatment: Treatment) -> str:
    """Return the name of a treatment with its form and dose: "azelaic acid (gel, 15 %)"."""
    details = ", ".join(filter(None, (treatment.form, treatment.dose)))
    return f"{treatment.what} ({details})" if details else treatment.what


def _date(day: date, today: date) -> str:
    return day_month(day, year=day.year != today.year)


def _supplements(entries: Iterable[AnyEntry]) -> str:
    """Return the supplements that were taken, with the number of days, those of most days first."""
    days: dict[str, set[date]] = {}
    names: dict[str, str] = {}
    for entry in entries:
        if isinstance(entry, Supplement) and entry.taken:
            key = match_key(entry.what)
            names[key] = f"{entry.what} {entry.dose or ''}".strip()
            days.setdefault(key, set()).add(entry.date)
    ordered = sorted(days, key=lambda key: -len(days[key]))
    return listed((f"{typed(names[key])} {counted(len(days[key]), 'day')}" for key in ordered), MOST_SUPPLEMENTS)
