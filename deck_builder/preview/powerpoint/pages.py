"""Whole pages of PowerPoint files: layouts behind the slides of a talk, and slides as they are."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from msgspec import Struct

from deck_builder.package.opened import OpenedFile
from deck_builder.package.xml import Element, parse
from deck_builder.package.xml import text as escaped
from deck_builder.preview.geometry import rectangle
from deck_builder.preview.marks import Mark, Part, Rect
from deck_builder.preview.powerpoint.colors import Tone
from deck_builder.preview.powerpoint.fills import filled, ground_in
from deck_builder.preview.powerpoint.places import Place
from deck_builder.preview.powerpoint.shapes import frame_marks, page_parts
from deck_builder.preview.powerpoint.sheet import (
    Position,
    Sheet,
    placeholder,
    shapes_in,
    sheet_of,
)
from deck_builder.preview.powerpoint.tables import TableStyle
from deck_builder.reader import ImportedSlide
from deck_builder.template.package import open_package
from deck_builder.template.slides import open_slides, slide_parts
from deck_builder.template.xml import A, P, child, flag, text, whole

_MOST_FILES = 4
_MOST_PAGES = 64
_MOST_FRAMES = 512


class DrawnPage(Struct, frozen=True):
    """A page as parts, and the names of what was not drawn."""

    parts: tuple[Part, ...]
    missing: tuple[str, ...] = ()


@lru_cache(maxsize=_MOST_PAGES)
def layout_page(
    template: bytes, part: str, size: tuple[float, float]
) -> tuple[DrawnPage, DrawnPage]:
    """Return the background of a layout of a template, `size` points large, and the shapes on it
    that are no placeholders, with those of its master."""
    package = _template(template)
    if part not in package.parts:
        return DrawnPage(()), DrawnPage(())
    sheet = sheet_of(package, part)
    ground = DrawnPage(tuple(_ground(sheet, Rect(0.0, 0.0, *size))), tuple(sheet.missing))
    sheet.missing.clear()
    return ground, DrawnPage(tuple(_decorations(sheet)), tuple(sheet.missing))


@lru_cache(maxsize=_MOST_FRAMES)
def placeholder_frame(
    template: bytes, part: str, index: int, kind: str, rect: Rect
) -> tuple[Mark, ...]:
    """Return the fill and the line that a layout of a template gives to the text in its placeholder
    with this `index`, or of this type where that is 0."""
    package = _template(template)
    if part not in package.parts:
        return ()
    sheet = sheet_of(package, part)
    for shape in shapes_in(child(package.tree(part), f"{P}cSld", f"{P}spTree")):
        own = placeholder(shape)
        if own is None or whole(own, "idx") != index:
            continue
        if index or text(own, "type", "obj") == kind:
            return frame_marks(sheet, part, shape, rect)
    return ()


@lru_cache(maxsize=_MOST_PAGES)
def table_style(
    template: bytes, part: str, style: str, heads: tuple[bool, bool]
) -> TableStyle | None:
    """Return the style with this id of tables on a layout of a template; `heads` say whether they
    have a header row and a header column. None without the layout."""
    package = _template(template)
    if part not in package.parts:
        return None
    first_row, first_column = (str(int(one)) for one in heads)
    settings = (
        f'<a:tblPr xmlns:a="{A.strip("{}")}" firstRow="{first_row}" firstCol="{first_column}" '
        f'bandRow="1"><a:tableStyleId>{escaped(style)}</a:tableStyleId></a:tblPr>'
    )
    return TableStyle(sheet_of(package, part), parse(settings.encode()))


def slide_page(slide: ImportedSlide, number: int, size: tuple[float, float]) -> DrawnPage:
    """Return a slide of another file as the one with this `number` in a deck whose slides are
    `size` points large."""
    file = slide.file
    package = _slides(file.data, file.name)
    position = _position((file.width, file.height), size)
    part = slide_parts(package)[slide.number - 1]
    sheet = sheet_of(package, part, number, position)
    parts = (
        *_ground(sheet, Rect(0.0, 0.0, *size)),
        *_decorations(sheet),
        *page_parts(sheet, part, True),
    )
    return DrawnPage(parts, tuple(sheet.missing))


@lru_cache(maxsize=_MOST_FILES)
def _template(data: bytes) -> OpenedFile:
    return open_package(data, "the template")


@lru_cache(maxsize=_MOST_FILES)
def _slides(data: bytes, name: str) -> OpenedFile:
    return open_slides(data, name)


def _position(own: tuple[int, int], size: tuple[float, float]) -> Position:
    """Where slides of another size stand: as large as they fit, centred."""
    width, height = (length / 12_700 for length in own)
    if width <= 0 or height <= 0:
        return Position()
    scale = min(size[0] / width, size[1] / height)
    return Position(scale, (size[0] - width * scale) / 2, (size[1] - height * scale) / 2)


def _ground(sheet: Sheet, rect: Rect) -> Iterator[Part]:
    for part in sheet.parts:
        fill = ground_in(sheet.package.tree(part), sheet, part)
        if fill is not None:
            break
    else:
        fill = Tone(sheet.colors.named("bg1"))
    below = filled(rectangle, Place(rect), Tone(sheet.colors.named("bg1")), None)
    yield Part((*below, *filled(rectangle, Place(rect), fill, None)), rect)


def _decorations(sheet: Sheet) -> Iterator[Part]:
    """What the layout and the master show on every slide, from the back to the front."""
    pages = list(sheet.parts)
    trees: list[Element] = [sheet.package.tree(part) for part in pages]
    # Each page may hide what those behind it show.
    shown = [
        pages[at]
        for at in range(len(pages) - 1, 0, -1)
        if all(flag(tree, "showMasterSp") is not False for tree in trees[:at])
    ]
    if sheet.number == 0:
        # It is a layout, not a slide.
        shown.append(pages[0])
    for part in shown:
        yield from page_parts(sheet, part, False)
