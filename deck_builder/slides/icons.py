"""Icons in front of the paragraphs that have one, as shapes of their own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from deck_builder.base.units import Box, emu
from deck_builder.blocks.icons import icon_shape
from deck_builder.shapes import Appearance, Click, Freeform, Shape, TextBox, group_of
from deck_builder.text.fit import Measured, full_width, measure, paragraph_size
from deck_builder.text.icons import icon_indents, icon_side
from deck_builder.text.lines import set_paragraphs
from deck_builder.text.runs import Paragraph
from deck_builder.theme.model import Anchor, Fonts

_COLOR = "accent"
_USUAL = "text"
_HEADING = "-heading"
# Where the middle of a line's letters is, as a share of its height.
_MIDDLE = 0.53


def with_icons(
    shapes: Sequence[Shape], clicks: tuple[Click, ...], fonts: Fonts
) -> tuple[tuple[Shape, ...], tuple[Click, ...]]:
    """Return `shapes` with the icons of their paragraphs, each after its text, with which it also
    appears."""
    if not any(isinstance(one, TextBox) and has_icons(one) for one in shapes):
        return tuple(shapes), clicks
    shown: list[Shape] = []
    places: list[int] = []
    drawn: dict[tuple[int, int], int] = {}
    for index, shape in enumerate(shapes):
        places.append(len(shown))
        shown.append(shape)
        if isinstance(shape, TextBox) and has_icons(shape):
            for number, icon in _icons(shape, fonts):
                drawn[index, number] = len(shown)
                shown.append(icon)
    return tuple(shown), tuple(tuple(_appearing(one, places, drawn)) for one in clicks)


def has_icons(box: TextBox) -> bool:
    """Whether a paragraph in a frame has an icon."""
    return any(paragraph.icon for paragraph in box.paragraphs)


def _appearing(
    click: Click, places: Sequence[int], drawn: dict[tuple[int, int], int]
) -> Iterator[Appearance]:
    for one in click:
        yield replace(one, shape=places[one.shape])
        for (shape, number), place in drawn.items():
            if shape == one.shape and one.paragraph in (None, number):
                yield Appearance(place, leaves=one.leaves)


def _icons(frame: TextBox, fonts: Fonts) -> Iterator[tuple[int, Freeform]]:
    """The icons of a frame, each with the index of its paragraph."""
    style, room = frame.style, frame.box.inset(frame.insets)
    measured = measure(frame.paragraphs, room.width, style, fonts)
    texts = list(_likely(frame.paragraphs, measured, room.width, fonts))
    spare = sum(high for _, high, _ in measured.texts) - sum(high for _, high in texts)
    y = room.y + _offset(frame.anchor, room.height - measured.height + emu(spare))
    above = None
    for index, (paragraph, (count, height)) in enumerate(zip(frame.paragraphs, texts, strict=True)):
        level = style.level(paragraph.level)
        if above is not None:
            before = paragraph.space_before
            y += emu(above.space_after + (level.space_before if before is None else before))
        above = level
        is_continued = paragraph.bullet is not None and not paragraph.bullet.shown
        if paragraph.icon and not is_continued:
            size = paragraph_size(paragraph, style)
            begin, text = icon_indents(paragraph, size, style)
            begin += _shift(frame, room, index, text, fonts)
            side = icon_side(size)
            top = y + round(emu(height / count) * _MIDDLE) - side // 2
            box = Box(room.x + begin, top, side, side)
            shape = icon_shape(paragraph.icon, box, _color(frame))
            yield index, replace(shape, group=group_of(frame))
        y += emu(height)


def _likely(
    paragraphs: Sequence[Paragraph], measured: Measured, width: int, fonts: Fonts
) -> Iterator[tuple[int, float]]:
    """The lines that paragraphs are likely to have, which may be fewer than they were fitted with,
    and their heights in points."""
    likely = set_paragraphs(paragraphs, width, measured.style, fonts)
    for one, (count, height, _) in zip(likely, measured.texts, strict=True):
        lines = min(count, len(one.lines))
        yield lines, height * lines / max(1, count)


def _color(frame: TextBox) -> str:
    """That of the marks of lists; that of the text where it is not the usual one, and in the
    headings of comparisons, whose sides have colours of their own."""
    style = frame.style
    if frame.placeholder.endswith(_HEADING):
        return style.color
    return style.bullet_color or (_COLOR if style.color == _USUAL else style.color)


def _offset(anchor: Anchor, free: int) -> int:
    if anchor is Anchor.TOP:
        return 0
    return free // 2 if anchor is Anchor.MIDDLE else free


def _shift(frame: TextBox, room: Box, index: int, text: int, fonts: Fonts) -> int:
    """How far a paragraph that is not at the left begins from there."""
    paragraph = frame.paragraphs[index]
    alignment = paragraph.alignment.value if paragraph.alignment else frame.style.alignment
    if alignment == "left":
        return 0
    free = max(0, room.width - full_width((paragraph,), frame.style, fonts))
    return free // 2 if alignment == "center" else free
