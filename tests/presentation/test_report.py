"""The contents of a report, and its pages as text."""

from __future__ import annotations

import re
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from gutskin_tui.clock import Clock
from gutskin_tui.errors import InputError
from gutskin_tui.model.entries import make
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.presentation.hydration import other_drinks
from gutskin_tui.presentation.report.contents import Report, ReportRequest
from gutskin_tui.presentation.report.html_page import html_page
from gutskin_tui.presentation.report.markdown_page import markdown_page
from gutskin_tui.text import markdown_text
from tests.presentation.report_journals import add_past_trial, few_days, journal_of, longest, report_of

CLAIMS = re.compile(r"\b(caus(e|es|ed|ing)|safe|safely|allerg\w*|passed|proves)\b", re.IGNORECASE)
"""Words that claim more than a journal can show."""
DIETITIAN = ReportRequest(audience="dietitian")


def lines_of(report: Report, title: str) -> tuple[str, ...]:
    return next((section.lines for section in report.sections if section.title == title), ())


def test_a_year_of_sample_data(tmp_path: Path, clock: Clock) -> None:
    entries = sample_entries(365, 1, clock)
    first = clock.today() - timedelta(days=89)
    with journal_of(tmp_path, clock, entries) as journal:
        add_past_trial(journal, clock)
        report = report_of(journal, clock)
    assert (report.first, report.last, report.days) == (first, clock.today(), 90)
    assert report.recorded == len({entry.date for entry in entries if entry.date >= first})
    assert [number.label for number in report.numbers] == [
        "Days with an entry",
        "Skin overall, 0-10",
        "Days at 4 or more",
        "Itch, 0-10",
        "Sleep, hours a night",
    ]
    assert all(number.value != "not recorded" for number in report.numbers)
    assert {bar.label for bar in report.chart.bars} == {"doxycycline", "no dairy"}
    treatments = lines_of(report, "Treatments and supplements")
    assert any(line.startswith("doxycycline (tablet, 50 mg): 43 days, course 7 Sep to 19 Oct") for line in treatments)
    [trial] = lines_of(report, "Left out and put back: trials")
    assert trial.startswith("No dairy (quick trial): left out 19 Oct to 25 Oct; back 26 Oct to 1 Nov. ")
    assert "adherence" in trial
    factors = lines_of(report, "Factors compared")
    assert any("after dairy (" in line and "attern among" in line for line in factors)
    assert factors[-1].startswith("An association is not proof.")
    assert sum("pattern among" in line for line in factors) <= 6


def test_three_days_claim_no_change(tmp_path: Path, clock: Clock) -> None:
    with journal_of(tmp_path, clock, few_days(clock)) as journal:
        report = report_of(journal, clock, DIETITIAN)
    assert report.days == 3
    assert len(report.diary) == 3
    assert all(number.change in ("", "too few days for a change") for number in report.numbers)
    assert not any("higher" in line or "lower" in line for line in lines_of(report, "Factors compared"))


def test_an_empty_journal_has_a_report(tmp_path: Path, clock: Clock) -> None:
    with journal_of(tmp_path, clock, ()) as journal:
        report = report_of(journal, clock, DIETITIAN)
    assert (report.days, report.recorded) == (1, 0)
    assert [number.value for number in report.numbers[1:]] == ["not recorded"] * 4
    assert report.chart.empty
    for page in (html_page(report), markdown_page(report)):
        assert "Not recorded in these days." in page


@pytest.mark.parametrize("days", [1, 14, 90, 366])
def test_every_number_of_days(tmp_path: Path, clock: Clock, days: int) -> None:
    with journal_of(tmp_path, clock, sample_entries(400, 1, clock)) as journal:
        report = report_of(journal, clock, ReportRequest(days=days))
    assert report.days == len(report.chart.points) == days
    assert html_page(report).count("<circle") == sum(value is not None for value in report.chart.points)


