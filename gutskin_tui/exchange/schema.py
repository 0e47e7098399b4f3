"""The file that an export writes and an import reads, and its JSON Schema."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import msgspec
from msgspec import Meta, Struct, json

from gutskin_tui.exchange.records import Record
from gutskin_tui.foods.custom_food import FoodRecord
from gutskin_tui.foods.food import LABELS
from gutskin_tui.model.entry import Instant
from gutskin_tui.model.factor_choice import FactorChoice
from gutskin_tui.model.kinds import KINDS, AnyEntry
from gutskin_tui.model.trial import OUTCOMES, Trial
from gutskin_tui.store import Journal
from gutskin_tui.store.record_structs import RECORD_STRUCTS


class JournalFile(Struct, forbid_unknown_fields=True, kw_only=True):
    """A gutskin journal as one JSON document."""

    format: Literal["gutskin-journal"]
    version: Literal[2]
    exported_at: Annotated[Instant, Meta(description="When the file was written")]
    entries: Annotated[list[AnyEntry], Meta(description="Every entry, by day, then time, then id; no id twice")]
    trials: Annotated[list[Trial], Meta(description="The person's trials, by id; no id twice")]
    foods: Annotated[list[FoodRecord], Meta(description="The person's own foods, by id; no id twice")]
    factors: Annotated[list[FactorChoice], Meta(description="What the insights look at, by id; no id twice")]


def journal_schema() -> dict[str, Any]:
    """Return the JSON Schema (2020-12) of a journal file, made from the definitions of the kinds."""
    schema = json.schema(JournalFile)
    for kind in KINDS.values():
        properties = schema["$defs"][kind.struct.__name__]["properties"]
        for field in kind.fields:
            if field.type == "scores":
                # The library leaves out which keys a mapping may have.
                properties[field.name]["propertyNames"] = {"enum": list(field.choices)}
    schema["$defs"]["FoodRecord"]["properties"]["labels"]["propertyNames"] = {"enum": list(LABELS)}
    schema["$defs"]["Trial"]["properties"]["outcome"] = {"enum": list(OUTCOMES)}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "title": "gutskin journal"} | schema


def read_records(journal: Journal, table: str) -> tuple[dict[str, Record], int]:
    """Return the readable records of a table by id, and the number of unreadable ones."""
    records: dict[str, Record] = {}
    unreadable = 0
    struct = RECORD_STRUCTS[table]
    for record_id, document in journal.records(table).items():
        try:
            records[record_id] = msgspec.convert(document, struct)
        except msgspec.ValidationError:
            unreadable += 1
    return records, unreadable
