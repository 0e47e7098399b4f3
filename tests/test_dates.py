"""Dates as people type them, around midnight, the turn of the journal day and changes of clocks too."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.date_words import DateError
from gutskin_tui.dates import (
    parse_day,
    parse_moment,
    parse_range,
)
from gutskin_tui.text import clean


def at(wall: str, zone: str = "Europe/London", day_start: time = time(4)) -> Clock:
    """Return a clock that stands at a wall time, or at what the clocks show then if they skip it."""
    instant = datetime.fromisoformat(wall).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return fixed_clock(instant.astimezone(ZoneInfo(zone)), zone, day_start)


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("now", "2026-11-21T14:15:00+00:00"),
        ("today", "2026-11-21T14:15:00+00:00"),
        ("yesterday", "2026-11-20T14:15:00+00:00"),
        ("yesterday 8pm", "2026-11-20T20:00:00+00:00"),
        ("  Yesterday   at 8 PM ", "2026-11-20T20:00:00+00:00"),
        ("8pm yesterday", "2026-11-20T20:00:00+00:00"),
        ("fri", "2026-11-20T14:15:00+00:00"),
        ("friday 20:00", "2026-11-20T20:00:00+00:00"),
        ("sat", "2026-11-21T14:15:00+00:00"),
        ("sun", "2026-11-15T14:15:00+00:00"),
        ("sat 8am", "2026-11-21T08:00:00+00:00"),
        ("8am", "2026-11-21T08:00:00+00:00"),
        ("7.30", "2026-11-21T07:30:00+00:00"),
        ("12:30pm", "2026-11-21T12:30:00+00:00"),
        ("14:15", "2026-11-21T14:15:00+00:00"),
        ("yesterday 00:30", "2026-11-21T00:30:00+00:00"),
        ("fri 12am", "2026-11-21T00:00:00+00:00"),
        ("2026-11-20 08:30", "2026-11-20T08:30:00+00:00"),
        ("2026-11-20 8:30", "2026-11-20T08:30:00+00:00"),
        ("2026-11-20T08:30:15", "2026-11-20T08:30:15+00:00"),
        ("2026-11-20T08:30Z", "2026-11-20T08:30:00+00:00"),
        ("2026-11-20T08:30+05:30", "2026-11-20T03:00:00+00:00"),
        ("2026-07-01 08:30", "2026-07-01T08:30:00+01:00"),
        ("20 nov", "2026-11-20T14:15:00+00:00"),
        ("nov 20", "2026-11-20T14:15:00+00:00"),
        ("20th November 2025", "2025-11-20T14:15:00+00:00"),
        ("20 nov 1am", "2026-11-20T01:00:00+00:00"),
        ("22 nov", "2025-11-22T14:15:00+00:00"),
        ("29 feb", "2024-02-29T14:15:00+00:00"),
        ("20/11/2026", "2026-11-20T14:15:00+00:00"),
        ("20.11.2026 09:00", "2026-11-20T09:00:00+00:00"),
        ("1/2", "2026-02-01T14:15:00+00:00"),
        ("Fri 20 Nov 2026", "2026-11-20T14:15:00+00:00"),
        ("-2h", "2026-11-21T12:15:00+00:00"),
        ("-30m", "2026-11-21T13:45:00+00:00"),
        ("2 hours ago", "2026-11-21T12:15:00+00:00"),
        ("-3d", "2026-11-18T14:15:00+00:00"),
        ("-1w", "2026-11-14T14:15:00+00:00"),
        ("-1d 9:00", "2026-11-20T09:00:00+00:00"),
        ("1900-01-01", "1900-01-01T14:15:00+00:00"),
    ],
)
def test_a_moment_is_what_a_person_means(typed: str, moment: str, clock: Clock) -> None:
    assert parse_moment(typed, clock).isoformat() == moment


@pytest.mark.parametrize(
    ("typed", "message"),
    [
        ("31 feb", '"31 feb" is not a date that exists.'),
        ("2026-02-29", '"2026-02-29" is not a date that exists.'),
        ("2026-02-29T10:00", '"2026-02-29t10:00" is not a date and time that exists.'),
        ("2026-11-20T08:30+23:60", '"2026-11-20t08:30+23:60" is not a date and time that exists.'),
        ("2026-11-20T08:30+05:75", '"2026-11-20t08:30+05:75" is not a date and time that exists.'),
        ("2026-11-20T08:30-99:59", '"2026-11-20t08:30-99:59" is not a date and time that exists.'),
        ("2026-11-20T24:00", '"2026-11-20t24:00" is not a date and time that exists.'),
        ("25:00", '"25:00" is not a time of day.'),
        ("yesterday 12:60", '"12:60" is not a time of day.'),
        ("13pm", '"13pm" is not a time of day.'),
        ("0am", '"0am" is not a time of day.'),
        ("tomorrow", "Sun 22 Nov 2026 is in the future."),
        ("2026-11-22", "Sun 22 Nov 2026 is in the future."),
        ("9999-12-31T23:59-12:00", "Fri 31 Dec 9999 is in the future."),
        ("today 14:16", "Sat 21 Nov 2026 14:16 is in the future."),
        ("23:00", 'Sat 21 Nov 2026 23:00 is in the future; for the day before, type "yesterday 23:00".'),
        ("00:30", 'Sun 22 Nov 2026 00:30 is in the future; for the day before, type "yesterday 00:30".'),
        ("2027-01-01T00:00Z", "Fri 1 Jan 2027 00:00 is in the future."),
        ("31 dec 1899", "Days before 1900 are too far back."),
        ("0001-01-01T00:00+14:00", "Days before 1900 are too far back."),
        ("-99999w", "Days before 1900 are too far back."),
        ("-9999999h", None),
        ("sun 21 nov 2026", "Sat 21 Nov 2026 is not a Sunday."),
        ("oct", '"oct" is several days; name one, such as "fri 8pm".'),
        ("last week 8pm", '"last week" is several days; name one, such as "fri 8pm".'),
        ("", None),
        ("soup", None),
        ("8", None),
        ("20 smarch", None),
        ("yesterday 8pm 9pm", None),
        ("\x1b[31m", None),
    ],
)
def test_a_refusal_is_a_plain_sentence(typed: str, message: str | None, clock: Clock) -> None:
    with pytest.raises(DateError) as refusal:
        parse_moment(typed, clock)
    assert refusal.value.understood == (message is not None)
    assert "yesterday 8pm" in refusal.value.message if message is None else refusal.value.message == message


ISO = r"(19|20|00|99)[0-9]{2}-[0-1][0-9]-[0-3][0-9][T ][0-2][0-9]:[0-6][0-9](:[0-6][0-9])?(Z|[+-][0-9]{2}:?[0-9]{2})?"


@given(
    st.text(st.characters(exclude_categories=()))
    | st.from_regex(r"[a-z0-9 :./+-]{1,20}", fullmatch=True)
    | st.from_regex(ISO, fullmatch=True)
)
def test_no_text_breaks_the_reader(typed: str) -> None:
    clock = at("2026-11-21T14:15")
    for read in (parse_moment, parse_range):
        message = "."
        try:
            read(typed, clock)
        except DateError as refusal:
            message = refusal.message
        assert message.endswith(".")
        assert message == clean(message)
        assert len(message) < 200


def test_long_text_is_refused_at_once_and_cut_in_the_message(clock: Clock) -> None:
    for typed in ("fri " * 5000 + "1", "1" * 50_000, "a" * 50_000, ": " * 20_000):
        with pytest.raises(DateError) as refusal:
            parse_moment(typed, clock)
        assert len(refusal.value.message) < 200


@pytest.mark.parametrize(
    ("typed", "moment", "day"),
    [
        ("now", "2026-11-21T01:00:00+00:00", "2026-11-20"),
        ("today", "2026-11-21T01:00:00+00:00", "2026-11-20"),
        ("23:00", "2026-11-20T23:00:00+00:00", "2026-11-20"),
        ("00:30", "2026-11-21T00:30:00+00:00", "2026-11-20"),
        ("yesterday", "2026-11-20T01:00:00+00:00", "2026-11-19"),
        ("yesterday 8pm", "2026-11-19T20:00:00+00:00", "2026-11-19"),
        ("fri", "2026-11-21T01:00:00+00:00", "2026-11-20"),
        ("sat", "2026-11-15T01:00:00+00:00", "2026-11-14"),
        ("18 nov", "2026-11-19T01:00:00+00:00", "2026-11-18"),
        ("2026-11-21 00:30", "2026-11-21T00:30:00+00:00", "2026-11-20"),
        ("21 nov 00:30", "2026-11-21T00:30:00+00:00", "2026-11-20"),
        ("yesterday 03:59", "2026-11-20T03:59:00+00:00", "2026-11-19"),
        ("yesterday 04:00", "2026-11-19T04:00:00+00:00", "2026-11-19"),
    ],
)
def test_after_midnight_the_evening_before_is_still_today(typed: str, moment: str, day: str) -> None:
    late = at("2026-11-21T01:00")
    assert parse_moment(typed, late).isoformat() == moment
    assert parse_day(typed, late).isoformat() == day


def test_clock_changes() -> None:
    spring = at("2026-03-29T12:00")
    assert parse_moment("2026-03-29 01:30", spring).isoformat() == "2026-03-29T02:30:00+01:00"
    assert parse_moment("-12h", spring).isoformat() == "2026-03-28T23:00:00+00:00"
    autumn = at("2026-10-25T12:00")
    assert parse_moment("2026-10-25 01:30", autumn).isoformat() == "2026-10-25T01:30:00+01:00"
    assert parse_moment("-12h", autumn).isoformat() == "2026-10-25T01:00:00+01:00"
    second_pass = fixed_clock(datetime.fromisoformat("2026-10-25T01:30:00+00:00"), "Europe/London")
    assert parse_moment("now", second_pass) == parse_moment("today", second_pass) == second_pass.now()


def test_a_skipped_hour_at_the_turn_of_the_day_stays_in_its_day() -> None:
    athens = at("2026-03-31T03:30", "Europe/Athens")  # 03:30 of the 29th does not exist there
    moment = parse_moment("28 mar", athens)
    assert moment.isoformat() == "2026-03-29T02:30:00+02:00"
    assert athens.day_of(moment) == date(2026, 3, 28)


CHANGING = ["Europe/London", "America/New_York", "Australia/Lord_Howe"]
PAST_WALLS = st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2026-11-20"))
NAMES = ["today", "yesterday", "-3d", "-1w", "fri", "sun", "18 nov", "1/3", "29 feb", "2024-02-29", "10 oct 2025"]


@given(
    st.datetimes(datetime.fromisoformat("2026-01-01"), datetime.fromisoformat("2027-12-31")),
    st.sampled_from(["UTC", "Europe/London", "Europe/Athens", "America/St_Johns", "Pacific/Apia", "Asia/Kolkata"]),
    st.integers(0, 12),
    st.sampled_from(NAMES),
    st.none() | st.times(),
)
def test_a_named_day_is_the_day_its_entry_is_filed_under(
    wall: datetime, zone: str, hour: int, name: str, clock_time: time | None
) -> None:
    clock = fixed_clock(wall.replace(tzinfo=ZoneInfo(zone)), zone, time(hour))
    assert clock.day_of(parse_moment(name, clock)) == parse_day(name, clock) <= clock.today()
    if clock_time and name in ("yesterday", "-3d", "-1w"):
        moment = parse_moment(f"{name} {clock_time:%H:%M}", clock)
        assert clock.day_of(moment) == parse_day(name, clock)


@pytest.mark.parametrize("zone", CHANGING)
@given(PAST_WALLS)
def test_an_instant_reads_back_from_its_iso_form(zone: str, wall: datetime) -> None:
    clock = at("2026-11-21T14:15", zone)
    moment = clock.localise(wall.replace(microsecond=0))
    assert parse_moment(moment.isoformat(), clock) == moment
    utc = moment.astimezone(UTC).replace(tzinfo=None, microsecond=999)
    assert parse_moment(f"{utc.isoformat()}Z", clock) == moment
    assert parse_moment(moment.replace(tzinfo=None).isoformat(" "), clock) == clock.localise(
        moment.replace(tzinfo=None)
    )


@pytest.mark.parametrize("zone", CHANGING)
@given(PAST_WALLS, st.integers(0, 400), st.sampled_from("mh"))
def test_elapsed_time_is_that_of_the_clock_and_not_of_the_wall(
    zone: str, wall: datetime, number: int, unit: str
) -> None:
    clock = at(wall.replace(microsecond=0).isoformat(), zone)
    seconds = (clock.now().astimezone(UTC) - parse_moment(f"-{number}{unit}", clock).astimezone(UTC)).total_seconds()
    assert seconds == number * {"m": 60, "h": 3600}[unit]


def test_in_an_hour_that_is_repeated_the_first_time_is_in_the_past_of_the_second() -> None:
    second = datetime(2016, 11, 6, 1, 10, tzinfo=ZoneInfo("America/New_York"), fold=1)
    clock = fixed_clock(second, "America/New_York")
    assert parse_moment("-30m", clock).isoformat() == "2016-11-06T01:40:00-04:00"
    assert parse_moment("1:40", clock).isoformat() == "2016-11-06T01:40:00-04:00"
    with pytest.raises(DateError, match="01:40 is in the future"):
        parse_moment("1:40", fixed_clock(second.replace(fold=0), "America/New_York"))
