"""Talks made of text, and what is on their slides."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.assets import Assets
from deck_builder.diagnostics import Checked, Collector
from deck_builder.deckfile import DeckFile
from deck_builder.markdown import parse_markdown
from deck_builder.outline import Outline, parse_outline, resolve
from deck_builder.shapes import (
    AutoShape,
    ChartFrame,
    Connector,
    LaidOutDeck,
    LaidOutSlide,
    Picture,
    Shape,
    TableFrame,
    TextBox,
)
from deck_builder.source import Source
from deck_builder.text import Paragraph

PATH = "talk.md"


def outline_of(*texts: str, deck: DeckFile | None = None) -> Checked[Outline]:
    """Return the outline of a talk in one file, or with `deck` of one in several."""
    collector = Collector()
    sources = [Source(PATH, text) for text in texts]
    documents = [collector.take(parse_markdown(source)) for source in sources]
    outline = collector.take(parse_outline(documents, deck or DeckFile(), deck is None))
    return collector.checked(outline)


def shape_text(shape: Shape) -> Iterator[str]:
    """Yield what a shape says, be it shown or read out."""
    match shape:
        case TextBox():
            yield from (paragraph.text for paragraph in shape.paragraphs)
        case TableFrame():
            for paragraph in cell_paragraphs(shape):
                yield paragraph.text
        case Picture():
            yield shape.alt
        case ChartFrame():
            chart = shape.chart
            yield from (chart.x_label, chart.y_label, chart.unit, *chart.categories)
            yield from (series.name for series in chart.series)
            yield shape.alt
        case AutoShape() | Connector():
            pass


def cell_paragraphs(table: TableFrame) -> Iterator[Paragraph]:
    """Yield the paragraphs of all cells."""
    for row in table.rows:
        for cell in row:
            yield from cell.paragraphs


def said(slide: LaidOutSlide) -> str:
    """Everything that a slide and its notes say."""
    words = [text for shape in slide.shapes for text in shape_text(shape)]
    return "\n".join((*words, *(paragraph.text for paragraph in slide.notes)))


def said_in(deck: LaidOutDeck) -> str:
    """Everything that a deck says."""
    return "\n".join(map(said, deck.slides))
