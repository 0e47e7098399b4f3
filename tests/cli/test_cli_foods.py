"""gutskin foods: what the journal makes of foods, and what the person says about them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import Result

from gutskin_tui import paths
from gutskin_tui.foods.food import LABELS
from gutskin_tui.store import Journal

Good = Callable[..., str]
Runs = Callable[..., Result]


def labels(good: Good, text: str) -> dict[str, str]:
    (food,) = json.loads(good("foods", "read", "--json", text))
    labels: dict[str, str] = food["labels"]
    return labels


def own(good: Good) -> list[dict[str, Any]]:
    records: list[dict[str, Any]] = json.loads(good("foods", "--json"))
    return records


def test_an_empty_list_teaches_the_first_step(good: Good) -> None:
    assert "gutskin foods set" in good("foods")
    assert good("foods", "--json") == "[]\n"
    assert not paths.journal_path().exists()


def test_set_prints_a_line_and_is_listed_and_undone(good: Good) -> None:
    output = good("foods", "set", "oat latte", "dairy=no", "Added Sugar=MAYBE", "high-fiber=yes", "nuts-and_seeds=no")
    assert output == "oat latte: dairy no, added sugar maybe, high-fibre yes, nuts and seeds no.\n"
    assert good("foods") == "oat latte  dairy no, added sugar maybe, high-fibre yes, nuts and seeds no\n"
    assert own(good)[0]["labels"] == {"dairy": "no", "added_sugar": "maybe", "high_fibre": "yes", "nuts_seeds": "no"}
    assert labels(good, "2 Oat Lattes")["high_fibre"] == "yes"
    good("foods", "set", "oat latte", "high_fibre=auto")
    assert "high_fibre" not in own(good)[0]["labels"]
    assert good("undo") == "Undone: Changed food labels\n"
    assert good("undo") == "Undone: Changed food labels\n"
    assert own(good) == []
    assert good("redo") == "Redone: Changed food labels\n"
    assert len(own(good)) == 1


def test_auto_leaves_it_to_the_words(good: Good) -> None:
    before = labels(good, "milk")
    good("foods", "set", "milk", "dairy=no")
    assert "dairy" not in labels(good, "milk")
    assert good("foods", "set", "milk", "dairy=auto") == "milk: automatic.\n"
    assert labels(good, "milk") == before


def test_recipe(good: Good) -> None:
    output = good("foods", "recipe", "grandma's soup", "lentils,", "red", "carrot,onion")
    assert output == "grandma's soup: made of lentils, red carrot, onion.\n"
    (food,) = json.loads(good("foods", "read", "--json", "grandma's soup"))
    assert food["plants"] == {"lentil": "yes", "carrot": "yes", "onion": "yes"}
    assert food["labels"]["legume"] == "yes"


@pytest.mark.parametrize("given", ["words", "-", "nothing"])
def test_packet(good: Good, given: str) -> None:
    text = "Ingredients: Oats, honey, whey powder.\nMay contain nuts."
    words = [text] if given == "words" else [given] if given == "-" else []
    output = good("foods", "packet", "oat bar", *words, typed=None if given == "words" else text.encode())
    assert output.startswith("oat bar: dairy yes, added sugar yes, ")
    assert ", nuts maybe, " in output
    assert output.endswith("made of oats, honey, whey powder.\n")
    assert output.count("\n") == 1
    assert labels(good, "oat bar")["nuts"] == "maybe"
    good("undo")
    assert own(good) == []


def test_star_unstar_forget(good: Good, run: Runs) -> None:
    assert good("foods", "star", "oat", "latte") == "oat latte: starred.\n"
    assert good("foods") == "oat latte  starred\n"
    assert "starred" in good("foods", "show", "oat", "latte")
    assert good("foods", "unstar", "oat latte") == "oat latte: automatic.\n"
    good("foods", "set", "milk", "dairy=no")
    assert good("foods", "forget", "milk") == "milk: back to automatic.\n"
    result = run("foods", "forget", "milk")
    assert (result.exit_code, result.stdout) == (1, "")
    assert good("undo") == "Undone: Forgot a food\n"
    assert [record["name"] for record in own(good)] == ["milk"]


def test_show(good: Good) -> None:
    good("add", "meal", "2 eggs, oat latte")
    good("add", "meal", "oat latte", "--at", "yesterday 8am")
    good("foods", "set", "oat latte", "dairy=no")
    card = good("foods", "show", "oat latte").splitlines()
    assert card[:3] == ["oat latte", "logged 2 times: first 20 Nov 2026, last 21 Nov 2026", "plants: oats"]
    assert "  dairy             no      your answer" in card
    document = json.loads(good("foods", "show", "oat latte", "--json"))
    assert (document["times"], document["first"], document["last"]) == (2, "2026-11-20", "2026-11-21")
    assert (document["labels"]["dairy"], document["why"]["dairy"]) == ("no", "your answer")
    assert document["own"]["labels"] == {"dairy": "no"}
    assert "unknown food" in good("foods", "show", "zorb")


def test_read(good: Good) -> None:
    foods = json.loads(good("foods", "read", "2 eggs, 1 cup oats w/ butter, toast, no gluten, zorb", "--json"))
    eggs, oats, butter, toast, zorb = foods
    assert list(eggs) == ["name", "amount", "unit", "known", "labels", "plants", "why"]
    assert (eggs["name"], eggs["amount"], eggs["unit"], eggs["labels"]["egg"]) == ("eggs", 2, "", "yes")
    assert (oats["amount"], oats["unit"], oats["plants"]) == (1, "cup", {"oats": "yes"})
    assert (butter["labels"]["dairy"], butter["why"]["dairy"]) == ("yes", "butter")
    assert (toast["labels"].get("gluten"), toast["why"]["gluten"]) == (None, "no gluten")
    assert (zorb["known"], zorb["labels"], zorb["plants"], zorb["why"]) == (False, {}, {}, {})
    text = good("foods", "read", "2 eggs, 1 cup oats, toast no gluten, zorb")
    assert "eggs (2)\n  egg              yes    egg\n" in text
    assert "oats (1 cup)" in text
    assert "  gluten           no     no gluten" in text
    assert good("foods", "read", "--json", "...") == "[]\n"
    assert not paths.journal_path().exists()


@pytest.mark.parametrize("text", ["\x1b[31mmilk", "[red]milk[/red]", "milk\u202e", "m\x07ilk, \x00"])
def test_text_is_inert(good: Good, text: str) -> None:
    for output in (
        good("foods", "star", text),
        good("foods"),
        good("foods", "show", text),
        good("foods", "read", text),
    ):
        assert not re.search("[\x00-\x09\x0b-\x1f\u202e]", output)


@pytest.mark.parametrize(
    "words",
    [
        ["foods", "tidy"], ["foods", "set"], ["foods", "set", "milk"], ["foods", "set", "milk", "dairy"],
        ["foods", "set", "milk", "dairy=perhaps"], ["foods", "set", "milk", "dairy="], ["foods", "set", "milk", "=no"],
        ["foods", "set", "milk", "tasty=no"], ["foods", "set", "!!", "dairy=no"], ["foods", "set", "", "dairy=no"],
        ["foods", "set", "x" * 201, "dairy=no"], ["foods", "recipe", "soup"], ["foods", "recipe", "soup", " , "],
        ["foods", "recipe", "soup", "soup, carrot"], ["foods", "recipe", "soup", "x" * 201], ["foods", "star"],
        ["foods", "star", ""], ["foods", "packet"], ["foods", "packet", "bar", "..."], ["foods", "packet", "bar"],
        ["foods", "packet", "bar", "oats, " * 4000], ["foods", "read"], ["foods", "show"], ["foods", "--jsn"],
    ],
)  # fmt: skip
def test_bad_input_is_a_sentence(run: Runs, words: list[str]) -> None:
    result = run(*words)
    assert (result.exit_code, result.stdout) == (2, "")
    assert not paths.journal_path().exists()


def test_the_labels_that_there_are_are_named(run: Runs, good: Good) -> None:
    message = run("foods", "set", "milk", "tasty=no").stderr
    assert all(words in message for words in LABELS.values())
    help_text = " ".join(good("foods", "set", "--help").split()).replace("- ", "-")
    assert all(words.replace(" ", "-") in help_text for words in LABELS.values())


def test_errors_hold_no_food_of_the_journal(run: Runs, good: Good) -> None:
    for number in range(10):
        good("foods", "star", f"private {number}")
    result = run("foods", "star", "milk")
    assert result.exit_code == 2
    assert "private" not in result.stderr


def test_input_that_is_no_text(run: Runs) -> None:
    result = run("foods", "packet", "bar", "-", typed=b"oats \xff")
    assert (result.exit_code, result.stdout) == (2, "")


def out_and_in(good: Good, tmp_path: Path) -> tuple[Path, str]:
    good("add", "drink", "250")
    good("foods", "set", "oat latte", "soy=yes", "dairy=no")
    good("foods", "recipe", "grandma's soup", "lentils, carrot")
    out, other = tmp_path / "out.json", str(tmp_path / "other" / "journal.json")
    assert good("export", "-o", str(out)) == f"Wrote 1 entry, 2 foods to {out}\n"
    return out, other


def without_moment(data: bytes) -> bytes:
    return re.sub(rb'"exported_at": "[^"]*"', b"", data, count=1)


def test_foods_are_exported_and_imported_unchanged(good: Good, tmp_path: Path) -> None:
    out, other = out_and_in(good, tmp_path)
    jsonschema.Draft202012Validator(json.loads(good("schema"))).validate(json.loads(out.read_text()))
    would = good("import", str(out), "--dry-run", "--journal", other)
    assert would == "1 entry would be added; 2 foods would be added.\n"
    assert good("import", str(out), "--journal", other) == "1 entry added; 2 foods added.\n"
    second = tmp_path / "again.json"
    good("--journal", other, "export", "-o", str(second))
    assert without_moment(second.read_bytes()) == without_moment(out.read_bytes())
    assert (
        good("import", str(out), "--journal", other)
        == "0 entries added, 1 already there; 0 foods added, 2 already there.\n"
    )
    good("undo", "--journal", other)
    assert good("list", "--journal", other) == ""
    assert good("foods", "--json", "--journal", other) == "[]\n"


def test_the_later_version_of_a_food_wins(good: Good, tmp_path: Path) -> None:
    out, _ = out_and_in(good, tmp_path)
    file = json.loads(out.read_text())
    by_name = {record["name"]: record for record in file["foods"]}
    by_name["oat latte"] |= {"labels": {"dairy": "maybe"}, "updated": "2026-11-22T08:00:00.000+00:00"}
    by_name["grandma's soup"] |= {"made_of": ["ham"], "updated": "2026-11-20T08:00:00.000+00:00"}
    out.write_text(json.dumps(file))
    output = good("import", str(out))
    assert output.endswith(
        "; 0 foods added, 1 replaced by a later version, 1 skipped: the journal has a newer version.\n"
    )
    now = {record["name"]: record for record in own(good)}
    assert now["oat latte"]["labels"] == {"dairy": "maybe"}
    assert now["grandma's soup"]["made_of"] == ["lentils", "carrot"]


def test_a_bad_food_prevents_the_whole_import(run: Runs, good: Good, tmp_path: Path) -> None:
    out, other = out_and_in(good, tmp_path)
    file = json.loads(out.read_text())
    file["foods"][1] |= {"labels": {"private words": "yes"}}
    out.write_text(json.dumps(file))
    result = run("import", str(out), "--journal", other)
    assert result.exit_code == 1
    assert result.stderr.startswith(f"gutskin: {out}: foods[1]: ")
    assert "private words" not in result.stderr
    assert not Path(other).exists()


@pytest.mark.parametrize("part", [["--kind", "drink"], ["--from", "-10d"], ["--to", "today"]])
def test_a_part_of_the_journal_has_no_foods(good: Good, tmp_path: Path, part: list[str]) -> None:
    out_and_in(good, tmp_path)
    file = json.loads(good("export", *part))
    assert (len(file["entries"]), file["foods"]) == (1, [])


def test_a_food_that_cannot_be_read_is_not_passed_over_in_silence(run: Runs, good: Good) -> None:
    with Journal.open(paths.journal_path()) as journal:
        journal.put_records("foods", {"x": {"id": "x", "name": "private words", "created": "then", "updated": "then"}})
    result = run("export")
    assert result.exit_code == 1
    assert "gutskin doctor" in result.stderr
    examined = run("doctor")
    assert (examined.exit_code, examined.stdout) == (1, "foods 1: is not a record that can be read\n")


def test_what_needs_no_foods_does_not_load_them() -> None:
    program = (
        "import sys; from gutskin_tui.cli.main import gutskin\n"
        "try: gutskin(['add', 'drink', '250'])\n"
        "except SystemExit: pass\n"
        "import gutskin_tui.exchange.exporters.json\n"
        "rooms = 'gutskin_tui.foods.', 'gutskin_tui.nutrition.'\n"
        "print(sorted(name for name in sys.modules if name.startswith(rooms)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines()[-1] == "[]", ran.stdout + ran.stderr
