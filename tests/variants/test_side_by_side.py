"""How many items stand side by side, and what sets them apart, as a theme says."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from deck_builder.base.units import Box, emu
from deck_builder.shapes import AutoShape, Connector, Freeform, Shape, TextBox
from deck_builder.theme.model import Theme
from deck_builder.variants import asked
from tests.talks import a_theme, blocks_of

FOUR = "".join(f"- **Term {letter}** – a few words\n" for letter in "ABCD")
ICONS = "".join(f"- :circle-check: **Term {letter}** – a few words\n" for letter in "ABCD")
STEPS = "".join(f"{number}. a step\n" for number in range(1, 5))
BOX = Box(0, 0, emu(850), emu(330))


def placed(text: str, name: str, theme: Theme) -> tuple[Shape, ...]:
    made = asked(name, blocks_of(text))
    assert isinstance(made, tuple)
    return made[0].place(BOX, theme).shapes


def rows(shapes: tuple[Shape, ...]) -> list[int]:
    """How many texts begin at each height."""
    tops = [one.box.y for one in shapes if isinstance(one, TextBox) and "label" not in one.name]
    return [tops.count(top) for top in sorted(set(tops))]


@pytest.mark.parametrize(
    ("columns", "expected"), [(6, [4]), (4, [4]), (3, [2, 2]), (2, [2, 2]), (1, [1, 1, 1, 1])]
)
def test_a_theme_says_how_many_items_stand_side_by_side(columns: int, expected: list[int]) -> None:
    theme = a_theme()
    theme = replace(theme, variants=replace(theme.variants, columns=columns))
    assert rows(placed(FOUR, "cards", theme)) == expected
    side_by_side = [4] if columns >= 4 else [1, 1, 1, 1]
    assert rows(placed(STEPS, "steps", theme)) == side_by_side


def test_icons_of_wide_cards_are_beside_their_text() -> None:
    theme = a_theme()
    narrow = placed(ICONS, "cards", theme)
    wide = placed(ICONS, "cards", replace(theme, variants=replace(theme.variants, columns=2)))
    for shapes, is_beside in ((narrow, False), (wide, True)):
        icon = next(one.box for one in shapes if isinstance(one, Freeform))
        text = next(one.box for one in shapes if isinstance(one, TextBox))
        assert (text.x >= icon.right) is is_beside
        assert (text.y >= icon.bottom) is not is_beside


@pytest.mark.parametrize("name", ["keynote", "swiss", "folio"])
def test_open_cards_hang_from_their_rule_and_keep_apart(name: str) -> None:
    theme = a_theme(name)
    assert theme.cards.is_open
    shapes = placed(FOUR, "cards", theme)
    bars = [one.box for one in shapes if isinstance(one, AutoShape)]
    texts = [one for one in shapes if isinstance(one, TextBox)]
    size = theme.styles["card"].level(0).size
    for bar, text in zip(bars, texts, strict=True):
        assert text.box.y == bar.y
        assert text.insets.top < bar.height + emu(size)
        assert text.insets.right >= emu(size) * 0.8
        term = text.paragraphs[0].runs[0]
        assert term.color == theme.variants.color


def test_open_panels_have_a_line_and_no_tile() -> None:
    theme = a_theme("keynote")
    assert theme.variants.is_open
    shapes = placed(FOUR, "panels", theme)
    lines = [one.box for one in shapes if isinstance(one, Connector)]
    texts = [one for one in shapes if isinstance(one, TextBox)]
    # The fill of the text would hide what of the line is below its upper edge.
    above = emu(theme.variants.rule_width / 2)
    assert [(one.box.x, one.box.y - above) for one in texts] == [(one.x, one.y) for one in lines]
    assert all(one.insets.left == 0 for one in texts)
