"""Fields: what a person types becomes a value, and back; every refusal is one plain sentence."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from entry_strategies import values
from hypothesis import example, given, settings
from hypothesis import strategies as st

from gutskin_tui.model.fields import LONGEST_ECHO, Field, FieldError
from gutskin_tui.model.kinds import KINDS

EVERY = [pytest.param(field, id=f"{kind.name}.{field.name}") for kind in KINDS.values() for field in kind.fields]


def field(kind: str, name: str) -> Field:
    return KINDS[kind].field(name)


def refusal(spec: Field, typed: str) -> str:
    with pytest.raises(FieldError) as refused:
        spec.parse(typed)
    assert refused.value.field == spec.name
    return refused.value.message


def refused_or_not(spec: Field, typed: str) -> str | None:
    try:
        spec.parse(typed)
    except FieldError as error:
        return error.message
    return None


def is_plain_sentence(message: str) -> bool:
    """Whether a message is a sentence, or the question that suggests one of the choices."""
    ended = message.endswith(".") or re.search(r"; did you mean [a-z_ ]+\?$", message)
    return message[0].isupper() and bool(ended) and "\n" not in message and "\x1b" not in message


@pytest.mark.parametrize("spec", EVERY)
@settings(max_examples=30)
@given(data=st.data())
def test_formatted_values_parse_to_the_same_value(spec: Field, data: st.DataObject) -> None:
    value = data.draw(values(spec))
    assert spec.parse(spec.format(value)) == value


@pytest.mark.parametrize("spec", EVERY)
@settings(max_examples=30)
@example(typed="REAA")  # like breakfast
@given(typed=st.text())
def test_any_text_is_parsed_or_refused_in_a_sentence(spec: Field, typed: str) -> None:
    message = refused_or_not(spec, typed)
    assert message is None or is_plain_sentence(message)


@pytest.mark.parametrize("spec", EVERY)
@pytest.mark.parametrize("typed", ["secret" * 500, "9" * 5000, "-" + "9" * 5000, "0." + "0" * 5000 + "1", "x=" * 999])
def test_a_refusal_repeats_little_of_what_was_typed(spec: Field, typed: str) -> None:
    message = refused_or_not(spec, typed) or ""
    assert typed[: LONGEST_ECHO + 1] not in message
    assert "secret" not in message


@pytest.mark.parametrize("spec", EVERY)
@pytest.mark.parametrize("blank", ["", "  ", "\t\n"])
def test_a_blank_is_not_recorded_or_is_required(spec: Field, blank: str) -> None:
    if spec.required:
        assert refusal(spec, blank) == f"Please fill in {spec.label}."
    else:
        assert spec.parse(blank) == spec.default


def test_a_blank_of_scores_is_a_new_dict_each_time() -> None:
    regions = field("skin", "regions")
    regions.parse("")["chin"] = 3
    assert regions.parse("") == {}


@pytest.mark.parametrize("spec", [param for param in EVERY if param.values[0].type in ("int", "float")])
def test_numbers_outside_their_range_or_no_numbers_are_refused_with_the_range(spec: Field) -> None:
    assert spec.low is not None
    assert spec.high is not None
    low, high = spec.low, spec.high
    assert spec.parse(f"{low:g}") == low
    assert spec.parse(f"{high:g}") == high
    for outside in (low - 1, high + 1):
        message = refusal(spec, f"{outside:g}")
        assert (
            message == f"{spec.label} must be between {spec.range.replace(' to ', ' and ')} (you entered {outside:g})."
        )
    for wrong in ("many", "nan", "inf", "-inf", "1e999", "1_0", "0x5", "3;4", "--3"):
        message = refusal(spec, wrong)
        assert spec.range in message
        assert is_plain_sentence(message)


@pytest.mark.parametrize("spec", [param for param in EVERY if param.values[0].type == "int"])
def test_whole_numbers_accept_no_fractions(spec: Field) -> None:
    assert refusal(spec, "2.5") == f"{spec.label}: enter a whole number, {spec.range}."
    assert spec.parse("2.0") == 2


@pytest.mark.parametrize("spec", [param for param in EVERY if param.values[0].type == "int"])
@pytest.mark.parametrize("unit", ["", " ", "unit"])
@pytest.mark.parametrize(
    ("typed", "readings"),
    [("1,000", "1000 or 1"), ("2.000", "2000 or 2"), ("1.500", "1500 or 1.5"), ("12,345", "12345 or 12,3450")],
)
def test_a_mark_before_three_digits_of_a_whole_number_has_two_readings(
    spec: Field, unit: str, typed: str, readings: str
) -> None:
    message = refusal(spec, typed + unit.replace("unit", spec.unit))
    assert message == f"{spec.label}: {typed} could be {readings}; type the one you mean."


@pytest.mark.parametrize("spec", [param for param in EVERY if param.values[0].type == "float"])
def test_a_decimal_may_have_three_digits(spec: Field) -> None:
    assert spec.parse("7.125") == spec.parse("7,125") == 7.125
    assert spec.parse("5.000") == 5.0


@pytest.mark.parametrize("spec", [param for param in EVERY if param.values[0].longest])
def test_texts_that_are_too_long_are_refused_with_both_lengths(spec: Field) -> None:
    assert spec.longest is not None
    spec.parse("x" * spec.longest)
    message = refusal(spec, "x" * (spec.longest + 1))
    assert str(spec.longest) in message
    assert str(spec.longest + 1) in message
    assert "xx" not in message


@pytest.mark.parametrize(
    ("kind", "name", "typed", "value"),
    [
        ("sleep", "hours", "7.5", 7.5),
        ("sleep", "hours", "7,5", 7.5),
        ("sleep", "hours", "7.5 h", 7.5),
        ("sleep", "hours", "7h30", 7.5),
        ("sleep", "hours", "7 h 30 min", 7.5),
        ("sleep", "hours", "7:30", 7.5),
        ("sleep", "hours", "8H", 8.0),
        ("sleep", "hours", "0h45", 0.75),
        ("exercise", "minutes", "45 min", 45),
        ("exercise", "minutes", "1h30", 90),
        ("exercise", "minutes", "1h", 60),
        ("drink", "ml", "330ml", 330),
        ("drink", "abv", "4.8 %", 4.8),
        ("sleep", "bed", "2340", "23:40"),
        ("sleep", "bed", "7:05", "07:05"),
        ("sleep", "up", "710", "07:10"),
        ("sleep", "up", "7.10", "07:10"),
        ("supplement", "taken", "No", False),
        ("supplement", "taken", "y", True),
        ("meal", "slot", "Lunch", "lunch"),
        ("meal", "slot", "b", "breakfast"),
        ("meal", "tags", " dairy , out,dairy,, ", ("dairy", "out")),
        ("skin", "regions", "chin=3, nose, left cheek = 10", {"chin": 3, "nose": None, "left_cheek": 10}),
        ("skin", "regions", "chin=", {"chin": None}),
        ("note", "text", "  [red] is text  ", "[red] is text"),
        ("skin", "severity", "0", 0),
    ],
)
def test_things_people_type(kind: str, name: str, typed: str, value: Any) -> None:
    parsed = field(kind, name).parse(typed)
    assert parsed == value
    assert type(parsed) is type(value)


@pytest.mark.parametrize(
    ("kind", "name", "typed", "message"),
    [
        ("skin", "severity", "11", "Overall must be between 0 and 10 (you entered 11)."),
        ("skin", "severity", "bad", "Overall: enter a whole number, 0 to 10."),
        ("drink", "ml", "0", "Amount must be between 1 and 5000 ml (you entered 0)."),
        ("sleep", "hours", "25h", "Slept must be between 0 and 24 h (you entered 25h)."),
        ("sleep", "hours", "7h75", "Slept: enter a number, 0 to 24 h."),
        ("exercise", "minutes", "1:30", "Minutes: enter a whole number, 1 to 1440 min."),
        ("sleep", "bed", "24:00", "Asleep at: enter a time such as 23:40."),
        ("sleep", "bed", "٢٣:٤٠", "Asleep at: enter a time such as 23:40."),
        ("supplement", "taken", "perhaps", "Taken: enter yes or no."),
        ("meal", "slot", "brunch", "Meal: unknown value; did you mean lunch?"),
        ("skin", "regions", "chin=11", "Where, chin must be between 0 and 10 (you entered 11)."),
        ("skin", "regions", "chin=2.000", "Where, chin: 2.000 could be 2000 or 2; type the one you mean."),
        ("skin", "worst_lesion", "left_cheek=5", "Worst lesion, left cheek must be between 0 and 4 (you entered 5)."),
        ("meal", "text", " ", "Please fill in Foods."),
    ],
)
def test_refusals_in_words(kind: str, name: str, typed: str, message: str) -> None:
    assert refusal(field(kind, name), typed) == message


def test_part_of_a_choice_that_fits_several_is_refused() -> None:
    assert refusal(field("skin", "regions"), "ch") == "Where: use chin or chest."


def test_a_score_has_a_single_digit_and_a_count_has_not() -> None:
    assert field("skin", "severity").is_score
    assert field("skin", "redness").is_score
    assert not field("skin", "papules").is_score
    assert not field("skin", "poem").is_score
    assert not field("gut", "stool").is_score


@pytest.mark.parametrize(
    ("kind", "name", "bands"),
    [
        ("skin", "severity", {0: "calm", 1: "mild", 3: "mild", 4: "moderate", 6: "moderate", 7: "severe"}),
        ("skin", "itch", {0: "none", 1: "mild", 3: "mild", 4: "moderate", 7: "moderate", 8: "severe", 10: "severe"}),
        ("skin", "poem", {2: "clear or almost clear", 3: "mild", 8: "moderate", 16: "moderate", 17: "severe",
                          24: "severe", 25: "very severe", 28: "very severe"}),
        ("skin", "grade", {0: "clear", 1: "almost clear", 2: "mild", 3: "moderate", 4: "severe"}),
        ("gut", "stool", {1: "constipation", 2: "constipation", 3: "usual", 4: "usual", 6: "diarrhoea"}),
        ("exercise", "minutes", {30: ""}),
    ],
)  # fmt: skip
def test_bands_match_the_scales(kind: str, name: str, bands: dict[int, str]) -> None:
    spec = field(kind, name)
    assert {value: spec.band(value) for value in bands} == bands
    assert spec.band(None) == ""


@pytest.mark.parametrize("spec", EVERY)
def test_every_field_describes_itself_and_its_values(spec: Field) -> None:
    assert spec.label
    assert spec.label[0].isupper()
    assert spec.expects
    assert "None" not in spec.expects
    json.dumps(spec.default)
