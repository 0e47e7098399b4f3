"""Journals for tests of the report: a sample, a few days, and the longest texts that a journal can hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.insights.insights import Gathering, read_journal
from gutskin_tui.model.entries import make
from gutskin_tui.model.kinds import AnyEntry
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.presentation.report.contents import Report, ReportRequest, ReportSource, build_report
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.trials import repository
from gutskin_tui.trials.report import trial_report
from gutskin_tui.trials.safety import QUESTIONS

LONG_QUESTIONS = ("Can I stop the tablets?", "x" * 200, "words of a long question " * 8)


@contextmanager
def journal_of(folder: Path, clock: Clock, entries: Sequence[AnyEntry]) -> Iterator[Journal]:
    """Create a journal of `entries` and close it at the end."""
    with Journal.create(folder / "journal.json", entries, state=folder / "state", clock=clock) as journal:
        yield journal


def report_of(journal: Journal, clock: Clock, request: ReportRequest | None = None, **settings: Any) -> Report:
    """Return the report of a journal as the command makes it."""
    today, chosen = clock.today(), Settings(**settings)
    analyzer = MealAnalyzer.from_journal(journal)
    days = journal.days() or [today]
    gathering = Gathering(chosen, analyzer, today)
    read_journal(gathering, journal, days[0], today, days[0])
    source = ReportSource(
        journal.day,
        list(journal.between(None, today, "treatment")),
        days[0],
        analyzer,
        chosen,
        today,
        gathering.insights(days[0], today),
        [trial_report(trial, journal.day, analyzer, today) for trial in repository.trials(journal, today)],
    )
    return build_report(request or ReportRequest(), source)


def few_days(clock: Clock) -> list[AnyEntry]:
    """Return the last three days of a sample."""
    first = clock.today() - timedelta(days=2)
    return [entry for entry in sample_entries(30, 1, clock) if entry.date >= first]


def longest(clock: Clock) -> list[AnyEntry]:
    """Return a year in which every list of the report is full of the longest names."""
    entries = sample_entries(365, 1, clock)
    for back in range(60):
        at = clock.now() - timedelta(days=back, hours=3)
        for number in range(12):
            what = f"{number} ointment of a very long name, made by a chemist {'x' * 60}"
            event = {50: "started", 50 - 3 * number - 1: "stopped"}.get(back, "used")
            entries.append(make("treatment", {"what": what, "form": "ointment", "event": event}, clock, at=at))
            entries.append(make("supplement", {"what": f"{number} {'supplement ' * 8}"}, clock, at=at))
            text = ", ".join(f"{number} dish {letter} of {'many words ' * 6}" for letter in "abcdef")
            entries.append(make("meal", {"text": text}, clock, at=at))
        scores = {"poem": back % 28, "grade": back % 5, "severity": 4, "tags": ["flare"]}
        entries.append(make("skin", scores, clock, at=at))
        entries.append(make("gut", {"bloating": 5, "pain": 4, "stool": 1 + back % 7}, clock, at=at))
    return entries


def add_past_trial(journal: Journal, clock: Clock, what: str = "dairy") -> None:
    """Add a quick trial of `what` that has ended: 7 days before, 7 without, 7 with it again."""
    then = fixed_clock(clock.now() - timedelta(days=40), "Europe/London")
    plan = repository.Plan(what, "rosacea", 7, 1.0, then.today())
    repository.start(journal, then, plan, {question.name: False for question in QUESTIONS})


def longest_report(report: Report) -> Report:
    """Return the report with as many long sentences as it may have: six patterns, and three trials with reactions."""
    factors = ("pattern " * 50,) * 6 + ("sentence " * 18,) * 4
    trials = ("phases " * 42, "reactions " * 8) * 3
    lines = {"Factors compared": factors, "Left out and put back: trials": trials}
    sections = [replace(section, lines=lines.get(section.title, section.lines)) for section in report.sections]
    return replace(report, sections=tuple(sections))


JOURNALS: dict[str, Callable[[Clock], Sequence[AnyEntry]]] = {
    "a year": lambda clock: sample_entries(365, 1, clock),
    "three days": few_days,
    "longest": longest,
    "empty": lambda clock: (),
}
