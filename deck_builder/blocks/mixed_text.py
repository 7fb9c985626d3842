"""Words with pictures among them, which stand in the line where their files turn out to be small,
and by themselves otherwise."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import Self

from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector
from deck_builder.blocks.base import Block, Reader
from deck_builder.blocks.frames import in_pieces
from deck_builder.blocks.image import ImageBlock, ImageRow, images_of
from deck_builder.blocks.paragraph import Prose
from deck_builder.blocks.pictured_text import (
    PicturedText,
    in_line,
    may_have_small_pictures,
    words_around,
)
from deck_builder.blocks.stack import Passage
from deck_builder.markdown import BREAKS, Node
from deck_builder.text.runs import Paragraph, Run, runs_of


class MixedText(Passage, frozen=True):
    """A paragraph of words with pictures in their lines, some of which may be as small as these.
    Its blocks are the words and the pictures, one under the other; its `words` are the runs before
    each of the pictures, and those behind the last one."""

    words: tuple[tuple[Run, ...], ...] = ()

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """Such a paragraph."""
        if not may_have_small_pictures(node):
            return None
        parts = words_and_images(node)
        return cls(tuple(_part(part, reader) for part in parts), node.span, words_around(node))

    def resolve(self, assets: Assets, found: Collector) -> Self:
        """Read the pictures; those that are small go into the lines, the others stay below."""
        read = super().resolve(assets, found)
        pictures = tuple(images_of(read.blocks))
        in_lines = tuple(map(in_line, pictures))
        if not any(in_lines):
            return read
        words = [self.words[0]]
        for picture, after in zip(in_lines, self.words[1:], strict=True):
            if picture:
                words.append(after)
            else:
                words[-1] = (*words[-1], *after)
        small = tuple(picture for picture in in_lines if picture)
        large = tuple(one for one, picture in zip(pictures, in_lines, strict=True) if not picture)
        text = PicturedText(tuple(map(_without_double_blanks, words)), small, self.span)
        below = large if len(large) < 2 else (ImageRow(large, self.span),)
        return replace(read, blocks=(text, *below))


def _without_double_blanks(runs: Sequence[Run]) -> tuple[Run, ...]:
    """Runs without the second of two blanks between which a picture stood."""
    kept: list[Run] = []
    for run in runs:
        ends_blank = bool(kept) and kept[-1].text.endswith(" ")
        kept.append(replace(run, text=run.text.removeprefix(" ")) if ends_blank else run)
    return tuple(kept)


def _part(node: Node, reader: Reader) -> Block:
    """A paragraph of pictures alone, or of words alone."""
    image = ImageBlock.parse(node, reader) or ImageRow.parse(node, reader)
    if image:
        return image
    words = Paragraph(runs_of(node.children), span=node.span)
    return Prose(tuple(in_pieces(words)), node.span)


def words_and_images(node: Node) -> Iterator[Node]:
    """Yield the words of a paragraph and its pictures: those on lines of their own where they are,
    those in a line of words behind all of these."""
    if not any(child.kind == "image" for child in node.children):
        yield node
        return
    if not any(child.kind != "image" and has_words(child) for child in node.children):
        yield node
        return
    for is_picture, lines in groupby(lines_of(node.children), is_picture_line):
        children = [child for line in lines for child in line]
        images = tuple(child for child in children if child.kind == "image")
        words = () if is_picture else _without_images(children)
        if any(map(has_words, words)):
            yield replace(node, children=words)
        if images:
            yield replace(node, children=images)


def lines_of(children: Iterable[Node]) -> Iterator[tuple[Node, ...]]:
    """Yield the lines of a paragraph, each with the break before it."""
    line: list[Node] = []
    for child in children:
        if child.kind in BREAKS and line:
            yield tuple(line)
            line = []
        line.append(child)
    if line:
        yield tuple(line)


def is_picture_line(line: Sequence[Node]) -> bool:
    """Return whether there are pictures in a line, and no words."""
    has_picture = any(child.kind == "image" for child in line)
    return has_picture and not any(child.kind != "image" and has_words(child) for child in line)


def _without_images(children: Sequence[Node]) -> tuple[Node, ...]:
    """Inline nodes without pictures, and without the break at their beginning."""
    words = [child for child in children if child.kind != "image"]
    return tuple(words[1:] if words and words[0].kind in BREAKS else words)


def has_words(node: Node) -> bool:
    """Return whether an inline node shows words."""
    if node.kind in BREAKS or node.kind == "comment":
        return False
    return bool(node.text.strip()) or any(map(has_words, node.children))
