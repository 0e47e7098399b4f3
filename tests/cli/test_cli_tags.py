"""Free tags: typed in any text of an entry, listed, found and completed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from click.testing import CliRunner

from gutskin_tui.cli.context import Session
from gutskin_tui.cli.main import gutskin
from gutskin_tui.clock import Clock
from gutskin_tui.model.kinds import LISTED, AnyEntry

Good = Callable[..., str]
Entries = Callable[[], list[AnyEntry]]
REQUIRED = {
    "meal": ["toast"], "skin": ["--severity", "3"], "drink": ["250"], "stress": ["4"], "sleep": ["7"],
    "exercise": ["30"], "practice": ["yoga", "10"], "supplement": ["zinc"], "treatment": ["cream"],
    "gut": ["--bloating", "2"], "cycle": ["1"], "note": ["hot day"],
}  # fmt: skip


@pytest.mark.parametrize("kind", list(LISTED))
def test_a_tag_in_the_note_of_any_kind(good: Good, entries: Entries, kind: str) -> None:
    good("add", kind, *REQUIRED[kind], "--note", "outdoors +pollen")
    (entry,) = entries()
    assert (entry.tags, entry.note) == (("pollen",), "outdoors")
    assert "+pollen" in good("list")
    assert good("find", "tag:pollen").endswith("1 day found.\n")


@pytest.mark.parametrize(("kind", "text"), [("meal", "toast, +pollen milk"), ("note", 'itchy +pollen +"new soap"')])
def test_a_tag_in_the_text(good: Good, entries: Entries, kind: str, text: str) -> None:
    good("add", kind, text, "--tags", "out")
    (entry,) = entries()
    assert entry.tags[:2] == ("out", "pollen")
    assert "+" not in entry.recorded()["text"]
    assert good("find", "tag:pollen").endswith("1 day found.\n")


def test_a_sum_is_no_tag_and_a_tag_alone_stays_a_text(good: Good, entries: Entries) -> None:
    good("add", "note", "2 + 1 eggs, 7up+, +5 degrees")
    good("add", "note", "+pollen")
    first, second = entries()
    assert (first.recorded()["text"], first.tags) == ("2 + 1 eggs, 7up+, +5 degrees", ())
    assert (second.recorded()["text"], second.tags) == ("+pollen", ("pollen",))


def test_the_shell_completes_own_tags(good: Good, clock: Clock) -> None:
    good("add", "note", "x", "--tags", "pollen,party")
    good("add", "note", "y", "--tags", "pollen,travel")
    for typed, offered in (("p", ["pollen", "party"]), ("travel,pa", ["travel,party"]), ("z", [])):
        variables = {
            "_GUTSKIN_COMPLETE": "zsh_complete", "COMP_WORDS": f"gutskin add note --tags {typed}", "COMP_CWORD": "4",
        }  # fmt: skip
        result = CliRunner().invoke(gutskin, [], obj=Session(clock), env=variables)
        assert result.stdout.splitlines()[1::3] == offered, result.output
