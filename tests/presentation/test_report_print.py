"""The report as a browser prints it: one page on A4 and on Letter paper, nothing beyond its edges, black on white."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path

import pytest
from msgspec.structs import replace

from gutskin_tui.clock import Clock
from gutskin_tui.presentation.report.contents import Report, ReportRequest
from gutskin_tui.presentation.report.html_page import POLICY, html_page
from tests.presentation.report_journals import (
    JOURNALS,
    LONG_QUESTIONS,
    add_past_trial,
    journal_of,
    longest_report,
    report_of,
)

BROWSER = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
PAPERS = {"A4": 703, "letter": 725}
"""The width between the margins in CSS pixels."""
papers = pytest.mark.parametrize("paper", ["A4", pytest.param("letter", marks=pytest.mark.slow)])
MEASURE = """
<script>
const texts = [...document.querySelectorAll("svg text")].map(text => text.getBoundingClientRect());
const overlap = (a, b) => a.left < b.right && b.left < a.right && a.top + 3 < b.bottom && b.top + 3 < a.bottom;
const style = getComputedStyle(document.body);
document.title = JSON.stringify({
  width: innerWidth,
  right: Math.max(...[...document.body.querySelectorAll("*")].map(part => part.getBoundingClientRect().right)),
  left: Math.min(...[...document.body.querySelectorAll("*")].map(part => part.getBoundingClientRect().left)),
  overlaps: texts.filter((a, index) => texts.slice(index + 1).some(b => overlap(a, b))).length,
  cut: texts.filter(text => {
    const chart = document.querySelector("svg").getBoundingClientRect();
    return text.left < chart.left || text.right > chart.right || text.top < chart.top || text.bottom > chart.bottom;
  }).length,
  colours: [style.color, style.backgroundColor],
});
</script>
"""
needs_browser = pytest.mark.skipif(BROWSER is None, reason="Chromium is not installed")


def browse(folder: Path, page: str, *options: str) -> bytes:
    """Run the browser on a page and return what it prints."""
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    command = [str(BROWSER), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'browser'}"]
    done = subprocess.run([*command, *options, file.as_uri()], capture_output=True, timeout=120, check=True)
    return done.stdout


def pages(folder: Path, page: str, paper: str) -> int:
    """Return on how many pages of paper a page is printed."""
    pdf = folder / f"{paper}.pdf"
    sized = page.replace("@page {", f"@page {{ size: {paper};", 1)
    browse(folder, sized, "--no-pdf-header-footer", f"--print-to-pdf={pdf}")
    return len(re.findall(rb"/Type\s*/Page\b(?!s)", pdf.read_bytes()))


@pytest.fixture
def report(request: pytest.FixtureRequest, tmp_path: Path, clock: Clock) -> Report:
    """The report for a dietitian of one of `JOURNALS`."""
    with journal_of(tmp_path, clock, JOURNALS[request.param](clock)) as journal:
        if request.param == "longest":
            add_past_trial(journal, clock)
            made = report_of(journal, clock, ReportRequest("dietitian", 90, LONG_QUESTIONS))
            return longest_report(made)
        return report_of(journal, clock, ReportRequest("dietitian"))


@needs_browser
@pytest.mark.parametrize("report", JOURNALS, indirect=True)
@papers
def test_a_report_is_a_page(report: Report, tmp_path: Path, paper: str) -> None:
    assert pages(tmp_path, html_page(replace(report, diary=())), paper) == 1


@needs_browser
@pytest.mark.parametrize("report", ["a year", "three days"], indirect=True)
@papers
def test_a_report_for_a_dietitian_is_two_pages(report: Report, tmp_path: Path, paper: str) -> None:
    assert pages(tmp_path, html_page(report), paper) == 2


@needs_browser
@pytest.mark.parametrize("report", JOURNALS, indirect=True)
@papers
def test_nothing_is_cut_and_all_is_black_on_white(report: Report, tmp_path: Path, paper: str) -> None:
    page = html_page(report).replace(POLICY, "").replace("@media screen", "@media speech")
    page = page.replace("</body>", f"{MEASURE}</body>")
    dark = "--blink-settings=preferredColorScheme=0"
    dom = browse(tmp_path, page, f"--window-size={PAPERS[paper]},1000", "--hide-scrollbars", dark, "--dump-dom")
    match = re.search(r"<title>(\{.*?\})</title>", unescape(dom.decode()))
    assert match
    measured = json.loads(match[1])
    assert measured["right"] <= measured["width"] + 0.5
    assert measured["left"] >= -0.5
    assert measured["overlaps"] == measured["cut"] == 0
    assert measured["colours"] == ["rgb(0, 0, 0)", "rgb(255, 255, 255)"]
