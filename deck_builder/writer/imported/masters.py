"""The layouts of imported slides: those of the deck's template that are equal to them, or
imported with their masters (ECMA-376 part 1, 13.3.9 and 13.3.10)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import count

from lxml import etree

from deck_builder.package import opc
from deck_builder.package.media import MEDIA_TYPES, Media
from deck_builder.package.names import Names
from deck_builder.package.opc import CT, RT, Part
from deck_builder.package.xml import parse, qn, serialized
from deck_builder.reader import SlideFile
from deck_builder.template.cleaning import DROPPED, without_slides
from deck_builder.template.package import open_package
from deck_builder.writer.default_text import DefaultText
from deck_builder.writer.scaling import Fit, scaled

_SCALED = (CT.PML_SLIDE_LAYOUT, CT.PML_SLIDE_MASTER, CT.OFC_THEME)
_MASTER_LIST = qn("p:sldMasterIdLst")
_MASTER_ID = qn("p:sldMasterId")
_LAYOUT_LIST = qn("p:sldLayoutIdLst")
_LAYOUT_ID = qn("p:sldLayoutId")
_RELATION = qn("r:id")
# ST_SlideMasterId and ST_SlideLayoutId; masters and layouts share their numbers.
_FIRST_ID = 2_147_483_648
# What comes before a master's list of layouts (ECMA-376 part 1, 19.3.1.42).
_BEFORE_LIST = tuple(map(qn, ("p:cSld", "p:clrMap")))


class Masters:
    """The masters of a deck. `presentation` is its main part, with the root `element`. What others
    have besides what they show is left out unless `keep_data`."""

    __slots__ = (
        *("_ids", "_imported", "_keep_data", "_known", "_media", "_names", "_presentation"),
        "element",
    )

    def __init__(
        self, presentation: Part, names: Names, media: Media, keep_data: bool = False
    ) -> None:
        self._presentation = presentation
        self._keep_data = keep_data
        self.element = element = opc.element_of(presentation)
        self._names = names
        self._media = media
        self._imported: dict[tuple[bytes, str], Part] = {}
        self._ids = _free_ids(presentation, element)
        self._known: dict[str, Part] = {}
        for master in opc.related(presentation, RT.SLIDE_MASTER):
            for layout in opc.related(master, RT.SLIDE_LAYOUT):
                self._known.setdefault(fingerprint(layout), layout)

    def layout(self, file: SlideFile, name: str) -> Part | None:
        """Return the layout that is called `name` in a file whose layouts were added."""
        return self._imported.get((file.data, name))

    def add(self, file: SlideFile, layouts: Sequence[str], text: DefaultText, change: Fit) -> None:
        """Find the `layouts` of a file among those of the deck, or import them with their masters,
        which have no others then. Their text looks as in the file, by `text`."""
        opened = open_package(file.data, file.name, DROPPED)
        package = without_slides(opened, self._keep_data).package
        parts = {part.partname[1:]: part for part in opc.reachable_parts(package)}
        for part in parts.values():
            if part.content_type in _SCALED:
                part.blob = scaled(part.blob, change)
        missing: list[Part] = []
        for name in layouts:
            part = parts[name]
            known = self._known.get(fingerprint(part))
            if known is None:
                missing.append(part)
            self._imported[file.data, name] = known or part
        masters: dict[Part, list[Part]] = {}
        for part in missing:
            self._known.setdefault(fingerprint(part), part)
            for master in opc.related(part, RT.SLIDE_MASTER):
                masters.setdefault(master, []).append(part)
        for part in (*missing, *masters):
            part.blob = text.applied_to(part.blob)
        for master, those in masters.items():
            self._adopt(master, those)

    def _adopt(self, master: Part, layouts: Sequence[Part]) -> None:
        """Add a master to the deck, with these layouts alone."""
        known = opc.relationships(master)
        for key, relation in list(known.items()):
            if relation.reltype == RT.SLIDE_LAYOUT and relation.target_part not in layouts:
                known.pop(key)
        self._list_master(master)
        master.blob = self._listing(master)
        self._rename(master)

    def _list_master(self, master: Part) -> None:
        listed = self.element.find(_MASTER_LIST)
        if listed is None:
            listed = etree.Element(_MASTER_LIST)
            self.element.insert(0, listed)
        item = etree.SubElement(listed, _MASTER_ID)
        item.set("id", str(next(self._ids)))
        item.set(_RELATION, opc.relate(self._presentation, RT.SLIDE_MASTER, master))

    def _listing(self, master: Part) -> bytes:
        """A master's content with the list of the layouts that it has, in their old order."""
        root = parse(master.blob)
        listed = root.find(_LAYOUT_LIST)
        if listed is None:
            listed = etree.Element(_LAYOUT_LIST)
            root.insert(sum(one.tag in _BEFORE_LIST for one in root), listed)
        keys = [
            key for key, one in opc.relationships(master).items() if one.reltype == RT.SLIDE_LAYOUT
        ]
        order = [one.get(_RELATION, "") for one in listed]
        for item in list(listed):
            listed.remove(item)
        for key in sorted(keys, key=lambda key: order.index(key) if key in order else len(order)):
            item = etree.SubElement(listed, _LAYOUT_ID)
            item.set("id", str(next(self._ids)))
            item.set(_RELATION, key)
        return serialized(root)

    def _rename(self, master: Part) -> None:
        """Give imported parts new names in the deck; media that the deck has already are used."""
        waiting, seen = [master], {master}
        while waiting:
            part = waiting.pop(0)
            part.partname = opc.PackURI(self._names.like(part.partname))
            for key, relation in list(opc.relationships(part).items()):
                if relation.is_external:
                    continue
                target = relation.target_part
                if target.content_type.startswith(MEDIA_TYPES) and not opc.relationships(target):
                    known = self._media.known(target.blob, target.content_type)
                    if known is not None:
                        opc.put_relationship(part, key, relation.reltype, known)
                        continue
                    self._media.keep(target)
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)


def _free_ids(presentation: Part, element: etree._Element) -> Iterator[int]:
    """Ids that no master and no layout has."""
    roots = [element, *(parse(one.blob) for one in opc.related(presentation, RT.SLIDE_MASTER))]
    taken = {one.get("id") for root in roots for one in root.iter(_MASTER_ID, _LAYOUT_ID)}
    return (number for number in count(_FIRST_ID) if str(number) not in taken)


def fingerprint(layout: Part) -> str:
    """Return a digest of all that makes a layout look as it does: itself, its master, the theme
    and their pictures. The other layouts of its master do not count."""
    return _digest(layout, {})


def _digest(part: Part, known: dict[int, str]) -> str:
    if id(part) in known:
        return known[id(part)]
    # A part that leads back to itself, as a layout does through its master, counts by its type.
    known[id(part)] = part.content_type
    found = hashlib.sha256(_canonical(part))
    for key, relation in sorted(opc.relationships(part).items()):
        if part.content_type == CT.PML_SLIDE_MASTER and relation.reltype == RT.SLIDE_LAYOUT:
            continue
        is_outside = relation.is_external
        target = relation.target_ref if is_outside else _digest(relation.target_part, known)
        found.update(f"\n{key} {relation.reltype} {target}".encode())
    known[id(part)] = found.hexdigest()
    return known[id(part)]


def _canonical(part: Part) -> bytes:
    if not part.partname.lower().endswith(".xml"):
        return part.blob
    root = parse(part.blob)
    for listed in list(root.iter(_LAYOUT_LIST)) if part.content_type == CT.PML_SLIDE_MASTER else ():
        root.remove(listed)
    return etree.tostring(root, method="c14n")
