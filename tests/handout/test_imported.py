"""What is told of slides that are imported from a file."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.handout.imported import with_imported_text
from deck_builder.handout.page import Handout, handout_page
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import LaidOutDeck, TableFrame, TextBox, TimeSource
from deck_builder.timing.plan import plan_of
from tests.reader.made import NOTES, source_bytes


@pytest.fixture
def deck(tmp_path: Path) -> LaidOutDeck:
    (tmp_path / "a.pptx").write_bytes(source_bytes())
    talk = tmp_path / "talk.md"
    talk.write_text("---\ntitle: A talk\n---\n\n::: include a.pptx\n", encoding="utf-8")
    return lay_out_deck(talk, Options()).value


def test_texts_and_tables_are_told(deck: LaidOutDeck) -> None:
    slides = with_imported_text(deck).slides
    texts = [shape.paragraphs[0].text for shape in slides[1].shapes if isinstance(shape, TextBox)]
    assert texts == ["The year", "image.png", "See where we are"]
    (table,) = (shape for shape in slides[3].shapes if isinstance(shape, TableFrame))
    assert [[cell.paragraphs[0].text for cell in row] for row in table.rows] == [
        ["Town", "Shops"],
        ["Bern", "3"],
    ]


def test_a_handout_shows_what_they_say(deck: LaidOutDeck) -> None:
    page = handout_page(deck, Handout())
    assert all(text in page for text in ("See where we are", "Shops", NOTES))


def test_their_notes_are_spoken(deck: LaidOutDeck) -> None:
    _, year, sales, where, spare, _ = plan_of(deck).slides
    assert (year.title, year.words) == ("The year", 5)
    assert (year.source, spare.source) == (TimeSource.LEAST, TimeSource.SKIPPED)
    assert sales.seconds > 10
    assert where.seconds > 3
