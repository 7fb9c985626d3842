"""Pictures with their captions, alone or in a row."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Self

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets import Assets, Image, Recording, drawn_poster, recording_format
from deck_builder.assets.recording import FILMS
from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.base.units import EMU_PER_INCH, Box
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.cropping import CENTER, covering, cropped_size, read_crop, read_focus
from deck_builder.blocks.figure import Figure, caption_height, missing_figure, place_captioned
from deck_builder.blocks.picture_tables import CaptionedImage, pictures_in
from deck_builder.markdown import Node, NodeKind
from deck_builder.shapes import Crop, Picture, Shape
from deck_builder.text.runs import LINE_BREAK, Run, runs_of
from deck_builder.theme.model import Theme

UNUSED_DESCRIPTION = Problem(
    "unused-description",
    Severity.WARNING,
    "the words in brackets are not shown: a title and ‘alt=’ take their place",
    "remove one of the three",
)
MISSING_ALT = Problem(
    "missing-alt",
    Severity.WARNING,
    "the {what} ‘{target}’ has no alternative text",
    "describe it in the brackets: ![text](file)",
)
LINKED_RECORDING = Problem(
    "linked-recording",
    Severity.WARNING,
    "a click on a film or sound plays it, and leads nowhere",
    "write the link in the text or in the caption",
)
BAD_SIZE = Problem(
    "bad-size", Severity.ERROR, "‘{value}’ is not a {key}", "write it as 50%, 300px, 8cm or 3in"
)
BAD_PAGE = Problem("bad-page", Severity.ERROR, "‘{value}’ is not a page", "write it as page=2")
KEYS = ("width", "height", "alt", "crop", "focus", "poster", "page", "lang", "link", "link-title")
"""The attributes that a picture can have."""
HALVES = {"left-half": "left", "right-half": "right"}
"""The classes of pictures that fill a half of the slide, and which."""
CLASSES = ("decorative", *HALVES)
"""The classes that a picture can have."""
_WORDLESS: tuple[NodeKind, ...] = ("comment", "html")
_MOST_IN_ROW = 4
_LEAST_SHARE = 0.3
# A picture is shown at no fewer pixels an inch than this.
_FEWEST_PIXELS = 72
_SIZE = late(r"(\d{1,6}(?:\.\d+)?)\s*(%|px|cm|mm|in|pt)?")
_PAGE = late(r"[1-9]\d{0,4}", re.ASCII)
UNITS = {"px": 9525, "cm": 360_000, "mm": 36_000, "in": EMU_PER_INCH, "pt": 12_700}


class Size(Struct, frozen=True):
    """A width or height that the author wants: EMU, or a share of the room when `relative`."""

    amount: float
    relative: bool = False

    def of(self, room: int) -> int:
        """Return it in EMU, at most `room`."""
        return min(room, round(self.amount * room if self.relative else self.amount))


class ImageBlock(Figure, frozen=True):
    """A picture. `image` is None until it is read, and when it cannot be. One that is to `cover`
    fills its box to the edges, cropped around its `focus`. `half` is the side of the slide that it
    fills, "left" or "right", or empty. Of a PDF it is the `page`, 0 for the first. A film or sound
    has a `recording`, and its picture is that in the file `poster`, or a drawn one. A click on it
    leads to its `link`, whose title is its `tip`."""

    target: str
    alt: str
    caption: tuple[Run, ...] = ()
    width: Size | None = None
    height: Size | None = None
    image: Image | None = None
    cover: bool = False
    crop: Crop = Crop()
    focus: tuple[float, float] = CENTER
    half: str = ""
    poster: str = ""
    page: int = 0
    recording: Recording | None = None
    link: str = ""
    tip: str = ""
    span: Span | None = None

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A paragraph that is one image."""
        images = _only_images(node)
        return cls.from_node(images[0], reader) if len(images) == 1 else None

    @classmethod
    def from_node(cls, node: Node, reader: Reader) -> Self:
        """The picture that an `image` node names."""
        attributes = node.attributes
        reader.check_attributes(node, KEYS, CLASSES)
        alt = attributes.get("alt")
        if alt is not None and node.text.strip() not in ("", alt.strip(), node.title.strip()):
            reader.collector.report(UNUSED_DESCRIPTION, node.span)
        alt = (node.text if alt is None else alt).strip()
        if not alt and "decorative" not in attributes.classes:
            what = _kind_of(node.target)
            reader.collector.report(MISSING_ALT, node.span, what=what, target=node.target[:60])
        if attributes.get("link") and recording_format(node.target):
            reader.collector.report(LINKED_RECORDING, node.span)
        lang = attributes.get("lang") or ""
        return cls(
            node.target,
            alt,
            _caption(node, lang),
            _size(node, "width", reader),
            _size(node, "height", reader),
            crop=read_crop(node, reader),
            focus=read_focus(node, reader),
            half=next((HALVES[name] for name in attributes.classes if name in HALVES), ""),
            poster=attributes.get("poster") or "",
            page=_page(node, reader),
            link=attributes.get("link") or "",
            tip=attributes.get("link-title") or "",
            span=node.span,
        )

    def resolve(self, assets: Assets, found: Collector) -> Block:
        """Read the picture."""
        if self.span is None:
            return self
        if not recording_format(self.target):
            image = assets.read_image(self.target, self.span, found, self.page)
            return replace(self, image=image)
        recording = assets.read_recording(self.target, self.span, found)
        if recording is None:
            return self
        image = assets.read_image(self.poster, self.span, found) if self.poster else None
        return replace(self, recording=recording, image=image or drawn_poster(recording.is_film))

    def place(self, box: Box, theme: Theme) -> Placed:
        """As large as the box and the picture's pixels allow, centred."""
        return place_captioned(self.caption, box, theme, lambda room: (self._frame(room, theme),))

    def _frame(self, room: Box, theme: Theme) -> Shape:
        if self.image is None:
            words = self.alt or self.target.rpartition("/")[2][:60] or "picture"
            return missing_figure(words, room, theme)
        frame, crop = room, self.crop
        if self.cover:
            crop = covering(self.image, room, crop, self.focus)
        else:
            wide, high = self._size(self.image, room)
            frame = Box(room.x + (room.width - wide) // 2, room.y, wide, high)
        return Picture(
            *(frame, self.image, self.alt),
            crop=crop,
            recording=self.recording,
            link=self.link,
            tip=self.tip,
        )

    def shown_size(self, room: Box) -> tuple[int, int]:
        """Return its width and height in EMU in a box."""
        return self._size(self.image, room) if self.image else (room.width, room.height)

    def _size(self, image: Image, room: Box) -> tuple[int, int]:
        most = EMU_PER_INCH // _FEWEST_PIXELS
        wide, high = (side * most for side in cropped_size(image, self.crop))
        if self.width:
            wide, high = self.width.of(room.width), self.width.of(room.width) * high / wide
        elif self.height:
            wide, high = self.height.of(room.height) * wide / high, self.height.of(room.height)
        scale = min(1.0, room.width / max(1, wide), room.height / max(1, high))
        return max(1, int(wide * scale)), max(1, int(high * scale))

    def plain(self) -> str:
        """Its caption and alternative text."""
        return "\n".join(filter(None, ("".join(run.text for run in self.caption), self.alt)))

    def least_height(self, box: Box, theme: Theme) -> int:
        """That of the caption and a share of the slide's content area, less for a small picture."""
        least = int(theme.content.height * _LEAST_SHARE)
        if self.image is not None:
            least = min(least, self.image.height * EMU_PER_INCH // _FEWEST_PIXELS)
        return least + caption_height(self.caption, box, theme)


class ImageRow(Figure, frozen=True):
    """Several pictures side by side, of one height; many are in two such rows. Those of a table
    are in its rows, of which `counts` says how many each has, and in columns of one width."""

    images: tuple[ImageBlock, ...]
    span: Span | None = None
    counts: tuple[int, ...] = ()

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A paragraph of nothing but images, or a table of nothing but images and captions."""
        if node.kind == "table":
            rows = pictures_in(node)
            blocks = tuple(_captioned(one, reader) for row in rows for one in row)
            return cls(blocks, node.span, tuple(map(len, rows))) if blocks else None
        images = _only_images(node)
        if len(images) < 2:
            return None
        return cls(tuple(ImageBlock.from_node(image, reader) for image in images), node.span)

    def resolve(self, assets: Assets, found: Collector) -> Block:
        """Read the pictures."""
        read = (image.resolve(assets, found) for image in self.images)
        return replace(self, images=tuple(one for one in read if isinstance(one, ImageBlock)))

    def place(self, box: Box, theme: Theme) -> Placed:
        """In columns whose widths follow the pictures' proportions, in the middle of the height."""
        shapes = self._placed(box, theme)
        free = box.bottom - max((shape.box.bottom for shape in shapes), default=box.bottom)
        if free > 1 and len(self._rows) == 1:
            shapes = self._placed(box.below(free // 2), theme)
        return Placed(tuple(shapes), box.height)

    def _placed(self, box: Box, theme: Theme) -> list[Shape]:
        rows = self._rows
        height = (box.height - theme.gap * (len(rows) - 1)) // len(rows)
        shapes: list[Shape] = []
        for number, row in enumerate(rows):
            room = box.below(number * (height + theme.gap)).of_height(max(0, height))
            for image, column in self._in_columns(row, room, theme):
                shapes.extend(image.place(column, theme).shapes)
        return shapes

    @property
    def _rows(self) -> tuple[tuple[ImageBlock, ...], ...]:
        if self.counts:
            ends = accumulate(self.counts, initial=0)
            return tuple(self.images[start:end] for start, end in pairwise(ends))
        if len(self.images) <= _MOST_IN_ROW:
            return (self.images,)
        half = (len(self.images) + 1) // 2
        return self.images[:half], self.images[half:]

    def _in_columns(
        self, row: Sequence[ImageBlock], room: Box, theme: Theme
    ) -> Iterable[tuple[ImageBlock, Box]]:
        shares = (1.0,) * max(self.counts) if self.counts else tuple(map(_proportion, row))
        return zip(row, room.columns(shares, theme.gap), strict=False)

    def plain(self) -> str:
        """The captions and alternative texts of its pictures."""
        return "\n".join(image.plain() for image in self.images)

    def least_height(self, box: Box, theme: Theme) -> int:
        """That of the picture that needs most, for each row."""
        rows = self._rows
        highest = max(
            image.least_height(column, theme)
            for row in rows
            for image, column in self._in_columns(row, box, theme)
        )
        return highest * len(rows) + theme.gap * (len(rows) - 1)


def _captioned(image: CaptionedImage, reader: Reader) -> ImageBlock:
    block = ImageBlock.from_node(image.node, reader)
    # Its own title is a line above the words of its cell.
    above = (*block.caption, Run(LINE_BREAK)) if block.caption and image.caption else block.caption
    return replace(block, caption=(*above, *image.caption))


def _only_images(node: Node) -> tuple[Node, ...]:
    """The images of a paragraph that holds nothing else."""
    if node.kind != "paragraph":
        return ()
    images = []
    for child in node.children:
        if child.kind == "image":
            images.append(child)
        elif child.children or (child.text.strip() and child.kind not in _WORDLESS):
            return ()
    return tuple(images)


def _proportion(image: ImageBlock) -> float:
    if image.image is None or not image.image.height:
        return 1.0
    width, height = cropped_size(image.image, image.crop)
    return min(4.0, max(0.25, width / height))


def _kind_of(target: str) -> str:
    """What a file is by its name, in a word."""
    ending = recording_format(target)
    if not ending:
        return "picture"
    return "film" if ending in FILMS else "sound"


def _caption(node: Node, lang: str) -> tuple[Run, ...]:
    if node.children:
        return runs_of(node.children, lang)
    return (Run(node.title, lang=lang),) if node.title else ()


def _page(node: Node, reader: Reader) -> int:
    """The page of a PDF that is shown, 0 for none in particular."""
    value = node.attributes.get("page")
    if value is None:
        return 0
    if not _PAGE().fullmatch(value):
        reader.collector.report(BAD_PAGE, node.attributes.place(value), value=value)
        return 0
    return int(value)


def _size(node: Node, key: str, reader: Reader) -> Size | None:
    value = node.attributes.get(key)
    if value is None:
        return None
    match = _SIZE().fullmatch(value.strip())
    if not match or float(match[1]) <= 0:
        reader.collector.report(BAD_SIZE, node.attributes.span, value=value, key=key)
        return None
    if match[2] == "%":
        return Size(min(1.0, float(match[1]) / 100), relative=True)
    return Size(float(match[1]) * UNITS[match[2] or "px"])


def images_of(blocks: Iterable[Block]) -> Iterator[ImageBlock]:
    """Yield the pictures among `blocks`, and those in rows of pictures."""
    for block in blocks:
        if isinstance(block, ImageRow):
            yield from block.images
        elif isinstance(block, ImageBlock):
            yield block
