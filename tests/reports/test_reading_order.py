"""Diagrams are read part by part: the name of a section or of a block, then what is in it."""

from __future__ import annotations

import pytest

from deck_builder.base.diagnostics import Collector
from deck_builder.diagrams.model import Diagram
from tests.diagrams.drawn import content_of, ground

_TIMELINE = "timeline\n{direction}section Stall\n2009 : Bread\nsection Shop\n2018 : Corner : Van"
_SEQUENCE = "sequenceDiagram\nloop each\nalt one\nA->>B: x\nelse two\nA->>B: y\nend\nend"
_JOURNEY = "journey\nsection Outside\nFind: 4: Ann\nsection Inside\nPay: 3: Ann"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(
            _TIMELINE.format(direction=""),
            ["Stall", "2009", "Bread", "Shop", "2018", "Corner", "Van"],
            id="timeline",
        ),
        pytest.param(
            _TIMELINE.format(direction="TD\n"),
            ["Stall", "2009", "Bread", "Shop", "2018", "Corner", "Van"],
            id="timeline downwards",
        ),
        pytest.param(_SEQUENCE, ["loop", "each", "alt", "one", "else two"], id="blocks in a block"),
        pytest.param(_JOURNEY, ["Outside", "Find", "Inside", "Pay"], id="journey"),
    ],
)
def test_names_are_read_before_what_they_name(text: str, expected: list[str]) -> None:
    content = content_of(text, Collector())
    assert isinstance(content, Diagram)
    scene = content.lay_out(ground())
    read = [node.name for node in scene.nodes if node.paragraphs]
    assert [name for name in read if name in expected] == expected
