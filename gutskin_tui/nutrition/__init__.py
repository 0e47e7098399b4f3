"""Foods in the meals of a journal: labels, plants, the person's own foods, counts, and the profile of a food.

Nothing of this is stored in a meal. It is parsed from the meal's text on demand, so a correction or a better lexicon
applies to past meals as well.

The screen imports these modules when they are first used: with the lexicon they take 7 ms.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from gutskin_tui.lazy_modules import import_on_use

if TYPE_CHECKING:
    from gutskin_tui.nutrition import (  # noqa: F401 - for the type checker
        analyzer,
        custom_foods,
    )
else:
    __getattr__ = import_on_use(__name__)
