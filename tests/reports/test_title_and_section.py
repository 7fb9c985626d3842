"""A title of two lines keeps its distance from the name of the section above it."""

from __future__ import annotations

from itertools import combinations

import pytest

from deck_builder.base.units import emu
from deck_builder.shapes import TextBox
from deck_builder.slides import lay_out
from deck_builder.text.fit import measure
from deck_builder.theme.file import theme_names
from deck_builder.theme.model import Aspect
from tests.talks import a_theme, deck_of

TITLE = "Whoever bakes in the night sells in the morning, and sleeps when all of the others eat"
TALK = f"# Part one\n\n## {TITLE}\n\n- a\n\n## B\n\n- b\n\n## C\n\n- c\n\n# Part two\n\n" + (
    "## D\n\n- d\n\n## E\n\n- e\n\n## F\n\n- f\n"
)


@pytest.mark.parametrize("theme", theme_names())
@pytest.mark.parametrize("aspect", list(Aspect))
def test_distance(theme: str, aspect: Aspect) -> None:
    deck = lay_out(deck_of(TALK).value, a_theme(theme, aspect)).value
    slide = next(one for one in deck.slides if one.title == TITLE)
    title = next(one for one in slide.shapes if isinstance(one, TextBox))
    assert title.placeholder == "title"
    name = deck.theme.layouts["content"].placeholder("section-name")
    assert name is not None
    used = measure(title.paragraphs, title.box.width, title.style, deck.theme.fonts).height
    assert title.box.bottom - used - name.box.bottom >= emu(5)


@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize("words", [18, 20, 22, 60])
def test_a_long_title_keeps_off_its_footnote(name: str, words: int) -> None:
    text = f"# [^a] {'sun and moon ' * words}\n\n[^a]: Seen at noon.\n"
    deck = lay_out(deck_of(text).value, a_theme(name)).value
    for slide in deck.slides:
        texts = [one.box for one in slide.shapes if isinstance(one, TextBox)]
        assert not any(one.overlaps(other) for one, other in combinations(texts, 2))
