"""The notes master of a presentation: the template's own, or one made for it."""

from __future__ import annotations

from itertools import count

from lxml import etree

from deck_builder.base.values import replace
from deck_builder.package.packing import reachable_parts
from deck_builder.package.parts import (
    NOTES_MASTER,
    NOTES_MASTER_TYPE,
    THEME,
    THEME_TYPE,
    Part,
)
from deck_builder.theme.model import Theme
from deck_builder.theme.palette import Color
from deck_builder.writer.master import notes_master_xml, printed, theme_xml
from deck_builder.writer.xml import DECLARATION, qualified


def notes_master(package: Part, part: Part, presentation: etree._Element, theme: Theme) -> Part:
    """Return the notes master of a package whose main `part` has the content `presentation`; one
    that has none gets one in the fonts of `theme`, so that PowerPoint shows the notes and prints
    them."""
    for key, relation in part.relations.items():
        if relation.kind == NOTES_MASTER and isinstance(relation.target, Part):
            _list_master(presentation, key)
            return relation.target
    taken = {one.name.lower() for one in reachable_parts(package)}
    plain = _plain(theme)
    scheme = (DECLARATION + theme_xml(plain, plain.palette)).encode()
    colors = Part(_free("theme/theme", taken), THEME_TYPE, scheme)
    blob = (DECLARATION + notes_master_xml(plain)).encode()
    master = Part(_free("notesMasters/notesMaster", taken), NOTES_MASTER_TYPE, blob)
    master.relate(THEME, colors)
    _list_master(presentation, part.relate(NOTES_MASTER, master))
    return master


def _plain(theme: Theme) -> Theme:
    """The theme in black on white."""
    palette = printed(theme.palette)
    colors = {"text": Color("tx1"), "background": Color("bg1"), "muted": Color("tx2")}
    return replace(theme, palette=replace(palette, colors={**palette.colors, **colors}))


def _free(stem: str, taken: set[str]) -> str:
    names = (f"/ppt/{stem}{number}.xml" for number in count(1))
    return next(name for name in names if name.lower() not in taken)


def _list_master(presentation: etree._Element, relation: str) -> None:
    listed = presentation.find(qualified("p:notesMasterIdLst"))
    if listed is None:
        listed = etree.Element(qualified("p:notesMasterIdLst"))
        before = presentation.find(qualified("p:sldMasterIdLst"))
        if before is None:
            return
        before.addnext(listed)
    if listed.find(qualified("p:notesMasterId")) is None:
        listed.clear()
        item = etree.SubElement(listed, qualified("p:notesMasterId"))
        item.set(qualified("r:id"), relation)
