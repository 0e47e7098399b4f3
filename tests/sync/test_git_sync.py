"""Syncing clones of a real repository: nothing is lost, all become equal, and what cannot be synced is refused."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from sync_computers import Computer, Computers, git

from gutskin_tui.errors import UserError
from gutskin_tui.store import Journal
from gutskin_tui.sync.git import GitError
from gutskin_tui.sync.repository import Repository


def test_what_two_computers_changed_reaches_both(computers: Computers) -> None:
    laptop, desktop = computers(2)
    meal = laptop.add("meal", text="soup")
    assert laptop.sync().message() == "Sent 1 change."
    assert desktop.sync().message() == "Received 1 change."
    laptop.change(meal, text="lentil soup")
    desktop.change(meal, note="spicy")
    desktop.add("drink", ml=250)
    laptop.sync()
    assert desktop.sync().message() == "Sent 2 changes and received 1 change."
    assert laptop.sync().message() == "Received 2 changes."
    assert laptop.path.read_bytes() == desktop.path.read_bytes()
    merged = next(entry for entry in laptop.entries() if entry.id == meal.id)
    assert (merged.text, merged.note) == ("lentil soup", "spicy")  # type: ignore[union-attr]
    assert laptop.sync().message() == "Nothing to sync: both sides are the same."


def test_a_sync_commits_the_journal_and_nothing_else(computers: Computers) -> None:
    (laptop,) = computers(1)
    (laptop.folder / "draft.txt").write_text("not yet")
    laptop.add("drink", ml=250)
    laptop.sync()
    assert git(laptop.folder, "ls-tree", "--name-only", "HEAD").split() == [
        ".gitattributes",
        ".gitignore",
        "journal.json",
    ]
    assert git(laptop.folder, "status", "--porcelain") == "?? draft.txt\n"
    subject = git(laptop.folder, "log", "-1", "--format=%s")
    assert subject.startswith("1 entry from ")
    assert git(laptop.folder, "rev-parse", "HEAD") == git(laptop.folder, "rev-parse", "origin/main")


def test_the_set_up_lets_git_pack_early_unless_that_is_configured(computers: Computers) -> None:
    (laptop,) = computers(1)
    assert git(laptop.folder, "config", "gc.auto") == "256\n"
    git(laptop.folder, "config", "gc.auto", "0")
    Repository(laptop.path).set_up()
    assert git(laptop.folder, "config", "gc.auto") == "0\n"


def test_a_sync_while_the_journal_is_open_elsewhere(computers: Computers) -> None:
    laptop, desktop = computers(2)
    desktop.add("drink", ml=100)
    desktop.sync()
    with Journal.open(laptop.path, state=laptop.state, clock=laptop.clock, present=True) as screen:
        first = laptop.add("drink", ml=250)
        laptop.sync()
        second = laptop.add("drink", ml=300)
        screen.refresh()
        assert {first.id, second.id} < {entry.id for entry in screen.between()}
        assert screen.count("drink") == 3
        assert screen.loss is None
        laptop.sync()
    desktop.sync()
    assert desktop.entries() == laptop.entries()


def test_other_files_of_the_repository_are_merged_too(computers: Computers) -> None:
    laptop, desktop = computers(2)
    (laptop.folder / "README").write_text("mine")
    git(laptop.folder, "add", "README")
    git(laptop.folder, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "A readme")
    laptop.add("drink", ml=250)
    laptop.sync()
    desktop.add("drink", ml=300)
    desktop.sync()
    assert (desktop.folder / "README").read_text() == "mine"
    assert git(desktop.folder, "status", "--porcelain") == ""


def test_a_dry_run_changes_neither_journal_nor_branches(computers: Computers) -> None:
    from gutskin_tui.sync.journal_sync import plan

    laptop, desktop = computers(2)
    laptop.add("drink", ml=250)
    laptop.sync()
    desktop.add("drink", ml=300)
    head, remote = git(desktop.folder, "rev-parse", "HEAD"), git(laptop.folder, "ls-remote", "origin")
    with desktop.open() as journal:
        assert plan(journal).message(planned=True) == "Would send 1 change and would receive 1 change."
        assert journal.count() == 2
    assert git(desktop.folder, "rev-parse", "HEAD") == head
    assert git(laptop.folder, "ls-remote", "origin") == remote


def test_a_push_that_another_computer_overtook_is_repeated(
    computers: Computers, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gutskin_tui.sync import journal_sync

    laptop, desktop = computers(2)
    laptop.add("drink", ml=250)
    desktop.add("drink", ml=300)
    push, overtaken = journal_sync._push, []

    def push_late(*arguments: Any) -> GitError | None:
        if not overtaken:
            overtaken.append(True)
            monkeypatch.setattr(journal_sync, "_push", push)
            laptop.sync()
        return push(*arguments)

    monkeypatch.setattr(journal_sync, "_push", push_late)
    desktop.sync()
    laptop.sync()
    assert laptop.path.read_bytes() == desktop.path.read_bytes()
    assert len(laptop.entries()) == 3


def rebase(laptop: Computer) -> None:
    (laptop.folder / ".git" / "rebase-merge").mkdir()


def detach(laptop: Computer) -> None:
    git(laptop.folder, "checkout", "-q", "--detach")


def change_another_file(laptop: Computer) -> None:
    (laptop.folder / ".gitignore").write_text("something else\n")


def forget_the_remote(laptop: Computer) -> None:
    git(laptop.folder, "remote", "remove", "origin")


def forget_the_set_up(laptop: Computer) -> None:
    (laptop.folder / ".gitattributes").write_text("")


def damage_the_remote_journal(laptop: Computer) -> None:
    other = laptop.folder.with_name("other")
    git(laptop.folder.parent, "clone", "-q", str(laptop.folder.with_name("remote.git")), str(other))
    (other / "journal.json").write_text("<<<<<<< HEAD\n{}")
    git(other, "-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qam", "Damaged")
    git(other, "push", "-q")


def move_the_remote(laptop: Computer) -> None:
    git(laptop.folder, "remote", "set-url", "origin", str(laptop.folder / "none"))


def lock_the_remote(laptop: Computer) -> None:
    (laptop.folder.with_name("remote.git") / "refs" / "heads" / "main.lock").touch()


def refuse_pushes(laptop: Computer) -> None:
    hook = laptop.folder.with_name("remote.git") / "hooks" / "pre-receive"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)


REFUSALS = [
    (lock_the_remote, r"if none is running, delete .*main\.lock and try again"),
    (refuse_pushes, "The remote did not accept the push: pre-receive hook declined"),
    (rebase, "A rebase is going on"),
    (detach, "No branch is checked out"),
    (change_another_file, r"changes of other files \(\.gitignore\)"),
    (forget_the_remote, "There is no remote"),
    (forget_the_set_up, "run gutskin sync --init"),
    (damage_the_remote_journal, "damaged"),
    (move_the_remote, "git fetch failed"),
]


@pytest.mark.parametrize(("prevent", "reason"), REFUSALS, ids=lambda value: getattr(value, "__name__", ""))
def test_what_cannot_be_synced_is_refused_with_a_reason(
    computers: Computers, prevent: Callable[[Computer], None], reason: str
) -> None:
    (laptop,) = computers(1)
    drink = laptop.add("drink", ml=250)
    prevent(laptop)
    remote = git(laptop.folder.with_name("remote.git"), "rev-parse", "main")
    with pytest.raises(UserError, match=reason):
        laptop.sync()
    assert drink.id in {entry.id for entry in laptop.entries()}
    assert git(laptop.folder.with_name("remote.git"), "rev-parse", "main") == remote


def test_a_folder_without_a_repository_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    laptop = Computer(tmp_path / "home", tmp_path / "state")
    laptop.add("drink", ml=250)
    with pytest.raises(UserError, match="is not in a git repository"):
        laptop.sync()


def test_a_journal_changed_on_both_sides_of_histories_without_a_common_commit(
    computers: Computers, tmp_path: Path
) -> None:
    (laptop,) = computers(1)
    tablet = Computer(tmp_path / "tablet", tmp_path / "state-tablet")
    git(tmp_path, "init", "-q", "-b", "main", str(tablet.folder))
    tablet.add("drink", ml=100)
    Repository(tablet.path).set_up()
    git(tablet.folder, "remote", "add", "origin", str(tmp_path / "remote.git"))
    tablet.sync()
    laptop.sync()
    assert laptop.entries() == tablet.entries()
    assert len(laptop.entries()) == 2
