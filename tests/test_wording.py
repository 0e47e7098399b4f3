"""No text for a person contains a banned phrase."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "gutskin_tui"
BANNED = re.compile(
    r"""\b(?:
        synchroniser | for\ good | all\ the\ same | stands\ here | passed\ over | a\ day\ to\ come | take\ back
        | takes?\ that\ back | is\ needed\. | is\ outside | is\ no\ factor | Nothing\ was\ said | you\ have\ said
        | unless\ you\ say | said\ nothing | words\ decide | and\ leave | goes\ with\ the\ skin
        | is\ no\ proof | by\ luck | the\ coin\ could | it\ is\ over\ already | look\ at\ something
        | Forgot\ what | commas\ between | looked\ at | was\ frozen
    )""",
    re.VERBOSE | re.IGNORECASE,
)
"""Phrases for which there is a plainer or more usual one."""

CLAIMS = re.compile(r"\b(?:causes?|caused|is safe|allergic|passed|proves|intolerant)\b", re.IGNORECASE)
"""Words that claim more than a journal can carry."""

WARNINGS = PACKAGE / "trials" / "safety.py"
"""Warns of allergic reactions, which no text may claim."""


def texts(source: str) -> Iterator[str]:
    """Yield the string literals of a module but its docstrings and strings that are statements."""
    tree = ast.parse(source)
    silent = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.value


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_text_has_a_banned_phrase(path: Path) -> None:
    assert [text for text in texts(path.read_text(encoding="utf-8")) if BANNED.search(text)] == []


def test_a_banned_phrase_is_noticed_in_a_text_but_not_in_a_docstring() -> None:
    source = 'def f():\n    """Kept for good."""\n    return f"{1} kept for good"\n'
    assert [text for text in texts(source) if BANNED.search(text)] == [" kept for good"]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_text_claims_more_than_the_data_carry(path: Path) -> None:
    claims = (
        [] if path == WARNINGS else [text for text in texts(path.read_text(encoding="utf-8")) if CLAIMS.search(text)]
    )
    assert [text for text in claims if "not a cause" not in text] == []
