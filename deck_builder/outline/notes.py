"""Speaker notes: the nodes that are notes, and their paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Checked, Collector, Problem, Severity
from deck_builder.base.patterns import late
from deck_builder.base.source import Source, Span
from deck_builder.blocks import (
    Block,
    BlockReader,
    Callout,
    Chart,
    Code,
    Columns,
    Group,
    Quote,
    Table,
)
from deck_builder.blocks.datatable import DataTable
from deck_builder.blocks.stack import Passage
from deck_builder.blocks.table_cells import PictureCell
from deck_builder.markdown import (
    NO_ATTRIBUTES,
    Attributes,
    Node,
    parse_markdown,
    walk,
    with_children,
)
from deck_builder.markdown.node import conditions_of
from deck_builder.markdown.slide_levels import is_notes
from deck_builder.text.runs import Paragraph, Run, joined
from deck_builder.timing.speech import pauses_in

BAD_PAUSE = Problem(
    "bad-pause",
    Severity.WARNING,
    "‘{pause}’ does not say how long the pause is",
    "write [pause 5s], [pause 1.5 min] or [pause 1:30]",
)
NOTES_WITH_CONDITION = Problem(
    "notes-with-condition",
    Severity.WARNING,
    "these notes are inside of something with a condition, and are left out",
    "write them below it, in a div of notes with the same condition",
)
FILE_IN_NOTES = Problem(
    "file-in-notes",
    Severity.WARNING,
    "speaker notes do not show what is in ‘{file}’",
    "show it on the slide, or write what matters of it into the notes",
)
_COMMENT = late(r"\s*notes?:\s*", re.IGNORECASE)


def with_comment_notes(nodes: Iterable[Node], found: Collector) -> list[Node]:
    """Return `nodes` with each `<!-- notes: … -->` comment as a `::: notes` div: in its place, also
    in a div; after the paragraph, list or table that it is in."""
    return _Comments(found).read(nodes)


class _Comments(Struct):
    """Reads the comments that are notes; `sources` says by its id whether one has comments."""

    found: Collector
    sources: dict[int, bool] = field(default_factory=dict)

    def read(self, nodes: Iterable[Node]) -> list[Node]:
        """The nodes with notes in place of these comments."""
        return [part for node in nodes for part in self._parts(node)]

    def _parts(self, node: Node) -> Iterator[Node]:
        if node.kind == "div":
            children = tuple(self.read(node.children))
            yield with_children(node, children)
        elif node.kind == "comment":
            yield self._notes(node) or node
        else:
            yield node
            if node.children and node.span and self._has_comments(node.span.source):
                yield from self._inside(node)

    def _notes(self, node: Node) -> Node | None:
        match = _COMMENT().match(node.text)
        if match is None:
            return None
        path = node.span.source.path if node.span else ""
        return notes_of_text(Source(path, node.text[match.end() :]), node.span, self.found)

    def _has_comments(self, source: Source) -> bool:
        if id(source) not in self.sources:
            self.sources[id(source)] = "<!--" in source.text
        return self.sources[id(source)]

    def _inside(self, node: Node) -> Iterator[Node]:
        """The notes in a paragraph, list or table, unless a condition may be for them, too."""
        comments = [
            one
            for one in walk(node.children)
            if one.kind == "comment" and _COMMENT().match(one.text)
        ]
        if not comments:
            return
        # What a heading says of its section holds for what is under it, where the notes go.
        shown = node.children if node.kind == "heading" else (node,)
        is_conditional = any(
            conditions_of(one.attributes) is not NO_ATTRIBUTES for one in walk(shown)
        )
        for comment in comments:
            if is_conditional:
                self.found.report(NOTES_WITH_CONDITION, comment.span)
            elif notes := self._notes(comment):
                yield notes


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
    """Return `nodes` as the paragraphs of speaker notes; other blocks give their words. What is in
    files is not read, and said."""
    return tuple(_paragraphs(reader.blocks(nodes), reader.collector))


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


def _paragraphs(blocks: Sequence[Block], found: Collector) -> Iterator[Paragraph]:
    for block in blocks:
        if file := _file_of(block):
            found.report(FILE_IN_NOTES, block.span, file=file)
        if isinstance(block, Group | Passage):
            yield from _paragraphs(block.blocks, found)
        elif isinstance(block, Columns):
            for column in block.columns:
                yield from _paragraphs(column.blocks, found)
        elif isinstance(block, Code) and not block.listing.file:
            yield from _code(block)
        elif isinstance(block, Callout):
            yield Paragraph(block.title, span=block.span)
            yield from _paragraphs(block.blocks, found)
        elif isinstance(block, Quote):
            yield from (Paragraph(one.runs, span=one.span) for one in block.all_paragraphs)
        elif isinstance(block, Table):
            yield from (Paragraph(runs, span=block.span) for runs in _rows(block))
        elif block.text:
            yield from block.text
        elif words := block.plain():
            for line in words.split("\n"):
                yield Paragraph((Run(line),), span=block.span)


def _file_of(block: Block) -> str:
    """The file that a chart, a table or code is in; an empty text for what is in the talk."""
    if isinstance(block, Code):
        return block.listing.file
    if isinstance(block, DataTable):
        return (block.origin.file.text or "") if block.origin else ""
    if isinstance(block, Chart) and block.outline and block.outline.columns:
        return block.outline.columns.file.text or ""
    return ""


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
