"""The formats of a report, chosen by the suffix of the file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import PurePath
from typing import BinaryIO

from gutskin_tui.errors import InputError
from gutskin_tui.presentation.report.contents import Report
from gutskin_tui.presentation.report.html_page import html_page
from gutskin_tui.presentation.report.markdown_page import markdown_page

ReportWriter = Callable[[Report, BinaryIO], None]
"""Writes a report to a binary file."""


def _write_markdown(report: Report, out: BinaryIO) -> None:
    out.write(markdown_page(report).encode())


def _write_html(report: Report, out: BinaryIO) -> None:
    out.write(html_page(report).encode())


WRITERS: dict[str, ReportWriter] = {
    ".html": _write_html,
    ".htm": _write_html,
    ".md": _write_markdown,
    ".markdown": _write_markdown,
    ".txt": _write_markdown,
}
"""What writes a file with each suffix."""


def report_writer(name: str) -> ReportWriter:
    """Return what writes a file of this name, Markdown for "". Raises InputError for another suffix."""
    writer = WRITERS.get(PurePath(name).suffix.casefold()) if name else _write_markdown
    if writer is None:
        raise InputError("choose a name that ends in .html or .md")
    return writer
