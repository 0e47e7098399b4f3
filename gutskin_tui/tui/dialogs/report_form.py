"""The form for a report for an appointment: its file, and up to three questions of the person."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from gutskin_tui.errors import InputError
from gutskin_tui.presentation.report.contents import MOST_QUESTIONS, Audience, ReportRequest
from gutskin_tui.presentation.report.formats import PAPERS, ReportWriter, report_writer
from gutskin_tui.text import clean
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.widgets.form_field import FormField

FILE, PAPER = "file", "paper"


class RequestedReport(NamedTuple):
    """A report to be made: its contents, its file, and what writes it."""

    request: ReportRequest
    path: Path
    write: ReportWriter


class ReportForm(Form[RequestedReport]):
    """A form for a report for `audience`, which offers the file `name`.

    `path_of` returns the path of the file that was typed, and raises UserError if it cannot be written.
    """

    HINTS = ("Enter next", "ctrl+s write", "Esc close")

    def __init__(self, audience: Audience, name: str, path_of: Callable[[str], Path]) -> None:
        self._audience, self._path_of = audience, path_of
        fields = [FormField(FILE, "File", "a name that ends in .html, .md or .pdf", start=name)]
        fields += [
            FormField(f"question {number}", f"Question {number}", "for the top of the page; may be empty")
            for number in range(1, MOST_QUESTIONS + 1)
        ]
        fields.append(FormField(PAPER, "Paper", f"of a PDF: {' or '.join(PAPERS)}", placeholder=PAPERS[0]))
        super().__init__(f"Report for a {audience}", fields)

    def check(self, key: str, typed: str) -> str:
        """Return what is written where. Raises UserError."""
        if key == FILE:
            path, _ = self._destination()
            return f"writes the report to {clean(str(path))}, readable by you alone"
        if key == PAPER:
            if typed.strip() not in ("", *PAPERS):
                raise InputError(f"choose {' or '.join(PAPERS)}", PAPER)
            return ""
        ReportRequest(questions=(typed.strip(),))
        return ""

    def save(self) -> RequestedReport:
        """Return the report to be made. Raises UserError."""
        questions = (self.typed(field.key).strip() for field in self.fields if field.key not in (FILE, PAPER))
        return RequestedReport(
            ReportRequest(self._audience, questions=tuple(filter(None, questions))), *self._destination()
        )

    def _destination(self) -> tuple[Path, ReportWriter]:
        """Return the file and what writes it. Raises UserError."""
        path = self._path_of(self.typed(FILE))
        typed = self.typed(PAPER).strip()
        paper = next((paper for paper in PAPERS if paper == typed), None)
        return path, report_writer(path.name, paper)
