"""Modal screens: forms, lists to choose from, questions, and pages of text.

A dialog is imported when it is first used, by its name in this package, so that neither the start nor a tab waits for
it: `dialogs.TextPage` imports `text_page.py`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gutskin_tui.tui.dialogs.command_palette import CommandPalette as CommandPalette
    from gutskin_tui.tui.dialogs.command_palette import commands as commands
    from gutskin_tui.tui.dialogs.entry_form import EntryForm as EntryForm
    from gutskin_tui.tui.dialogs.factor_detail import FactorDetail as FactorDetail
    from gutskin_tui.tui.dialogs.factor_picker import FactorPicker as FactorPicker
    from gutskin_tui.tui.dialogs.files import files_page as files_page
    from gutskin_tui.tui.dialogs.food_card import FoodCard as FoodCard
    from gutskin_tui.tui.dialogs.food_picker import FoodPicker as FoodPicker
    from gutskin_tui.tui.dialogs.help import help_page as help_page
    from gutskin_tui.tui.dialogs.help import reading_page as reading_page
    from gutskin_tui.tui.dialogs.label_questions import LabelQuestions as LabelQuestions
    from gutskin_tui.tui.dialogs.missing import MissingDialog as MissingDialog
    from gutskin_tui.tui.dialogs.report_form import ReportForm as ReportForm
    from gutskin_tui.tui.dialogs.settings_form import (
        FirstSettings as FirstSettings,
    )
    from gutskin_tui.tui.dialogs.settings_form import (
        SettingsForm as SettingsForm,
    )
    from gutskin_tui.tui.dialogs.settings_form import (
        first_defaults as first_defaults,
    )
    from gutskin_tui.tui.dialogs.superseded_values import SupersededValues as SupersededValues
    from gutskin_tui.tui.dialogs.sync_conflict import SyncConflictDialog as SyncConflictDialog
    from gutskin_tui.tui.dialogs.text_page import TextPage as TextPage
    from gutskin_tui.tui.dialogs.theme_picker import ThemePicker as ThemePicker
    from gutskin_tui.tui.dialogs.unknown_foods import UnknownFoods as UnknownFoods
    from gutskin_tui.tui.dialogs.usual_meals import UsualMealList as UsualMealList

MODULES = {
    "CommandPalette": "command_palette",
    "EntryForm": "entry_form",
    "FactorDetail": "factor_detail",
    "FactorPicker": "factor_picker",
    "FirstSettings": "settings_form",
    "FoodCard": "food_card",
    "FoodPicker": "food_picker",
    "LabelQuestions": "label_questions",
    "MissingDialog": "missing",
    "ReportForm": "report_form",
    "SettingsForm": "settings_form",
    "SupersededValues": "superseded_values",
    "SyncConflictDialog": "sync_conflict",
    "TextPage": "text_page",
    "ThemePicker": "theme_picker",
    "UnknownFoods": "unknown_foods",
    "UsualMealList": "usual_meals",
    "commands": "command_palette",
    "files_page": "files",
    "first_defaults": "settings_form",
    "help_page": "help",
    "reading_page": "help",
}
"""Name -> module of this package. The imports above repeat it for the type checker."""

if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Import the module of `MODULES` that defines `name`; raises AttributeError for any other name."""
        if name not in MODULES:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        return getattr(import_module(f"{__name__}.{MODULES[name]}"), name)
