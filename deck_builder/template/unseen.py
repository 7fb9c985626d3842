"""What a file has besides what it shows: data of programs, comments in its XML, metadata of its
pictures, and the other sheets of embedded workbooks."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from deck_builder.assets.metadata import is_svg, without_metadata
from deck_builder.assets.svg_harmless import harmless
from deck_builder.package import opc
from deck_builder.package.guard import XML_ENDINGS
from deck_builder.package.names import Names, is_plain
from deck_builder.package.opc import Part
from deck_builder.package.opened import OpenedFile, Relation
from deck_builder.package.xml import Element, parse, serialized
from deck_builder.template.embedded_files import is_file, plain_file

_DATA = ("customXml", "customXmlProps", "tags", "custom-properties", "customProperty")
# Relationships of a file and of its presentation; programs add others for data of their own.
_OF_FILE = ("officeDocument",)
_OF_PRESENTATION = (
    *("slide", "slideMaster", "notesMaster", "handoutMaster", "theme", "font"),
    *("presProps", "viewProps", "tableStyles"),
)
# How the types of relationships begin that are of the format; programs have their own.
_TYPES = (
    "http://schemas.openxmlformats.org/officeDocument/2006/relationships/",
    "http://purl.oclc.org/ooxml/officeDocument/relationships/",
    "http://schemas.microsoft.com/office/",
)
_DRAWING = ".svg"
_INK = "application/inkml+xml"
# How the namespaces begin that belong to the format, and to standards that it uses.
_KNOWN = (
    *("http://schemas.openxmlformats.org/", "http://schemas.microsoft.com/"),
    *("http://purl.oclc.org/ooxml/", "urn:schemas-microsoft-com:", "http://www.w3.org/"),
)
_NAMESPACE = re.compile(rb"""xmlns(?::[\w.-]+)?\s*=\s*["']([^"']*)""")
_UNPARSED = re.compile(rb"<!--|<\?(?!xml )")
_CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
_OF_CHARTS = (f"{_CHART}printSettings", f"{_CHART}pivotSource")
_HOLDERS = ("}ext", "}extLst", "}custDataLst")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<")


def drop_data(package: OpenedFile, main: str) -> None:
    """Remove the relationships of a presentation, whose own part is `main`, to what programs keep
    in its file: custom properties, custom XML, tags, and kinds that are not known."""
    package.keep("", lambda one: one.kind in _OF_FILE)
    package.keep(main, lambda one: one.kind in _OF_PRESENTATION)
    for part in package.parts:
        package.keep(part, lambda one: _is_shown(one, package))


def _is_shown(relation: Relation, package: OpenedFile) -> bool:
    if relation.kind in _DATA:
        # What is drawn by hand is custom XML, too.
        return not relation.external and package.type(relation.target) == _INK
    return relation.type.startswith(_TYPES)


def rename_files(package: OpenedFile) -> None:
    """Give pictures, films and other files in a package plain names instead of those that people
    gave them."""
    names = Names(f"/{part}" for part in package.parts)
    for part in list(package.parts):
        if not part.lower().endswith(XML_ENDINGS) and not is_plain(f"/{part}"):
            package.rename(part, names.like(f"/{part}")[1:])


def clean_parts(parts: Iterable[Part]) -> None:
    """Remove from each part what is not shown."""
    whole = tuple(parts)
    for part in whole:
        data = part.blob
        plain = plain_content(part.partname, data)
        if plain is not data:
            opc.replace_content(part, plain)
    clean_files(whole)


def clean_files(parts: Iterable[Part]) -> None:
    """Remove what is not shown from the files that are embedded among these parts."""
    whole = tuple(parts)
    for part in whole:
        if is_file(part.blob):
            users = (one for one in whole if part in _targets(one))
            plain = plain_file(part.blob, [one.blob for one in users])
            if plain is not None:
                opc.replace_content(part, plain)


def _targets(part: Part) -> list[Part]:
    found = opc.relationships(part).values()
    return [one.target_part for one in found if not one.is_external]


def plain_content(name: str, data: bytes) -> bytes:
    """Return the content of a part without comments, without elements and attributes of unknown
    formats, and without metadata; a drawing without what runs or leads out of it. It is the same
    object when there is nothing to remove. XML that cannot be parsed is left as it is, but no
    drawing."""
    if not name.lower().endswith(XML_ENDINGS):
        plain = without_metadata(data)
        is_drawing = name.lower().endswith(_DRAWING) or is_svg(data)
        return harmless(plain) if is_drawing else plain
    if not _may_have_more(data):
        return data
    try:
        root = parse(data)
    except ValueError:
        return data
    return serialized(root) if drop_unknown(root) else data


def _may_have_more(data: bytes) -> bool:
    if data.startswith(_WIDE) or _UNPARSED.search(data):
        return True
    known = tuple(one.encode() for one in _KNOWN)
    return any(not found.startswith(known) for found in _NAMESPACE.findall(data))


def drop_unknown(root: Element) -> bool:
    """Remove comments, instructions, and what is in the namespaces of other programs, from a part;
    return whether there was anything."""
    foreign: set[str] = set()
    # What stands beside the root is not written with it.
    is_changed = root.getprevious() is not None or root.getnext() is not None
    for element in root.iter():
        # The tag of a comment is a function.
        if not isinstance(element.tag, str):
            is_changed = True
        elif _is_foreign(element.tag):
            foreign.add(element.tag)
        for key in [key for key in element.attrib if _is_foreign(str(key))]:
            del element.attrib[key]
            is_changed = True
    if not (is_changed or foreign):
        return False
    # One by one, those of a large part would take minutes.
    etree.strip_elements(
        root, etree.Comment, etree.ProcessingInstruction, *foreign, with_tail=False
    )
    for holder in list(root.iter("*")):
        if not len(holder) and holder.get("uri") and str(holder.tag).endswith(_HOLDERS):
            remove(holder)
    return True


def drop_settings(root: Element) -> None:
    """Remove from a chart how it is printed alone, with header and footer, and the name of the
    pivot table that it was made from."""
    for element in list(root.iter(*_OF_CHARTS)):
        remove(element)


def _is_foreign(name: str) -> bool:
    space = name[1:].partition("}")[0] if name.startswith("{") else ""
    return bool(space) and not space.startswith(_KNOWN)


def remove(element: Element) -> bool:
    """Remove an element from its parent, and that, too, when it is an extension or a list of data
    that has become empty; the text after the element stays. Return whether it had a parent."""
    parent = element.getparent()
    if parent is None:
        return False
    before = element.getprevious()
    if before is None:
        parent.text = (parent.text or "") + (element.tail or "") or None
    else:
        before.tail = (before.tail or "") + (element.tail or "") or None
    parent.remove(element)
    if not len(parent) and str(parent.tag).endswith(_HOLDERS):
        remove(parent)
    return True
