"""The form on top of the screen, and what is below its fields."""

from __future__ import annotations

from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.widgets.form_field import FormField


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
