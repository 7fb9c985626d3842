"""A pull quote: a quotation, or the one bold sentence among other text, large beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar, TypeGuard

from msgspec.structs import replace

from deck_builder.base.units import Box, Insets, emu
from deck_builder.blocks import Block, List, Placed, Prose, Quote
from deck_builder.blocks.frames import balanced
from deck_builder.shapes import AutoShape, Shape, TextBox
from deck_builder.text.fit import longest_word, measure
from deck_builder.text.runs import LINE_BREAK, Paragraph, Run, count_words
from deck_builder.theme.model import Anchor, Theme
from deck_builder.theme.text_style import TextStyle
from deck_builder.variants.base import Blocks, VariantBlock
from deck_builder.variants.placing import GEOMETRIES

_SIZES = (54.0, 48.0, 44.0, 40.0, 36.0, 32.0, 28.0, 26.0, 24.0, 22.0)
_ATTRIBUTION = 18.0
_PADDING = Insets(emu(24), emu(20), emu(24), emu(20))
_OUTER = _PADDING.top + _PADDING.bottom
_RULE = emu(4)
_GAP = emu(12)
_LONGEST_QUOTE, _LONGEST_SENTENCE, _LONGEST_REST = 220, 140, 420
_SHORTEST = 4
_GROUP = "Pull quote"


class PullQuote(VariantBlock, frozen=True):
    """A quotation or a sentence on a panel of its own, which is as high as its box."""

    name: ClassVar[str] = "pull-quote"

    def least_height(self, box: Box, theme: Theme) -> int:
        """That of its text in the smallest size, and the margins of the panel."""
        return self._height(box, _SIZES[-1], theme)

    def place(self, box: Box, theme: Theme) -> Placed:
        """In the middle of its panel, as large as there is room for."""
        size = next((one for one in _SIZES if self._holds(box, one, theme)), _SIZES[-1])
        return Placed(tuple(self._shapes(box, size, theme)), box.height)

    def _holds(self, box: Box, size: float, theme: Theme) -> bool:
        style, inner = self._style(size, theme), box.inset(_padding(theme))
        if longest_word(self._words, style, theme.fonts) > inner.width:
            return False
        return self._height(box, size, theme) <= box.height

    def _height(self, box: Box, size: float, theme: Theme) -> int:
        inner = box.inset(_padding(theme))
        height = measure(self._words, inner.width, self._style(size, theme), theme.fonts).height
        if self._attribution:
            style = _attribution_style(theme)
            height += _GAP + measure(self._attribution, inner.width, style, theme.fonts).height
        return height + _OUTER

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
        style = theme.styles["quote" if isinstance(self.source, Quote) else "statement"]
        return replace(style.scaled(size / style.level(0).size), alignment="left").at_most(size)

    def _shapes(self, box: Box, size: float, theme: Theme) -> Iterator[Shape]:
        look = theme.cards
        if look.is_open:
            rule = box.of_height(_RULE)
        else:
            geometry = GEOMETRIES[look.outline]
            yield AutoShape(box, look.fill, geometry=geometry, group=_GROUP, name="Panel")
            rule = Box(box.x, box.y, _RULE, box.height)
        yield AutoShape(rule, "accent", group=_GROUP, name="Rule")
        inner = box.inset(_padding(theme))
        total = self._height(box, size, theme) - _OUTER
        top = inner.y if look.is_open else inner.y + max(0, inner.height - total) // 2
        words = self._box(self._words, self._style(size, theme), inner, top, theme)
        yield words
        if self._attribution:
            below = words.box.bottom + _GAP
            yield self._box(self._attribution, _attribution_style(theme), inner, below, theme)

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


def _padding(theme: Theme) -> Insets:
    """The margins of the panel; without a fill, text begins at its edge."""
    return replace(_PADDING, left=0, right=0) if theme.cards.is_open else _PADDING


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
