"""Every colour of a page can be read, in every theme, by day and by night."""

from __future__ import annotations

from itertools import product

import pytest

from deck_builder.base.color import LEAST_CONTRAST, contrast
from deck_builder.handout.page_colors import TEXT_COLORS, page_colors
from deck_builder.theme.file import load_theme, theme_names
from deck_builder.theme.model import Aspect

GROUNDS = ("background", "surface", "mark", "marked-line")


@pytest.mark.parametrize("dark", [False, True])
@pytest.mark.parametrize("name", theme_names())
def test_text_is_read_on_every_ground(name: str, dark: bool) -> None:
    colors = page_colors(load_theme(name, Aspect.WIDE).value.palette, dark)
    poor = [
        (text, ground)
        for text, ground in product(TEXT_COLORS, GROUNDS)
        if contrast(colors[text], colors[ground]) < LEAST_CONTRAST
    ]
    assert poor == []
    assert (
        contrast(colors["background"], "000000") < contrast(colors["background"], "FFFFFF")
    ) is (dark)


@pytest.mark.parametrize("name", theme_names())
def test_a_light_page_is_read_on_white_paper(name: str) -> None:
    colors = page_colors(load_theme(name, Aspect.WIDE).value.palette, dark=False)
    assert min(contrast(colors[text], "FFFFFF") for text in TEXT_COLORS) >= LEAST_CONTRAST
