"""Tables, JSON lines and Markdown of any program, by the person's mapping."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from import_helpers import berlin_clock, imported, listed, stream

from gutskin_tui.exchange.errors import ExchangeError, UnmappedFile
from gutskin_tui.exchange.import_file import read_source
from gutskin_tui.exchange.input.importer import ImportOptions
from gutskin_tui.exchange.input.mapping import read_mapping
from gutskin_tui.exchange.new_mapping import new_mapping

FLARE = """Tag;Zeit;Haut;Wasser;Essen;Laune;Stuhl
13.05.2026;07:05;2,5;0,25;Brei; Obst;4;hart
13.05.2026;21:30;;;;;
14.05.2026;;11;;;;
15.05.2026;25:00;3;;;;
16.05.2026;;;0,5;;9;
17.05.2026;;;;;;anders
"""
FLARE_MAP = """
format = "csv"
delimiter = ";"
[when]
day = "Tag"
time = "Zeit"
[fields]
Haut = "skin.severity"
Wasser = { to = "drink.ml", unit = "l" }
Laune = { to = "stress.mood", scale = [1, 5, 0, 10] }
Stuhl = { to = "gut.stool", words = { hart = 2 } }
"""


@pytest.fixture
def mapped(tmp_path: Path) -> Callable[[str], Path]:
    """Write a mapping and return its path."""

    def write(toml: str) -> Path:
        path = tmp_path / "map.toml"
        path.write_text(toml)
        return path

    return write


def test_columns_become_fields_and_bad_rows_are_listed(mapped: Callable[[str], Path]) -> None:
    entries, report = imported(FLARE.replace("Brei; Obst", '"Brei; Obst"'), mapped(FLARE_MAP))
    assert listed(entries) == [
        ("2026-05-13 07:05", "drink", {"ml": 250}),
        ("2026-05-13 07:05", "gut", {"stool": 2}),
        ("2026-05-13 07:05", "skin", {"severity": 3}),
        ("2026-05-13 07:05", "stress", {"mood": 8}),
        ("2026-05-17 12:00", "note", {"text": "Stuhl: anders"}),
    ]
    assert report.rows == 6
    assert report.skipped == {
        "the row has no value for any of the mapped columns": [3],
        "Overall should be a whole number, 0 to 10": [4],
        "the date or time is not one that exists": [5],
        "Mood should be 1 to 5 in this file": [6],
    }
    assert report.unknown == {"Stuhl": {"anders": 1}}
    assert report.remarks == {"Scores with a fraction were rounded to whole numbers.": 1}


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('day = "Tag"', 'day = "Datum"', "does not have"),
        ("Haut =", "Skin =", '"Skin"'),
        ('[when]\nday = "Tag"\ntime = "Zeit"', "", "column of the date"),
    ],
)
def test_a_mapping_that_does_not_fit_the_file_is_refused(
    mapped: Callable[[str], Path], old: str, new: str, message: str
) -> None:
    with pytest.raises(ExchangeError, match=message):
        imported(FLARE, mapped(FLARE_MAP.replace(old, new)))


def test_ambiguous_numbers_need_the_decimal_mark(mapped: Callable[[str], Path]) -> None:
    text = "day,water\n2026-05-04,1.000\n"
    toml = 'format = "csv"\n{}[when]\nday = "day"\n[fields]\nwater = "drink.ml"\n'
    with pytest.raises(ExchangeError, match='column "water"'):
        imported(text, mapped(toml.format("")))
    entries, _ = imported(text, mapped(toml.format('decimal = ","\n')))
    assert entries[0].recorded()["ml"] == 1000


def test_a_table_without_a_mapping_names_the_way_to_make_it() -> None:
    with pytest.raises(ExchangeError, match="--map new"):
        imported("a,b\n1,2\n")


def test_json_lines_by_sort_of_row(mapped: Callable[[str], Path]) -> None:
    lines = (
        '{"t": "2026-05-04T08:05:00+02:00", "type": "drink", "v": {"ml": 250}}\n'
        '{"t": "2026-05-04T08:05:00+02:00", "type": "drink", "v": {"ml": 250}}\n\n'
        '{"t": 1777874700, "type": "skin", "sev": "3"}\n'
        '{"t": 1777874700, "type": "other"}\n'
        '{"t": "2026-0'
    )
    toml = (
        '[when]\nat = "t"\n[rows]\nby = "type"\n[rows.drink]\n"v.ml" = "drink.ml"\n[rows.skin]\nsev = "skin.severity"\n'
    )
    entries, report = imported(lines, mapped(toml))
    assert sorted((entry.kind, entry.at, entry.zone) for entry in entries) == [
        ("drink", "2026-05-04T08:05:00+02:00", "Europe/Berlin"),
        ("drink", "2026-05-04T08:05:00+02:00", "Europe/Berlin"),
        ("skin", "2026-05-04T08:05:00+02:00", "Europe/Berlin"),
    ]
    assert report.skipped == {
        "the line is not a JSON object": [6],
        "the mapping does not name this sort of row": [5],
    }


def test_a_markdown_diary_needs_no_mapping_for_its_own_words() -> None:
    text = (
        "# Diary\n\n## Monday, 4 May 2026\n- skin:: 3\n- itch:: 4\n- 08:15 water:: 250 ml\n- water:: 0.5 l\n"
        "- water:: 0.5 l\n- dinner:: lentils, rice\n- wibble:: 2\nSome words.\n```\n- skin:: 9\n```\n- skin:: 40\n"
    )
    entries, report = imported(text)
    assert listed(entries) == [
        ("2026-05-04 08:15", "drink", {"ml": 250}),
        ("2026-05-04 12:00", "drink", {"ml": 500}),
        ("2026-05-04 12:00", "drink", {"ml": 500}),
        ("2026-05-04 12:00", "meal", {"text": "lentils, rice", "slot": "dinner"}),
        ("2026-05-04 12:00", "skin", {"severity": 3, "itch": 4}),
    ]
    assert report.unknown == {"key": {"wibble": 1}}
    assert "its key is not known" in report.skipped
    assert "Lines of text without a key were not imported: 1." in report.remarks


def test_a_new_mapping_lists_every_column_and_reads_the_file(mapped: Callable[[str], Path]) -> None:
    text = 'Datum,"Wasser (l)",Laune,Wetter\n13.05.2026,"0,25",4,Regen\n'
    toml = new_mapping(stream(text), ImportOptions(berlin_clock()))
    assert '# first values: Regen\n# "Wetter" = "kind.field"\n' in toml
    entries, _ = imported(text, mapped(toml))
    assert listed(entries) == [
        ("2026-05-13 12:00", "drink", {"ml": 250}),
        ("2026-05-13 12:00", "stress", {"mood": 4}),
    ]


def test_a_long_file_reports_its_progress(mapped: Callable[[str], Path]) -> None:
    text = "day,itch\n" + "2026-05-04,1\n" * 2000
    mapping = read_mapping(mapped('format = "csv"\n[when]\nday = "day"\n[fields]\nitch = "skin.itch"\n'))
    parts: list[float] = []
    read_source(stream(text), ImportOptions(berlin_clock(), None, mapping, parts.append))
    assert parts == [0, 0.25, 0.5, 0.75]


def test_a_table_without_a_mapping_names_the_columns_with_a_guess() -> None:
    with pytest.raises(UnmappedFile, match=r"it knows food, itch \(0-10\); gutskin import FILE --map new"):
        imported("Day;Food;Itch (0-10);Zeug\n2026-05-04;eggs;3;x\n")
    with pytest.raises(UnmappedFile, match="it knows water; gutskin"):
        imported('{"date":"2026-05-04","water":250}\n{"date":"2026-05-05","water":250}\n')


def test_the_table_of_an_export_is_not_imported() -> None:
    with pytest.raises(ExchangeError, match="a JSON export instead"):
        imported("kind,day,at,text,note\nnote,2026-05-04,2026-05-04T12:00:00+02:00,a,\n")
