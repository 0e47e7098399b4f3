"""settings.toml: defaults, refusals that name file and setting, and changes that keep comments."""

from __future__ import annotations

import os
import resource
import stat
from collections.abc import Callable
from datetime import time
from pathlib import Path

import pytest

from gutskin_tui.settings import Settings, SettingsError, load, names, parse_value, save


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "config" / "settings.toml"


def write(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_no_file_means_the_defaults_and_reading_makes_none(path: Path) -> None:
    assert load(path) == Settings()
    assert not path.parent.exists()


def test_the_values_of_the_file_are_read(path: Path) -> None:
    write(path, '\ufeffglass-ml = 300\nconditions = ["acne", "rash"]\nday-start = "05:30"\n[keys]\nwater = "f5"\n')
    settings = load(path)
    assert (settings.glass_ml, settings.conditions, settings.keys) == (300, ("acne", "rash"), {"water": "f5"})
    assert settings.day_starts == time(5, 30)


def test_an_unknown_theme_is_left_out_with_a_sentence(path: Path) -> None:
    write(path, 'theme = "pink"\nglass-ml = 300')
    warnings: list[str] = []
    assert load(path, warnings.append) == Settings(glass_ml=300)
    assert warnings == [f'{path}: Unknown theme "pink"; using dark or light.']
    assert save(path, {"glass-ml": 200}) == Settings(glass_ml=200)
    assert 'theme = "pink"' in path.read_text(), "another version may know it"


@pytest.mark.parametrize(
    ("text", "key", "valid"),
    [
        ("glass-ml = 49", "glass-ml", "50 to 1000 ml"),
        ("glass-ml = 1001", "glass-ml", "50 to 1000 ml"),
        ('glass-ml = "big"', "glass-ml", "50 to 1000 ml"),
        ("water-goal-ml = 249", "water-goal-ml", "250 to 6000 ml"),
        ('day-start = "12:00"', "day-start", "00:00 to 11:59"),
        ('day-start = "04:00\\n"', "day-start", "00:00 to 11:59"),
        ('day-start = "٠٤:٠٠"', "day-start", "00:00 to 11:59"),
        ('bedtime = "24:00"', "bedtime", "22:00"),
        ("bedtime = 22:00:00", "bedtime", "22:00"),
        ("sleep-goal-h = nan", "sleep-goal-h", "1 to 16 hours"),
        ("alcohol-limit-units = -1", "alcohol-limit-units", "0 to 100 units"),
        ("plants-goal = 0", "plants-goal", "1 to 100"),
        ("exercise-goal-min = 5001", "exercise-goal-min", "1 to 5000 minutes"),
        ('conditions = ["gout"]', "conditions", "acne, eczema, rosacea, psoriasis, rash"),
        ('conditions = "acne"', "conditions", "acne, eczema, rosacea, psoriasis, rash"),
        ('week-start = "friday"', "week-start", "monday or sunday"),
        ("theme = 1", "theme", "auto, dark, light, mono (none), or a theme of Textual such as nord"),
        ("ascii = 1", "ascii", "true or false"),
        ("[keys]\nwater = 5", "keys", "water=f5"),
    ],
)
def test_a_refusal_names_file_setting_and_valid_values(path: Path, text: str, key: str, valid: str) -> None:
    write(path, text)
    with pytest.raises(SettingsError) as refused:
        load(path)
    message = str(refused.value)
    assert message.startswith(f"{path}: {key} is not valid: ")
    assert valid in message
    assert message.endswith(".")
    assert "\n" not in message


def test_settings_that_do_not_exist_are_left_out_with_a_warning_each(path: Path) -> None:
    write(path, "colour = 1\nglass-ml = 300\n[new]\nx = 1\n")
    warnings: list[str] = []
    assert load(path, warnings.append) == Settings(glass_ml=300)
    assert warnings == [
        f'{path}: Unknown setting "{name}"; gutskin settings lists them all.' for name in ("colour", "new")
    ]
    assert load(path).glass_ml == 300


def test_a_change_leaves_settings_of_a_newer_version_where_they_are(path: Path) -> None:
    write(path, "colour = 1 # of tomorrow\n")
    assert save(path, {"glass-ml": 300}) == Settings(glass_ml=300)
    assert path.read_text() == "colour = 1 # of tomorrow\nglass-ml = 300\n"


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (os.mkfifo, "not an ordinary file"),
        (lambda path: path.symlink_to("/dev/zero"), "not an ordinary file"),
        (lambda path: path.symlink_to(path), "Too many levels of symbolic links"),
        (lambda path: path.write_bytes(b"#" + b"x" * 30_000_000), "larger than 1000 kB"),
        (lambda path: path.write_bytes(b"a = " + b"[" * 100_000), "nested too deeply"),
        (lambda path: path.write_bytes(b"a = " + b"{a=" * 5_000), "nested too deeply"),
        (lambda path: path.write_bytes(b"glass-ml = " + b"9" * 5_000), "a number is too long"),
        (lambda path: path.write_bytes(b"\0\0"), "not valid TOML"),
    ],
)
def test_anything_but_a_file_is_reported_in_a_sentence_at_once(
    path: Path, make: Callable[[Path], None], reason: str
) -> None:
    path.parent.mkdir()
    make(path)
    for action in (lambda: load(path), lambda: save(path, {"glass-ml": 300})):
        with pytest.raises(SettingsError) as refused:
            action()
        assert str(refused.value).startswith(f"{path}: ")
        assert reason in str(refused.value)
        assert len(str(refused.value)) < len(str(path)) + 100


