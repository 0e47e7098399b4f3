"""The page that names the files of the program."""

from __future__ import annotations

from rich.text import Text

from gutskin_tui.store.backups import backup_folder
from gutskin_tui.text import clean
from gutskin_tui.tui.state import AppState


def files_page(session: AppState, warning: str) -> Text:
    """Return the paths of all files, then what is wrong with the settings file, if anything."""
    paths = {
        "Journal": session.journal.path,
        "Settings": session.settings_path,
        "Drafts": session.drafts.folder,
        "Backups (gutskin doctor --restore lists them)": backup_folder(session.journal.state),
    }
    text = Text("\n\n").join(Text.assemble((name, "bold"), f"\n{clean(str(path))}") for name, path in paths.items())
    return text.append(f"\n\n! {warning}") if warning else text
