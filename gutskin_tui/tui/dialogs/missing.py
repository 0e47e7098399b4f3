"""The question what to do about a journal that holds less than what was saved on this computer."""

from __future__ import annotations

from rich.text import Text

from gutskin_tui.presentation.recovery import ACCEPT, LATER, MERGE, RESTORE
from gutskin_tui.store.loss import Loss
from gutskin_tui.text import clean
from gutskin_tui.tui.dialogs.question import Answer, QuestionDialog

FROM_BACKUP = (
    Answer("merge", "m", "Merge the backup", MERGE),
    Answer("restore", "r", "Restore the backup", RESTORE),
)
ALWAYS = (
    Answer("accept", "a", "Accept what is there now", ACCEPT),
    Answer("later", "l", "Later", LATER),
)


class MissingDialog(QuestionDialog):
    """Asks about a loss, of which `message` says what is missing: merge, restore, accept or later."""

    def __init__(self, loss: Loss, message: str) -> None:
        text = Text.assemble(
            (clean(message), "bold"), "\n\nNothing was changed. An older copy may have taken its place."
        )
        super().__init__("Something is missing", text, (*(FROM_BACKUP if loss.backup else ()), *ALWAYS))
