"""Figures in columns, or in rows where that makes long ones larger."""

from __future__ import annotations

import pytest

from deck_builder.shapes import Connector, TextBox
from deck_builder.theme.model import Aspect
from tests.talks import a_theme, laid_out

SHORT = "- 588 g of flour\n- 45 min in the oven\n- 75 % of it is air\n"
LONG = "- 1.2 million loaves a year\n- 350,000 rolls on Sundays\n- 90 thousand loaves of rye\n"


def shown(
    text: str, theme: str, aspect: str
) -> tuple[list[TextBox], list[TextBox], list[Connector]]:
    """The figures of a slide, the words that they stand with, and the lines between them."""
    head = f'---\ntheme: {theme}\naspect: "{aspect}"\n---\n\n'
    shapes = laid_out(f"{head}## What is counted {{.numbers}}\n\n{text}").value.slides[0].shapes
    texts = [one for one in shapes if isinstance(one, TextBox) and one.group]
    figures = [one for one in texts if one.name.endswith("label")]
    words = [one for one in texts if one.name.endswith("text")]
    return figures, words, [one for one in shapes if isinstance(one, Connector)]


THEMES = ("paper", "swiss", "night", "console", "studio")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("aspect", ["16:9", "4:3"])
@pytest.mark.parametrize("text", [SHORT, LONG], ids=["short", "long"])
def test_figures_are_large(theme: str, aspect: str, text: str) -> None:
    figures, words, _ = shown(text, theme, aspect)
    assert len(figures) == len(words) == 3
    sizes = {one.style.level(0).size for one in figures}
    assert len(sizes) == 1
    assert min(sizes) >= 2 * words[0].style.level(0).size


@pytest.mark.parametrize("theme", THEMES)
def test_long_figures_stand_in_rows(theme: str) -> None:
    figures, words, lines = shown(LONG, theme, "16:9")
    assert len({one.box.x for one in figures}) == 1
    assert len({one.box.x for one in words}) == 1
    assert all(figure.box.right <= word.box.x for figure, word in zip(figures, words, strict=True))
    assert [line.box.height for line in lines] == [0, 0]


def test_the_first_figure_is_under_the_title_and_lines_are_in_the_middle_of_gaps() -> None:
    figures, words, lines = shown(SHORT, "paper", "16:9")
    assert figures[0].box.x == a_theme("paper", Aspect.WIDE).content.x
    assert len(lines) == 2
    for line, before, after in zip(lines, words, words[1:], strict=False):
        gap = (before.box.right + after.box.x) // 2
        assert abs(line.box.x - gap) <= 1
