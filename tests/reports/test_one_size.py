"""What stands among text has its size, and what is a little too high is set closer."""

from __future__ import annotations

from itertools import pairwise

import pytest

from deck_builder.base.units import Box, emu
from deck_builder.shapes import LaidOutSlide, TextBox
from deck_builder.slides import lay_out
from deck_builder.theme.model import Aspect
from deck_builder.variants import ListVariant, asked
from tests.reports.test_monotony import blocks_of
from tests.talks import a_theme, deck_of

TERMS = "Dough\n:   Flour, water and salt.\n:   It rests.\n\nOven\n:   A box of stones.\n"
THEMES = ("paper", "swiss", "keynote", "lecture")


def slide(text: str, theme: str = "paper") -> LaidOutSlide:
    deck = lay_out(deck_of(text).value, a_theme(theme, Aspect.WIDE)).value
    return deck.slides[-1]


def frames(shown: LaidOutSlide) -> list[TextBox]:
    boxes = [shape for shape in shown.shapes if isinstance(shape, TextBox)]
    return [one for one in boxes if one.placeholder != "title"]


@pytest.mark.parametrize("theme", THEMES)
def test_what_terms_mean_has_the_size_of_text(theme: str) -> None:
    (frame,) = frames(slide(f"## Terms\n\n{TERMS}", theme))
    assert {paragraph.level for paragraph in frame.paragraphs} == {0}
    marks = [paragraph.bullet and paragraph.bullet.shown for paragraph in frame.paragraphs]
    assert marks == [None, False, False, None, False]


def test_a_list_under_what_a_term_means_is_one_level_deeper() -> None:
    (frame,) = frames(slide("## Terms\n\nDough\n:   It has\n\n    - flour\n    - water\n"))
    assert [paragraph.level for paragraph in frame.paragraphs] == [0, 0, 1, 1]


@pytest.mark.parametrize("theme", THEMES)
def test_a_quotation_among_text_is_no_larger_than_that(theme: str) -> None:
    text = "## Bread\n\nA baker said once:\n\n> Bread is time.\n\nSo he waited for it.\n"
    shown = frames(slide(text.replace("## Bread", "## Bread {.plain}"), theme))
    sizes = [one.style.level(0).size for one in shown]
    assert len(shown) == 3
    assert len(set(sizes)) == 1


@pytest.mark.parametrize("spare", [0, emu(10), emu(400)])
def test_rows_without_room_for_one_height_are_as_high_as_their_texts(spare: int) -> None:
    long = "the dough that rests for a day and a night in the cellar under the old shop"
    made = asked("rows", blocks_of(f"- Dough, {long}\n- An oven\n- Some bread\n- A shop\n"))
    assert isinstance(made, tuple)
    theme, rows = a_theme("paper", Aspect.WIDE), made[0]
    assert isinstance(rows, ListVariant)
    box = Box(0, 0, emu(300), emu(900))
    box = box.of_height(rows.least_height(box, theme) + spare)
    placed = rows.place(box, theme)
    assert placed.height <= box.height
    heights = [one.box for one in placed.shapes if isinstance(one, TextBox)]
    assert all(above.bottom <= below.y for above, below in pairwise(heights))
    assert (len({one.height for one in heights}) == 1) == (spare == emu(400))
