"""Names are plain: none that the project defines contains a word that says nothing of what it holds."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent

WORDS = frozenset(
    [
        "again",
        "aloud",
        "anew",
        "asked",
        "asks",
        "aside",
        "book",
        "door",
        "ending",
        "found",
        "glance",
        "heed",
        "held",
        "kept",
        "know",
        "knows",
        "look",
        "looks",
        "meet",
        "mending",
        "one",
        "ones",
        "said",
        "say",
        "says",
        "shown",
        "stand",
        "stands",
        "sure",
        "take",
        "taken",
        "takes",
        "tell",
        "told",
        "whom",
    ]
)
"""Words that no name contains, as a whole word between underscores or capitals."""

ALLOWED = frozenset({"one_line", "taken", "Ending"})
"""Names with such a word in its plain sense; `taken` is a field of a supplement in the file, `Ending` of a trial."""


def defined(tree: ast.AST) -> Iterator[str]:
    """Yield every name that a module defines or assigns."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            yield node.name
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            yield node.attr
        elif isinstance(node, ast.ExceptHandler | ast.alias):
            yield (node.name if isinstance(node, ast.ExceptHandler) else node.asname) or ""


def words_of(name: str) -> set[str]:
    """Return the words of a name in snake or camel case."""
    return set(re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name).lower().split("_"))


def vague(source: str) -> list[str]:
    """Return the names that a module should not define, without duplicates."""
    names = dict.fromkeys(defined(ast.parse(source)))
    return [name for name in names if name not in ALLOWED and not WORDS.isdisjoint(words_of(name))]


def test_names_contain_no_vague_word() -> None:
    paths = sorted([*(ROOT / "gutskin_tui").rglob("*.py"), *(ROOT / "tests").rglob("*.py")])
    names = {str(path.relative_to(ROOT)): vague(path.read_text(encoding="utf-8")) for path in paths}
    assert {path: vague_names for path, vague_names in names.items() if vague_names} == {}


def test_a_vague_name_is_noticed() -> None:
    source = "class Said:\n    def look_again(self, one): self.kept = one_line(one)\nfor entry_told in (): pass"
    assert set(vague(source)) == {"Said", "look_again", "one", "entry_told", "kept"}
