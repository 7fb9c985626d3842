"""Titles, statements and quotes have no short last line: their frames are as narrow as they can."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from deck_builder.shapes import TextBox
from deck_builder.slides import compose, lay_out
from deck_builder.text.balance import (
    balanced,
    balanced_width,
    ends_alone,
    evenness,
    without_widows,
)
from deck_builder.text.fit import full_width, measure
from deck_builder.text.lines import set_paragraphs
from deck_builder.text.no_breaks import NO_BREAK_SPACE
from deck_builder.text.runs import Paragraph, Run, with_character
from deck_builder.theme.model import Theme
from tests.talks import a_theme, laid_out, outline_of

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
# Lines less even than this are uneven.
EVEN = 0.6
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
            assert count > (len(lines),) or _is_less_even(kept, lines, room, frame, deck.theme)


def _is_less_even(
    kept: Paragraph, lines: list[str], room: int, frame: TextBox, theme: Theme
) -> bool:
    """Whether a short word that is kept with the next one would make the lines uneven, in the frame
    or in a wider one: the frame is as wide as the lines are now."""
    found = []
    for wide in range(room, max(room, theme.content.width) + 1, room // 50):
        width = balanced_width((kept,), wide, frame.style, theme.fonts)
        (kept_lines,) = set_paragraphs((kept,), width, frame.style, theme.fonts)
        found.append(evenness([line.text for line in kept_lines.lines]))
    return len(lines[-1].split()) > 1 and min(found) < min(EVEN, evenness(lines))


@pytest.mark.parametrize(
    ("title", "lines"),
    [
        ("Now it is your turn", ["Now it is", "your turn"]),
        ("The length of a day in June", ["The length", "of\u00a0a\u00a0day in June"]),
    ],
)
def test_short_words_stay_with_the_next_one_unless_that_leaves_one_word_alone(
    title: str, lines: list[str]
) -> None:
    theme = laid_out("## T\n\n- a\n").value.theme
    style = theme.styles["display"]
    text = (Paragraph((Run(title),)),)
    width = int(full_width(text, style, theme.fonts) * 0.9)
    paragraphs, found = balanced(text, width, style, theme.fonts)
    (set_text,) = set_paragraphs(paragraphs, found, style, theme.fonts)
    assert [line.text for line in set_text.lines] == lines


def test_the_last_of_three_words_takes_one_with_it() -> None:
    frame = _frames("# Dependability and reliability\n\n## b\n\n- c\n", "title")[0]
    assert frame.paragraphs[0].text == "Dependability and\u00a0reliability"


ONE_WORD_MORE = (
    "The smell of good bread is what a baker knows of as the first sign of the end of the day now"
)


@pytest.mark.parametrize("form", ["- {}\n- b", "> [!NOTE]\n> {}", "{}\n\n- b"])
def test_no_word_is_alone_on_the_last_line_of_a_text(form: str) -> None:
    words = ONE_WORD_MORE.split()
    found = 0
    for count in range(8, len(words) + 1):
        text = " ".join(words[:count])
        deck = laid_out(f"## T\n\n{form.format(text)}\n").value
        for frame in deck.slides[0].shapes:
            if not isinstance(frame, TextBox):
                continue
            room = frame.box.inset(frame.insets).width
            for one in set_paragraphs(frame.paragraphs, room, frame.style, deck.theme.fonts):
                found += len(one.lines) > 1
                assert len(one.lines) == 1 or len(one.lines[-1].text.split()) > 1
    assert found


def test_a_text_without_widows_takes_no_more_lines() -> None:
    theme = laid_out("## T\n\n- a\n").value.theme
    style = theme.styles["body"]
    text = (Paragraph((Run(ONE_WORD_MORE),)),)
    whole = full_width(text, style, theme.fonts)
    for share in range(20, 100):
        width = whole * share // 100
        kept = without_widows(text, width, style, theme.fonts)
        before, after = (measure(one, width, style, theme.fonts).lines for one in (text, kept))
        assert after == before


def test_pictures_in_a_line_stay_over_their_gaps() -> None:
    theme = laid_out("## T\n\n- a\n").value.theme
    style = theme.styles["body"]
    gap = Run(2 * NO_BREAK_SPACE)
    text = (Paragraph((Run("The smell of good bread and "), gap, Run(" its crust"))),)
    width = full_width(text, style, theme.fonts) * 95 // 100
    assert without_widows(text, width, style, theme.fonts) is text


@pytest.mark.parametrize(
    ("words", "share"),
    [("Smaller footprint, accelerating", 0.9), ("It dominates cloud-native infrastructure", 0.75)],
)
def test_a_word_stays_alone_where_the_lines_would_be_worse(words: str, share: float) -> None:
    theme = laid_out("## T\n\n- a\n").value.theme
    style = theme.styles["body"]
    text = (Paragraph((Run(words),)),)
    width = round(full_width(text, style, theme.fonts) * share)
    lines = [line.text for line in set_paragraphs(text, width, style, theme.fonts)[0].lines]
    assert len(lines[-1].split()) == 1
    assert without_widows(text, width, style, theme.fonts) == text


ADDRESSED = {
    "an address": "We keep the code of the talk at https://github.com/example/deck-builder now",
    "a name": "It was org.springframework.beans.factory.annotation then",
    "two": "This is kubernetes-sigs/cluster-api-provider and AbstractSingletonProxyFactoryBean too",
}


@pytest.mark.parametrize("name", ["paper", "swiss", "studio"])
@pytest.mark.parametrize("text", ADDRESSED.values(), ids=ADDRESSED)
@pytest.mark.parametrize("place", ["title", "statement"])
def test_no_short_word_is_alone_behind_a_long_one(text: str, place: str, name: str) -> None:
    theme = a_theme(name)
    slide = f"## {text}\n\n- a\n" if place == "title" else f"## T {{layout=statement}}\n\n{text}\n"
    deck = lay_out(compose(outline_of(slide).value, theme).value, theme).value
    shapes = (one for one in deck.slides[0].shapes if isinstance(one, TextBox))
    frame = next(one for one in shapes if one.placeholder == place)
    room = frame.box.inset(frame.insets).width
    (found,) = set_paragraphs(frame.paragraphs, room, frame.style, theme.fonts)
    last = found.lines[-1].text.split()
    assert len(found.lines) == 1 or len(last) > 1 or len(last[0]) > 20


def test_a_word_is_alone_only_if_it_is_short_and_there_is_no_room_for_it() -> None:
    theme = a_theme()
    style = theme.styles["title"]

    def alone(text: str, share: float) -> bool:
        paragraphs = (Paragraph((Run(text),)),)
        long = full_width((Paragraph((Run(text.split()[1]),)),), style, theme.fonts)
        return ends_alone(paragraphs, int(long * share), style, theme.fonts)

    address = "https://github.com/example/deck-builder"
    assert alone(f"See {address} now", 1.05)
    assert not alone(f"See {address} now", 2.0)
    # It has a line of its own, and is long enough for that.
    assert not alone(f"See {address}", 1.05)
    assert not alone(f"Look {address} again-and-again-and", 1.05)
    assert not ends_alone((), 1_000, style, theme.fonts)


def test_a_long_word_makes_a_title_only_a_little_smaller() -> None:
    (frame,) = _frames(f"## {ADDRESSED['an address']}\n\n- a\n", "title")
    theme = a_theme()
    place = theme.layouts["content"].placeholder("title")
    assert place is not None
    size = place.style.level(0).size
    assert 0.7 * size < frame.style.level(0).size <= size

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
