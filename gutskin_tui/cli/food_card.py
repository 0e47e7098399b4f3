"""The card of a food, which `gutskin foods show` prints."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any

import msgspec

from gutskin_tui.cli.context import Session
from gutskin_tui.cli.output import print_fitted
from gutskin_tui.cli.rendering import palette_of
from gutskin_tui.foods.normalize import key
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.nutrition.food_profile import FoodProfile, food_profile
from gutskin_tui.presentation.food_card import card_summary, label_line
from gutskin_tui.presentation.trials import food_key
from gutskin_tui.store import Journal
from gutskin_tui.trials.report import TrialReport, trial_report
from gutskin_tui.trials.repository import treatment_courses, trials


def print_card(session: Session, name: str, *, as_json: bool) -> None:
    """Print the card of a food, as text or as JSON."""
    with session.open(read_only=True) as journal:
        analyzer = MealAnalyzer.from_journal(journal)
        profile = food_profile(analyzer, name, journal.between())
        latest_trial = _latest_trial(session, journal, analyzer)
        if as_json:
            trial = latest_trial(food_key(profile.name))
            document = _document(profile) | {"status": trial.status if trial else "untested"}
            sys.stdout.buffer.write(msgspec.json.encode(document) + b"\n")
            return
        print_fitted(profile.name)
        for line in card_summary(profile, True, latest_trial, palette_of(session)):
            print_fitted(line.plain)
    for evidence in profile.labels:
        print_fitted(f"  {label_line(evidence.label, evidence).plain}")


def _latest_trial(session: Session, journal: Journal, analyzer: MealAnalyzer) -> Callable[[str], TrialReport | None]:
    """Return a function that returns the report of the latest trial of a label or `food_key`, None without any."""
    today = session.clock.today()
    listed, courses = trials(journal, today), treatment_courses(journal, today)

    def latest(what: str) -> TrialReport | None:
        trial = next((trial for trial in listed if key(trial.what) == key(what)), None)
        return trial_report(trial, journal.day, analyzer, today, listed, courses) if trial else None

    return latest


def _document(profile: FoodProfile) -> dict[str, Any]:
    """Return a food profile as JSON types."""
    return {
        "name": profile.name,
        "times": profile.times,
        "first": profile.first,
        "last": profile.last,
        "known": profile.known,
        "labels": {evidence.label: evidence.certainty.name.lower() for evidence in profile.labels},
        "why": {evidence.label: evidence.why for evidence in profile.labels},
        "plants": profile.plants,
        "own": profile.record,
    }
