"""The strength of imported drinks: only what the name of a drink with alcohol states."""

from __future__ import annotations

import pytest

from gutskin_tui.exchange.input.drink_words import NO_STRENGTH, drink_values
from gutskin_tui.exchange.input.import_report import ImportReport


@pytest.mark.parametrize(
    ("name", "abv"),
    [
        ("Lager 4.8 %", 4.8),
        ("Weißwein, 12,5% vol", 12.5),
        ("Beer (5 percent)", 5.0),
        ("Gin 40 vol.", 40.0),
        ("Red wine", None),
        ("Wine, 100 % Riesling", None),
        ("Radler beer, 50 % lemonade, 2.5 %", None),
    ],
)
def test_a_strength_in_the_name_is_read_and_none_is_assumed(name: str, abv: float | None) -> None:
    report = ImportReport()
    values = drink_values(name, 330, report)
    assert values == {"what": name, "ml": 330} | ({} if abv is None else {"abv": abv})
    assert report.remarks == ({NO_STRENGTH: 1} if abv is None else {})


@pytest.mark.parametrize("name", ["Orange juice 100 %", "Milk 3.5 %", "Alcohol-free beer 0.5 %", "Ginger ale"])
def test_other_drinks_have_no_strength(name: str) -> None:
    report = ImportReport()
    assert drink_values(name, 200, report) == {"what": name, "ml": 200}
    assert not report.remarks
