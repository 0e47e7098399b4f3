"""The safety questions before a trial, as options and as prompts."""

from __future__ import annotations

from typing import Any

import click

from gutskin_tui.cli.click_ext import Choice
from gutskin_tui.cli.errors import Failure
from gutskin_tui.cli.trial_output import print_paragraph
from gutskin_tui.settings import Condition
from gutskin_tui.trials import safety

YES_NO = Choice(["yes", "no"])


def question_options(command: Any) -> Any:
    """Decorate a command with a yes/no option for each safety question."""
    for question in reversed((*safety.QUESTIONS, safety.CONFIRM_ECZEMA)):
        help_text = "With eczema: continue anyway?" if question is safety.CONFIRM_ECZEMA else question.text
        command = click.option(question.option, question.name, type=YES_NO, help=help_text)(command)
    return command


def ask_questions(answers: dict[str, bool], what: str, condition: Condition) -> None:
    """Prompt for the unanswered questions before a trial of `what`, adding to `answers`.

    Raises Failure at the first answer that rules the trial out.
    """
    for question in safety.unanswered(answers, what, condition):
        if text := safety.NOTICES.get(question.name):
            print_paragraph(text)
        answers[question.name] = click.confirm(question.text, default=None)
        check_answers(answers, what, condition)


def check_answers(answers: dict[str, bool], what: str, condition: Condition, all_answered: bool = False) -> None:
    """Raise Failure if an answer rules a trial out; with `all_answered`, UsageError if an answer is missing."""
    try:
        safety.check(answers, what, condition)
    except safety.SafetyError as error:
        if error.refused:
            raise Failure(str(error)) from None
        if all_answered:
            raise click.UsageError(str(error)) from None
