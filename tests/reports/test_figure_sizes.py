"""Tables and code are as large as there is room for, and of one size where that looks better."""

from __future__ import annotations

import pytest

from deck_builder.shapes import Shape, TableFrame, TextBox
from deck_builder.slides import lay_out
from tests.talks import a_theme, deck_of, laid_out


def table(rows: int) -> str:
    lines = [f"| Bakery {number} | Opens at {number} |" for number in range(rows)]
    return "\n".join(["| Name | When |", "|---|---|", *lines])


def shapes(text: str, theme: str = "paper") -> list[Shape]:
    deck = lay_out(deck_of(text).value, a_theme(theme)).value
    return [shape for slide in deck.slides for shape in slide.shapes]


def table_sizes(text: str) -> list[float]:
    return [one.style.level(0).size for one in shapes(text) if isinstance(one, TableFrame)]


def code_sizes(text: str, theme: str) -> list[float]:
    frames = [one for one in shapes(text, theme) if isinstance(one, TextBox)]
    return [one.style.level(0).size for one in frames if one.style.name == "code"]


@pytest.mark.parametrize(("rows", "size"), [(3, 22), (7, 22), (8, 19), (10, 16)])
def test_long_tables_grow_where_there_is_room(rows: int, size: float) -> None:
    longer = f"## Long\n\n{table(10)}\n\n"
    assert table_sizes(f"{longer * 3}## Table\n\n{table(rows)}")[-1] == size


def test_a_grown_table_stays_on_its_slide() -> None:
    deck = laid_out(f"## Long\n\n{table(10)}\n\n## Table\n\n{table(8)}").value
    for slide in deck.slides:
        for shape in slide.shapes:
            assert shape.box.bottom <= deck.theme.content.bottom


def test_code_is_not_larger_than_code_in_any_deck() -> None:
    short = "## Short\n\n```python\nprint(1)\n```\n\n"
    assert set(code_sizes(short * 3, "paper")) == {22.0}


@pytest.mark.parametrize("theme", ["paper", "corporate", "keynote"])
def test_sizes_of_code_are_on_the_scale(theme: str) -> None:
    lines = "".join(
        f"## Line {width}\n\n```go\n{'x' * width} := 1\n```\n\n" for width in range(50, 90, 4)
    )
    assert set(code_sizes(lines, theme)) <= set(a_theme(theme).scale)
