"""Cards: short list items that open with a term, each on a panel of its own."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Self, assert_never

from msgspec.structs import replace

from deck_builder.base.source import Span
from deck_builder.base.units import Box, Insets, emu, points
from deck_builder.base.values import Located
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.frames import Paragraphs
from deck_builder.markdown import Node
from deck_builder.shapes import AutoShape, Geometry, Shape, TextBox
from deck_builder.text.fit import longest_word, measure
from deck_builder.text.runs import Paragraph, ParagraphRole, Run, plain_text
from deck_builder.theme.model import Bar, Outline, TextStyle, Theme

PADDING = Insets(emu(16), emu(15), emu(14), emu(15))
BAR_WIDTH = emu(3)
_MOST_IN_ROW = 4
_FILLED = 0.6
# In em.
_NARROWEST = 6.5
_DASHES = "–—-−:."
_WORD = re.compile(r"\w")
_GEOMETRIES = {
    Outline.RECTANGLE: Geometry.RECTANGLE,
    Outline.ROUNDED: Geometry.ROUNDED_RECTANGLE,
    Outline.ELLIPSE: Geometry.ELLIPSE,
}
# Few cards stand in one row, more in two, in rows of equal length.
_PER_ROW = {1: 1, 2: 2, 3: 3, 4: 4, 5: 3, 6: 3}
_PER_ROW_NARROW = {1: 1, 2: 2, 3: 3, 4: 2, 5: 3, 6: 3}


class Card(Located, frozen=True):
    """A term and its explanation; without a `term`, a text that opens with one. An `icon` stands in
    front of the first line."""

    term: tuple[Run, ...]
    text: tuple[Run, ...]
    span: Span | None = None
    icon: str = ""

    @property
    def paragraphs(self) -> Paragraphs:
        """The term as a heading, and the text."""
        role = ParagraphRole.HEADING
        if not self.term:
            return (Paragraph(self.text, icon=self.icon, span=self.span),)
        term = Paragraph(self.term, role=role, icon=self.icon, span=self.span)
        return (term, Paragraph(self.text, span=self.span))


class Cards(Block, frozen=True):
    """Up to six cards on a grid, made from a list when the slide has room for them."""

    cards: tuple[Card, ...]
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """Never: cards are made from lists."""
        return None

    def place(self, box: Box, theme: Theme) -> Placed:
        """In rows of equal height, each card as high as the highest of its row."""
        style = theme.styles["column"]
        columns = self._columns(box, style, theme)
        least = self._least_card_height(box, columns, theme)
        shapes: list[Shape] = []
        y = 0
        for start in range(0, len(self.cards), columns):
            y += theme.gap // 2 if start else 0
            row = self.cards[start : start + columns]
            boxes = box.below(y).columns((1.0,) * columns, theme.gap // 2)
            height = max(_height(card, boxes[0].width, style, theme) for card in row)
            height = max(height, least)
            for card, place in zip(row, boxes, strict=False):
                shapes.extend(_card(card, place.of_height(height), style, theme))
            y += height
        return Placed(tuple(shapes), y)

    def _least_card_height(self, box: Box, columns: int, theme: Theme) -> int:
        """The height at which rows fill a good part of the slide: cards are no flat strips."""
        rows = -(-len(self.cards) // columns)
        room = min(box.height, theme.content.height) - (rows - 1) * (theme.gap // 2)
        return int(room * _FILLED / rows)

    def _columns(self, box: Box, style: TextStyle, theme: Theme) -> int:
        count = len(self.cards)
        columns = _PER_ROW.get(count, _MOST_IN_ROW)
        if columns > 1 and not self._holds_words(box, columns, style, theme):
            columns = _PER_ROW_NARROW.get(count, 2)
        while columns > 1 and not self._holds_words(box, columns, style, theme):
            columns -= 1
        return columns

    def _holds_words(self, box: Box, columns: int, style: TextStyle, theme: Theme) -> bool:
        """Whether cards are wide enough to read, and no word is torn."""
        width = box.columns((1.0,) * columns, theme.gap // 2)[0].inset(_padding(theme)).width
        if points(width) < _NARROWEST * style.level(0).size:
            return False
        return all(
            longest_word(card.paragraphs, style, theme.fonts) <= width for card in self.cards
        )

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Between cards."""
        for count in range(len(self.cards) - 1, 0, -1):
            head = replace(self, cards=self.cards[:count])
            if head.place(box, theme).height <= box.height:
                return head, replace(self, cards=self.cards[count:])
        return None

    def plain(self) -> str:
        """The words of its cards."""
        return "\n".join(plain_text(card.paragraphs) for card in self.cards)


