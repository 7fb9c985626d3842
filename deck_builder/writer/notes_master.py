"""The notes master of a presentation: the template's own, or one made for it."""

from __future__ import annotations

from itertools import count

from lxml import etree
from msgspec.structs import replace

from deck_builder.package.kinds import NOTES_MASTER, NOTES_MASTER_TYPE, THEME, THEME_TYPE
from deck_builder.package.parts import (
    Part,
    new_part,
    reachable_parts,
    relate,
    relationships,
)
from deck_builder.package.xml import DECLARATION, qualified
from deck_builder.theme.model import Theme
from deck_builder.theme.palette import Color
from deck_builder.writer.master import notes_master_xml, printed, theme_xml


def notes_master(part: Part, presentation: etree._Element, theme: Theme) -> Part:
    """Return the notes master of a presentation that is the `part` with the content `presentation`;
    one that has none gets one in the fonts of `theme`, so that PowerPoint shows the notes and
    prints them."""
    for key, relation in relationships(part).items():
        if relation.reltype == NOTES_MASTER and not relation.is_external:
            _list_master(presentation, key)
            return relation.target_part
    package = part.package
    taken = {one.partname.lower() for one in reachable_parts(package)}
    plain = _plain(theme)
    scheme = (DECLARATION + theme_xml(plain, plain.palette)).encode()
    colors = new_part(package, _free("theme/theme", taken), THEME_TYPE, scheme)
    blob = (DECLARATION + notes_master_xml(plain)).encode()
    master = new_part(package, _free("notesMasters/notesMaster", taken), NOTES_MASTER_TYPE, blob)
    relate(master, THEME, colors)
    _list_master(presentation, relate(part, NOTES_MASTER, master))
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
