from __future__ import annotations

import pytest

from gutskin_tui.charts.palette import DARK, MONO
from gutskin_tui.charts.table import chart_table
from tests.charts.pictures import LAST, block, days_to, lines

DAYS = days_to(LAST, 3)


def test_a_table_holds_the_numbers_of_the_chart() -> None:
    table = chart_table(DAYS, [3, None, 4.26], [None, 3, 3.66], name="sleep", unit="h", decimals=2, ink=MONO.ascii())
    assert lines(table) == block(
        """
        ¦+-------------------------------------+
        ¦|day             |  sleep | 7-day mean|
        ¦|----------------+--------+-----------|
        ¦|Sat 21 Nov 2026 | 4.26 h |      3.7 h|
        ¦|Fri 20 Nov 2026 |      . |      3.0 h|
        ¦|Thu 19 Nov 2026 | 3.00 h |          .|
        ¦+-------------------------------------+
        """
    )


def test_oldest_first_and_without_means() -> None:
    drawn = [line.split() for line in lines(chart_table(DAYS, [3, None, 4], name="skin", newest_first=False))]
    rows = [line for line in drawn if "Nov" in line]
    assert [row[-1] for row in rows] == ["3", "·", "4"]
    assert [row[1] for row in rows] == ["19", "20", "21"]
    assert not any("mean" in line for line in drawn)


def test_names_are_data_and_narrow_tables_wrap() -> None:
    drawn = lines(chart_table(DAYS, [1, 2, 3], name="[b]x[/b]\x1b", ink=DARK.ascii()), 24)
    assert "[b]x[/b]" in "".join(drawn).replace("|", "").replace(" ", "")
    assert max(map(len, drawn)) <= 24
    assert "".join(drawn).isascii()


def test_nonsense_is_refused() -> None:
    with pytest.raises(ValueError, match="values"):
        chart_table(DAYS, [1, 2, float("nan")], name="skin")
    with pytest.raises(ValueError, match="2 values for 3 days"):
        chart_table(DAYS, [1, 2], name="skin")
    with pytest.raises(ValueError, match="means"):
        chart_table(DAYS, [1, 2, 3], [1], name="skin")
