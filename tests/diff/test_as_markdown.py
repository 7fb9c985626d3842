"""Comments for pull requests, as a reader of Markdown shows them."""

from __future__ import annotations

import re
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from deck_builder.diff import DeckChanges, compare_decks
from deck_builder.diff.as_markdown import LIMIT, markdown_changes
from deck_builder.diff.model import (
    Line,
    LineKind,
    SlideChange,
    SlideRef,
    TextChange,
    ValueChange,
)
from deck_builder.diff.words import word_pieces
from tests.diff.decks import a_deck, a_slide

READER = MarkdownIt("commonmark").enable("strikethrough")


def rewritten(old: str, new: str) -> DeckChanges:
    """A slide on which one line was written anew."""
    line = Line(LineKind.CHANGED, word_pieces(old, new))
    one = SlideRef((1,), "T")
    return DeckChanges(slides=(SlideChange(one, one, changes=(TextChange("text", (line,)),)),))


def item(changes: DeckChanges) -> str:
    """The only item of the only slide, as it is written."""
    return markdown_changes(changes).splitlines()[-1].removeprefix("- text: ")


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("the old day", "the new day", "the ~~old~~ **new** day"),
        ("a day", "a long day", "a **long** day"),
        ("a *b* day", "a *c* day", r"a \*<del>b</del> **c**\* day"),
        ("see issue", "see issue #12", "see issue **#<!-- -->12**"),
        ("a_b and on", "c_d and on", r"~~a\_b~~ **c\_d** and on"),
        ("f(x) is it", "f(y) is it", "f(~~x~~ **y**) is it"),
        # Marks beside letters would not be seen as such.
        ("word it is", "word(s) it is", "word<strong>(s)</strong> it is"),
        ("日本だ。", "日本「だ」。", "日本<strong>「</strong>だ<strong>」</strong>。"),
    ],
)
def test_words(old: str, new: str, expected: str) -> None:
    assert item(rewritten(old, new)) == expected


def test_a_comment() -> None:
    alpha = a_slide("Alpha", "- apples", "of the garden", notes=["Said."])
    other = a_slide("Alpha", "- apples", "in the garden", "1. new")
    old = a_deck(alpha, a_slide("Gone", "x"))
    new = a_deck(other, a_slide("@New", "# y"))
    assert markdown_changes(compare_decks(old, new)) == (
        "**1 slide changed, 1 added, 1 removed**\n\n"
        "#### Slide 1 · Alpha *(changed)*\n\n"
        "- text:\n  - ~~of~~ **in** the garden\n  - **1. new**\n"
        "- notes:\n  - ~~Said.~~\n\n"
        "#### Old slide 2 · Gone *(removed)*\n\n- text:\n  - x\n\n"
        "#### Slide 2 · @<!-- -->New *(added)*\n\n- text:\n  - \\# y\n"
    )


def test_the_deck_and_moves() -> None:
    one, was = SlideRef((2,), "A"), SlideRef((5,), "A")
    theme = ValueChange("theme", "A_b", "C", "on 3 slides")
    found = DeckChanges((theme,), (SlideChange(was, one, True),))
    assert markdown_changes(found) == (
        "**1 slide moved; 1 change to the whole deck**\n\n#### The deck\n\n"
        "- theme on 3 slides: ~~A\\_b~~ **C**\n\n#### Slide 2 · A *(moved from slide 5)*\n"
    )


def test_nothing() -> None:
    assert markdown_changes(DeckChanges()) == "**Nothing changed**\n"


def test_a_long_comment_says_what_it_leaves_out() -> None:
    old = a_deck(*(a_slide(f"Slide {at}", f"text {at} " * 30) for at in range(2000)))
    new = a_deck(*(a_slide(f"Slide {at}", f"text {at} " * 30 + "@end") for at in range(2000)))
    text = markdown_changes(compare_decks(old, new))
    assert LIMIT - 1000 < len(text) <= LIMIT
    shown = text.count("####")
    assert text.splitlines()[0] == "**2,000 slides changed**"
    assert text.splitlines()[-1].startswith(f"*{2000 - shown:,} more places have changes")


def test_a_slide_of_many_lines_leaves_room_for_others() -> None:
    many = a_slide("A", "the same", *(f"line {at} " * 20 for at in range(900)))
    old = a_deck(a_slide("A", "the same"), a_slide("B", "x y"))
    new = a_deck(many, a_slide("B", "x z"))
    text = markdown_changes(compare_decks(old, new))
    assert len(text) < 10_000
    assert re.search(r"^- \*8\d\d more lines\*$", text, re.M)
    assert text.endswith("- text: x ~~y~~ **z**\n")


texts = st.text(st.sampled_from("ab *~_`<&>[]()!#@-+1.\\|$:é日「」\"'"), max_size=24)


def bare(text: str) -> str:
    return "".join(text.split())


@given(texts, texts)
def test_a_reader_sees_what_was_written(old: str, new: str) -> None:
    html = READER.render(item(rewritten(f"x {old} x", f"x {new} x")))
    html = re.sub("<!-- -->", "", html)
    went = re.sub(r"<strong>.*?</strong>|</?(s|p|del)>", "", html)
    came = re.sub(r"<s>.*?</s>|<del>.*?</del>|</?(strong|p)>", "", html)
    assert bare(unescape(went)) == bare(f"x{old}x")
    assert bare(unescape(came)) == bare(f"x{new}x")
