"""The content of a slide as HTML that reads well without its layout: for those who cannot see a
picture of it, and where there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import assert_never

from msgspec import Struct
from msgspec.structs import replace

from deck_builder import shapes
from deck_builder.base.color import contrast
from deck_builder.base.units import EMU_PER_POINT, Box, emu
from deck_builder.charts.draw.chart import sketch
from deck_builder.formulas.mathml import to_mathml
from deck_builder.handout.html import data_uri, element, text
from deck_builder.handout.pictures import page_picture
from deck_builder.handout.text import TextSetter
from deck_builder.text.runs import Paragraph, ParagraphRole
from deck_builder.theme.model import Theme
from deck_builder.theme.palette import ACCENTS

_TITLE = "title"
_PANEL = "surface"
_BARS = ("accent", *ACCENTS)
# Text styles that are classes of their elements.
_STYLES = ("caption", "number", "statement", "attribution", "subtitle")
_DECORATION = (shapes.AutoShape, shapes.Freeform, shapes.Connector, shapes.Connection)
# Frames of neighbours may touch.
_TOUCHING = emu(3)
_PIXEL = emu(0.75)

Depict = Callable[[shapes.Picture | shapes.ChartFrame, Theme], str]
"""Returns the HTML that a picture or chart is on a page."""


def figure(shape: shapes.Picture | shapes.ChartFrame, theme: Theme) -> str:
    """Return a picture or chart as it is on the slide."""
    width = str(round(shape.box.width / _PIXEL))
    size = {"width": width, "height": str(round(shape.box.height / _PIXEL))}
    match shape:
        case shapes.Picture():
            address = _picture_address(shape)
            return element("figure", element("img", src=address, alt=shape.alt, **size))
        case shapes.ChartFrame():
            drawing = sketch(shape.chart, shape.box.width, shape.box.height, theme).painted()
            address = data_uri(drawing.svg, "image/svg+xml")
            picture = element("img", src=address, alt=shape.alt, **size)
            ground = f"background:#{theme.palette.hex('background')}"
            return element("figure", picture, class_="chart", style=ground)


def _picture_address(shape: shapes.Picture) -> str:
    if shape.image.format == "svg" and shape.crop == shapes.Crop():
        return data_uri(shape.image.data, "image/svg+xml")
    return data_uri(page_picture(shape.image, shape.crop).data, "image/webp")


def description(shape: shapes.Picture | shapes.ChartFrame, theme: Theme) -> str:
    """Return what a picture or chart shows, in words; a decorative one shows nothing."""
    return element("p", text(shape.alt), class_="described") if shape.alt else ""


def title_of(slide: shapes.LaidOutSlide) -> shapes.TextBox | None:
    """Return the frame of the slide's title, None when it shows none."""
    boxes = (shape for shape in slide.shapes if isinstance(shape, shapes.TextBox))
    return next((box for box in boxes if box.placeholder == _TITLE), None)


class _Panel(Struct, frozen=True):
    """A panel with a bar, and what stands on it."""

    box: Box
    bar: str
    parts: tuple[shapes.Shape, ...]


class _Diagram(Struct, frozen=True):
    """A diagram: the box around its shapes, and what it says."""

    box: Box
    about: str


Part = shapes.Shape | _Panel | _Diagram


