"""Languages: their scripts, and the way that these go."""

from __future__ import annotations

import re

import pytest
from babel.core import Locale
from babel.localedata import locale_identifiers
from hypothesis import given
from hypothesis import strategies as st

from deck_builder.base.languages import (
    Direction,
    direction_of,
    primary_language,
    script_of,
    scripts_in,
)
from deck_builder.base.locale import Magnitude, decimal_mark, grouped, magnitudes
from deck_builder.base.words import words_in


@pytest.mark.parametrize(
    ("tag", "script"),
    [
        ("en", "Latn"),
        ("ar-EG", "Arab"),
        ("az-Arab", "Arab"),
        ("ar-Latn", "Latn"),
        ("iw", "Hebr"),
        ("zh", "Hans"),
        ("zh-TW", "Hant"),
        ("zh-Hant-HK", "Hant"),
        ("zh-SG", "Hans"),
        ("yue", "Hant"),
        ("ja_JP", "Jpan"),
        ("ko", "Hang"),
        ("ru", "Cyrl"),
        ("sr-ME", "Latn"),
        ("pa-PK", "Arab"),
        ("en-AU", "Latn"),
        ("xx", "Latn"),
        ("", "Latn"),
    ],
)
def test_a_language_has_a_script(tag: str, script: str) -> None:
    assert script_of(tag) == script


@pytest.mark.parametrize(
    "tag", ["ar", "he", "fa-IR", "ur", "yi", "ps", "sd", "ug", "dv", "ckb", "ku-Arab", "en-Hebr"]
)
def test_languages_that_are_read_from_the_right(tag: str) -> None:
    assert direction_of(tag) is Direction.RTL


@pytest.mark.parametrize("tag", ["en", "ku", "ja", "ar-Latn", "hi", "no such language"])
def test_languages_that_are_read_from_the_left(tag: str) -> None:
    assert direction_of(tag) is Direction.LTR


@pytest.mark.parametrize(
    ("text", "tag", "scripts"),
    [
        ("Größe", "de", ()),
        ("日の出 at six", "en", ("Jpan",)),
        ("太阳", "en", ("Hans",)),
        ("太陽", "ja", ("Jpan",)),
        ("太陽", "zh-TW", ("Hant",)),
        ("שמש وشمس", "en", ("Hebr", "Arab")),
        ("सूर्य", "hi", ("Deva",)),
        ("ดวงอาทิตย์", "th", ("Thai",)),
    ],
)
def test_scripts_are_told_by_letters(text: str, tag: str, scripts: tuple[str, ...]) -> None:
    assert scripts_in(text, tag) == scripts


@pytest.mark.parametrize(
    ("tag", "language"),
    [("de", "de"), ("de-CH", "de"), ("zh_Hant_TW", "zh"), ("nb-NO", "no"), ("NN", "no"), ("", "")],
)
def test_the_language_of_a_tag(tag: str, language: str) -> None:
    assert primary_language(tag) == language


@pytest.mark.parametrize("name", locale_identifiers())
def test_a_language_goes_the_way_that_cldr_says(name: str) -> None:
    is_rtl = Locale.parse(name).text_direction == "rtl"
    assert direction_of(name) is (Direction.RTL if is_rtl else Direction.LTR)


@pytest.mark.parametrize(
    "tag",
    [
        *("x-klingon", "", "de_CH", "sr-Latn", "zh-TW", "zh-Hant-HK", "en-Hebr", "de-u-nu-latn"),
        *("de-DE-1996", "-", "--", "de-", "a.b@c", "../en", "root", "und", "ü", "i-klingon", "C"),
        "de_CH.UTF-8",
    ],
)
def test_odd_tags_have_answers(tag: str) -> None:
    assert script_of(tag)
    assert decimal_mark(tag) in (".", ",")
    assert re.fullmatch(r"1[.,'’\u00a0]234[.,]50", grouped("1234.50", tag))
    assert magnitudes(tag)[-1].divisor >= 10_000


@given(st.text() | st.from_regex(r"[a-z]{2,3}([-_][A-Za-z0-9]{2,4}){0,3}", fullmatch=True))
def test_no_tag_raises(tag: str) -> None:
    assert script_of(tag)
    assert decimal_mark(tag)
    assert grouped("1234567.5", tag)
    assert magnitudes(tag)
    assert words_in(tag).agenda


@pytest.mark.parametrize(
    ("tag", "mark"),
    [
        *(("en", "."), ("en-AU", "."), ("de", ","), ("de-CH", "."), ("de-XX", ","), ("nb", ",")),
        *(("no-NO", ","), ("es-419", "."), ("es_MX", "."), ("fa", "."), ("ar-MA", ",")),
        *(("sr-Latn-ME", ","), ("az-Cyrl", "."), ("zh-TW", "."), ("x-klingon", ".")),
    ],
)
def test_the_decimal_mark(tag: str, mark: str) -> None:
    assert decimal_mark(tag) == mark


@pytest.mark.parametrize(
    ("number", "tag", "expected"),
    [
        ("999.5", "en", "999.5"),
        ("27650", "en", "27,650"),
        ("27650", "en-AU", "27,650"),
        ("27650.10", "de-XX", "27.650,10"),
        ("27650", "pl", "27\u00a0650"),
        ("1234567", "hi", "12,34,567"),
        ("1234567", "fa", "1,234,567"),
    ],
)
def test_digits_are_grouped(number: str, tag: str, expected: str) -> None:
    assert grouped(number, tag) == expected


def test_the_words_for_large_numbers() -> None:
    assert magnitudes("de") == (
        Magnitude(1e12, 1e12, "\u00a0Bio."),
        Magnitude(1e9, 1e9, "\u00a0Mrd."),
        Magnitude(1e6, 1e6, "\u00a0Mio."),
    )
    assert [one.divisor for one in magnitudes("ja")] == [1e16, 1e12, 1e8, 1e4]
    spanish = [(one.divisor, one.least) for one in magnitudes("es")]
    assert spanish == [(1e12, 1e12), (1e9, 1e10), (1e6, 1e6)]
