"""Asks for the file and the questions of a report for an appointment, and writes it from what the screen shows."""

from __future__ import annotations

import asyncio
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING

from gutskin_tui.dates import day_range
from gutskin_tui.model.kinds import MEASURES
from gutskin_tui.tui import dialogs
from gutskin_tui.tui.export_prompt import Write, free_path, offered_path, own_files, write_export

if TYPE_CHECKING:
    # imported here, after the form has loaded numpy
    from gutskin_tui.presentation.report.contents import Audience, Report, ReportRequest
    from gutskin_tui.tui.app import GutskinApp
    from gutskin_tui.tui.state import AppState

FORM = "gutskin_tui.tui.dialogs.report_form"
"""Imported in a thread when first needed, as it imports numpy."""
WHAT = "the report"


async def ask_report(app: GutskinApp, audience: Audience) -> None:
    """Ask for the file and the questions of a report for `audience`, and write it. Called in a worker."""
    session = app.session
    if not session.insights.possible:
        app.status("Still loading the journal; try again in a moment.", False)
        return
    await asyncio.to_thread(import_module, FORM)

    offered = offered_path(f"gutskin-report-{session.today}.html")
    path_of = partial(free_path, own=own_files(session))
    if requested := await app.push_screen_wait(dialogs.report_form.ReportForm(audience, offered, path_of)):

        async def gather() -> Write:
            return partial(requested.write, await _report(session, requested.request))

        app.run_worker(write_export(app, requested.path, WHAT, gather), group="export")


async def _report(session: AppState, request: ReportRequest) -> Report:
    """Return the report, made in slices so that no key waits."""
    # imported here, after the form has loaded numpy
    from gutskin_tui.presentation.report.contents import ReportSource, build_report, first_day_read

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
