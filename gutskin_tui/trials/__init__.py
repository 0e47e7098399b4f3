"""Trials of one thing: the safety questions, the plan by day, adherence, results, and their wording. No numpy here.

The screen imports these modules when they are first used: with what they need they take 70 ms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gutskin_tui.lazy_modules import import_on_use

if TYPE_CHECKING:
    from gutskin_tui.trials import (  # noqa: F401 - for the type checker
        report,
        repository,
        spare,
        wording,
    )
else:
    __getattr__ = import_on_use(__name__)