def test_a_missing_day_is_a_gap_and_not_a_zero(tmp_path: Path, clock: Clock) -> None:
    entries = [
        make("skin", {"severity": 8}, clock, at=clock.now() - timedelta(days=back))
        for back in [*range(20, 40), *range(10)]
    ]
    with journal_of(tmp_path, clock, entries) as journal:
        report = report_of(journal, clock)
    assert report.numbers[1].value == "8.0"
    assert report.numbers[1].change == "8.0 to 8.0 (20 and 10 days): about the same"
    assert report.numbers[2].value == "30 of 30"
    page = html_page(report)
    assert page.count("<circle") == 30
    assert page.count("<polyline") == 2


def test_scores_have_bands_and_dates(tmp_path: Path, clock: Clock) -> None:
    entries = [
        make("skin", {"poem": poem, "grade": 2}, clock, at=clock.now() - timedelta(days=back))
        for back, poem in ((50, 17), (40, 14), (30, 12), (20, 9), (1, 2))
    ]
    with journal_of(tmp_path, clock, entries) as journal:
        lines = lines_of(report_of(journal, clock), "Scores with dates")
    assert lines[0] == (
        "POEM (the latest 4 of 5): 14 (moderate) on 12 Oct, 12 (moderate) on 22 Oct, 9 (moderate) on 1 Nov, "
        "2 (clear or almost clear) on 20 Nov"
    )
    assert lines[1].startswith("Acne grade (the latest 4 of 5): 2 (mild) on 12 Oct")


def test_the_diary_has_times_and_delays(tmp_path: Path, clock: Clock) -> None:
    noon = clock.now().replace(hour=12, minute=0) - timedelta(days=1)
    entries = [
        make("meal", {"text": "lentils, rice"}, clock, at=noon),
        make("drink", {"ml": 330, "what": "beer", "abv": 5.0}, clock, at=noon),
        make("drink", {"ml": 250}, clock, at=noon),
        make("drink", {"ml": 500}, clock, at=noon),
        make("gut", {"bloating": 6}, clock, at=noon + timedelta(hours=2, minutes=20)),
    ]
    with journal_of(tmp_path, clock, entries) as journal:
        day = report_of(journal, clock, DIETITIAN).diary[0]
    assert sorted(day.eaten) == ["12:00 330 ml beer, 5 %, 1.6 units", "12:00 lentils, rice"]
    assert day.water_ml == 750
    assert day.symptoms == ("14:20 bloating 6 (2h20)",)


def test_only_a_dietitian_gets_a_diary(tmp_path: Path, clock: Clock) -> None:
    with journal_of(tmp_path, clock, sample_entries(30, 1, clock)) as journal:
        pages = [html_page(report_of(journal, clock, request)) for request in (ReportRequest(), DIETITIAN)]
    assert ["Food diary" in page for page in pages] == [False, True]


def test_the_pages_claim_nothing_and_name_nobody(tmp_path: Path, clock: Clock) -> None:
    with journal_of(tmp_path, clock, sample_entries(365, 1, clock)) as journal:
        add_past_trial(journal, clock)
        report = report_of(journal, clock, DIETITIAN, conditions=("eczema", "rosacea"))
    for page in (html_page(report), markdown_page(report)):
        assert CLAIMS.findall(page) == []
        assert "Recorded for: eczema, rosacea." in page
        assert "Not a medical record, and not medical advice." in page
    assert "Name <span></span> Date of birth <span></span>" in html_page(report)


