"""Comparisons as two panels of one height, each in the colour of its side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeGuard

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.color import LEAST_CONTRAST, LEAST_CONTRAST_LARGE, contrast
from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.units import Box, emu
from deck_builder.shapes import AutoShape, Geometry, Shape, TextBox
from deck_builder.slides.areas import Area, Page
from deck_builder.slides.model import FlowRegion, Slide
from deck_builder.slides.sides import HEADINGS
from deck_builder.slides.squeezed import blocks_on, report_plain_sides
from deck_builder.text.fit import measure
from deck_builder.text.runs import plain_text
from deck_builder.theme.looks import Bar, Outline
from deck_builder.theme.model import Anchor, Layout, Placeholder, Theme
from deck_builder.theme.palette import tint
from deck_builder.variants import BEFORE_AFTER
from deck_builder.variants.placing import GEOMETRIES

FAINT_SIDE = Problem(
    "faint-side",
    Severity.NOTE,
    "‘{name}’ is not written in its colour ‘{color}’, which is hard to read on its background",
    "choose another one under ‘colors’, or another theme",
)

BODIES = ("left", "right")
_PADDING = emu(14)
_ABOVE, _BELOW, _UNDER_TITLE = emu(6), emu(18), emu(16)
_BAR = emu(4)
_TINT = 9
_SIZE_STEP = 0.5
# Text of this size in points is large (WCAG 2.2, "large scale").
_LARGE = 18.0
# A drawing of the layout that is lower than this is a rule over or under a heading.
_THIN = emu(10)
# By how much a rule may be shorter than its heading, so that a panel covers its ends.
_SHORTER = emu(2)
# Panels whose tops differ by less are set at one height.
_NEAR = emu(60)


def in_panels(layout: Layout, slide: Slide, theme: Theme) -> Layout:
    """Return `layout` with margins around the text of both sides where that stands on panels."""
    if not _has_panels(slide, theme):
        return layout
    sides = (*HEADINGS, *BODIES)
    places = (_inset(one) if one.name in sides else one for one in layout.placeholders)
    return replace(layout, placeholders=tuple(places))


def _has_panels(slide: Slide, theme: Theme) -> bool:
    """Whether the sides are filled: text is, where the theme's cards are."""
    flows = (one.blocks for one in slide.regions if isinstance(one, FlowRegion))
    return not theme.cards.is_open and all(block.text for blocks in flows for block in blocks)


def _inset(place: Placeholder) -> Placeholder:
    insets = place.insets
    wider = replace(insets, left=insets.left + _PADDING, right=insets.right + _PADDING)
    return replace(place, insets=wider, given=place.given or place)


class _Side(Struct, frozen=True):
    """One side: its colour, its panel, and the shapes of its content."""

    color: str
    heading: TextBox
    panel: Box


def with_panels(
    content: Sequence[Shape],
    page: Page,
    slide: Slide,
    layout: Layout,
    theme: Theme,
    found: Collector,
) -> tuple[Shape, ...]:
    """Return the `content` of a comparison on panels as high as the higher side needs, headings,
    bars and bullets in the colours of its sides. Sides that the author asked for and that are not
    shown so, or not in their colours, are reported."""
    content = _with_large_headings(content, page, theme)
    headings = {shape.placeholder: shape for shape in content if _is_heading(shape)}
    if len(headings) != len(HEADINGS) or len(page) != len(BODIES):
        if slide.roomier:
            report_plain_sides(blocks_on(slide.roomier), found)
        return tuple(content)
    bottom = max(area.box.y + area.least_height for area in page if area.blocks)
    is_filled = _has_panels(slide, theme)
    sides = [
        _Side(color, headings[name], _panel(headings[name], bottom, layout, theme, is_filled))
        for name, color in zip(HEADINGS, slide.sides, strict=True)
    ]
    for side in sides:
        _report_faint(side, theme, is_filled, found)
    behind = [shape for side in sides for shape in _drawn(side, layout, theme, is_filled)]
    if slide.sides == BEFORE_AFTER:
        behind.append(_arrow(sides, is_filled))
    by_place = dict(zip((*HEADINGS, *BODIES), (*sides, *sides), strict=True))
    shown = (_in_color(shape, by_place, theme, is_filled) for shape in content)
    return (*behind, *_levelled(tuple(shown), page))


