"""Stock TinyDB reads and writes the file of a journal."""

from __future__ import annotations

from pathlib import Path

import tinydb
from store_entries import entry

from gutskin_tui.model.entries import to_document
from gutskin_tui.store import Journal


def test_stock_tinydb_reads_a_table_per_kind(path: Path, journal: Journal) -> None:
    meal, drinks = entry("meal", text="crème brûlée, 😀"), [entry("drink", ml=ml) for ml in (100, 300)]
    journal.add(meal, *drinks)
    journal.close()
    with tinydb.TinyDB(path) as stock:
        assert stock.tables() >= {"meal", "drink", "_meta"}
        assert stock.table("meal").all() == [to_document(meal)]
        assert stock.table("meal").all()[0]["kind"] == "meal"
        assert stock.table("drink").search(tinydb.where("ml") > 200) == [to_document(drinks[1])]
        assert stock.table("_meta").all()[0]["schema_version"] == 3


def test_what_stock_tinydb_wrote_is_read_and_gone_on_from(path: Path, journal: Journal) -> None:
    journal.add(entry("drink"))
    journal.close()
    saved = entry("drink", ml=333)
    with tinydb.TinyDB(path, indent=2) as stock:
        assert stock.table("drink").insert(to_document(saved)) == 2
    assert journal.refresh()
    assert journal.get(saved.id) == saved
    journal.add(entry("drink"))
    journal.close()
    with tinydb.TinyDB(path) as stock:
        assert [document.doc_id for document in stock.table("drink")] == [1, 2, 3]
