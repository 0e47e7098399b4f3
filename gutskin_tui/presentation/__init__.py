"""Rendering for the screen and the command line: functions from plain data to texts and Rich renderables.

The screen imports the modules that need the lexicon or numpy when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gutskin_tui.lazy_modules import import_on_use

if TYPE_CHECKING:
    from gutskin_tui.presentation import (  # noqa: F401 - for the type checker
        factor_details,
        insights,
        trials,
        week,
    )
else:
    __getattr__ = import_on_use(__name__)
