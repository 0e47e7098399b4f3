"""The git repository of a journal: whether it can be synced now, its set-up, and commits of the journal."""

from __future__ import annotations

import os
import platform
import re
import shlex
import shutil
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from hashlib import sha256
from pathlib import Path

from gutskin_tui import atomic_file, disk
from gutskin_tui.errors import UserError
from gutskin_tui.sync.git import Git, GitError

DRIVER = "gutskin"
"""The name of the merge driver and of the text conversion in git's configuration."""
GC_AUTO = "256"
"""Objects after which git packs them, about a hundred commits. Each is as large as the whole journal until then."""
_UNFINISHED = {
    "rebase-merge": "A rebase",
    "rebase-apply": "A rebase",
    "MERGE_HEAD": "A merge",
    "CHERRY_PICK_HEAD": "A cherry-pick",
    "REVERT_HEAD": "A revert",
    "BISECT_LOG": "A bisection",
}


class SyncRefused(UserError):  # noqa: N818 - the name describes the error
    """The journal cannot be synced now; the message says why, and nothing was changed."""


class Repository:
    """The repository that the journal file at `path` is in. Raises SyncRefused if it is in none."""

    def __init__(self, path: Path) -> None:
        self.file = Path(os.path.realpath(path))
        if not self.file.parent.is_dir():
            raise SyncRefused(f"There is no folder {self.file.parent}.")
        self.git = Git(self.file.parent)
        try:
            top = Path(self.git.text("rev-parse", "--show-toplevel"))
        except GitError as error:
            if "not installed" in error.message:
                raise
            where = f"{self.file.parent} is not in a git repository"
            raise SyncRefused(f"{where}. Create one there with git init, or clone yours.") from None
        self.git.folder = top
        self.name = self.file.relative_to(os.path.realpath(top)).as_posix()
        """The path of the journal in the repository."""

    def set_up(self) -> list[str]:
        """Configure the repository for `sync`, commit the files that this needs, and return their names.

        Raises SyncRefused and GitError.
        """
        self.check_idle()
        program = "gutskin" if shutil.which("gutskin") else f"{shlex.quote(sys.executable)} -m gutskin_tui"
        for key, value in (
            (f"merge.{DRIVER}.name", "gutskin journals"),
            (f"merge.{DRIVER}.driver", f"{program} merge-driver %O %A %B"),
            (f"diff.{DRIVER}.textconv", f"{program} list --journal"),
        ):
            self.git.run("config", key, value)
        if not self._setting("gc.auto"):
            self.git.run("config", "gc.auto", GC_AUTO)
        name = re.sub(r"([\\*?\[\]#!])", r"\\\1", self.file.name)
        quoted = f'"{name}"'.replace("\\", "\\\\") if " " in name else name
        folder = Path(self.name).parent
        changed = []
        for file, line in (
            (".gitattributes", f"{quoted} merge={DRIVER} diff={DRIVER} -text"),
            (".gitignore", f"{name}.*"),
        ):
            if _add_line(self.file.with_name(file), line):
                changed.append((folder / file).as_posix())
        if changed:
            self.commit(changed, "Set up the sync of the journal")
        return changed

    def check_ready(self) -> None:
        """Raise SyncRefused if the repository cannot be synced now."""
        self.check_idle()
        if self.git.text("check-attr", "merge", "--", self.name).rpartition(": ")[2] != DRIVER:
            raise SyncRefused("This folder is not set up yet: run gutskin sync --init.")
        if self.git.succeeds("check-ignore", "-q", "--no-index", "--", self.name):
            raise SyncRefused(f"git ignores {self.file}.")
        if changed := [name for name in self._changed_files() if name != self.name]:
            raise SyncRefused(f"The repository holds changes of other files ({changed[0]}): commit them first.")

    def check_idle(self) -> None:
        """Raise SyncRefused while something else is going on in the repository."""
        for file, what in _UNFINISHED.items():
            if os.path.lexists(self.git.folder / self.git.text("rev-parse", "--git-path", file)):
                raise SyncRefused(f"{what} is going on in {self.git.folder}: finish or abort it first.")
        if not self.git.succeeds("symbolic-ref", "-q", "HEAD"):
            raise SyncRefused(f"No branch is checked out in {self.git.folder}.")

    @property
    def branch(self) -> str:
        """The name of the branch that is checked out."""
        return self.git.text("symbolic-ref", "HEAD").removeprefix("refs/heads/")

    def remote(self) -> tuple[str, str]:
        """Return the remote to sync with and the branch there. Raises SyncRefused without one, or with a choice."""
        branch, remotes = self.branch, self.git.text("remote").splitlines()
        configured = self._setting(f"branch.{branch}.remote")
        if configured in remotes:
            return configured, self._setting(f"branch.{branch}.merge").removeprefix("refs/heads/") or branch
        if not remotes:
            raise SyncRefused("There is no remote: add one with git remote add origin URL.")
        if len(remotes) > 1:
            raise SyncRefused(f"There are several remotes: choose one with git branch --set-upstream-to, for {branch}.")
        return remotes[0], branch

    def commit_of(self, name: str) -> str:
        """Return the id of the commit that `name` refers to, "" for none."""
        try:
            return self.git.text("rev-parse", "--verify", "-q", f"{name}^{{commit}}")
        except GitError:
            return ""

    def journal_at(self, commit: str) -> bytes:
        """Return the journal file in a commit; b"" if it has none, or for the commit ""."""
        if not commit or not self.git.text("ls-tree", commit, "--", self.name):
            return b""
        return self.git.run("cat-file", "--filters", f"{commit}:{self.name}")

    def is_ancestor(self, commit: str, of: str) -> bool:
        """Whether a commit is an ancestor of another, or the same."""
        return self.git.succeeds("merge-base", "--is-ancestor", commit, of)

    def commit(self, names: Sequence[str], message: str) -> str:
        """Commit files as they are in the folder, and nothing else, and return the new commit."""
        head = self.commit_of("HEAD")
        with self.temporary_index() as index:
            if head:
                self.git.run("read-tree", head, env=index)
            self.git.run("update-index", "--add", "--", *names, env=index)
            tree = self.git.text("write-tree", env=index)
        self.git.run("update-index", "--add", "--", *names)
        return self.advance(self.new_commit(tree, [head] if head else [], message), head)

    def new_commit(self, tree: str, parents: Sequence[str], message: str) -> str:
        """Return a new commit, which no branch refers to yet."""
        identity = []
        if not self._setting("user.email") and "GIT_AUTHOR_EMAIL" not in os.environ:
            identity = ["-c", "user.name=gutskin", "-c", f"user.email=gutskin@{computer()}"]
        options = [option for parent in parents for option in ("-p", parent)]
        return self.git.text(*identity, "commit-tree", tree, *options, "-m", message)

    def advance(self, commit: str, before: str) -> str:
        """Let the branch refer to a commit, if it still refers to `before` ("" for none), and return the commit."""
        self.git.run("update-ref", "-m", "gutskin sync", "HEAD", commit, before or "0" * len(commit))
        return commit

    @cached_property
    def own_folder(self) -> Path:
        """The folder for files of gutskin in that of git; it need not exist."""
        return own_folder(self.git)

    @contextmanager
    def temporary_index(self) -> Iterator[dict[str, str]]:
        """Make an index file of its own and yield the environment for git that uses it."""
        files = self._index_files
        disk.make_folder(files[0].parent)
        _delete(files)
        try:
            yield {"GIT_INDEX_FILE": str(files[0])}
        finally:
            _delete(files)

    @property
    def _index_files(self) -> tuple[Path, Path]:
        index = self.own_folder / f"index-{sha256(self.name.encode()).hexdigest()[:16]}"
        return index, index.with_name(f"{index.name}.lock")

    def merge_other_files(self, index: dict[str, str], base: str, ours: str, theirs: str) -> None:
        """Merge all files of three commits ("" for no base) but the journal in a temporary index.

        Raises SyncRefused if another file was changed on both sides.
        """
        base = base or self.git.text("hash-object", "-t", "tree", "-w", os.devnull)
        self.git.run("read-tree", "-i", "-m", "--aggressive", base, ours, theirs, env=index)
        unmerged = self.git.text("ls-files", "-u", "-z", env=index).split("\0")
        names = {line.partition("\t")[2] for line in unmerged if line} - {self.name}
        if names:
            raise SyncRefused(f"Another file was changed on both sides ({min(names)}): merge it with git first.")

    def commit_merge(self, index: dict[str, str], ours: str, theirs: str) -> str:
        """Commit the merge in a temporary index with the journal as it is in the folder, and return the commit.

        If nothing differs from `theirs`, of which `ours` is an ancestor, the branch is moved there.
        """
        blob = f"100644,{self.git.text('hash-object', '-w', '--', self.name)},{self.name}"
        self.git.run("update-index", "--force-remove", "--", self.name, env=index)
        self.git.run("update-index", "--add", "--cacheinfo", blob, env=index)
        tree = self.git.text("write-tree", env=index)
        if self.is_ancestor(ours, theirs) and tree == self.git.text("rev-parse", f"{theirs}^{{tree}}"):
            commit = theirs
        else:
            commit = self.new_commit(tree, [ours, theirs], f"Merge on {computer()}")
        atomic_file.replace(self._begun_merge, [f"{ours} {commit}".encode()])
        self.git.run("update-index", "--add", "--cacheinfo", blob)
        self.git.run("read-tree", "-m", "-u", ours, commit)
        self.advance(commit, ours)
        _delete([self._begun_merge])
        return commit

    def complete(self) -> None:
        """Complete what a process began that was killed: a merge of the folder's other files.

        Files that were changed by somebody else since then are left as they are. The caller holds the journal's lock.
        """
        _delete(self._index_files)
        try:
            ours, commit = self._begun_merge.read_text(encoding="ascii").split()
        except (OSError, ValueError):
            return
        head = self.commit_of("HEAD")
        if head in (ours, commit) and self.commit_of(commit):
            names = self.git.text("diff-tree", "-r", "-z", "--name-only", "--no-renames", ours, commit).split("\0")
            for name in filter(None, names):
                if name != self.name and self._blob_in_folder(name) in (
                    self._blob(ours, name),
                    self._blob(commit, name),
                ):
                    if self._blob(commit, name):
                        self.git.run("checkout", "-q", commit, "--", name)
                    else:
                        self.git.run("rm", "-q", "-f", "--ignore-unmatch", "--", name)
            self.git.run("update-index", "--add", "--cacheinfo", f"100644,{self._blob(commit, self.name)},{self.name}")
            if head == ours:
                self.advance(commit, ours)
        _delete([self._begun_merge])

    @property
    def _begun_merge(self) -> Path:
        """The file that names both commits while `commit_merge` changes the folder."""
        return self.own_folder / "merge"

    def _blob(self, commit: str, name: str) -> str:
        """Return the id of a file's contents in a commit, "" if it has no such file."""
        try:
            return self.git.text("rev-parse", "--verify", "-q", f"{commit}:{name}")
        except GitError:
            return ""

    def _blob_in_folder(self, name: str) -> str:
        """Return the id of a file's contents in the folder, "" if there is no such file."""
        return self.git.text("hash-object", "--", name) if (self.git.folder / name).is_file() else ""

    def _changed_files(self) -> list[str]:
        """Return the tracked files with changes that are not committed, staged or not."""
        output = self.git.text("diff", "--name-only", "-z", "--no-renames")
        if self.commit_of("HEAD"):
            output += self.git.text("diff", "--name-only", "-z", "--no-renames", "--cached", "HEAD")
        return [name for name in output.split("\0") if name]

    def _setting(self, key: str) -> str:
        try:
            return self.git.text("config", "--get", key)
        except GitError:
            return ""


def own_folder(git: Git) -> Path:
    """Return the folder for files of gutskin in that of git; it need not exist. Raises GitError."""
    return git.folder / git.text("rev-parse", "--git-path", "gutskin")


def _delete(files: Iterable[Path]) -> None:
    for file in files:
        disk.unlink(file)


def computer() -> str:
    """Return the name of this computer."""
    return platform.node().partition(".")[0] or "this computer"


def _add_line(file: Path, line: str) -> bool:
    """Add a line to a text file unless it has it; return whether the file was changed."""
    text = file.read_text(encoding="utf-8") if file.exists() else ""
    if line in text.splitlines():
        return False
    file.write_text(f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{line}\n", encoding="utf-8")
    return True
