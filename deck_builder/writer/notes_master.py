"""The notes master of a presentation: the template's own, or one made for it."""

from __future__ import annotations

from dataclasses import replace
from itertools import count
from typing import cast

from lxml import etree
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml.ns import qn
from pptx.package import Package
from pptx.parts.presentation import PresentationPart
from pptx.parts.slide import NotesMasterPart

from deck_builder.theme import Color, Theme
from deck_builder.writer.master import notes_master_xml, printed, theme_xml
from deck_builder.writer.package import reachable_parts
from deck_builder.writer.xml import DECLARATION

_BEFORE = "p:sldMasterIdLst"


def notes_master(presentation: PresentationPart, theme: Theme) -> NotesMasterPart:
    """Return the notes master; a presentation that has none gets one in the fonts of `theme`, so
    that PowerPoint shows the notes and prints them."""
    for relation in presentation.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NOTES_MASTER:
            _list_master(presentation, relation.rId)
            return cast(NotesMasterPart, relation.target_part)
    package = presentation.package
    taken = {str(part.partname) for part in reachable_parts(package)}
    plain = _plain(theme)
    scheme = theme_xml(plain, plain.palette)
    colors = _part(_free("theme/theme", taken), CONTENT_TYPE.OFC_THEME, scheme, package)
    name = PackURI(_free("notesMasters/notesMaster", taken))
    blob = (DECLARATION + notes_master_xml(plain)).encode()
    master = cast(
        NotesMasterPart,
        NotesMasterPart.load(name, CONTENT_TYPE.PML_NOTES_MASTER, package, blob),
    )
    master.relate_to(colors, RELATIONSHIP_TYPE.THEME)
    _list_master(presentation, presentation.relate_to(master, RELATIONSHIP_TYPE.NOTES_MASTER))
    return master


def _plain(theme: Theme) -> Theme:
    """The theme in black on white."""
    palette = printed(theme.palette)
    colors = {"text": Color("tx1"), "background": Color("bg1"), "muted": Color("tx2")}
    return replace(theme, palette=replace(palette, colors={**palette.colors, **colors}))


def _free(stem: str, taken: set[str]) -> str:
    names = (f"/ppt/{stem}{number}.xml" for number in count(1))
    return next(name for name in names if name not in taken)


def _part(name: str, content_type: str, xml: str, package: Package) -> Part:
    return Part(PackURI(name), content_type, package, (DECLARATION + xml).encode())


def _list_master(presentation: PresentationPart, relation: str) -> None:
    element = presentation._element
    if element.find(qn("p:notesMasterIdLst")) is not None:
        return
    listed = etree.Element(qn("p:notesMasterIdLst"))
    etree.SubElement(listed, qn("p:notesMasterId")).set(qn("r:id"), relation)
    before = element.find(qn(_BEFORE))
    if before is not None:
        before.addnext(listed)
