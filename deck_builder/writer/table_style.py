"""Table styles that a template does not have itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from copy import deepcopy

from lxml import etree

from deck_builder.package.opc import CT, RT, Part, new_part, relate, related
from deck_builder.package.opened import OpenedFile
from deck_builder.package.xml import serialized
from deck_builder.template.cleaning import main_part
from deck_builder.theme.model import Theme
from deck_builder.writer.template import table_style_id
from deck_builder.writer.template_xml import table_style_xml

_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main"
_STYLE = re.compile(rb"<a:tableStyleId>\s*({[0-9A-Fa-f-]+})")
_NAME = "/ppt/tableStyles.xml"
# The style of a table that someone inserts in PowerPoint.
_DEFAULT = "{5C22544A-7EE6-4342-B048-85BDC9FD1C3A}"
_EMPTY = f'<a:tblStyleLst xmlns:a="{_MAIN}" def="{_DEFAULT}"/>'.encode()


def add_table_style(presentation: Part, theme: Theme) -> None:
    """Add the table style of `theme` where its template has none: PowerPoint's own styles do not
    know which text can be read on a template's background."""
    if theme.template is None or theme.template.table_style:
        return
    part = _styles_part(presentation)
    root = etree.fromstring(part.blob)
    style = table_style_xml(theme, table_style_id(theme))
    root.append(etree.fromstring(f'<a:x xmlns:a="{_MAIN}">{style}</a:x>')[0])
    etree.cleanup_namespaces(root)
    part.blob = serialized(root)


def _styles_part(presentation: Part) -> Part:
    found = related(presentation, RT.TABLE_STYLES)
    if found:
        return found[0]
    part = new_part(presentation.package, _NAME, CT.PML_TABLE_STYLES, _EMPTY)
    relate(presentation, RT.TABLE_STYLES, part)
    return part


def add_table_styles(presentation: Part, source: OpenedFile, slides: Iterable[Part]) -> None:
    """Add the styles of `source` that the tables of its `slides` use, where the presentation does
    not have them."""
    wanted = {guid.decode().upper() for slide in slides for guid in _STYLE.findall(slide.blob)}
    if not wanted:
        return
    main = main_part(source)
    part = _styles_part(presentation)
    root = etree.fromstring(part.blob)
    known = {one.get("styleId", "").upper() for one in root}
    for listed in source.related(main, "tableStyles"):
        for style in source.tree(listed):
            guid = str(style.get("styleId", "")).upper()
            if guid in wanted - known:
                known.add(guid)
                root.append(deepcopy(style))
                part.blob = serialized(root)
