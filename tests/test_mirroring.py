"""Themes in the mirror."""

from __future__ import annotations

import pytest

from deck_builder.base.units import Box, Insets
from deck_builder.theme.file import theme_names
from deck_builder.theme.mirror import mirrored, typeset
from deck_builder.theme.model import Aspect, Theme
from tests.talks import a_theme

THEMES = [(name, aspect) for name in theme_names() for aspect in Aspect]


@pytest.fixture(params=THEMES, ids=lambda one: f"{one[0]}-{one[1].value}")
def theme(request: pytest.FixtureRequest) -> Theme:
    return a_theme(*request.param)


def boxes(theme: Theme) -> list[Box]:
    found = [theme.content]
    for layout in theme.layouts.values():
        found += [placeholder.box for placeholder in layout.placeholders]
        found += [decoration.box for decoration in layout.decorations]
    return found


def test_everything_is_as_far_from_the_other_edge(theme: Theme) -> None:
    for before, after in zip(boxes(theme), boxes(mirrored(theme)), strict=True):
        assert theme.width - after.right == before.x
        assert (after.y, after.width, after.height) == (before.y, before.width, before.height)


def test_text_begins_at_the_right_and_code_at_the_left(theme: Theme) -> None:
    shown = mirrored(theme)
    sides = {"left": "right", "center": "center", "right": "left"}
    for name, style in theme.styles.items():
        after = shown.styles[name]
        if name == "code":
            assert after == style
        else:
            assert (after.rtl, after.alignment) == (True, sides[style.alignment])
    assert shown.rtl
    assert not theme.rtl


def test_joined_letters_have_neither_space_between_nor_italics(theme: Theme) -> None:
    shown = typeset(theme)
    styles = [one.style for layout in shown.layouts.values() for one in layout.placeholders]
    assert not any(style.tracking or style.italic for style in (*shown.styles.values(), *styles))


def test_margins_change_sides() -> None:
    assert Insets(1, 2, 3, 4).mirrored() == Insets(3, 2, 1, 4)


def test_a_quotation_mark_opens_at_the_right() -> None:
    (before,) = a_theme("swiss").layouts["quote"].decorations
    (after,) = mirrored(a_theme("swiss")).layouts["quote"].decorations
    assert (before.text, after.text) == ("“", "”")
