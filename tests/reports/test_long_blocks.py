"""Sequence diagrams whose blocks are longer than a slide: they go on on the next one."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import TextBox

_STEPS = [f"A->>B: Step {number} goes on" for number in range(1, 31)]
_HALF = len(_STEPS) // 2

# By the title: the lines of the diagram, and how the frames on its slides begin.
BLOCKS = {
    "a loop": (["loop every minute", *_STEPS, "end"], {"every minute", "… every minute"}),
    "a loop without words": (["loop", *_STEPS, "end"], {"…"}),
    "an option": (["opt if asked", *_STEPS, "end"], {"if asked", "… if asked"}),
    "two branches": (
        ["alt well", *_STEPS[:_HALF], "else ill", *_STEPS[_HALF:], "end"],
        {"well", "… ill"},
    ),
    "a long second branch": (
        ["alt well", *_STEPS[:3], "else ill", *_STEPS[3:], "end"],
        {"well", "ill", "… ill"},
    ),
    "a loop in a loop": (
        ["loop every day", "loop every minute", *_STEPS, "end", "end"],
        {"every day", "every minute", "… every day", "… every minute"},
    ),
    "who is active": (
        ["loop every minute", "activate A", *_STEPS, "deactivate A", "end"],
        {"every minute", "… every minute"},
    ),
}


@pytest.mark.parametrize("title", BLOCKS)
def test_a_long_block_goes_on(title: str, tmp_path: Path) -> None:
    lines, begins = BLOCKS[title]
    body = "\n".join(("sequenceDiagram", *lines))
    talk = tmp_path / "talk.md"
    talk.write_text(f"## A long one\n\n```mermaid\n{body}\n```\n", encoding="utf-8")
    checked = lay_out_deck(talk, Options())
    assert checked.diagnostics == ()
    slides = checked.value.slides
    assert len(slides) > 1
    words = [
        "".join(run.text for run in paragraph.runs)
        for slide in slides
        for shape in slide.shapes
        if isinstance(shape, TextBox)
        for paragraph in shape.paragraphs
    ]
    steps = [word for word in words if word.startswith("Step ")]
    assert steps == [step.partition(": ")[2] for step in _STEPS]
    assert begins <= set(words)
