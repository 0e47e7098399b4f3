"""The report from the palette: its prompt, its file, and that its numbers are those of the screen."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from gutskin_tui.cli.context import Session
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import Clock
from gutskin_tui.presentation.range_summary import range_summary
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.report_form import ReportForm
from tests.tui.conftest import press_keys as press

MakeApp = Callable[..., GutskinApp]


async def write_report(pilot: Any, command: str, file: Path) -> str:
    """Write the report by a command of the palette, and return the text of the file."""
    await press(pilot, "colon", *command, "enter", "ctrl+u", *str(file), "ctrl+s")
    return file.read_text(encoding="utf-8")


async def test_the_numbers_are_those_of_the_screen(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(365)
    async with app.run_test(size=(120, 40)) as pilot:
        text = await write_report(pilot, "report", tmp_path / "report.md")
        session = app.session
        rows = {line.split("|")[1].strip(): line for line in text.splitlines() if line.startswith("| ")}
        severity = session.spans.span("severity", 90)
        names = {"Skin overall, 0-10": "severity", "Itch, 0-10": "itch", "Sleep, hours a night": "sleep"}
        for label, name in names.items():
            span = session.spans.span(name, 90)
            lines = range_summary(span, session.palette).plain.splitlines()
            summary = dict(re.split("  +", line, maxsplit=1) for line in lines)
            assert f"| {summary['average']} | mean of {span.logged} days |" in rows[label]
        high = sum(value is not None and value >= 4 for value in severity.points)
        assert f"| {high} of {severity.logged} |" in rows["Days at 4 or more"]
        recorded = sum(severity.days[0] <= day <= session.today for day in session.day_index.days())
        assert f"| {recorded} of 90 |" in rows["Days with an entry"]


async def test_the_chart_has_the_points_and_means_of_the_screen(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(365)
    async with app.run_test(size=(120, 40)) as pilot:
        page = await write_report(pilot, "report", tmp_path / "report.html")
        severity = app.session.spans.span("severity", 90)
    assert page.count("<circle") == severity.logged
    drawn = sum(len(points.split()) for points in re.findall(r'points="([^"]*)"', page))
    assert drawn == sum(mean is not None for mean in severity.means)


async def test_the_command_makes_the_same_report(make_app: MakeApp, tmp_path: Path, clock: Clock) -> None:
    app = make_app(200)
    async with app.run_test(size=(120, 40)) as pilot:
        on_screen = await write_report(pilot, "report: dietitian", tmp_path / "report.md")
    words = ["report", "--for", "dietitian", "--journal", str(tmp_path / "journal.json")]
    assert CliRunner().invoke(gutskin, words, obj=Session(clock)).stdout == on_screen


async def test_the_form_refuses_other_suffixes(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(30)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"report", "enter")
        assert isinstance(app.screen, ReportForm)
        await press(pilot, "ctrl+u", *f"{tmp_path}/report.rtf", "ctrl+s")
        assert isinstance(app.screen, ReportForm)
        assert app.screen.fields[0].message == "Choose a name that ends in .html, .md or .pdf."
        await press(pilot, "escape")
        assert not isinstance(app.screen, ReportForm)
    assert not list(tmp_path.glob("report*"))


async def test_questions_are_on_the_page(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(30)
    file = tmp_path / "report.md"
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"report", "enter", "ctrl+u", *str(file), "enter", "enter")
        await press(pilot, *"May I stop?", "enter", *"x" * 201, "ctrl+s")
        assert isinstance(app.screen, ReportForm)
        assert app.screen.fields[3].message == "A question has at most 200 characters."
        await press(pilot, "ctrl+u", *"What next?", "ctrl+s")
    assert "1. May I stop?\n2. What next?\n" in file.read_text(encoding="utf-8")


async def test_a_pdf_is_for_the_chosen_paper(make_app: MakeApp, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    app = make_app(30)
    file = tmp_path / "report.pdf"
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "colon", *"report", "enter", "ctrl+u", *str(file), *["enter"] * 4)
        await press(pilot, *"legal", "enter")
        assert isinstance(app.screen, ReportForm)
        assert app.screen.fields[-1].message == "Choose a4 or letter."
        await press(pilot, "ctrl+u", *"letter", "enter")
    assert re.findall(rb"/MediaBox ?\[0 0 (\d+) (\d+)\]", file.read_bytes()) == [(b"612", b"792")]


@pytest.mark.parametrize("days", [0, 3])
async def test_a_young_journal_has_a_report(make_app: MakeApp, tmp_path: Path, days: int) -> None:
    app = make_app(days)
    async with app.run_test(size=(80, 24)) as pilot:
        text = await write_report(pilot, "report", tmp_path / "report.md")
    assert "not medical advice" in text


async def test_an_unknown_outcome_leaves_the_factors_out(make_app: MakeApp, tmp_path: Path) -> None:
    app = make_app(30, outcome="nonsense")
    async with app.run_test(size=(120, 40)) as pilot:
        text = await write_report(pilot, "report", tmp_path / "report.md")
    assert "Not compared: the outcome in the settings is not a measure." in text
