"""The source distribution and the wheel are whole: installed elsewhere they run; and the documentation is true."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from PIL import Image

from gutskin_tui import settings, store
from gutskin_tui.cli.main import COMMANDS
from gutskin_tui.model.kinds import KINDS
from gutskin_tui.tui.actions import ACTIONS

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the source distribution, and from it the wheel; return their folder."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    subprocess.run(command, check=True, capture_output=True, cwd=folder)
    return folder


@pytest.fixture(scope="module")
def environment(built: Path) -> Path:
    """Install the wheel into an environment of its own, which sees the dependencies of this one; return its folder."""
    folder = built / "environment"
    venv.create(folder, with_pip=False, symlinks=True)
    (wheel,) = built.glob("*.whl")
    python = folder / "bin" / "python"
    command = [sys.executable, "-m", "pip", "--python", str(python), "install", "--no-index", "--no-deps", str(wheel)]
    subprocess.run(command, check=True, capture_output=True)
    (site,) = folder.glob("lib/python3*/site-packages")
    (site / "dependencies.pth").write_text(sysconfig.get_path("purelib"), encoding="utf-8")
    return folder


def test_the_source_distribution_holds_every_file_of_the_project(built: Path) -> None:
    (archive,) = built.glob("*.tar.gz")
    with tarfile.open(archive) as sources:
        names = {name.partition("/")[2] for name in sources.getnames()}
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("not a git repository")
    assert [name for name in listed.stdout.splitlines() if name not in names and name[0] != "."] == []


def test_the_wheel_holds_what_the_screen_needs(built: Path) -> None:
    (wheel,) = built.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    sources = {
        str(path.relative_to(ROOT))
        for path in (ROOT / "gutskin_tui").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert sources <= names
    assert any(name.endswith(".tcss") for name in names)
    assert not any(name.startswith(("tests", "assets")) for name in names)


def test_the_installed_program_runs_from_another_folder(environment: Path, tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}

    def run(*command: str) -> str:
        program = [str(environment / "bin" / command[0]), *command[1:]]
        return subprocess.run(program, check=True, capture_output=True, text=True, cwd=tmp_path, env=env).stdout

    assert run("python", "-c", "import gutskin_tui; print(gutskin_tui.__file__)").startswith(str(environment))
    assert run("gutskin", "--version") == f"gutskin {version()}\n"
    assert run("python", "-m", "gutskin_tui", "--version") == f"gutskin {version()}\n"
    assert "250 ml" in run("gutskin", "add", "drink", "250")
    assert "250 ml water" in run("gutskin", "list")
    assert "dairy" in run("gutskin", "foods", "read", "latte")
    assert (environment / "share" / "man" / "man1" / "gutskin.1").is_file()


def test_the_installed_screen_opens(environment: Path, tmp_path: Path) -> None:
    program = (
        "import asyncio\n"
        "from pathlib import Path\n"
        "from gutskin_tui.clock import Clock\n"
        "from gutskin_tui.settings import Settings\n"
        "from gutskin_tui.store import Journal\n"
        "from gutskin_tui.tui.app import GutskinApp\n"
        "async def main():\n"
        "    clock, journal = Clock(), Journal.open(Path('journal.json'))\n"
        "    app = GutskinApp(lambda: journal, Settings(), Path('settings.toml'), Path('state'), clock)\n"
        "    async with app.run_test(size=(120, 40)) as pilot:\n"
        "        while not app.journal_open:\n"
        "            await pilot.pause(0.01)\n"
        "        print(app.return_code or 0)\n"
        "asyncio.run(main())\n"
    )
    command = [str(environment / "bin" / "python"), "-c", program]
    result = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, timeout=120)
    assert (result.stdout, result.stderr) == ("0\n", "")


def version() -> str:
    return str(tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"])


def test_the_generated_documentation_is_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(ROOT / "assets"))
    from readme import pages

    for path, text in pages().items():
        assert path.read_text(encoding="utf-8") == text, f"{path.name} is out of date, run: make readme"


@pytest.mark.skipif(not shutil.which("groff"), reason="needs groff")
def test_the_manual_page_formats_without_a_warning() -> None:
    command = ["groff", "-man", "-Tutf8", "-ww", "-Wbreak", str(ROOT / "docs" / "gutskin.1")]
    result = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    assert result.stderr == ""
    assert "sourdough toast" in result.stdout


def undocumented(commands: str, settings_page: str, keys: str) -> list[str]:
    """Return the commands, settings and actions that these texts do not list."""
    missing = [
        words for words in [*COMMANDS, *(f"add {kind}" for kind in KINDS)] if f"\n## gutskin {words}\n" not in commands
    ]
    missing += [name for name in settings.names() if f"\n| `{name}` |" not in settings_page]
    return missing + [action.id for action in ACTIONS if f"| {action.id} |\n" not in keys]


def test_every_command_setting_and_action_is_documented() -> None:
    texts = [(ROOT / "docs" / f"{page}.md").read_text(encoding="utf-8") for page in ("commands", "settings", "keys")]
    assert undocumented(*texts) == []
    without = [text.replace("\n## gutskin today\n", "").replace("\n| `theme` |", "") for text in texts]
    without[2] = without[2].replace(f"| {ACTIONS[0].id} |\n", "")
    assert undocumented(*without) == ["today", "theme", ACTIONS[0].id]  # it does notice


PAGES = ("CONTRIBUTING.md", "docs/architecture.md", "docs/foods.md", "docs/store.md", "tests/README.md")
SUFFIXES = ("py", "md", "toml", "tsv", "txt", "tcss", "svg")
"""Those of the files that belong to the project; JSON and logs are what the program writes."""


def existing(path: str) -> Path | None:
    """Return a path of the project or of the package that exists, None if neither does."""
    return next((base / path for base in (ROOT, ROOT / "gutskin_tui") if (base / path).exists()), None)


def python_text(*folders: str) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for name in folders for path in (ROOT / name).rglob("*.py"))


def wrong_names(text: str, folder: Path) -> list[str]:
    """Return what a page names in backticks or links to, and what does not exist.

    A name with a suffix of `SUFFIXES` or a `/` at its end is a path, one with `()` a function or class, a single word
    any name in the code. A function or class that is followed by a file in brackets is defined in it.
    """
    sources, makefile = python_text("gutskin_tui"), (ROOT / "Makefile").read_text(encoding="utf-8")
    code = sources + python_text("tests", "assets")
    paths = set(re.findall(rf"`([\w/.-]*\w(?:\.(?:{'|'.join(SUFFIXES)})|/))`", text))
    wrong = [path for path in sorted(paths) if existing(path) is None]
    wrong += [link for link in re.findall(r"\]\((?!http)([^)#]+)", text) if not (folder / link).exists()]
    wrong += [f"make {target}" for target in re.findall(r"`make ([\w-]+)`", text) if f"\n{target}:" not in makefile]
    wrong += [word for word in sorted(set(re.findall(r"`(\w+)`", text))) if not re.search(rf"\b{word}\b", code)]
    for name in re.findall(r"`(?:\w+\.)*(\w+)\(\)`", text):
        if not re.search(rf"(?:def|class) {name}\b", sources):
            wrong.append(f"{name}()")
    for name, path in re.findall(r"`(?:\w+\.)*(\w+)\(\)`,?\s+\(?`([\w/]+\.py)`", text):
        file = existing(path)
        if file and not re.search(rf"(?:def|class) {name}\b", file.read_text(encoding="utf-8")):
            wrong.append(f"{name}() in {path}")
    return wrong


@pytest.mark.parametrize("page", PAGES)
def test_what_the_contributor_texts_name_exists(page: str) -> None:
    path = ROOT / page
    assert wrong_names(path.read_text(encoding="utf-8"), path.parent) == []


def test_a_wrong_name_in_the_contributor_texts_is_noticed() -> None:
    word = "Ink" + "well"  # in two parts, as any word of the tests passes for a name
    text = "`tui/nothing.py`, `noroom/`, [page](no.md), `make nothing`, `nothing_at_all()`, `make()` (`dates.py`)"
    assert wrong_names(f"{text}, `{word}`", ROOT) == [
        "noroom/",
        "tui/nothing.py",
        "no.md",
        "make nothing",
        word,
        "nothing_at_all()",
        "make() in dates.py",
    ]


def test_the_readme_is_short_and_links_to_every_page() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert len(readme.splitlines()) <= 75
    links = re.findall(r"\]\((?!http)([^)#]+)", readme)
    assert [link for link in links if not (ROOT / link).exists()] == []
    assert [page.name for page in (ROOT / "docs").glob("*.md") if f"docs/{page.name}" not in links] == []


def test_the_moving_picture_moves_and_is_small() -> None:
    path = ROOT / "assets" / "tour.png"
    assert path.stat().st_size < 1_500_000
    with Image.open(path) as picture:
        assert getattr(picture, "n_frames", 1) > 10


def test_the_two_commands_are_in_the_first_screenful_of_the_readme() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()[:24]
    assert [line.split("#")[0].strip() for line in first if line.startswith("make ")] == ["make run", "make test"]


def test_the_contributor_texts_name_every_room() -> None:
    package = ROOT / "gutskin_tui"
    architecture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    rooms = [f"{path.parent.name}/" for path in package.glob("*/__init__.py")]
    modules = [path.name for path in package.glob("*.py") if path.name != "__init__.py"]
    assert [name for name in rooms + modules if f"`{name}`" not in architecture] == []
    readme = (ROOT / "tests" / "README.md").read_text(encoding="utf-8")
    folders = {
        path.relative_to(ROOT).parts[1] for path in (ROOT / "tests").glob("*/*.*") if "__pycache__" not in path.parts
    }
    assert [name for name in sorted(folders) if f"`tests/{name}/`" not in readme] == []


def test_the_tests_that_the_guarantees_of_the_store_name_exist() -> None:
    names = set(re.findall(r"\btest_\w+", store.__doc__ or ""))
    assert names
    assert [name for name in sorted(names) if not (ROOT / "tests" / "store" / f"{name}.py").exists()] == []


def test_every_room_has_a_floor_of_coverage() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    listed = re.search(r"^ROOMS := (.+)$", makefile, re.MULTILINE)
    assert listed
    assert set(listed[1].split()) == {path.parent.name for path in (ROOT / "gutskin_tui").glob("*/__init__.py")}


def test_every_dependency_has_an_upper_bound_and_its_constraint_is_within() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pinned = dict(line.split("==") for line in lines if not line.startswith("#"))
    versions = {canonicalize_name(name): version for name, version in pinned.items()}
    for wanted in map(Requirement, project["dependencies"] + project["optional-dependencies"]["dev"]):
        assert any(bound.operator == "<" for bound in wanted.specifier), f"{wanted} has no upper bound"
        assert versions[canonicalize_name(wanted.name)] in wanted.specifier, f"{wanted}: run make constraints"
