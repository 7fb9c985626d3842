"""Tables: fills and lines as the theme's table style has them, and the text of each cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.units import EMU_PER_POINT, Box
from deck_builder.preview.geometry import rectangle
from deck_builder.preview.ink import Ink, rect_of
from deck_builder.preview.marks import Mark, Part, Path
from deck_builder.preview.powerpoint.colors import Tone
from deck_builder.preview.powerpoint.fills import filled
from deck_builder.preview.powerpoint.pages import table_style
from deck_builder.preview.powerpoint.places import Place as Turned
from deck_builder.preview.powerpoint.tables import CellLook, TableStyle, ruled
from deck_builder.preview.text import Frame, text_parts
from deck_builder.shapes import Cell, TableFrame
from deck_builder.text.legible import legible_text
from deck_builder.text.runs import Paragraph
from deck_builder.theme.text_style import TextStyle

# Half of the way between where PowerPoint and LibreOffice set the text of a cell.
_LIFT = 0.06
_THIN, _FRAME, _HEADER = 0.75, 1.5, 1.5


class _Place(Struct, frozen=True):
    """A cell with its row, its column and its box."""

    row: int
    column: int
    cell: Cell
    box: Box


def table_parts(table: TableFrame, ink: Ink, shape: int) -> Iterator[Part]:
    """Yield a table: its fills and lines, then its cells row by row."""
    places = tuple(_places(table))
    style = _template_style(table, ink)
    looks = {one: _look(style, one, table) for one in places} if style is not None else {}
    grid = tuple(_styled(looks, ink) if looks else _grid(table, places, ink))
    rect = rect_of(table.box)
    yield Part(grid, rect, shape, alt=table.alt)
    for place in places:
        text, paragraphs = _text_of(place, table, ink)
        if place in looks and not place.cell.fill:
            text = _lettered(text, looks[place])
        box = place.box.inset(place.cell.insets)
        frame = Frame(box, paragraphs, text, place.cell.anchor, _LIFT)
        for part in text_parts(frame, ink):
            yield replace(part, shape=shape, paragraph=None)


def _template_style(table: TableFrame, ink: Ink) -> TableStyle | None:
    """The style that a company's template gives to the table, if it gives one."""
    template = ink.theme.template
    if template is None or not template.table_style:
        return None
    heads = table.header_rows > 0, table.has_row_headers
    return table_style(template.data, ink.part, template.table_style, heads)


def _look(style: TableStyle, place: _Place, table: TableFrame) -> CellLook:
    return style.look(place.row, place.column, len(table.rows), len(table.widths))


def _styled(looks: Mapping[_Place, CellLook], ink: Ink) -> Iterator[Mark]:
    """The cells of a table in the style of a template."""
    for place, look in looks.items():
        own = Tone(ink.hex(place.cell.fill)) if place.cell.fill else None
        yield from filled(rectangle, Turned(rect_of(place.box)), own or look.fill, None)
    for place, look in looks.items():
        yield from ruled(look, rect_of(place.box))


def _lettered(style: TextStyle, look: CellLook) -> TextStyle:
    color = f"#{look.color.color}" if look.color is not None else style.color
    return replace(style, color=color, bold=style.bold or look.bold)


def _places(table: TableFrame) -> Iterator[_Place]:
    """The cells of a table that no other one covers."""
    edges = list(accumulate(table.widths, initial=0))
    tops = list(accumulate(table.heights, initial=0))
    width = edges[-1]
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if cell.is_covered:
                continue
            left, right = edges[column], edges[min(column + cell.columns, len(table.widths))]
            if table.style.rtl:
                left, right = width - right, width - left
            bottom = tops[min(row + cell.rows, len(table.heights))]
            box = Box(table.box.x + left, table.box.y + tops[row], right - left, bottom - tops[row])
            yield _Place(row, column, cell, box)


def _grid(table: TableFrame, places: Sequence[_Place], ink: Ink) -> Iterator[Mark]:
    look = ink.theme.table
    head = table.header_rows
    for place in places:
        fill = look.header_fill if place.row < head else place.cell.fill
        if not fill and place.row >= head and (place.row - head) % 2 == 0:
            fill = look.band
        if fill:
            yield Path(rectangle(rect_of(place.box)), ink.hex(fill))
    last = len(table.rows) - 1
    for place in places:
        end = place.row + place.cell.rows - 1
        if end == last:
            continue
        if end == head - 1:
            yield from _rule(place, look.header_rule, 1.0 if look.frame else _HEADER, ink)
        else:
            in_header = end < head and look.header_fill
            yield from _rule(place, look.header_color if in_header else look.rule, _THIN, ink)
    whole = rect_of(table.box)
    height = sum(table.heights) / EMU_PER_POINT
    if look.frame:
        yield _line(whole.x, whole.y, whole.width, ink.hex(look.frame), _FRAME)
    if look.frame or look.rule:
        color, width = (look.frame, _FRAME) if look.frame else (look.rule, _THIN)
        yield _line(whole.x, whole.y + height, whole.width, ink.hex(color), width)


def _rule(place: _Place, color: str, width: float, ink: Ink) -> Iterator[Mark]:
    """The line under a cell."""
    if color:
        rect = rect_of(place.box)
        yield _line(rect.x, rect.y + rect.height, rect.width, ink.hex(color), width)


def _line(x: float, y: float, length: float, color: str, width: float) -> Path:
    return Path(f"M{x:.2f} {y:.2f}h{length:.2f}", line=color, width=width)


def _text_of(place: _Place, table: TableFrame, ink: Ink) -> tuple[TextStyle, tuple[Paragraph, ...]]:
    """The style and the text of a cell, in colours that can be read on its fill."""
    cell, style = place.cell, table.style
    if cell.alignment:
        style = replace(style, alignment=cell.alignment.value)
    if cell.strong or (table.has_row_headers and place.column == 0):
        style = replace(style, bold=True)
    if place.row < table.header_rows:
        return replace(style, bold=True, color=ink.theme.table.header_color), cell.paragraphs
    if not cell.fill:
        return style, cell.paragraphs
    return legible_text(cell.paragraphs, style, cell.fill, ink.palette)
