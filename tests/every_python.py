"""`python -m tests.every_python`: all tests, the slow ones too, on each supported Python that is found here.

Words after it go to pytest, such as the paths of some tests.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
ENVIRONMENTS = ROOT / ".venvs"
INSTALLERS = {
    "~/.pyenv/versions": "{version}.*/bin/python{version}",
    "~/.local/share/uv/python": "cpython-{version}.*/bin/python{version}",
}
"""Where pyenv and uv keep the Pythons that they installed, which need not be on the PATH."""


def supported() -> list[str]:
    """Return the versions that the project says it runs on, such as "3.12"."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    words = [line.rsplit(" ", 1)[1] for line in project["classifiers"] if "Python :: 3." in line]
    return sorted(words, key=lambda version: int(version.split(".")[1]))


def candidates(version: str) -> Iterator[str]:
    """Yield programs that may be this version of Python."""
    if on_path := shutil.which(f"python{version}"):
        yield on_path
    for folder, pattern in INSTALLERS.items():
        yield from sorted(map(str, Path(folder).expanduser().glob(pattern.format(version=version))), reverse=True)


def find(version: str) -> str | None:
    """Return a Python of this version that runs, None if there is none."""
    code = "import sys; print('%d.%d' % sys.version_info[:2])"
    for program in candidates(version):
        answer = subprocess.run([program, "-c", code], capture_output=True, text=True, check=False)
        if answer.stdout.strip() == version:
            return program
    return None


def install(program: str, version: str) -> Path:
    """Return the Python of an environment of this version with all that the tests need, renewed if that changed."""
    folder = ENVIRONMENTS / version
    python, stamp = folder / "bin" / "python", folder / "installed"
    wanted = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("pyproject.toml", "constraints.txt"))
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != wanted:
        subprocess.run([program, "-m", "venv", "--clear", folder], check=True)
        command = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*command, "--constraint", "constraints.txt", "--editable", ".[dev]"], check=True, cwd=ROOT)
        stamp.write_text(wanted, encoding="utf-8")
    return python


def test(python: Path, arguments: list[str]) -> bool:
    """Run all tests, or those that the arguments name; return whether they passed."""
    command = [python, "-m", "pytest", "-n", "auto", "--runslow", "--hypothesis-profile", "random", *arguments]
    return subprocess.run(command, check=False, cwd=ROOT).returncode == 0


def main(arguments: list[str]) -> int:
    """Test on every version; return 0 if all that were found passed, and any was found."""
    results: dict[str, str] = {}
    for version in supported():
        program = find(version)
        if program is None:
            results[version] = "not found"
            continue
        print(f"\nPython {version}: {program}", flush=True)
        results[version] = "ok" if test(install(program, version), arguments) else "FAILED"
    print("\n" + ", ".join(f"Python {version}: {result}" for version, result in results.items()))
    return 0 if "ok" in results.values() and "FAILED" not in results.values() else 1


if __name__ == "__main__":
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.exit(main(sys.argv[1:]))