class ContentSetter(Struct, frozen=True):
    """Sets the content of slides: text by `setter`, pictures and charts by `depict`."""

    setter: TextSetter
    theme: Theme
    depict: Depict

    def content(self, slide: shapes.LaidOutSlide) -> str:
        """Return everything on `slide` but its title."""
        title = title_of(slide)
        rest = [shape for shape in slide.shapes if shape is not title]
        own = replace(self, theme=slide.theme or self.theme)
        return own._arranged(tuple(_parts(rest)))

    def _arranged(self, parts: Sequence[Part]) -> str:
        """Parts one under the other, and side by side where they are so on the slide."""
        rows = _cut(parts, lambda one: (one.box.y, one.box.bottom))
        if len(rows) > 1:
            return "".join(map(self._arranged, rows))
        columns = _cut(parts, lambda one: (one.box.x, one.box.right))
        if len(columns) > 1:
            shares = " ".join(f"{_width(column) / EMU_PER_POINT:.0f}fr" for column in columns)
            inside = (element("div", self._arranged(column)) for column in columns)
            return element("div", *inside, class_="columns", style=f"--columns:{shares}")
        return "".join(map(self._part, parts))

    def _part(self, part: Part) -> str:
        match part:
            case shapes.TextBox():
                return self._text_box(part)
            case shapes.Picture() | shapes.ChartFrame():
                return self.depict(part, self.theme)
            case shapes.FormulaFrame():
                shown = to_mathml(part.latex, display=True) or text(part.text)
                return element("div", shown, class_="formula")
            case shapes.TableFrame():
                return self._table(part)
            case _Diagram():
                items = (element("li", text(one)) for one in part.about.split("; "))
                return element("ul", *items, class_="diagram", role="list")
            case _Panel():
                bar = f"--bar:var(--{part.bar})"
                inside = self._arranged(part.parts)
                return element("div", inside, class_="callout", role="note", style=bar)
            case shapes.AutoShape() | shapes.Freeform() | shapes.Connector() | shapes.Connection():
                return ""
            case _:
                assert_never(part)

    def _text_box(self, box: shapes.TextBox) -> str:
        name = box.style.name
        if name == "code":
            lines = "\n".join(self.setter.inline(one.runs) for one in box.paragraphs)
            return element("pre", element("code", lines), tabindex="0", dir="ltr")
        if name == "heading":
            heads = (replace(one, role=ParagraphRole.HEADING) for one in box.paragraphs)
            return self.setter.flow(tuple(heads))
        if name == "quote":
            return self._quote(box.paragraphs)
        content = self.setter.flow(box.paragraphs)
        class_ = "card" if box.fill else name if name in _STYLES else ""
        return element("div", content, class_=class_) if class_ and content else content

    def _quote(self, paragraphs: Sequence[Paragraph]) -> str:
        parts = groupby(paragraphs, key=lambda one: one.role is ParagraphRole.ATTRIBUTION)
        return "".join(
            self.setter.flow(tuple(found))
            if is_attribution
            else element("blockquote", self.setter.flow(tuple(found)))
            for is_attribution, found in parts
        )

    def _table(self, table: shapes.TableFrame) -> str:
        head, body = table.rows[: table.header_rows], table.rows[table.header_rows :]
        parts = [element("thead", *(self._row(row, True) for row in head))] if head else []
        parts.append(element("tbody", *(self._row(row, False) for row in body)))
        # A wide table is moved in its frame, also by keys.
        return element(
            "div",
            element("table", *parts),
            class_="table",
            tabindex="0",
            role="group",
            aria_label=table.alt or None,
        )

    def _row(self, cells: Sequence[shapes.Cell], is_header: bool) -> str:
        shown = (self._cell(cell, is_header) for cell in cells if not cell.is_covered)
        return element("tr", *shown)

    def _cell(self, cell: shapes.Cell, is_header: bool) -> str:
        aligned = cell.alignment.value if cell.alignment else None
        if any(one.bullet for one in cell.paragraphs):
            content = self.setter.flow(cell.paragraphs)
        else:
            content = element("br").join(self.setter.inline(one.runs) for one in cell.paragraphs)
        direction = self.setter.direction(cell.paragraphs[0]) if content else None
        scope = None
        if is_header:
            scope = "col" if cell.columns == 1 else "colgroup"
        elif cell.strong:
            scope = "row" if cell.rows == 1 else "rowgroup"
        fill = "" if is_header else cell.fill
        return element(
            "th" if scope else "td",
            content,
            class_=" ".join(filter(None, (aligned, fill and "filled"))) or None,
            style=self._paint(fill) if fill else None,
            scope=scope,
            colspan=str(cell.columns) if cell.columns > 1 else None,
            rowspan=str(cell.rows) if cell.rows > 1 else None,
            dir=direction,
        )

    def _paint(self, fill: str) -> str:
        """The colours of a cell with a fill of its own, on light pages and dark ones."""
        palette = self.theme.palette
        ground = palette.hex(fill)
        inks = (palette.hex("text"), palette.hex("background"))
        ink = max(inks, key=lambda color: contrast(color, ground))
        return f"--fill:#{ground};--ink:#{ink}"


def _parts(found: Sequence[shapes.Shape]) -> Iterator[Part]:
    """The shapes with those on a panel put together; what is only decoration left out."""
    index = 0
    while index < len(found):
        shape = found[index]
        index += 1
        if isinstance(shape, shapes.Grouped) and shape.about:
            # Its words alone would say nothing.
            begin = index - 1
            while index < len(found) and _is_in_group(found[index], shape):
                index += 1
            yield _Diagram(_around(found[begin:index]), shape.about)
            continue
        bar = _bar_of(shape, found[index : index + 1])
        if bar:
            inside = []
            while index < len(found) and shape.box.contains(found[index].box):
                inside.append(found[index])
                index += 1
            parts = (one for one in inside if not isinstance(one, _DECORATION))
            yield _Panel(shape.box, bar, tuple(parts))
        elif not isinstance(shape, _DECORATION):
            yield shape


def _is_in_group(shape: shapes.Shape, first: shapes.Grouped) -> bool:
    """Whether a shape is in the same group as the first one of that."""
    return isinstance(shape, shapes.Grouped) and shape.group == first.group and not shape.about


def _around(found: Sequence[shapes.Shape]) -> Box:
    """The box around shapes."""
    x, y = min(one.box.x for one in found), min(one.box.y for one in found)
    right, bottom = max(one.box.right for one in found), max(one.box.bottom for one in found)
    return Box(x, y, right - x, bottom - y)


def _bar_of(panel: shapes.Shape, following: Sequence[shapes.Shape]) -> str:
    """The colour of the bar at the side of a panel; empty when it is no panel with a bar."""
    if not isinstance(panel, shapes.AutoShape) or panel.fill != _PANEL:
        return ""
    for bar in following:
        if (
            isinstance(bar, shapes.AutoShape)
            and bar.fill in _BARS
            and bar.box.height == panel.box.height
        ):
            return bar.fill
    return ""


def _cut(parts: Sequence[Part], extent: Callable[[Part], tuple[int, int]]) -> list[Sequence[Part]]:
    """Cut `parts`, in reading order, wherever all before end before all after begin; `extent` has
    the beginning and the end of a part."""
    extents = [extent(part) for part in parts]
    cuts = [
        index
        for index in range(1, len(parts))
        if max(end for _, end in extents[:index])
        <= min(start for start, _ in extents[index:]) + _TOUCHING
    ]
    return [parts[start:end] for start, end in zip([0, *cuts], [*cuts, len(parts)], strict=True)]


def _width(parts: Sequence[Part]) -> int:
    return max(1, max(one.box.right for one in parts) - min(one.box.x for one in parts))
