"""`gutskin trial`: plan a trial, record its days and reactions, and show its result."""

from __future__ import annotations

import sys
from datetime import date
from typing import Any, get_args

import click
import msgspec

from gutskin_tui.cli.click_ext import Choice, Group, complete_from, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.errors import Failure
from gutskin_tui.cli.output import confirming, print_fitted, print_json, print_line
from gutskin_tui.cli.safety_questions import ask_questions, check_answers, question_options
from gutskin_tui.cli.screen import has_terminal
from gutskin_tui.cli.trial_output import print_paragraph, print_plan, print_trial
from gutskin_tui.date_words import DateError
from gutskin_tui.dates import parse_day
from gutskin_tui.foods.food import LABELS
from gutskin_tui.model.kinds import MEASURE_NAMES
from gutskin_tui.model.trial import OUTCOMES, PROPOSED_PAIRS, Reaction, Severity, Trial
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.presentation import trials as view
from gutskin_tui.presentation.trial_plan import START
from gutskin_tui.settings import CONDITIONS, Condition
from gutskin_tui.store import Journal
from gutskin_tui.text import alternatives, one_line, with_suggestion
from gutskin_tui.trials import repository, safety, wording
from gutskin_tui.trials.power import own_spread
from gutskin_tui.trials.report import journal_report, trial_report
from gutskin_tui.trials.report_json import as_json
from gutskin_tui.trials.schedule import NEEDS, proposed_smallest
from gutskin_tui.trials.subject import subject

JSON = click.option("--json", "as_json_", is_flag=True, help="As JSON.")
NONE = "No trial is running. Start with gutskin trial start dairy; --help lists the options."
SEVERITY = Choice(get_args(Severity))


@click.group(
    cls=Group,
    examples=[
        "gutskin trial start dairy --condition eczema",
        "gutskin trial status",
        "gutskin trial day yesterday slipped",
        'gutskin trial reaction "itchy arms" --severity mild',
        "gutskin trial end --reason holiday",
    ],
)
def trial() -> None:
    """Test one food, treatment or habit with a planned trial.

    A trial leaves one thing out, or with --use adds it. A quick one has three phases: as before, without it, as before
    again. A rigorous one has pairs of phases in random order, and a spare pair in case one is not recorded. Your
    entries show whether you kept to it. Not medical advice.
    """


