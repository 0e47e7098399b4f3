"""today, list, streaks, trends."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from click.testing import Result

from gutskin_tui import paths
from gutskin_tui.clock import Clock
from gutskin_tui.model.entries import encode, make
from gutskin_tui.model.ids import short_id
from gutskin_tui.model.kinds import MEASURES, AnyEntry
from gutskin_tui.model.sample.generator import sample_entries
from gutskin_tui.store import Journal

Good = Callable[..., str]
Entries = Callable[[], list[AnyEntry]]
TODAY = date(2026, 11, 21)


def fill(*made: AnyEntry) -> None:
    with Journal.open(paths.journal_path()) as journal:
        journal.add(*made)


def scored(clock: Clock, scores: dict[int, int]) -> list[AnyEntry]:
    """Return skin check-ins by days before today."""
    now = clock.now()
    return [make("skin", {"severity": score}, clock, now - timedelta(days=back)) for back, score in scores.items()]


def test_today_lists_entries_and_what_is_missing(good: Good, entries: Entries) -> None:
    good("add", "meal", "oats", "--at", "08:00")
    good("add", "drink", "2000")
    good("add", "stress", "3", "--at", "yesterday")
    output = good("today").splitlines()
    meal, drink = (entry for entry in entries() if entry.day == "2026-11-21")
    assert output[0] == "Saturday 21 November 2026"
    assert output[1].split() == [short_id(meal.id), "08:00", "meal", "oats"]
    assert output[2].split() == [short_id(drink.id), "14:15", "drink", "2000", "ml", "water"]
    assert output[3] == "Still to log: lunch, dinner, skin, stress, sleep."


@pytest.mark.parametrize(
    ("names", "missing"),
    [("meal", "lunch, dinner"), ("lunch", "lunch"), ("drink,skin", "water, skin"), ("breakfast", "")],
)
def test_today_is_limited_to_kinds_or_meals(good: Good, names: str, missing: str) -> None:
    good("add", "meal", "oats", "--slot", "breakfast")
    lines = good("today", "--missing", names).splitlines()
    assert lines[-1] == (f"Still to log: {missing}." if missing else "Everything logged.")


def test_an_empty_today_teaches_the_first_step(good: Good) -> None:
    assert "gutskin add drink 250" in good("today")


def test_list_is_in_order_and_aligned(good: Good, entries: Entries, clock: Clock) -> None:
    fill(*sample_entries(3, 1, clock))
    lines = good("list").splitlines()
    assert [line[:6] for line in lines] == [short_id(entry.id) for entry in entries()]
    assert len({line.index(entry.kind, 24) for line, entry in zip(lines, entries(), strict=True)}) == 1


def test_list_json_is_the_entries(good: Good, entries: Entries, clock: Clock) -> None:
    assert json.loads(good("list", "--json")) == []
    fill(*sample_entries(3, 1, clock))
    assert json.loads(good("list", "--json")) == [json.loads(encode(entry)) for entry in entries()]


@pytest.mark.parametrize(
    ("options", "backs"),
    [
        (["--from", "yesterday"], [1, 0]),
        (["--to", "yesterday"], [40, 2, 1]),
        (["--from", "2026-11-19", "--to", "2026-11-20"], [2, 1]),
        (["--from", "oct", "--to", "oct"], [40]),
        (["--kind", "skin", "--from", "today"], [0]),
        (["--kind", "meal"], []),
    ],
)
def test_list_by_days_and_kind(good: Good, clock: Clock, options: list[str], backs: list[int]) -> None:
    fill(*scored(clock, {0: 1, 1: 2, 2: 3, 40: 4}))
    days = [entry["day"] for entry in json.loads(good("list", "--json", *options))]
    assert days == [(TODAY - timedelta(days=back)).isoformat() for back in backs]


@pytest.mark.parametrize(("start", "sunday"), [("sunday", True), ("monday", False)])
def test_a_week_begins_as_set_in_the_settings(good: Good, clock: Clock, start: str, sunday: bool) -> None:
    fill(*scored(clock, {6: 1, 5: 2}))  # the Sunday before this Saturday, and the Monday
    good("settings", "set", "week-start", start)
    days = [entry["day"] for entry in json.loads(good("list", "--json", "--from", "this week"))]
    assert ("2026-11-15" in days) is sunday
    assert "2026-11-16" in days
    assert ("2026" in good("find", 'on:"this week" skin=1')) is sunday


BAD_SPANS = [
    ["--from", "31 feb"],
    ["--from", "\x1b[31m"],
    ["--to", "x" * 9999],
    ["--from", ""],
    ["--from"],
    ["--kind", "x"],
    ["--kind", ""],
    ["--from", "today", "--to", "yesterday"],
    ["--nonsense"],
    ["extra"],
]


@pytest.mark.parametrize("options", BAD_SPANS)
@pytest.mark.parametrize("command", ["list", "export"])
def test_bad_days_and_kinds_are_refused(run: Callable[..., Result], command: str, options: list[str]) -> None:
    result = run(command, *options)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "\x1b" not in result.stderr


def test_what_was_typed_cannot_command_a_terminal(good: Good) -> None:
    good("add", "meal", "\x1b]0;owned\x07 [red]\u202e oats\nsecond line", "--note", "\x1b[2J")
    for words in (["today"], ["list"]):
        output = good(*words)
        assert "\x1b" not in output
        assert "\u202e" not in output
        assert sum("oats" in line for line in output.splitlines()) == 1


def test_streaks_by_hand(good: Good, clock: Clock) -> None:
    assert json.loads(good("streaks", "--json")) == []
    assert "begins with the first entry" in good("streaks")
    fill(*scored(clock, {1: 4, 2: 4, 3: 4, 5: 4, 6: 4, 7: 4, 8: 4}))
    by_name = {row.pop("name"): row for row in json.loads(good("streaks", "--json"))}
    assert set(by_name) == {"any entry", "skin"}
    skin = by_name["skin"]
    assert (skin["current"], skin["longest"]) == (3, 4)
    assert (skin["last_chance"], skin["days_left"]) == ("2026-11-21", 0)
    keep = 0.5 ** (1 / 13)
    score = 0.0
    for value in (1, 1, 1, 1, 0, 1, 1, 1):
        score = score * keep + value * (1 - keep)
    assert skin["regularity"] == pytest.approx(score)
    output = good("streaks")
    assert "Log today to keep: any entry, skin\n" in output
    assert "\x1b" not in output
    assert all(len(line) <= 80 for line in output.splitlines())


def test_the_water_goal_has_a_streak_of_its_own(good: Good) -> None:
    for when, ml in (("today", 2000), ("yesterday", 2000), ("-2d", 1999)):
        good("add", "drink", str(ml), "--at", when)
    by_name = {row["name"]: row["current"] for row in json.loads(good("streaks", "--json"))}
    assert by_name == {"any entry": 3, "drink": 3, "water goal": 2}


def test_trends_by_hand(good: Good, clock: Clock) -> None:
    assert json.loads(good("trends", "--json")) == []
    assert "begin with the first entry" in good("trends")
    fill(*scored(clock, {0: 6, 1: 3, 3: 3}))
    (series,) = json.loads(good("trends", "--json"))
    assert (series["series"], series["label"], series["unit"]) == ("severity", "Skin", "")
    assert series["days"] == [
        {"day": "2026-11-18", "value": 3.0, "mean7": None, "mean28": None, "mean90": None},
        {"day": "2026-11-19", "value": None, "mean7": None, "mean28": None, "mean90": None},
        {"day": "2026-11-20", "value": 3.0, "mean7": None, "mean28": None, "mean90": None},
        {"day": "2026-11-21", "value": 6.0, "mean7": 4.0, "mean28": None, "mean90": None},
    ]


def test_today_is_in_no_mean_and_no_regularity_before_it_ends_or_reaches_its_goal(good: Good, clock: Clock) -> None:
    for back in range(1, 8):
        good("add", "drink", "2000", "--at", f"-{back}d")
        good("add", "exercise", "30", "--at", f"-{back}d")
    good("add", "drink", "500")
    good("add", "exercise", "10")

    def numbers() -> tuple[dict, float]:
        series = {row["series"]: row for row in json.loads(good("trends", "--json"))}
        names = {row["name"]: row for row in json.loads(good("streaks", "--json"))}
        return series, names["water goal"]["regularity"]

    series, regular = numbers()
    keep = 0.5 ** (1 / 13)
    assert regular == pytest.approx(1 - keep**7)
    for name, value, mean in (("water", 500, 2000), ("exercise", 10, 30)):
        today = series[name]["days"][-1]
        assert (series[name]["so_far"], today["value"], today["mean7"]) == (True, value, mean)
    output = good("trends")
    assert "Today so far, in no average yet: water 2 glasses" in output
    assert rows(output)["Water"].startswith("8.0 glasses")
    good("add", "drink", "1500")
    series, regular = numbers()
    assert regular == pytest.approx(1 - keep**8)
    assert (series["water"]["so_far"], series["water"]["days"][-1]["mean7"]) == (False, 2000)
    assert "water" not in good("trends").rpartition("Today so far")[2]


def rows(output: str) -> dict[str, str]:
    labels = sorted((measure.label for _, measure in MEASURES.values()), key=len, reverse=True)
    means: dict[str, str] = {}
    for line in output.splitlines():
        label = next((name for name in labels if line.startswith(f"{name}  ")), None)
        if label:
            means[label] = line.removeprefix(label).strip()
    return means


def test_trends_in_words(good: Good, clock: Clock) -> None:
    fill(*scored(clock, {back: 2 if back < 7 else 4 for back in range(14)}))
    output = good("trends")
    row = rows(output)["Skin"]
    assert "2.0" in row
    assert "better" in row
    assert output.startswith("Skin, 28 days\n")
    assert "\x1b" not in output


def test_trends_print_how_many_days_they_need(good: Good, clock: Clock) -> None:
    fill(*scored(clock, {0: 6}))
    assert rows(good("trends"))["Skin"].startswith("needs 2 more days")


def test_a_year_fits_80_columns(good: Good, clock: Clock) -> None:
    fill(*sample_entries(120, 1, clock))
    assert set(rows(good("trends"))) >= {"Water", "Skin", "Stress", "Sleep", "Exercise"}
    for words in (["trends"], ["streaks"]):
        output = good(*words)
        assert all(len(line) <= 80 for line in output.splitlines())


def test_the_strip_of_a_long_streak_has_today(good: Good, clock: Clock) -> None:
    fill(*scored(clock, dict.fromkeys(range(120), 4)))
    lines = good("streaks").splitlines()
    dates = lines.pop()
    assert dates.endswith(" today")
    assert {len(line) for line in lines} == {len(dates)}
    assert all(line.endswith("■■■■") for line in lines)


def test_the_ascii_setting_reaches_the_charts(good: Good, clock: Clock) -> None:
    fill(*sample_entries(60, 1, clock))
    good("settings", "set", "ascii", "true")
    assert good("trends").isascii()
    assert good("streaks").isascii()


@pytest.mark.parametrize(
    "words", [["streaks", "x"], ["trends", "--jason"], ["today", "x"], ["find"], ["find", "--json"]]
)
def test_bad_options_are_refused(run: Callable[..., Result], words: list[str]) -> None:
    assert run(*words).exit_code == 2


def test_find_matches_labels_by_tag(good: Good) -> None:
    good("add", "meal", "yogurt", "--at", "yesterday 8:00")
    good("add", "meal", "kale", "--at", "08:00")
    assert good("find", "tag:dairy").splitlines()[-1] == "1 day found."
    assert good("find", "tag:added_sugar") == "No matching days.\n"
    assert good("find", "tag:added_sugar?").splitlines()[0] == "Fri 20 Nov 2026"
    assert good("find", "-tag:dairy").splitlines()[0] == "Sat 21 Nov 2026"


def test_find_shows_the_days_newest_first(good: Good) -> None:
    good("add", "meal", "pizza, beer", "--at", "2026-11-07 19:30")
    good("add", "skin", "--severity", "5", "--at", "2026-11-07 20:00")
    good("add", "meal", "pizza", "--at", "2026-11-18 20:10")
    good("add", "meal", "oats", "--at", "2026-11-19 08:00")
    output = good("find", "pizza", "since:nov").splitlines()
    assert [output[0], output[2], output[-1]] == ["Wed 18 Nov 2026", "Sat 7 Nov 2026", "2 days found."]
    assert [line.split()[1] for line in output if "pizza" in line] == ["20:10", "19:30"]
    assert good("find", "pizza", "skin>=4").splitlines()[0] == "Sat 7 Nov 2026"
    assert good("find", "pizza skin>=4") == good("find", "pizza", "skin>=4")
    assert good("find", "pizza", "-beer").splitlines()[0] == "Wed 18 Nov 2026"
    assert good("find", "sushi") == "No matching days.\n"


@pytest.mark.parametrize(
    ("query", "place"),
    [(["skn:4"], 1), (["pizza", "skn>=4"], 7), (["since:32 feb"], 7), (["kind:\x1b[31m"], 6), (["note:"], 1)],
)
def test_a_query_that_is_not_understood(run: Callable[..., Result], query: list[str], place: int) -> None:
    result = run("find", *query)
    assert (result.exit_code, result.stdout) == (2, "")
    assert f"At character {place} of the query: " in result.stderr
    assert "\x1b" not in result.stderr


def test_find_reads_words_in_every_way_of_writing_them(good: Good) -> None:
    good("add", "meal", "sm\u00f8rrebr\u00f8d, shepherd\u2019s pie, gluten\u2011free choco\u00adlate")
    good("add", "drink", "200", "--what", "Caf\u00e9 cre\u0300me")
    for query in (
        "smorrebrod",
        "SMØRREBRØD",
        "shepherd's pie",
        "food:shepherds",
        '"shepherd‘s pie"',
        "“gluten free”",
        "gluten-free",
        "gluten–free",
        "chocolate",
        "food:choco",
        "food:cafe",
        'food:"café crème"',
        "food:“cafe\u00a0creme”",
    ):
        assert good("find", query).splitlines()[-1] == "1 day found.", query
    assert good("find", "food:barley") == "No matching days.\n"


def test_a_frequency_is_of_a_kind_and_is_written_as_times_in_days(run: Callable[..., Result]) -> None:
    assert "did you mean exercise?" in run("settings", "set", "frequencies", "exercize=3/7").stderr
    assert "3 times in 7 days" in run("settings", "set", "frequencies", "exercise=often").stderr
