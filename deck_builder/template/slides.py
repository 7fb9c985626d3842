"""The slides of a PowerPoint file that are imported into a talk: their contents, the parts that
they need, and what is lost."""

from __future__ import annotations

from functools import lru_cache

from deck_builder.base.limits import PACKAGE_SLIDES
from deck_builder.package.guard import damaged
from deck_builder.package.opc import CT
from deck_builder.package.opened import OpenedFile, Relation
from deck_builder.package.xml import Element
from deck_builder.reader.read import read_deck
from deck_builder.reader.slides import SlideFile, SlideLosses
from deck_builder.template.cleaning import DROPPED, has_macros, main_part
from deck_builder.template.embedded_files import is_file, is_whole
from deck_builder.template.package import open_package
from deck_builder.template.xml import P, R

LEFT_BEHIND = (
    *(kind for kind in DROPPED if kind != "slide"),
    *("control", "activeXControlBinary", "slideSyncData", "slideUpdateInfo"),
)
"""Kinds of relationships that a slide is imported without: to comments, to programs."""

CUSTOM_SHOW = "ppaction://customshow"
MACRO = "ppaction://macro"
_NEEDED = tuple(f"{kind}+xml" for kind in ("slideLayout", "slideMaster", "notesSlide", "theme"))
_SHARED = (
    *("slide", "slideLayout", "slideMaster"),
    *("notesSlide", "notesMaster", "handoutMaster"),
)
_MAIN = ".main+xml"
_ALTERNATIVES = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
_ZOOMS = ("sldZm", "sectionZm", "summaryZm")
_CONTROL = f"{P}control"
_XML = ".xml"


def open_slides(data: bytes, name: str) -> OpenedFile:
    """Return the parts of a PowerPoint file with its slides. Raises DeckError as `open_package`
    does."""
    return open_package(data, name, LEFT_BEHIND)


def slide_parts(package: OpenedFile) -> list[str]:
    """Return the parts of the slides in their order. Raises DeckError when one is missing."""
    main = main_part(package)
    known = package.by_id(main)
    found: list[str] = []
    for listed in package.tree(main).iterfind(f"{P}sldIdLst/{P}sldId"):
        relation = known.get(listed.get(f"{R}id", ""))
        if relation is None or relation.external or package.type(relation.target) != CT.PML_SLIDE:
            raise damaged(package.name, f"slide {len(found) + 1} is not in it")
        found.append(relation.target)
    return found


@lru_cache(maxsize=4)
def read_slides(data: bytes, name: str) -> SlideFile:
    """Return the slides in the PowerPoint file `data`; messages use `name` for it.

    Raises DeckError with a hint when it is encrypted, old, broken or far too large, and LimitError
    when it has too many slides.
    """
    package = open_slides(data, name)
    parts = slide_parts(package)
    PACKAGE_SLIDES.check(len(parts), f"‘{name}’")
    for part in package.parts:
        # Which layouts, masters and themes are needed is not known yet.
        if package.type(part).endswith(_NEEDED):
            package.tree(part)
    for part in parts:
        _check_layout(package, part)
    losses = tuple(_losses(package, part) for part in parts)
    deck = read_deck(data, f"‘{name}’")
    return SlideFile(name, data, deck.slides, losses, deck.width, deck.height, has_macros(package))


def _check_layout(package: OpenedFile, slide: str) -> None:
    """Raise DeckError unless a slide has a layout, the layout a master that lists it, and the
    master a theme."""
    way = [slide]
    for kind in ("slideLayout", "slideMaster", "theme"):
        found = package.related(way[-1], kind)
        if len(found) != 1 or not package.type(found[0]).endswith(f"{kind}+xml"):
            raise damaged(package.name, f"{way[-1]} has no {kind}")
        way.append(found[0])
    if way[1] not in package.related(way[2], "slideLayout"):
        raise damaged(package.name, f"{way[2]} has no {way[1]}")
    if way[2] not in package.related(main_part(package), "slideMaster"):
        raise damaged(package.name, f"it has no {way[2]}")


def _own_parts(package: OpenedFile, slide: str) -> list[str]:
    """The parts that are imported with a slide, itself first: no other slide, no notes, and nothing
    that slides share."""
    found = [slide]
    for part in found:
        own = (
            one.target
            for one in package.relations(part)
            if not one.external and not is_shared(one, package)
        )
        found += [one for one in dict.fromkeys(own) if one not in found]
    return found


def is_shared(relation: Relation, package: OpenedFile) -> bool:
    """Whether a relationship leads to a part of the presentation as a whole, or to notes, which are
    written separately."""
    kind = package.type(relation.target)
    return relation.kind in _SHARED or (
        "presentationml" in kind and kind.endswith((*(f".{one}+xml" for one in _SHARED), _MAIN))
    )


def actions(root: Element, start: str) -> list[Element]:
    """Return the clicks whose action begins with `start`."""
    return [one for one in root.iter("*") if one.get("action", "").startswith(start)]


def zooms(root: Element) -> list[Element]:
    """Return the alternatives with a zoom, which refers to slides of its file by number."""
    return [
        one
        for one in root.iter(_ALTERNATIVES)
        if any(str(inner.tag).rpartition("}")[2] in _ZOOMS for inner in one.iter("*"))
    ]


def _losses(package: OpenedFile, slide: str) -> SlideLosses:
    """What a slide loses, needs and brings. Raises DeckError when one of its parts is not XML."""
    parts = _own_parts(package, slide)
    roots = [package.tree(part) for part in parts if part.lower().endswith(_XML)]
    root = package.tree(slide)
    outside = (one for part in parts for one in package.relations(part) if one.external)
    return SlideLosses(
        shows=len(actions(root, CUSTOM_SHOW)),
        macros=len(actions(root, MACRO)),
        zooms=len(zooms(root)),
        controls=len({one.get(f"{R}id") for found in roots for one in found.iter(_CONTROL)}),
        outside=len({one.target for one in outside if one.kind != "hyperlink"}),
        whole=sum(_is_whole(package, one, parts) for one in parts),
    )


def _is_whole(package: OpenedFile, part: str, others: list[str]) -> bool:
    """Whether a part is a file of which not all is shown."""
    if not is_file(package.content(part)):
        return False
    users = [one for one in others if part in (lead.target for lead in package.relations(one))]
    return is_whole(package.content(part), [package.content(one) for one in users])
