"""Names in charts: wrapped, then turned, then cut so that they differ, or a warning."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.chart import marks_of
from deck_builder.charts.draw.crowding import names_without_room
from deck_builder.charts.draw.marks import Bar, Label
from deck_builder.charts.draw.pen import pen_for
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from tests.charts.example import LARGE, SMALL, chart, theme

_LONG = (
    "Research and development of new products for customers abroad",
    "Donaudampfschifffahrtsgesellschaft Wien",
    "Sales and marketing in the northern region of the country",
)
_CORNERS = "{North west: [0, 9], North east: [9, 9], South west: [0, 0], South east: [9, 0]}"


def _labels(spec: ChartSpec, size: tuple[int, int]) -> list[Label]:
    marks = marks_of(spec, pen_for(*size, theme()))
    return [mark for mark in marks if isinstance(mark, Label)]


def _data(names: tuple[str, ...] | list[str]) -> str:
    return "data: {" + ", ".join(f'"{name}": {at}' for at, name in enumerate(names, 1)) + "}"


@pytest.mark.parametrize(
    ("kind", "body", "size"),
    [
        ("bar", _data([f"Category number {at}" for at in range(1, 61)]), LARGE),
        ("bar", _data([f"Country {at}" for at in range(1, 31)]), LARGE),
        ("bar", _data(_LONG), LARGE),
        ("hbar", _data(_LONG), LARGE),
        ("pie", _data(_LONG), LARGE),
        ("donut", _data(_LONG), LARGE),
        ("scatter", f"data: {_CORNERS}", LARGE),
        ("scatter", f"data: {_CORNERS}", SMALL),
        ("hbar", _data([f"Country {at}" for at in range(1, 25)]), LARGE),
        ("bar", 'data: {"North<br>Sea": 1, "West": 2}', LARGE),
    ],
)
def test_names_with_room_are_whole(kind: str, body: str, size: tuple[int, int]) -> None:
    assert names_without_room(chart(kind, body), *size, theme()) == ()


def test_three_long_names_are_wrapped_and_not_turned() -> None:
    assert {label.angle for label in _labels(chart("bar", _data(_LONG)), LARGE)} == {0.0}


def test_names_without_room_are_cut_where_they_differ() -> None:
    stem = "A rather long name of a category that nobody would write, with the number "
    names = [f"{stem}{at}" for at in range(1, 21)]
    spec = chart("bar", _data(names))
    shown = [label.text for label in _labels(spec, LARGE) if "…" in label.text]
    assert len(set(shown)) == len(names)
    assert [text.rpartition("…")[2] for text in shown] == [str(at) for at in range(1, 21)]
    assert len(names_without_room(spec, *LARGE, theme())) == len(names)


@pytest.mark.parametrize("written", ["North\\nSea", "North<br>Sea", "North <br/> Sea"])
def test_a_line_break_is_under_the_bar(written: str) -> None:
    spec = chart("bar", f'data: {{"{written}": 1, West: 2}}\nhighlight: "{written}"')
    assert spec.highlight == ("North\nSea",)
    marks = marks_of(spec, pen_for(*LARGE, theme()))
    foot = max(mark.y + mark.height for mark in marks if isinstance(mark, Bar))
    labels = {mark.text: mark for mark in marks if isinstance(mark, Label)}
    assert foot < labels["North"].y < labels["Sea"].y


def test_sequences_may_be_thinned() -> None:
    body = _data([str(year) for year in range(1950, 2010)])
    assert names_without_room(chart("bar", body), *SMALL, theme()) == ()


def test_what_is_cut_is_said(tmp_path: Path) -> None:
    names = [f"A long name with many words in it, {at}" for at in range(1, 40)]
    talk = tmp_path / "talk.md"
    talk.write_text(f"# T\n\n## S\n\n```chart bar\n{_data(names)}\n```\n", encoding="utf-8")
    found = [one for one in lay_out_deck(talk, Options()).diagnostics if one.line == 6]
    assert [(one.code, one.message.partition(" ")[0]) for one in found] == [("crowded-chart", "39")]
