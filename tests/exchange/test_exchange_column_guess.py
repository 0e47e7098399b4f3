"""Which columns of an unknown table hold the day and the time, by their names."""

from __future__ import annotations

import pytest

from gutskin_tui.exchange.input.column_guess import guessed_when


@pytest.mark.parametrize(
    ("names", "when"),
    [
        (["Mood", "Date", "Time"], {"day": "Date", "time": "Time"}),
        (["created_at", "Datum"], {"day": "Datum"}),
        (["Uhrzeit", "timestamp"], {"at": "timestamp"}),
        (["Full_Date", "date"], {"day": "date"}),
        (["Time"], {}),
        ([], {}),
    ],
)
def test_a_day_goes_before_an_instant_and_a_time_needs_a_day(names: list[str], when: dict[str, str]) -> None:
    assert guessed_when(names) == when
