"""What holds for any text at all."""

from __future__ import annotations

import math
import time

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gutskin_tui.foods.food import LABELS, Certainty, Food, strongest
from gutskin_tui.foods.ingredient_list import parse_ingredient_list
from gutskin_tui.foods.lexicon import lexicon
from gutskin_tui.foods.negation import DENIES, ENDS, PARTS, WITHOUT
from gutskin_tui.foods.normalize import WORD, expand_shorthands, key
from gutskin_tui.foods.parser import parse
from gutskin_tui.foods.quantities import FILLERS, NUMBERS, UNITS, VAGUE
from gutskin_tui.foods.substitutions import BARE_MILKS, BREADS, CHEESES, MILK_DRINKS

NAMES = lexicon().names
"""Every food of the lexicon by its canonical name."""

SCOPE = (
    WITHOUT | PARTS | ENDS | MILK_DRINKS | BREADS | CHEESES | BARE_MILKS | {word for words in DENIES for word in words}
) | {"free", "milk", "or", "nor", "flavored", "flavor"}
"""Words that speak of the food beside them."""
ALONE = [name for name in NAMES if not SCOPE.intersection(key(name)) and len(parse(name)) == 1 and parse(name)[0].known]
"""Names that mean the same whatever stands beside them."""

AMOUNTS = st.sampled_from(
    ["2", "2x", "200g", "1/2 cup", "½ cup", "1½ cups of", "a handful of", "couple of", "1.5 tbsp", "two slices", "4-5",
     "3 x 100g", "half a", "about 30g", "some", "a few", "2 large", "one and a half cups", "12 fl oz", "1,5 dl", "0"]
)  # fmt: skip
JOINERS = st.sampled_from(
    [", ", " and ", " & ", " + ", "; ", "\n", " with ", " w/ ", " plus ", " then ", " (", " on ", " in "]
)
SCOPES = st.sampled_from(
    ["no", "without", "w/o", "hold the", "gf", "df", "vegan", "unsweetened", "sugar-free", "nut free", "half-fat",
     "free", "zero", "minus", "followed by", "side of", "x2", "flavoured", "or", "%", "n", "w"]
)  # fmt: skip
ODD = st.sampled_from(
    ["½", "１２", "İ", "ß", "é", "e\u0301", "🍕", "\u200b", "\x00", "\x1b[31m", "مرحبا", "寿司", "—", "’", "9" * 30]
)
LINES = st.lists(
    st.one_of(st.sampled_from(NAMES), AMOUNTS, JOINERS, SCOPES, ODD, st.text(max_size=6)), max_size=14
).map(" ".join)


def labels_and_plants(*foods: Food) -> tuple[dict[str, Certainty], dict[str, Certainty]]:
    """Return the labels and the plants of foods eaten together."""
    return strongest(*(food.labels for food in foods)), strongest(*(food.plants for food in foods))


@given(st.one_of(st.text(), LINES))
def test_it_never_raises_and_is_always_well_formed(text: str) -> None:
    for food in parse(text):
        assert food.name
        assert food.name == food.name.strip()
        assert set(food.labels) <= set(LABELS)
        assert all(food.labels.values())
        assert set(food.plants) <= set(lexicon().plants)
        assert all(food.plants.values())
        assert food.amount is None or (math.isfinite(food.amount) and food.amount >= 0)
        assert food.unit in {"", *UNITS.values()}
        assert food.known or not food.labels
        assert not set(food.denied) & {label for label, certainty in food.labels.items() if certainty == Certainty.YES}


@given(st.one_of(st.text(), LINES))
def test_reading_twice_gives_the_same(text: str) -> None:
    assert parse(text) == parse(text)


@given(LINES.filter(str.isascii))
def test_case_does_not_matter(text: str) -> None:
    assert parse(text.upper()) == parse(text.lower()) == parse(text.title()) == parse(text)


@given(LINES.filter(lambda text: "\n" not in text), st.sampled_from(["  ", "   ", "\t", "\u00a0", " \t "]))
def test_spacing_does_not_matter(text: str, space: str) -> None:
    assert parse(f"{space}{text.replace(' ', space)}{space}") == parse(text)


@given(st.lists(st.sampled_from(ALONE), min_size=1, max_size=6), st.sampled_from([", ", "; ", "\n", " , ", ",,"]))
def test_a_line_is_the_union_of_its_parts(names: list[str], joiner: str) -> None:
    assert parse(joiner.join(names)) == tuple(food for name in names for food in parse(name))


