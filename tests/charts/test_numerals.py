"""Numbers as they are written and shown."""

from __future__ import annotations

import pytest

from deck_builder.charts.numbers import notation_of
from deck_builder.charts.numerals import number_format, plain_number

THIN = "\N{THIN SPACE}"


@pytest.mark.parametrize(
    ("texts", "unit", "values"),
    [
        (["1", "-2.5", "+3", ".5", "1e3"], "", [1.0, -2.5, 3.0, 0.5, 1000.0]),
        (["1,234.5", "2,000"], "", [1234.5, 2000.0]),
        (["1.234,5", "2.000"], "", [1234.5, 2000.0]),
        (["1,5", "2,25"], "", [1.5, 2.25]),
        (["1,234"], "", [None]),
        (["1,234.5", "1,5"], "", [1234.5, 1.5]),
        (["0,123"], "", [0.123]),
        (["1 234", "1 234 567.5", "1’234"], "", [1234.0, 1234567.5, 1234.0]),
        (["12 %", "5%"], "", [12.0, 5.0]),
        (["12 %", "5"], "", [None, 5.0]),
        (["12 ms", "5"], "ms", [12.0, 5.0]),
        (["$12", "−5"], "$", [12.0, -5.0]),
        (["n/a", "nan", "inf", "1e999", "", "1 2"], "", [None] * 6),
    ],
)
def test_reading(texts: list[str], unit: str, values: list[float | None]) -> None:
    notation = notation_of(texts, unit)
    assert [notation.read(text) for text in texts] == values


@pytest.mark.parametrize(
    ("values", "unit", "shown"),
    [
        ([11.0, 5.0], "%", [f"11{THIN}%", f"5{THIN}%"]),
        ([11.0, 5.5], "", ["11.0", "5.5"]),
        ([1234.0, -5.0], "", ["1,234", "−5"]),
        ([0.333333, 0.5], "", ["0.33", "0.50"]),
        ([123456.789], "", ["123,457"]),
        ([12.5], "$", ["$12.50"]),
        ([-3.0], "€", [f"−3{THIN}€"]),
        ([12_345_678.0, 5_000_000.0], "", ["12.35M", "5.00M"]),
        ([5_000_000.0, 1200.0], "", ["5,000,000", "1,200"]),
        ([0.0], "", ["0"]),
        ([2015.0, 2020.0], "", ["2015", "2020"]),
        ([2015.0, 2020.0], "s", [f"2,015{THIN}s", f"2,020{THIN}s"]),
        ([2e15, 1.0], "", ["2e+15", "1"]),
        ([-0.00001, 100.0], "", ["−0.00001", "100"]),
    ],
)
def test_showing(values: list[float], unit: str, shown: list[str]) -> None:
    shape = number_format(values, unit, "en")
    assert [shape(value) for value in values] == shown


@pytest.mark.parametrize(
    ("language", "values", "shown"),
    [
        ("de", [16.6, 7.0], ["16,6", "7,0"]),
        ("de-CH", [16.6], ["16.6"]),
        ("es-MX", [16.6], ["16.6"]),
        ("es-419", [16.6], ["16.6"]),
        ("es-AR", [16.6], ["16,6"]),
        ("nb-NO", [3_500_000.0], [f"3,5{THIN}mill."]),
        ("en-ZA", [16.6], ["16,6"]),
        ("de", [12_500_000.0], [f"12,5{THIN}Mio."]),
        ("es", [2_000_000_000.0], [f"2.000{THIN}M"]),
        ("ja", [30_000.0, 250_000.0], ["3万", "25万"]),
        ("zh-TW", [30_000.0], ["3萬"]),
        ("zh", [300_000_000.0], ["3亿"]),
        ("ja", [15_100_000.0], ["1,510万"]),
        ("en-GB", [5_000_000_000.0], ["5bn"]),
        ("ar", [5_000_000.0], [f"5{THIN}مليون"]),
        ("es", [20_000_000_000.0], [f"20{THIN}mil{THIN}M"]),
        ("hi", [1_234_567.0, 1.0], ["12,34,567", "1"]),
        ("de", [27_650.0, -1_234.5], ["27.650", "−1.235"]),
        ("fr", [27_650.0], [f"27{THIN}650"]),
        ("si", [5_000_000.0], ["මි5"]),
        ("xx", [5_000_000.0], ["5M"]),
    ],
)
def test_showing_in_a_language(language: str, values: list[float], shown: list[str]) -> None:
    shape = number_format(values, "", language)
    assert [shape(value) for value in values] == shown


@pytest.mark.parametrize(
    ("value", "text"), [(11.0, "11"), (0.1, "0.1"), (1234567.25, "1234567.25"), (-5.0, "-5")]
)
def test_plain_numbers(value: float, text: str) -> None:
    assert plain_number(value) == text
