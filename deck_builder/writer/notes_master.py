"""The notes master of a presentation: the template's own, or a new one."""

from __future__ import annotations

from lxml import etree
from msgspec.structs import replace

from deck_builder.package import opc
from deck_builder.package.names import Names
from deck_builder.package.opc import CT, RT, Part
from deck_builder.package.xml import DECLARATION, qn
from deck_builder.theme.model import Theme
from deck_builder.theme.palette import Color
from deck_builder.writer.master import notes_master_xml, printed, theme_xml


def notes_master(part: Part, names: Names, theme: Theme) -> Part:
    """Return the notes master of a presentation; one that has none gets one in the fonts of
    `theme`, so that PowerPoint shows the notes and prints them. `names` are those of its parts."""
    presentation = opc.element_of(part)
    for key, relation in opc.relationships(part).items():
        if relation.reltype == RT.NOTES_MASTER and not relation.is_external:
            _list_master(presentation, key)
            return relation.target_part
    plain = _plain(theme)
    scheme = (DECLARATION + theme_xml(plain, plain.palette)).encode()
    name = names.numbered("/ppt/theme/theme", ".xml")
    colors = opc.new_part(part.package, name, CT.OFC_THEME, scheme)
    blob = (DECLARATION + notes_master_xml(plain)).encode()
    name = names.numbered("/ppt/notesMasters/notesMaster", ".xml")
    master = opc.new_part(part.package, name, CT.PML_NOTES_MASTER, blob)
    opc.relate(master, RT.THEME, colors)
    _list_master(presentation, opc.relate(part, RT.NOTES_MASTER, master))
    return master


def _plain(theme: Theme) -> Theme:
    """The theme in black on white."""
    palette = printed(theme.palette)
    colors = {"text": Color("tx1"), "background": Color("bg1"), "muted": Color("tx2")}
    return replace(theme, palette=replace(palette, colors={**palette.colors, **colors}))


def _list_master(presentation: etree._Element, relation: str) -> None:
    listed = presentation.find(qn("p:notesMasterIdLst"))
    if listed is None:
        listed = etree.Element(qn("p:notesMasterIdLst"))
        before = presentation.find(qn("p:sldMasterIdLst"))
        if before is None:
            return
        before.addnext(listed)
    if listed.find(qn("p:notesMasterId")) is None:
        listed.clear()
        item = etree.SubElement(listed, qn("p:notesMasterId"))
        item.set(qn("r:id"), relation)
