"""The form of the settings, and its shorter form for the first run; every line is optional."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from contextlib import suppress
from typing import Any

import msgspec
from msgspec import Struct

from gutskin_tui.model.fields import Field, FieldError, fields_of
from gutskin_tui.settings import Settings
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.widgets.form_field import FormField

FIRST = ("conditions", "glass_ml", "water_goal_ml", "day_start", "cycle")
"""Asked on the first run."""

LINES = {
    "conditions": ("Skin conditions", "acne, eczema, rosacea, psoriasis, rash", ""),
    "glass_ml": ("Glass size (ml)", "50 to 1000", "ml"),
    "water_goal_ml": ("Water goal (ml)", "250 to 6000 a day", "ml"),
    "day_start": ("Day starts at", "00:00 to 11:59; before it is yesterday", ""),
    "cycle": ("Menstrual cycle", "record it: yes or no", ""),
    "theme": ("Theme", "auto, dark, light … (: theme lists all)", ""),
    "ascii": ("ASCII only", "yes or no", ""),
    "week_start": ("First day of week", "monday or sunday", ""),
    "sleep_goal_h": ("Sleep goal (h)", "1 to 16 a night", "h"),
    "plants_goal": ("Plants in 7 days", "1 to 100", ""),
    "exercise_goal_min": ("Exercise goal (min)", "1 to 5000 a week", "min"),
}
"""Label, help and unit of each line, in order."""

WELCOME = (
    "Welcome to gutskin. Five quick settings: keep the defaults if unsure. You can change them later with F12.\n"
    "Your journal never leaves this computer. It is a diary, not medical advice."
)


class SettingsChanges(Struct, frozen=True):
    """The settings that were saved, by their names in the file."""

    values: Mapping[str, Any]


class SettingsForm(Form[SettingsChanges]):
    """A form that saves and applies what is changed of `settings`. `about` is a text above the fields.

    If the settings cannot be saved, the form shows why and stays open.
    """

    def __init__(
        self, settings: Settings, about: str = "", *, title: str = "Settings", names: Collection[str] = tuple(LINES)
    ) -> None:
        self._settings = settings
        self._fields = {name: _field(name) for name in names}
        rows = [
            FormField(name, LINES[name][0], field.help, *map(field.format, (getattr(settings, name), field.default)))
            for name, field in self._fields.items()
        ]
        super().__init__(title, rows, about)

    def check(self, key: str, typed: str) -> str:
        """Raise FieldError for a value that the setting does not accept."""
        self._value(key, typed)
        return ""

    def changed(self) -> None:
        """Show the theme that is typed; saving keeps it."""
        if "theme" not in self._fields:
            return
        with suppress(FieldError):
            self.gutskin.settings_editor.preview_theme(self._value("theme", self.typed("theme")))

    def changes(self) -> dict[str, Any]:
        """Return the values to save, by their names in the file. Raises FieldError."""
        values = {row.key: self._value(row.key, row.typed) for row in self.fields}
        return {_written(name): value for name, value in values.items() if value != getattr(self._settings, name)}

    def save(self) -> SettingsChanges:
        """Save and apply the changes."""
        changes = self.changes()
        if changes:
            self.gutskin.settings_editor.save(changes)
        return SettingsChanges(changes)

    def _value(self, key: str, typed: str) -> Any:
        """Return the value typed for a setting. Raises FieldError."""
        field = self._fields[key]
        value = field.parse(typed)
        try:
            msgspec.convert({_written(key): value}, Settings)
        except msgspec.ValidationError:
            raise FieldError(key, f"{field.label} is {field.help}.") from None
        return value


class FirstSettings(SettingsForm):
    """The form of the first run, with a few of the settings. Returns None if it was skipped with Esc."""

    def __init__(self, settings: Settings) -> None:
        super().__init__(settings, WELCOME, title="Set up your journal", names=FIRST)

    def changes(self) -> dict[str, Any]:
        """Return all values, changed or not, so that the file exists and the questions are not asked again."""
        return {_written(row.key): self._value(row.key, row.typed) for row in self.fields}


def first_defaults(settings: Settings) -> dict[str, Any]:
    """Return the settings that the form of the first run has, by their names in the file."""
    return {_written(name): getattr(settings, name) for name in FIRST}


def _field(name: str) -> Field:
    """Return a setting as a field of a form, with the range of the settings file.

    Its label, for messages, is without what is in brackets: the range has the unit.
    """
    label, help, unit = LINES[name]
    field = next(setting for setting in fields_of(Settings) if setting.name == name)
    type_ = "clock" if name == "day_start" else field.type
    return msgspec.structs.replace(field, label=label.partition(" (")[0], help=help, unit=unit, type=type_)


def _written(name: str) -> str:
    return name.replace("_", "-")
