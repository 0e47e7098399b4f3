"""Parsing of meal texts into foods with their labels and plants. Depends on `gutskin_tui.text` alone.

The names of the labels (`food`) are needed for the first tab; the lexicon, and the patterns of ingredient lists, are
imported when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gutskin_tui.lazy_modules import import_on_use

if TYPE_CHECKING:
    from gutskin_tui.foods import (  # noqa: F401 - for the type checker
        ingredient_list,
        lexicon,
        spelling,
    )
else:
    __getattr__ = import_on_use(__name__)
