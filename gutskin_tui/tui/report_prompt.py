"""Asks for a file name and writes the report for an appointment to it, made from what the screen shows."""

from __future__ import annotations

import asyncio
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from gutskin_tui.dates import day_range
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.text import clean
from gutskin_tui.tui.export_prompt import Write, free_path, offered_path, own_files, write_export
from gutskin_tui.tui.widgets.prompt import Question

if TYPE_CHECKING:
    from gutskin_tui.presentation.report.contents import Audience, Report
    from gutskin_tui.tui.app import GutskinApp
    from gutskin_tui.tui.state import AppState

FORMATS = "gutskin_tui.presentation.report.formats"
"""Imported in a thread when first needed, as it imports numpy."""
WHAT = "the report"


async def ask_report(app: GutskinApp, audience: Audience) -> None:
    """Ask where to write the report for `audience`; the suffix .html or .md chooses its format."""
    session = app.session
    if not session.insights.possible:
        app.status("Still loading the journal; try again in a moment.", False)
        return
    await asyncio.to_thread(import_module, FORMATS)
    from gutskin_tui.presentation.report.formats import report_writer

    own = own_files(session)

    def preview(typed: str) -> str:
        path = free_path(typed, own)
        report_writer(path.name)
        return f"writes {WHAT} to {clean(str(path))}, readable by you alone"

    def accept(typed: str) -> None:
        path = free_path(typed, own)
        writer = report_writer(path.name)

        async def gather() -> Write:
            return partial(writer, await _report(session, audience))

        app.run_worker(write_export(app, path, WHAT, gather), group="export")

    name = f"gutskin-report-{session.today}.html"
    hint = f"A file name that ends in .html or .md, such as ~/{name}"
    app.ask(Question(f"Report for a {audience}", hint, preview, accept, start=offered_path(name)))


async def _report(session: AppState, audience: Audience) -> Report:
    """Return the report, made in slices so that no key waits."""
    from gutskin_tui.presentation.report.contents import ReportRequest, ReportSource, build_report, first_day_read

    request = ReportRequest(audience)
    while session.trials.stale:
        await session.trials.read()
    comparable = session.settings.outcome in MEASURES
    while comparable and not session.insights.fresh:
        await session.insights.work()
    today, analyzer = session.today, session.foods.analyzer
    for day in day_range(first_day_read(request, today), today):
        for entry in session.entries(day):
            analyzer.foods_of(entry)
        await asyncio.sleep(0)
    answer = session.insights.answer if comparable else None
    source = ReportSource(
        session.entries,
        list(session.journal.between(None, today, "treatment")),
        next((day for day in session.journal.days() if day <= today), None),
        analyzer,
        session.settings,
        today,
        answer.insights if answer else None,
        session.trials.reports,
    )
    return build_report(request, source)
