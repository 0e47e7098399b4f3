"""Packages whose modules are imported when they are first used, for what the start of the screen does without.

Such a package lists these modules in its `__init__`. What is on the way to the first tab, or to a quick command,
imports the package and names the module at its use: `trials.report.trial_report()`. All else imports from the module.
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
