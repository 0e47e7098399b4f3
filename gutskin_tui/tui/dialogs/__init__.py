"""Modal screens: forms, lists to choose from, questions, and pages of text.

Neither the start nor a tab waits for a dialog: its module is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gutskin_tui.lazy_modules import import_on_use

if TYPE_CHECKING:
    from gutskin_tui.tui.dialogs import (  # noqa: F401 - for the type checker
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
    __getattr__ = import_on_use(__name__)
