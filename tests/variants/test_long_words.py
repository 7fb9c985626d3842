"""No word is torn in a variant: it is set smaller, or the list stays a list."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deck_builder.shapes import TextBox
from deck_builder.text.fit import longest_word
from deck_builder.theme.model import Theme
from tests.talks import a_theme, laid_out

WORDS = (
    "Verantwortungsbewusstseins",
    "Wahrscheinlichkeitsverteilung",
    "Geschwindigkeitsbegrenzung",
    "Donaudampfschifffahrtsgesellschaft",
)
FIGURES = ("12 %", "3.4", "99", "1")
LISTS: dict[str, str] = {
    "numbers": "\n".join(f"- {figure} {word}" for figure, word in zip(FIGURES, WORDS, strict=True)),
    "cycle": "\n".join(f"1. {word} and more" for word in (*WORDS, *WORDS[:2])),
    "timeline": "\n".join(f"- {year} {word}" for year, word in enumerate(WORDS, 2020)),
    "funnel": "\n".join(f"1. {word}" for word in WORDS),
    "steps": "\n".join(f"1. {word} next" for word in WORDS),
    "matrix": "\n".join(f"- **{word}** {word}" for word in WORDS),
    "pyramid": "\n".join(f"- {word} {word}" for word in WORDS),
    "cards": "\n".join(f"- **{word}** – {word}" for word in (*WORDS, *WORDS[:2])),
    "panels": "\n".join(f"- {word} {word}" for word in (*WORDS, WORDS[0])),
    "rows": "\n".join(f"- **{word}** – {word}" for word in WORDS),
}


def torn(text: str, theme: Theme) -> Iterator[str]:
    for slide in laid_out(text).value.slides:
        for shape in slide.shapes:
            if isinstance(shape, TextBox) and any(word in repr(shape) for word in WORDS):
                room = shape.box.inset(shape.insets).width if shape.insets else shape.box.width
                if longest_word(shape.paragraphs, shape.style, theme.fonts) > room:
                    yield from (one.text for one in shape.paragraphs)


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("asked", [True, False])
def test_no_word_is_torn(name: str, asked: bool) -> None:
    marks = f" {{.{name}}}" if asked else ""
    assert list(torn(f"## A title{marks}\n\n{LISTS[name]}\n", a_theme())) == []


SIDES: dict[str, str] = {
    "versus": f"## A title {{.versus}}\n\n### {WORDS[0]}\n\n- {WORDS[1]}\n\n"
    f"### {WORDS[2]}\n\n- {WORDS[3]}",
    "columns": "## A\n\n::: columns\n"
    + "".join(f"::: column\n{word}\n:::\n" for word in (WORDS[3], WORDS[1]))
    + ":::",
    "narrow column": "## A\n\n::: columns\n::: {.column width=40%}\n"
    f"- {WORDS[1]}\n:::\n::: column\nWords\n:::\n:::",
}


@pytest.mark.parametrize("name", SIDES)
def test_no_word_beside_another_column_is_torn(name: str) -> None:
    assert list(torn(f"{SIDES[name]}\n", a_theme())) == []


def test_a_variant_without_room_for_its_words_is_reported() -> None:
    longer = "".join(f"- {number} % {4 * word}\n" for number, word in enumerate(WORDS, 1))
    found = laid_out(f"## A title {{.numbers}}\n\n{longer}").diagnostics
    assert [one.code for one in found] == ["variant-overflow"]
