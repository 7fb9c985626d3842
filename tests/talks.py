"""Talks made of text, and what is on their slides."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.base.diagnostics import Checked, Collector
from deck_builder.base.source import Source
from deck_builder.blocks import Block, BlockReader
from deck_builder.markdown import parse_markdown
from deck_builder.outline import Outline, filled_deck, parse_outline, read_deck
from deck_builder.outline.settings import DeckFile, settings_for
from deck_builder.shapes import (
    AutoShape,
    ChartFrame,
    Connection,
    Connector,
    Freeform,
    LaidOutDeck,
    LaidOutSlide,
    Picture,
    Shape,
    TableFrame,
    TextBox,
)
from deck_builder.slides import Deck, compose, lay_out
from deck_builder.text.runs import Paragraph
from deck_builder.theme.file import load_theme
from deck_builder.theme.model import Aspect, Theme
from deck_builder.variants import BLOCK_KINDS

NAME = "talk.md"


def a_theme(name: str = "paper", aspect: Aspect = Aspect.WIDE) -> Theme:
    """Return a theme that comes with the package."""
    return load_theme(name, aspect).value


def blocks_of(text: str) -> tuple[Block, ...]:
    """Return the blocks of `text`, in which nothing may be wrong."""
    reader = BlockReader(BLOCK_KINDS)
    blocks = reader.blocks(parse_markdown(Source(NAME, text)).value.children)
    assert reader.collector.found == []
    return blocks


def block_of(text: str) -> Block:
    """Return the only block of `text`."""
    (block,) = blocks_of(text)
    return block


def outline_of(*texts: str, deck: DeckFile | None = None, audience: str = "") -> Checked[Outline]:
    """Return the outline of a talk in one file, or with `deck` of one in several."""
    collector = Collector()
    documents = [collector.take(parse_markdown(Source(NAME, text))) for text in texts]
    settings = collector.take(read_deck(documents, deck or DeckFile(), deck is None))
    settings = settings_for(audience, settings) if audience else settings
    settings = collector.take(filled_deck(settings, {}, {}))
    outline = collector.take(parse_outline(documents, settings))
    return collector.checked(outline)


def deck_of(*texts: str, deck: DeckFile | None = None) -> Checked[Deck]:
    """Return the slides of a talk, its pictures and data not looked at."""
    return compose(outline_of(*texts, deck=deck).value, a_theme())


def laid_out(
    *texts: str, deck: DeckFile | None = None, theme: Theme | None = None
) -> Checked[LaidOutDeck]:
    """Return a talk laid out, in the usual theme or another, its pictures and data not looked
    at."""
    return lay_out(deck_of(*texts, deck=deck).value, theme or a_theme())


def shape_texts(shape: Shape) -> Iterator[str]:
    """Yield what a shape says, be it shown or read out."""
    match shape:
        case TextBox():
            yield from (paragraph.text for paragraph in shape.paragraphs)
        case TableFrame():
            yield from (paragraph.text for paragraph in cell_paragraphs(shape))
        case Picture():
            yield shape.alt
        case ChartFrame():
            chart = shape.chart
            yield from (chart.x_label, chart.y_label, chart.unit, *chart.categories)
            yield from (series.name for series in chart.series)
            yield shape.alt
        case AutoShape() | Freeform() | Connector() | Connection():
            pass


def cell_paragraphs(table: TableFrame) -> Iterator[Paragraph]:
    """Yield the paragraphs of all cells."""
    for row in table.rows:
        for cell in row:
            yield from cell.paragraphs


def shown_on(slide: LaidOutSlide) -> str:
    """Everything that stands on a slide."""
    return "\n".join(text for shape in slide.shapes for text in shape_texts(shape))


def notes_of(slide: LaidOutSlide) -> str:
    """Everything that is in a slide's notes."""
    return "\n".join(paragraph.text for paragraph in slide.notes)
