"""`gutskin completion`: the script with which a shell completes commands, options, tags, foods and ids of entries."""

from __future__ import annotations

import os
import re
import shlex
from typing import Any

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    add_completion_class,
    get_completion_class,
)

from gutskin_tui.cli.click_ext import Choice, Command

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_GUTSKIN_COMPLETE"
"""The environment variable by which the script asks this program to complete a line."""


@add_completion_class
class _Bash(BashComplete):
    """Completion for bash that also completes names with spaces, by escaping what bash would split or expand."""

    def format_completion(self, item: CompletionItem) -> str:
        """Return a line of the answer; the script reads it with `read`, which takes one level of backslashes away."""
        value = item.value if _in_quotes() else re.sub(r"([^\w%+=:,./@~-])", r"\\\1", item.value)
        return f"{item.type},{value}".replace("\\", "\\\\")


@add_completion_class
class _Fish(FishComplete):
    """Completion for fish that keeps what follows a comma in a name or its description."""

    source_template = FishComplete.source_template.replace('string split ","', 'string split --max 1 ","')


def _in_quotes() -> bool:
    """Whether the line that is being completed ends within quotes, which bash closes itself."""
    try:
        shlex.split(os.environ.get("COMP_WORDS", ""))
    except ValueError:
        return True
    return False


@click.command(
    cls=Command,
    examples=[
        "gutskin completion bash > ~/.local/share/bash-completion/completions/gutskin",
        "gutskin completion zsh > ~/.zfunc/_gutskin",
        "gutskin completion fish > ~/.config/fish/completions/gutskin.fish",
    ],
)
@click.argument("shell", type=Choice(SHELLS), metavar="bash|zsh|fish")
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print the script for completion in bash, zsh or fish.

    The shell then completes commands, options, and your own tags, foods and entries. Write the script to a file that
    the shell loads, as below, and open a new shell; the folder must exist, and for zsh be listed in fpath. To try it
    in an open bash: eval "$(gutskin completion bash)".
    """
    root: Any = context.find_root().command
    script = get_completion_class(shell)
    assert script is not None
    click.echo(script(root, {}, "gutskin", VARIABLE).source())
