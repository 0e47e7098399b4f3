"""The data of line charts: points, means, gaps and values beyond the scale."""

from __future__ import annotations

import pytest

from gutskin_tui.charts.line import LineChart
from gutskin_tui.charts.palette import DARK, MONO
from tests.charts.pictures import LAST, WEEK, block, days_to, lines, scores, segments

BLOCKS = "▁▂▃▄▅▆▇█"


def test_points_are_at_their_day_and_value_and_a_missing_day_is_a_gap() -> None:
    chart = LineChart(WEEK, [0, 2, None, 4, 4, 1, 3], lo=0, hi=4, height=7, width=23)
    assert lines(chart) == block(
        """
        ¦4┤          •  •
        ¦3┤                    •
        ¦2┤   •
        ¦1┤                 •
        ¦0┤•
        ¦ └┬───────────────────┬
        ¦  15 Nov         21 Nov
        """
    )


MEAN = [0.0] * 5 + [2.0] * 6 + [1.25] * 7
POINTS = [None] * 8 + [1.0] + [None] * 8 + [2.0]


def test_a_mean_is_an_area_in_eighths_and_days_are_dots_on_it() -> None:
    chart = LineChart(days_to(LAST, 18), POINTS, MEAN, lo=0, hi=2, height=11, width=20)
    assert lines(chart) == block(
        """
        ¦2┤     ▄▄▄▄▄▄      •
        ¦ │     ██████
        ¦ │     ██████
        ¦ │     ██████▄▄▄▄▄▄▄
        ¦1┤     ███•█████████
        ¦ │     █████████████
        ¦ │     █████████████
        ¦ │     █████████████
        ¦0┤▄▄▄▄▄█████████████
        ¦ └┬────────────────┬
        ¦  4 Nov       21 Nov
        """
    )
    over = next(part for part in segments(chart, 20) if part.text == "•" and part.style and part.style.bgcolor)
    assert over.style == DARK.over_area(DARK.point)


def test_a_chart_in_ascii() -> None:
    chart = LineChart(days_to(LAST, 18), POINTS, MEAN, lo=0, hi=2, height=5, width=20, palette=MONO.ascii())
    assert lines(chart) == block(
        """
        ¦2|     ......      o
        ¦1|     :::o:::::::::
        ¦0|.....:::::::::::::
        ¦ ++----------------+
        ¦  4 Nov       21 Nov
        """
    )


def test_a_mean_has_a_gap_at_a_day_without_a_mean() -> None:
    chart = LineChart(days_to(LAST, 3), [None] * 3, [1, None, 1], lo=0, hi=2, height=5, width=20)
    assert lines(chart)[1] == "1.0┤▄" + " " * 14 + "▄"


def axis_of(drawn: list[str]) -> tuple[int, float, float]:
    """The lowest labelled line, its value, and the value of a line, read from the labels of a chart."""
    labels = {index: float(line.split("┤")[0]) for index, line in enumerate(drawn) if "┤" in line}
    bottom, top = max(labels), min(labels)
    return bottom, labels[bottom], (labels[top] - labels[bottom]) / (bottom - top)


@pytest.mark.parametrize("height", range(3, 21))
@pytest.mark.parametrize("ceiling", [10, 6, 3])
def test_every_mean_is_at_the_height_that_the_labelled_axis_gives_it(height: int, ceiling: int) -> None:
    for value in range(ceiling + 1):
        mean: list[float | None] = [0, ceiling, value]
        drawn = lines(LineChart(days_to(LAST, 3), [None] * 3, mean, lo=0, hi=10, height=height), 40)
        bottom, low, step = axis_of(drawn)
        top = next(index for index, line in enumerate(drawn) if len(line) == 40)
        eighths = 8 * (bottom - top) + BLOCKS.index(drawn[top][-1]) + 1
        assert low + (eighths / 8 - 0.5) * step == pytest.approx(value, abs=step / 16 + 1e-9)


@pytest.mark.parametrize("height", range(3, 21))
def test_every_dot_is_in_the_row_that_the_labelled_axis_gives_it(height: int) -> None:
    for value in range(11):
        drawn = lines(LineChart(days_to(LAST, 3), [0, 10, value], lo=0, hi=10, height=height), 40)
        bottom, low, step = axis_of(drawn)
        at = next(index for index, line in enumerate(drawn) if len(line) == 40 and line[-1] == "•")
        assert low + (bottom - at) * step == pytest.approx(value, abs=step / 2 + 1e-9)


def test_days_that_share_a_column_all_have_their_dots() -> None:
    # 36 days on 18 columns: two days each.
    points = [0, 2, None, 4, None, None] + [0.0] * 30
    drawn = lines(LineChart(days_to(LAST, 36), points, lo=0, hi=4, height=7, width=20))
    assert drawn[0] == "4┤ •"
    assert drawn[2] == "2┤•"
    assert drawn[4] == "0┤•  " + "•" * 15


def test_more_than_three_days_a_column_are_faint_dots() -> None:
    text = "".join(lines(LineChart(days_to(LAST, 365), scores(365), lo=0, hi=10, width=60)))
    assert "·" in text
    assert "•" not in text


def test_more_days_than_columns_have_the_mean_of_their_means() -> None:
    mean = [0.0, 2.0] * 18
    drawn = lines(LineChart(days_to(LAST, 36), [None] * 36, mean, lo=0, hi=2, height=5, width=20))
    assert drawn[0] == "2┤"
    assert drawn[1] == "1┤" + "▄" * 18


def test_a_dot_gives_way_to_the_edge_of_the_area_where_rows_are_few() -> None:
    drawn = lines(LineChart(days_to(LAST, 2), [1.0, 1.0], [1.0, 1.0], lo=0, hi=2, height=5, width=20))
    assert "•" not in "".join(drawn)
    drawn = lines(LineChart(days_to(LAST, 2), [1.0, 1.0], [1.0, 1.0], lo=0, hi=2, height=12, width=20))
    assert "".join(drawn).count("•") == 2


def test_values_beyond_a_fixed_scale_are_arrows_at_its_edge() -> None:
    chart = LineChart(days_to(LAST, 3), [9, 0, -9], lo=0, hi=4, height=5, width=20)
    drawn = lines(chart)
    assert drawn[0].startswith("4┤▲")
    assert drawn[2].endswith("▼")
