"""Meals as people type them: the foods, their amounts, labels, plants and why."""

from __future__ import annotations

import pytest

from gutskin_tui.foods.food import Certainty
from gutskin_tui.foods.parser import parse
from tests.foods.parsed import MAYBE, NO, YES, only, plants, surest


def test_a_line_of_several_foods() -> None:
    foods = parse("2 eggs, 1 cup oats w/ blueberries & almond milk, half a slice GF toast, no butter")
    assert [(food.name, food.amount, food.unit) for food in foods] == [
        ("eggs", 2, ""),
        ("oats", 1, "cup"),
        ("blueberries", None, ""),
        ("almond milk", None, ""),
        ("gf toast", 0.5, "slice"),
    ]
    eggs, oats, berries, milk, toast = foods
    assert eggs.certainty("egg") == YES
    assert oats.plants == {"oats": YES}
    assert oats.certainty("whole_grain") == YES
    assert oats.certainty("gluten") == MAYBE
    assert berries.plants == {"blueberry": YES}
    assert milk.certainty("nuts") == YES
    assert [food.certainty("dairy") for food in foods] == [NO] * 5
    assert toast.certainty("gluten") == NO


@pytest.mark.parametrize(
    ("text", "label", "expected"),
    [
        ("gluten-free bread", "gluten", NO),
        ("Gluten Free Pancake", "gluten", NO),
        ("dairy free ice cream", "dairy", NO),
        ("vegan pizza", "dairy", NO),
        ("vegan pizza", "gluten", YES),
        ("eggless cake", "egg", NO),
        ("unsweetened vanilla almond milk", "added_sugar", NO),
        ("unsweetened almond milk", "added_sugar", NO),
        ("sugar free ketchup", "added_sugar", NO),
        ("latte w/o sugar", "added_sugar", NO),
        ("latte w/o sugar", "dairy", YES),
        ("coffee, no milk and sugar", "dairy", NO),
        ("nonalcoholic beer", "alcohol", NO),
        ("Wine, nonalcoholic", "alcohol", NO),
        ("wine", "alcohol", YES),
        ("pizza, no cheese", "dairy", MAYBE),
        ("pizza no cheese", "gluten", YES),
        ("toast with no butter", "dairy", NO),
        ("caramel macchiato", "dairy", YES),
        ("caramel macchiato with oat milk", "dairy", MAYBE),
        ("caramel macchiato (oat milk)", "dairy", MAYBE),
        ("cheese toastie, oat milk", "dairy", YES),
        ("Soft drink, cola, diet", "added_sugar", NO),
        ("Soft drink, cola", "added_sugar", YES),
        ("hot chocolate made with no sugar added mix", "added_sugar", NO),
        ("cookies, gluten free", "gluten", NO),
        ("Potato, french fries, with cheese", "dairy", YES),
        ("breaded cod", "gluten", YES),
        ("zero sugar cola", "added_sugar", NO),
        ("zero sugar cola", "ultra_processed", YES),
        ("no sugar added ketchup", "histamine", YES),
        ("toast, no peanut butter", "nuts", NO),
        ("toast, no peanut butter", "dairy", NO),
        ("latte, no milk or sugar", "dairy", NO),
        ("free from bread", "added_sugar", MAYBE),
        ("free from gluten bread", "gluten", NO),
        ("rice flour cookies", "gluten", MAYBE),
        ("pint of milk", "alcohol", NO),
        ("cider, pint", "gluten", NO),
        ("avocado toast on GF bread", "gluten", MAYBE),
        ("turkey sandwich, gf bread", "gluten", MAYBE),
        ("beer and gf bread", "gluten", YES),
        ("pizza with vegan cheese", "dairy", MAYBE),
        ("flat white w soy", "dairy", MAYBE),
        ("unsweetened coconut yogurt", "dairy", MAYBE),
        ("alpro blueberry yogurt", "dairy", MAYBE),
        ("violife feta", "dairy", MAYBE),
        ("salad without nuts or cheese", "dairy", NO),
        ("non alc beer", "alcohol", NO),
        ("yakitori and a beer", "alcohol", YES),
        ("sandwich (cheese and onion), gf", "gluten", NO),
        ("fruit flavoured drink", "fruit", MAYBE),
        ("pacific cod", "alcohol", NO),
    ],
)
def test_how_far_a_word_reaches(text: str, label: str, expected: Certainty) -> None:
    assert surest(text, label) == expected


