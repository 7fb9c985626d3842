"""Rows: which lists become them, and how they stand."""

from __future__ import annotations

import pytest

from deck_builder.base.units import Box, emu
from deck_builder.shapes import Connector
from deck_builder.variants import Unsuited, asked, chosen
from deck_builder.variants.rows import Rows
from tests.blocks.example import THEME, texts_in
from tests.talks import blocks_of

ROOM = Box(0, 0, emu(800), emu(360))
ITEMS = "- Time to start\n- Memory under load\n- Size of the file\n"


def rows_in(text: str) -> Rows | None:
    found = chosen(blocks_of(text))
    rows = [block for block in found or () if isinstance(block, Rows)]
    return rows[0] if rows else None


def rows(text: str = ITEMS) -> Rows:
    found = rows_in(text)
    assert found is not None
    return found


def test_a_few_short_items_are_rows() -> None:
    assert [item.text[0].text for item in rows().items] == [
        "Time to start",
        "Memory under load",
        "Size of the file",
    ]
    assert rows_in(f"What we measured:\n\n{ITEMS}") is not None


@pytest.mark.parametrize(
    "text",
    [
        "- One\n- Two\n",
        "".join(f"- Item {number}\n" for number in range(7)),
        "- A sentence that has far more words than can be read at a glance\n- b\n- c\n",
        "- One\n  - Two\n- Three\n- Four\n",
        "- One\n\n  More\n- Two\n- Three\n",
        "- [ ] One\n- [x] Two\n- [ ] Three\n",
        "- One:\n- Two:\n- Three:\n",
        "- [One](#a)\n- [Two](#b)\n- [Three](#c)\n",
        f"{ITEMS}\nA line after it.\n",
        f"A line above it.\n\nAnd another one.\n\n{ITEMS}",
        f"{'A long introduction to the list. ' * 4}\n\n{ITEMS}",
        f"{ITEMS}\n```\ncode\n```\n",
        f"{ITEMS}\n1. One\n2. Two\n3. Three\n",
    ],
)
def test_other_lists_stay_lists(text: str) -> None:
    assert rows_in(text) is None


def test_rows_are_equally_high_between_lines() -> None:
    placed = rows().place(ROOM, THEME)
    frames = [frame.box for frame in texts_in(placed)]
    assert len({frame.height for frame in frames}) == 1
    lines = [shape.box.y for shape in placed.shapes if isinstance(shape, Connector)]
    assert lines == [frame.y for frame in frames] + [frames[-1].bottom]


def test_rows_spread_over_the_height_up_to_a_limit() -> None:
    def ends(height: float) -> tuple[int, int]:
        frames = [one.box for one in texts_in(rows().place(ROOM.of_height(emu(height)), THEME))]
        return frames[0].y, frames[-1].bottom

    least = rows().least_height(ROOM, THEME)
    assert ends(least / emu(1))[0] == 0
    assert abs(ends(least / emu(1))[1] - least) < emu(1)
    assert ends(200)[1] > least
    top, bottom = ends(2000)
    assert top == emu(60)
    assert bottom < emu(500)


def test_numbers_are_numerals_beside_the_text() -> None:
    made = asked("rows", blocks_of("9. One\n10. Two\n11. Three\n"))
    assert not isinstance(made, Unsuited)
    placed = made[0].place(ROOM, THEME)
    labels = [frame for frame in texts_in(placed) if frame.style.name == "numeral"]
    assert [label.paragraphs[0].text for label in labels] == ["9", "10", "11"]
    texts = [frame for frame in texts_in(placed) if frame.style.name == "card"]
    assert all(label.box.right <= text.box.x for label, text in zip(labels, texts, strict=True))
