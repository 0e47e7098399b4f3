"""Settings in settings.toml: their types, defaults and ranges, and reading and writing of the file."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable
from datetime import time
from pathlib import Path
from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta

from gutskin_tui import atomic_file, private_files
from gutskin_tui.errors import FileError, UserError
from gutskin_tui.text import ambiguity, with_suggestion
from gutskin_tui.themes import THEME_NAMES, ThemeName

Condition = Literal["acne", "eczema", "rosacea", "psoriasis", "rash"]
CONDITIONS: tuple[Condition, ...] = ("acne", "eczema", "rosacea", "psoriasis", "rash")


LARGEST = 1_000_000
"""Largest size of a settings file that is read, in bytes."""


class SettingsError(UserError):
    """A setting is unknown or its value is invalid. The message names it."""


class SettingsFileError(FileError, SettingsError):
    """The file of the settings cannot be read or written, or a value in it is invalid. The message names the file."""

    def __init__(self, path: Path, fault: str) -> None:
        super().__init__(path, f"{path}: {fault}")


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """All settings; the description of each has its unit and range. Sources: [docs/domain.md 2]."""

    conditions: Annotated[
        tuple[Condition, ...], Meta(description="any of acne, eczema, rosacea, psoriasis, rash, separated by commas")
    ] = ()
    outcome: Annotated[str, Meta(description="the measure that insights explain, such as severity")] = "severity"
    factors: Annotated[
        tuple[str, ...],
        Meta(max_length=10, description="factors to compare, at most ten, such as dairy, stress, food:oat latte"),
    ] = ()
    cycle: Annotated[bool, Meta(description="true or false, offer the menstrual cycle for logging")] = False
    glass_ml: Annotated[int, Meta(ge=50, le=1000, description="glass size, 50 to 1000 ml")] = 250
    water_goal_ml: Annotated[
        int, Meta(ge=250, le=6000, description="daily water goal, 250 to 6000 ml [EFSA 2010: 1600 to 2000]")
    ] = 2000
    day_start: Annotated[
        str,
        Meta(
            pattern=r"^(0[0-9]|1[01]):[0-5][0-9]$(?!\n)",
            description="when a day starts, 00:00 to 11:59; entries before this count for the day before",
        ),
    ] = "04:00"
    bedtime: Annotated[
        str,
        Meta(
            pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$(?!\n)",
            description="bedtime, such as 22:00: the water pace ends here",
        ),
    ] = "22:00"
    week_start: Annotated[
        Literal["monday", "sunday"], Meta(description="monday or sunday, the first day of a week")
    ] = "monday"
    plants_goal: Annotated[
        int, Meta(ge=1, le=100, description="weekly goal of different plants, 1 to 100 [McDonald 2018: 30]")
    ] = 30
    sleep_goal_h: Annotated[float, Meta(ge=1, le=16, description="sleep goal, 1 to 16 hours a night [AASM: 7]")] = 7.0
    exercise_goal_min: Annotated[
        int, Meta(ge=1, le=5000, description="exercise goal, 1 to 5000 minutes a week [WHO: 150]")
    ] = 150
    alcohol_limit_units: Annotated[
        float, Meta(ge=0, le=100, description="weekly alcohol limit, 0 to 100 units [UK CMO: 14]")
    ] = 14.0
    frequencies: Annotated[
        dict[str, Annotated[str, Meta(pattern=r"^[1-9][0-9]?/[1-9][0-9]?$(?!\n)")]],
        Meta(
            description="how often you want to do or record a kind, for the regularity beside its streak, such as "
            "exercise=3/7;meal=3/1: 3 times in 7 days, 3 a day; without one, once a day"
        ),
    ] = {}
    usual_meals: Annotated[
        dict[str, str],
        Meta(
            description="your changes to the usual meals, such as oats, milk=Porridge;pizza=-; "
            "a name or * pins a meal, - removes it"
        ),
    ] = {}
    theme: Annotated[
        ThemeName, Meta(description="the colours: auto, dark, light, mono (none), or a theme of Textual such as nord")
    ] = "auto"
    ascii: Annotated[bool, Meta(description="true or false, ASCII characters instead of lines and blocks")] = False
    keys: Annotated[dict[str, str], Meta(description="keys by action, such as water=f5")] = {}

    @property
    def day_starts(self) -> time:
        """`day_start` as a time of day."""
        return time.fromisoformat(self.day_start)

    @property
    def first_weekday(self) -> int:
        """`week_start` as `date.weekday` counts: 0 Monday, 6 Sunday."""
        return 6 if self.week_start == "sunday" else 0


def names() -> dict[str, str]:
    """Return the description of every setting, by its name in the file."""
    hints = msgspec.inspect.type_info(Settings)
    assert isinstance(hints, msgspec.inspect.StructType)
    helps = {}
    for field in hints.fields:
        extra = getattr(field.type, "extra_json_schema", None) or {}
        helps[field.encode_name] = str(extra.get("description", ""))
    return helps


def accepted(name: str) -> str:
    """Return what a setting accepts: its description, for a theme all names."""
    return f"use one of {', '.join(THEME_NAMES)}" if name == "theme" else names()[name]


def unknown(name: str) -> str:
    """Return the error message for a setting that does not exist."""
    return with_suggestion(f'Unknown setting "{name[:40]}"', name, names(), "gutskin settings lists them all")


def load(path: Path, warn: Callable[[str], None] = lambda sentence: None) -> Settings:
    """Return the settings in `path`; the defaults if there is no such file.

    Unknown settings and an unknown theme are ignored; `warn` is called with a sentence for each. Raises SettingsError
    if the file cannot be read or a value is invalid.
    """
    try:
        text = _read(path)
    except FileNotFoundError:
        text = ""
    if not text.strip():
        return Settings()
    # imported here: it takes 2 ms, and many people change no setting
    import tomllib

    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsFileError(path, f"not valid TOML, {_where(str(error))}.") from None
    except (RecursionError, ValueError):
        raise SettingsFileError(path, "not valid TOML: nested too deeply, or a number is too long.") from None
    for name in document:
        if name not in Settings.__struct_encode_fields__:
            warn(f"{path}: {unknown(name)}")
    if _unknown_theme(document):
        warn(f'{path}: Unknown theme "{str(document["theme"])[:40]}"; using dark or light.')
    return _settings(path, document)


def save(path: Path, changes: dict[str, Any]) -> Settings:
    """Write `changes` (by name in the file; None removes a setting) to `path` and return the new settings.

    Comments and layout of the file are preserved. Raises SettingsError and writes nothing if a value is invalid.
    """
    # imported here: it takes 11 ms, and settings are read far more often than changed
    import tomlkit
    from tomlkit.exceptions import TOMLKitError

    for name in changes:
        if name not in Settings.__struct_encode_fields__:
            raise SettingsFileError(path, unknown(name))
    try:
        document = tomlkit.parse(_read(path)) if os.path.lexists(path) else tomlkit.document()
    except (TOMLKitError, RecursionError, ValueError):
        load(path)
        raise SettingsFileError(path, "cannot be read.") from None
    for name, value in changes.items():
        if value is None:
            document.pop(name, None)
        else:
            document[name] = list(value) if isinstance(value, tuple) else value
    settings = _settings(path, document.unwrap())
    try:
        _write(path, tomlkit.dumps(document))
    except OSError as error:
        raise SettingsFileError(path, f"cannot be written ({error.strerror}).") from None
    return settings


def _read(path: Path) -> str:
    """Return the text of the file. Raises FileNotFoundError, SettingsError."""
    try:
        handle = os.open(path, os.O_RDONLY | private_files.NONBLOCK | private_files.CLOEXEC)  # do not block on a pipe
        with os.fdopen(handle, "rb") as file:
            if not stat.S_ISREG(os.fstat(handle).st_mode):
                raise SettingsFileError(path, "cannot be read (not an ordinary file).")
            data = file.read(LARGEST + 1)
        if len(data) > LARGEST:
            raise SettingsFileError(path, f"cannot be read (larger than {LARGEST // 1000} kB).")
        return data.decode("utf-8-sig")
    except FileNotFoundError:
        raise
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "not UTF-8 text"
        raise SettingsFileError(path, f"cannot be read ({reason}).") from None


def _settings(path: Path, document: dict[str, Any]) -> Settings:
    """Convert a TOML document without its unknown settings and an unknown theme; raises SettingsError."""
    try:
        known = {name: value for name, value in document.items() if name in Settings.__struct_encode_fields__}
        if _unknown_theme(known):
            del known["theme"]
        return msgspec.convert(known, Settings)
    except msgspec.ValidationError as error:
        raise SettingsFileError(path, _plain(str(error))) from None


def _unknown_theme(document: dict[str, Any]) -> bool:
    """Whether the theme is not among those of this version: another machine or version may have more."""
    return isinstance(document.get("theme"), str) and document["theme"] not in THEME_NAMES


def parse_value(name: str, typed: str) -> Any:
    """Parse a value typed on the command line into the TOML value of setting `name`; raises SettingsError."""
    if name not in names():
        raise SettingsError(unknown(name))
    try:
        current = msgspec.to_builtins(Settings())[name]
        if isinstance(current, list | tuple):
            return [part.strip() for part in typed.split(",") if part.strip()]
        if isinstance(current, dict):
            return dict(part.strip().split("=", 1) for part in typed.split(";") if part.strip())
        if isinstance(current, bool):
            typed = {"on": "true", "yes": "true", "off": "false", "no": "false"}.get(typed.lower(), typed)
        if type(current) is int and (two_readings := ambiguity(typed)):
            raise SettingsError(f"{name}: {two_readings}")
        return msgspec.convert(typed, type(current), strict=False)
    except (ValueError, msgspec.ValidationError):
        raise SettingsError(_invalid(name)) from None


def _write(path: Path, text: str) -> None:
    """Replace the file at `path` atomically; raises OSError."""
    path = Path(os.path.realpath(path))  # if `path` is a link, its target is replaced
    private_files.make_folder(path.parent)
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
    atomic_file.replace(path, [text.encode()], temporary=temporary)


def _where(message: str) -> str:
    """Return the position ("at line 2, column 5") in a message of tomllib."""
    return message[message.rfind("(at ") + 1 : -1] if "(at " in message else "see the file"


def _plain(message: str) -> str:
    """Return which setting is invalid and what it accepts, from a message of msgspec."""
    name = message.partition(" - at `$.")[2].rstrip("`").split("[")[0]
    return _invalid(name) if name in names() else "not settings."


def _invalid(name: str) -> str:
    """Return the message for an invalid value of a setting."""
    return f"{name} is not valid: {names()[name]}."
