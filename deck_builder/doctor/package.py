"""A package of parts (ECMA-376 part 2): its bytes, XML, relationships and content types."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from urllib.parse import unquote

from lxml import etree
from msgspec import Struct, field

from deck_builder.base.patterns import late

TYPES_PART = "[Content_Types].xml"
XML_ENDINGS = (".xml", ".rels")
SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "a14": "http://schemas.microsoft.com/office/drawing/2010/main",
    "asvg": "http://schemas.microsoft.com/office/drawing/2016/SVG/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
MAIN_TYPES = {
    "application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml": "pptx",
    "application/vnd.openxmlformats-officedocument.presentationml.template.main+xml": "potx",
    "application/vnd.openxmlformats-officedocument.presentationml.slideshow.main+xml": "ppsx",
    "application/vnd.ms-powerpoint.presentation.macroenabled.main+xml": "pptm",
    "application/vnd.ms-powerpoint.template.macroenabled.main+xml": "potm",
    "application/vnd.ms-powerpoint.slideshow.macroenabled.main+xml": "ppsm",
}
"""The content type of the main part, and the ending of a file's name that goes with it."""

_KINDS = {
    f"application/vnd.openxmlformats-officedocument.{name}+xml": kind
    for name, kind in {
        "presentationml.slide": "slide",
        "presentationml.slidelayout": "slideLayout",
        "presentationml.slidemaster": "slideMaster",
        "presentationml.notesslide": "notesSlide",
        "presentationml.notesmaster": "notesMaster",
        "presentationml.handoutmaster": "handoutMaster",
        "theme": "theme",
        "drawingml.chart": "chart",
    }.items()
}
# Relationships as most programs write them, which are read faster so than as XML.
_PLAIN = re.compile(
    r'<Relationship Id="([A-Za-z0-9_.-]+)" Type="(?:[A-Za-z0-9_:/.-]*/)?([A-Za-z0-9_:.-]*)"'
    r' Target="([A-Za-z0-9_:/.-]+)"(?: TargetMode="([A-Za-z]+)")?/>'
)
# The namespaces of the strict form of the standard, which PowerPoint also reads.
_STRICT = late(rb"http://purl\.oclc\.org/ooxml/(\w+)/")
_ENCODING = re.compile(rb"""^\s*<\?xml[^>]*?\sencoding\s*=\s*["']([\w.-]+)["']""")
_DECLARATION = late(r"^\s*<\?xml[^>]*\?>")
_ENCODINGS = (b"utf-8", b"us-ascii", b"ascii")
_PARSER = etree.XMLParser(
    resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True
)
_MARKS = {b"\xff\xfe": "utf-16-le", b"\xfe\xff": "utf-16-be"}


class UnreadableError(Exception):
    """A part that is not XML as a package may hold it; the message says why."""


class Relation(Struct, frozen=True):
    """A relationship of a part. `target` is the other part's name as the file has it, or the
    address of something outside; `kind` is the last word of its type. `part` is the name of the
    other part in the package, None when it is missing."""

    id: str
    kind: str
    target: str
    is_external: bool
    part: str | None = None


class Stored(Struct, frozen=True):
    """What is kept of a part that is not XML: how it begins, and its size in bytes."""

    head: bytes
    size: int


class Package(Struct, frozen=True, dict=True):
    """The parts of a file. `entries` are all names in the order of the file, with folders and
    duplicates; `texts` are the bytes of XML, `others` what is kept of the rest."""

    entries: tuple[str, ...]
    texts: Mapping[str, bytes]
    others: Mapping[str, Stored] = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The parts, each once, without folders."""
        return tuple(dict.fromkeys(name for name in self.entries if not name.endswith("/")))

    @cached_property
    def by_lower(self) -> dict[str, str]:
        """The parts by their names in lower case, of two alike the first one."""
        return {name.lower(): name for name in reversed(self.names)}

    def part(self, name: str) -> str | None:
        """Return a part by name, whatever its case."""
        return self.by_lower.get(name.lower())

    def root(self, name: str) -> etree._Element | None:
        """Return the root of a part; None when it is no XML, or broken."""
        try:
            return parse(self.texts[name])
        except (KeyError, UnreadableError):
            return None

    def relations(self, name: str) -> tuple[Relation, ...]:
        """Return the relationships of a part, those of the package for an empty name."""
        return self._relations.get(name, ())

    @cached_property
    def _relations(self) -> dict[str, tuple[Relation, ...]]:
        texts, parts = self.texts, self.by_lower
        return {
            owner: _relations_in(texts.get(listed, b""), owner.rpartition("/")[0], parts)
            for owner, listed in self.listed.items()
        }

    @cached_property
    def listed(self) -> dict[str, str]:
        """The parts that list relationships, by the name of the part that these belong to, which
        may be missing."""
        owners = {}
        for name in self.names:
            lower = name.lower()
            if not lower.endswith(".rels"):
                continue
            folder, inside, file = lower.rpartition("_rels/")
            if inside and "/" not in file and folder[-1:] in ("", "/"):
                owner = folder + file.removesuffix(".rels")
                owners[self.by_lower.get(owner, owner)] = name
        return owners

    def targets(self, name: str, kind: str) -> list[str]:
        """Return the parts in the file that relationships of a kind lead to."""
        found = self.relations(name)
        return [one.part for one in found if one.kind == kind and one.part is not None]

    @cached_property
    def types(self) -> ContentTypes:
        """The content types that the package lists."""
        listed = self.part(TYPES_PART)
        root = self.root(listed) if listed else None
        return ContentTypes() if root is None else _content_types(root)

    @cached_property
    def typed(self) -> dict[str, str]:
        """The content type of each part, in lower case; empty where it has none."""
        types = self.types
        return {name: types.of(name) for name in self.names}

    @cached_property
    def main(self) -> str | None:
        """The presentation's part."""
        return next(iter(self.targets("", "officeDocument")), None)

    @cached_property
    def kinds(self) -> dict[str, str]:
        """The kind of each part whose content type is known."""
        return {name: _KINDS[kind] for name, kind in self.typed.items() if kind in _KINDS}

    def of_kind(self, kind: str) -> Iterator[str]:
        """Yield the parts of a kind."""
        return (name for name, one in self.kinds.items() if one == kind)


