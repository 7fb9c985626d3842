"""A document cut into pieces of its source: whole lines, each of them in one piece or blank."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final, Literal

from deck_builder.base.source import Source, Span
from deck_builder.base.values import Located
from deck_builder.markdown import PAUSE_DOTS, TITLE_BLOCK, Node, NodeKind, parse_written
from deck_builder.markdown.front_matter import read_title_block

PieceKind = Literal[
    "heading", "rule", "paragraph", "list", "notes", "comment", "definition", "block"
]
HEADING: Final = "heading"
RULE: Final = "rule"
PARAGRAPH: Final = "paragraph"
LIST: Final = "list"
NOTES: Final = "notes"
COMMENT: Final = "comment"
DEFINITION: Final = "definition"
BLOCK: Final = "block"

_NOTES_COMMENT = re.compile(r"\s*notes?:", re.IGNORECASE)
_CAPTION = re.compile(r"(?:Table)?:\s")
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)(?:\"[^\"]*\"|'[^']*'|[^<>\"'])*?(/?)>")
_PICTURE = re.compile(r"<(?:img|picture|svg|video|audio)\b", re.IGNORECASE)
_APART: tuple[NodeKind, ...] = ("image", "comment")
_VOID = frozenset(("area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"))
_PAUSES = (PAUSE_DOTS, r"\pause")
_BLANK_END = re.compile(r"(?:\n[ \t]*)+\Z")


class Piece(Located, frozen=True):
    """Some whole lines of a source. `node` is their block, None for definitions of links; `line` is
    the number of the first, from 1."""

    aside = ("node", "source")

    kind: PieceKind
    text: str
    line: int
    source: Source
    node: Node | None = None

    @property
    def level(self) -> int:
        """The level of a heading, 0 of anything else."""
        return self.node.level if self.node is not None and self.kind == HEADING else 0

    @property
    def end_line(self) -> int:
        """The line after the last."""
        return self.line + self.text.count("\n") + 1


def pieces_of(source: Source) -> tuple[Piece, ...]:
    """Return the pieces of `source` in order, its front matter left out."""
    written = parse_written(source).children
    after = _body_line(source, written)
    blocks = [node for node in written if node.kind != "front_matter"]
    return tuple(_with_html_whole(tuple(_pieces(source, blocks, after)), source))


def front_matter_of(source: Source) -> Span | None:
    """Return the YAML of the front matter of `source`, or of what its title block says, or None."""
    written = parse_written(source).children
    front = next((node for node in written if node.kind == "front_matter"), None)
    if front is None or front.info != TITLE_BLOCK:
        return front.span if front else None
    keys = zip(("title", "author", "date"), read_title_block(front.text), strict=True)
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in keys if value]
    block = Source(source.path, "\n".join(lines) + "\n")
    return Span(block, 0, len(block.text))


def _body_line(source: Source, nodes: Sequence[Node]) -> int:
    """Return the line after the front matter, counted from 0."""
    if not nodes or nodes[0].kind != "front_matter" or nodes[0].span is None:
        return 0
    # The YAML ends where the closing line begins.
    return source.position(nodes[0].span.end)[0]


def _pieces(source: Source, nodes: Sequence[Node], after: int) -> Iterator[Piece]:
    """Yield a piece for each block, and for what is between them."""
    for first, last, node in _lined(source, nodes):
        yield from _between(source, after, first)
        yield _piece(source, first, last, _kind(node), node)
        after = last
    yield from _between(source, after, len(source.line_starts))


def _lined(source: Source, nodes: Iterable[Node]) -> Iterator[tuple[int, int, Node]]:
    """Yield blocks with their first line and the line after their last, from 0; blocks that share
    a line are one."""
    held: tuple[int, int, Node] | None = None
    for node in nodes:
        if node.span is None:
            continue
        first = node.span.line - 1
        last = source.position(max(node.span.start, node.span.end))[0]
        if held is not None and first < held[1]:
            held = (held[0], max(last, held[1]), Node("html", span=held[2].span))
            continue
        if held is not None:
            yield held
        held = (first, last, node)
    if held is not None:
        yield held


def _piece(source: Source, first: int, last: int, kind: PieceKind, node: Node | None) -> Piece:
    text = _BLANK_END.sub("", source.lines_span(first, last).text)
    return Piece(kind, text, first + 1, source, node)


def _between(source: Source, first: int, last: int) -> Iterator[Piece]:
    """Yield the lines between two blocks: definitions of links."""
    while first < last and not source.line(first + 1).strip():
        first += 1
    if first < last:
        yield _piece(source, first, last, DEFINITION, None)


def _kind(node: Node) -> PieceKind:
    match node.kind:
        case "heading" | "rule":
            return node.kind
        case "paragraph":
            return PARAGRAPH if _is_prose(node) else BLOCK
        case "bullet_list" | "ordered_list":
            return LIST
        case "comment":
            return NOTES if _NOTES_COMMENT.match(node.text) else COMMENT
        case "div":
            return NOTES if "notes" in node.attributes.classes else BLOCK
        case "footnote_definition" | "abbreviation":
            return DEFINITION
        case _:
            return BLOCK


def _is_prose(node: Node) -> bool:
    """Whether a paragraph is running text: not a picture, caption, display, pause or something
    invisible."""
    parts = tuple(walk(node))
    if any(part.kind in _APART or part.info == "display" for part in parts):
        return False
    if any(part.kind == "html" and _PICTURE.match(part.text) for part in parts):
        return False
    text = node.span.text.strip() if node.span else ""
    return not _CAPTION.match(text) and text not in _PAUSES and bool(re.search(r"\w", text))


def walk(node: Node) -> Iterator[Node]:
    """Yield `node` and everything in it."""
    yield node
    for child in node.children:
        yield from walk(child)


def _with_html_whole(pieces: Sequence[Piece], source: Source) -> Iterator[Piece]:
    """Yield pieces, an HTML element with all between its tags as one, unless that has headings."""
    index = 0
    while index < len(pieces):
        end = _element_end(pieces, index)
        if end > index + 1:
            last = pieces[end - 1]
            yield _piece(source, pieces[index].line - 1, last.end_line - 1, BLOCK, None)
        else:
            yield pieces[index]
        index = end


def _element_end(pieces: Sequence[Piece], index: int) -> int:
    depth = 0
    for end in range(index, len(pieces)):
        piece = pieces[end]
        if piece.node is not None and piece.node.kind == "html":
            depth += _opened(piece.text)
        elif piece.kind in (HEADING, NOTES):
            break
        if depth <= 0:
            return end + 1
    return index + 1


def _opened(html: str) -> int:
    tags = [tag for tag in _TAG.findall(html) if tag[1].lower() not in _VOID and not tag[2]]
    return sum(-1 if tag[0] else 1 for tag in tags)