def _arrow(sides: Sequence[_Side], is_filled: bool) -> AutoShape:
    """An arrow at the middle of the gap between the panels. Without these, the headings begin and
    end at the gap, and it stands at the end of the first one's line."""
    left, right = (one.panel if is_filled else one.heading.box for one in sides)
    gap = right.x - left.right
    width = gap // 2
    height = min(2 * width, left.height)
    x = left.right + (gap - width) // 2 if is_filled else left.right - width
    box = Box(x, left.y + (left.height - height) // 2, width, height)
    return AutoShape(box, "accent", geometry=Geometry.CHEVRON, name="Arrow")


def _is_heading(shape: Shape) -> TypeGuard[TextBox]:
    return isinstance(shape, TextBox) and shape.placeholder in HEADINGS


def _with_large_headings(content: Sequence[Shape], page: Page, theme: Theme) -> tuple[Shape, ...]:
    """The content with headings of one size, as large as the text under them if both have room for
    it."""
    headings = [shape for shape in content if _is_heading(shape)]
    sizes = [area.theme.styles["body"].level(0).size for area in page]
    if not headings or not sizes:
        return tuple(content)
    least = min(map(_size, headings))
    size = max(least, min(sizes))
    while size > least and not all(_holds(one, size, theme) for one in headings):
        size -= _SIZE_STEP
    return tuple(_in_size(one, size) if _is_heading(one) else one for one in content)


def _size(heading: TextBox) -> float:
    return heading.style.level(0).size


def _in_size(heading: TextBox, size: float) -> TextBox:
    own = _size(heading)
    if size == own:
        return heading
    style = heading.style.scaled(size / own) if size > own else heading.style.at_most(size)
    return replace(heading, style=style)


def _holds(heading: TextBox, size: float, theme: Theme) -> bool:
    style = heading.style.scaled(size / _size(heading))
    inner = heading.box.inset(heading.insets)
    return measure(heading.paragraphs, inner.width, style, theme.fonts).height <= inner.height


def _panel(heading: TextBox, bottom: int, layout: Layout, theme: Theme, is_filled: bool) -> Box:
    """What a side takes, from its heading to the end of the longer text."""
    box = heading.box
    end = min(bottom + (_BELOW if is_filled else 0), theme.content.bottom)
    top = _top(heading, layout, theme) if is_filled else box.y
    return Box(box.x, top, box.width, end - top)


def _top(heading: TextBox, layout: Layout, theme: Theme) -> int:
    """Where a panel begins: over the place of its heading, or lower if that is close to the title
    and higher than its words, as it may be in templates."""
    top, title = heading.box.y - _ABOVE, layout.placeholder("title")
    if title is None or heading.anchor is not Anchor.BOTTOM:
        return top
    inner = heading.box.inset(heading.insets)
    height = measure(heading.paragraphs, inner.width, heading.style, theme.fonts).height
    return max(top, min(title.box.bottom + _UNDER_TITLE, inner.bottom - height - _ABOVE))


def _drawn(side: _Side, layout: Layout, theme: Theme, is_filled: bool) -> Iterator[Shape]:
    look, panel = theme.cards, side.panel
    if is_filled:
        geometry = GEOMETRIES[look.outline]
        yield AutoShape(panel, _ground(side, theme, is_filled), geometry=geometry, name="Panel")
        if look.bar is Bar.LEFT:
            yield AutoShape(Box(panel.x, panel.y, _BAR, panel.height), side.color)
        elif look.outline is not Outline.ROUNDED:
            yield AutoShape(panel.of_height(_BAR), side.color)
        return
    rule = _rule(side, layout)
    yield AutoShape(rule or panel.of_height(_BAR), side.color)


def _rule(side: _Side, layout: Layout) -> Box | None:
    """The rule that the layout draws for a side, at least as thick as a bar."""
    box = side.heading.box
    for one in layout.decorations:
        apart = max(abs(one.box.x - box.x), abs(one.box.right - box.right))
        if one.fill and one.box.height < _THIN and apart <= _SHORTER:
            return Box(box.x, one.box.y, box.width, max(_BAR, one.box.height))
    return None


def _in_color(shape: Shape, sides: Mapping[str, _Side], theme: Theme, is_filled: bool) -> Shape:
    """A heading, or the bullets of a text, in the colour of its side where that can be read."""
    if not isinstance(shape, TextBox) or shape.placeholder not in sides:
        return shape
    side = sides[shape.placeholder]
    if _is_faint(side, theme, is_filled):
        return shape
    style, color = shape.style, side.color
    colored = {"color": color} if shape.placeholder in HEADINGS else {"bullet_color": color}
    return replace(shape, style=replace(style, **colored))


def _is_faint(side: _Side, theme: Theme, is_filled: bool) -> bool:
    """Whether a heading in the colour of a side could not be read; bullets are signs, and large
    enough."""
    palette, ground = theme.palette, _ground(side, theme, is_filled)
    is_large = side.heading.style.level(0).size >= _LARGE
    least = LEAST_CONTRAST_LARGE if is_large else LEAST_CONTRAST
    return contrast(palette.hex(side.color), palette.hex(ground)) < least


def _report_faint(side: _Side, theme: Theme, is_filled: bool, found: Collector) -> None:
    if _is_faint(side, theme, is_filled):
        heading = side.heading.paragraphs
        place, name = next(iter(heading)).span, plain_text(heading)
        found.report(FAINT_SIDE, place, name=name, color=side.color)


def _ground(side: _Side, theme: Theme, is_filled: bool) -> str:
    """The colour behind a side: a tint of its own, or the panels' where tints would be dark."""
    if not is_filled:
        return "background"
    return theme.cards.fill if theme.palette.dark else tint(side.color, _TINT)


def _levelled(content: tuple[Shape, ...], page: Page) -> tuple[Shape, ...]:
    """The content with panels that both sides end with, such as those of code, at one height: from
    the lower one's top on where the other one is but a line or two higher."""
    ends: list[int] = []
    for area in page:
        found = [at for at, shape in enumerate(content) if _ends(shape, area)]
        if not found:
            return content
        ends.append(found[-1])
    boxes = [content[at].box for at in ends]
    top, bottom = max(box.y for box in boxes), max(box.bottom for box in boxes)
    lower = top + max(box.height for box in boxes)
    is_near = top - min(box.y for box in boxes) <= _NEAR
    is_free = not any(_stands_on(content, at) for at in ends)
    if is_near and is_free and lower <= min(area.box.bottom for area in page):
        levelled = [Box(box.x, top, box.width, lower - top) for box in boxes]
    else:
        levelled = [box.of_height(bottom - box.y) for box in boxes]
    shown = list(content)
    for at, box in zip(ends, levelled, strict=True):
        shown[at] = replace(shown[at], box=box)
    return tuple(shown)


def _stands_on(content: Sequence[Shape], at: int) -> bool:
    """Whether another shape is on a panel."""
    panel = content[at].box
    return any(panel.contains(one.box) for one in content if one is not content[at])


def _ends(shape: Shape, area: Area) -> bool:
    """Whether a shape is a filled panel at the end of an area."""
    if not isinstance(shape, TextBox | AutoShape) or not shape.fill:
        return False
    bottom = area.box.y + area.least_height
    is_in = area.box.x <= shape.box.x and shape.box.right <= area.box.right
    return is_in and abs(shape.box.bottom - bottom) < _THIN // 10
