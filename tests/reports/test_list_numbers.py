"""The numbers of lists: HTML may begin anywhere and count down. A list of Markdown whose numbers
are not what is written is reported."""

from __future__ import annotations

import pytest

from deck_builder.blocks import List
from deck_builder.handout.text import TextSetter
from deck_builder.speaker.script.passages import ListPassage, passages
from deck_builder.text.runs import Bullet, Paragraph, Run
from deck_builder.variants.items import items_of
from deck_builder.writer.numbering import Numbering, numberings
from tests.talks import blocks_of, outline_of


def labels_of(html: str) -> list[str]:
    """The marks of the items of a list, those of its lists indented."""
    return [
        "  " * one.level + (one.bullet.label if one.bullet else "")
        for block in blocks_of(html)
        if isinstance(block, List)
        for one in block.paragraphs
    ]


HTML: dict[str, tuple[str, list[str]]] = {
    "down": ("<ol reversed><li>x</li><li>y</li><li>z</li></ol>", ["3.", "2.", "1."]),
    "down, as XHTML": ('<ol reversed="reversed"><li>x</li><li>y</li></ol>', ["2.", "1."]),
    "down from a number": ("<ol reversed start=12><li>x</li><li>y</li></ol>", ["12.", "11."]),
    "down in letters": ("<ol reversed type=a><li>x</li><li>y</li></ol>", ["b.", "a."]),
    "down past zero": (
        "<ol reversed start=1><li>x</li><li>y</li><li>z</li></ol>",
        ["1.", "0.", "-1."],
    ),
    "down, with a number between": (
        "<ol reversed><li>x</li><li value=9>y</li><li>z</li></ol>",
        ["3.", "9.", "8."],
    ),
    "down in a list": (
        "<ol><li>x<ol reversed><li>a</li><li>b</li></ol></li><li>y</li></ol>",
        ["1.", "  2.", "  1.", "2."],
    ),
    "up from below zero": ("<ol start=-1><li>x</li><li>y</li><li>z</li></ol>", ["-1.", "0.", "1."]),
    "from zero": ("<ol start=0><li>x</li><li>y</li></ol>", ["0.", "1."]),
    "a value of zero": ("<ol><li>x</li><li value=0>y</li></ol>", ["1.", "0."]),
    "Roman": ("<ol type=I start=4><li>x</li><li>y</li></ol>", ["IV.", "V."]),
    "no number": ("<ol start=three><li value=c>x</li></ol>", ["1."]),
    "bullets do not count": ("<ul reversed><li>x</li><li>y</li></ul>", ["", ""]),
}


@pytest.mark.parametrize(("html", "expected"), HTML.values(), ids=HTML)
def test_numbers_of_html(html: str, expected: list[str]) -> None:
    assert labels_of(html) == expected


def test_a_list_that_counts_down_is_cut_at_what_is_no_text() -> None:
    html = "<ol reversed>\n<li>x\n\n```\na\n```\n\n</li>\n<li>y</li>\n<li>z</li>\n</ol>\n"
    assert labels_of(html) == ["3.", "2.", "1."]


def test_its_items_keep_their_numbers() -> None:
    (block,) = blocks_of("<ol reversed><li>Gold</li><li>Silver</li></ol>")
    assert [one.label for one in items_of(block) or ()] == ["2", "1"]


def paragraphs(*numbers: int, level: int = 0, style: str = "1.") -> tuple[Paragraph, ...]:
    return tuple(
        Paragraph((Run("x"),), level, bullet=Bullet(number, style=style)) for number in numbers
    )


WRITTEN: dict[str, tuple[tuple[Paragraph, ...], list[int | None]]] = {
    "down": (paragraphs(3, 2, 1), [3, None, None]),
    "down to below zero": (paragraphs(1, 0, -1), [1, None, None]),
    "down in letters": (paragraphs(3, 2, 1, style="a."), [3, None, None]),
    "down with a list inside": (
        (*paragraphs(2), *paragraphs(1, 2, level=1), *paragraphs(1)),
        [2, 1, 1, None],
    ),
    "up": (paragraphs(1, 2, 3), [1, 1, 1]),
    "up, then a list of its own": (paragraphs(1, 2, 1, 2), [1, 1, 1, 1]),
    "up again": (paragraphs(5, 6, 5), [5, 5, 5]),
}


@pytest.mark.parametrize(("texts", "starts"), WRITTEN.values(), ids=WRITTEN)
def test_numbers_that_programs_count_to(
    texts: tuple[Paragraph, ...], starts: list[int | None]
) -> None:
    """No program counts down, so these numbers are text."""
    found = numberings(texts)
    assert [one.start if isinstance(one, Numbering) else None for one in found] == starts


def test_handouts_and_scripts_count_down_too() -> None:
    (block,) = blocks_of("<ol reversed><li>x</li><li>y</li></ol>")
    assert isinstance(block, List)
    assert TextSetter({}).flow(block.paragraphs).count("value=") == 1
    lists = [one for one in passages(block.paragraphs) if isinstance(one, ListPassage)]
    assert [one.label(0) for one in lists] == ["2.", "1."]


OTHER: dict[str, tuple[str, tuple[str, str, int] | None]] = {
    "down": ("3. a\n2. b\n1. c", ("4.", "2.", 4)),
    "a gap": ("1. a\n3. b", ("2.", "3.", 4)),
    "twice": ("1. a\n2. b\n2. c", ("3.", "2.", 5)),
    "in a quote": ("> 1. a\n> 3. b", ("2.", "3.", 4)),
    "with brackets": ("1) a\n4) b", ("2)", "4)", 4)),
    "letters": ("a. b\nc. d", ("b.", "c.", 4)),
    "Roman": ("i. b\niii. d", ("ii.", "iii.", 4)),
    "in order": ("1. a\n2. b\n3. c", None),
    "all the same": ("1. a\n1. b\n1. c", None),
    "from zero": ("0. a\n1. b", None),
    "with zeros": ("07. a\n08. b", None),
    "the next number": ("1. a\n#. b\n#. c", None),
    "bullets": ("- a\n- b", None),
    "two lists": ("2. a\n3. b\n\n1) c\n2) d", None),
    "items of audiences": ("1. a\n2. b {audience=x}\n2. c {audience=y}\n3. d", None),
}


@pytest.mark.parametrize(("text", "expected"), OTHER.values(), ids=OTHER)
def test_numbers_that_are_not_shown_as_written(
    text: str, expected: tuple[str, str, int] | None
) -> None:
    found = outline_of(f"## A\n\n{text}\n").diagnostics
    others = [one for one in found if one.code == "other-number"]
    if expected is None:
        assert not others
    else:
        (one,) = others
        shown, written, line = expected
        assert one.line == line
        assert f"as ‘{shown}’, not ‘{written}’" in one.message
