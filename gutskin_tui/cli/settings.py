"""`gutskin settings`: show and change settings, print the path of their file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import click
import msgspec

from gutskin_tui import insights, paths
from gutskin_tui import settings as store
from gutskin_tui.cli.click_ext import Group, complete_from, pass_session
from gutskin_tui.cli.context import Session
from gutskin_tui.cli.errors import print_stderr
from gutskin_tui.cli.output import confirming, print_line
from gutskin_tui.model.kinds import MEASURES, WITH_STREAK
from gutskin_tui.text import one_line, with_suggestion


@click.group(
    cls=Group, invoke_without_command=True, examples=["gutskin settings", "gutskin settings set water_goal_ml 2000"]
)
@click.pass_context
def settings(context: click.Context) -> None:
    """Show or change settings, such as goals, theme and keys."""
    if context.invoked_subcommand is None:
        context.invoke(show)


@settings.command(examples=["gutskin settings show"])
@pass_session
def show(session: Session) -> None:
    """Show every setting with its value and meaning."""
    for fault in _key_faults(session.settings.keys):
        print_stderr(fault)
    values = msgspec.to_builtins(session.settings)
    width = max(map(len, values))
    for name, about in store.names().items():
        print_line(f"{name:{width}}  {_formatted(values[name]):12}  {about}")


@settings.command(
    "set",
    examples=[
        "gutskin settings set conditions eczema,rosacea",
        'gutskin settings set factors "dairy,stress,food:oat latte"',
        "gutskin settings set keys 'water=f5,w;meal=f11,m'",
    ],
)
@click.argument("name", shell_complete=complete_from(store.names()))
@click.argument("value")
@pass_session
def set_value(session: Session, name: str, value: str) -> None:
    """Set NAME to VALUE. Lists are written a,b; keys are written action=key;action=key."""
    try:
        wanted = store.parse_value(name, value)
    except store.SettingsError as error:
        raise click.UsageError(str(error)) from None
    if name == "outcome" and wanted not in MEASURES:
        message = f'Unknown measure "{one_line(value, 40)}"'
        raise click.UsageError(with_suggestion(message, value, MEASURES))
    if name == "keys" and (faults := _key_faults(wanted)):
        raise click.UsageError(faults[0])
    if name == "frequencies":
        _check_kinds(wanted)
    if name == "factors":
        wanted = _factors(wanted)
    try:
        msgspec.convert({name: wanted}, store.Settings)
    except msgspec.ValidationError:
        raise click.UsageError(f"{name}: {store.accepted(name)}.") from None
    before = session.settings if name in ("outcome", "factors") else None
    changed = msgspec.to_builtins(store.save(paths.settings_path(), {name: wanted}))
    if before:
        _record_choice(session, name, before)
    with confirming("Saved"):
        print_line(f"{name} is now {_formatted(changed[name]) or 'empty'}.")


@settings.command(examples=["gutskin settings path"])
def path() -> None:
    """Show the path of the settings file."""
    print_line(str(paths.settings_path()))


def _key_faults(keys: dict[str, str]) -> Sequence[str]:
    """Return the faults of key bindings, a sentence each."""
    if not keys:
        return ()
    # imported here: Textual takes 80 ms, and most people change no keys
    from gutskin_tui.tui.keymap import keymap

    return keymap(keys).faults


def _check_kinds(names: Iterable[str]) -> None:
    """Raise UsageError for the first name that is not a kind with a streak."""
    for name in names:
        if name not in WITH_STREAK:
            raise click.UsageError(with_suggestion(f'Unknown kind "{one_line(name, 40)}"', name, WITH_STREAK))


def _record_choice(session: Session, name: str, before: store.Settings) -> None:
    """Record in the journal, if there is one, since when the outcome or the factors are looked at."""
    if not session.journal_path.exists():
        return
    with session.open() as journal:
        insights.choices.record_settings(journal, session.clock, before, store.load(paths.settings_path()), [name])


def _factors(names: list[str]) -> list[str]:
    """Return the factors without duplicates; raises UsageError for an unknown one."""
    return list(dict.fromkeys(insights.factors.check(name) for name in names))


def _formatted(value: Any) -> str:
    """Return a value in the notation that `gutskin settings set` parses."""
    if isinstance(value, dict):
        return ";".join(f"{action}={key}" for action, key in value.items())
    if isinstance(value, list | tuple):
        return ",".join(value)
    return str(value).lower() if isinstance(value, bool) else str(value)
