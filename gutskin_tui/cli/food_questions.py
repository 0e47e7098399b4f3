"""`gutskin foods unknown` and `foods uncertain`: lists for a pipe, questions answered by a key in a terminal."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Literal

import click
import msgspec

from gutskin_tui.cli.click_ext import Command, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.output import confirming, print_fitted, print_json, print_line
from gutskin_tui.dates import show_day
from gutskin_tui.foods.food import LABELS
from gutskin_tui.model.kinds.meal import foods_of
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.nutrition.custom_foods import FoodError, save_answers, save_is_food, save_recipe
from gutskin_tui.nutrition.uncertain_labels import UncertainLabel, journal_uncertain_labels
from gutskin_tui.nutrition.unknown_foods import UnknownFood, unknown_foods
from gutskin_tui.presentation.food_questions import resolved_days
from gutskin_tui.store import Journal
from gutskin_tui.text import counted, one_line

JSON = click.option("--json", "as_json", is_flag=True, help="As JSON, without questions.")
LONGEST = 40
"""Most columns of a food's name."""


@click.command(cls=Command, examples=["gutskin foods unknown", "gutskin foods unknown --json"])
@JSON
@pass_session
def unknown(session: Session, as_json: bool) -> None:
    """List unknown foods, the commonest first.

    In a terminal each is asked about, and one key answers: f a food of its own, s the same as another food, n no food,
    Enter skips, q ends. In a pipe they are listed. gutskin undo reverts an answer.
    """
    with session.open(read_only=True) as journal:
        foods = unknown_foods(MealAnalyzer.from_journal(journal), journal.between())
    if as_json:
        print_json(msgspec.json.encode(food) for food in foods)
    elif not foods:
        print_line("No unknown foods: every food in your meals and drinks is known.")
    elif not _is_interactive():
        for food in foods:
            print_line(_unknown_text(food))
    else:
        print_line("Unknown foods. f a food, s same as another food, n no food, Enter skip, q quit.")
        with session.open() as journal:
            _ask_unknown(session, journal, foods)


@click.command(cls=Command, examples=["gutskin foods uncertain", "gutskin foods uncertain --json"])
@JSON
@pass_session
def uncertain(session: Session, as_json: bool) -> None:
    """List uncertain labels, those of the most days first.

    In a terminal each is asked about, and one key answers: y yes, n no, Enter skips, q ends. In a pipe they are listed.
    Yes makes the label certain on each day with the food, no only on those where no other food leaves it open.
    """
    with session.open(read_only=True) as journal:
        labels = journal_uncertain_labels(MealAnalyzer.from_journal(journal), journal.between())
    if as_json:
        print_json(msgspec.json.encode(label) for label in labels)
    elif not labels:
        print_line("No uncertain labels: the labels of every day are certain.")
    elif not _is_interactive():
        for label in labels:
            print_line(_uncertain_text(label))
    else:
        print_line("Uncertain labels. y yes, n no, Enter skip, q quit.")
        with session.open() as journal:
            _ask_uncertain(session, journal, labels)


def _is_interactive() -> bool:
    """Whether there is a person to ask: both streams are a terminal."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def _ask_unknown(session: Session, journal: Journal, foods: Sequence[UnknownFood]) -> None:
    for food in foods:
        print_fitted(_unknown_text(food))
        match _pressed("fsn"):
            case "q":
                return
            case "s":
                _ask_same(session, journal, food.name)
            case "f" | "n" as pressed:
                save_is_food(journal, session.clock, food.name, pressed == "f")
                _confirm("a food" if pressed == "f" else "no food")


def _ask_same(session: Session, journal: Journal, name: str) -> None:
    """Ask which food it is until that is known; nothing typed skips."""
    while typed := click.prompt("  same as", default="", show_default=False).strip():
        try:
            if not all(food.known for food in MealAnalyzer.from_journal(journal).foods(typed)):
                raise FoodError("That food is unknown too.")
            save_recipe(journal, session.clock, name, foods_of(typed))
        except FoodError as error:
            print_line(f"  {error.message} Type another, or Enter to skip.")
        else:
            _confirm(f"same as {typed}")
            return


def _ask_uncertain(session: Session, journal: Journal, labels: Sequence[UncertainLabel]) -> None:
    for label in labels:
        print_fitted(_uncertain_text(label))
        pressed = _pressed("yn")
        if pressed == "q":
            return
        if pressed:
            answer: Literal["yes", "no"] = "yes" if pressed == "y" else "no"
            save_answers(journal, session.clock, label.food, {label.label: answer})
            _confirm(answer)


def _pressed(keys: str) -> str:
    """Wait for one of the keys, for "q" or for Enter, which is returned as ""; Esc and ctrl+d are "q"."""
    while True:
        pressed = click.getchar().lower()
        if pressed in ("\x1b", "\x04"):
            return "q"
        if pressed in ("\r", "\n"):
            return ""
        if pressed in (*keys, "q"):
            return pressed


def _confirm(answer: str) -> None:
    with confirming("Saved"):
        print_fitted(f"  {one_line(answer, LONGEST)}: saved")


def _unknown_text(food: UnknownFood) -> str:
    return f"{one_line(food.name, 200)}  {counted(food.times, 'time')}, last {show_day(food.last, pad='0')}"


def _uncertain_text(label: UncertainLabel) -> str:
    return f"{one_line(label.food, 200)}: {LABELS[label.label]}?  {resolved_days(label)}".rstrip()
