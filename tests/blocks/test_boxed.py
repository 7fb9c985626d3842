"""Callouts, columns, groups and numbers."""

from __future__ import annotations

from itertools import pairwise

import pytest

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector
from deck_builder.base.units import Box, emu
from deck_builder.blocks import Callout, Columns, Number
from deck_builder.blocks.callout import KINDS as CALLOUTS
from deck_builder.blocks.figure import missing_figure
from deck_builder.blocks.stack import split_stack
from deck_builder.shapes import AutoShape
from deck_builder.text.fit import measure
from deck_builder.text.runs import Run
from tests.blocks.example import GAP, THEME, box, pages, texts_in
from tests.talks import block_of, outline_of

ROOM = Box(0, 0, emu(400), emu(300))


def said(block: str, columns: float, lines: float) -> list[list[str]]:
    """The texts on each page of a block that is cut for a box."""
    return [
        [one.text for frame in texts_in(placed) for one in frame.paragraphs]
        for placed in pages(block_of(block), box(columns, lines))
    ]


@pytest.mark.parametrize("kind", sorted(CALLOUTS))
def test_a_callout_says_what_it_is(kind: str) -> None:
    as_div = block_of(f"::: callout-{kind}\ntext\n:::\n")
    as_alert = block_of(f"> [!{kind.upper()}]\n> text\n")
    assert as_div == as_alert
    assert as_div.plain() == f"{kind.capitalize()}\ntext"


@pytest.mark.parametrize(
    ("language", "label", "source"),
    [
        ("de-AT", "Warnung", "Quelle: Atlas"),
        ("fr", "Avertissement", "Source\u00a0: Atlas"),
        ("ja", "警告", "出典：Atlas"),
        ("eo", "Warning", "Source: Atlas"),
    ],
)
def test_labels_are_in_the_language_of_the_talk(language: str, label: str, source: str) -> None:
    chart = "```chart bar\nsource: Atlas\ndata: {a: 1, b: 2}\n```\n"
    text = f"---\nlang: {language}\n---\n\n## Title\n\n> [!WARNING]\n> text\n\n{chart}"
    outline = outline_of(text).value
    callout, diagram = outline.sections[0].slides[0].blocks
    assert callout.plain() == f"{label}\ntext"
    placed = diagram.resolve(Assets(()), Collector()).place(ROOM, THEME)
    assert [one.text for frame in texts_in(placed) for one in frame.paragraphs] == [source]


def test_a_callout_in_another_language_is_called_as_in_that() -> None:
    callout = block_of("::: {.callout-note lang=de}\ntext\n:::\n")
    assert isinstance(callout, Callout)
    assert callout.title == (Run("Hinweis", lang="de"),)


def test_a_callout_stands_on_a_panel_with_a_bar() -> None:
    placed = block_of("::: callout-tip\ntext\n\n~~~\ncode\n~~~\n:::\n").place(ROOM, THEME)
    panel, bar, *content = placed.shapes
    assert isinstance(panel, AutoShape)
    assert isinstance(bar, AutoShape)
    assert panel.box == ROOM.of_height(placed.height)
    assert panel.box.contains(bar.box)
    assert bar.fill != panel.fill
    assert all(panel.box.contains(shape.box) for shape in content)
    assert not any(bar.box.overlaps(shape.box) for shape in content)
    assert not any(
        one.box.overlaps(other.box)
        for index, one in enumerate(content)
        for other in content[:index]
    )


def test_a_callout_that_is_cut_repeats_its_label() -> None:
    items = "".join(f"- item {number}\n" for number in range(12))
    shown = said(f"::: {{.callout-tip title='Label'}}\n{items}:::\n", 60, 8)
    assert len(shown) > 1
    assert all(page[0] == "Label" for page in shown)
    assert [text for page in shown for text in page[1:]] == [f"item {n}" for n in range(12)]


def test_a_callout_with_nothing_in_it_is_its_label() -> None:
    block = block_of("::: {.callout-note title='Label'}\n:::\n")
    assert isinstance(block, Callout)
    assert [frame.paragraphs[0].text for frame in texts_in(block.place(ROOM, THEME))] == ["Label"]


