"""The contents of a slide: running text that can be cut, lists, and blocks that are kept."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import TypeAlias

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.article.definitions import Definitions
from deck_builder.article.lines import (
    MOST_LINE_WORDS,
    Line,
    Passage,
    is_short,
    on_one_line,
    passage_of,
)
from deck_builder.article.pieces import BLOCK, COMMENT, HEADING, LIST, PARAGRAPH, Piece
from deck_builder.markdown import LISTS, Node, NodeKind
from deck_builder.text.runs import count_words

_LEAD_FEWEST = 3
_MOST_LEAD_WORDS = 20
_MOST_LINES_OF_ONE = 3
_MOST_ITEMS = 7
_NUMBER = re.compile(r"\s*(\d{1,9})[.)]")
# The other numbers of lists, which another beginning may be read as another kind.
_OTHER_NUMBER = re.compile(r"\s*(?:#[.)]|\(#\)|\(?[a-zA-Z\d]{1,9}[.)]\s)")
# The height of a block in lines of text.
_WEIGHTS: dict[NodeKind, int] = {
    "table": 4,
    "code": 4,
    "quote": 2,
    "math_block": 2,
    "html": 3,
    "paragraph": 4,
}
_LONGEST_TABLE = 6
_WITH_WORDS: tuple[NodeKind, ...] = ("quote", "div")
_OTHER_WEIGHT = 4


class Moved(Struct, frozen=True):
    """Words that were moved from the slide to the notes: `text` as a whole in the notes, `line`
    where they begin in the article, `words` how many are no longer on the slide."""

    text: str
    line: int
    words: int

    @property
    def is_item(self) -> bool:
        """Whether it is an item of a list."""
        return self.text.startswith("- ")


class Prose(Struct, frozen=True):
    """A paragraph. `start` is where its lines begin, after the `titled` words that became the
    title; `count` is the number of its lines; a `lead` introduces the block under it."""

    piece: Piece
    passage: Passage
    start: int = 0
    titled: int = 0
    count: int = 1
    lead: bool = False

    @property
    def lines(self) -> tuple[Line, ...]:
        """Its lines on the slide."""
        rest = self.passage.plain[self.start :]
        if not rest.strip():
            return ()
        if is_short(rest.strip()):
            whole = self.passage.sentences(self.start, MOST_LINE_WORDS + 1)
            return tuple(whole)[:1]
        sentences = list(self.passage.sentences(self.start))[: self.count]
        lines = tuple(map(self.passage.shortened, sentences))
        if self.lead and rest.rstrip().endswith(":"):
            return self._up_to_colon(lines)
        return lines

    def _up_to_colon(self, lines: tuple[Line, ...]) -> tuple[Line, ...]:
        """Return `lines` and the sentence that introduces what follows, or that alone."""
        *_, last = self.passage.sentences(self.start, _LEAD_FEWEST)
        if last.words > MOST_LINE_WORDS or lines[-1].end > last.start:
            return lines
        together = lines[0].words + last.words <= _MOST_LEAD_WORDS
        return (lines[0], last) if together else (last,)

    @property
    def words(self) -> int:
        """How many of its words are on the slide, without the title."""
        return sum(line.words for line in self.lines)

    @property
    def moved(self) -> tuple[Moved, ...]:
        """All of it, if the slide has less."""
        lacking = self.passage.words - self.titled - self.words
        if lacking <= 0:
            return ()
        return (Moved(self.piece.text.strip(), self.piece.line, lacking),)

    @property
    def rows(self) -> int:
        """How many lines it takes."""
        return len(self.lines)

    def longer(self) -> Prose:
        """Return it with one more line, or unchanged if the next line is not short."""
        more = replace(self, count=self.count + 1)
        if self.lead or self.count >= _MOST_LINES_OF_ONE or more.rows <= self.rows:
            return self
        return more if more.lines[-1].words <= MOST_LINE_WORDS else self


class Listed(Struct, frozen=True):
    """A list, or some of its items; wordy ones are cut to their first words."""

    piece: Piece
    text: str
    rows: int
    words: int
    moved: tuple[Moved, ...] = ()


class Kept(Struct, frozen=True):
    """A block that is copied as it is."""

    piece: Piece
    rows: int
    words: int = 0
    moved: tuple[Moved, ...] = ()


Item: TypeAlias = Prose | Listed | Kept


def items_of(pieces: Sequence[Piece], definitions: Definitions) -> Iterator[Item]:
    """Yield the items of `pieces`; `definitions` are those of the links in them."""
    for index, piece in enumerate(pieces):
        context = definitions.context(piece.text)
        match piece.kind:
            case "paragraph":
                following = pieces[index + 1].kind if index + 1 < len(pieces) else ""
                yield _prose(piece, context, lead=following in (LIST, BLOCK))
            case "list":
                yield from _lists(piece, context)
            case _:
                yield _kept(piece)


def _prose(piece: Piece, context: str, lead: bool) -> Item:
    assert piece.node is not None
    passage = passage_of(piece.node, piece.source, context)
    if passage is None or next(passage.sentences(), None) is None:
        words = passage.words if passage else 0
        return Kept(piece, 1 + words // MOST_LINE_WORDS, words)
    return Prose(piece, passage, count=_written_lines(passage), lead=lead)


def _written_lines(passage: Passage) -> int:
    """Return the number of lines of a paragraph if each ends with a sentence, otherwise 1."""
    lines = passage.plain.strip().split("\n")
    ended = all(line.rstrip(" \"'”’)*_").endswith((".", "!", "?")) for line in lines)
    return len(lines) if ended and len(lines) <= _MOST_LINES_OF_ONE else 1


def _kept(piece: Piece) -> Kept:
    if piece.kind == COMMENT:
        return Kept(piece, 0)
    if piece.kind == HEADING:
        return Kept(piece, 1, count_words(piece.text))
    if piece.node is None:
        return Kept(piece, _OTHER_WEIGHT)
    kind = piece.node.kind
    rows = _WEIGHTS.get(kind, _OTHER_WEIGHT)
    if kind == "table" or kind == "code":
        rows = min(max(piece.text.count("\n"), 2), _LONGEST_TABLE)
    return Kept(piece, rows, count_words(piece.text) if kind in _WITH_WORDS else 0)


def _lists(piece: Piece, context: str) -> Iterator[Listed]:
    assert piece.node is not None
    items = [child for child in piece.node.children if child.span is not None]
    texts = [_item_text(piece, items, index) for index in range(len(items))]
    if len(items) <= _MOST_ITEMS or not _divisible(texts):
        yield _listed(piece, items, piece.text, context)
        return
    count = -(-len(items) // (_MOST_ITEMS - 1))
    size = -(-len(items) // count)
    for start in range(0, len(items), size):
        text = _joined(texts[start : start + size], piece.text)
        yield _listed(piece, items[start : start + size], text, context)


def _item_text(piece: Piece, items: Sequence[Node], index: int) -> str:
    starts = [item.span.line - 1 for item in items[index : index + 2] if item.span]
    first, last = (*starts, piece.end_line - 1)[:2]
    return piece.source.lines_span(first, last).text.rstrip()


def _joined(texts: Sequence[str], whole: str) -> str:
    return ("\n\n" if re.search(r"\n[ \t]*\n", whole) else "\n").join(texts)


def _divisible(texts: Sequence[str]) -> bool:
    """Whether the items keep their numbers when the list is cut."""
    numbers = [_NUMBER.match(text) for text in texts]
    if not all(numbers):
        return not any(numbers) and not any(map(_OTHER_NUMBER.match, texts))
    values = [int(found[1]) for found in numbers if found]
    return values == list(range(values[0], values[0] + len(values)))


def _listed(piece: Piece, items: Sequence[Node], text: str, context: str) -> Listed:
    source = piece.source
    moved: list[Moved] = []
    words = count_words(text)
    rows = 0
    for node in _paragraphs(items):
        rows += 1
        cut = _cut(node, piece, context)
        if cut is None:
            continue
        line, passage = cut
        dropped = source.text[line.source_end : passage.segments[-1].source_end]
        if text.count(dropped) != 1:
            continue
        text = text.replace(dropped, "")
        lacking = passage.words - line.words
        words -= lacking
        place = source.position(passage.segments[0].source_start)[0]
        moved.append(Moved(f"- {on_one_line(passage.text)}", place, lacking))
    return Listed(piece, text, rows, words, tuple(moved))


def _paragraphs(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield the paragraphs of the items of a list, and of the lists in them."""
    for node in nodes:
        if node.kind == PARAGRAPH:
            yield node
        elif node.kind in LISTS or node.kind == "item":
            yield from _paragraphs(node.children)


def _cut(node: Node, piece: Piece, context: str) -> tuple[Line, Passage] | None:
    """Return the opening that represents a wordy paragraph, or None when it is short."""
    passage = passage_of(node, piece.source, context)
    has_picture = any(child.kind == "image" for child in node.children)
    if passage is None or has_picture or is_short(passage.plain):
        return None
    first = next(passage.sentences(), None)
    if first is None or first.start > 0:
        return None
    line = passage.shortened(first)
    return (line, passage) if line.words < passage.words else None
