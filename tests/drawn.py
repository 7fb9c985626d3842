"""Slides of a laid out deck as one picture for the docs, and a digest of what they show."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Sequence

from msgspec.structs import replace
from PIL import Image

from deck_builder.preview.deck import drawn_in, pictured
from deck_builder.preview.marks import Gradient, Mark, Raster, SlidePicture, TextLine
from deck_builder.preview.marks import (
    Path as Outline,
)
from deck_builder.preview.png import slide_pngs
from deck_builder.preview.shapes import Drawn
from deck_builder.preview.slide import slide_picture
from deck_builder.shapes import ChartFrame, LaidOutDeck

_GAP, _GROUND = 8, "#e8e8e8"

Chosen = tuple[LaidOutDeck, Sequence[int]]
"""Slides of a deck, by their numbers from 0."""


def digest_of(chosen: Sequence[Chosen], columns: int, width: int) -> str:
    """Return a digest of what slides show: each letter and each outline with its place to the
    point, and the data of charts."""
    found = hashlib.sha256(f"{columns} {width}".encode())
    for deck, numbers in chosen:
        for number in numbers:
            picture = slide_picture(deck, number, _not_drawn())
            for part in picture.parts:
                for mark in part.marks:
                    found.update(_said(mark).encode("utf-8", "replace"))
            for shape in deck.slides[number].shapes:
                if isinstance(shape, ChartFrame):
                    found.update(repr(shape.chart).encode("utf-8", "replace"))
    return found.hexdigest()[:16]


class _Nothing(dict[object, object]):
    """Has a picture of nothing for everything."""

    def __missing__(self, key: object) -> object:
        from deck_builder.charts.draw.chart import Drawing

        return Drawing(b"", b"")


class _NoSteps(dict[object, object]):
    """Has a single layer of nothing for every chart that is built in steps."""

    def __missing__(self, key: object) -> object:
        return ((None, _Nothing()[key]),)


def _not_drawn() -> Drawn:
    """What stands for charts and formulas, which take long to draw."""
    return Drawn(_Nothing(), {}, steps=_NoSteps())  # type: ignore[arg-type]


def _said(mark: Mark) -> str:
    """What a mark is, to the point: numbers of other machines may differ by less."""
    match mark:
        case TextLine():
            return "".join(
                f"{one.text}|{one.x:.0f}|{one.baseline:.0f}|{one.size:.1f}|{one.family}|{one.color}"
                f"|{one.bold}|{one.italic}"
                for one in mark.letters
            )
        case Outline():
            return f"{_rounded(mark.data)}|{mark.fill}|{mark.line}|{mark.width:.1f}"
        case Gradient():
            return f"{mark.rect}|{mark.colors}"
        case Raster():
            rect = mark.rect
            return f"{rect.x:.0f}|{rect.y:.0f}|{rect.width:.0f}|{rect.height:.0f}"


def _rounded(data: str) -> str:
    return re.sub(r"-?\d+\.\d+", lambda number: f"{float(number[0]):.0f}", data)


def picture_of(
    chosen: Sequence[Chosen],
    columns: int,
    width: int,
    largest: int,
    fewest: int,
    in_rows: bool = False,
) -> bytes:
    """Return slides in so many `columns`, each `width` pixels wide, as PNG of `largest` bytes, if
    it needs no less than the `fewest` colours for that. With `in_rows`, each deck begins a row."""
    tiles: list[Image.Image | None] = []
    for deck, numbers in chosen:
        pictures = _slides(deck, numbers)
        fonts = pictured(replace(deck, slides=())).fonts
        tiles += [_opened(png) for png in slide_pngs(pictures, fonts, 2 * width)]
        if in_rows:
            tiles += [None] * (-len(tiles) % columns)
    return _smallest(_together(tiles, columns), largest, fewest)


def _slides(deck: LaidOutDeck, numbers: Sequence[int]) -> list[SlidePicture]:
    """These slides: only their charts and formulas are drawn."""
    few = replace(deck, slides=tuple(deck.slides[number] for number in numbers))
    drawn = drawn_in(few)
    return [slide_picture(deck, number, drawn) for number in numbers]


def _opened(png: bytes) -> Image.Image:
    with Image.open(io.BytesIO(png)) as pixels:
        half = (pixels.width // 2, pixels.height // 2)
        return pixels.convert("RGB").resize(half, Image.Resampling.LANCZOS)


def _together(tiles: Sequence[Image.Image | None], columns: int) -> Image.Image:
    width, height = next(tile.size for tile in tiles if tile)
    rows = -(-len(tiles) // columns)
    size = (columns * (width + _GAP) + _GAP, rows * (height + _GAP) + _GAP)
    whole = Image.new("RGB", size, _GROUND)
    for number, tile in enumerate(tiles):
        if tile is None:
            continue
        row, column = divmod(number, columns)
        whole.paste(tile, (_GAP + column * (width + _GAP), _GAP + row * (height + _GAP)))
    return whole


def _smallest(pixels: Image.Image, largest: int, fewest: int) -> bytes:
    """As PNG with as many colours as there is room for."""
    colors = 256
    while True:
        out = io.BytesIO()
        # Rare colours, such as that of a word, are kept.
        pixels.quantize(colors, Image.Quantize.MAXCOVERAGE, kmeans=1).save(
            out, "PNG", optimize=True
        )
        if len(out.getvalue()) <= largest or colors <= fewest:
            return out.getvalue()
        colors = colors * 3 // 4
