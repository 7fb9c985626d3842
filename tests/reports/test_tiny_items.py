"""Many items of a word or three stand in columns, in their order."""

from __future__ import annotations

import pytest

from deck_builder.blocks import Columns
from deck_builder.shapes import TextBox
from deck_builder.slides.model import FlowRegion
from tests.talks import deck_of, laid_out

NAMES = [
    "Go",
    "Rust",
    "Zig",
    "Swift",
    "Kotlin",
    "Scala",
    "Ruby",
    "Julia",
    "Nim",
    "Crystal",
    "Elm",
    "Gleam",
    "Roc",
]


def listed(names: list[str], mark: str = "-") -> str:
    return "".join(f"{mark} {name}\n" for name in names)


def columns_of(text: str) -> list[list[str]]:
    """The items in each column of the only slide."""
    (slide,) = deck_of(text).value.slides
    for region in slide.regions:
        blocks = region.blocks if isinstance(region, FlowRegion) else ()
        for block in blocks:
            if isinstance(block, Columns):
                return [column.plain().split("\n") for column in block.columns]
    return []


@pytest.mark.parametrize(
    ("names", "lengths"),
    [
        (NAMES[:8], [4, 4]),
        (NAMES[:9], [5, 4]),
        (NAMES[:13], [5, 4, 4]),
        ([f"{name} for all" for name in NAMES[:12]], [4, 4, 4]),
        ([f"The wonderful {name}-language" for name in NAMES[:12]], [6, 6]),
    ],
)
def test_columns(names: list[str], lengths: list[int]) -> None:
    found = columns_of(f"## Languages\n\n{listed(names)}")
    assert [len(column) for column in found] == lengths
    assert [name for column in found for name in column] == names


def test_numbers_go_on() -> None:
    deck = laid_out(f"## Languages\n\n{listed(NAMES[:10], '1.')}").value
    (slide,) = deck.slides
    numbers = [
        paragraph.bullet.number
        for shape in slide.shapes
        if isinstance(shape, TextBox)
        for paragraph in shape.paragraphs
        if paragraph.bullet
    ]
    assert numbers == list(range(1, 11))


def test_they_are_side_by_side() -> None:
    (slide,) = laid_out(f"## Languages\n\nSome of them:\n\n{listed(NAMES[:8])}").value.slides
    frames = [
        shape
        for shape in slide.shapes
        if isinstance(shape, TextBox) and any(one.bullet for one in shape.paragraphs)
    ]
    assert len(frames) == 2
    assert frames[0].box.y == frames[1].box.y
    assert frames[0].box.right <= frames[1].box.x


@pytest.mark.parametrize(
    "text",
    [
        f"## Few\n\n{listed(NAMES[:7])}",
        f"## Long\n\n{listed([*NAMES[:8], 'four words are more'])}",
        f"## Nested\n\n{listed(NAMES[:8])}  - one more\n",
        f"## Plain {{.plain}}\n\n{listed(NAMES[:10])}",
        f"## Two\n\n{listed(NAMES[:8])}\nand\n\n{listed(NAMES[:8])}",
        f"---\ncompose: plain\n---\n\n## Deck\n\n{listed(NAMES[:10])}",
    ],
)
def test_others_stay_lists(text: str) -> None:
    assert columns_of(text) == []
