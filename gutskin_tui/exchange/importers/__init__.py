"""The import formats by name, in the order in which a file is tried. A new format is one module here and one row below.

Formats whose files have names of columns or members that no other has come first; mySymptoms' has no such names.
"""

from __future__ import annotations

import codecs

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.importers import (
    apple_health,
    bearable,
    clue,
    cronometer,
    day_one,
    daylio_backup,
    daylio_csv,
    drip,
    fitbit,
    flo,
    gutskin_json,
    health_connect,
    jrnl,
    loop,
    macrofactor,
    mapped_csv,
    mapped_jsonl,
    mapped_markdown,
    myfitnesspal,
    mysymptoms,
    opennutritracker,
    samsung_health,
    waistline,
    waterminder,
)
from gutskin_tui.exchange.input.importer import Importer
from gutskin_tui.exchange.input.source import Source

IMPORTERS: dict[str, Importer] = {
    "json": gutskin_json.IMPORTER,
    "daylio": daylio_backup.IMPORTER,
    "daylio-csv": daylio_csv.IMPORTER,
    "bearable": bearable.IMPORTER,
    "apple-health": apple_health.IMPORTER,
    "cronometer": cronometer.IMPORTER,
    "loop": loop.IMPORTER,
    "mysymptoms": mysymptoms.IMPORTER,
    "jrnl": jrnl.IMPORTER,
    "day-one": day_one.IMPORTER,
    "myfitnesspal": myfitnesspal.IMPORTER,
    "macrofactor": macrofactor.IMPORTER,
    "waterminder": waterminder.IMPORTER,
    "health-connect": health_connect.IMPORTER,
    "samsung-health": samsung_health.IMPORTER,
    "fitbit": fitbit.IMPORTER,
    "waistline": waistline.IMPORTER,
    "opennutritracker": opennutritracker.IMPORTER,
    "clue": clue.IMPORTER,
    "flo": flo.IMPORTER,
    "drip": drip.IMPORTER,
    "jsonl": mapped_jsonl.IMPORTER,
    "markdown": mapped_markdown.IMPORTER,
    "csv": mapped_csv.IMPORTER,
}
DEFAULT = "json"


def recognised(source: Source) -> str:
    """Return the name of the format of a source, by its contents. Raises ExchangeError if it is none of them."""
    for name, importer in IMPORTERS.items():
        if importer.recognises(source):
            return name
    if source.packed and not source.members:
        raise ExchangeError("holds no files.")
    if not source.packed and not source.only().head.removeprefix(codecs.BOM_UTF8).strip():
        raise ExchangeError("is empty.")
    if not source.packed and source.only().head.lstrip(b"\xef\xbb\xbf \t\r\n").startswith((b"{", b"[")):
        return DEFAULT  # which describes what is wrong with it
    raise ExchangeError(
        "is of no format that gutskin recognises. For a table or JSON lines, --map new writes a file in which you name "
        "what each column is."
    )


def unwrapped(source: Source) -> Source:
    """Return the only file of a zip or folder as a source of its own, unless a format recognises the whole."""
    if source.packed and len(source.members) == 1:
        if any(importer.recognises(source) for importer in IMPORTERS.values()):
            return source
        return Source(source.members, packed=False)
    return source
