"""What the formats of the menstrual cycle share."""

from __future__ import annotations

from collections.abc import Iterable

from gutskin_tui.exchange.input.entry_builder import EntryBuilder
from gutskin_tui.exchange.input.importer import ImportContents

FLOWS = {"spotting": 0, "light": 1, "medium": 2, "heavy": 3, "very_heavy": 3, "very heavy": 3}
"""Values of `cycle.flow` by the words of other programs."""
SETTING_OFF = "The cycle is offered on the screen once the setting cycle is on."


def cycle_contents(builder: EntryBuilder) -> ImportContents:
    """Return the contents of a builder, with a remark on the setting of the cycle if there is any."""
    contents = builder.contents()
    if any(entry.kind == "cycle" for entry in contents.entries):
        builder.report.remark(SETTING_OFF)
    return contents


def words_of(name: str, values: Iterable[object]) -> str:
    """Return a category and its values as the text of a note: "skin: acne, oily"."""
    words = ", ".join(str(value).replace("_", " ") for value in values if value not in (None, ""))
    name = name.replace("_", " ").strip()
    return f"{name}: {words}" if words else name
