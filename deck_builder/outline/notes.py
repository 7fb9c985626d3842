"""Speaker notes: the nodes that are notes, and their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from operator import is_not

from msgspec.structs import replace

from deck_builder.base.diagnostics import Checked, Collector, Problem, Severity
from deck_builder.base.patterns import late
from deck_builder.base.source import Source, Span
from deck_builder.blocks import Block, BlockReader, Callout, Code, Columns, Group, Quote, Table
from deck_builder.blocks.table_cells import PictureCell
from deck_builder.markdown import Attributes, Node, parse_markdown
from deck_builder.text.runs import Paragraph, Run, joined
from deck_builder.timing.speech import pauses_in

BAD_PAUSE = Problem(
    "bad-pause",
    Severity.WARNING,
    "‘{pause}’ does not say how long the pause is",
    "write [pause 5s], [pause 1.5 min] or [pause 1:30]",
)
_COMMENT = late(r"\s*notes?:\s*", re.IGNORECASE)


def with_comment_notes(nodes: Iterable[Node], found: Collector) -> list[Node]:
    """Return `nodes` with each `<!-- notes: … -->` comment, also in a div, as a `::: notes` div."""
    return [_as_notes(node, found) for node in nodes]


def _as_notes(node: Node, found: Collector) -> Node:
    if node.kind == "div":
        children = tuple(with_comment_notes(node.children, found))
        is_changed = any(map(is_not, children, node.children))
        return replace(node, children=children) if is_changed else node
    match = _COMMENT().match(node.text) if node.kind == "comment" else None
    if match is None:
        return node
    path = node.span.source.path if node.span else ""
    return notes_of_text(Source(path, node.text[match.end() :]), node.span, found)


def notes_of_text(source: Source, span: Span | None, found: Collector) -> Node:
    """Return the text in `source`, which is at `span` in the talk, as a `::: notes` div."""
    inner = _read(source, span, found)
    children = tuple(_placed(child, span) for child in inner.children)
    return Node("div", children, attributes=Attributes(classes=("notes",)), span=span)


def _read(source: Source, span: Span | None, found: Collector) -> Node:
    """Read a text at `span`, which is where its faults are."""
    inner = parse_markdown(source)
    placed = tuple(replace(one, span=span) for one in inner.diagnostics)
    return found.take(Checked(inner.value, placed))


def _placed(node: Node, span: Span | None) -> Node:
    """Return a node of a text with the span of the text."""
    children = tuple(_placed(child, span) for child in node.children)
    attributes = replace(node.attributes, span=span)
    return replace(node, children=children, attributes=attributes, span=span)


def is_notes(node: Node) -> bool:
    """Whether `node` is a `::: notes` div."""
    return node.kind == "div" and "notes" in node.attributes.classes


def without_notes(node: Node) -> tuple[Node, tuple[Node, ...]]:
    """Return a div, such as a column, without the notes in it, and those notes."""
    if node.kind != "div":
        return node, ()
    kept: list[Node] = []
    found: list[Node] = []
    for child in node.children:
        if is_notes(child):
            found.append(child)
            continue
        rest, inner = without_notes(child)
        kept.append(rest)
        found.extend(inner)
    return (replace(node, children=tuple(kept)) if found else node), tuple(found)


def notes_paragraphs(nodes: Sequence[Node], reader: BlockReader) -> tuple[Paragraph, ...]:
    """Return `nodes` as the paragraphs of speaker notes; other blocks give their words."""
    return tuple(_paragraphs(reader.blocks(nodes)))


def report_bad_pauses(notes: Iterable[Paragraph], found: Collector) -> None:
    """Report each pause in `notes` whose length cannot be read."""
    for paragraph in notes:
        for pause in pauses_in(paragraph.text):
            if pause.seconds is None:
                words = paragraph.text[pause.start : pause.end]
                place = paragraph.span
                if place and words in place.text:
                    place = place.at(place.text.find(words), len(words))
                found.report(BAD_PAUSE, place, pause=words)


def _paragraphs(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    for block in blocks:
        if isinstance(block, Group):
            yield from _paragraphs(block.blocks)
        elif isinstance(block, Columns):
            for column in block.columns:
                yield from _paragraphs(column.blocks)
        elif isinstance(block, Code) and not block.listing.file:
            yield from _code(block)
        elif isinstance(block, Callout):
            yield Paragraph(block.title, span=block.span)
            yield from _paragraphs(block.blocks)
        elif isinstance(block, Quote):
            yield from (Paragraph(one.runs, span=one.span) for one in block.all_paragraphs)
        elif isinstance(block, Table):
            yield from (Paragraph(runs, span=block.span) for runs in _rows(block))
        elif block.text:
            yield from block.text
        else:
            for line in block.plain().split("\n"):
                yield Paragraph((Run(line),), span=block.span)


def _rows(table: Table) -> Iterator[tuple[Run, ...]]:
    """The words of each row of a table with their looks, as of one paragraph."""
    for row in table.header + table.rows:
        texts = [one.runs for cell in row for one in cell.paragraphs if one.runs]
        texts += (
            (Run(picture.plain()),)
            for cell in row
            if isinstance(cell, PictureCell)
            for picture in cell.pictures
        )
        spaced = (((Run(" "),) if at else ()) + runs for at, runs in enumerate(texts))
        yield joined(run for runs in spaced for run in runs)


def _code(code: Code) -> Iterator[Paragraph]:
    """A paragraph for each line, without space between them."""
    for line in code.lines:
        text = "".join(run.text for run in line)
        yield Paragraph((Run(text, code=True),), span=code.span)
    if code.caption:
        yield Paragraph(code.caption, span=code.span)