@trial.command(
    examples=[
        "gutskin trial start dairy --condition eczema --days 14 --smallest 1",
        'gutskin trial start "food:oat latte" --condition acne --design rigorous --pairs 4',
        'gutskin trial start "treatment:zinc paste" --use --condition rosacea',
    ]
)
@click.argument("what", metavar="WHAT", shell_complete=complete_from(LABELS))
@click.option("--use", is_flag=True, help="Use it instead of leaving it out: a treatment, supplement or practice.")
@click.option("--condition", type=Choice(CONDITIONS), help="Condition (required if your settings have several).")
@click.option("--outcome", metavar="MEASURE", help="Measure to compare, such as itch; default: from settings.")
@click.option("--design", type=Choice(["quick", "rigorous"]), default="quick", help="Default: quick.")
@click.option("--days", type=int, help="Days of each phase, 7 or more; default: what the condition needs.")
@click.option("--pairs", type=int, help="Pairs of phases of a rigorous trial, 4 to 12; default: 6.")
@click.option("--smallest", type=float, help="Smallest change that matters to you; default: a tenth of the scale.")
@click.option("--start", "begin", metavar="DAY", help="First day: tomorrow, mon, 2026-11-30; default: today.")
@click.option("--stop", metavar="TEXT", default="", help="When you would stop early.")
@question_options
@pass_session
def start(
    session: Session,
    /,
    what: str,
    use: bool,
    condition: Condition | None,
    outcome: str | None,
    design: Any,
    days: int | None,
    pairs: int | None,
    smallest: float | None,
    begin: str | None,
    stop: str,
    **typed_answers: str | None,
) -> None:
    """Start a trial; its plan cannot be changed afterwards.

    WHAT is one label, such as dairy or added-sugar, or one thing as "food:oat latte", "drink:coffee",
    "treatment:zinc paste", "supplement:zinc", "practice:yoga" or "tag:pollen". The safety questions come first: on a
    terminal, those without an option are asked. The baseline of a quick trial may be in the past. Never stop or start a
    prescribed treatment without asking whoever prescribed it.
    """
    answers = {name: answer == "yes" for name, answer in typed_answers.items() if answer is not None}
    condition = condition or _only_condition(session)
    check_answers(answers, what, condition)  # a contraindication is reported before any other mistake
    if pairs is not None and design == "quick":
        raise click.UsageError("Only a rigorous trial has --pairs.")
    measure = _outcome(session, outcome)
    plan = repository.Plan(
        what,
        condition,
        NEEDS[condition] if days is None else days,
        proposed_smallest(measure) if smallest is None else smallest,
        _start_day(session, begin),
        measure,
        design,
        PROPOSED_PAIRS if pairs is None else pairs,
        stop,
        "with" if use else "without",
    )
    today = session.clock.today()
    with session.open() as journal:
        repository.check_free(journal, today)
        drafted = repository.draft(plan, session.clock)
        spread = own_spread(drafted, journal.day)
        interactive = has_terminal()
        if interactive:
            ask_questions(answers, drafted.what, condition)
        check_answers(answers, drafted.what, condition, all_answered=True)
        if interactive:
            print_plan(drafted, today, spread, order=design == "quick")  # a rigorous order is shown once it is final
            if not click.confirm(START, default=True):
                print_line("Nothing was started.")
                return
        started = repository.start(journal, session.clock, plan, answers)
    with confirming("Started"):
        if not interactive or design == "rigorous":
            print_plan(started, today, spread)
        print_line(f"{view.started(started)}. Today: {wording.advice(started, today)}.")


@trial.command(examples=["gutskin trial status", "gutskin trial status dairy"])
@click.argument("what", required=False, shell_complete=complete_from(LABELS))
@JSON
@pass_session
def status(session: Session, what: str | None, as_json_: bool) -> None:
    """Show the current trial, or the latest one.

    Shows the day, what to do today, the adherence and the result so far. With WHAT, the latest trial of that.
    """
    with session.open(read_only=True) as journal:
        name = subject(what) if what else None
        matches = [match for match in repository.trials(journal, session.clock.today()) if name in (None, match.what)]
        current = repository.current(journal, session.clock.today())
        selected = current if current in matches else matches[0] if matches else None
        report = (
            journal_report(selected, journal, MealAnalyzer.from_journal(journal), session.clock.today())
            if selected
            else None
        )
    if as_json_:
        sys.stdout.buffer.write(msgspec.json.encode(as_json(report) if report else None) + b"\n")
    elif report is None:
        print_line("There is no trial of that." if what else NONE)
    else:
        print_trial(session, report)


@trial.command("list", examples=["gutskin trial list"])
@JSON
@pass_session
def list_trials(session: Session, as_json_: bool) -> None:
    """List all trials, the latest first."""
    with session.open(read_only=True) as journal:
        analyzer = MealAnalyzer.from_journal(journal)
        today = session.clock.today()
        listed = repository.trials(journal, today)
        courses = repository.treatment_courses(journal, today)
        reports = [trial_report(listed_trial, journal.day, analyzer, today, listed, courses) for listed_trial in listed]
    if as_json_:
        print_json(msgspec.json.encode(as_json(report)) for report in reports)
        return
    for report in reports:
        print_fitted(report.line)
    if not reports:
        print_line(NONE)


