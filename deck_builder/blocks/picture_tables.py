"""Tables of nothing but pictures and what they are called: rows of pictures with captions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.markdown import Node, holds_inline, walk
from deck_builder.markdown.spans import has_spans
from deck_builder.text.runs import Run, runs_of

_MOST_ROWS, _MOST_COLUMNS = 4, 6
_LONGEST_CAPTION = 80


class CaptionedImage(Struct, frozen=True):
    """An `image` node, and what stands in its cell or above or below it."""

    node: Node
    caption: tuple[Run, ...] = ()


_Words = tuple[Run, ...]
_Line = tuple[tuple[Node | None, _Words], ...]


def pictures_in(table: Node) -> tuple[tuple[CaptionedImage, ...], ...]:
    """Return the pictures of a table, row by row, when it has nothing but pictures and captions;
    else nothing."""
    rows = table.children
    if has_spans(rows) or not any(one.kind == "image" for one in walk(rows)):
        return ()
    lines: list[_Line] = []
    for row in rows:
        cells = [_content(cell) for cell in row.children]
        if any(cell is None for cell in cells):
            return ()
        line = tuple(cell for cell in cells if cell is not None)
        if any(image or words for image, words in line):
            lines.append(line)
    found = _paired(lines)
    wide = max(map(len, found), default=0)
    return found if len(found) <= _MOST_ROWS and wide <= _MOST_COLUMNS else ()


def _content(cell: Node) -> tuple[Node | None, _Words] | None:
    """The picture in a cell and its words; None where there is more than that."""
    images = [one for one in walk(cell.children) if one.kind == "image"]
    if len(images) > 1 or not holds_inline(cell):
        return None
    words = runs_of(tuple(_without_images(cell.children)) if images else cell.children)
    if sum(len(run.text) for run in words) > _LONGEST_CAPTION:
        return None
    return (images[0] if images else None), words


def _without_images(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        if node.kind != "image":
            yield replace(node, children=tuple(_without_images(node.children)))


def _paired(lines: Sequence[_Line]) -> tuple[tuple[CaptionedImage, ...], ...]:
    """Each row of pictures with the row of captions under it, or the one row with that above it;
    nothing when rows are left over."""
    if len(lines) == 2 and not _has_images(lines[0]):
        lines = lines[::-1]
    found: list[tuple[CaptionedImage, ...]] = []
    rest = list(lines)
    while rest:
        line = rest.pop(0)
        if not all(image or not words for image, words in line) or not _has_images(line):
            return ()
        captions: Sequence[_Words] = [words for _, words in line]
        if rest and not _has_images(rest[0]):
            below = [words for _, words in rest.pop(0)]
            if any(captions) or len(below) > len(line):
                return ()
            captions = [*below, *[()] * (len(line) - len(below))]
        pairs = [(image, words) for (image, _), words in zip(line, captions, strict=True)]
        if any(words and image is None for image, words in pairs):
            return ()
        found.append(tuple(CaptionedImage(image, words) for image, words in pairs if image))
    return tuple(found)


def _has_images(line: _Line) -> bool:
    return any(image for image, _ in line)
