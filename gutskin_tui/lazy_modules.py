"""Packages whose modules are imported when they are first used, for what takes too long for the start of the screen.

Such a package lists, in its `__init__`, the modules that the start does without. A module that is on the way to the
first frame, or to the first tab, imports the package and names the module at its use: `trials.report.trial_report()`.
All others import names from the module, as usual.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from types import ModuleType


def import_on_use(package: str) -> Callable[[str], ModuleType]:
    """Return the `__getattr__` of a package that imports a module of it when it is first used as its attribute.

    The function raises AttributeError for a name that is no module of the package.
    """

    def attribute(name: str) -> ModuleType:
        try:
            return import_module(f"{package}.{name}")
        except ModuleNotFoundError as error:
            if error.name != f"{package}.{name}":
                raise
        raise AttributeError(f"module {package!r} has no attribute {name!r}")

    return attribute
