"""Titles, statements and quotes have no short last line: their frames are as narrow as they can."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deck_builder.shapes import TextBox
from deck_builder.text.balance import balanced_width
from deck_builder.text.fit import full_width, measure
from deck_builder.text.lines import set_paragraphs
from deck_builder.text.no_breaks import NO_BREAK_SPACE
from deck_builder.text.runs import Paragraph, Run, with_character
from tests.talks import a_theme, laid_out

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


# Words as they are in titles, some of them short.
WORDS = st.sampled_from(
    ("of rye", "a loaf", "to the", "I bake", "rye", "bread", "flours", "Sourdough", "fermentation,")
)
SHORT = ("of", "a", "to", "I")
MOST_LINES = 6
PLACES = {
    "title": ("## {}\n\n- a\n- b\n", "title"),
    "section": ("# {}\n\n## b\n\n- c\n", "title"),
    "statement": ("## T {{layout=statement}}\n\n{}\n", "statement"),
    "quote": ("## T\n\n> {}\n", "quote"),
    "caption": ("## T\n\n| a | b |\n|---|---|\n| c | d |\n\n: {}\n", "caption"),
}


@pytest.mark.parametrize("place", PLACES)
@settings(max_examples=25, deadline=None)
@given(st.lists(WORDS, min_size=3, max_size=22))
def test_no_line_is_a_widow_and_no_short_word_ends_a_line(place: str, words: list[str]) -> None:
    text, name = PLACES[place]
    deck = laid_out(f"---\ntitle: T\n---\n\n{text.format(' '.join(words))}").value
    frames = [
        shape
        for slide in deck.slides
        for shape in slide.shapes
        if isinstance(shape, TextBox) and name in (shape.placeholder, shape.style.name)
    ]
    assert frames
    for frame in frames:
        room = frame.box.inset(frame.insets).width
        set_text = set_paragraphs(frame.paragraphs, room, frame.style, deck.theme.fonts)[0]
        lines = [line.text for line in set_text.lines]
        if not 1 < len(lines) <= MOST_LINES:
            continue
        text = set_text.paragraph.text
        ends = [len(" ".join(lines[: at + 1])) for at in range(len(lines) - 1)]
        loose = [end for end, line in zip(ends, lines, strict=False) if line.split()[-1] in SHORT]
        if len(lines[-1].split()) == 1 and len(lines[-2].split()) > 1:
            loose.append(ends[-1])
        for at in loose:
            # Only where the words have no room on the next line.
            kept = with_character(set_text.paragraph, at, NO_BREAK_SPACE)
            assert text[at] == " "
            count = measure((kept,), room, frame.style, deck.theme.fonts).lines
            assert count > (len(lines),)


def test_the_last_of_three_words_takes_one_with_it() -> None:
    frame = _frames("# Dependability and reliability\n\n## b\n\n- c\n", "title")[0]
    assert frame.paragraphs[0].text == "Dependability and\u00a0reliability"


def test_a_large_title_is_a_little_smaller_where_that_takes_a_line_less() -> None:
    short, longer = (_frames(f"# {words}\n\n## b\n\n- c\n", "title")[0] for words in _TITLES)
    lines = [_lines(frame) for frame in (short, longer)]
    assert lines == [1, 1]
    assert 0.84 <= longer.style.level(0).size / short.style.level(0).size < 1


def test_a_line_does_not_begin_with_a_dash() -> None:
    frame = _frames("# The steering committee of the talk – 6 March\n\n## b\n\n- c\n", "title")[0]
    lines = set_paragraphs(
        frame.paragraphs, frame.box.inset(frame.insets).width, frame.style, a_theme().fonts
    )[0].lines
    assert len(lines) > 1
    assert not any(line.text.startswith("–") for line in lines)


def _lines(frame: TextBox) -> int:
    width = frame.box.inset(frame.insets).width
    return sum(measure(frame.paragraphs, width, frame.style, a_theme().fonts).lines)


def test_a_title_of_two_lines_of_about_one_length_stays_large() -> None:
    short, longer = (_frames(f"# {one}\n\n## b\n\n- c\n", "title")[0] for one in ("Safety", _EVEN))
    assert _lines(longer) == 2
    assert longer.style.level(0).size == short.style.level(0).size


_EVEN = "Safety of reliable talks"
_TITLES = ("Safety", "Safety and reliability")
