"""Columns under three or four headings of one slide."""

from __future__ import annotations

import pytest

from deck_builder.base.units import Box, emu
from deck_builder.shapes import AutoShape, TextBox
from deck_builder.slides.rules import regions_for
from deck_builder.variants.headed import HeadedColumns, under_heads
from tests.blocks.example import THEME
from tests.talks import blocks_of

ROOM = Box(0, 0, emu(860), emu(390))


def headed(count: int, under: str = "- one\n- two\n") -> str:
    return "".join(f"### Option {n}\n\n{under}\n" for n in range(1, count + 1))


def columns_in(text: str) -> HeadedColumns | None:
    found = under_heads(blocks_of(text)) or ()
    return next((one for one in found if isinstance(one, HeadedColumns)), None)


@pytest.mark.parametrize("count", [3, 4])
@pytest.mark.parametrize("under", ["- one\n- two\n", "A few words\n"])
def test_headings_become_columns(count: int, under: str) -> None:
    found = columns_in(headed(count, under))
    assert found is not None
    assert len(found.columns) == count


def test_two_headings_become_columns_where_more_text_follows() -> None:
    text = f"{headed(2)}**Decision:** the second one\n"
    blocks = under_heads(blocks_of(text))
    assert blocks is not None
    assert [type(one).__name__ for one in blocks] == ["HeadedColumns", "Prose"]
    assert regions_for(blocks_of(headed(2)))[0] == "comparison"


@pytest.mark.parametrize(
    "text",
    [
        headed(2),
        headed(5),
        headed(3, "word " * 60),
        headed(3, "Donaudampfschifffahrtsgesellschaft\n"),
        headed(3, "```\ncode\n```\n"),
        headed(3) + "#### Lower\n\n- one\n",
    ],
)
def test_other_headings_stay_under_each_other(text: str) -> None:
    assert columns_in(text) is None


def test_columns_are_equally_high_and_beside_each_other() -> None:
    found = columns_in(headed(2) + "### Option 3\n\n- one\n- two\n- three\n- four\n")
    assert found is not None
    placed = found.place(ROOM, THEME)
    bars = [one.box for one in placed.shapes if isinstance(one, AutoShape) and one.name == "Bar"]
    texts = [one.box for one in placed.shapes if isinstance(one, TextBox)]
    assert len({one.y for one in bars}) == 1
    assert all(ROOM.contains(one) for one in (*bars, *texts))
    assert [one.x for one in bars] == sorted(one.x for one in bars)
    assert not any(one.overlaps(other) for one in texts for other in texts if one is not other)


def test_columns_keep_all_words() -> None:
    text = headed(3)
    (found,) = under_heads(blocks_of(text)) or ()
    assert found.plain().split() == text.replace("###", "").replace("-", "").split()
