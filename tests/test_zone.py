"""The machine's zone, with each form of TZ and /etc, and the zone that an entry records."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zoneinfo
from collections.abc import Callable
from datetime import UTC, datetime, tzinfo
from importlib import resources
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from gutskin_tui.clock import Clock, fixed_clock
from gutskin_tui.model.entries import make
from gutskin_tui.zone import ZoneError, system_zone, zone_name

WINTER, SUMMER = datetime(2026, 1, 15, 12, tzinfo=UTC), datetime(2026, 7, 15, 12, tzinfo=UTC)

Zones = Callable[[str, str], Path]


def offsets(zone: tzinfo) -> tuple[str, str]:
    """Return the offsets of January and July."""
    return tuple(moment.astimezone(zone).isoformat()[19:] for moment in (WINTER, SUMMER))  # type: ignore[return-value]


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Zones:
    """Put the file of a zone somewhere below a folder of zones of our own; TZPATH is that folder."""
    folder = tmp_path / "usr" / "zoneinfo"
    monkeypatch.setattr(zoneinfo, "TZPATH", (str(folder),))

    def put(name: str, at: str) -> Path:
        target = tmp_path / at
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(resources.files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes())
        return target

    return put


@pytest.mark.parametrize(
    ("rule", "winter", "summer"),
    [
        ("CET-1CEST,M3.5.0,M10.5.0/3", "+01:00", "+02:00"),
        (":CET-1CEST,M3.5.0,M10.5.0/3", "+01:00", "+02:00"),
        ("CET-1CEST,M3.5.0,M10.5.0/3:00:00", "+01:00", "+02:00"),
        ("CET-1CEST", "+01:00", "+02:00"),
        ("NZST-12NZDT,M9.5.0,M4.1.0/3", "+13:00", "+12:00"),
        ("EST5EDT4,J60/2,J300/2", "-05:00", "-04:00"),
        ("<+0330>-3:30", "+03:30", "+03:30"),
        ("UTC0", "+00:00", "+00:00"),
        ("UTC+3", "-03:00", "-03:00"),
        ("XYZ-1:23:45", "+01:23", "+01:23"),
    ],
)
def test_a_posix_rule_holds_and_an_entry_gets_its_offset_for_a_name(rule: str, winter: str, summer: str) -> None:
    zone = system_zone({"TZ": rule})
    assert offsets(zone) == (winter, summer)
    for moment, offset in ((WINTER, winter), (SUMMER, summer)):
        entry = make("note", {"text": "x"}, Clock(lambda moment=moment: moment, lambda: zone))  # type: ignore[misc]
        assert entry.at.endswith(offset)
        assert entry.zone == ("UTC" if offset == "+00:00" else f"UTC{offset}")


def test_a_rule_changes_clocks_at_its_own_hour() -> None:
    zone = system_zone({"TZ": "CET-1CEST,M3.5.0,M10.5.0/3"})
    assert datetime(2026, 10, 25, 0, 59, tzinfo=UTC).astimezone(zone).isoformat() == "2026-10-25T02:59:00+02:00"
    assert datetime(2026, 10, 25, 1, 0, tzinfo=UTC).astimezone(zone).isoformat() == "2026-10-25T02:00:00+01:00"


@pytest.mark.parametrize("value", ["Europe/Berlin", ":Europe/Berlin", "posix/Europe/Berlin", "right/Europe/Berlin"])
def test_a_name_in_any_form_is_the_zone_of_that_name(value: str) -> None:
    zone = system_zone({"TZ": value})
    assert (zone.key, offsets(zone)) == ("Europe/Berlin", ("+01:00", "+02:00"))


def test_names_are_known_without_files_of_the_machine(place: Zones) -> None:
    assert system_zone({"TZ": "Asia/Tokyo"}).key == "Asia/Tokyo"
    assert system_zone({"TZ": "posix/Asia/Tokyo"}).key == "Asia/Tokyo"


@pytest.mark.parametrize("value", ["", ":"])
def test_an_empty_TZ_is_UTC(value: str) -> None:  # noqa: N802 - the name of the variable
    assert system_zone({"TZ": value}).key == "UTC"


def test_a_path_gets_its_name_from_the_folder_of_zones_or_from_its_rules(tmp_path: Path, place: Zones) -> None:
    named, copied = place("Asia/Tokyo", "usr/zoneinfo/Asia/Tokyo"), place("Asia/Tokyo", "tokyo.tz")
    link = tmp_path / "link"
    link.symlink_to(named)
    for path in (named, link, copied):
        assert system_zone({"TZ": str(path)}).key == "Asia/Tokyo"
        assert system_zone({"TZ": f":{path}"}).key == "Asia/Tokyo"


@pytest.mark.parametrize(
    "value", ["Mars/Olympus", "XYZ", "Europe", "../../etc/passwd", "/no/such", "AAA24", "CET-1CEST,M3", "ä", "a" * 999]
)
def test_an_unknown_zone_is_reported_and_never_just_UTC(value: str) -> None:  # noqa: N802
    with pytest.raises(ZoneError, match=r"^The time zone \".{1,60}\" \(TZ\) is unknown; times are in UTC\.$"):
        system_zone({"TZ": value})
    clock = Clock(lambda: WINTER, lambda: system_zone({"TZ": value}))
    assert clock.now() == WINTER
    assert clock.warning.endswith("times are in UTC.")
    assert make("note", {"text": "x"}, clock).zone == "UTC"


def test_every_command_that_needs_the_clock_warns_of_an_unknown_zone() -> None:
    surroundings = {**os.environ, "TZ": "Mars/Olympus"}
    words = [sys.executable, "-m", "gutskin_tui", "add", "drink", "250"]
    ran = subprocess.run(words, env=surroundings, capture_output=True, text=True, timeout=60, check=False)
    assert ran.returncode == 0
    assert ran.stderr == 'gutskin: The time zone "Mars/Olympus" (TZ) is unknown; times are in UTC.\n'


def test_etc_localtime_as_a_link_names_the_zone(tmp_path: Path, place: Zones) -> None:
    place("Europe/London", "usr/zoneinfo/Europe/London")
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/localtime").symlink_to("../usr/zoneinfo/Europe/London")
    (tmp_path / "etc/timezone").write_text("Asia/Tokyo\n")  # contradicts: the C library does not look there
    assert system_zone({}, tmp_path / "etc").key == "Europe/London"


@pytest.mark.parametrize(
    ("hint", "name"), [(None, "Europe/Berlin"), ("Europe/Oslo\n", "Europe/Oslo"), ("Asia/Tokyo\n", "Europe/Berlin")]
)
def test_a_copied_etc_localtime_is_named_by_its_rules(
    tmp_path: Path, place: Zones, hint: str | None, name: str
) -> None:
    place("zone1970.tab", "usr/zoneinfo/zone1970.tab")
    place("Europe/Berlin", "etc/localtime")
    if hint:
        (tmp_path / "etc/timezone").write_text(hint)
    zone = system_zone({}, tmp_path / "etc")
    assert (zone.key, offsets(zone)) == (name, ("+01:00", "+02:00"))


def test_a_copied_etc_localtime_of_UTC_is_not_a_country(tmp_path: Path, place: Zones) -> None:  # noqa: N802
    place("zone1970.tab", "usr/zoneinfo/zone1970.tab")
    place("Etc/UTC", "etc/localtime")
    assert system_zone({}, tmp_path / "etc").key == "Etc/UTC"


def test_a_file_whose_rules_no_zone_has_keeps_them_without_a_name(tmp_path: Path, place: Zones) -> None:
    own = place("Europe/Berlin", "etc/localtime")
    own.write_bytes(own.read_bytes().replace(b"CEST\0", b"XEST\0"))
    zone = system_zone({}, tmp_path / "etc")
    assert (zone.key, offsets(zone)) == (None, ("+01:00", "+02:00"))
    assert zone_name(SUMMER.astimezone(zone)) == "UTC+02:00"


def test_a_link_to_a_file_that_is_not_there_still_names_the_zone(tmp_path: Path, place: Zones) -> None:
    (tmp_path / "etc").mkdir()
    (tmp_path / "etc/localtime").symlink_to("/usr/share/zoneinfo-gone/zoneinfo/Europe/Berlin")
    assert system_zone({}, tmp_path / "etc").key == "Europe/Berlin"


def test_without_etc_localtime_the_machine_is_in_UTC_as_for_date(tmp_path: Path) -> None:  # noqa: N802
    assert system_zone({}, tmp_path).key == "UTC"


def test_an_invalid_etc_localtime_is_reported(tmp_path: Path) -> None:
    for make_it in (lambda path: path.write_bytes(b"no zone"), lambda path: path.mkdir(), os.mkfifo):
        make_it(tmp_path / "localtime")
        with pytest.raises(ZoneError, match=r"localtime is not a time zone; times are in UTC\.$"):
            system_zone({}, tmp_path)
        shutil.move(tmp_path / "localtime", tmp_path / f"before-{len(list(tmp_path.iterdir()))}")


def test_a_changed_zone_applies_at_once(tmp_path: Path, place: Zones) -> None:
    place("Europe/Berlin", "usr/zoneinfo/Europe/Berlin")
    place("Asia/Tokyo", "usr/zoneinfo/Asia/Tokyo")
    link = tmp_path / "etc" / "localtime"
    link.parent.mkdir()
    link.symlink_to("../usr/zoneinfo/Europe/Berlin")
    clock = Clock(lambda: WINTER, lambda: system_zone({}, link.parent))
    assert make("note", {"text": "x"}, clock).at == "2026-01-15T13:00:00+01:00"
    link.unlink()
    link.symlink_to("../usr/zoneinfo/Asia/Tokyo")
    entry = make("note", {"text": "x"}, clock)
    assert (entry.at, entry.zone) == ("2026-01-15T21:00:00+09:00", "Asia/Tokyo")
    place("America/New_York", "etc/new")
    (link.parent / "new").replace(link)
    assert make("note", {"text": "x"}, clock).at == "2026-01-15T07:00:00-05:00"


def test_new_rules_of_the_same_zone_are_read_while_the_program_runs(tmp_path: Path, place: Zones) -> None:
    file = place("Europe/Berlin", "usr/zoneinfo/Europe/Berlin")
    clock = Clock(lambda: SUMMER, lambda: system_zone({"TZ": "Europe/Berlin"}))
    assert clock.now().isoformat()[19:] == "+02:00"
    place("Africa/Lagos", "new").replace(file)  # summer time is given up
    assert clock.now().isoformat()[19:] == "+01:00"


@pytest.mark.skipif(shutil.which("date") is None, reason="needs date")
@pytest.mark.parametrize("zone", ["CET-1CEST", "EST5EDT", "posix/Europe/Berlin", "<-03>3", "Asia/Kathmandu", "UTC0"])
def test_the_clock_agrees_with_date(zone: str) -> None:
    surroundings = {**os.environ, "TZ": zone}
    output = subprocess.run(["date", "+%z"], env=surroundings, capture_output=True, text=True, check=True).stdout
    clock = Clock(zone=lambda: system_zone(surroundings))
    assert clock.now().strftime("%z") == output.strip()


def test_a_named_zone_and_a_plain_offset_have_names() -> None:
    assert zone_name(WINTER.astimezone(ZoneInfo("Europe/London"))) == "Europe/London"
    assert zone_name(WINTER) == "UTC"
    assert zone_name(fixed_clock(SUMMER, "Asia/Kathmandu").now()) == "Asia/Kathmandu"