def test_a_denial_leaves_the_foods_around_it_alone() -> None:
    yogurt, toast, coffee = parse("yogurt, toast no butter and coffee with milk")[:3]
    assert yogurt.certainty("dairy") == YES
    assert toast.name == "toast"
    assert coffee.name == "coffee with milk"
    assert surest("granola, coffee, no sugar", "added_sugar") == max(only("granola").certainty("added_sugar"), NO)
    cake, cookie = parse("cake, gluten free cookie")
    assert cake.certainty("gluten") == YES
    assert cookie.certainty("gluten") == NO


def test_a_name_turned_round_at_a_comma() -> None:
    assert only("Rice, brown").plants == {"rice": YES}
    assert only("Rice, brown").certainty("whole_grain") == YES
    assert only("Pasta, whole grain").plants == {"wheat": YES}
    assert only("Sweet potato, boiled").certainty("added_sugar") == NO
    assert len(parse("rice, beans")) == 2


@pytest.mark.parametrize(
    ("text", "amount", "unit", "name"),
    [
        ("1 1/2 cups of rice", 1.5, "cup", "rice"),
        ("1½ cups rice", 1.5, "cup", "rice"),
        ("200g chicken", 200, "g", "chicken"),
        ("2.5 oz cheddar", 2.5, "oz", "cheddar"),
        ("half a banana", 0.5, "", "banana"),
        ("half dozen eggs", 6, "", "eggs"),
        ("a handful of almonds", 1, "handful", "almonds"),
        ("cheddar 30 g", 30, "g", "cheddar"),
        ("ground turkey 93/7 4oz", 4, "oz", "ground turkey 93/7"),
        ("half and half", None, "", "half and half"),
        ("7up", None, "", "7up"),
        ("2x eggs", 2, "", "eggs"),
        ("eggs x2", 2, "", "eggs"),
        ("3 x 100g yogurts", 300, "g", "yogurts"),
        ("2-3 dates", 2.5, "", "dates"),
        ("1,5 dl milk", 1.5, "dl", "milk"),
        ("one and a half cups rice", 1.5, "cup", "rice"),
        ("2 dozen oysters", 24, "", "oysters"),
        ("couple of figs", 2, "", "figs"),
        ("small bowl of porridge", 1, "bowl", "porridge"),
        ("1 heaped tsp sugar", 1, "tsp", "sugar"),
        ("12 fl oz coffee", 12, "oz", "coffee"),
        ("lots of spinach", None, "", "spinach"),
        ("a few grapes", None, "", "grapes"),
        ("kale, raw, 2 cups", 2, "cup", "kale"),
        ("chicken (200g)", 200, "g", "chicken"),
        ("half pint milk", 0.5, "pint", "milk"),
        ("100% rye bread", None, "", "100 percent rye bread"),
        ("3 zorbs", 3, "", "zorbs"),
        ("half a 50g packet of soup", 25, "g", "soup"),
        ("a 330ml bottle of soup", 330, "ml", "soup"),
        ("50-60g cheese", 55, "g", "cheese"),
        ("1 pint (568ml) soup", 1, "pint", "soup"),
        ("20g dark chocolate (85%)", 20, "g", "dark chocolate"),
        ("200g tub of yogurt", 200, "g", "yogurt"),
        ("1 (small) apple", 1, "", "apple"),
        ("3 bean salad", None, "", "3 bean salad"),
        ("2 egg omelette", None, "", "2 egg omelette"),
        ("milkshake: 1170", None, "", "milkshake"),
        ("banana: 2", 2, "", "banana"),
        ("2 × 100g yogurt", 200, "g", "yogurt"),
        ("banana", None, "", "banana"),
    ],
)
def test_amounts(text: str, amount: float | None, unit: str, name: str) -> None:
    food = only(text)
    assert (food.amount, food.unit, food.name) == (amount, unit, name)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("bananna", "banana"),
        ("brocoli", "broccoli"),
        ("yoghurts", "yogurt"),
        ("avacado", "avocado"),
        ("tomatos", "tomato"),
        ("chilli", "chili"),
        ("capuccino", "cappuccino"),
        ("hummous", "hummus"),
        ("crème fraîche", "creme fraiche"),
        ("aubergine", "eggplant"),
        ("courgette", "zucchini"),
        ("prawns", "shrimp"),
        ("rocket", "arugula"),
    ],
)
def test_spellings_and_british_names(wrong: str, right: str) -> None:
    assert only(wrong).known
    assert only(wrong).plants == only(right).plants
    assert only(wrong).certainty("dairy") == only(right).certainty("dairy")