class Elements(HTMLParser):
    """Collects the names of elements and of attributes."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: set[str] = set()
        self.attributes: set[str] = set()
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.add(tag)
        self.attributes.update(name for name, _ in attrs)


def test_typed_text_is_inert(tmp_path: Path, clock: Clock) -> None:
    evil = '<script src="http://evil.example/x.js">alert(1)</script><img src=x onerror=alert(1)>&lt;'
    at = clock.now() - timedelta(days=1)
    entries = [
        make("meal", {"text": f"{evil} | [a](http://evil.example) ![b](c) `d`\x1b[31m"}, clock, at=at),
        make("treatment", {"what": evil, "event": "started", "dose": "</svg><b>"}, clock, at=at),
        make("skin", {"severity": 3, "products": [evil[:100]]}, clock, at=at),
        make("supplement", {"what": "</style></title>\u202e"}, clock, at=at),
    ]
    with journal_of(tmp_path, clock, entries) as journal:
        request = ReportRequest("dietitian", 90, (evil, "*Is* _it_ **urgent**? # |"))
        report = report_of(journal, clock, request)
    page = html_page(report)
    parsed = Elements(page)
    assert not parsed.elements & {"script", "img", "link", "a", "b", "iframe", "object"}
    assert not {name for name in parsed.attributes if name.startswith("on") or name in ("src", "href", "style")}
    assert page.count("<style>") == page.count("</style>") == page.count("<title>Skin and") == 1
    text = markdown_page(report)
    assert "\x1b" not in page + text
    assert "\u202e" not in page + text
    assert not re.search(r"(?<!\\)<", text)
    assert not re.search(r"(?<!\\)\]\(", text)


def test_nothing_is_loaded(tmp_path: Path, clock: Clock) -> None:
    with journal_of(tmp_path, clock, few_days(clock)) as journal:
        page = html_page(report_of(journal, clock))
    assert "default-src 'none'" in page
    assert re.findall(r"url\(|@import|@font-face|https?://(?!www\.w3\.org/2000/svg)", page) == []


def test_markdown_escapes_every_active_character() -> None:
    assert markdown_text("a*b_c|d<e>&#[f](g)`h`\\") == r"a\*b\_c\|d\<e\>\&\#\[f\](g)\`h\`\\"


def test_spark_lines_show_the_gaps(tmp_path: Path, clock: Clock) -> None:
    with journal_of(tmp_path, clock, few_days(clock)) as journal:
        report = report_of(journal, clock)
    line = next(line for line in markdown_page(report).splitlines() if line.startswith("    days"))
    cells = line.split()[-1]
    assert [cell == "·" for cell in cells] == [value is None for value in report.chart.points]


def test_long_lists_are_counted_and_names_cut(tmp_path: Path, clock: Clock) -> None:
    with journal_of(tmp_path, clock, longest(clock)) as journal:
        report = report_of(journal, clock)
    treatments = lines_of(report, "Treatments and supplements")
    assert treatments[-2].endswith(" more")
    assert treatments[-1].endswith("more")
    assert max(map(len, treatments[:-1])) < 120
    assert len(report.chart.bars) == 5


@pytest.mark.parametrize("questions", [("a", "b", "c", "d"), ("x" * 201,)])
def test_questions_that_do_not_fit_are_refused(questions: tuple[str, ...]) -> None:
    with pytest.raises(InputError):
        ReportRequest(questions=questions)


def test_a_drink_with_alcohol_but_no_strength_is_counted(tmp_path: Path, clock: Clock) -> None:
    drinks = [("beer", 0.0), ("lager", 5.0), ("alcohol-free beer", 0.0), ("tea", 0.0)]
    entries = [make("drink", {"ml": 500, "what": what, "abv": abv}, clock) for what, abv in drinks]
    with journal_of(tmp_path, clock, entries) as journal:
        page = markdown_page(report_of(journal, clock))
    assert "Alcohol: 2.5 units in all, on 1 day" in page
    assert "Alcohol of 1 drink without a strength is not known" in page


@pytest.mark.parametrize(
    ("alcohol", "unknown", "line"),
    [
        ({}, 0, "no alcohol in 7 days"),
        ({}, 2, "alcohol in 7 days: 2 drinks without a strength"),
        ({date(2026, 5, 4): 1.5}, 1, "1.5 in 7 days (on 1 day), and 1 drink without a strength"),
    ],
)
def test_the_alcohol_of_a_week_claims_nothing_about_drinks_without_a_strength(
    alcohol: dict[date, float], unknown: int, line: str
) -> None:
    assert line in other_drinks([], alcohol, 14, unknown).plain
