"""Small pictures among the words of a paragraph. PowerPoint has none in a line of text: each stands
over a gap of blanks, where the line is as it was laid out."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from math import ceil
from typing import Self

from msgspec.structs import replace

from deck_builder.assets import Assets, recording_format
from deck_builder.base.diagnostics import Collector
from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.base.units import Box, emu, points
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.frames import Paragraphs, place_text
from deck_builder.blocks.image import HALVES, UNITS, ImageBlock, Size
from deck_builder.blocks.paragraph import Prose
from deck_builder.markdown import BREAKS, LISTS, Node, walk
from deck_builder.shapes import Picture
from deck_builder.text.fit import full_width, paragraph_size
from deck_builder.text.lines import fitted_paragraphs
from deck_builder.text.runs import Paragraph, Run, runs_of
from deck_builder.theme.model import Theme
from deck_builder.theme.text_style import TextStyle

STAND_IN = "\ufffc"
"""What stands for a picture in a text."""
_LENGTH = late(r"(\d+(?:\.\d+)?)(px|cm|mm|in|pt)?")
_SMALL = 48 * UNITS["px"]
_MOST_PIXELS = 48
_WIDEST_PIXELS = 480
_LINE = 1.2
_AROUND = 0.05
_LONGEST = 600
_BLANK = "\u00a0"
_MANY = 20


class PicturedText(Block, frozen=True):
    """A paragraph with small `pictures` among its `words`: the runs before each of them, and those
    behind the last one."""

    words: tuple[tuple[Run, ...], ...]
    pictures: tuple[ImageBlock, ...]
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A paragraph of words with pictures of a small width or height."""
        if not has_small_pictures(node):
            return None
        blocks = tuple(ImageBlock.from_node(one, reader) for one in _images(node))
        return cls(words_around(node), blocks, node.span)

    def resolve(self, assets: Assets, found: Collector) -> Block:
        """Read the pictures; words stand for those that cannot be read."""
        pictures = tuple(one.resolve(assets, found) for one in self.pictures)
        shown = tuple(one for one in pictures if isinstance(one, ImageBlock) and one.image)
        if len(shown) < len(pictures):
            return Prose((Paragraph(self._runs([one.alt for one in self.pictures])),), self.span)
        return replace(self, pictures=shown)

    def place(self, box: Box, theme: Theme) -> Placed:
        """As a paragraph, with the pictures over its gaps."""
        return over_gaps(self._paragraphs, self.pictures, box, theme)

    def _paragraphs(self, gaps: Sequence[str]) -> Paragraphs:
        return (Paragraph(self._runs(gaps), span=self.span),)

    def plain(self) -> str:
        """Its words, and those that stand for the pictures."""
        return "".join(run.text for run in self._runs([one.alt for one in self.pictures]))

    def _runs(self, between: Sequence[str]) -> tuple[Run, ...]:
        runs = list(self.words[0])
        for words, after in zip(between, self.words[1:], strict=True):
            runs += (Run(words), *after)
        return tuple(run for run in runs if run.text)


