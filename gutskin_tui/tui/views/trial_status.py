"""What trials make of a food: of itself, and of the labels that it surely carries."""

from __future__ import annotations

from collections.abc import Iterable

from gutskin_tui.tui.session import Session


def food_status(session: Session, name: str, labels: Iterable[str]) -> str:
    """Say the status of a food by its latest trial, and those of its labels: "untested; dairy eliminated"."""
    own = session.latest_trial(f"food:{' '.join(name.casefold().split())}")
    said = [own.status if own else "untested", *label_statuses(session, labels)]
    return "; ".join(said)


def label_statuses(session: Session, labels: Iterable[str]) -> list[str]:
    """Return the status of each label that was in a trial: ["dairy eliminated"]."""
    found = [(label, session.latest_trial(label)) for label in labels]
    tested = [(label, one) for label, one in found if one]
    if not tested:
        return []
    from gutskin_tui.foods.food import LABELS

    return [f"{LABELS[label]} {one.status}" for label, one in tested]


def meal_statuses(session: Session, names: Iterable[str], labels: Iterable[str]) -> list[str]:
    """Return the statuses of a meal's labels and of those of its foods that were in a trial of their own."""
    found = [(name, session.latest_trial(f"food:{' '.join(name.casefold().split())}")) for name in names]
    foods = [f"{name} {one.status}" for name, one in found if one]
    return [*foods, *label_statuses(session, labels)]
