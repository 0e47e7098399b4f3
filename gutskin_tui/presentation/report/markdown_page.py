"""A report as Markdown, with spark lines for the chart; readable as plain text in a terminal."""

from __future__ import annotations

from collections.abc import Sequence

from gutskin_tui.charts.palette import DARK, Palette
from gutskin_tui.charts.spark import sparkline
from gutskin_tui.dates import day_month, short_day
from gutskin_tui.presentation.report.contents import MOST_QUESTIONS, Report
from gutskin_tui.presentation.report.food_diary import DiaryDay
from gutskin_tui.presentation.report.key_numbers import KeyNumber
from gutskin_tui.presentation.report.severity_chart import SeverityChart
from gutskin_tui.text import counted, markdown_text

SPARK_WIDTH = 90
"""Cells of a spark line; more days than that are averaged in runs."""
SCALE = (0, 10)
PEN_LINE = "." * 30
"""A blank line for a pen."""


def markdown_page(report: Report) -> str:
    """Return the report as Markdown text, with a line end at its end."""
    lines = [
        "# Skin and food journal: summary",
        "",
        markdown_text(report.period) + ".",
        *([f"Recorded for: {', '.join(report.conditions)}."] if report.conditions else []),
        "",
        f"Name: {PEN_LINE}  Date of birth: {PEN_LINE}",
        "",
        "## Questions for this appointment",
        "",
        *(f"{number}. {markdown_text(question)}" for number, question in enumerate(report.questions, 1)),
        *([] if report.questions else [f"{number}. {PEN_LINE}" for number in range(1, MOST_QUESTIONS + 1)]),
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
        f"| | | Days | {markdown_text(halves)} |",
        "|---|---|---|---|",
        *(f"| {' | '.join(map(markdown_text, row))} |" for row in rows),
    ]


def _chart(chart: SeverityChart, palette: Palette) -> list[str]:
    if chart.empty:
        return ["## Skin overall by day", "", "Not recorded in these days."]
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
    lines = [
        "",
        f"## Food diary of {counted(len(diary), 'day')}",
        "",
        "| Day | Eaten and drunk | Symptoms (time since the last meal) |",
        "|---|---|---|",
    ]
    for day in diary:
        eaten = [*map(markdown_text, day.eaten), *([f"water {day.water_ml} ml"] if day.water_ml else [])]
        cells = short_day(day.day), "; ".join(eaten) or "nothing logged", "; ".join(map(markdown_text, day.symptoms))
        lines.append(f"| {' | '.join(cells)} |")
    return lines
