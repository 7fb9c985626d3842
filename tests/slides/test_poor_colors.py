"""Colours that an author gives to words."""

from __future__ import annotations

import pytest

from deck_builder.base.color import LEAST_CONTRAST, contrast
from deck_builder.slides import lay_out
from deck_builder.theme.file import theme_names
from deck_builder.theme.palette import MARK
from tests.talks import a_theme, deck_of, outline_of


def codes(text: str) -> list[str]:
    return [found.code for found in outline_of(text).diagnostics]


def test_a_colour_that_is_not_known_is_reported() -> None:
    checked = outline_of("## A\n\n[b]{color=acent2} [c]{.acent} [d]{color=accent2}\n")
    assert [(found.code, found.hint) for found in checked.diagnostics] == [
        ("unknown-color", "did you mean ‘accent2’?"),
        ("unknown-class", "did you mean ‘accent’?"),
    ]


def test_words_that_cannot_be_read_are_reported() -> None:
    deck = deck_of(
        "# A [b]{.accent}\n\n::: notes\nf\n:::\n\n## C\n\n[d]{.accent} ==[e]{.accent}==\n\n# G\n"
    ).value
    # A section of this theme stands on the accent.
    checked = lay_out(deck, a_theme("night"))
    assert [(found.code, found.line) for found in checked.diagnostics] == [("low-contrast", 1)]


@pytest.mark.parametrize("name", theme_names())
def test_marked_words_can_be_read(name: str) -> None:
    palette = a_theme(name).palette
    for shown in (palette, palette.inverted()):
        assert contrast(shown.hex("text"), shown.hex(MARK)) >= LEAST_CONTRAST
        assert shown.hex(MARK) != shown.hex("background")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<font>a</font>", ["raw-html"]),
        ("<section>a</section>", []),
        ("<p>a <b>b</b></p>", []),
        ("a[^b]", ["undefined-footnote"]),
        ("a\n\n[^b]: c", ["unused-footnote"]),
        ("a[^b]\n\n[^b]: c\n\n[^b]: d", ["repeated-footnote"]),
        ("a @fig:b", ["broken-reference"]),
        ("a\n\n*[b]: c", ["unused-abbreviation"]),
        ("[a](#b) [c]{#b}", []),
    ],
)
def test_what_is_wrong_is_reported(text: str, expected: list[str]) -> None:
    assert codes(f"## A\n\n{text}\n") == expected
