"""What is beside the notes on the notes page of a slide that a talk keeps from its template."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pptx
import pytest
from pptx.util import Inches

from deck_builder.base.diagnostics import DeckError
from deck_builder.doctor.examine import examine
from deck_builder.doctor.findings import is_healthy
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck

CELL = 'canarycell r:id="rId7"'
TALK = """---
title: T
template: ours.pptx
keep-slides: [1]
audiences: {us: {}, them: {}}
---

## One

- a
- [TEXT]{audience=them}
"""


@pytest.fixture(autouse=True)
def template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A template whose slide has a table and a text box on its notes page."""
    monkeypatch.chdir(tmp_path)
    presentation = pptx.Presentation()
    slide: Any = presentation.slides.add_slide(presentation.slide_layouts[5])
    slide.shapes.title.text = "Kept"
    slide.notes_slide.notes_text_frame.text = "Said"
    place = (0, 0, Inches(2), Inches(1))
    slide.shapes.add_table(1, 1, *place).table.cell(0, 0).text = CELL
    slide.shapes.add_textbox(*place).text_frame.text = "canarybox"
    page = slide.notes_slide.shapes._spTree
    for number, shape in enumerate(list(slide.shapes)[-2:], 20):
        shape._element.xpath(".//p:cNvPr")[0].set("id", str(number))
        page.append(shape._element)
    presentation.save("ours.pptx")


def built(withheld: str, audience: str = "us") -> bytes:
    Path("talk.md").write_text(TALK.replace("TEXT", withheld), encoding="utf-8")
    return write_deck(lay_out_deck(Path("talk.md"), Options(audience=audience)).value)


def texts(data: bytes) -> Iterator[str]:
    """The texts on the notes page of the first slide."""
    for shape in pptx.Presentation(io.BytesIO(data)).slides[0].notes_slide.shapes:
        yield from shape._element.xpath(".//a:t/text()")


@pytest.mark.parametrize("audience", ["", "us", "them"])
def test_it_is_kept(audience: str) -> None:
    data = built("nothing of that", audience)
    assert {CELL, "canarybox", "Said"} <= set(texts(data))
    assert is_healthy(examine(data))


@pytest.mark.parametrize("withheld", ["canarycell", "canarybox"])
def test_it_says_nothing_that_is_withheld(withheld: str) -> None:
    with pytest.raises(DeckError, match=r"that is not for this audience, .* is in ppt/notesSlides"):
        built(withheld)
    assert CELL in texts(built(withheld, "them"))
