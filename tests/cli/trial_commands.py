"""Words of the commands that start trials, and commands on other days than today."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from click.testing import CliRunner

from gutskin_tui.cli.context import Session
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import fixed_clock
from gutskin_tui.trials import safety

LONDON = ZoneInfo("Europe/London")
NO = tuple(word for question in safety.QUESTIONS for word in (question.option, "no"))
"""The answers that let a trial of a food start."""
START = ("trial", "start", "dairy", "--condition", "rosacea", *NO)


def on(day: date, *words: str) -> str:
    """Run a command at noon of a day, which must succeed, and return what it printed."""
    clock = fixed_clock(datetime(day.year, day.month, day.day, 12, tzinfo=LONDON), "Europe/London")
    result = CliRunner().invoke(gutskin, list(words), obj=Session(clock))
    assert result.exit_code == 0, result.output
    return result.stdout


def status(good: Callable[..., str], *words: str) -> Any:
    """Return what `gutskin trial status` prints as JSON."""
    return json.loads(good("trial", "status", *words, "--json"))
