"""Numbers as they are written and shown."""

from __future__ import annotations

import pytest

from deck_builder.charts.numerals import notation_of, number_format, plain_number

THIN = "\N{THIN SPACE}"


@pytest.mark.parametrize(
    ("texts", "unit", "values"),
    [
        (["1", "-2.5", "+3", ".5", "1e3"], "", [1.0, -2.5, 3.0, 0.5, 1000.0]),
        (["1,234.5", "2,000"], "", [1234.5, 2000.0]),
        (["1.234,5", "2.000"], "", [1234.5, 2000.0]),
        (["1,5", "2,25"], "", [1.5, 2.25]),
        (["1,234"], "", [None]),
        (["1,234.5", "1,5"], "", [None, None]),
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
        ([1234.0, -5.0], "", [f"1{THIN}234", "−5"]),
        ([0.333333, 0.5], "", ["0.33", "0.50"]),
        ([123456.789], "", [f"123{THIN}457"]),
        ([12.5], "$", ["$12.50"]),
        ([-3.0], "€", [f"−3{THIN}€"]),
        ([12_345_678.0, 5_000_000.0], "", [f"12.35{THIN}M", f"5.00{THIN}M"]),
        ([5_000_000.0, 1200.0], "", [f"5{THIN}000{THIN}000", f"1{THIN}200"]),
        ([0.0], "", ["0"]),
        ([-0.00001, 100.0], "", ["0", "100"]),
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
        ("es", [2_000_000_000.0], [f"2{THIN}000{THIN}M"]),
        ("ja", [30_000.0, 250_000.0], [f"3{THIN}万", f"25{THIN}万"]),
        ("zh-TW", [30_000.0], [f"3{THIN}萬"]),
        ("zh", [300_000_000.0], [f"3{THIN}亿"]),
        ("xx", [5_000_000.0], [f"5{THIN}M"]),
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
