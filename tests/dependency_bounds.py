"""`python -m tests.dependency_bounds`: the tests with the lowest and the newest allowed version of each dependency.

They run on the oldest supported Python, as the lowest versions need not know the newer ones, and of a test with many
cases the first. Words after it go to pytest, such as the paths of some tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

from tests.every_python import find, supported

ROOT = Path(__file__).parent.parent
ENVIRONMENTS = ROOT / ".venvs"
PYTEST = (
    *("-n", "auto", "-m", "not unmeasured"),
    "--ignore=tests/tui/test_snapshots.py",
    "--deselect=tests/test_package.py::test_the_generated_documentation_is_up_to_date",
)
"""All but the tests that compare with pictures and pages as the versions of constraints.txt draw them."""


def requirements() -> list[Requirement]:
    """Return what the program needs at run time, with what it can use."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(line) for line in project["dependencies"] + project["optional-dependencies"]["pdf"]]


def lowest(requirement: Requirement) -> str:
    """Return the requirement for exactly the lowest allowed version, such as "rich==14.2"."""
    (bound,) = (specifier for specifier in requirement.specifier if specifier.operator == ">=")
    return f"{requirement.name}=={bound.version}"


def install(program: str, name: str, wanted: list[str]) -> Path:
    """Make an environment of a Python with these requirements and what the tests need, and return its Python."""
    folder = ENVIRONMENTS / name
    python = folder / "bin" / "python"
    subprocess.run([program, "-m", "venv", "--clear", folder], check=True)
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*command, "--upgrade", *wanted, "--editable", ".[dev]"], check=True, cwd=ROOT)
    return python


def main(arguments: list[str]) -> int:
    """Run the tests in both environments; return 0 if all passed."""
    oldest = supported()[0]
    program = find(oldest)
    if program is None:
        print(f"Python {oldest} is needed.", file=sys.stderr)
        return 1
    results = {}
    for name, wanted in {"lowest": [lowest(each) for each in requirements()], "newest": []}.items():
        print(f"\n{name} versions: {', '.join(wanted) or 'those that pip chooses'}", flush=True)
        command = [install(program, name, wanted), "-m", "pytest", *PYTEST, *arguments]
        results[name] = subprocess.run(command, check=False, cwd=ROOT).returncode
    print("\n" + ", ".join(f"{name}: {'FAILED' if status else 'ok'}" for name, status in results.items()))
    return max(results.values())


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.exit(main(sys.argv[1:]))
