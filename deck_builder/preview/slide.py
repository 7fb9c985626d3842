"""A slide as a picture: its background, what its layout has, its shapes, footer and number."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.base.units import Box, points
from deck_builder.preview.geometry import outline, rectangle
from deck_builder.preview.ink import Ink, rect_of
from deck_builder.preview.marks import Gradient, Mark, Part, Path, Rect, SlidePicture
from deck_builder.preview.powerpoint.pages import (
    DrawnPage,
    layout_page,
    placeholder_frame,
    slide_page,
)
from deck_builder.preview.shapes import Drawn, raster_of, shape_parts
from deck_builder.preview.text import Frame, text_parts
from deck_builder.shapes import (
    Geometry,
    LaidOutDeck,
    LaidOutSlide,
    Picture,
    Shape,
    SlideBackground,
    Staging,
    TextBox,
    covering,
    fitted,
    placeholder_of,
)
from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.looks import Outline
from deck_builder.theme.model import NUMBER_SIGN, Decoration, Layout, Placeholder, Theme
from deck_builder.theme.text_style import TextStyle

_OUTLINES = {
    Outline.RECTANGLE: Geometry.RECTANGLE,
    Outline.ROUNDED: Geometry.ROUNDED_RECTANGLE,
    Outline.ELLIPSE: Geometry.ELLIPSE,
}
# PowerPoint's own share for the corners of a rounded rectangle.
_CORNERS = (16_667,)
_ON_BAND = "on-accent"
_MARGINAL = ("ftr", "sldNum", "dt")


def slide_picture(deck: LaidOutDeck, number: int, drawn: Drawn) -> SlidePicture:
    """Return the picture of the slide of `deck` with this number, from 0. Raises KeyError when a
    chart of it has not been drawn."""
    slide = deck.slides[number]
    theme = slide.theme or deck.theme
    layout = slide.layout_in(theme)
    ink = Ink(theme, layout.palette(theme.palette), deck.properties.language, layout.part)
    size = points(theme.width), points(theme.height)
    if slide.imported is not None:
        page = slide_page(slide.imported, number + 1, size)
        return SlidePicture(*size, page.parts, page.missing)
    behind = _template_page(slide, layout, theme)
    parts = (
        *_ground(slide, layout, ink, behind),
        *(part for shape in slide.head for part in _fixed(shape_parts(shape, -1, ink, drawn))),
        *(
            part
            for index, shape in enumerate(slide.shapes)
            for part in (
                *_frame(shape, index, layout, theme),
                *shape_parts(shape, index, ink, drawn),
            )
        ),
        *(part for shape in slide.foot for part in _fixed(shape_parts(shape, -1, ink, drawn))),
        *_repeated(deck, slide, number, layout, ink),
    )
    return SlidePicture(*size, parts, tuple(name for one in behind for name in one.missing))


def _template_page(slide: LaidOutSlide, layout: Layout, theme: Theme) -> tuple[DrawnPage, ...]:
    """The background and the decorations that a company's template has; none for any other."""
    if theme.template is None:
        return ()
    size = points(theme.width), points(theme.height)
    return layout_page(theme.template.data, layout.part, size)


def _frame(shape: Shape, number: int, layout: Layout, theme: Theme) -> Iterator[Part]:
    """The fill and the line that a company's template gives to a placeholder."""
    if theme.template is None or not isinstance(shape, TextBox) or not shape.placeholder:
        return
    place = layout.placeholder(shape.placeholder)
    if place is not None and place.real:
        rect = rect_of(shape.box)
        found = (theme.template.data, layout.part, place.idx, place.type, rect)
        marks = placeholder_frame(*found)
        if marks:
            yield Part(marks, rect, number)


def _fixed(parts: Iterator[Part]) -> Iterator[Part]:
    """Parts that no build shows or hides."""
    return (replace(part, shape=None, paragraph=None) for part in parts)


