"""A report as Markdown, with spark lines for the chart; readable as plain text in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from gutskin_tui.charts.palette import DARK, Palette
from gutskin_tui.charts.spark import sparkline
from gutskin_tui.dates import day_month
from gutskin_tui.presentation.report import page_text
from gutskin_tui.presentation.report.contents import Report
from gutskin_tui.presentation.report.food_diary import DiaryDay
from gutskin_tui.presentation.report.key_numbers import KeyNumber
from gutskin_tui.presentation.report.severity_chart import SeverityChart
from gutskin_tui.text import markdown_text

SPARK_WIDTH = 90
"""Cells of a spark line; more days than that are averaged in runs."""
SCALE = (0, 10)
PEN_LINE = "." * 30
"""A blank line for a pen."""


def markdown_page(report: Report) -> str:
    """Return the report as Markdown text, with a line end at its end."""
    lines = [
        f"# {page_text.TITLE}",
        "",
        markdown_text(report.period) + ".",
        *([f"Recorded for: {', '.join(report.conditions)}."] if report.conditions else []),
        "",
        f"Name: {PEN_LINE}  Date of birth: {PEN_LINE}",
        "",
        f"## {page_text.QUESTIONS}",
        "",
        *(f"{number}. {markdown_text(question)}" for number, question in enumerate(report.questions, 1)),
        *([] if report.questions else [f"{number}. {PEN_LINE}" for number in range(1, page_text.BLANK_QUESTIONS + 1)]),
        "",
        *_numbers(report.numbers, report.halves),
        "",
        *_chart(report.chart, DARK.ascii() if report.plain_ascii else DARK),
    ]
    for section in report.sections:
        lines += ["", f"## {section.title}", "", *(f"- {markdown_text(line)}" for line in section.lines)]
    lines += _diary(report.diary)
    lines += ["", "## About these numbers", "", *(f"- {markdown_text(line)}" for line in report.fine_print)]
    return "\n".join(lines) + "\n"


def _numbers(numbers: Sequence[KeyNumber], halves: str) -> list[str]:
    rows = [(number.label, number.value, number.basis, number.change) for number in numbers]
    return [
        f"| | | {page_text.DAYS} | {markdown_text(halves)} |",
        "|---|---|---|---|",
        *(f"| {' | '.join(map(markdown_text, row))} |" for row in rows),
    ]


def _chart(chart: SeverityChart, palette: Palette) -> list[str]:
    if chart.empty:
        return ["## Skin overall by day", "", page_text.NOT_RECORDED]
    low, high = SCALE
    days = sparkline(chart.points, SPARK_WIDTH, lo=low, hi=high, palette=palette).plain
    means = sparkline(chart.means, SPARK_WIDTH, lo=low, hi=high, palette=palette).plain
    bars = [f"- {markdown_text(bar.label)}: {day_month(bar.start)} to {day_month(bar.end)}" for bar in chart.bars]
    return [
        f"## Skin overall by day, {low} to {high}",
        "",
        f"    days        {days}",
        f"    7-day mean  {means}",
        f"    {day_month(chart.days[0])} to {day_month(chart.days[-1])}; a dot is a day without a value",
        *(["", "During these days:", "", *bars] if bars else []),
    ]


def _diary(diary: Sequence[DiaryDay]) -> list[str]:
    """Return the table of the food diary; nothing for a report without one."""
    if not diary:
        return []
    return [
        "",
        f"## {page_text.diary_title(diary)}",
        "",
        f"| {' | '.join(page_text.DIARY_COLUMNS)} |",
        "|---|---|---|",
        *(f"| {' | '.join(map(markdown_text, page_text.diary_row(day)))} |" for day in diary),
    ]
