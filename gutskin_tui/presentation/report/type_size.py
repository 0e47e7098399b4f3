"""The size of type at which a report fits on a page, estimated from the lengths of its texts.

Measured with Helvetica and Arial in Chromium; the estimate is on the safe side, so that other fonts fit as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from math import ceil

from gutskin_tui.presentation.report.contents import MOST_QUESTIONS, Report
from gutskin_tui.presentation.report.food_diary import DiaryDay
from gutskin_tui.presentation.report.section import Section
from gutskin_tui.presentation.report.svg_chart import WIDTH, chart_height

SIZES = (8.5, 8.0, 7.5, 7.0, 6.5, 6.0)
"""Sizes of type in points, the usual first."""
PAGE_WIDTH, PAGE_HEIGHT = 186, 248
"""The part of a page in millimetres that A4 and Letter share, with a little left free."""
LINE = 1.27 * 0.353
"""Height of a line in millimetres for each point of the size of type."""
CHARACTERS = 1160
"""Characters on a line of the whole width at a size of one point."""
COLUMN = 0.46
"""The share of these characters that a column has room for, beside its bullet."""
FIXED_LINES = 20
"""Lines of the title, the line for the pen, the table of numbers, headings of these, legend and fine print."""
HEADING = 1.8
"""Lines that the heading of a section takes, with the space above."""
EATEN, SYMPTOMS = 0.53, 0.28
"""The shares of a line that the columns of the diary have room for."""


def page_type_size(report: Report) -> float:
    """Return the greatest of `SIZES` at which the first page holds all of a report; else the smallest."""
    return next((size for size in SIZES if _page_height(report, size) <= PAGE_HEIGHT), SIZES[-1])


def diary_type_size(diary: Sequence[DiaryDay]) -> float:
    """Return the greatest of `SIZES` at which a page holds the diary; else the smallest, and it takes more pages."""
    return next((size for size in SIZES if _diary_height(diary, size) <= PAGE_HEIGHT), SIZES[-1])


def _page_height(report: Report, size: float) -> float:
    """Return the estimated height of the first page in millimetres."""
    full = CHARACTERS / size
    lines = FIXED_LINES + (_lines(report.questions, full) if report.questions else 1.6 * MOST_QUESTIONS)
    lines += sum(_section_lines(section, full) for section in report.sections if section.sentences)
    columns = [_section_lines(section, full * COLUMN) for section in report.sections if not section.sentences]
    # A section is never broken, so the columns are not of equal height.
    lines += sum(columns) / 2 + max(columns, default=0) / 4
    chart = 0.0 if report.chart.empty else chart_height(report.chart) * PAGE_WIDTH / WIDTH
    return chart + lines * LINE * size


def _section_lines(section: Section, characters: float) -> float:
    return HEADING + _lines(section.lines, characters)


def _diary_height(diary: Sequence[DiaryDay], size: float) -> float:
    full = CHARACTERS / size
    water = len("; water 2000 ml")
    rows = (
        max(1, ceil((_joined(day.eaten) + water) / (full * EATEN)), ceil(_joined(day.symptoms) / (full * SYMPTOMS)))
        for day in diary
    )
    return (3 + sum(row + 0.35 for row in rows)) * LINE * size


def _joined(texts: Iterable[str]) -> int:
    """Return the characters of texts that follow each other, with a separator after each."""
    return sum(len(text) + 2 for text in texts)


def _lines(texts: Iterable[str], characters: float) -> int:
    return sum(ceil(len(text) / characters) for text in texts)
