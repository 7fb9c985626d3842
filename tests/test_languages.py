"""Languages: their scripts, and the way that these go."""

from __future__ import annotations

import pytest

from deck_builder.base.languages import (
    Direction,
    direction_of,
    in_language,
    primary_language,
    script_of,
    scripts_in,
)


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
        ("ja_JP", "Jpan"),
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


@pytest.mark.parametrize(
    ("tag", "word"),
    [("zh", "页"), ("zh-TW", "頁"), ("yue", "頁"), ("nb", "side"), ("en-GB", "page"), ("", "page")],
)
def test_words_in_a_language(tag: str, word: str) -> None:
    words = {"en": "page", "no": "side", "zh": "页", "zh-Hant": "頁"}
    assert in_language(words, tag) == word
