"""The import formats by name, the default first. A new format is one module here and one row below."""

from __future__ import annotations

from gutskin_tui.exchange.importers import gutskin_json
from gutskin_tui.exchange.importers.importer import Importer

IMPORTERS: dict[str, Importer] = {"json": gutskin_json.IMPORTER}
DEFAULT = "json"
