"""Associations between factors and the skin in one journal. Pure: no disk, no screen.

numpy is imported only in this package, whose modules the screen imports when they are first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gutskin_tui.lazy_modules import import_on_use

if TYPE_CHECKING:
    from gutskin_tui.insights import (  # noqa: F401 - for the type checker
        choices,
        factors,
        insights,
    )
else:
    __getattr__ = import_on_use(__name__)
