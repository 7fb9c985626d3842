"""Every colour of a page can be read, in every theme, by day and by night."""

from __future__ import annotations

from itertools import product

import pytest

from deck_builder.handout.colors import TEXT_COLORS, page_colors, readable
from deck_builder.theme.contrast import LEAST, contrast
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
        if contrast(colors[text], colors[ground]) < LEAST
    ]
    assert poor == []
    assert (
        contrast(colors["background"], "000000") < contrast(colors["background"], "FFFFFF")
    ) is (dark)


@pytest.mark.parametrize("name", theme_names())
def test_a_light_page_is_read_on_white_paper(name: str) -> None:
    colors = page_colors(load_theme(name, Aspect.WIDE).value.palette, dark=False)
    assert min(contrast(colors[text], "FFFFFF") for text in TEXT_COLORS) >= LEAST


def test_a_colour_that_is_read_already_stays() -> None:
    assert readable("B3361B", ("FFFFFF",)) == "B3361B"


def test_a_colour_becomes_no_darker_than_it_must() -> None:
    found = readable("FFB547", ("FFFFFF",))
    assert LEAST <= contrast(found, "FFFFFF") < LEAST + 1
