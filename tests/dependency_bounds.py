"""`python -m tests.dependency_bounds`: the tests with the lowest and the newest allowed version of each dependency.

Words after it go to pytest, such as the paths of some tests.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tomllib
from pathlib import Path

from packaging.requirements import Requirement

ROOT = Path(__file__).parent.parent
ENVIRONMENTS = ROOT / ".venvs"


def requirements() -> list[Requirement]:
    """Return what the program needs at run time, with what it can use."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(line) for line in project["dependencies"] + project["optional-dependencies"]["pdf"]]


def lowest(requirement: Requirement) -> str:
    """Return the requirement for exactly the lowest allowed version, such as "rich==14.2"."""
    (bound,) = (specifier for specifier in requirement.specifier if specifier.operator == ">=")
    return f"{requirement.name}=={bound.version}"


def install(name: str, wanted: list[str]) -> Path:
    """Make an environment with these requirements and the tools for the tests, and return its Python."""
    folder = ENVIRONMENTS / name
    python = folder / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--clear", folder], check=True)
    command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    subprocess.run([*command, "--upgrade", *wanted, "--editable", ".[dev]"], check=True, cwd=ROOT)
    return python


def main(arguments: list[str]) -> int:
    """Run the tests in both environments; return 0 if all passed."""
    results = {}
    for name, wanted in {"lowest": [lowest(each) for each in requirements()], "newest": []}.items():
        print(f"\n{name} versions: {', '.join(wanted) or 'those that pip chooses'}", flush=True)
        command = [install(name, wanted), "-m", "pytest", "-n", "auto", *arguments]
        results[name] = subprocess.run(command, check=False, cwd=ROOT).returncode
    print("\n" + ", ".join(f"{name}: {'FAILED' if status else 'ok'}" for name, status in results.items()))
    return max(results.values())


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.exit(main(sys.argv[1:]))
