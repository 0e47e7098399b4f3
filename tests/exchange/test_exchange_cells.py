"""Cells of other programs: encodings, delimiters, numbers, dates and times of day, and what is ambiguous in them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta, timezone

import pytest

from gutskin_tui.exchange.errors import ExchangeError
from gutskin_tui.exchange.input.csv_table import read_table
from gutskin_tui.exchange.input.date_cells import DateColumn, from_epoch, parse_clock, parse_duration
from gutskin_tui.exchange.input.entry_values import joined_foods
from gutskin_tui.exchange.input.number_cells import NumberColumn, split_amount
from gutskin_tui.exchange.input.text import GUESSED, decode, from_html, plain


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_encodings_with_a_mark_and_utf8_need_no_warning(encoding: str) -> None:
    assert decode("Blähung\r\nja\rnein\n".encode(encoding)) == ("Blähung\nja\nnein\n", "")


def test_windows_1252_is_read_with_a_warning_and_other_bytes_are_refused() -> None:
    assert decode("Blähung".encode("cp1252")) == ("Blähung", GUESSED)
    for data in (b"\x81\xff", b"SQLite format 3\0"):
        with pytest.raises(ExchangeError, match="is not text"):
            decode(data)


def test_text_without_what_a_terminal_must_not_get() -> None:
    assert plain("a\x1b[31mb\x9b\ud800\r\nc\t") == "a[31mb\ufffd\nc"
    assert from_html("<p>Dry<br>skin &amp; itch</p><ul><li>cheek</li><li>chin</li></ul>") == (
        "Dry\nskin & itch\n- cheek\n- chin"
    )
    assert from_html("itch < 3 > 1") == "itch < 3 > 1"


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_the_delimiter_is_that_of_the_known_names(sign: str) -> None:
    table = read_table(f"Day{sign}Food, Name\n2026-05-04{sign}oats\n".encode(), ["Day", "Food, Name"])
    if sign != ",":
        assert [row["food, name"] for row in table.rows] == ["oats"]
    assert [row["DAY"] for row in table.rows] == ["2026-05-04"]


def test_known_names_go_before_more_columns() -> None:
    table = read_table(b"Day;Food, Name, Kind\n2026-05-04;oats\n", ["Day", "Food, Name, Kind"])
    assert table.header == ["Day", "Food, Name, Kind"]


def test_rows_have_the_line_they_begin_in() -> None:
    table = read_table(b'a,b\r\n1,"x\r\ny"\r\n\r\n2,"say ""no"""')
    assert [(row.line, row["a"], row["b"], row["c"]) for row in table.rows] == [
        (2, "1", "x\ny", ""),
        (5, "2", 'say "no"', ""),
    ]


def test_a_row_with_too_few_cells_is_filled_up_with_empty_cells() -> None:
    (row,) = read_table(b"day,food,note\n2026-05-04,oats\n").rows
    assert (row["day"], row["food"], row["note"]) == ("2026-05-04", "oats", "")


def test_a_quote_that_is_not_closed_is_named_by_its_line() -> None:
    with pytest.raises(ExchangeError, match="begins in line 4 is not closed"):
        read_table(b'a,b\n1,2\n"x\ny","z\n3,4\n')


@pytest.mark.parametrize(
    ("cells", "numbers"),
    [
        (["1,000.5", "3.5", "2,000"], [1000.5, 3.5, 2000]),
        (["1.000,5", "3,5", "2.000"], [1000.5, 3.5, 2000]),
        (["1\xa0000,5", "2\u202f000"], [1000.5, 2000]),
        (["0,250", "1,5"], [0.25, 1.5]),
        (["-3", "+4.25"], [-3, 4.25]),
        (["N/A", "--", "", "."], [None] * 4),
    ],
)
def test_the_decimal_mark_is_that_of_the_column(cells: list[str], numbers: list[float | None]) -> None:
    column = NumberColumn("water", cells)
    assert [column.parse(cell) for cell in cells] == numbers


