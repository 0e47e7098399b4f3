"""The versions that a change makes, as the watermark records them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import msgspec
from msgspec import Raw

from gutskin_tui.store.replay import Delta, delta
from gutskin_tui.store.versions import Version, changes

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def put(number: int, minutes: int) -> Delta:
    document = {"id": f"id{number}", "updated": (NOW + timedelta(minutes=minutes)).isoformat()}
    return delta("drink", str(number), None, Raw(msgspec.json.encode(document)))


def test_of_many_new_documents_the_last_and_the_newest_are_recorded() -> None:
    deltas = [put(number, 60 if number == 3 else -number) for number in range(10)]
    recorded = changes(deltas, 4)
    assert set(recorded) == {"id6", "id7", "id8", "id9", "id3"}
    assert recorded["id3"] == Version(NOW + timedelta(hours=1))
    assert len(changes(deltas, 10)) == 10


def test_each_of_many_changes_is_recorded_if_a_document_was_removed() -> None:
    removed = put(3, 0)
    recorded = changes([removed.inverse(), *(put(number, 0) for number in range(4, 10))], 4)
    assert set(recorded) == {f"id{number}" for number in range(3, 10)}
    assert recorded["id3"] is None


def test_a_document_that_cannot_be_read_is_not_recorded() -> None:
    unreadable = delta("drink", "1", None, Raw(b'{"ml":1}'))
    assert set(changes([unreadable, put(2, 0), put(3, 5), unreadable], 1)) == {"id3"}
