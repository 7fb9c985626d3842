"""Right-to-left decks and the fonts of scripts, as they are written."""

from __future__ import annotations

import io
import zipfile

import pytest

from deck_builder.outline.settings import DeckFile
from deck_builder.pipeline import write_deck
from deck_builder.slides import lay_out
from tests.talks import a_theme, deck_of

TALK = """## כותרת

- אור
- Rust

English text of its own.

## טבלה

| עיר | Hours |
|-----|-------|
| חיפה | 14 |

::: notes
הערה
:::
"""


def parts_of(text: str, language: str, theme: str = "paper") -> dict[str, str]:
    """The parts of the file of a talk, by name."""
    deck = deck_of(text, deck=DeckFile(language=language, slide_numbers=True)).value
    with zipfile.ZipFile(io.BytesIO(write_deck(lay_out(deck, a_theme(theme)).value))) as archive:
        return {
            name.rpartition("/")[2]: archive.read(name).decode()
            for name in archive.namelist()
            if name.endswith(".xml")
        }


@pytest.fixture(scope="module")
def hebrew() -> dict[str, str]:
    return parts_of(TALK, "he")


def test_the_master_says_how_text_goes(hebrew: dict[str, str]) -> None:
    styles = hebrew["slideMaster1.xml"].partition("<p:txStyles>")[2]
    assert styles.count('algn="r" rtl="1"') == 1 + 9 + 9
    assert 'algn="l"' not in styles
    assert 'rtlCol="1"' in hebrew["slideLayout3.xml"]
    assert ' rtl="1" saveSubsetFonts' in hebrew["presentation.xml"]
    assert 'rtl="1"' in hebrew["notesMaster1.xml"]


def test_text_that_goes_as_the_master_says_is_plain(hebrew: dict[str, str]) -> None:
    assert '<a:p><a:r><a:rPr lang="he"/><a:t>כותרת</a:t></a:r>' in hebrew["slide1.xml"]
    assert '<a:p><a:r><a:rPr lang="he"/><a:t>אור</a:t></a:r>' in hebrew["slide1.xml"]
    assert "rtl" not in hebrew["notesSlide2.xml"]


def test_text_that_goes_the_other_way_says_so(hebrew: dict[str, str]) -> None:
    assert hebrew["slide1.xml"].count('algn="l" rtl="0"') == 1


def test_a_table_begins_at_the_right(hebrew: dict[str, str]) -> None:
    assert '<a:tblPr rtl="1" firstRow="1" bandRow="1">' in hebrew["slide2.xml"]
    cells = hebrew["slide2.xml"].partition("<a:tbl>")[2]
    assert cells.index("עיר") < cells.index("Hours")
    assert cells.count('algn="r" rtl="1"') == 2


def test_a_deck_read_from_the_left_says_nothing_of_direction() -> None:
    parts = parts_of("## One\n\n- Two\n\n| a | b |\n|---|---|\n| c | d |\n", "en")
    assert not any('rtl="' in part for part in parts.values())


@pytest.mark.parametrize(
    ("text", "language", "theme", "major", "minor"),
    [
        ("## a", "en", "paper", ("", ""), ("", "")),
        ("## a", "ar", "paper", ("", "Times New Roman"), ("", "Arial")),
        ("## a", "ja", "paper", ("Yu Mincho", ""), ("Yu Gothic", "")),
        ("## 日の出", "en", "swiss", ("Yu Gothic", ""), ("Yu Gothic", "")),
        ("## 한국어 สวัสดี", "en", "folio", ("Batang", "Leelawadee UI"), ("Batang", "Leelawadee UI")),
    ],
)
def test_the_theme_names_fonts_for_the_scripts_of_the_talk(
    text: str, language: str, theme: str, major: tuple[str, str], minor: tuple[str, str]
) -> None:
    fonts = parts_of(text, language, theme)["theme1.xml"]
    heads, _, texts = fonts.partition("<a:minorFont>")
    for part, (asian, other) in ((heads, major), (texts, minor)):
        assert f'<a:ea typeface="{asian}"/><a:cs typeface="{other}"/>' in part
        assert ('<a:font script="Hans"' in part) == any((asian, other))


def test_east_asian_text_names_the_language_of_latin_words_too() -> None:
    assert '<a:rPr lang="ja" altLang="en-US"/>' in parts_of("## 日の出", "ja")["slide1.xml"]
    slide = parts_of("## [日の出]{lang=ja} ici", "fr")["slide1.xml"]
    assert '<a:rPr lang="ja" altLang="fr"/>' in slide
    assert '<a:rPr lang="fr"/>' in slide


def test_text_from_the_left_among_others_says_its_direction() -> None:
    mixed = "## One\n\nשלום\n\n1. An English line.\n"
    slide = parts_of(mixed, "en")["slide1.xml"]
    assert slide.count('rtl="1"') == 1
    assert slide.count('rtl="0"') == 1
    assert 'rtl="0"' not in parts_of("## One\n\nOne\n\nTwo\n", "en")["slide1.xml"]
