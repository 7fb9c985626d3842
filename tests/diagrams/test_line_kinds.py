"""Diagrams that are written in lines: what is read, and that everything has its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deck_builder.base.diagnostics import Collector, Severity
from deck_builder.charts.data.spec import ChartSpec
from tests.diagrams.drawn import content_of, faults, ground, said
from tests.written import cases

KINDS = (
    *("sequence", "gantt", "timeline", "mindmap", "quadrant", "journey", "gitgraph", "kanban"),
    *("charts", "packet", "requirement", "context", "sankey"),
)


def _cases() -> Iterator[object]:
    for case in cases("diagrams"):
        if case.id.partition(":")[0] in KINDS:  # type: ignore[attr-defined]
            yield case


@pytest.mark.parametrize(("text", "expected"), tuple(_cases()))
def test_what_it_says(text: str, expected: str) -> None:
    found = Collector()
    content = content_of(text, found)
    assert [one for one in found.found if one.severity is not Severity.NOTE] == []
    assert content is not None
    assert said(content) == expected


@pytest.mark.parametrize("room", [(1.0, 1.0, 19.0), (1.0, 1.0, 12.0), (0.5, 0.6, 12.0)])
@pytest.mark.parametrize(("text", "expected"), tuple(_cases()))
def test_everything_has_its_place(
    text: str, expected: str, room: tuple[float, float, float]
) -> None:
    content = content_of(text, Collector())
    assert content is not None
    if isinstance(content, ChartSpec):
        return
    space = ground(*room)
    for one in (content, content.turned(), *content.parts()):
        if one is not None:
            assert sorted(set(faults(one.lay_out(space), space))) == []


@pytest.mark.parametrize(("text", "expected"), tuple(_cases()))
def test_no_words_are_lost_where_it_is_cut(text: str, expected: str) -> None:
    content = content_of(text, Collector())
    assert content is not None
    if isinstance(content, ChartSpec) or not content.parts():
        return
    kept = {word for part in content.parts() for word in part.words()}
    assert set(content.words()) - kept == set()
