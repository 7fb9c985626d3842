"""Titles, statements and quotes have no short last line: their frames are as narrow as they can."""

from __future__ import annotations

import pytest

from deck_builder.shapes import TextBox
from deck_builder.text.balance import balanced_width
from deck_builder.text.fit import full_width, measure
from deck_builder.text.runs import Paragraph, Run
from tests.talks import laid_out

TITLE = "What the committee of the whole house has decided about the length of all of our days now"


def _frames(text: str, name: str) -> list[TextBox]:
    shapes = laid_out(text).value.slides[0].shapes
    return [one for one in shapes if isinstance(one, TextBox) and one.placeholder == name]


BALANCED = {
    "title": (f"## {TITLE}\n\n- a\n- b\n", "title"),
    "statement": (f"## T {{layout=statement}}\n\n{TITLE}\n", "statement"),
    "quote": (f"## T\n\n> {TITLE}\n", "quote"),
}


@pytest.mark.parametrize(("text", "name"), BALANCED.values(), ids=BALANCED)
def test_the_last_line_is_not_short(text: str, name: str) -> None:
    deck = laid_out(text).value
    frame, fonts = _frames(text, name)[0], deck.theme.fonts
    room = frame.box.inset(frame.insets).width
    (count,) = measure(frame.paragraphs, room, frame.style, fonts).lines
    assert count > 1
    # What does not fill the other lines, at most, is on the last one.
    last = full_width(frame.paragraphs, frame.style, fonts) - (count - 1) * room
    assert last > room * 0.25


def test_one_line_keeps_its_frame() -> None:
    place = laid_out("## Short\n\n- a\n").value.theme.layouts["content"].placeholder("title")
    assert place is not None
    assert _frames("## Short\n\n- a\n", "title")[0].box == place.box


def test_lines_that_are_long_enough_stay_as_they_are() -> None:
    text = "## T {layout=statement}\n\nRust for the latency-critical core, Go for all the rest."
    place = laid_out(text).value.theme.layouts["statement"].placeholder("statement")
    assert place is not None
    assert _frames(text, "statement")[0].box.width == place.box.width


def test_lines_of_the_author_are_kept() -> None:
    theme = laid_out("## T\n\n- a\n").value.theme
    text = (Paragraph((Run("A first line that is rather long, as this one is\nand a last"),)),)
    width = full_width(text, theme.styles["body"], theme.fonts)
    assert balanced_width(text, width, theme.styles["body"], theme.fonts) == width


@pytest.mark.parametrize(("text", "name"), BALANCED.values(), ids=BALANCED)
def test_no_frame_is_so_narrow_that_a_little_less_would_break_a_line(text: str, name: str) -> None:
    deck = laid_out(text).value
    frame, fonts = _frames(text, name)[0], deck.theme.fonts
    room = frame.box.inset(frame.insets).width
    lines = measure(frame.paragraphs, room, frame.style, fonts).lines
    assert measure(frame.paragraphs, int(room * 0.985), frame.style, fonts).lines == lines
