"""Running the git program in a repository, in such a way that it never asks for anything."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path

from gutskin_tui.errors import UserError
from gutskin_tui.text import one_line

_LOGIN = (
    "terminal prompts disabled",
    "could not read username",
    "authentication failed",
    "permission denied (",
    "host key",
)
"""Parts of git's messages when it would have to ask for a password or a key, in lower case."""
_LOCK = re.compile(r"Unable to create '(.+\.lock)': File exists")
"""What git writes if a lock file exists."""
_REJECTED = re.compile(r"^! \[(?:remote )?rejected\] .*\((.+)\)$")
"""What git writes if a push is rejected, with the reason."""


class GitError(UserError):
    """A git command failed; the message is a sentence with git's own reason."""


class LoginRequired(GitError):  # noqa: N818 - the name describes the error
    """The remote would ask for a password, or refuses the key."""


class RepositoryLocked(GitError):  # noqa: N818 - the name describes the error
    """Another git program is at work in the repository, or left a lock file when it was killed."""


class PushRejected(GitError):  # noqa: N818 - the name describes the error
    """The remote did not accept a push. `overtaken` is true if it has commits that are not here."""

    def __init__(self, message: str, overtaken: bool) -> None:
        super().__init__(message)
        self.overtaken = overtaken


class Git:
    """The git program, run in `folder`. Every method raises GitError if git fails or is not installed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def run(self, *arguments: str, data: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
        """Run git with `data` as its input and return its output."""
        result = self._completed(arguments, data, env)
        if result.returncode:
            raise _error(arguments[0], result.stderr)
        return result.stdout

    def text(self, *arguments: str, env: Mapping[str, str] | None = None) -> str:
        """Run git and return its output without the last line end."""
        return os.fsdecode(self.run(*arguments, env=env)).rstrip("\n")

    def succeeds(self, *arguments: str) -> bool:
        """Run git and return whether its status is 0."""
        return self._completed(arguments, b"", None).returncode == 0

    def _completed(
        self, arguments: tuple[str, ...], data: bytes, env: Mapping[str, str] | None
    ) -> subprocess.CompletedProcess[bytes]:
        command = ["git", *arguments]
        try:
            return subprocess.run(
                command, cwd=self.folder, input=data, capture_output=True, env=_environment(env or {}), check=False
            )
        except FileNotFoundError:
            raise GitError("The program git is not installed.") from None
        except OSError as error:
            raise GitError(f"The program git cannot be run: {(error.strerror or 'refused').lower()}.") from None


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    """Return the environment for git: no question, no terminal, and the repository of the folder it runs in."""
    inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_") or name in _INHERITED}
    fixed = {"GIT_TERMINAL_PROMPT": "0", "GIT_ASKPASS": "", "SSH_ASKPASS_REQUIRE": "never", "LC_ALL": "C"}
    return {"GIT_SSH_COMMAND": "ssh -oBatchMode=yes"} | inherited | fixed | dict(extra)


_INHERITED = frozenset(
    {
        *("GIT_SSH", "GIT_SSH_COMMAND", "GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM", "GIT_CONFIG_NOSYSTEM"),
        *("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_EXEC_PATH"),
        *("GIT_SSL_CAINFO", "GIT_SSL_NO_VERIFY", "GIT_CEILING_DIRECTORIES"),
    }
)
"""The variables of git that apply to any repository."""


def _error(command: str, stderr: bytes) -> GitError:
    lines = [line.strip() for line in stderr.decode("utf-8", "replace").splitlines() if line.strip()]
    if any(part in line.lower() for line in lines for part in _LOGIN):
        return LoginRequired(
            "The remote asks for a password or refuses your key; git must be able to log in by itself."
        )
    if lock := next(filter(None, map(_LOCK.search, lines)), None):
        what = f"Another git program is changing the repository, or was killed: if none is running, delete {lock[1]}"
        return RepositoryLocked(f"{what} and try again.")
    if rejected := next(filter(None, map(_REJECTED.search, lines)), None):
        overtaken = rejected[1] in ("fetch first", "non-fast-forward")
        return PushRejected(f"The remote did not accept the push: {one_line(rejected[1], 200)}.", overtaken)
    reasons = [line.partition(": ")[2] for line in lines if line.startswith(("fatal: ", "error: "))]
    reason = one_line((reasons or lines or ["it gave no reason"])[0], 200).rstrip(".")
    return GitError(f"git {command} failed: {reason}.")
