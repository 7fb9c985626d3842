"""The layouts of imported slides: those of the deck's template that are equal to them, or brought
along with their masters (ECMA-376 part 1, 13.3.9 and 13.3.10)."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from itertools import count

from lxml import etree

from deck_builder.package.kinds import (
    SLIDE_LAYOUT,
    SLIDE_LAYOUT_TYPE,
    SLIDE_MASTER,
    SLIDE_MASTER_TYPE,
    THEME_TYPE,
)
from deck_builder.package.media import Media
from deck_builder.package.names import Names
from deck_builder.package.opened import OpenedFile
from deck_builder.package.parts import (
    Part,
    new_part,
    put_relationship,
    reachable_parts,
    relate,
    related,
    relationships,
    rename,
)
from deck_builder.package.xml import parse, qualified, serialized
from deck_builder.reader import SlideFile
from deck_builder.template.cleaning import DROPPED, without_slides
from deck_builder.template.package import open_package
from deck_builder.writer.default_text import DefaultText
from deck_builder.writer.scaling import Fit, fit, scaled, slide_size

_SCALED = (SLIDE_LAYOUT_TYPE, SLIDE_MASTER_TYPE, THEME_TYPE)
_MASTER_LIST = qualified("p:sldMasterIdLst")
_MASTER_ID = qualified("p:sldMasterId")
_LAYOUT_LIST = qualified("p:sldLayoutIdLst")
_LAYOUT_ID = qualified("p:sldLayoutId")
_RELATION = qualified("r:id")
# ST_SlideMasterId and ST_SlideLayoutId; masters and layouts share their numbers.
_FIRST_ID = 2_147_483_648
_MEDIA = ("image/", "video/", "audio/")
# What a master's list of layouts stands before (ECMA-376 part 1, 19.3.1.42).
_BEFORE_LIST = tuple(map(qualified, ("p:cSld", "p:clrMap")))


class Masters:
    """The masters of a deck. `presentation` is its main part with the content `element`."""

    __slots__ = ("_brought", "_element", "_ids", "_known", "_media", "_names", "_presentation")

    def __init__(
        self, presentation: Part, element: etree._Element, names: Names, media: Media
    ) -> None:
        self._presentation = presentation
        self._element = element
        self._names = names
        self._media = media
        self._brought: dict[tuple[bytes, str], Part] = {}
        self._ids = _free_ids(presentation, element)
        self._known: dict[str, Part] = {}
        for master in related(presentation, SLIDE_MASTER):
            for layout in related(master, SLIDE_LAYOUT):
                self._known.setdefault(fingerprint(layout), layout)

    def layout(self, file: SlideFile, name: str) -> Part | None:
        """Return the layout that is called `name` in a file, after it was brought."""
        return self._brought.get((file.data, name))

    def fit(self, file: SlideFile) -> Fit:
        """Return how the slides of a file go on those of the deck."""
        return fit((file.width, file.height), slide_size(self._element))

    def default_text(self, source: etree._Element, factor: float) -> DefaultText:
        """Return how text looks in the presentation `source`, larger by a factor, that the deck
        has otherwise."""
        return DefaultText(source, self._element, factor)

    def bring(
        self, file: SlideFile, layouts: Sequence[str], text: DefaultText, change: Fit
    ) -> None:
        """Find the `layouts` of a file among those of the deck, or bring them with their masters,
        which have no others then. Their text looks as there, by `text`."""
        parts = self._copied(without_slides(open_package(file.data, file.name, DROPPED)))
        for part in parts.values():
            if part.content_type in _SCALED:
                part.blob = scaled(part.blob, change)
        missing: list[Part] = []
        for name in layouts:
            part = parts[name]
            known = self._known.get(fingerprint(part))
            if known is None:
                missing.append(part)
            self._brought[file.data, name] = known or part
        masters = {id(master): master for part in missing for master in related(part, SLIDE_MASTER)}
        for part in missing:
            self._known.setdefault(fingerprint(part), part)
        for part in (*missing, *masters.values()):
            part.blob = text.kept(part.blob)
        for master in masters.values():
            self._adopt(master, [part for part in missing if master in related(part, SLIDE_MASTER)])

    def _copied(self, file: OpenedFile) -> dict[str, Part]:
        """New parts for all those of a file, by the names that they have there."""
        old = reachable_parts(file.package)
        package = self._presentation.package
        parts = {one: new_part(package, one.partname, one.content_type, one.blob) for one in old}
        for one, part in parts.items():
            for key, relation in relationships(one).items():
                is_outside = relation.is_external
                target = relation.target_ref if is_outside else parts[relation.target_part]
                put_relationship(part, key, relation.reltype, target)
        return {one.partname[1:]: part for one, part in parts.items()}

    def _adopt(self, master: Part, layouts: Sequence[Part]) -> None:
        """Make a master one of the deck's, with these layouts alone."""
        known = relationships(master)
        for key, relation in list(known.items()):
            if relation.reltype == SLIDE_LAYOUT and relation.target_part not in layouts:
                known.pop(key)
        self._list_master(master)
        master.blob = self._listing(master)
        self._rename(master)

    def _list_master(self, master: Part) -> None:
        listed = self._element.find(_MASTER_LIST)
        if listed is None:
            listed = etree.Element(_MASTER_LIST)
            self._element.insert(0, listed)
        item = etree.SubElement(listed, _MASTER_ID)
        item.set("id", str(next(self._ids)))
        item.set(_RELATION, relate(self._presentation, SLIDE_MASTER, master))

    def _listing(self, master: Part) -> bytes:
        """A master's content with the list of the layouts that it has, in the order that it had."""
        root = parse(master.blob)
        listed = root.find(_LAYOUT_LIST)
        if listed is None:
            listed = etree.Element(_LAYOUT_LIST)
            root.insert(sum(one.tag in _BEFORE_LIST for one in root), listed)
        keys = [key for key, one in relationships(master).items() if one.reltype == SLIDE_LAYOUT]
        order = [one.get(_RELATION, "") for one in listed]
        for item in list(listed):
            listed.remove(item)
        for key in sorted(keys, key=lambda key: order.index(key) if key in order else len(order)):
            item = etree.SubElement(listed, _LAYOUT_ID)
            item.set("id", str(next(self._ids)))
            item.set(_RELATION, key)
        return serialized(root)

    def _rename(self, master: Part) -> None:
        """Give what came along names of its own in the deck; media that are there already are
        used."""
        waiting, seen = [master], {master}
        while waiting:
            part = waiting.pop(0)
            rename(part, self._names.like(part.partname))
            for key, relation in list(relationships(part).items()):
                if relation.is_external:
                    continue
                target = relation.target_part
                if target.content_type.startswith(_MEDIA) and not relationships(target):
                    known = self._media.known(target.blob, target.content_type)
                    if known is not None:
                        put_relationship(part, key, relation.reltype, known)
                        continue
                    self._media.keep(target)
                if target not in seen:
                    seen.add(target)
                    waiting.append(target)


