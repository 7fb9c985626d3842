"""Repair of small faults of a template, so that no deck inherits them: PowerPoint ignores some of
them and repairs others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import count

from deck_builder.base.diagnostics import DeckError
from deck_builder.package.opc import RT
from deck_builder.package.opened import OpenedFile, Relation
from deck_builder.package.xml import Element
from deck_builder.template.xml import A, P, text

_OFFICE = "application/vnd.openxmlformats-officedocument."
# The root element and the content type of the part that a relationship of a kind leads to.
_ROOTS = {
    "slideMaster": (f"{P}sldMaster", f"{_OFFICE}presentationml.slideMaster+xml"),
    "slideLayout": (f"{P}sldLayout", f"{_OFFICE}presentationml.slideLayout+xml"),
    "notesMaster": (f"{P}notesMaster", f"{_OFFICE}presentationml.notesMaster+xml"),
    "handoutMaster": (f"{P}handoutMaster", f"{_OFFICE}presentationml.handoutMaster+xml"),
    "theme": (f"{A}theme", f"{_OFFICE}theme+xml"),
}
_FOR_PRINT = ("notesMaster", "handoutMaster")
_WITH_THEME = ("slideMaster", *_FOR_PRINT)
_FIRST_ID, _ABOVE = 2**31, 2**32


def repair_parts(package: OpenedFile, main: str) -> None:
    """Repair, in a package with the presentation `main`: relationships to parts that are damaged or
    of another kind, content types, the masters of layouts, themes that several masters share, and
    ids that are used twice."""
    for part in ("", *package.parts):
        package.keep(part, lambda one: one.external or _is_sound(package, one))
    for master in package.related(main, "slideMaster"):
        _own_layouts(package, master)
    _own_themes(package, main)
    _number(package, main)


def _is_sound(package: OpenedFile, relation: Relation) -> bool:
    """Whether a relationship leads to a part that can be read and is what it says."""
    part = relation.target
    known = _ROOTS.get(relation.kind)
    if known is None:
        return relation.kind == "officeDocument" or package.is_readable(part)
    root, package_type = known
    try:
        is_right = package.tree(part).tag == root
    except DeckError:
        if relation.kind in _FOR_PRINT:
            return False
        raise
    if is_right:
        package.retype(part, package_type)
    return is_right


def _own_layouts(package: OpenedFile, master: str) -> None:
    """Let each layout of a master lead to it, and drop those of another master."""
    for layout in package.related(master, "slideLayout"):
        leads = package.related(layout, "slideMaster")
        if leads == [master]:
            continue
        if any(layout in package.related(one, "slideLayout") for one in leads if one != master):
            package.keep(master, lambda one, lost=layout: one.target != lost)  # type: ignore[misc]
            continue
        package.keep(layout, lambda one: one.kind != "slideMaster")
        package.relate(layout, RT.SLIDE_MASTER, master)


def _own_themes(package: OpenedFile, main: str) -> None:
    """Give each master one theme of its own."""
    owned: set[str] = set()
    for kind in _WITH_THEME:
        for master in package.related(main, kind):
            themes = package.related(master, "theme")
            if kind in _FOR_PRINT and not themes:
                package.keep(main, lambda one, lost=master: one.target != lost)  # type: ignore[misc]
            elif themes:
                theme = _copied(package, themes[0]) if themes[0] in owned else themes[0]
                owned.add(theme)
                if themes != [theme]:
                    _lead_to_theme(package, master, theme)


def _copied(package: OpenedFile, part: str) -> str:
    """The name of a new copy of a theme."""
    taken = {name.lower() for name in package.parts}
    names = (f"ppt/theme/theme{number}.xml" for number in count(1))
    copy = next(name for name in names if name not in taken)
    package.copy(part, copy)
    return copy


def _lead_to_theme(package: OpenedFile, master: str, theme: str) -> None:
    first = next(one for one in package.relations(master) if one.kind == "theme")
    package.keep(master, lambda one: one.kind != "theme")
    package.relate(master, first.type, theme, first.id)


def _number(package: OpenedFile, main: str) -> None:
    """Give masters and layouts new ids if two have the same, or one is not allowed."""
    listed = list(_listed(package, main))
    ids = [text(item, "id") for item in listed if item.get("id") is not None]
    if len(set(ids)) == len(ids) and all(map(_is_id, ids)):
        return
    for number, item in enumerate(listed, _FIRST_ID):
        item.set("id", str(number))


def _listed(package: OpenedFile, main: str) -> Iterator[Element]:
    """The entries of masters in the presentation, and of layouts in the masters."""
    yield from package.tree(main).iterfind(f"{P}sldMasterIdLst/{P}sldMasterId")
    for master in package.related(main, "slideMaster"):
        yield from package.tree(master).iterfind(f"{P}sldLayoutIdLst/{P}sldLayoutId")


def _is_id(number: str) -> bool:
    return number.isascii() and number.isdecimal() and _FIRST_ID <= int(number[:12]) < _ABOVE
