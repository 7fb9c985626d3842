"""Scales, ticks, time and places that make way for each other."""

from __future__ import annotations

import pytest

from deck_builder.charts.draw.pen import pen_for
from deck_builder.charts.draw.scale import Scale, from_zero, near, spread, ticks
from deck_builder.charts.draw.timeline import days_of, time_ticks
from tests.charts.example import LARGE, SMALL, theme


@pytest.mark.parametrize(
    ("low", "high", "most", "expected"),
    [
        (0, 62, 5, (0, 20, 40, 60, 80)),
        (-3, 7, 4, (-5, 0, 5, 10)),
        (0, 0.3, 4, (0, 0.1, 0.2, 0.3)),
        (5, 5, 3, (0, 2, 4, 6)),
        (0, 0, 3, (0, 0.5, 1)),
        (71, 84, 4, (70, 75, 80, 85)),
    ],
)
def test_ticks(low: float, high: float, most: int, expected: tuple[float, ...]) -> None:
    assert ticks(low, high, most) == pytest.approx(expected)


def test_scale() -> None:
    assert [Scale(0, 10, 100, 0)(value) for value in (0, 5, 10)] == [100, 50, 0]


def test_ranges() -> None:
    assert from_zero([3.0, 5.0]) == (0.0, 5.0)
    assert from_zero([-3.0, -5.0]) == (-5.0, 0.0)
    assert near([70.0, 84.0]) == (70.0, 84.0)
    assert near([20.0, 84.0]) == (0.0, 84.0)
    assert near([-70.0, -84.0]) == (-84.0, -70.0)
    assert near([5.0]) == (0.0, 5.0)


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ([], ()),
        ([10.0, 50.0], (10.0, 50.0)),
        ([50.0, 50.0], (45.0, 55.0)),
        ([55.0, 50.0], (57.5, 47.5)),
        ([0.0, 2.0, 4.0], (0.0, 10.0, 20.0)),
        ([99.0, 99.0], (90.0, 100.0)),
    ],
)
def test_spread(wanted: list[float], expected: tuple[float, ...]) -> None:
    assert spread(wanted, 10.0, 0.0, 100.0) == pytest.approx(expected)


def test_days_of() -> None:
    assert days_of(("2020", "2021")) == (737425.0, 737791.0)
    assert days_of(("2020-02", "2020-03-05")) == (737456.0, 737489.0)
    assert days_of(("2021", "2020")) is None
    assert days_of(("2020-13", "2021-01")) is None
    assert days_of(("Mon", "Tue")) is None


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (tuple(f"{year}" for year in range(2015, 2025)), ["2015", "2020"]),
        (tuple(f"{year}-06-01" for year in range(1915, 1969)), ["1920", "1940", "1960"]),
        (("2024-01-15", "2024-06-20"), ["2024-03", "2024-05"]),
    ],
)
def test_time_ticks_on_a_small_chart(names: tuple[str, ...], expected: list[str]) -> None:
    days = days_of(names)
    assert days is not None
    pen = pen_for(*SMALL, theme())
    scale = Scale(days[0], days[-1], 30.0, 180.0)
    assert [tick.text for tick in time_ticks(names, days, scale, pen)] == expected


def test_all_years_are_named_where_there_is_room() -> None:
    names = ("2015", "2017", "2018")
    days = days_of(names)
    assert days is not None
    pen = pen_for(*LARGE, theme())
    ticks = time_ticks(names, days, Scale(days[0], days[-1], 0.0, 700.0), pen)
    assert [tick.text for tick in ticks] == ["2015", "2017", "2018"]
