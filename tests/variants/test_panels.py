"""Panels: how their text stands on them."""

from __future__ import annotations

import pytest

from deck_builder.base.units import Box, emu
from deck_builder.shapes import TextBox
from deck_builder.text.fit import measure
from deck_builder.theme.model import Anchor, Aspect
from deck_builder.variants.panels import PANELS
from tests.talks import a_theme, blocks_of

ROOM = Box(0, 0, emu(840), emu(354))
LONG = "what is said about this one wraps over several lines of its panel"


def tiles(text: str, theme_name: str = "paper") -> list[TextBox]:
    """The panels that a list is made into."""
    theme = a_theme(theme_name, Aspect.WIDE)
    made = PANELS.made(blocks_of(text))
    assert isinstance(made, tuple)
    return [one for one in made[0].place(ROOM, theme).shapes if isinstance(one, TextBox)]


@pytest.mark.parametrize("count", [3, 4, 6])
def test_terms_of_a_row_are_at_one_height(count: int) -> None:
    texts = ["short", LONG, "short", "short", LONG, "short"][:count]
    shown = tiles("".join(f"- **Term {n}**: {text}\n" for n, text in enumerate(texts)))
    assert {one.anchor for one in shown} == {Anchor.TOP}
    assert len({one.insets.top for one in shown}) == 1
    theme = a_theme("paper", Aspect.WIDE)
    for one in shown:
        inner = one.box.inset(one.insets)
        height = measure(one.paragraphs, inner.width, one.style, theme.fonts).height
        assert height <= inner.height
    tallest = max(
        measure(one.paragraphs, one.box.inset(one.insets).width, one.style, theme.fonts).height
        for one in shown
    )
    above = shown[0].insets.top
    assert abs(shown[0].box.height - tallest - 2 * above) <= emu(1)


def test_text_without_terms_is_in_the_middle() -> None:
    shown = tiles(f"- short\n- {LONG}\n- short\n")
    assert {one.anchor for one in shown} == {Anchor.MIDDLE}
