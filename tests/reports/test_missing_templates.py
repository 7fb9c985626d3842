"""A template that is nowhere: it is missing beside the talk, wherever the command is run."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.base.diagnostics import DeckError
from deck_builder.blocks.lists import List
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.slides.arrangements import arrangements
from deck_builder.text.runs import Bullet, Paragraph, Run

TALKS = {
    "talk.md": "---\ntemplate: gone.pptx\n---\n\n# A\n\ntext\n",
    "talk.qmd": "---\nformat:\n  pptx:\n    reference-doc: gone.pptx\n---\n\n## A\n\ntext\n",
}


@pytest.mark.parametrize("name", TALKS)
def test_a_missing_template(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    talk = tmp_path / "talks" / name
    talk.parent.mkdir()
    talk.write_text(TALKS[name], encoding="utf-8")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    with pytest.raises(DeckError, match=r"there is no template ‘.*gone\.pptx’"):
        lay_out_deck(talk, Options())


def test_the_rest_of_an_item_on_a_page_of_its_own() -> None:
    """No item begins on it."""
    inner = Bullet()
    paragraphs = tuple(Paragraph((Run("text"),), 1, inner) for _ in range(12))
    assert list(arrangements((List(paragraphs),))) == []


def test_a_very_long_list(tmp_path: Path) -> None:
    """It takes as long for each item as a short one does, and no item is lost."""
    talk = tmp_path / "talk.md"
    talk.write_text("# A\n\n" + "- key: value\n" * 3000, encoding="utf-8")
    slides = lay_out_deck(talk, Options()).value.slides
    shown = [
        paragraph
        for slide in slides
        for shape in slide.shapes
        for paragraph in getattr(shape, "paragraphs", ())
        if paragraph.text == "key: value"
    ]
    assert len(shown) == 3000
