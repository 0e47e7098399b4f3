"""Diaries of text: jrnl and Day One."""

from __future__ import annotations

import io
import json
import zipfile
from typing import Any

import pytest
from import_helpers import BERLIN, berlin_clock, imported, listed, stream

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.import_file import read_source
from gutskin_tui.exchange.importers import recognised
from gutskin_tui.exchange.input.importer import ImportOptions

JRNL = (
    "[2026-10-03 08:15] Calm skin. @skin\nOats, walk.\n\n[2026-10-03 21:40] Crisps. *\nThen\n[sic] mail a@b.com\n"
    "[2026-10-04 01:05] Awake @night @skin.\n"
)


@pytest.mark.parametrize(
    "text",
    [
        JRNL,
        "\ufeff" + JRNL.replace("\n", "\r\n"),
        JRNL.replace("08:15]", "08:15:00 AM]").replace("21:40]", "09:40:00 PM]"),
        JRNL.replace("[2026-10-0", "2026-10-0").replace("5] ", "5 ").replace("0] ", "0 "),
    ],
)
def test_an_entry_of_jrnl_begins_with_a_date_and_time_at_the_start_of_a_line(text: str) -> None:
    entries, report = imported(text)
    assert listed(entries) == [
        ("2026-10-03 01:05", "note", {"text": "Awake @night @skin.", "tags": ["night", "skin"]}),
        ("2026-10-03 08:15", "note", {"text": "Calm skin. @skin\nOats, walk.", "tags": ["skin"]}),
        ("2026-10-03 21:40", "note", {"text": "Crisps.\nThen\n[sic] mail a@b.com", "tags": ["starred"]}),
    ]
    assert report.rows == 3


def test_the_json_of_jrnl_gives_the_same_entries_as_its_text() -> None:
    rows = [
        {
            "title": "Calm skin. @skin",
            "body": "Oats, walk.\n",
            "date": "2026-10-03",
            "time": "08:15",
            "tags": ["@skin"],
        },
        {
            "title": "Crisps.",
            "body": "Then\n[sic] mail a@b.com",
            "date": "2026-10-03",
            "time": "21:40",
            "starred": True,
        },
        {"title": "Awake @night @skin.", "date": "2026-10-04", "time": "01:05", "tags": ["@night", "@skin"]},
    ]
    text = json.dumps({"tags": {}, "entries": [{"body": "", "tags": [], "starred": False} | row for row in rows]})
    assert imported(text)[0] == imported(JRNL)[0]


@pytest.mark.parametrize(
    "content",
    [JRNL, '{"tags": {}, "entries": [{"title": "Café", "body": "", "starred": true, "date": "2026-10-03"}]}'],
)
def test_text_and_json_in_utf_16_are_read(content: str) -> None:
    assert imported(content.encode("utf-16"))[0] == imported(content)[0] != []


def test_a_text_without_entries_is_refused() -> None:
    with pytest.raises(ExchangeError, match="no line that begins with a date"):
        read_source(stream("words\n"), ImportOptions(berlin_clock()), "jrnl")


def test_an_encrypted_or_ambiguous_journal_of_jrnl_is_refused() -> None:
    with pytest.raises(ExchangeError, match="encrypted"):
        imported(b"JRNLv3\0\1\2")
    with pytest.raises(ExchangeError, match="--dates"):
        imported("[03/04/2026 08:15] Calm.\n")
    assert listed(imported("[03/04/2026 08:15] Calm.\n", dates="dmy")[0])[0][0] == "2026-04-03 08:15"


def journal_zip(*entries: dict[str, Any]) -> bytes:
    """Return an export with these entries and a photo."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        document = {"metadata": {"version": "1.0"}, "entries": list(entries)}
        archive.writestr("My diary.json", json.dumps(document).replace("/", "\\/"))
        archive.writestr("photos/a.jpeg", b"x")
    return out.getvalue()


def test_an_entry_of_a_zipped_journal_is_a_note_in_its_own_zone() -> None:
    text = "Itchy\\.\n\n![](dayone-moment://AB)\n\n- oat \\*milk\\*"
    data = journal_zip(
        {"uuid": "A1", "creationDate": "2026-10-03T23:30:00Z", "timeZone": BERLIN, "text": text, "tags": ["a"]},
        {
            "uuid": "A2",
            "creationDate": "2026-10-04T11:00:00Z",
            "timeZone": "America/New_York",
            "text": "b",
            "tags": ["b"],
        },
        {"uuid": "A3", "creationDate": "2026-10-05T11:00:00Z", "photos": [{}]},
        {"uuid": "A4", "creationDate": "soon", "text": "c"},
    )
    assert recognised(stream(data)) == "day-one"
    entries, report = imported(data)
    assert listed(entries) == [
        ("2026-10-03 01:30", "note", {"text": "Itchy.\n\n- oat *milk*", "tags": ["a"]}),
        ("2026-10-04 07:00", "note", {"text": "b", "tags": ["b"]}),
    ]
    assert entries[1].zone == "America/New_York"
    assert report.skipped == {"it has no text": [3], "the date or time is not one that exists": [4]}
    assert "An entry has photos or recordings, which are not imported." in report.remarks


def test_an_entry_of_a_zipped_journal_that_was_edited_keeps_its_id() -> None:
    row = {"uuid": "A1", "creationDate": "2026-10-03T23:30:00Z", "timeZone": "Europe/Berlin", "text": "first"}
    first, second = imported(journal_zip(row))[0], imported(journal_zip(row | {"text": "second"}))[0]
    assert [entry.id for entry in first] == [entry.id for entry in second]
