"""Classes of tables and of two sides, on headings and on divs."""

from __future__ import annotations

import pytest

from deck_builder.blocks import Table
from deck_builder.shapes import AutoShape, Geometry, TableFrame
from deck_builder.text.runs import plain_text
from tests.talks import blocks_of, deck_of, laid_out

TABLE = "| a | b ↓ |\n|---|--:|\n| x | 1 |\n| y | 3 |\n"
SIDES = "### For\n- one\n\n### Against\n\nTwo words, and a long sentence that is no list.\n"


def codes(text: str) -> list[str]:
    return [one.code for one in deck_of(text).diagnostics]


def filled(text: str) -> list[str]:
    *_, slide = laid_out(text).value.slides
    frames = [one for one in slide.shapes if isinstance(one, TableFrame)]
    cells = [cell for frame in frames for row in frame.rows for cell in row]
    return [plain_text(cell.paragraphs) for cell in cells if cell.fill]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (f"## S {{.heat}}\n\n{TABLE}", ["1", "3"]),
        (f"## S {{.best}}\n\n{TABLE}", ["1"]),
        (f"## S\n\n::: best-low\n{TABLE}:::\n", ["1"]),
        (f"## S\n\n::: {{.heat .best-high}}\n{TABLE}:::\n", ["1", "3"]),
        (f"## S {{.heat}}\n\n::: heat\n{TABLE}:::\n", ["1", "3"]),
        (f"## S {{.best-high}}\n\nWords.\n\n{TABLE.replace(' ↓', '')}", ["3"]),
    ],
)
def test_values_of_a_table_are_stressed(text: str, expected: list[str]) -> None:
    assert codes(text) == []
    assert filled(text) == expected


def test_classes_of_tables_want_a_table() -> None:
    assert codes("## S {.heat}\n\nWords.\n") == ["unsuitable-variant"]
    (table,) = blocks_of(f"::: heat\n{TABLE}:::\n")
    assert isinstance(table, Table)
    assert table.classes == ("heat",)


@pytest.mark.parametrize(
    "shape", ["## S {{.{name}}}\n\n{sides}", "## S\n\n::: {name}\n{sides}:::\n"]
)
@pytest.mark.parametrize(
    ("name", "colors"),
    [
        ("versus", ["accent1", "accent2"]),
        ("pros-cons", ["positive", "negative"]),
        ("before-after", ["muted", "accent"]),
    ],
)
def test_two_headings_become_two_sides(shape: str, name: str, colors: list[str]) -> None:
    text = "---\nslide-level: 2\n---\n\n" + shape.format(name=name, sides=SIDES)
    assert codes(text) == []
    *_, slide = laid_out(text).value.slides
    assert slide.layout == "comparison"
    drawn = [one for one in slide.shapes if isinstance(one, AutoShape)]
    arrows = [one for one in drawn if one.geometry is Geometry.CHEVRON]
    bars = [one.fill for one in drawn if "/" not in one.fill and one not in arrows]
    assert bars == colors
    assert len(arrows) == (name == "before-after")


@pytest.mark.parametrize(
    "sides",
    ["Words.\n", "### One\n- a\n", "### One\n\n### Two\n- a\n", f"{SIDES}\n### Third\n- a\n"],
)
def test_other_content_has_no_two_sides(sides: str) -> None:
    text = f"---\nslide-level: 2\n---\n\n## S {{.versus}}\n\n{sides}"
    assert codes(text) == ["unsuitable-variant"]
