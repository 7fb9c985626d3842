"""Small pictures among the words of a list: each stands in the line of its item."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Self

from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.frames import Paragraphs, appearing
from deck_builder.blocks.icons import with_icons
from deck_builder.blocks.image import ImageBlock, ImageRow, images_of
from deck_builder.blocks.lists import List, list_paragraphs
from deck_builder.blocks.parts import list_parts
from deck_builder.blocks.pictured_text import (
    STAND_IN,
    in_line,
    list_may_have_small_pictures,
    over_gaps,
    with_stand_ins,
)
from deck_builder.blocks.stack import Passage
from deck_builder.markdown import Node
from deck_builder.text.fit import count_fitting
from deck_builder.text.runs import Paragraph, Run, plain_text
from deck_builder.theme.model import Theme


class PicturedList(Block, frozen=True):
    """A list with small `pictures` among the words of its `paragraphs`, in which a sign stands for
    each of them."""

    paragraphs: Paragraphs
    pictures: tuple[ImageBlock, ...]
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """Never: how large pictures are is known when they are read."""
        return None

    def place(self, box: Box, theme: Theme) -> Placed:
        """As a list, with the pictures over its gaps."""
        return over_gaps(lambda gaps: _filled(self.paragraphs, gaps), self.pictures, box, theme)

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """Between items."""
        style = theme.styles["body"]
        shown = _filled(self.paragraphs, ["\u00a0" * 4] * len(self.pictures))
        count = count_fitting(shown, box.width, box.height, style, theme.fonts)
        # Not before the rest of an item.
        while 0 < count < len(shown) and not _is_marked(self.paragraphs[count]):
            count -= 1
        first, rest = self.paragraphs[:count], self.paragraphs[count:]
        if not first or not rest:
            return None
        marks = sum(one.text.count(STAND_IN) for one in first)
        return (
            replace(self, paragraphs=first, pictures=self.pictures[:marks]),
            replace(self, paragraphs=rest, pictures=self.pictures[marks:]),
        )

    def appearing(self) -> Self:
        """With items that appear one by one; the pictures are there from the beginning."""
        return replace(self, paragraphs=appearing(self.paragraphs))

    def plain(self) -> str:
        """Its words, and those that stand for the pictures."""
        return plain_text(_filled(self.paragraphs, [one.alt for one in self.pictures]))


class MixedList(Passage, frozen=True):
    """A list with pictures among its words that may be as small as these. Its blocks are the list,
    cut where the pictures are, and these; its `whole` paragraphs have signs for them."""

    whole: Paragraphs = ()

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """Such a list."""
        if not list_may_have_small_pictures(node):
            return None
        blocks = tuple(_part(part, reader) for part in list_parts(node))
        # What is wrong with its icons is said for its blocks.
        whole = with_icons(tuple(list_paragraphs(with_stand_ins(node), 0)), Collector())
        return cls(blocks, node.span, whole)

    def resolve(self, assets: Assets, found: Collector) -> Self:
        """Read the pictures; if all are small, they go into the lines."""
        read = super().resolve(assets, found)
        pictures = [in_line(one) for one in images_of(read.blocks)]
        small = tuple(one for one in pictures if one)
        if len(small) < len(pictures):
            return read
        return replace(read, blocks=(PicturedList(self.whole, small, self.span),))

    def appearing(self) -> Self:
        """With items that appear one by one."""
        blocks = tuple(block.appearing() for block in self.blocks)
        return replace(self, blocks=blocks, whole=appearing(self.whole))


def _part(node: Node, reader: Reader) -> Block:
    """A part of a list: pictures alone, or items of words alone."""
    picture = ImageBlock.parse(node, reader) or ImageRow.parse(node, reader)
    block = picture or List.parse(node, reader)
    assert block is not None
    return block


def _is_marked(paragraph: Paragraph) -> bool:
    return paragraph.bullet is not None and paragraph.bullet.shown


def _filled(paragraphs: Sequence[Paragraph], gaps: Sequence[str]) -> Paragraphs:
    """The paragraphs with what stands for each picture instead of its mark."""
    left = iter(gaps)
    return tuple(
        replace(one, runs=tuple(_filled_runs(one.runs, left))) if STAND_IN in one.text else one
        for one in paragraphs
    )


def _filled_runs(runs: Sequence[Run], gaps: Iterator[str]) -> Iterator[Run]:
    for run in runs:
        first, *others = run.text.split(STAND_IN)
        yield replace(run, text=first)
        for words in others:
            yield Run(next(gaps))
            yield replace(run, text=words)
