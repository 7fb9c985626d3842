"""Diagrams that are graphs: what is read, and that everything has its place."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from deck_builder.base.diagnostics import Collector, Severity
from deck_builder.diagrams.graph import Graph
from deck_builder.diagrams.model import Diagram
from tests.diagrams.drawn import content_of, faults, ground, said
from tests.written import cases

KINDS = ("flowchart", "class", "state", "entities", "dot", "block", "architecture")


def _cases() -> Iterator[object]:
    for case in cases("diagrams"):
        name = case.id.partition(":")[0]  # type: ignore[attr-defined]
        if name in KINDS:
            language = "dot" if name == "dot" else "mermaid"
            text, expected = case.values  # type: ignore[attr-defined]
            yield pytest.param(language, text, expected, id=case.id)  # type: ignore[attr-defined]


ALL = tuple(_cases())


def _read(language: str, text: str, found: Collector) -> Diagram:
    content = content_of(text, found, kind=language)
    assert isinstance(content, Graph)
    return content


@pytest.mark.parametrize(("language", "text", "expected"), ALL)
def test_what_it_says(language: str, text: str, expected: str) -> None:
    found = Collector()
    content = _read(language, text, found)
    assert [one for one in found.found if one.severity is not Severity.NOTE] == []
    assert said(content) == expected


@pytest.mark.parametrize("size", [22.0, 12.0])
@pytest.mark.parametrize(("language", "text", "expected"), ALL)
def test_everything_has_its_place(language: str, text: str, expected: str, size: float) -> None:
    content = _read(language, text, Collector())
    space = ground(size=size)
    for one in (content, content.turned(), *content.parts()):
        if one is not None:
            assert sorted(set(faults(one.lay_out(space), space))) == []


@pytest.mark.parametrize(("language", "text", "expected"), ALL)
def test_each_label_is_there_once(language: str, text: str, expected: str) -> None:
    content = _read(language, text, Collector())
    scene = content.lay_out(ground())
    shown = [
        " ".join("".join(run.text for run in one.runs).split())
        for node in scene.nodes
        for one in node.paragraphs
    ]
    assert sorted("".join(shown).replace(" ", "")) == sorted(
        "".join(content.words()).replace(" ", "")
    )


@pytest.mark.parametrize(("language", "text", "expected"), ALL)
def test_no_words_are_lost_where_it_is_cut(language: str, text: str, expected: str) -> None:
    content = _read(language, text, Collector())
    parts = content.parts()
    kept = {word for part in parts for word in part.words()}
    assert not parts or set(content.words()) - kept == set()
