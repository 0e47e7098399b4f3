"""A dialog about a conflict copy of the journal that a sync tool made: merge it or ignore it."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from gutskin_tui.presentation.recovery import LATER
from gutskin_tui.text import clean
from gutskin_tui.tui.dialogs.question import Answer, QuestionDialog

ANSWERS = (
    Answer("merge", "m", "Merge it", "Merges it field by field, and renames the copy. u undoes the merge."),
    Answer("later", "l", "Later", LATER),
    Answer("never", "x", "Never for this file", "Does not ask about this copy again."),
)


class SyncConflictDialog(QuestionDialog):
    """Asks about the copy at `path`, which is renamed once it is merged: merge, later or never."""

    def __init__(self, path: Path) -> None:
        text = Text.assemble(
            "Beside your journal is a copy of it. Sync tools leave one if two devices changed it at once:\n\n",
            (clean(path.name), "bold"),
        )
        super().__init__("A copy of your journal", text, ANSWERS)