@given(st.lists(st.sampled_from(ALONE), min_size=2, max_size=5), st.data())
def test_words_that_join_change_no_food(names: list[str], data: st.DataObject) -> None:
    joiners = [data.draw(st.sampled_from([" and ", " & ", " + ", " plus ", " then ", ", "])) for _ in names[1:]]
    line = names[0] + "".join(joiner + name for joiner, name in zip(joiners, names[1:], strict=True))
    words = key(line)
    own = {at for at, word in enumerate(words) if word in PARTS}
    for start in range(len(words)):  # "ham and egg" is a name of its own: such lines say more than their parts
        for end in range(start + 2, len(words) + 1):
            assume(not own.intersection(range(start, end)) or lexicon().find(" ".join(words[start:end])) is None)
    assert labels_and_plants(*parse(line)) == labels_and_plants(*(food for name in names for food in parse(name)))


@given(AMOUNTS, st.sampled_from(ALONE))
def test_an_amount_changes_no_label(amount: str, name: str) -> None:
    words, count = key(f"{amount} {name}"), len(key(amount))
    straddling = ((at, end) for at in range(count) for end in range(count + 1, len(words) + 1))  # "cup noodle" soup
    assume(all(lexicon().find(" ".join(words[at:end])) is None for at, end in straddling))
    assume(not (set(key(name)) & (set(UNITS) | set(NUMBERS) | FILLERS | VAGUE)))
    assume(not any(word[0].isdigit() for word in key(name)))
    assert labels_and_plants(*parse(f"{amount} {name}")) == labels_and_plants(*parse(name))


@given(st.sampled_from(ALONE), st.sampled_from(["200g", "2", "3 cups", "1 pint", "half", "1/2", "x2", "1 large"]))
def test_an_amount_behind_a_comma_is_that_of_the_food_before(name: str, amount: str) -> None:
    (food,) = parse(name)
    assume(lexicon().find(" ".join(key(f"{amount} {name}"))) is None)
    after = parse(f"{name}, {amount}")
    assert labels_and_plants(*after) == labels_and_plants(food)
    assert len(after) == 1


@given(st.integers(1, 999), st.sampled_from(sorted(UNITS)), st.booleans())
def test_every_amount_with_a_unit_is_read(number: int, unit: str, of: bool) -> None:
    (food,) = parse(f"{number} {unit} {'of ' if of else ''}broccoli")
    assert (food.amount, food.unit, food.name) == (number, UNITS[unit], "broccoli")


@given(st.sampled_from(NAMES), st.sampled_from(["gluten", "dairy", "sugar", "egg", "soy", "nut", "alcohol"]))
def test_what_is_free_of_something_has_none_of_it(name: str, word: str) -> None:
    label = {"sugar": "added_sugar", "nut": "nuts"}.get(word, word)
    assume(len(parse(name)) == 1 and not {"and", "with", "free", *WITHOUT, *PARTS}.intersection(key(name)))
    assert all(food.certainty(label) == Certainty.NO for food in parse(f"{word} free {name}"))


@given(st.sampled_from(NAMES))
def test_every_name_of_the_lexicon_is_known(name: str) -> None:
    foods = parse(name)
    assert foods
    assert any(food.known for food in foods)


LONG = ["no ", "(", "free from "]
"""Parts of long texts; the next take more time."""
LONGER = [
    "toast, ",
    "a",
    "1/2 ",
    "w/",
    "and ",
    "chocolate chip ",
    "ζ",
    "1,5",
    "toast and ",
    "sandwhich ",
    "½",
    "-",
    "'n'",
]


@pytest.mark.parametrize("unit", [*LONG, *(pytest.param(unit, marks=pytest.mark.slow) for unit in LONGER)])
def test_time_grows_with_the_text_and_no_faster(unit: str) -> None:
    def seconds(words: int) -> float:
        text = unit * (5 * words // len(unit)) + ", raw" * words
        began = time.process_time()
        parse(text)
        return time.process_time() - began

    small = min(seconds(1_000) for _ in range(3))
    # Ten times the text; the square would take a hundred times as long. The processor is not always as fast.
    assert any(seconds(10_000) < 50 * small for _ in range(3))


@given(st.text())
def test_words_are_plain(text: str) -> None:
    for word in WORD.findall(expand_shorthands(text)):
        assert word.isascii()
        assert word == word.lower()


@given(st.text())
def test_any_packet_can_be_pasted(text: str) -> None:
    labels, ingredients = parse_ingredient_list(text)
    assert all(labels.values())
    assert all(ingredients)
