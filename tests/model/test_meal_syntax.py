"""The entry line of meals: foods, time, tags and note; text that only resembles a mark stays food."""

from __future__ import annotations

from datetime import datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.meal_syntax import parse_meal_line
from gutskin_tui.model.tag_syntax import LineError

NOON = fixed_clock(datetime(2026, 11, 21, 14, 15, tzinfo=ZoneInfo("UTC")))


def test_the_line_of_the_sketch(clock: Clock) -> None:
    line = parse_meal_line("lentil soup, sourdough @12:30 +dairy #work lunch", clock)
    assert line.text == "lentil soup, sourdough"
    assert line.at is not None
    assert line.at.isoformat() == "2026-11-21T12:30:00+00:00"
    assert line.tags == ("dairy",)
    assert line.note == "work lunch"
    assert line.slot == "lunch"


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("", ""),
        ("  soup  ", "soup"),
        ("2 + 1 eggs", "2 + 1 eggs"),
        ("mac@home", "mac@home"),
        ("coffee @ home", "coffee @ home"),
        ("7up+, c# major cake", "7up+, c# major cake"),
        ("eggs +2", "eggs +2"),
        ("soup, ", "soup"),
        ("soup, @12:30, bread", "soup, bread"),
        ("soup @12:30, bread", "soup, bread"),
        ("soup @12:30 with bread", "soup with bread"),
        ("@12:30 soup", "soup"),
        ("soup +dairy, bread +nuts", "soup, bread"),
        ("soup\nbread\r\n\n butter,\njam\n", "soup, bread, butter, jam"),
        ("soup +dairy\nbread", "soup, bread"),
        ("soup\n+dairy bread", "soup, bread"),
        ("soup,\n+dairy\n, bread", "soup, bread"),
        ("tea: green", "tea: green"),
        ("crème brûlée 🍮, 日本", "crème brûlée 🍮, 日本"),
        ("[red]x[/b], \x1b[31m", "[red]x[/b], \x1b[31m"),
    ],
)
def test_foods_stay_as_typed(typed: str, text: str, clock: Clock) -> None:
    assert parse_meal_line(typed, clock).text == text


@pytest.mark.parametrize(
    ("typed", "at", "text"),
    [
        ("soup @12:30", "2026-11-21T12:30", "soup"),
        ("soup @yesterday", "2026-11-20T14:15", "soup"),
        ("soup @yesterday 8pm", "2026-11-20T20:00", "soup"),
        ("soup @yesterday at 8 pm +x", "2026-11-20T20:00", "soup"),
        ('soup @"fri 8pm" 7up', "2026-11-20T20:00", "soup 7up"),
        ('soup @"fri" 8 pm', "2026-11-20T14:15", "soup 8 pm"),
        ("@fri 2 eggs", "2026-11-20T14:15", "2 eggs"),
        ("@20 nov 9:00 oats", "2026-11-20T09:00", "oats"),
        ("@12:30, 9:00 rolls", "2026-11-21T12:30", "9:00 rolls"),
        ("soup @2026-11-20 08:30", "2026-11-20T08:30", "soup"),
        ("soup @-2h", "2026-11-21T12:15", "soup"),
    ],
)
def test_a_time_includes_the_words_that_belong_to_it(typed: str, at: str, text: str, clock: Clock) -> None:
    line = parse_meal_line(typed, clock)
    assert line.at == datetime.fromisoformat(f"{at}+00:00")
    assert line.text == text


@pytest.mark.parametrize(
    ("typed", "tags", "note"),
    [
        ("soup +dairy +work", ("dairy", "work"), ""),
        ("soup +dairy +Dairy", ("dairy",), ""),
        ("soup +dairy,+nuts", ("dairy", "nuts"), ""),
        ("soup +café +cafe\u0301 +da\u00adiry +dairy", ("café", "da\u00adiry"), ""),
        ('soup +"eaten  out"', ("eaten out",), ""),
        ("soup +é", ("é",), ""),
        ("soup #late +dairy @noon #x", (), "late +dairy @noon #x"),
        ("soup #one\ntwo", (), "one, two"),
        ("#1 burger", (), "1 burger"),
        ("soup #", (), ""),
    ],
)
def test_tags_and_note(typed: str, tags: tuple[str, ...], note: str, clock: Clock) -> None:
    line = parse_meal_line(typed, clock)
    assert (line.tags, line.note) == (tags, note)