class ContentTypes(Struct, frozen=True):
    """Content types by ending and by part, in lower case, and which are listed twice."""

    defaults: Mapping[str, str] = field(default_factory=dict)
    overrides: Mapping[str, str] = field(default_factory=dict)
    twice: tuple[str, ...] = ()

    def of(self, name: str) -> str:
        """Return the content type of a part, in lower case; empty when it has none."""
        default = self.defaults.get(name.rpartition(".")[2].lower(), "")
        return self.overrides.get(name.lower(), default)


def _content_types(root: etree._Element) -> ContentTypes:
    defaults: dict[str, str] = {}
    overrides: dict[str, str] = {}
    twice = []
    for item in root.iterchildren("{*}Default", "{*}Override"):
        ending = item.get("Extension")
        key = (ending if ending is not None else item.get("PartName", "").lstrip("/")).lower()
        known = overrides if ending is None else defaults
        if key in known:
            twice.append(key)
        known[key] = item.get("ContentType", "").strip().lower()
    return ContentTypes(defaults, overrides, tuple(twice))


class Part(Struct, frozen=True, dict=True):
    """A part that has been read, among the others of its package."""

    name: str
    kind: str
    root: etree._Element
    package: Package

    @cached_property
    def relations(self) -> dict[str, Relation]:
        """The part's relationships by id."""
        return {relation.id: relation for relation in self.package.relations(self.name)}

    def target(self, element: etree._Element, attribute: str = "id") -> str | None:
        """Return the part that an element refers to by `r:id`, or by another attribute of that
        namespace; None when there is none."""
        relation = self.relations.get(element.get(f"{{{SPACES['r']}}}{attribute}", ""))
        return relation.part if relation else None


def is_whole(text: str, least: int, above: int) -> bool:
    """Whether a text is a whole number that is at least `least` and less than `above`."""
    is_short = text.isascii() and text.isdigit() and len(text) < 12
    return is_short and least <= int(text) < above


def _relations_in(data: bytes, folder: str, parts: Mapping[str, str]) -> tuple[Relation, ...]:
    """The relationships that a part lists, for one in `folder`; none when it is broken. `parts`
    are those of the package by their names in lower case."""
    found = []
    for number, kind, target, mode in _listed(data):
        if mode == "External":
            found.append(Relation(number, kind, target, True))
            continue
        if target:
            place = target if target[0] == "/" else f"/{folder}/{target}"
            target = posixpath.normpath(place).lstrip("/")
        found.append(Relation(number, kind, target, False, parts.get(target.lower())))
    return tuple(found)


def _listed(data: bytes) -> Iterable[tuple[str, str, str, str]]:
    """The id, the kind, the target and the mode of each relationship that a part lists."""
    # As it is here, a byte is a character: what is found is ASCII.
    text = data.decode("latin-1")
    plain: list[tuple[str, str, str, str]] = _PLAIN.findall(text)
    if len(plain) == text.count("<Relationship "):
        return plain
    try:
        root = parse(data)
    except UnreadableError:
        return ()
    return map(_relationship, root.iterchildren("{*}Relationship"))


def _relationship(item: etree._Element) -> tuple[str, str, str, str]:
    target, mode = item.get("Target", ""), item.get("TargetMode", "")
    if mode != "External":
        target = unquote(target.partition("#")[0])
    return item.get("Id", ""), item.get("Type", "").rpartition("/")[2], target, mode


def parse(data: bytes) -> etree._Element:
    """Return the root of a part, in the namespaces of the transitional form. Nothing is fetched,
    and no entity replaced. Raises UnreadableError for XML that a package may not hold."""
    encoding = _MARKS.get(data[:2])
    if encoding:
        text = _DECLARATION().sub("", data[2:].decode(encoding, "replace"))
        data = text.encode("utf-8", "replace")
    else:
        declared = _ENCODING.match(data.removeprefix(b"\xef\xbb\xbf"))
        if declared and declared[1].lower() not in _ENCODINGS:
            raise UnreadableError(f"the encoding is {declared[1].decode()}, not UTF-8 or UTF-16")
    if b"<!DOCTYPE" in data:
        raise UnreadableError("it has a document type, which is not allowed")
    if b"http://purl.oclc.org/ooxml/" in data:
        data = _STRICT().sub(rb"http://schemas.openxmlformats.org/\1/2006/", data)
    try:
        return etree.fromstring(data, _PARSER)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(str(error).partition(" (<string>")[0]) from error