def test_plants_follow_the_policy() -> None:
    assert plants("mushroom omelette") == {"mushroom"}
    assert plants("white toast, coffee, tea, olive oil, cocoa") == set()
    assert plants("lentils & carrots + onion (with rice)") == {"lentil", "carrot", "onion", "rice"}


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("pad thai (no peanuts)", {"rice"}),
        ("chicken wrap hold the mayo add avocado", {"avocado"}),
        ("spelt porridge", {"spelt"}),
        ("parsnip crisps", {"parsnip"}),
        ("okra fry", {"okra"}),
        ("blueberry scone", {"blueberry"}),
        ("cherry cola", set()),
        ("lime pickle", {"lime"}),
        ("wilted greens", set()),
        ("steak, side of peas", {"pea"}),
        ("dal followed by mango", {"lentil", "mango"}),
        ("jalapeño", {"chilli"}),
    ],
)
def test_the_plants_that_words_name(text: str, names: set[str]) -> None:
    assert plants(text) == names


def test_why_names_the_words_of_a_label() -> None:
    assert only("breaded halibut").why("gluten") == "breaded"
    assert only("unsweetened almond milk").why("added_sugar") == "unsweetened"
    assert only("latte").why("dairy") == "latte"
    assert only("latte").why("egg") == ""


def test_unknown_words_stay_as_typed() -> None:
    food = only("2 zorbs")
    assert not food.known
    assert food.labels == {}


@pytest.mark.parametrize(
    "text", ["", "   ", ",,;()", "!?", "🙂", "2", "no", "without", "vegan", "and", "with", "9" * 9_000, "1/0"]
)
def test_odd_texts_do_no_harm(text: str) -> None:
    assert all(not food.labels for food in parse(text))


@pytest.mark.parametrize(
    ("spelling", "text"),
    [
        ("choco\u00adlate", "chocolate"),
        ("\ufeffoat\u200b milk", "oat milk"),
        ("ＦＥＴＡ\u3000ｃｈｅｅｓｅ", "feta cheese"),
        ("cre\u0300me bru\u0302le\u0301e", "crème brûlée"),
        ("gluten\u2011free bread", "gluten-free bread"),
        ("gluten—free bread", "gluten-free bread"),
        ("shepherd´s pie", "shepherd's pie"),
        ("shepherdʼs pie", "shepherds pie"),
        ("4—5 eggs", "4-5 eggs"),
        ("Nutella™ on toast", "nutella on toast"),
        ("1⅗ cups milk", "1 3/5 cups milk"),
        ("ice\u00a0cream, “kefir”", 'ice cream, "kefir"'),
        ("jalapen\u0303o", "jalapeño"),
    ],
)
def test_a_food_is_the_same_however_its_characters_are_written(spelling: str, text: str) -> None:
    assert parse(spelling) == parse(text)
    assert any(food.known for food in parse(text))