def over_gaps(
    filled: Callable[[Sequence[str]], Paragraphs],
    pictures: Sequence[ImageBlock],
    box: Box,
    theme: Theme,
) -> Placed:
    """Lay text out, `filled` with blanks for its pictures, which stand over these gaps."""
    style = theme.styles["body"]
    marked = filled([STAND_IN] * len(pictures))
    sizes = [paragraph_size(one, style) for one in marked for _ in range(one.text.count(STAND_IN))]
    extents = [
        one.shown_size(Box(0, 0, box.width, emu(size * _LINE)))
        for one, size in zip(pictures, sizes, strict=True)
    ]
    blank = _width_of_blank(style, theme) / style.level(0).size
    gaps = [
        _BLANK * ceil((points(wide) / size + 2 * _AROUND) / blank)
        for (wide, _), size in zip(extents, sizes, strict=True)
    ]
    paragraphs = filled(gaps)
    text = place_text(paragraphs, box, theme, style)
    places = _places(paragraphs, box, style, theme)
    shapes = tuple(
        Picture(
            Box(middle[0] - wide // 2, middle[1] - high // 2, wide, high),
            picture.image,
            picture.alt,
            crop=picture.crop,
            link=picture.link,
            tip=picture.tip,
        )
        for picture, (wide, high), middle in zip(pictures, extents, places, strict=False)
        if picture.image
    )
    return Placed((*text.shapes, *shapes), text.height)


def with_stand_ins(node: Node) -> Node:
    """Return a node with a mark in the text instead of each picture; footnotes as they are."""
    if node.kind == "image":
        return Node("text", text=STAND_IN, span=node.span)
    if not node.children or node.kind == "footnote":
        return node
    return replace(node, children=tuple(map(with_stand_ins, node.children)))


def words_around(node: Node) -> tuple[tuple[Run, ...], ...]:
    """Return the runs before each picture of a paragraph, and those behind the last one."""
    children = [
        with_stand_ins(child) if child.kind == "image" else child for child in node.children
    ]
    return _parted(runs_of(children))


def _images(node: Node) -> list[Node]:
    return [child for child in node.children if child.kind == "image"]


def _parted(runs: Sequence[Run]) -> tuple[tuple[Run, ...], ...]:
    """Runs, parted where a picture is."""
    parts: list[list[Run]] = [[]]
    for run in runs:
        first, *others = run.text.split(STAND_IN)
        parts[-1].append(replace(run, text=first))
        parts += [[replace(run, text=words)] for words in others]
    return tuple(map(tuple, parts))


def has_small_pictures(node: Node) -> bool:
    """Return whether a node is a paragraph with pictures that are as small as its words, each in a
    line of them."""
    return _has_room_for_pictures(node) and all(map(_is_small, _images(node)))


def may_have_small_pictures(node: Node) -> bool:
    """Return whether a node is a paragraph of which some pictures may be as small as its words,
    and others need not be."""
    if not _has_room_for_pictures(node) or all(map(_is_small, _images(node))):
        return False
    return any(_is_small(one) or _has_no_size(one) for one in _images(node))


def list_may_have_small_pictures(node: Node) -> bool:
    """Return whether a node is a list of nothing but words, in the lines of which there are
    pictures that may be as small as these."""
    if node.kind not in LISTS:
        return False
    texts = list(_texts_in(node))
    pictured = [one for one in texts if one.kind == "paragraph" and _images(one)]
    return bool(pictured) and all(map(_may_be_in_list, texts))


def _may_be_in_list(node: Node) -> bool:
    """Whether a node is words alone, or words with pictures that may be as small as these."""
    if not _images(node):
        return node.kind == "paragraph" and not any(map(_is_like_a_gap, walk(node.children)))
    return _has_room_for_pictures(node) and all(
        _is_small(one) or _has_no_size(one) for one in _images(node)
    )


def _texts_in(node: Node) -> Iterator[Node]:
    """What stands in the items of a list, and in those of lists in it."""
    for item in node.children:
        for child in item.children:
            yield from _texts_in(child) if child.kind in LISTS else (child,)


def in_line(picture: ImageBlock) -> ImageBlock | None:
    """Return a picture as high as its author says, or else as its file does; None for one that is
    missing, or not as small as words."""
    if picture.caption or picture.half or picture.recording:
        return None
    if given := [one for one in (picture.width, picture.height) if one]:
        is_small = all(not one.relative and one.amount <= _SMALL for one in given)
        return picture if picture.image and is_small else None
    wide, high = picture.image.own_size if picture.image else (0, 0)
    if not (0 < high <= _MOST_PIXELS and wide <= _WIDEST_PIXELS):
        return None
    return replace(picture, height=Size(high * UNITS["pt"]))


def _has_room_for_pictures(node: Node) -> bool:
    """Whether each picture in a paragraph is in a line of words, of which there are not many."""
    if node.kind != "paragraph" or not _images(node):
        return False
    length = sum(len(child.text) for child in node.children)
    is_plain = not any(map(_is_like_a_gap, walk(node.children)))
    return length <= _LONGEST and is_plain and all(map(_has_words, _lines(node)))


def _is_like_a_gap(node: Node) -> bool:
    """Whether a text would be taken for a picture, or for the gap under one."""
    return STAND_IN in node.text or (bool(node.text) and not node.text.strip(_BLANK))


def _lines(node: Node) -> Iterator[tuple[Node, ...]]:
    """The lines of a paragraph in which there are pictures."""
    for is_break, group in groupby(node.children, lambda child: child.kind in BREAKS):
        line = tuple(group)
        if not is_break and any(child.kind == "image" for child in line):
            yield line


def _has_words(line: Sequence[Node]) -> bool:
    return any(
        child.kind not in ("image", "comment") and (child.text.strip() or child.children)
        for child in line
    )


def _is_small(picture: Node) -> bool:
    own = picture.attributes
    given = [value for key in ("width", "height") if (value := own.get(key))]
    lengths = [_LENGTH().fullmatch(value.strip()) for value in given]
    return (
        bool(given)
        and not (picture.title or picture.children)
        and all(one and float(one[1]) * UNITS[one[2] or "px"] <= _SMALL for one in lengths)
    )


def _has_no_size(picture: Node) -> bool:
    own = picture.attributes
    has_place = bool(picture.title or picture.children or set(own.classes) & HALVES.keys())
    is_sized = bool(own.get("width") or own.get("height"))
    return not (has_place or is_sized or recording_format(picture.target))


def _width_of_blank(style: TextStyle, theme: Theme) -> float:
    """The width of a blank in points."""
    many, twice = (
        full_width((Paragraph((Run(_BLANK * count),)),), style, theme.fonts)
        for count in (_MANY, 2 * _MANY)
    )
    return max(1.0, points(twice - many) / _MANY)


def _places(
    paragraphs: Sequence[Paragraph], box: Box, style: TextStyle, theme: Theme
) -> Iterator[tuple[int, int]]:
    """Where the middle of each gap is on the slide."""
    for text in fitted_paragraphs(paragraphs, box.width, style, theme.fonts):
        for line in text.lines:
            for piece in line.pieces:
                if piece.text and not piece.text.strip(_BLANK):
                    x = box.x + emu(piece.x + piece.width / 2)
                    yield x, box.y + emu(line.top + line.height / 2)
