"""The style of tables in a template that has none of its own."""

from __future__ import annotations

from lxml import etree

from deck_builder.theme import Theme
from deck_builder.writer.parts import TABLE_STYLES, TABLE_STYLES_TYPE, Part
from deck_builder.writer.template import table_style_id
from deck_builder.writer.template_xml import table_style_xml

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_NAME = "/ppt/tableStyles.xml"
# What a table has that someone inserts in PowerPoint.
_DEFAULT = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
_EMPTY = f'<a:tblStyleLst xmlns:a="{_MAIN}" def="{_DEFAULT}"/>'.encode()


def add_table_style(presentation: Part, theme: Theme) -> None:
    """Add the style that tables of `theme` have where its template leaves that to PowerPoint,
    whose own styles do not know which text is read on a template's ground."""
    if theme.template is None or theme.template.table_style:
        return
    part = _styles_part(presentation)
    root = etree.fromstring(part.blob)
    style = table_style_xml(theme, table_style_id(theme))
    root.append(etree.fromstring(f'<a:x xmlns:a="{_MAIN}">{style}</a:x>')[0])
    etree.cleanup_namespaces(root)
    part.blob = etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _styles_part(presentation: Part) -> Part:
    found = presentation.related(TABLE_STYLES)
    if found:
        return found[0]
    part = Part(_NAME, TABLE_STYLES_TYPE, _EMPTY)
    presentation.relate(TABLE_STYLES, part)
    return part
