"""A report as PDF, laid out by typst; the words and numbers are those of the HTML page.

Everything goes to the template as data, in JSON, so that no text of the person is read as markup. Fonts are those that
typst brings along; those of the system are for letters that these lack. Nothing is loaded from a network.
"""

from __future__ import annotations

import json
from importlib import import_module
from importlib.resources import files
from types import ModuleType
from typing import Literal

from gutskin_tui.errors import InputError
from gutskin_tui.presentation.report import page_text
from gutskin_tui.presentation.report.contents import Report
from gutskin_tui.presentation.report.svg_chart import svg_chart

Paper = Literal["a4", "letter"]
FONT = "Libertinus Serif"
"""The font of the page, one of those in typst."""
MISSING = "PDF needs an extra of gutskin: install gutskin[pdf], or write .html and print it to a PDF in a browser"


def load_typst() -> ModuleType:
    """Return the library that lays out the page. Raises InputError if it is not installed."""
    try:
        return import_module("typst")
    except ImportError:
        raise InputError(MISSING) from None


def pdf_page(report: Report, paper: Paper = "a4") -> bytes:
    """Return the report as a PDF: a page, and another for the food diary if there is one. Raises InputError."""
    template = files("gutskin_tui.presentation.report").joinpath("page.typ").read_bytes()
    inputs = {"report": json.dumps(page_data(report, paper))}
    pdf: bytes = load_typst().compile(template, format="pdf", sys_inputs=inputs)
    return pdf


def page_data(report: Report, paper: Paper) -> dict[str, object]:
    """Return what the template reads, all of it as finished text."""
    chart = report.chart
    return {
        "paper": {"a4": "a4", "letter": "us-letter"}[paper],
        "font": FONT,
        "title": page_text.TITLE,
        "opening": page_text.opening(report),
        "questions-title": page_text.QUESTIONS,
        "questions": report.questions,
        "blank-questions": page_text.BLANK_QUESTIONS,
        "numbers-head": ["", "", page_text.DAYS, report.halves],
        "numbers": [(number.label, number.value, number.basis, number.change) for number in report.numbers],
        "chart-title": page_text.CHART,
        "chart": None if chart.empty else svg_chart(chart, page_text.chart_description(report), FONT),
        "chart-description": page_text.chart_description(report),
        "chart-text": page_text.NOT_RECORDED if chart.empty else page_text.legend(chart),
        "sections": [
            {"title": section.title, "lines": section.lines, "sentences": section.sentences}
            for section in report.sections
        ],
        "fine-print": report.fine_print,
        "diary-title": page_text.diary_title(report.diary),
        "diary-head": page_text.DIARY_COLUMNS,
        "diary": [page_text.diary_row(day) for day in report.diary],
    }
