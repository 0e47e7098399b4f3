"""Modal screens: forms, lists to choose from, questions, and pages of text.

A module of this package is imported when it is first used as its attribute, as in `dialogs.text_page.TextPage`, so that
neither the start nor a tab waits for it.
"""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gutskin_tui.tui.dialogs import (  # noqa: F401 - the attributes that the type checker knows
        command_palette,
        entry_form,
        factor_detail,
        factor_picker,
        files,
        food_card,
        food_picker,
        help,
        label_questions,
        missing,
        report_form,
        settings_form,
        superseded_values,
        sync_conflict,
        text_page,
        theme_picker,
        unknown_foods,
        usual_meals,
    )
else:

    def __getattr__(name: str) -> ModuleType:
        """Import the module `name` of this package; raises AttributeError if there is none."""
        if find_spec(f"{__name__}.{name}") is None:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return import_module(f"{__name__}.{name}")
