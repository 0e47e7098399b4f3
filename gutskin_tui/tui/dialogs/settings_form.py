"""The form of the settings, and its shorter form for the first run; every line is optional."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

import msgspec

from gutskin_tui.model.fields import Field, FieldError, fields_of
from gutskin_tui.settings import Settings
from gutskin_tui.tui.dialogs.form import Form
from gutskin_tui.tui.widgets.form_field import FormField

FIRST = ("conditions", "glass_ml", "water_goal_ml", "day_start", "cycle")
"""Asked on the first run."""

LINES = {
    "conditions": ("Skin conditions", "acne, eczema, rosacea, psoriasis, rash", ""),
    "glass_ml": ("A glass of water", "50 to 1000 ml", "ml"),
    "water_goal_ml": ("Water a day", "250 to 6000 ml", "ml"),
    "day_start": ("A new day starts at", "00:00 to 11:59", ""),
    "cycle": ("Menstrual cycle", "record it: yes or no", ""),
    "theme": ("Colours", "dark, light, mono", ""),
    "ascii": ("Plain ASCII", "yes or no", ""),
    "week_start": ("A week starts on", "monday or sunday", ""),
    "sleep_goal_h": ("Sleep a night", "1 to 16 h", "h"),
    "plants_goal": ("Plants in 7 days", "1 to 100", ""),
    "exercise_goal_min": ("Exercise a week", "1 to 5000 min", "min"),
}
"""Label, help and unit of each line, in order."""

WELCOME = (
    "Welcome. Five questions, all of which may be left as they are; F12 asks them again.\n"
    "Everything stays on this computer. This is a diary, not medical advice."
)


class SettingsForm(Form[None]):
    """A form of `settings`; `save(changes)` saves and applies changes by their names in the file.

    If `save` raises SettingsError, its message is shown and the form stays open. With `skip` the form has only the
    questions of the first run, and Esc calls `skip`. `about` is a text above the fields.
    """

    def __init__(
        self,
        settings: Settings,
        save: Callable[[dict[str, Any]], None],
        *,
        skip: Callable[[], None] | None = None,
        about: str = "",
    ) -> None:
        self._settings, self._save, self._skip = settings, save, skip
        first = skip is not None
        self._fields = {name: _field(name) for name in (FIRST if first else LINES)}
        rows = [
            FormField(name, field.label, field.help, field.format(getattr(settings, name)), field.format(field.default))
            for name, field in self._fields.items()
        ]
        super().__init__("First questions" if first else "Settings", rows, WELCOME if first else about)

    def check(self, key: str, typed: str) -> str:
        """Raise FieldError for a value that the setting does not accept."""
        self._value(key, typed)
        return ""

    def save(self) -> None:
        """Save the changed settings; on the first run all of them, so that the questions are not asked again."""
        changes = {}
        for row in self.fields:
            value = self._value(row.key, row.typed)
            if self._skip or value != getattr(self._settings, row.key):
                changes[_written(row.key)] = value
        if changes:
            self._save(changes)

    async def action_dismiss(self, result: None = None) -> None:
        """Close without saving."""
        skip = self._skip if self.is_open else None
        self.dismiss()
        if skip:
            skip()

    def _value(self, key: str, typed: str) -> Any:
        """Return the value typed for a setting. Raises FieldError."""
        field = self._fields[key]
        value = field.parse(typed)
        try:
            msgspec.convert({_written(key): value}, Settings)
        except msgspec.ValidationError:
            raise FieldError(key, f"{field.label} is {field.help}.") from None
        return value


def changes_of(settings: Settings, names: Iterable[str]) -> dict[str, Any]:
    """Return some settings by their names in the file."""
    return {_written(name): getattr(settings, name) for name in names}


def _field(name: str) -> Field:
    """Return a setting as a field of a form, with the range of the settings file."""
    label, help, unit = LINES[name]
    field = next(setting for setting in fields_of(Settings) if setting.name == name)
    type_ = "clock" if name == "day_start" else field.type
    return replace(field, label=label, help=help, unit=unit, type=type_)


def _written(name: str) -> str:
    return name.replace("_", "-")
