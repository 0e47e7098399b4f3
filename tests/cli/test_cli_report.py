"""report: where it is written, in which format, and what is refused."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result

Good = Callable[..., str]
Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def _logged(good: Good) -> None:
    good("add", "skin", "--severity", "3", "--at", "2026-11-20 20:00")
    good("add", "meal", "oats, milk", "--at", "2026-11-20 08:00")


def test_markdown_goes_to_standard_output(good: Good) -> None:
    text = good("report", "--ask", "What about the scalp?")
    assert text.startswith("# Skin and food journal: summary\n\n20 Nov 2026 to 21 Nov 2026, 2 days, 1 of them with")
    assert "1. What about the scalp?" in text
    assert "Food diary" not in text


@pytest.mark.parametrize(("name", "start"), [("r.html", "<!DOCTYPE html>"), ("R.HTM", "<!DOCTYPE"), ("r.md", "# Skin")])
def test_the_suffix_chooses_the_format(good: Good, tmp_path: Path, name: str, start: str) -> None:
    file = tmp_path / name
    good("report", "-o", str(file), "--for", "dietitian")
    text = file.read_text(encoding="utf-8")
    assert text.startswith(start)
    assert "Food diary of 2 days" in text
    assert file.stat().st_mode & 0o077 == 0


def test_a_pdf_on_letter_paper(good: Good, tmp_path: Path) -> None:
    pytest.importorskip("typst")
    file = tmp_path / "report.pdf"
    good("report", "-o", str(file), "--paper", "letter")
    assert re.findall(rb"/MediaBox ?\[0 0 (\d+) (\d+)\]", file.read_bytes()) == [(b"612", b"792")]


def test_a_pdf_without_its_library_is_refused(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    result = run("report", "-o", str(tmp_path / "report.pdf"))
    assert (result.exit_code, list(tmp_path.glob("*.pdf"))) == (2, [])
    assert "install gutskin[pdf]" in result.stderr


def test_a_file_is_replaced_only_with_force(run: Run, good: Good, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    file.write_text("mine")
    result = run("report", "-o", str(file))
    assert (result.exit_code, file.read_text()) == (1, "mine")
    assert "--force" in result.stderr
    good("report", "-o", str(file), "--force")
    assert file.read_text().startswith("<!DOCTYPE")


def test_the_journal_is_never_overwritten(run: Run, journal_file: Path) -> None:
    target = journal_file.with_name(f"{journal_file.name}.html")
    result = run("report", "-o", str(target), "--force")
    assert result.exit_code == 2
    assert not target.exists()


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("-o", "report.rtf"), "Choose a name that ends in .html, .md or .pdf."),
        (("-o", "report"), "Choose a name that ends in .html, .md or .pdf."),
        (("-o", "report.html", "--paper", "letter"), "Only a PDF has a size of paper"),
        (("--ask", "a", "--ask", "b", "--ask", "c", "--ask", "d"), "Ask at most 3 questions."),
        (("--ask", "x" * 201), "A question has at most 200 characters."),
        (("--for", "dermatolgist"), "did you mean dermatologist?"),
        (("--days", "0"), "0"),
    ],
)
def test_what_is_refused(run: Run, words: tuple[str, ...], message: str) -> None:
    result = run("report", *words)
    assert result.exit_code == 2
    assert message in result.stderr


@pytest.mark.parametrize(
    ("outcome", "words"), [("itch", "Nothing to compare yet. Log itch"), ("nonsense", "Not compared")]
)
def test_the_outcome_of_the_settings_is_explained(good: Good, outcome: str, words: str) -> None:
    file = Path(os.environ["GUTSKIN_SETTINGS"])
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(f'outcome = "{outcome}"\nascii = true\n')
    text = good("report")
    assert words in text
    assert text.isascii()
