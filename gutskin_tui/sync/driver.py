"""The merge driver that git calls, and what it lists for `superseded_values`.

git gives it three temporary files, so it knows no journal whose state folder could have the list. It writes what lost
to the folder "gutskin" in git's own folder, a file for each merge; the next sync adds that to the journal's list.
"""

from __future__ import annotations

from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec

from gutskin_tui import atomic_file, disk
from gutskin_tui.errors import UserError
from gutskin_tui.store import Journal
from gutskin_tui.store.merge_driver import merge_files
from gutskin_tui.store.superseded import SupersededList, SupersededValue
from gutskin_tui.sync.git import Git, GitError
from gutskin_tui.sync.repository import DRIVER, Repository, own_folder

_decoder = msgspec.json.Decoder(list[SupersededValue])


def merge_in_git(base: Path, ours: Path, theirs: Path) -> None:
    """Merge journal files as `merge_files`, in the repository of the current folder, and list what lost there.

    Nothing is listed in a repository that was not set up for it. Raises JournalError; `ours` is then unchanged.
    """
    superseded = merge_files(ours, theirs, base)
    git = Git(Path())
    if superseded and git.succeeds("config", "--get", f"merge.{DRIVER}.driver"):
        data = msgspec.json.encode(superseded)
        with suppress(GitError, OSError):  # the merge matters more than the list
            folder = own_folder(git)
            disk.make_folder(folder)
            atomic_file.replace(folder / f"superseded-{sha256(data).hexdigest()[:16]}.json", [data])


def listed_by_driver(journal: Journal) -> dict[Path, list[SupersededValue]]:
    """Return what the merge driver listed for a journal, by file; nothing if the journal is in no repository."""
    try:
        folder = Repository(journal.path).own_folder
        files = sorted(folder.glob("superseded-*.json"), key=lambda file: file.stat().st_mtime_ns)
    except (UserError, OSError):
        return {}
    result = {}
    for file in files:
        with suppress(OSError, msgspec.DecodeError, UnicodeDecodeError):
            values = _decoder.decode(file.read_bytes())
            # A repository may hold several journals.
            if any(journal.has_had(value.table, value.id) for value in values):
                result[file] = values
    return result


def adopt_driver_list(journal: Journal) -> None:
    """Move what the merge driver listed for a journal to the list in its state folder. Raises JournalUnwritable."""
    for file, values in listed_by_driver(journal).items():
        SupersededList(journal.state).add(values)
        with suppress(OSError):  # if it stays it is read again, and nothing is listed twice
            disk.unlink(file)
