"""The food tables are sound, and the file that is shipped is what the builder makes of them."""

from __future__ import annotations

import importlib.util
import zlib
from pathlib import Path
from types import ModuleType

import pytest

from gutskin_tui.foods.food import LABELS, Certainty
from gutskin_tui.foods.lexicon import lexicon
from gutskin_tui.foods.negation import find_negations
from gutskin_tui.foods.normalize import key
from gutskin_tui.foods.parser import parse

TABLES = Path(__file__).parent.parent.parent / "assets" / "lexicon"


def load_builder() -> ModuleType:
    """Return the builder beside the tables."""
    spec = importlib.util.spec_from_file_location("lexicon_build", TABLES / "build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture
def builder() -> ModuleType:
    return load_builder()


def test_the_checker_finds_nothing(builder: ModuleType) -> None:
    assert list(builder.problems()) == []


def test_the_shipped_file_is_what_the_builder_makes(builder: ModuleType) -> None:
    assert builder.BUILT.read_text(encoding="utf-8") == builder.built(), "run: make lexicon"


def test_the_shipped_files_are_small(builder: ModuleType) -> None:
    assert len(zlib.compress(builder.BUILT.read_bytes())) <= 250_000
    assert builder.BUILT.stat().st_size + builder.ORDINARY.stat().st_size <= 800_000


@pytest.mark.slow
def test_the_shipped_ordinary_words_are_what_the_builder_makes(builder: ModuleType) -> None:
    assert builder.ORDINARY.read_text(encoding="utf-8") == builder.ordinary_words(builder.built()), "run: make lexicon"


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ("apple\tmalus\tfruit\tapple\napples\t\tfruit\tapple", "already apple"),
        ("apple\t\ttasty\tapple", "unknown label tasty"),
        ("apple\t\tfruit\tmoonfruit", "plants.tsv lacks, moonfruit"),
        ("apple\t!!\tfruit\tapple", "has no word"),
        ("apple\tapples\tfruit\tapple", "another name of apple"),
    ],
)
def test_the_checker_finds_what_is_wrong(builder: ModuleType, tmp_path: Path, row: str, complaint: str) -> None:
    for table in (*builder.FOODS, "plants", "unsure"):
        (tmp_path / f"{table}.tsv").write_text("", encoding="utf-8")
    (tmp_path / "plants.tsv").write_text("apple\tMalus domestica\t1\tfruit\n", encoding="utf-8")
    (tmp_path / "produce.tsv").write_text(row + "\n", encoding="utf-8")
    builder.HERE = tmp_path
    assert any(complaint in problem for problem in builder.problems())


def test_the_checker_wants_a_species_and_a_share(builder: ModuleType, tmp_path: Path) -> None:
    for table in (*builder.FOODS, "unsure"):
        (tmp_path / f"{table}.tsv").write_text("", encoding="utf-8")
    (tmp_path / "plants.tsv").write_text("apple\tMalus\t3\tfruit\n", encoding="utf-8")
    builder.HERE = tmp_path
    assert len(list(builder.problems())) == 2


def test_every_plant_has_a_species_and_herbs_count_a_quarter() -> None:
    plants = lexicon().plants
    assert 250 <= len(plants) <= 400
    assert all(len(plant.species.split()) >= 2 and plant.share in (1, 0.25) for plant in plants.values())
    assert plants["basil"].share == 0.25
    assert plants["mushroom"].share == 1
    assert not {"coffee", "tea", "cocoa", "sugar", "olive oil"} & set(plants)


def test_every_food_can_be_read() -> None:
    table = lexicon()
    assert len(table.names) >= 1_500
    for name in table.names:
        head = table.find(" ".join(key(name)))
        assert head is not None
        assert set(head.labels) <= set(LABELS)
        assert set(head.plants) <= set(table.plants)


@pytest.mark.parametrize("table", [table for table in load_builder().FOODS if table != "modifiers"])
def test_every_line_is_read_as_it_is_written(builder: ModuleType, table: str) -> None:
    unlike = []
    for where, (name, _, own, plants), section in builder.sections(table):
        (food,) = parse(name)
        denied = {label for negation in find_negations(key(name), ()) for label in negation.labels}
        wanted = {label for label in builder.full_labels(name, own, section, plants) if label.rstrip("?") not in denied}
        read = {f"{label}?" if food.certainty(label) == Certainty.MAYBE else label for label in food.labels}
        certain = {plant for plant in plants.split("|") if plant and plant[-1] != "?"}
        read_plants = {plant for plant, certainty in food.plants.items() if certainty == Certainty.YES}
        if read != wanted or not certain <= read_plants:
            unlike.append(f"{where} {name}: {read ^ wanted} {certain - read_plants}")
    assert not unlike


def test_a_label_is_the_line_s_own_then_the_section_s_then_that_of_its_words(builder: ModuleType) -> None:
    labels = builder.full_labels("pumpkin curry", "dairy -spicy", ["gluten?", "dairy?"], "pumpkin")
    assert {"dairy", "gluten?", "added_sugar?", "vegetable?"} <= set(labels)
    assert not {"spicy", "spicy?", "-spicy", "dairy?"} & set(labels)
    assert "gluten?" in builder.full_labels("oat", "", [], "oats")
    assert "gluten" not in {label.rstrip("?") for label in builder.full_labels("oat", "-gluten", [], "oats")}
