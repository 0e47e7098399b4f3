"""Parsing of meal texts into foods with their labels and plants. Depends on `gutskin_tui.text` alone.

The names of the labels (`food`) are needed for the first tab; the lexicon is imported when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gutskin_tui.lazy_modules import import_on_use

if TYPE_CHECKING:
    from gutskin_tui.foods import (  # noqa: F401 - for the type checker
        lexicon,
        spelling,
    )
else:
    __getattr__ = import_on_use(__name__)