@pytest.mark.parametrize(
    ("typed", "slot", "text"),
    [
        ("breakfast: oats", "breakfast", "oats"),
        (" Dinner : salmon @8:00", "dinner", "salmon"),
        ("oats @8:00", "breakfast", "oats"),
        ("oats @yesterday 18:00", "dinner", "oats"),
        ("oats", "lunch", "oats"),
        ("breakfast oats", "lunch", "breakfast oats"),
    ],
)
def test_the_meal_is_named_or_follows_from_the_time(typed: str, slot: str, text: str) -> None:
    line = parse_meal_line(typed, fixed_clock(datetime(2026, 11, 21, 12, 40, tzinfo=ZoneInfo("UTC"))))
    assert (line.slot, line.text) == (slot, text)


@pytest.mark.parametrize(
    ("typed", "part", "message"),
    [
        ("soup @home +x", "@home", '"home" is not a time; try @12:30, @yesterday or @"fri 8pm".'),
        ("soup @25:00", "@25:00", '"25:00" is not a time of day.'),
        ("soup @31 feb, bread", "@31 feb", '"31 feb" is not a date that exists.'),
        ("soup @today 23:00 +x", "@today 23:00", "Sat 21 Nov 2026 23:00 is in the future."),
        ("soup @oct", "@oct", '"oct" is several days; name one, such as "fri 8pm".'),
        ('soup @"blue moon" x', '@"blue moon"', '"blue moon" is not a time; try @12:30, @yesterday or @"fri 8pm".'),
        ('soup @"fri 8pm', '"fri 8pm', "The quote is not closed."),
        ('soup @"" x', '@""', '"" is not a time; try @12:30, @yesterday or @"fri 8pm".'),
        ("soup @8:00 bread @9:00", "@9:00", "Two times given; keep one."),
        ('soup +"" x', '+""', "A tag needs a word after +, such as +dairy."),
        ('soup +"out', '"out', "The quote is not closed."),
        ("soup +" + "x" * 201, "+" + "x" * 201, "A tag has at most 200 characters."),
    ],
)
def test_an_error_points_at_its_place(typed: str, part: str, message: str, clock: Clock) -> None:
    with pytest.raises(LineError) as refusal:
        parse_meal_line(typed, clock)
    assert refusal.value.message == message
    assert typed[refusal.value.start : refusal.value.end] == part


@given(st.text(st.sampled_from('ab1: ,@+#"\n\t8pm\x1b\u200b日') | st.characters(exclude_categories=()), max_size=60))
def test_no_text_breaks_the_line(typed: str) -> None:
    start, end = 0, 1
    try:
        line = parse_meal_line(typed, NOON)
        assert "\n" not in line.text + line.note
    except LineError as refusal:
        start, end = refusal.start, refusal.end
    assert 0 <= start < end <= max(1, len(typed))


WORDS = st.lists(st.sampled_from(["soup", "2 eggs", "mac@home", "7up+", "1 + 1 toast", "日本茶"]), max_size=4)


@given(
    WORDS,
    st.lists(st.sampled_from(["dairy", "out", "späti"]), unique=True),
    st.booleans(),
    st.sampled_from(["", "so so"]),
)
def test_every_part_parses_to_itself(foods: list[str], tags: list[str], timed: bool, note: str) -> None:
    typed = ", ".join(foods) + "".join(f" +{tag}" for tag in tags) + " @9:05" * timed + (f" #{note}" if note else "")
    line = parse_meal_line(typed, NOON)
    assert (line.text, line.tags, line.note) == (", ".join(foods), tuple(tags), note)
    assert line.at == (datetime.combine(NOON.today(), time(9, 5), ZoneInfo("UTC")) if timed else None)


def test_long_lines_are_read_at_once(clock: Clock) -> None:
    assert len(parse_meal_line("soup, " * 2000, clock).text) > 11_000
    assert parse_meal_line(" " * 50_000 + "soup" + "\n" * 50_000, clock).text == "soup"