@pytest.mark.parametrize(
    ("widths", "shares"),
    [
        (("", ""), (0.5, 0.5)),
        (("30%", ""), (0.3, 0.7)),
        (("20%", "30%", ""), (0.2, 0.3, 0.5)),
        (("50%", "", ""), (0.5, 0.25, 0.25)),
        (("70%", "70%"), (0.5, 0.5)),
        (("", "", "", ""), (0.25,) * 4),
    ],
)
def test_columns_share_the_width(widths: tuple[str, ...], shares: tuple[float, ...]) -> None:
    columns = "".join(
        f"::: {{.column {f'width={width}' if width else ''}}}\ntext\n:::\n" for width in widths
    )
    placed = block_of(f":::: columns\n{columns}::::\n").place(ROOM, THEME)
    boxes = [frame.box for frame in texts_in(placed)]
    room = ROOM.width - GAP * (len(shares) - 1)
    assert [one.width / room for one in boxes] == pytest.approx(shares, abs=0.001)
    assert {right.x - left.right for left, right in pairwise(boxes)} == {GAP}
    assert {one.y for one in boxes} == {ROOM.y}


def test_columns_are_as_high_as_the_highest() -> None:
    block = block_of(":::: columns\n::: column\na\n:::\n::: column\nb\n\nc\n\nd\n:::\n::::\n")
    placed = block.place(ROOM, THEME)
    assert placed.height == max(frame.box.bottom for frame in texts_in(placed))


def test_what_is_left_of_one_column_has_the_whole_width() -> None:
    items = "".join(f"- item {number}\n" for number in range(12))
    text = f":::: columns\n::: column\nshort\n:::\n::: column\n{items}:::\n::::\n"
    room = box(60, 8)
    cut = split_stack((block_of(text),), room, THEME)
    assert cut is not None
    (head,), (tail,) = cut
    assert isinstance(head, Columns)
    (left,) = texts_in(tail.place(room, THEME))
    assert (left.box.x, left.box.width) == (room.x, room.width)
    shown = said(text, 60, 8)
    assert shown[0][0] == "short"
    assert [one for page in shown for one in page] == ["short", *(f"item {n}" for n in range(12))]


def test_two_columns_that_are_longer_go_on_in_their_places() -> None:
    items = "".join(f"- item {number}\n" for number in range(12))
    text = f":::: columns\n::: column\n{items}:::\n::: column\n{items}:::\n::::\n"
    room = box(60, 8)
    cut = split_stack((block_of(text),), room, THEME)
    assert cut is not None
    (head,), (tail,) = cut
    before, after = (texts_in(one.place(room, THEME)) for one in (head, tail))
    assert [one.box.x for one in before] == [one.box.x for one in after]


def test_a_group_is_what_is_in_it() -> None:
    inner = "a\n\n~~~\nb\n~~~\n"
    quoted = "".join(f"> {line}\n" for line in inner.split("\n"))
    placed = block_of(quoted).place(ROOM, THEME)
    assert [frame.paragraphs[0].text for frame in texts_in(placed)] == ["a", "b"]


def test_a_number_is_larger_than_what_it_means() -> None:
    theme = THEME.with_style("number", THEME.styles["number"].scaled(8.0))
    block = block_of("::: number\n42 %\n\nof all\n:::\n")
    assert isinstance(block, Number)
    figure, explanation = texts_in(block.place(ROOM, theme))
    assert (figure.paragraphs[0].text, explanation.paragraphs[0].text) == ("42 %", "of all")
    assert figure.style.level(0).size == 4 * explanation.style.level(0).size
    assert explanation.box.y == figure.box.bottom


def test_a_long_explanation_goes_on_without_the_number() -> None:
    shown = said(f"::: number\n42\n\n{'word ' * 40}\n:::\n", 20, 6)
    assert shown[0][0] == "42"
    assert len(shown) > 1
    assert "42" not in shown[1]
    assert " ".join(text for page in shown for text in page).split() == ["42", *["word"] * 40]


@pytest.mark.parametrize("count", [2, 5, 8])
def test_no_column_is_too_narrow_for_a_word(count: int) -> None:
    columns = "\n".join("::: {.column width=1%}\na\n:::" for _ in range(count - 1))
    block = block_of(f":::: columns\n{columns}\n::: {{.column width=90%}}\na\n:::\n::::\n")
    boxes = [shape.box for shape in block.place(box(60, 10), THEME).shapes]
    narrowest = min(one.width for one in boxes)
    assert narrowest >= (box(60, 10).width - GAP * (count - 1)) // 10
    assert all(left.right <= right.x for left, right in pairwise(boxes))
    assert boxes[-1].right <= box(60, 10).right


@pytest.mark.parametrize(("columns", "lines"), [(1, 1), (3, 3), (3, 20), (40, 20)])
def test_the_frame_of_what_lacks_says_what_fits(columns: int, lines: int) -> None:
    room = box(columns, lines)
    frame = missing_figure("What would be seen on this picture. " * 9, room, THEME)
    text = measure(frame.paragraphs, frame.box.width, frame.style, THEME.fonts)
    assert room.contains(frame.box)
    assert text.height <= frame.box.height
