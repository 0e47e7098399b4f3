"""A new kind is one file and its place in the registry: a copy of the package with a `feeling` does everything.

The copy runs in processes of its own, so that this process has the registered kinds alone.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import gutskin_tui

PACKAGE = Path(gutskin_tui.__file__).parent
SCREEN_TESTS = Path(__file__).parent / "tui"

MODULE = '''
"""A feeling with a name and a strength."""

from typing import Annotated

from msgspec import Meta

from gutskin_tui.model.entry import Entry, Name
from gutskin_tui.model.kinds.kind import Kind, Measure, Score


class Feeling(Entry, tag="feeling", frozen=True, kw_only=True):
    """A feeling and its strength."""

    strength: Annotated[Score, Meta(title="Strength", description="0 faint to 10 strong")]
    what: Annotated[Name | None, Meta(title="Feeling", description="Such as joy")] = None
    doubled: Annotated[Annotated[int, Meta(ge=0, le=20)] | None, Meta(title="Doubled")] = None


KIND = Kind(
    struct=Feeling,
    label="Feeling",
    letter="f",
    positional=("strength",),
    summary=lambda feeling: f"{feeling.what or 'feeling'} {feeling.strength}",
    measures=(Measure("feeling", "Feeling", lambda feeling: feeling.strength, "mean", better="higher", high=10),),
    derive=lambda document, at, day: {"doubled": 2 * document["strength"]} if "strength" in document else {},
    check_in={"strength": "How you feel"},
    trial_outcome=True,
    factor=lambda feeling: (feeling.what or "", True),
    sample=lambda draw: {"strength": draw.randint(0, 10), "what": "joy"},
)
'''

SCREEN = """
import asyncio
from pathlib import Path

from conftest import press_keys, settle

from gutskin_tui.clock import Clock
from gutskin_tui.settings import Settings
from gutskin_tui.store import Journal
from gutskin_tui.tui.app import GutskinApp
from gutskin_tui.tui.check_in import CheckIn, quick_questions


async def main():
    clock = Clock()
    with Journal.open(Path("screen.json"), clock=clock) as journal:
        app = GutskinApp(lambda: journal, Settings(), Path("settings.toml"), Path("state"), clock)
        async with app.run_test(size=(120, 40)) as pilot:
            await press_keys(pilot, "a", "f", "6", "ctrl+s")
            assert len(app.screen_stack) == 1
            [entry] = app.session.entries()
            assert (entry.kind, entry.strength, entry.doubled) == ("feeling", 6, 12)
            questions = quick_questions(app.session.settings)
            assert "feeling.strength" in questions
            CheckIn(app.session, "Check-in", questions).save("feeling.strength", 8)
            await settle(pilot)


asyncio.run(main())
"""


class Copy:
    """A copy of the package, and the journal that its commands use."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.environment = dict(os.environ, PYTHONPATH=os.pathsep.join((str(folder), str(SCREEN_TESTS))), TERM="dumb")

    def python(self, *arguments: str, ok: bool = True) -> str:
        """Run Python in the folder and return its output; the process must succeed unless `ok` is false."""
        done = subprocess.run(
            [sys.executable, *arguments],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            encoding="utf-8",
            timeout=120,
            check=False,
        )
        assert not ok or done.returncode == 0, done.stderr
        return done.stdout if ok else done.stderr

    def gutskin(self, *arguments: str) -> str:
        """Run a command of the copy and return its output."""
        return self.python("-m", "gutskin_tui", *arguments)


def register(folder: Path, module: str) -> Copy:
    """Copy the package to `folder` with another kind, added as CONTRIBUTING.md says."""
    shutil.copytree(PACKAGE, folder / "gutskin_tui", ignore=shutil.ignore_patterns("__pycache__"))
    kinds = folder / "gutskin_tui" / "model" / "kinds"
    (kinds / "feeling.py").write_text(module.lstrip(), "utf-8")
    registry = (kinds / "__init__.py").read_text("utf-8")
    registry = registry.replace("    exercise,\n", "    exercise,\n    feeling,\n", 1)
    registry = registry.replace("    note.KIND,\n", "    feeling.KIND,\n    note.KIND,\n", 1)
    (kinds / "__init__.py").write_text(registry, "utf-8")
    return Copy(folder)


@pytest.fixture
def copy(tmp_path: Path) -> Copy:
    """Return a copy of the package with the kind `feeling`."""
    return register(tmp_path / "copy", MODULE)


def test_a_new_kind_is_in_every_command(copy: Copy) -> None:
    copy.gutskin("add", "feeling", "7", "--what", "joy", "--note", "sunny")
    assert "joy 7" in copy.gutskin("list")
    assert "joy 7" in copy.gutskin("find", "feeling>6")
    assert "joy 7" in copy.gutskin("find", "kind:feeling")
    [series] = json.loads(copy.gutskin("trends", "--json"))
    assert (series["series"], series["days"][-1]["value"]) == ("feeling", 7)
    assert "feeling" in copy.gutskin("streaks")
    exported = json.loads(copy.gutskin("export"))
    assert (exported["entries"][0]["kind"], exported["entries"][0]["doubled"]) == ("feeling", 14)
    assert "doubled" in copy.gutskin("export", "--format", "csv").splitlines()[0]
    assert "Feeling" in json.loads(copy.gutskin("schema"))["$defs"]
    (copy.folder / "out.json").write_text(json.dumps(exported), "utf-8")
    copy.environment["GUTSKIN_JOURNAL"] = str(copy.folder / "second.json")
    copy.gutskin("import", "out.json")
    assert json.loads(copy.gutskin("export"))["entries"] == exported["entries"]


def test_a_new_kind_is_a_factor_an_outcome_and_in_the_sample(copy: Copy) -> None:
    copy.gutskin("demo", "--write", "sample.json", "--days", "60")
    copy.environment["GUTSKIN_JOURNAL"] = str(copy.folder / "sample.json")
    copy.gutskin("settings", "set", "factors", "feeling,feeling:joy")
    result = json.loads(copy.gutskin("insights", "--json"))
    assert {row["factor"] for row in result["factors"]} == {"feeling", "feeling:joy"}
    names = copy.python("-c", "from gutskin_tui.model.trial import OUTCOMES; print(OUTCOMES)")
    assert "'feeling'" in names


def test_a_new_kind_is_in_the_form_and_the_check_in(copy: Copy) -> None:
    copy.python("-c", SCREEN)
    copy.environment["GUTSKIN_JOURNAL"] = str(copy.folder / "screen.json")
    entries = json.loads(copy.gutskin("export"))["entries"]
    assert [(entry["strength"], entry["doubled"]) for entry in entries] == [(8, 16)]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('letter="f"', 'letter="m"', "the same letter: m"),
        ('tag="feeling"', 'tag="meal"', "the same name: meal"),
        ('Measure("feeling"', 'Measure("move"', "the same measure: move"),
    ],
)
def test_names_and_letters_are_unique(tmp_path: Path, old: str, new: str, message: str) -> None:
    copy = register(tmp_path / "copy", MODULE.replace(old, new))
    assert message in copy.python("-c", "import gutskin_tui.model.kinds", ok=False)