def _height(card: Card, width: int, style: TextStyle, theme: Theme) -> int:
    padding = _padding(theme)
    inner = width - padding.left - padding.right
    text = measure(card.paragraphs, inner, style, theme.fonts).height
    return padding.top + text + padding.bottom


def _padding(theme: Theme) -> Insets:
    return replace(PADDING, left=0, right=0) if theme.cards.is_open else PADDING


def _card(card: Card, box: Box, style: TextStyle, theme: Theme) -> Iterator[Shape]:
    look = theme.cards
    yield TextBox(
        box,
        card.paragraphs,
        style,
        insets=_padding(theme),
        fill=look.fill,
        line=look.line,
        geometry=_GEOMETRIES[look.outline],
    )
    match look.bar:
        case Bar.NONE:
            pass
        case Bar.TOP:
            yield AutoShape(box.of_height(BAR_WIDTH), look.bar_color)
        case Bar.LEFT:
            yield AutoShape(Box(box.x, box.y, BAR_WIDTH, box.height), look.bar_color)
        case _:
            assert_never(look.bar)


def cards_of(paragraphs: Sequence[Paragraph]) -> tuple[Card, ...] | None:
    """Return the cards that list items are when each opens with a bold term, or None.

    The terms become headings only when each is set off by a dash, a colon or a full stop. A
    numbered item keeps its number.
    """
    if not all(map(_opens_with_term, paragraphs)):
        return None
    headed = tuple(card for card in map(_card_of, paragraphs) if card)
    if len(headed) == len(paragraphs):
        return headed
    return tuple(Card((), (*_number(one), *one.runs), one.span, one.icon) for one in paragraphs)


def _number(paragraph: Paragraph) -> tuple[Run, ...]:
    label = paragraph.bullet.label if paragraph.bullet else ""
    return (Run(f"{label} "),) if label else ()


def _opens_with_term(paragraph: Paragraph) -> bool:
    bullet = paragraph.bullet
    if paragraph.level or bullet is None or not bullet.shown or bullet.checked is not None:
        return False
    start = _term_start(paragraph)
    return len(paragraph.runs) > start + 1 and paragraph.runs[start].bold


def _term_start(paragraph: Paragraph) -> int:
    """The index of the term's run, which an emoji or the like may precede."""
    return 1 if paragraph.runs and not _WORD.search(paragraph.runs[0].text) else 0


def _card_of(paragraph: Paragraph) -> Card | None:
    start = _term_start(paragraph)
    term, rest = paragraph.runs[: start + 1], list(paragraph.runs[start + 1 :])
    words = term[-1].text.rstrip()
    opening = rest[0].text.lstrip()
    if words[-1:] not in ":.?!" and opening[:1] not in _DASHES:
        return None
    head = (*term[:-1], replace(term[-1], text=words.rstrip(":.")))
    rest[0] = replace(rest[0], text=_capitalized(opening.lstrip(_DASHES).lstrip()))
    text = tuple(run for run in rest if run.text)
    plain_head = tuple(replace(run, bold=False) for run in head)
    if not text:
        return None
    return Card((*_number(paragraph), *plain_head), text, paragraph.span, paragraph.icon)


def _capitalized(text: str) -> str:
    """`text` with a capital at its beginning, but for names like iOS."""
    word = text.split(" ", 1)[0].rstrip(",;:.!?")
    return text[:1].upper() + text[1:] if word.isalpha() and word.islower() else text
