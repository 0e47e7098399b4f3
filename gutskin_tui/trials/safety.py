"""The safety questions before a trial, and all texts about allergy and severe reactions [docs/domain.md 3]."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from gutskin_tui.errors import UserError
from gutskin_tui.settings import Condition
from gutskin_tui.trials.subject import FOODS, PRODUCTS, kind_of

EMERGENCY = (
    "Swelling of the lips, face or throat, or trouble breathing, can be a severe allergic reaction. Call your "
    "emergency number now. Do not eat, take or use again what came before it, and start no trial, before a doctor has "
    "seen you."
)
WATCH = "If lips, face or throat swell or breathing is hard, call your emergency number now."
"""Displayed whenever a reaction is saved."""
SEVERE = f"The trial has ended. Do not eat, take or use it again before you have spoken to a clinician. {WATCH}"
SEE_A_CLINICIAN = (
    "Leaving out food is not safe for everyone: with a food allergy, under 18, pregnant or breastfeeding, if you have "
    "or had an eating disorder, or already avoid two or more foods, please see a doctor or dietitian first. No trial "
    "was started."
)
ASK_FIRST = (
    "A trial is not safe for everyone: if you may be allergic to what you want to test, under 18, pregnant or "
    "breastfeeding, please see a doctor or pharmacist first. No trial was started."
)
PRESCRIBED = "Never stop, start or change a prescribed treatment without asking whoever prescribed it."
"""Displayed before and with every plan of a trial of a treatment or supplement."""
NOT_PRESCRIBED = f"{PRESCRIBED} Here you can test only what you chose yourself. No trial was started."
ECZEMA = (
    "With eczema, avoiding foods without medical advice is not recommended: it can lead to poor nutrition, and a food "
    "may cause an allergic reaction when reintroduced [JAAD Int 2022]."
)


class Question(Struct, frozen=True):
    """A safety question, answered yes or no; `kinds` are the kinds of subject that it is for, () for all."""

    name: str
    text: str
    kinds: tuple[str, ...] = ()

    @property
    def option(self) -> str:
        """Its name as an option of the command line."""
        return f"--{self.name.replace('_', '-')}"


QUESTIONS = (
    Question(
        "swelling",
        "Has anything you ate, took or put on your skin ever made your lips, face or throat swell, or made it hard to "
        "breathe?",
    ),
    Question("allergy", "Do you know of a food allergy, or suspect one?", FOODS),
    Question("under_18", "Are you under 18?"),
    Question("pregnant", "Are you pregnant or breastfeeding?"),
    Question("eating_disorder", "Do you have, or have you ever had, an eating disorder?", FOODS),
    Question("two_excluded", "Do you already avoid two or more foods?", FOODS),
    Question("product_allergy", "Are you allergic to it or to anything in it, or do you suspect so?", PRODUCTS),
    Question("prescribed", "Was it prescribed, or did a doctor, nurse or pharmacist tell you to use it?", PRODUCTS),
)
"""A trial may start only if every answer is no."""
CONFIRM_ECZEMA = Question("go_on", "Do you still want to continue?", FOODS)
"""The additional question for eczema, after the text `ECZEMA`; the answer has to be yes."""
NOTICES = {"go_on": ECZEMA, "prescribed": PRESCRIBED}
"""The text above a question, by the name of the question."""


class SafetyError(UserError):
    """The trial may not start. `refused` is False if that is only because questions have not been answered yet."""

    def __init__(self, message: str, *, refused: bool = True) -> None:
        super().__init__(message)
        self.refused = refused


def unanswered(answers: Mapping[str, bool], what: str, condition: Condition) -> list[Question]:
    """Return the questions before a trial of `what` without an answer, in their order."""
    kind = kind_of(what)
    listed = [*QUESTIONS, CONFIRM_ECZEMA] if condition == "eczema" else [*QUESTIONS]
    wanted = [question for question in listed if not question.kinds or kind in question.kinds]
    return [question for question in wanted if question.name not in answers]


def check_answers(answers: Mapping[str, bool], what: str, condition: Condition) -> None:
    """Raise SafetyError if an answer rules a trial of `what` out, whichever questions are unanswered."""
    for question in QUESTIONS:
        if answers.get(question.name):
            raise SafetyError(_refusal(question, what))
    if condition == "eczema" and answers.get(CONFIRM_ECZEMA.name) is False:
        raise SafetyError(f"{ECZEMA} No trial was started.")


def check(answers: Mapping[str, bool], what: str, condition: Condition) -> None:
    """Raise SafetyError unless every question before a trial of `what` was answered in a way that allows it."""
    check_answers(answers, what, condition)
    if missing := unanswered(answers, what, condition):
        names = ", ".join(question.option for question in missing)
        raise SafetyError(f"The safety questions have to be answered first: {names}.", refused=False)


def _refusal(question: Question, what: str) -> str:
    """Return why a yes to a question rules a trial of `what` out, and whom to see."""
    if question.name == "swelling":
        return EMERGENCY
    if question.name == "prescribed":
        return NOT_PRESCRIBED
    foods = question.kinds == FOODS or kind_of(what) in FOODS
    return SEE_A_CLINICIAN if foods else ASK_FIRST
