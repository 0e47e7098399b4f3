"""A dialog about a conflict copy of the journal that a sync tool made: merge it or ignore it."""

from __future__ import annotations

from pathlib import Path

from rich.text import Text

from gutskin_tui.text import clean
from gutskin_tui.tui.dialogs.question import Answer, QuestionDialog

ANSWERS = (
    Answer("merge", "m", "Merge it: the later change of each field is kept; u undoes it"),
    Answer("later", "l", "Later: ask again at the next start"),
    Answer("never", "x", "Never for this file"),
)


class SyncConflictDialog(QuestionDialog):
    """Asks about the copy at `path`, which is only read: merge, later or never."""

    def __init__(self, path: Path) -> None:
        text = Text.assemble(
            "Two devices changed the journal at once, and your sync tool saved this copy:\n\n",
            (clean(path.name), "bold"),
        )
        super().__init__("A copy of your journal", text, ANSWERS)
