"""Tables as `a:tbl` in a graphic frame (ECMA-376 part 1, section 21.1.3)."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.base.units import Box, emu
from deck_builder.shapes import Cell, TableFrame
from deck_builder.text.legible import legible_text
from deck_builder.text.runs import Alignment
from deck_builder.theme.model import Anchor
from deck_builder.theme.palette import Palette
from deck_builder.writer.page import Page, placeholder_reference
from deck_builder.writer.template import table_style_id
from deck_builder.writer.text import aligned, paragraphs_xml, unstyled
from deck_builder.writer.xml import ANCHORS, non_visual, solid_fill, transform

_TABLE = "http://schemas.openxmlformats.org/drawingml/2006/table"


def table_xml(table: TableFrame, page: Page) -> str:
    """Return a table as `p:graphicFrame`, as large as its rows and columns are together."""
    placeholder = page.placeholder(table.placeholder)
    number = next(page.ids)
    head = non_visual(number, f"Table {number}", table.alt or None)
    box = Box(table.box.x, table.box.y, sum(table.widths), sum(table.heights))
    return (
        f"<p:graphicFrame><p:nvGraphicFramePr>{head}"
        '<p:cNvGraphicFramePr><a:graphicFrameLocks noGrp="1"/></p:cNvGraphicFramePr>'
        f"{placeholder_reference(placeholder)}</p:nvGraphicFramePr>{transform(box, 'p')}"
        f'<a:graphic><a:graphicData uri="{_TABLE}">{_grid(table, page)}'
        "</a:graphicData></a:graphic></p:graphicFrame>"
    )


def _grid(table: TableFrame, page: Page) -> str:
    direction = ' rtl="1"' if table.style.rtl else ""
    first_row = ' firstRow="1"' if table.header_rows else ""
    first_column = ' firstCol="1"' if table.has_row_headers else ""
    columns = "".join(f'<a:gridCol w="{width}"/>' for width in table.widths)
    setter = _Setter(table, page)
    banded = "" if setter.bands else ' bandRow="1"'
    rows = "".join(
        setter.row(number, height, row)
        for number, (height, row) in enumerate(zip(table.heights, table.rows, strict=True))
    )
    return (
        f"<a:tbl><a:tblPr{direction}{first_row}{first_column}{banded}>"
        f"<a:tableStyleId>{table_style_id(page.theme)}</a:tableStyleId></a:tblPr>"
        f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>"
    )


class _Setter:
    """Writes the rows of a table, with what they have in common."""

    def __init__(self, table: TableFrame, page: Page) -> None:
        self._table = table
        self._setting = page.setting
        self._look = page.theme.table
        self._palette = page.setting.palette
        self._inherited = unstyled(table.style)
        self._styles = {one: aligned(table.style, one) for one in (None, *Alignment)}
        self._owners = _owners(table.rows)
        self._is_marked = table.has_row_headers and table.header_rows > 0
        self.bands = _bands(table) if self._look.band else ()

    def row(self, number: int, height: int, row: tuple[Cell, ...]) -> str:
        cells = "".join(self._cell(number, at, cell) for at, cell in enumerate(row))
        return f'<a:tr h="{height}">{cells}</a:tr>'

    def _cell(self, number: int, at: int, cell: Cell) -> str:
        style = self._styles[cell.alignment]
        if cell.strong:
            style = replace(style, bold=True)
        # The style of the table would set a heading in the first column as that of its row.
        if 0 < number < self._table.header_rows or (number == 0 and self._is_marked):
            style = replace(style, bold=True, color=self._look.header_color)
        inherited = self._inherited
        if number == 0 and self._table.header_rows and not self._is_marked:
            style = replace(style, color=self._look.header_color)
            inherited = replace(inherited, color=self._look.header_color)
        paragraphs = cell.paragraphs
        if cell.fill:
            style, paragraphs = legible_text(paragraphs, style, cell.fill, self._palette)
        content = paragraphs_xml(paragraphs, style, inherited, self._setting)
        look = self._look_of(number, at, cell)
        anchor = f' anchor="{ANCHORS[cell.anchor]}"' if cell.anchor is not Anchor.TOP else ""
        sides = f' marL="{cell.insets.left}"' if cell.lead else ""
        sides += f' marR="{cell.insets.right}"' if cell.trail else ""
        opening = f"<a:tcPr{sides}{anchor}"
        properties = f"{opening}>{look}</a:tcPr>" if look else f"{opening}/>"
        return (
            f"<a:tc{self._spans(number, at)}><a:txBody><a:bodyPr/><a:lstStyle/>"
            f"{content}</a:txBody>{properties}</a:tc>"
        )

    def _spans(self, number: int, at: int) -> str:
        """How many places a cell covers, or that another one covers it."""
        owner = self._owners.get((number, at))
        if owner is None:
            return ""
        row, column, of = owner
        attributes = f' rowSpan="{of.rows}"' if of.rows > 1 and number == row else ""
        if of.columns > 1 and at == column:
            attributes += f' gridSpan="{of.columns}"'
        if at > column:
            attributes += ' hMerge="1"'
        if number > row:
            attributes += ' vMerge="1"'
        return attributes

    def _look_of(self, number: int, at: int, cell: Cell) -> str:
        """What the style of the table does not do for a place."""
        if cell.fill and number >= self._table.header_rows:
            return _fill(cell.fill, self._palette)
        if number < self._table.header_rows:
            return self._header_look(number, at) if self._table.header_rows > 1 else ""
        return _fill(self._look.band, self._palette) if number in self.bands else ""

    def _header_look(self, number: int, at: int) -> str:
        """What the style of a table does for its first row alone: the fill of a header row, and the
        line under the last one. Between them there are thin lines."""
        fill = _fill(self._look.header_fill, self._palette) if number else ""
        top = self._line("T", number - 1, at) if number else ""
        return f"{top}{self._line('B', number, at)}{fill}"

    def _line(self, side: str, number: int, at: int) -> str:
        """The line under a place of the header."""
        look = self._look
        owner = self._owners.get((number, at))
        last = owner[0] + owner[2].rows - 1 if owner else number
        if last >= self._table.header_rows - 1:
            color, width = look.header_rule, 1.0 if look.frame else 1.5
        else:
            color, width = look.header_color if look.header_fill else look.rule, 0.75
        paint = _fill(color, self._palette)
        return f'<a:ln{side} w="{emu(width)}" cmpd="sng">{paint}</a:ln{side}>'


def _fill(color: str, palette: Palette) -> str:
    return solid_fill(palette, color) if color else "<a:noFill/>"


def _bands(table: TableFrame) -> frozenset[int]:
    """The rows with a band where cells cover several: those belong together. None where every row
    is on its own."""
    head = table.header_rows
    bands: list[int] = []
    band, end = -1, head
    for number, row in enumerate(table.rows[head:], head):
        if number >= end:
            band += 1
        end = max((end, *(number + cell.rows for cell in row if cell.rows > 1)))
        bands.append(band)
    if end == head:
        return frozenset()
    return frozenset(number for number, band in enumerate(bands, head) if band % 2 == 0)


def _owners(rows: Sequence[Sequence[Cell]]) -> dict[tuple[int, int], tuple[int, int, Cell]]:
    """The cell that covers a place, with its own row and column, where one covers several."""
    return {
        (row, column): (number, at, cell)
        for number, cells in enumerate(rows)
        for at, cell in enumerate(cells)
        if cell.is_merged
        for row in range(number, number + cell.rows)
        for column in range(at, at + cell.columns)
    }
