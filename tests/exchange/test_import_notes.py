"""Markdown notes with properties, as a file and as a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from import_helpers import imported, listed

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.importers.mapped_markdown import NO_DAY
from gutskin_tui.exchange.input.front_matter import front_matter
from gutskin_tui.exchange.input.source import source_at

NOTE = (
    "---\nskin: 3\nslept: 7:30\nfood:\n  - porridge\n  - 'pizza, cheese'\ntags: [a, b]\nempty:\np:\n  q: Ulm\n---\n"
    "# Monday\nWater:: 1,5 l\n- [x] walk [moved:: 25]\n- 21:30 **itch**:: 4\nCalm (stool:: 4) #calm\nMore words.\n"
    "~~~\nskin:: 9\n~~~\n"
)
MAP = """
[fields]
skin = "skin.severity"
itch = "skin.itch"
slept = "sleep.hours"
food = "meal.text"
water = { to = "drink.ml", unit = "l" }
stool = "gut.stool"
moved = "exercise.minutes"
"""


def mapping(folder: Path, more: str = "") -> Path:
    """Write the mapping and return its path."""
    path = folder / "map.toml"
    path.write_text(MAP + more)
    return path


@pytest.mark.parametrize("text", [NOTE, "\ufeff" + NOTE.replace("\n", "\r\n")])
def test_properties_lines_and_fields_of_a_daily_note(tmp_path: Path, text: str) -> None:
    note = tmp_path / "2026-10-05 Monday.md"
    note.write_bytes(text.encode())
    entries, report = imported(source_at(note), mapping(tmp_path))
    expected = [
        ("2026-10-05 12:00", "drink", {"ml": 1500}),
        ("2026-10-05 12:00", "exercise", {"minutes": 25}),
        ("2026-10-05 12:00", "gut", {"stool": 4}),
        ("2026-10-05 12:00", "meal", {"text": "porridge, pizza – cheese", "note": "pizza, cheese"}),
        ("2026-10-05 12:00", "skin", {"severity": 3}),
        ("2026-10-05 12:00", "sleep", {"hours": 7.5}),
        ("2026-10-05 21:30", "skin", {"itch": 4}),
    ]
    assert listed(entries) == expected
    assert report.skipped == {"it is a nested property": [10]}
    assert "Lines of text without a key were not imported: 3." in report.remarks
    entries, report = imported(source_at(note), mapping(tmp_path, 'text = "note.text"\n'))
    notes = [("2026-10-05 12:00", "note", {"text": "walk\nCalm  #calm\nMore words."})]
    assert listed(entries) == sorted(expected + notes, key=lambda row: row[:2])
    assert report.remarks == {}


def test_a_folder_of_notes_is_read_as_a_whole(tmp_path: Path) -> None:
    vault = tmp_path / "vault"
    (vault / "daily").mkdir(parents=True)
    (vault / "daily" / "2026-10-05.md").write_text("skin:: 3\n")
    (vault / "daily" / "first.md").write_text("---\ndate: 2026-10-06\nskin: 4\n---\n")
    (vault / "recipes.md").write_text("serves:: 4\n")
    entries, report = imported(source_at(vault))
    assert listed(entries) == [
        ("2026-10-05 12:00", "skin", {"severity": 3}),
        ("2026-10-06 12:00", "skin", {"severity": 4}),
    ]
    assert [remark for remark in report.remarks if remark.endswith("were not imported: 1.")]


def test_a_name_whose_date_could_be_two_is_refused(tmp_path: Path) -> None:
    note = tmp_path / "04.05.2026.md"
    note.write_text("---\nskin: 4\n---\n")
    with pytest.raises(ExchangeError, match="--dates"):
        imported(source_at(note))
    assert listed(imported(source_at(note), dates="dmy")[0]) == [("2026-05-04 12:00", "skin", {"severity": 4})]


def test_properties_stay_text() -> None:
    lines = [
        "---",
        'a: "x: \\"y\\""',
        "b: it's # comment",
        "c: [1, 'two, three', \"4\"]",
        "d: no",
        "e: ~",
        "---",
        "f: 1",
    ]
    properties, taken, nested = front_matter(lines)
    assert {key: values for key, (_, values) in properties.items()} == {
        "a": ['x: "y"'], "b": ["it's"], "c": ["1", "two, three", "4"], "d": ["no"], "e": [""],
    }  # fmt: skip
    assert (taken, nested) == (7, [])
    assert front_matter(["---", "text", "---"]) == ({}, 0, [])
    assert front_matter(["---", "a: 1"]) == ({}, 0, [])


def test_a_heading_with_a_day_that_does_not_exist_ends_the_day_before() -> None:
    days = ("2026-05-04", 3), ("2026-02-30", 9), ("2026-05-05", 1)
    entries, report = imported("".join(f"# {day}\nitch:: {itch}\n## Evening\n" for day, itch in days))
    assert [(day, values) for day, _, values in listed(entries)] == [
        ("2026-05-04 12:00", {"itch": 3}),
        ("2026-05-05 12:00", {"itch": 1}),
    ]
    assert report.skipped == {NO_DAY: [5]}
