"""A pull quote: a quotation, or the one bold sentence among other text, large beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, TypeGuard

from msgspec.structs import replace

from deck_builder.base.units import Box, Insets, emu
from deck_builder.blocks import Block, List, Placed, Prose, Quote
from deck_builder.blocks.frames import balanced
from deck_builder.shapes import AutoShape, Freeform, Shape, TextBox
from deck_builder.text.fit import longest_word, measure
from deck_builder.text.runs import LINE_BREAK, Paragraph, Run, count_words
from deck_builder.theme.looks import Pull
from deck_builder.theme.model import Anchor, Theme
from deck_builder.theme.text_style import TextStyle
from deck_builder.variants.base import Blocks, VariantBlock

_SIZES = (54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 26.0, 24.0, 22.0)
_ATTRIBUTION = 18.0
_GAP = emu(12)
# In points: how thick the rule is, and in times the size of the text, how far that is from it.
_THICK, _APART = 4, 0.6
# In times the size of the text: the rule or the mark above it, and what is under these.
_SHORT, _MARK, _UNDER = 1.6, 0.75, 0.45
# Two opening quotation marks on a grid.
_COMMA = "c0-6 3-9.5 7-10.5l.8 1.8c-2.4 1-3.8 2.7-4 4.7a4 4 0 1 1-3.8 4z"
_PATH, _GRID = f"M0 11.5{_COMMA}M11 11.5{_COMMA}", 20
_LONGEST_QUOTE, _LONGEST_SENTENCE, _LONGEST_REST = 220, 140, 420
_SHORTEST = 4
_GROUP = "Pull quote"


class PullQuote(VariantBlock, frozen=True):
    """A quotation or a sentence in large type at the top of its box, with a mark or a rule in the
    accent colour, and who said it under it."""

    name: ClassVar[str] = "pull-quote"

    @property
    def stretches(self) -> bool:
        """Never: it is as high as its text, like the text beside it."""
        return False

    def least_height(self, box: Box, theme: Theme) -> int:
        """That of its text in the smallest size."""
        return self._height(box, _SIZES[-1], theme)

    def place(self, box: Box, theme: Theme) -> Placed:
        """As large as there is room for."""
        size = next((one for one in _SIZES if self._holds(box, one, theme)), _SIZES[-1])
        return Placed(tuple(self._shapes(box, size, theme)), self._height(box, size, theme))

    def _holds(self, box: Box, size: float, theme: Theme) -> bool:
        style, inner = self._style(size, theme), self._inner(box, size, theme)
        if longest_word(self._words, style, theme.fonts) > inner.width:
            return False
        return self._height(box, size, theme) <= box.height

    def _height(self, box: Box, size: float, theme: Theme) -> int:
        inner = self._inner(box, size, theme)
        height = measure(self._words, inner.width, self._style(size, theme), theme.fonts).height
        if self._attribution:
            style = _attribution_style(theme)
            height += _GAP + measure(self._attribution, inner.width, style, theme.fonts).height
        return inner.y - box.y + height

    def _inner(self, box: Box, size: float, theme: Theme) -> Box:
        """Where the text is: beside a rule, or under the mark of a quotation, or a short rule."""
        if theme.variants.pull is Pull.BESIDE:
            left = emu(_THICK + _APART * size)
            return replace(box, x=box.x + left, width=box.width - left)
        above = _MARK * size if self._is_quotation else _THICK
        return box.below(emu(above + _UNDER * size))

    @property
    def _is_quotation(self) -> bool:
        return isinstance(self.source, Quote)

    @property
    def _words(self) -> tuple[Paragraph, ...]:
        if isinstance(self.source, Quote):
            return self.source.paragraphs
        text = self.source.text or ()
        plain = (replace(run, bold=False) for one in text for run in one.runs)
        return (Paragraph(tuple(plain), span=self.span),)

    @property
    def _attribution(self) -> tuple[Paragraph, ...]:
        if not isinstance(self.source, Quote) or not self.source.attribution:
            return ()
        return (Paragraph((Run("— "), *self.source.attribution), span=self.span),)

    def _style(self, size: float, theme: Theme) -> TextStyle:
        style = theme.styles["quote" if self._is_quotation else "statement"]
        return replace(style.scaled(size / style.level(0).size), alignment="left").at_most(size)

    def _shapes(self, box: Box, size: float, theme: Theme) -> Iterator[Shape]:
        yield self._sign(box, size, theme)
        inner = self._inner(box, size, theme)
        words = self._box(self._words, self._style(size, theme), inner, inner.y, theme)
        yield words
        if self._attribution:
            below = words.box.bottom + _GAP
            yield self._box(self._attribution, _attribution_style(theme), inner, below, theme)

    def _sign(self, box: Box, size: float, theme: Theme) -> Shape:
        """What says that the text is set apart: a rule beside it, or a mark or a rule above it."""
        color = theme.variants.color
        if theme.variants.pull is Pull.BESIDE:
            rule = Box(box.x, box.y, emu(_THICK), self._height(box, size, theme))
            return AutoShape(rule, color, group=_GROUP, name="Rule")
        if not self._is_quotation:
            rule = Box(box.x, box.y, emu(_SHORT * size), emu(_THICK))
            return AutoShape(rule, color, group=_GROUP, name="Rule")
        # The mark is three quarters as high as wide.
        side = emu(_MARK * size / 0.75)
        place = Box(box.x, box.y, side, side)
        return Freeform(
            place, _PATH, color, 0.25, _GRID, color, sided=True, group=_GROUP, name="Quotation mark"
        )

    def _box(
        self,
        paragraphs: tuple[Paragraph, ...],
        style: TextStyle,
        inner: Box,
        top: int,
        theme: Theme,
    ) -> TextBox:
        height = measure(paragraphs, inner.width, style, theme.fonts).height
        box = Box(inner.x, top, inner.width, height)
        frame = TextBox(
            box, paragraphs, style, anchor=Anchor.TOP, insets=Insets(), group=_GROUP, name=_GROUP
        )
        return balanced(frame, theme)


def _attribution_style(theme: Theme) -> TextStyle:
    return replace(theme.styles["attribution"].at_most(_ATTRIBUTION), alignment="left")


def pulled(blocks: Blocks) -> tuple[Blocks, Blocks] | None:
    """Return what stands left and right when the first or the last block of a slide is a pull
    quote. None when there is not one, or too much beside it."""
    found = _one(blocks)
    if found is None or (found is not blocks[0] and found is not blocks[-1]):
        return None
    rest = tuple(block for block in blocks if block is not found)
    length = sum(len(block.plain()) for block in rest)
    if not rest or length > _LONGEST_REST or not all(map(_is_text, rest)):
        return None
    quote = (PullQuote(found),)
    return (quote, rest) if blocks[0] is found else (rest, quote)


def _one(blocks: Sequence[Block]) -> Block | None:
    quotes = [block for block in blocks if isinstance(block, Quote)]
    if quotes:
        is_short = len(quotes[0].plain()) <= _LONGEST_QUOTE
        return quotes[0] if len(quotes) == 1 and is_short else None
    bold = [block for block in blocks if isinstance(block, Prose) and _is_bold(block)]
    return bold[0] if len(bold) == 1 else None


def _is_bold(block: Prose) -> bool:
    """Whether a paragraph is one bold sentence."""
    words = block.plain()
    if len(words) > _LONGEST_SENTENCE or LINE_BREAK in words or count_words(words) < _SHORTEST:
        return False
    if words.rstrip().endswith((":", "：")):
        return False
    return all(run.bold for one in block.paragraphs for run in one.runs if run.text.strip())


def _is_text(block: Block) -> TypeGuard[Prose | List]:
    return isinstance(block, Prose | List)
