"""Sparklines in the cells of tables."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.base.diagnostics import Diagnostic
from deck_builder.charts.draw.chart import marks_of
from deck_builder.charts.draw.marks import Dots, Label, Stroke
from deck_builder.charts.draw.pen import pen_for
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import ChartFrame, TableFrame
from tests.charts.example import LARGE, theme

TABLE = "## A\n\n| Shop | Loaves |\n|---|---|\n| North | {} |\n| South | none |\n"


def frames(cell: str, folder: Path) -> tuple[TableFrame, list[ChartFrame], tuple[Diagnostic, ...]]:
    """The table, what is drawn over it, and what is found wrong."""
    talk = folder / "talk.md"
    talk.write_text(TABLE.format(cell), encoding="utf-8")
    checked = lay_out_deck(talk, Options())
    shapes = checked.value.slides[-1].shapes
    (table,) = (shape for shape in shapes if isinstance(shape, TableFrame))
    drawn = [shape for shape in shapes if isinstance(shape, ChartFrame)]
    return table, drawn, checked.diagnostics


def test_a_line_over_its_cell(tmp_path: Path) -> None:
    table, (line,), found = frames("`31 ~ 39 42`{.sparkline}", tmp_path)
    assert found == ()
    assert line.chart.series[0].values == (31.0, None, 39.0, 42.0)
    assert line.alt == "Sparkline. 1 31, 2 no value, 3 39, 4 42."
    left = table.box.x + table.widths[0]
    top = table.box.y + table.heights[0]
    assert left <= line.box.x
    assert line.box.right <= left + table.widths[1]
    assert top <= line.box.y
    assert line.box.bottom <= top + table.heights[1]


def test_words_beside_a_line(tmp_path: Path) -> None:
    _, (line,), found = frames("`1,5 2,5`{.sparkline} so far", tmp_path)
    assert found == ()
    assert line.chart.series[0].values == (1.5, 2.5)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("`a b`{.sparkline}", "bad-number"),
        ("`~`{.sparkline}", "empty-chart"),
        ("`1 2`{.sparklin}", "unknown-class"),
    ],
)
def test_what_is_no_line(cell: str, code: str, tmp_path: Path) -> None:
    _, drawn, found = frames(cell, tmp_path)
    assert drawn == []
    assert {one.code for one in found} == {code}
    assert found[0].line == 5


def test_outside_of_a_table_it_is_code(tmp_path: Path) -> None:
    talk = tmp_path / "talk.md"
    talk.write_text("## A\n\nA `1 2`{.sparkline} line.\n", encoding="utf-8")
    found = lay_out_deck(talk, Options()).diagnostics
    assert [one.code for one in found] == ["unknown-class"]


def test_a_line_has_no_words_and_a_dot_at_its_end(tmp_path: Path) -> None:
    _, (line,), _ = frames("`5 5 5`{.sparkline}", tmp_path)
    marks = marks_of(line.chart, pen_for(*LARGE, theme()))
    assert not any(isinstance(mark, Label) for mark in marks)
    assert isinstance(marks[0], Stroke)
    assert isinstance(marks[-1], Dots)
