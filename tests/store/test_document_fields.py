"""The fields by which a document is found and ordered, also where some of them cannot be read."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
import pytest
from msgspec import Raw

from gutskin_tui.store.replay import DocumentFields, document_fields

DAY, UPDATED = "2026-11-20", "2026-11-20T12:00:00.000+00:00"


@pytest.mark.parametrize(
    ("document", "fields"),
    [
        ({"id": "a", "day": DAY, "updated": UPDATED, "ml": 5}, DocumentFields("a", date(2026, 11, 20), UPDATED)),
        ({"id": "a"}, DocumentFields("a", None, "")),
        ({"id": "a", "day": "2026-W47-5", "updated": UPDATED}, DocumentFields("a", None, UPDATED)),
        ({"id": "a", "day": 5, "updated": UPDATED}, DocumentFields("a", None, UPDATED)),
        ({"id": "a", "day": DAY, "updated": 5}, DocumentFields("a", date(2026, 11, 20), "")),
        ({"id": "a", "day": [], "updated": None}, DocumentFields("a", None, "")),
        ({"id": 5, "day": DAY, "updated": UPDATED}, None),
        ({"day": DAY}, None),
        (["a", DAY], None),
    ],
)
def test_each_field_is_read_by_itself(document: Any, fields: DocumentFields | None) -> None:
    assert document_fields(Raw(msgspec.json.encode(document))) == fields


def test_what_is_not_text_has_no_fields() -> None:
    assert document_fields(Raw(b'{"id":"\xff"}')) is None