@trial.command(examples=["gutskin trial day yesterday slipped"])
@click.argument("typed", metavar="DAY")
@click.argument("answer", metavar="kept|slipped|clear", type=Choice(["kept", "slipped", "clear"]))
@pass_session
def day(session: Session, typed: str, answer: Any) -> None:
    """Mark a day as kept or slipped, whatever its entries say.

    clear goes back to the entries.
    """
    when = parse_day(typed, session.clock)
    correction = None if answer == "clear" else answer
    with session.open() as journal:
        amended = repository.correct(journal, session.clock, _latest(journal, session), when, correction)
        report = journal_report(amended.record, journal, MealAnalyzer.from_journal(journal), session.clock.today())
    with confirming("Saved"):
        saved = view.correction_saved(when, correction, session.clock.today())
        print_line(f"{saved}; {wording.adherence_words(report.trial, report.result.adherence)}.")
        if amended.message:
            print_line(amended.message)


@trial.command(examples=['gutskin trial reaction "itchy arms" --severity mild'])
@click.argument("text")
@click.option("--severity", type=SEVERITY, required=True, help="How severe it was.")
@click.option("--day", "typed", metavar="DAY", help="Day of the reaction; default: today.")
@pass_session
def reaction(session: Session, text: str, severity: Any, typed: str | None) -> None:
    """Record a reaction; a severe one ends the trial."""
    when = parse_day(typed, session.clock) if typed else session.clock.today()
    with session.open() as journal:
        repository.react(journal, session.clock, _latest(journal, session), when, severity, text)
    with confirming("Saved"):
        print_paragraph(safety.SEVERE if severity == "severe" else f"{view.reaction_saved(severity)}. {safety.WATCH}")


@trial.command(examples=["gutskin trial end --reason holiday"])
@click.option("--reason", metavar="TEXT", default="", help="Why it ends early.")
@click.option("--reaction", "text", metavar="TEXT", help="A reaction that ends the trial.")
@click.option("--severity", type=SEVERITY, help="How severe the reaction was.")
@pass_session
def end(session: Session, reason: str, text: str | None, severity: Any) -> None:
    """End the current trial.

    Before its last day, give a reason or a reaction.
    """
    if (text is None) != (severity is None):
        raise click.UsageError("A reaction needs both --reaction and --severity: mild, moderate or severe.")
    today = session.clock.today()
    with session.open() as journal:
        ended = repository.current(journal, today)
        if ended is None:
            raise Failure("No trial is running.")
        final_reaction = None if text is None else Reaction(day=today.isoformat(), severity=severity, words=text)
        ended = repository.end(journal, session.clock, ended, reason, final_reaction)
        report = journal_report(ended, journal, MealAnalyzer.from_journal(journal), today)
    with confirming("Ended"):
        if text is not None:
            print_paragraph(safety.SEVERE if severity == "severe" else safety.WATCH)
        print_line(f"{view.ended(ended)}; {wording.verdict(report.result)}.")


def _outcome(session: Session, typed: str | None) -> str:
    """Return the measure to compare, by default that of the settings. Raises UsageError if it cannot be compared."""
    name = typed or session.settings.outcome
    outcome = MEASURE_NAMES.get(name.casefold(), "")
    if outcome not in OUTCOMES:
        message = f'"{one_line(name, 40)}" cannot be the outcome of a trial'
        raise click.UsageError(with_suggestion(message, typed or "", OUTCOMES))
    return outcome


def _only_condition(session: Session) -> Condition:
    """Return the only condition of the settings; raises UsageError if there is none or more than one."""
    if len(session.settings.conditions) != 1:
        raise click.UsageError(f"Choose the condition with --condition: {alternatives(CONDITIONS)}.")
    return session.settings.conditions[0]


def _start_day(session: Session, typed: str | None) -> date:
    """Return the first day of a plan as typed, today if nothing was typed. Raises DateError."""
    first_day = repository.first_day(typed or "", session.clock.today())
    if first_day is None:
        raise DateError("The start is a day such as today, tomorrow, mon or 2026-11-30.")
    return first_day


def _latest(journal: Journal, session: Session) -> Trial:
    """Return the trial under way, else the latest; raises Failure without any."""
    today = session.clock.today()
    latest = repository.current(journal, today) or next(iter(repository.trials(journal, today)), None)
    if latest is None:
        raise Failure("There is no trial.")
    return latest
