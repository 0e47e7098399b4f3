"""A report as a page of HTML to print on A4 or Letter paper: no script, no fonts, nothing from a network."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from gutskin_tui.presentation.report import page_text
from gutskin_tui.presentation.report.contents import Report
from gutskin_tui.presentation.report.food_diary import DiaryDay
from gutskin_tui.presentation.report.key_numbers import KeyNumber
from gutskin_tui.presentation.report.section import Section
from gutskin_tui.presentation.report.severity_chart import SeverityChart
from gutskin_tui.presentation.report.svg_chart import svg_chart
from gutskin_tui.presentation.report.type_size import SIZES, diary_type_size, page_type_size

POLICY = "default-src 'none'; style-src 'unsafe-inline'"
"""What the page may load: nothing."""
STYLE = """
@page { margin: 10mm 12mm; }
:root { color-scheme: light; }
body { margin: 0; color: #000; background: #fff; font-family: Helvetica, Arial, sans-serif; line-height: 1.25; }
body { overflow-wrap: anywhere; }
h1 { font-size: 1.45em; margin: 0; }
h2 { font-size: 1em; margin: 0.6em 0 0.15em; border-bottom: 0.6pt solid #000; break-after: avoid; }
p, ul, ol { margin: 0.15em 0; }
ul, ol { padding-left: 1.3em; }
table { width: 100%; border-collapse: collapse; margin-top: 0.4em; }
th, td { text-align: left; vertical-align: top; padding: 0.1em 0.6em 0.1em 0; border-bottom: 0.4pt solid #999; }
td.value { font-weight: bold; white-space: nowrap; }
svg { display: block; width: 100%; }
.pen { display: flex; gap: 1em; margin: 0.7em 0 0.2em; }
.pen span { flex: 1; border-bottom: 0.6pt solid #000; }
.blank { height: 1.5em; border-bottom: 0.4pt solid #000; }
.lists { columns: 2; column-gap: 7mm; margin-top: 0.6em; }
.lists section { break-inside: avoid; margin-bottom: 0.6em; }
.lists h2 { margin-top: 0; }
.small-print { font-size: 0.85em; margin-top: 0.7em; border-top: 0.6pt solid #000; padding-top: 0.3em; }
.diary { break-before: page; }
.diary th:nth-child(2) { width: 60%; }
.diary td:first-child { white-space: nowrap; }
@media screen { body { max-width: 186mm; margin: 8mm auto; padding: 0 6mm; } .diary { margin-top: 12mm; } }
"""


def html_page(report: Report) -> str:
    """Return the report as a whole HTML document, with a second page for the food diary if there is one."""
    page_size, diary_size = page_type_size(report), diary_type_size(report.diary)
    sizes = f"main {{ font-size: {page_size}pt; }} .diary {{ font-size: {diary_size}pt; }}"
    if page_size == SIZES[-1]:
        sizes += " svg { width: 75%; }"  # the room that the longest reports lack
    parts = [
        "<!DOCTYPE html>",
        '<html lang="en-GB">',
        "<head>",
        '<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{POLICY}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{page_text.TITLE}</title>",
        f"<style>{STYLE}{sizes}</style>",
        "</head>",
        "<body>",
        "<main>",
        *_head(report),
        _numbers(report.numbers, report.halves),
        _chart(report.chart, page_text.chart_description(report)),
        *_sections(report.sections),
        f'<div class="small-print">{"".join(f"<p>{escape(line)}</p>" for line in report.fine_print)}</div>',
        "</main>",
        *_diary(report.diary),
        "</body>",
        "</html>",
    ]
    return "\n".join(parts) + "\n"


def _head(report: Report) -> list[str]:
    questions = [f"<li>{escape(question)}</li>" for question in report.questions]
    blanks = ['<li class="blank"></li>'] * page_text.BLANK_QUESTIONS
    return [
        f"<h1>{page_text.TITLE}</h1>",
        f"<p>{escape(page_text.opening(report))}</p>",
        '<div class="pen">Name <span></span> Date of birth <span></span></div>',
        f"<h2>{page_text.QUESTIONS}</h2>",
        f"<ol>{''.join(questions or blanks)}</ol>",
    ]


def _numbers(numbers: Sequence[KeyNumber], halves: str) -> str:
    rows = "".join(
        f'<tr><th scope="row">{escape(number.label)}</th><td class="value">{escape(number.value)}</td>'
        f"<td>{escape(number.basis)}</td><td>{escape(number.change)}</td></tr>"
        for number in numbers
    )
    head = f'<tr><th></th><th></th><th scope="col">{page_text.DAYS}</th><th scope="col">{escape(halves)}</th></tr>'
    return f"<table>{head}{rows}</table>"


def _chart(chart: SeverityChart, description: str) -> str:
    title = f"<h2>{page_text.CHART}</h2>"
    if chart.empty:
        return f"{title}<p>{page_text.NOT_RECORDED}</p>"
    return f"{title}{svg_chart(chart, description)}<p>{page_text.legend(chart)}</p>"


def _sections(sections: Sequence[Section]) -> list[str]:
    """Return the short lists in two columns, and below them those with whole sentences."""
    short = [_section(section) for section in sections if not section.sentences]
    return ['<div class="lists">', *short, "</div>", *(_section(section) for section in sections if section.sentences)]


def _section(section: Section) -> str:
    lines = [escape(line) for line in section.lines]
    listed = f"<ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>" if len(lines) > 1 else f"<p>{lines[0]}</p>"
    return f"<section><h2>{escape(section.title)}</h2>{listed}</section>"


def _diary(diary: Sequence[DiaryDay]) -> list[str]:
    """Return the page of the food diary; nothing for a report without one."""
    if not diary:
        return []
    rows = (f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in page_text.diary_row(day))}</tr>" for day in diary)
    return [
        '<section class="diary">',
        f"<h2>{page_text.diary_title(diary)}</h2>",
        f"<table><tr>{''.join(f'<th>{name}</th>' for name in page_text.DIARY_COLUMNS)}</tr>",
        *rows,
        "</table>",
        "</section>",
    ]
