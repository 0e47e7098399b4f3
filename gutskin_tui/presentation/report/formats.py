"""The formats of a report, chosen by the suffix of the file."""

from __future__ import annotations

import functools
from collections.abc import Callable
from pathlib import PurePath
from typing import BinaryIO, get_args

from gutskin_tui.errors import InputError
from gutskin_tui.presentation.report.contents import Report
from gutskin_tui.presentation.report.html_page import html_page
from gutskin_tui.presentation.report.markdown_page import markdown_page
from gutskin_tui.presentation.report.pdf_page import Paper, load_typst, pdf_page

PAPERS: tuple[Paper, ...] = get_args(Paper)
"""The sizes of paper of a PDF, the default first."""

ReportWriter = Callable[[Report, BinaryIO], None]
"""Writes a report to a binary file."""


def _write_markdown(report: Report, out: BinaryIO) -> None:
    out.write(markdown_page(report).encode())


def _write_html(report: Report, out: BinaryIO) -> None:
    out.write(html_page(report).encode())


def _write_pdf(report: Report, out: BinaryIO, paper: Paper = "a4") -> None:
    out.write(pdf_page(report, paper))


WRITERS: dict[str, ReportWriter] = {
    ".html": _write_html,
    ".htm": _write_html,
    ".md": _write_markdown,
    ".markdown": _write_markdown,
    ".txt": _write_markdown,
    ".pdf": _write_pdf,
}
"""What writes a file with each suffix."""


def report_writer(name: str, paper: Paper | None = None) -> ReportWriter:
    """Return what writes a file of this name, Markdown for "". `paper` is that of a PDF, A4 by default.

    Raises InputError for another suffix, for `paper` with another format, and for a PDF without the library for it.
    """
    writer = WRITERS.get(PurePath(name).suffix.casefold()) if name else _write_markdown
    if writer is None:
        raise InputError("choose a name that ends in .html, .md or .pdf")
    if writer is _write_pdf:
        load_typst()
        return functools.partial(_write_pdf, paper=paper or PAPERS[0])
    if paper:
        raise InputError("only a PDF has a size of paper; a browser asks for it when it prints")
    return writer
