"""One sync of a journal with its remote: fold and commit, fetch, merge, push."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from gutskin_tui.model.kinds import KINDS
from gutskin_tui.store import Journal
from gutskin_tui.store.canonical import Tables
from gutskin_tui.store.merge import Difference, difference, merged
from gutskin_tui.store.merge_driver import contents_of_data, tables_of_data
from gutskin_tui.store.superseded import new_values
from gutskin_tui.store.versions import only_in
from gutskin_tui.sync.driver import adopt_driver_list
from gutskin_tui.sync.git import Git, GitError, PushRejected, RepositoryLocked
from gutskin_tui.sync.repository import Repository, SyncRefused, computer
from gutskin_tui.text import counted

LABEL = "Synced"
"""The label of the change that a sync makes in the journal."""
TRIES = 5
"""How often a push is tried if another computer pushes at the same time."""


class SyncResult(NamedTuple):
    """How many entries and records a sync sent, which the remote lacked, and received.

    `superseded` is how many values lost against a concurrent change in its merges.
    """

    sent: int = 0
    received: int = 0
    superseded: int = 0

    def message(self, planned: bool = False) -> str:
        """Return one or two sentences about the sync; `planned` is for one that was not made."""
        parts = []
        if self.sent:
            parts.append(f"{'would send' if planned else 'sent'} {counted(self.sent, 'change')}")
        if self.received:
            parts.append(f"{'would receive' if planned else 'received'} {counted(self.received, 'change')}")
        text = " and ".join(parts) or "nothing to sync: both sides are the same"
        text = f"{text[0].upper()}{text[1:]}."
        if self.superseded:
            text += f' {counted(self.superseded, "value")} lost against a later change: see "merges".'
        return text


def sync(journal: Journal) -> SyncResult:
    """Sync an open journal with the remote of the repository that it is in.

    The journal's lock is held only while it is folded, merged and committed, not while git talks to the remote. Raises
    SyncRefused if it cannot be synced now, GitError, and JournalError.
    """
    repository = Repository(journal.path)
    repository.check_idle()
    with journal.exclusive():
        repository.complete()
    repository.check_ready()
    remote, branch = repository.remote()
    sent = received = superseded = 0
    refusal: GitError | None = None
    for _ in range(TRIES):
        theirs = _fetch(repository, remote, branch)
        with journal.exclusive():
            repository.check_ready()
            adopt_driver_list(journal)
            sent += _commit_journal(journal, repository)
            ours = repository.commit_of("HEAD")
            if theirs and not repository.is_ancestor(theirs, ours):
                listed = journal.superseded
                received += _count_changes(_merge(journal, repository, ours, theirs))
                superseded += len(new_values(journal.superseded, listed))
        head = repository.commit_of("HEAD")
        refusal = None if head == theirs else _push(repository.git, remote, branch, head)
        if refusal is None:
            return SyncResult(sent, received, superseded)
    if isinstance(refusal, PushRejected) and refusal.overtaken:
        raise SyncRefused("Other computers keep pushing to the remote; try again.")
    assert refusal is not None
    raise refusal


def plan(journal: Journal) -> SyncResult:
    """Return what `sync` would send and receive. Only the remote-tracking branches of the repository are updated.

    Raises as `sync`.
    """
    repository = Repository(journal.path)
    repository.check_ready()
    theirs = _fetch(repository, *repository.remote())
    here, there = journal.contents(), contents_of_data(journal.path, repository.journal_at(theirs))
    both = merged(here, there)
    return SyncResult(_count_changes(difference(there, both)), _count_changes(difference(here, both)))


def _fetch(repository: Repository, remote: str, branch: str) -> str:
    """Fetch the branches of the remote and return the commit of one of them, "" if it does not exist."""
    repository.git.run("fetch", "--quiet", "--no-tags", remote, f"+refs/heads/*:refs/remotes/{remote}/*")
    return repository.commit_of(f"refs/remotes/{remote}/{branch}")


def _commit_journal(journal: Journal, repository: Repository) -> int:
    """Commit the journal if it differs from the last commit, and return how many entries and records do."""
    if not journal.path.exists():
        raise SyncRefused(f"There is no journal at {journal.path} yet.")
    if journal.problems():
        raise SyncRefused("Parts of the journal cannot be read; gutskin doctor lists them.")
    journal.write_snapshot()
    head = repository.commit_of("HEAD")
    before, now = repository.journal_at(head), repository.file.read_bytes()
    if before == now:
        return 0
    count, entries = _changed_documents(tables_of_data(journal.path, before), tables_of_data(journal.path, now))
    what = counted(entries, "entry", "entries") if entries == count else counted(count, "change")
    repository.commit([repository.name], f"{what} from {computer()}")
    return count


def _merge(journal: Journal, repository: Repository, ours: str, theirs: str) -> Difference:
    """Merge the journal of a commit into the open one and commit the result. The caller holds the journal's lock."""
    base = _common_ancestor(repository.git, ours, theirs)
    there = contents_of_data(Path(f"{theirs[:10]}:{repository.name}"), repository.journal_at(theirs))
    with repository.temporary_index() as index:
        repository.merge_other_files(index, base, ours, theirs)
        before = contents_of_data(Path(f"{base[:10]}:{repository.name}"), repository.journal_at(base))
        result = journal.merge(there, label=LABEL, base=before)
        journal.write_snapshot()
        repository.commit_merge(index, ours, theirs)
    return result


def _push(git: Git, remote: str, branch: str, commit: str) -> GitError | None:
    """Push a commit; return why the remote did not accept it, which may be because another computer is pushing."""
    try:
        git.run("push", "--quiet", remote, f"{commit}:refs/heads/{branch}")
    except (PushRejected, RepositoryLocked) as error:
        return error
    return None


def _common_ancestor(git: Git, first: str, second: str) -> str:
    """Return the best common ancestor of two commits, "" for none."""
    try:
        return git.text("merge-base", first, second)
    except GitError:
        return ""


def _count_changes(changes: Difference) -> int:
    return changes.added + changes.changed + changes.removed


def _changed_documents(before: Tables, now: Tables) -> tuple[int, int]:
    """Return how many documents changed, and how many of them are entries. A removal counts as its tombstone."""
    changed = {name: len(rows) for name, rows in only_in(now, before).items()}
    return sum(changed.values()), sum(count for name, count in changed.items() if name in KINDS)
