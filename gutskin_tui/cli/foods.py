"""`gutskin foods`: the labels of foods, and custom foods that override them."""

from __future__ import annotations

import sys
from typing import Any, get_args

import click
import msgspec

from gutskin_tui.cli.click_ext import Group, LazyCommand, pass_session
from gutskin_tui.cli.completers import complete_foods
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.errors import Failure
from gutskin_tui.cli.output import confirming, print_fitted, print_json, print_line
from gutskin_tui.foods.custom_food import FoodRecord, LabelAnswer
from gutskin_tui.foods.food import LABELS, Certainty, Food
from gutskin_tui.nutrition.analyzer import MealAnalyzer
from gutskin_tui.nutrition.custom_foods import (
    delete_food,
    own_foods,
    parse_label,
    save_answers,
    save_ingredient_list,
    save_is_food,
    save_recipe,
    set_star,
)
from gutskin_tui.store.errors import reason
from gutskin_tui.text import cells, one_line

STANDARD = "-"
"""The argument that means standard input."""
AUTO = "auto"
"""The answer that removes an override of a label."""
FOOD = "food"
"""What is set like a label: whether a name is a food at all."""
WIDEST = 30
"""Maximum width of the name column, in cells; a longer name is not cut and shifts its row."""

NAME = click.argument("name", metavar="NAME", shell_complete=complete_foods)
NAME_WORDS = click.argument("words", metavar="NAME", nargs=-1, required=True, shell_complete=complete_foods)
JSON = click.option("--json", "as_json", is_flag=True, help="As JSON.")


LAZY = {
    "unknown": LazyCommand("gutskin_tui.cli.food_questions:unknown", "List unknown foods, the commonest first."),
    "uncertain": LazyCommand(
        "gutskin_tui.cli.food_questions:uncertain", "List uncertain labels, those of the most days first."
    ),
}
"""The commands whose modules are imported when they run."""


@click.group(cls=Group, invoke_without_command=True, lazy=LAZY, examples=["gutskin foods", "gutskin foods --json"])
@JSON
@click.pass_context
def foods(context: click.Context, as_json: bool) -> None:
    """Your own foods: corrections, recipes, stars.

    The labels of a meal come from its words. Your settings for a food override them, in past and future meals. Without
    a command this lists your foods; gutskin undo reverts each change.
    """
    if context.invoked_subcommand is not None:
        return
    with context.ensure_object(Session).open(read_only=True) as journal:
        own = own_foods(journal)
    if as_json:
        print_json(msgspec.json.encode(record) for record in own)
        return
    if not own:
        print_line('No custom foods yet. Start with gutskin foods set "oat latte" dairy=no.')
    width = min(max((cells(one_line(record.name, WIDEST)) for record in own), default=0), WIDEST)
    for record in own:
        name = one_line(record.name, 200)
        print_fitted(f"{name}{' ' * (width - cells(name))}  {_record_text(record)}")


@foods.command(examples=["gutskin foods show oat latte"])
@NAME_WORDS
@JSON
@pass_session
def show(session: Session, words: tuple[str, ...], as_json: bool) -> None:
    """Show a food: how often, its labels and why, its plants."""
    # imported here: it takes 30 ms, which the shell's completion of NAME and the other commands do without
    from gutskin_tui.cli.food_card import print_card

    print_card(session, " ".join(words), as_json=as_json)


@foods.command(
    "set",
    examples=['gutskin foods set "oat latte" dairy=no added-sugar=maybe', 'gutskin foods set "oat latte" dairy=auto'],
)
@NAME
@click.argument("settings", metavar="LABEL=yes|maybe|no|auto...", nargs=-1, required=True)
@pass_session
def set_labels(session: Session, name: str, settings: tuple[str, ...]) -> None:
    """Set a food's labels.

    auto removes your answer, so that the food's name decides. Labels: dairy, gluten, added-sugar, ultra-processed,
    alcohol, egg, soy, nuts, spicy, high-glycaemic, histamine, fermented, prebiotic, high-fibre, whole-grain, fruit,
    vegetable, legume, nuts-and-seeds, lean-protein, healthy-fat.

    food=no says that NAME is not a food, so that its words are skipped; food=yes that it is one.
    """
    is_food: dict[str, bool | None] = {}
    answers: dict[str, LabelAnswer | None] = {}
    for setting in settings:
        label, answer = _answer(setting)
        if label != FOOD:
            answers[parse_label(label)] = answer
        elif answer == "maybe":
            raise click.UsageError("Write food=yes, food=no or food=auto.")
        else:
            is_food[label] = None if answer is None else answer == "yes"
    if is_food and answers:
        raise click.UsageError("Write food=yes, no or auto without labels.")
    with session.open() as journal:
        if is_food:
            _print_record(save_is_food(journal, session.clock, name, is_food[FOOD]))
        else:
            _print_record(save_answers(journal, session.clock, name, answers).record)


@foods.command(examples=['gutskin foods recipe "grandma\'s soup" lentils, carrot, onion'])
@NAME
@click.argument("words", metavar="FOOD[, FOOD...]", nargs=-1, required=True)
@pass_session
def recipe(session: Session, name: str, words: tuple[str, ...]) -> None:
    """Set a food's recipe (ingredients, separated by commas).

    Their labels and plants then count for this food.
    """
    made_of = [part for part in " ".join(words).split(",") if part.strip()]
    if not made_of:
        raise click.UsageError("Name the ingredients, separated by commas.")
    with session.open() as journal:
        _print_record(save_recipe(journal, session.clock, name, made_of))


