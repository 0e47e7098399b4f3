"""The form on top of the screen, its fields and what is below them, and what was recorded."""

from __future__ import annotations

from datetime import date
from typing import Any

from textual.pilot import Pilot

from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.widgets.form_field import FormField
from tests.tui.conftest import settle, write_into


def form(app: GutskinApp) -> Form:
    """Return the form on top of the screen."""
    assert isinstance(app.screen, Form)
    return app.screen


def row(app: GutskinApp, key: str) -> FormField:
    """Return a field of the form."""
    field = form(app).row(key)
    assert field is not None
    return field


def below(app: GutskinApp, key: str) -> str:
    """Return the message below a field of the form."""
    return row(app, key).message


async def put(pilot: Pilot[None], key: str, text: str) -> None:
    """Write into a field of the form, as a paste would."""
    write_into(row(pilot.app, key), text)  # type: ignore[arg-type]
    await settle(pilot)


def recorded(app: GutskinApp, kind: str, day: date | None = None) -> list[Any]:
    """Return the entries of a kind of a day, today if none is given."""
    return [entry for entry in app.session.journal.day(day or app.session.today) if entry.kind == kind]
