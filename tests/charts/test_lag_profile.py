"""The profile of a factor: its effect at each lag, in any width."""

from __future__ import annotations

import pytest

from gutskin_tui.charts.lag_profile import LagProfile
from gutskin_tui.charts.palette import MONO
from tests.charts.pictures import lines


def test_the_profile_draws_each_lag_on_its_own_column() -> None:
    drawn = lines(LagProfile((1, 2, 3), (0.5, None, -0.5), 3, height=7, palette=MONO), 40)
    assert drawn[-1].split() == ["1", "2", "[3]"]
    assert sum(line.count("•") for line in drawn) == 2
    top = next(line for line in drawn if "•" in line)
    assert top.index("•") == drawn[-1].index("1")
    assert "Too few days" in lines(LagProfile((0, 1), (None, None), 0, palette=MONO))[0]


@pytest.mark.parametrize("width", range(1, 60, 3))
@pytest.mark.parametrize("lags", [(0, 1), tuple(range(1, 8)), tuple(range(1, 29))])
def test_the_profile_fits_any_width(width: int, lags: tuple[int, ...]) -> None:
    for chosen in lags:
        picture = LagProfile(lags, [0.1 * lag for lag in lags], chosen, palette=MONO.ascii())
        assert all(len(line) <= width for line in lines(picture, width))