@foods.command(
    examples=[
        'gutskin foods packet "oat bar" "Oats, honey, whey powder. May contain nuts."',
        'gutskin foods packet "oat bar" - < ingredients.txt',
    ]
)
@NAME
@click.argument("words", metavar="[TEXT|-]", nargs=-1)
@pass_session
def packet(session: Session, name: str, words: tuple[str, ...]) -> None:
    """Set labels and recipe from the ingredient list of a packet.

    TEXT is the list; - or nothing reads it from standard input. What it contains is a yes, what it may contain a
    maybe, and its ingredients become the recipe. Your answers about other labels stay.
    """
    text = " ".join(words)
    if text in ("", STANDARD):
        if not text and sys.stdin.isatty():
            raise click.UsageError("Give the ingredient list, or - to read it from standard input.")
        try:
            text = sys.stdin.buffer.read().decode()
        except UnicodeDecodeError:
            raise click.UsageError("Standard input is not text in UTF-8.") from None
        except OSError as error:
            raise Failure(f"standard input: {reason(error)}.") from None
    with session.open() as journal:
        _print_record(save_ingredient_list(journal, session.clock, name, text).record)


@foods.command("star", examples=["gutskin foods star oat latte"])
@NAME_WORDS
@pass_session
def add_star(session: Session, words: tuple[str, ...]) -> None:
    """Star a food as a suspect."""
    with session.open() as journal:
        _print_record(set_star(journal, session.clock, " ".join(words), True))


@foods.command(examples=["gutskin foods unstar oat latte"])
@NAME_WORDS
@pass_session
def unstar(session: Session, words: tuple[str, ...]) -> None:
    """Unstar a food."""
    with session.open() as journal:
        _print_record(set_star(journal, session.clock, " ".join(words), False))


@foods.command("forget", examples=["gutskin foods forget oat latte"])
@NAME_WORDS
@pass_session
def forget_food(session: Session, words: tuple[str, ...]) -> None:
    """Reset a food: remove its labels, recipe and star."""
    name = " ".join(words)
    with session.open() as journal:
        if not delete_food(journal, name):
            raise Failure("You have no settings for that food.")
    with confirming("Reset"):
        print_fitted(f"{_short_name(name)}: back to automatic.")


@foods.command(examples=['gutskin foods read "2 eggs, sourdough toast w/ butter, oat latte"'])
@click.argument("words", metavar="TEXT", nargs=-1, required=True)
@JSON
@pass_session
def read(session: Session, words: tuple[str, ...], as_json: bool) -> None:
    """Show how a meal would be read; saves nothing."""
    with session.open(read_only=True) as journal:
        parsed = MealAnalyzer.from_journal(journal).foods(" ".join(words))
    if as_json:
        print_json(msgspec.json.encode(_food(food)) for food in parsed)
        return
    if not parsed:
        print_line("No food in that text.")
    for food in parsed:
        print_fitted(f"{food.name}{f' ({_amount(food)})' if food.amount is not None else ''}")
        if not food.known:
            print_line("  unknown food")
        for label in LABELS:
            if label in food.labels:
                _print_label(label, food.certainty(label).name.lower(), food.why(label))
            elif label in food.denied:
                _print_label(label, "no", food.why(label))
        if food.plants:
            plants = [name if certainty == Certainty.YES else f"{name}?" for name, certainty in food.plants.items()]
            _print_row("plants", ", ".join(plants))


def _answer(setting: str) -> tuple[str, LabelAnswer | None]:
    label, equals, typed = setting.partition("=")
    value: Any = typed.strip().casefold()
    if not equals or value not in (*get_args(LabelAnswer), AUTO):
        raise click.UsageError("Write answers as LABEL=yes, maybe, no or auto, in quotes if the label has spaces.")
    return label.strip().casefold(), None if value == AUTO else value


def _short_name(name: str) -> str:
    return one_line(" ".join(name.split()), WIDEST)


def _print_record(record: FoodRecord) -> None:
    """Print a custom food after a change, in one line."""
    with confirming("Saved"):
        print_line(f"{_short_name(record.name)}: {_record_text(record) or 'automatic'}.")


def _record_text(record: FoodRecord) -> str:
    """Return the star, labels and ingredients of a custom food; "" if it has none."""
    if record.is_food is False:
        return "no food"
    parts = ["food" if record.is_food else "", "starred" if record.starred else ""]
    parts.append(
        ", ".join(f"{words} {record.labels[label]}" for label, words in LABELS.items() if label in record.labels)
    )
    if record.made_of:
        parts.append(f"made of {', '.join(record.made_of)}")
    return "; ".join(filter(None, parts))


def _print_label(label: str, certainty: str, why: str) -> None:
    print_fitted(f"  {LABELS[label]:16} {certainty:6} {why}")


def _print_row(name: str, words: str) -> None:
    print_fitted(f"  {name:16} {words}")


def _amount(food: Food) -> str:
    return f"{food.amount:g} {food.unit}".rstrip()


def _food(food: Food) -> dict[str, Any]:
    """Return a parsed food as JSON types."""
    return {
        "name": food.name,
        "amount": food.amount,
        "unit": food.unit,
        "known": food.known,
        "labels": {label: food.labels[label].name.lower() for label in LABELS if food.certainty(label)},
        "plants": {name: certainty.name.lower() for name, certainty in food.plants.items() if certainty},
        "why": {label: why for label in LABELS if (why := food.why(label))},
    }