def _ground(
    slide: LaidOutSlide, layout: Layout, ink: Ink, template: tuple[DrawnPage, ...]
) -> Iterator[Part]:
    """What is behind the shapes: the background and the decorations of the layout."""
    theme = ink.theme
    whole = Box(0, 0, theme.width, theme.height)
    rect = rect_of(whole)
    own = slide.staging.ground
    if own is None and template:
        yield from template[0].parts
    else:
        marks = _own_background(own, theme, ink) if own else _background(layout, theme, ink)
        yield Part(tuple(marks), rect)
    behind = slide.staging.background
    if behind is not None and behind.fit is not None and behind.picture is not None:
        place = rect_of(fitted(behind.picture, behind.fit, theme.width, theme.height))
        yield Part((raster_of(behind.picture, place),), place)
    if own is None or own.shows(layout, theme):
        if template:
            yield from template[1].parts
        else:
            for decoration in layout.decorations:
                yield from _decoration(decoration, ink)
    if own is not None and own.dim:
        yield Part((Path(rectangle(rect), ink.hex("dk1"), own.dim / 100),), rect)


def _background(layout: Layout, theme: Theme, ink: Ink) -> Iterator[Mark]:
    rect = Rect(0.0, 0.0, points(theme.width), points(theme.height))
    picture = layout.background.picture
    yield Path(rectangle(rect), ink.hex(layout.background.color or "bg1"))
    if picture is not None:
        crop = covering(picture, theme.width, theme.height)
        yield raster_of(picture, rect, crop)


def _own_background(background: SlideBackground, theme: Theme, ink: Ink) -> Iterator[Mark]:
    rect = Rect(0.0, 0.0, points(theme.width), points(theme.height))
    picture = background.picture
    if picture is not None:
        crop = covering(picture, theme.width, theme.height)
        yield raster_of(picture, rect, crop)
        return
    colors = [ink.hex(name) for name in background.colors]
    if len(colors) == 1:
        yield Path(rectangle(rect), colors[0])
    else:
        yield Gradient(rect, (colors[0], colors[1]))


def _decoration(decoration: Decoration, ink: Ink) -> Iterator[Part]:
    rect = rect_of(decoration.box)
    picture = decoration.picture
    if picture is not None:
        yield Part((raster_of(picture, rect),), rect)
    elif decoration.fill:
        corners = _CORNERS if decoration.outline is Outline.ROUNDED else ()
        shape = outline(_OUTLINES[decoration.outline], rect, corners)
        fill = ink.hex(decoration.fill)
        yield Part((Path(shape, fill, decoration.opacity / 100),), rect)
    if decoration.style is not None:
        paragraphs = (Paragraph((Run(decoration.text),)),)
        frame = Frame(decoration.box, paragraphs, decoration.style)
        yield from _fixed(text_parts(frame, ink))


def _repeated(
    deck: LaidOutDeck, slide: LaidOutSlide, number: int, layout: Layout, ink: Ink
) -> Iterator[Part]:
    """Footer, date and slide number, where no picture reaches the lower edge of the slide."""
    filled = {placeholder_of(shape) for shape in slide.shapes}
    pictures = [shape.box for shape in slide.shapes if isinstance(shape, Picture)]
    covered = [box for box in pictures if box.bottom >= ink.theme.height]
    for placeholder in layout.placeholders:
        if placeholder.name in filled or any(box.overlaps(placeholder.box) for box in covered):
            continue
        words = _words(deck, slide.staging, number, placeholder)
        if words:
            style = _on_background(placeholder, slide.staging.ground)
            box = placeholder.box.inset(placeholder.insets)
            frame = Frame(box, (Paragraph((Run(words),)),), style, placeholder.anchor)
            yield from _fixed(text_parts(frame, ink))


def _words(deck: LaidOutDeck, staging: Staging, number: int, placeholder: Placeholder) -> str:
    properties, own = deck.properties, placeholder.words
    shown = str(number + 1)
    if properties.totalled:
        shown += f" / {slides_in_talk(deck)}"
    match placeholder.type:
        case "ftr":
            words = staging.footer
            words = properties.footer or own if words is None else words
        case "dt":
            words = properties.date or own
        case "sldNum" if staging.is_numbered(properties.slide_numbers):
            words = own or NUMBER_SIGN
        case _:
            return ""
    return " ".join(words.replace(NUMBER_SIGN, shown).split())


def slides_in_talk(deck: LaidOutDeck) -> int:
    """Return how many slides a deck has before its appendix."""
    return sum(not slide.staging.appendix for slide in deck.slides)


def _on_background(placeholder: Placeholder, background: SlideBackground | None) -> TextStyle:
    style = placeholder.style
    if background is None or placeholder.type not in _MARGINAL:
        return style
    on_band = style.color == _ON_BAND and not background.inverted
    return style if on_band else replace(style, color="text")