def test_a_number_that_could_be_two_is_refused_unless_the_mark_is_given() -> None:
    with pytest.raises(ExchangeError, match='column "water"'):
        NumberColumn("water", ["1,000", "2"])
    assert NumberColumn("water", ["1,000"], decimal=",").parse("1,000") == 1
    assert NumberColumn("water", ["1,000"], default=".").parse("1,000") == 1000
    with pytest.raises(ValueError, match="not a number"):
        NumberColumn("water", ["x"]).parse("12 monkeys")


def test_amounts_are_split_from_their_units() -> None:
    assert [split_amount(cell) for cell in ("8.00 fl oz", "58 g", "2", "some")] == [
        ("8.00", "fl oz"),
        ("58", "g"),
        ("2", ""),
        ("", "some"),
    ]


@pytest.mark.parametrize(
    ("cells", "days"),
    [
        (["04.05.2026", "13.05.2026"], [date(2026, 5, 4), date(2026, 5, 13)]),
        (["5/4/26", "5/13/26"], [date(2026, 5, 4), date(2026, 5, 13)]),
        (["2026/05/04", "2026-5-4"], [date(2026, 5, 4)] * 2),
        (["05/05/2026"], [date(2026, 5, 5)]),
        (["8th Dec 2021", "December 8, 2021", "Wed, 8 Dec 2021"], [date(2021, 12, 8)] * 3),
    ],
)
def test_the_order_of_dates_is_that_of_the_whole_column(cells: list[str], days: list[date]) -> None:
    column = DateColumn("when", cells)
    assert [column.parse(cell) for cell in cells] == days


def test_dates_that_could_be_two_are_refused_unless_the_order_is_given() -> None:
    with pytest.raises(ExchangeError, match=r'"when" is the month; add --dates dmy or --dates mdy\.'):
        DateColumn("when", ["04/05/2026", "06/07/2026"])
    assert DateColumn("when", ["04/05/2026"], "mdy").parse("04/05/2026") == date(2026, 4, 5)
    with pytest.raises(ExchangeError, match="different orders"):
        DateColumn("when", ["13/05/2026", "05/13/2026"])
    assert DateColumn("when", ["99/99/2026", "13/05/2026"]).parse("13/05/2026") == date(2026, 5, 13)


@pytest.mark.parametrize(
    ("cell", "moment"),
    [
        ("2026-05-04T08:15:00+02:00", datetime(2026, 5, 4, 8, 15, tzinfo=timezone(timedelta(hours=2)))),
        ("2026-05-04 08:15:30Z", datetime(2026, 5, 4, 8, 15, 30, tzinfo=UTC)),
        ("2026-05-04 08:15", datetime(2026, 5, 4, 8, 15)),  # noqa: DTZ001
        ("8th Dec 2021 9:05 pm", datetime(2021, 12, 8, 21, 5)),  # noqa: DTZ001
        ("2026-05-04", date(2026, 5, 4)),
    ],
)
def test_cells_with_a_date_and_a_time(cell: str, moment: date) -> None:
    assert DateColumn("when", [cell]).moment(cell) == moment


@pytest.mark.parametrize(
    ("cell", "clock"),
    [("22:13", time(22, 13)), ("1:49 PM", time(13, 49)), ("12:00\u202fAM", time(0)), ("12:30 p.m.", time(12, 30)),
     ("9:00\xa0am ", time(9)), ("08:15 ", time(8, 15)), ("7 pm", time(19))],
)  # fmt: skip
def test_times_of_day(cell: str, clock: time) -> None:
    assert parse_clock(cell) == clock


@pytest.mark.parametrize("cell", ["", "13:00 PM", "25:00", "noon", "7", "0:30 am"])
def test_what_is_no_time_of_day(cell: str) -> None:
    with pytest.raises(ValueError):
        parse_clock(cell)


def test_durations_and_epochs() -> None:
    assert parse_duration("7:45") == 7.75
    assert from_epoch(1777874700) == from_epoch(1777874700000) == datetime(2026, 5, 4, 6, 5, tzinfo=UTC)
    with pytest.raises(ValueError):
        from_epoch(1e300)


def test_a_comma_in_a_food_does_not_split_it() -> None:
    assert joined_foods(["Oats, Rolled, Dry", " milk "]) == ("Oats – Rolled – Dry, milk", "Oats, Rolled, Dry")
