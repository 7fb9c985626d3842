"""Labels and ticks of charts: they never say what is not so."""

from __future__ import annotations

import re

import pytest

from deck_builder.charts.draw.plot import value_axis
from deck_builder.charts.draw.shares import share_labels
from deck_builder.charts.numerals import number_format
from tests.charts.example import chart, complaints, read

THIN = "\N{THIN SPACE}"


@pytest.mark.parametrize(
    ("values", "unit", "shown"),
    [
        ([99.999, 50.0], "%", ["99.999", "50"]),
        ([99.9999, 0.0001], "%", ["99.9999", "0.0001"]),
        ([0.04, 99.96], "%", ["0.04", "99.96"]),
        ([0.00012, 5.0], "", ["0.00012", "5"]),
        ([0.00012, 50_000.0], "", ["0.00012", "50,000"]),
        ([0.4, 20_000.0], "", ["0.4", "20,000"]),
        ([2.5, 0.5], "", ["2.5", "0.5"]),
        ([2.675, 1.0], "", ["2.68", "1.00"]),
        ([1.005, 0.125], "", ["1.005", "0.125"]),
        ([2.5, 27_650.0], "$", ["$2.50", "$27,650"]),
        ([-2.5, 27_650.0], "$", ["−$2.50", "$27,650"]),
        ([2.5, 27_650.0], "", ["2.5", "27,650"]),
        ([12.3, 27_650.0, 0.0], "", ["12.3", "27,650", "0"]),
        ([49.5, 27_650.0], "", ["49.5", "27,650"]),
        ([2.25, 150.0], "", ["2.25", "150.0"]),
        ([1.25, 12_500.75], "", ["1.25", "12,501"]),
        ([1 / 3, 0.5], "", ["0.33", "0.50"]),
        ([1 / 3, 27_650.0], "", ["0.33", "27,650"]),
        ([12_345.0, 1_200_000.0], "", ["12,345", "1,200,000"]),
        ([150_000.0, 1_200_000.0], "", ["0.15M", "1.20M"]),
        ([15_000.0, 1_250_000.0], "$", ["$15,000", "$1,250,000"]),
        ([-12_345.0, 1_200_000.0], "", ["−12,345", "1,200,000"]),
        ([16_000.5, 20_000.0], "", ["16,001", "20,000"]),
        ([1e15], "", ["1,000T"]),
        ([1e100], "", ["1e+100"]),
        ([100.04, 100.01], "", ["100.04", "100.01"]),
        ([1_234_567.0, 1_234_890.0], "", ["1,234,567", "1,234,890"]),
        ([1_234_000.0, 1_232_000.0], "", ["1.234M", "1.232M"]),
        ([0.0, 5.0], "%", ["0", "5"]),
        ([100.0, 5.5], "%", ["100.0", "5.5"]),
        ([-0.00001, 100.0], "", ["−0.00001", "100"]),
    ],
)
def test_labels_are_not_rounded_to_what_is_wrong(
    values: list[float], unit: str, shown: list[str]
) -> None:
    form = number_format(values, unit, "en")
    assert [form(value).removesuffix(f"{THIN}%") for value in values] == shown


@pytest.mark.parametrize(
    ("low", "high"),
    [
        (99_998.0, 100_003.0),
        (100_000.0, 100_001.0),
        (0.0, 0.00012),
        (1_000_000.0, 1_000_200.0),
        (12_000_000.0, 12_100_000.0),
        (0.0, 1e100),
        (-3e12, 2e12),
        (0.0, 3e15),
        (2015.0, 2020.0),
        (99.9, 99.99),
        (1e9, 1e9 + 0.5),
    ],
)
@pytest.mark.parametrize("language", ["en", "de", "ja", "hi"])
def test_ticks_are_as_precise_as_their_step(low: float, high: float, language: str) -> None:
    axis = value_axis(low, high, number_format([low, high], "", language), 300.0)
    assert len(set(axis.texts)) == len(axis.ticks)
    if language == "en":
        sizes = {"M": 1e6, "B": 1e9, "T": 1e12}
        for tick, text in zip(axis.ticks, axis.texts, strict=True):
            size = sizes.get(text[-1], 1.0)
            plain = re.sub("[,MBT]", "", text).replace("−", "-")
            assert float(plain) * size == pytest.approx(tick, rel=1e-12)


@pytest.mark.parametrize(
    ("data", "shown"),
    [
        ("{a: 16.5, b: 16.5, c: 16.5, d: 16.5, e: 34}", ["16.5", "16.5", "16.5", "16.5", "34.0"]),
        ("{a: 1, b: 1, c: 1}", ["34", "33", "33"]),
        ("{a: 1, b: 2, c: 3}", ["17", "33", "50"]),
        ("{a: 1, b: 7}", ["12", "88"]),
        ("{a: 4, b: 9996}", ["0.04", "99.96"]),
        ("{a: 1, b: 99999999}", ["<0.01", ">99.99"]),
        ("{a: 5, b: 995}", ["0.5", "99.5"]),
        ("{a: 7}", ["100"]),
        ("{a: 50.5 %, b: 49.7 %}", ["50.5", "49.7"]),
        ("{a: 50.5 %, b: 49.5 %}", ["50.5", "49.5"]),
        ("{a: 33.333 %, b: 66.667 %}", ["33.333", "66.667"]),
        ("{a: 2.5 %, b: 97.5 %}", ["2.5", "97.5"]),
    ],
)
def test_shares(data: str, shown: list[str]) -> None:
    labels = share_labels(chart("pie", f"data: {data}"))
    assert [label.removesuffix(f"{THIN}%") for label in labels] == shown


@pytest.mark.parametrize("count", range(1, 12))
def test_shares_are_a_hundred_together(count: int) -> None:
    data = ", ".join(f"p{at}: {at * at + 1}" for at in range(count))
    labels = share_labels(chart("pie", f"data: {{{data}}}"))
    assert sum(float(label.removesuffix(f"{THIN}%")) for label in labels) == pytest.approx(100)


def test_percentages_of_something_else_are_said() -> None:
    assert complaints(read("pie", "data: {a: 40 %, b: 40 %}")) == [
        "2:7 the parts are 80 % together, not 100 % [parts-not-whole]"
    ]
    assert complaints(read("pie", "data: {a: 33.3 %, b: 33.3 %, c: 33.3 %}")) == []
