"""The safety questions before a trial, and all texts about allergy and severe reactions [docs/domain.md 3]."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from gutskin_tui.errors import UserError
from gutskin_tui.settings import Condition

EMERGENCY = (
    "Swelling of the lips, face or throat, or trouble breathing, can be a severe allergic reaction. Call your "
    "emergency number now. Do not eat that food again, and start no trial, before a doctor has seen you."
)
WATCH = "If lips, face or throat swell or breathing is hard, call your emergency number now."
"""Displayed whenever a reaction is saved."""
SEVERE = f"The trial has ended. Do not eat that food again before you have spoken to a clinician. {WATCH}"
SEE_A_CLINICIAN = (
    "Leaving out food is not safe for everyone: with a food allergy, under 18, pregnant or breastfeeding, if you have "
    "or had an eating disorder, or already avoid two or more foods, please see a doctor or dietitian first. No trial "
    "was started."
)
ECZEMA = (
    "With eczema, avoiding foods without medical advice is not recommended: it can lead to poor nutrition, and a food "
    "may cause an allergic reaction when reintroduced [JAAD Int 2022]."
)


@dataclass(frozen=True, slots=True)
class Question:
    """A safety question, answered yes or no."""

    name: str
    text: str

    @property
    def option(self) -> str:
        """Its name as an option of the command line."""
        return f"--{self.name.replace('_', '-')}"


QUESTIONS = (
    Question("swelling", "Has any food ever made your lips, face or throat swell, or made it hard to breathe?"),
    Question("allergy", "Do you know of a food allergy, or suspect one?"),
    Question("under_18", "Are you under 18?"),
    Question("pregnant", "Are you pregnant or breastfeeding?"),
    Question("eating_disorder", "Do you have, or have you ever had, an eating disorder?"),
    Question("two_excluded", "Do you already avoid two or more foods?"),
)
"""A trial may start only if every answer is no."""
CONFIRM_ECZEMA = Question("go_on", "Do you still want to continue?")
"""The additional question for eczema, after the text `ECZEMA`; the answer has to be yes."""


class GateError(UserError):
    """The trial may not start. `shut` is False if that is only because questions have not been answered yet."""

    def __init__(self, message: str, shut: bool = True) -> None:
        super().__init__(message)
        self.shut = shut


def unanswered(answers: Mapping[str, bool], condition: Condition) -> list[Question]:
    """Return the questions without an answer, in their order."""
    questions = [*QUESTIONS, CONFIRM_ECZEMA] if condition == "eczema" else [*QUESTIONS]
    return [question for question in questions if question.name not in answers]


def check(answers: Mapping[str, bool], condition: Condition) -> None:
    """Raise GateError unless every question was answered in a way that allows a trial.

    An answer that rules a trial out raises at once, even while other questions are unanswered.
    """
    for question in QUESTIONS:
        if answers.get(question.name):
            raise GateError(EMERGENCY if question.name == "swelling" else SEE_A_CLINICIAN)
    if condition == "eczema" and answers.get(CONFIRM_ECZEMA.name) is False:
        raise GateError(f"{ECZEMA} No trial was started.")
    if missing := unanswered(answers, condition):
        names = ", ".join(question.option for question in missing)
        raise GateError(f"The safety questions have to be answered first: {names}.", shut=False)
