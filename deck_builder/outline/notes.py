"""Speaker notes: which nodes are notes, and their text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from deck_builder.blocks import Block, BlockReader, Code, Columns, Group
from deck_builder.diagnostics import Collector, Problem, Severity
from deck_builder.markdown import Node
from deck_builder.speaking import pauses_in
from deck_builder.text import Paragraph, Run

BAD_PAUSE = Problem(
    "bad-pause",
    Severity.WARNING,
    "‘{pause}’ does not say how long the pause is",
    "write [pause 5s], [pause 1.5 min] or [pause 1:30]",
)
_COMMENT = re.compile(r"\s*notes?:\s*", re.IGNORECASE)


def is_notes(node: Node) -> bool:
    """Whether `node` is a `::: notes` div or a `<!-- notes: … -->` comment."""
    if node.kind == "div":
        return "notes" in node.attributes.classes
    return notes_comment(node) is not None


def without_notes(node: Node) -> tuple[Node, tuple[Node, ...]]:
    """Return `node` without the notes in it when it is a div, such as a column; and those notes."""
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


def notes_comment(node: Node) -> str | None:
    """Return the Markdown in a `<!-- notes: … -->` comment, None for any other node."""
    if node.kind != "comment":
        return None
    match = _COMMENT.match(node.text)
    return node.text[match.end() :] if match else None


def notes_paragraphs(nodes: Sequence[Node], reader: BlockReader) -> tuple[Paragraph, ...]:
    """Return `nodes` as the paragraphs of speaker notes; what is no text gives its words."""
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
        elif block.text:
            yield from block.text
        else:
            for line in block.plain().split("\n"):
                yield Paragraph((Run(line),), span=block.span)


def _code(code: Code) -> Iterator[Paragraph]:
    """A paragraph for each line, so that they stay together."""
    for line in code.lines:
        text = "".join(run.text for run in line)
        yield Paragraph((Run(text, code=True),), span=code.span)
    if code.caption:
        yield Paragraph(code.caption, span=code.span)
