"""The report as PDF: one page on A4 and on Letter paper, with the words and numbers of the HTML page."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace

from gutskin_tui.clock import Clock
from gutskin_tui.errors import InputError
from gutskin_tui.model.entries import make
from gutskin_tui.presentation.report.contents import Report, ReportRequest
from gutskin_tui.presentation.report.formats import report_writer
from gutskin_tui.presentation.report.html_page import html_page
from gutskin_tui.presentation.report.pdf_page import Paper, page_data, pdf_page
from tests.presentation.report_journals import (
    JOURNALS,
    LONG_QUESTIONS,
    add_past_trial,
    journal_of,
    longest_report,
    report_of,
)

PDFTOTEXT = shutil.which("pdftotext")
SIZES: dict[Paper, tuple[int, int]] = {"a4": (595, 842), "letter": (612, 792)}
"""Width and height of the paper in points."""


@pytest.fixture
def typst() -> None:
    """Skip the test where the extra is not installed."""
    pytest.importorskip("typst")


@pytest.fixture
def report(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Report:
    """The report for a dietitian of one of `JOURNALS`."""
    with journal_of(tmp_path, clock, JOURNALS[request.param](clock)) as journal:
        if request.param == "longest":
            add_past_trial(journal, clock)
            return longest_report(report_of(journal, clock, ReportRequest("dietitian", 90, LONG_QUESTIONS)))
        return report_of(journal, clock, ReportRequest("dietitian", 90, ("Is it *bold*? #strong[no]",)))


def page_sizes(pdf: bytes) -> list[tuple[int, int]]:
    """Return the width and height in points of each page, rounded."""
    boxes = re.findall(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)\s*\]", pdf)
    return [(round(float(width)), round(float(height))) for width, height in boxes]


@pytest.mark.usefixtures("typst")
@pytest.mark.parametrize("report", JOURNALS, indirect=True)
@pytest.mark.parametrize("paper", SIZES)
def test_a_pdf_is_a_page(report: Report, paper: Paper) -> None:
    assert page_sizes(pdf_page(replace(report, diary=()), paper)) == [SIZES[paper]]


@pytest.mark.usefixtures("typst")
@pytest.mark.parametrize("report", ["a year", "three days", "empty"], indirect=True)
@pytest.mark.parametrize("paper", SIZES)
def test_a_pdf_for_a_dietitian_is_two_pages(report: Report, paper: Paper) -> None:
    assert page_sizes(pdf_page(report, paper)) == [SIZES[paper]] * 2


def words_of_html(page: str) -> list[str]:
    """Return the words of an HTML page as a reader sees them, without those of the chart."""
    page = re.sub(r"<style>.*?</style>|<title>.*?</title>|<svg.*?</svg>", " ", page, flags=re.DOTALL)
    return unescape(re.sub(r"<[^>]+>", " ", page)).split()


def words_of_data(data: object) -> list[str]:
    """Return all words of what the template reads."""
    if isinstance(data, str):
        return data.split()
    if isinstance(data, dict):
        data = list(data.values())
    return [word for part in data for word in words_of_data(part)] if isinstance(data, list | tuple) else []


@pytest.mark.parametrize("report", JOURNALS, indirect=True)
def test_the_words_are_those_of_the_html_page(report: Report) -> None:
    data = page_data(report, "a4")
    outside = {"paper", "font", "chart", "chart-description", *([] if report.diary else ["diary-title", "diary-head"])}
    written = words_of_data({name: value for name, value in data.items() if name not in outside})
    assert sorted(words_of_html(html_page(report))) == sorted([*written, "Name", "Date", "of", "birth"])


@pytest.mark.usefixtures("typst")
@pytest.mark.skipif(PDFTOTEXT is None, reason="pdftotext is not installed")
@pytest.mark.parametrize("report", ["a year", "three days"], indirect=True)
def test_the_text_can_be_copied(report: Report, tmp_path: Path) -> None:
    file = tmp_path / "report.pdf"
    file.write_bytes(pdf_page(report))
    done = subprocess.run([str(PDFTOTEXT), "-raw", file, "-"], capture_output=True, check=True, text=True)
    # The end of a line may break a word at a hyphen.
    written = re.sub(r"\s+", "", done.stdout)
    for word in words_of_html(html_page(report)):
        assert word in written


@pytest.mark.usefixtures("typst")
def test_typed_text_is_not_markup(tmp_path: Path, clock: Clock) -> None:
    evil = '#panic("run") ]) #read("/etc/hostname") $x$ <a> @b *c* \\ // /* `d` "e" \u2028 ' + "x" * 100
    at = clock.now().replace(hour=9, minute=0)
    entries = [
        make("meal", {"text": evil}, clock, at=at),
        make("treatment", {"what": evil[:200], "event": "started", "dose": '"</svg>&evil;'}, clock, at=at),
        make("skin", {"severity": 3, "products": [evil[:100]]}, clock, at=at),
        make("supplement", {"what": "日本語 العربية 😀"}, clock, at=at),
    ]
    with journal_of(tmp_path, clock, entries) as journal:
        report = report_of(journal, clock, ReportRequest("dietitian", 90, (evil[:200],)))
    assert len(page_sizes(pdf_page(report))) == 2


def test_without_the_library_a_pdf_is_refused_with_advice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(InputError, match=r"install gutskin\[pdf\]"):
        report_writer("skin.pdf")


def test_paper_is_for_a_pdf_only() -> None:
    with pytest.raises(InputError, match="only a PDF has a size of paper"):
        report_writer("skin.html", "letter")
