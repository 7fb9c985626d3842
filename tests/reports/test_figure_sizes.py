"""Tables and code are as large as there is room for, and of one size where that looks better."""

from __future__ import annotations

import pytest

from deck_builder.blocks.table_sizes import shown_width
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


def widths(text: str) -> list[tuple[int, ...]]:
    return [one.widths for one in shapes(text) if isinstance(one, TableFrame)]


SHORT = "| Name | Age |\n|---|---:|\n| Ada | 36 |\n| Grace | 85 |\n"


def test_a_table_of_few_short_columns_takes_half_of_the_width() -> None:
    theme = a_theme()
    left, _ = theme.content.columns((1, 1), theme.gap)
    (found,) = widths(f"## Who\n\n{SHORT}")
    assert sum(found) == left.width


@pytest.mark.parametrize("percent", [78, 100, 160])
def test_a_table_is_never_wider_than_its_room(percent: int) -> None:
    theme = a_theme()
    room = theme.content.width * percent // 100
    assert all(shown_width(room * share // 100, room, theme) <= room for share in range(1, 100))


@pytest.mark.parametrize("words", [14, 40])
def test_a_table_that_needs_nearly_all_of_the_width_gets_it(words: int) -> None:
    text = f"| Name | Text |\n|---|---|\n| Ada | {'word ' * words} |\n"
    assert sum(widths(f"## T\n\n{text}")[0]) == a_theme().content.width


def test_a_short_table_in_a_column_fills_it() -> None:
    text = f"## T\n\n:::: columns\n::: column\n{SHORT}\n:::\n\n::: column\n- A\n:::\n::::\n"
    place = a_theme().layouts["two-content"].placeholder("left")
    assert place is not None
    assert sum(widths(text)[0]) == place.box.width


def test_parts_of_a_narrow_table_have_the_same_columns() -> None:
    rows = "".join(f"| {number} | {number} |\n" for number in range(60))
    found = widths(f"## T\n\n| A | B |\n|---|---|\n{rows}")
    assert len(found) > 1
    assert len(set(found)) == 1
    assert sum(found[0]) < a_theme().content.width