def _free_ids(presentation: Part, element: etree._Element) -> Iterator[int]:
    """The numbers that no master and no layout has."""
    roots = [element, *(parse(one.blob) for one in related(presentation, SLIDE_MASTER))]
    taken = {one.get("id") for root in roots for one in root.iter(_MASTER_ID, _LAYOUT_ID)}
    return (number for number in count(_FIRST_ID) if str(number) not in taken)


def fingerprint(layout: Part) -> str:
    """Return a digest of all that makes a layout look as it does: itself, its master, the theme
    and their pictures. The other layouts of its master do not count."""
    return _digest(layout, {})


def _digest(part: Part, known: dict[int, str]) -> str:
    if id(part) in known:
        return known[id(part)]
    # What leads back to itself, as a layout does through its master, is known by its kind.
    known[id(part)] = part.content_type
    found = hashlib.sha256(_canonical(part))
    for key, relation in sorted(relationships(part).items()):
        if part.content_type == SLIDE_MASTER_TYPE and relation.reltype == SLIDE_LAYOUT:
            continue
        is_outside = relation.is_external
        said = relation.target_ref if is_outside else _digest(relation.target_part, known)
        found.update(f"\n{key} {relation.reltype} {said}".encode())
    known[id(part)] = found.hexdigest()
    return known[id(part)]


def _canonical(part: Part) -> bytes:
    if not part.partname.lower().endswith(".xml"):
        return part.blob
    root = parse(part.blob)
    for listed in list(root.iter(_LAYOUT_LIST)) if part.content_type == SLIDE_MASTER_TYPE else ():
        root.remove(listed)
    return etree.tostring(root, method="c14n")