def test_a_link_to_the_settings_stays_a_link(path: Path, tmp_path: Path) -> None:
    real = write(tmp_path / "dotfiles" / "settings.toml", "# mine\n")
    path.parent.mkdir()
    path.symlink_to(real)
    save(path, {"glass-ml": 300})
    assert path.is_symlink()
    assert real.read_text() == "# mine\nglass-ml = 300\n"


@pytest.mark.parametrize("text", ["glass-ml =", "[keys", "glass-ml = 1\nglass-ml = 2"])
def test_text_that_is_not_toml_is_reported_with_the_path(path: Path, text: str) -> None:
    write(path, text)
    with pytest.raises(SettingsError) as refused:
        load(path)
    assert str(refused.value).startswith(f"{path}: not valid TOML")
    assert "\n" not in str(refused.value)


def test_bytes_that_are_not_text_are_reported_with_the_path(path: Path) -> None:
    write(path, "").write_bytes(b"\xff\xfe\xfa")
    with pytest.raises(SettingsError, match=r"settings\.toml: cannot be read \(not UTF-8 text\)\.$"):
        load(path)


def test_a_folder_in_its_place_is_reported_with_the_path(path: Path) -> None:
    path.mkdir(parents=True)
    for action in (lambda: load(path), lambda: save(path, {"glass-ml": 300})):
        with pytest.raises(SettingsError, match=r"settings\.toml: cannot be read"):
            action()


def test_a_change_keeps_comments_and_the_rest(path: Path) -> None:
    write(path, '# mine\nglass-ml = 300 # the blue one\n\n[keys]\nwater = "f5"\n')
    settings = save(path, {"theme": "light", "conditions": ("acne",)})
    assert (settings.theme, settings.glass_ml) == ("light", 300)
    assert load(path) == settings
    assert path.read_text().startswith("# mine\nglass-ml = 300 # the blue one\n")


def test_none_removes_a_setting(path: Path) -> None:
    write(path, "glass-ml = 300\n")
    assert save(path, {"glass-ml": None, "theme": None}) == Settings()
    assert "glass-ml" not in path.read_text()


def test_the_first_change_makes_a_private_file(path: Path) -> None:
    save(path, {"glass-ml": 330})
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert [file.name for file in path.parent.iterdir()] == ["settings.toml"]


def test_a_full_disk_leaves_the_settings_before_and_nothing_beside_them(path: Path) -> None:
    save(path, {"glass-ml": 330})
    before = path.read_bytes()
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10, hard))
    try:
        with pytest.raises(SettingsError, match=r"settings\.toml: "):
            save(path, {"theme": "light"})
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == ["settings.toml"]


@pytest.mark.parametrize("change", [{"glass-ml": 5}, {"glass_ml": 300}, {"nope": 1}, {"conditions": ["gout"]}])
def test_a_refused_change_writes_nothing_and_names_the_file(path: Path, change: dict[str, object]) -> None:
    write(path, "# mine\n")
    with pytest.raises(SettingsError, match=r"settings\.toml: "):
        save(path, change)
    assert path.read_text() == "# mine\n"


def test_every_setting_has_help() -> None:
    assert list(names()) == [name.replace("_", "-") for name in Settings.__struct_fields__]
    assert all(names().values())


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("glass-ml", "300", 300),
        ("sleep-goal-h", "7.5", 7.5),
        ("ascii", "true", True),
        ("cycle", "on", True),
        ("cycle", "No", False),
        ("conditions", "acne, rash", ["acne", "rash"]),
        ("conditions", "", []),
        ("keys", "water=f5; meal=f6", {"water": "f5", "meal": "f6"}),
        ("theme", "light", "light"),
    ],
)
def test_a_typed_value_becomes_the_value_in_the_file(path: Path, name: str, typed: str, value: object) -> None:
    assert parse_value(name, typed) == value
    save(path, {name: parse_value(name, typed)})


@pytest.mark.parametrize(
    ("name", "typed"), [("glass-ml", "lots"), ("glass-ml", "1.5"), ("ascii", "maybe"), ("keys", "f5")]
)
def test_a_typed_value_of_the_wrong_sort_is_refused_by_name(name: str, typed: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} is not valid: .*\\.$"):
        parse_value(name, typed)


@pytest.mark.parametrize("typed", ["1,000", "1.000"])
def test_a_typed_number_with_two_readings_is_refused_with_both(typed: str) -> None:
    with pytest.raises(SettingsError) as refused:
        parse_value("glass-ml", typed)
    assert str(refused.value) == f"glass-ml: {typed} could be 1000 or 1; type the one you mean."


def test_a_long_unknown_name_is_cut_short() -> None:
    with pytest.raises(SettingsError) as refused:
        parse_value("x" * 5000, "1")
    assert len(str(refused.value)) < 100
