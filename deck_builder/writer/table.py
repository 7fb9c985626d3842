"""Tables as `a:tbl` in a graphic frame (ECMA-376 part 1, section 21.1.3)."""

from __future__ import annotations

from collections.abc import Mapping

from deck_builder.base.units import Box
from deck_builder.shapes import Cell, TableFrame
from deck_builder.text.runs import Alignment
from deck_builder.theme.model import TextStyle
from deck_builder.writer.list_style import Setting
from deck_builder.writer.page import Page, placeholder_reference
from deck_builder.writer.template import table_style_id
from deck_builder.writer.text import aligned, paragraphs_xml, unstyled
from deck_builder.writer.xml import non_visual, transform

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
    columns = "".join(f'<a:gridCol w="{width}"/>' for width in table.widths)
    styles = {alignment: aligned(table.style, alignment) for alignment in (None, *Alignment)}
    inherited = unstyled(table.style)
    rows = "".join(
        _row(height, row, styles, inherited, page.setting)
        for height, row in zip(table.heights, table.rows, strict=True)
    )
    return (
        f'<a:tbl><a:tblPr{direction}{first_row} bandRow="1">'
        f"<a:tableStyleId>{table_style_id(page.theme)}</a:tableStyleId></a:tblPr>"
        f"<a:tblGrid>{columns}</a:tblGrid>{rows}</a:tbl>"
    )


def _row(
    height: int,
    row: tuple[Cell, ...],
    styles: Mapping[Alignment | None, TextStyle],
    inherited: TextStyle,
    setting: Setting,
) -> str:
    cells = "".join(
        "<a:tc><a:txBody><a:bodyPr/><a:lstStyle/>"
        f"{paragraphs_xml(cell.paragraphs, styles[cell.alignment], inherited, setting)}"
        '</a:txBody><a:tcPr anchor="ctr"/></a:tc>'
        for cell in row
    )
    return f'<a:tr h="{height}">{cells}</a:tr>'
