"""A PowerPoint file as values."""

from __future__ import annotations

from lxml import etree
from msgspec import Struct, field

from deck_builder.base.diagnostics import DeckError
from deck_builder.base.limits import SLIDES
from deck_builder.package.opened import OpenedFile, open_file
from deck_builder.reader.looks import looks_of
from deck_builder.reader.model import (
    TITLES,
    DeckContents,
    Shape,
    SlideContents,
    TextParagraph,
    TextShape,
    ThemeContents,
)
from deck_builder.reader.names import attribute, find, find_all, first, iterate, local, number, qn
from deck_builder.reader.parts import content_of, digest_of, target_of
from deck_builder.reader.shapes import ShapeReader, placeholder_of
from deck_builder.reader.staging import builds_of, transition_of
from deck_builder.reader.texts import paragraphs

_FALSE = ("0", "false")
_SLOTS = 12
_FONTS = ("majorFont", "minorFont")


def read_deck(data: bytes, name: str = "the file") -> DeckContents:
    """Return the contents of the PowerPoint file in `data`; messages use `name` for it.

    Raises DeckError for what is no presentation, encrypted, damaged, or too large when unpacked,
    and LimitError when it has too many slides.
    """
    package = open_file(data, name)
    main = target_of(package, "", "officeDocument")
    root = content_of(package, main)
    if root is None or root.tag != qn("p:presentation"):
        raise DeckError(f"{name} is not a presentation", "name a .pptx file, or a talk")
    parts = _slide_parts(package, main, root)
    SLIDES.check(len(parts), name)
    reader = _Reader(package, {part.lower(): at for at, (part, _) in enumerate(parts, 1)})
    sections = _sections(root)
    slides = tuple(
        reader.slide(part, at, sections.get(key, "")) for at, (part, key) in enumerate(parts, 1)
    )
    size = find(root, "p:sldSz")
    width, height = (number(attribute(size, side)) or 0 for side in ("cx", "cy"))
    title, author = _about(package)
    return DeckContents(slides, title, author, width, height, tuple(reader.themes.values()))


def _slide_parts(package: OpenedFile, main: str, root: etree._Element) -> list[tuple[str, str]]:
    """The slides in order: their parts, and the ids by which sections name them."""
    relations = package.by_id(main)
    found: list[tuple[str, str]] = []
    for listed in find_all(root, "p:sldIdLst/p:sldId"):
        relation = relations.get(attribute(listed, "r:id"))
        if relation is None or relation.external:
            raise DeckError(f"{package.name} is damaged: slide {len(found) + 1} is not in it")
        found.append((relation.target, listed.get("id", "")))
    return found


def _sections(root: etree._Element) -> dict[str, str]:
    """The name of the section of each slide, by the slide's id."""
    return {
        slide.get("id", ""): section.get("name", "")
        for section in iterate(root, "p14:section")
        for slide in iterate(section, "p14:sldId")
    }


def _about(package: OpenedFile) -> tuple[str, str]:
    """Title and author as the file's properties have them."""
    core = content_of(package, target_of(package, "", "core-properties"))
    found = (first(core, name) for name in ("dc:title", "dc:creator"))
    title, author = ("" if one is None else (one.text or "").strip() for one in found)
    return title, author


class _Reader(Struct, frozen=True):
    package: OpenedFile
    numbers: dict[str, int]
    themes: dict[str, ThemeContents] = field(default_factory=dict)
    layouts: dict[str, tuple[str, str]] = field(default_factory=dict)

    def slide(self, part: str, at: int, section: str) -> SlideContents:
        root = self._root(part)
        tree = find(root, "p:cSld/p:spTree")
        shapes = ShapeReader(self.package, part)
        placed = [] if tree is None else list(shapes.shapes(tree))
        found = tuple(one.shape for one in placed if one.shape is not None)
        layout, theme = self._layout(part)
        return SlideContents(
            number=at,
            title=_words(found, *TITLES),
            layout=layout,
            theme=theme,
            section=section,
            shapes=found,
            notes=self._notes(part),
            links=tuple(link for one in placed for link in shapes.links(one, self.numbers)),
            footer=_words(found, "ftr"),
            transition=transition_of(root),
            builds=builds_of(root, placed),
            hidden=root.get("show") in _FALSE,
            background=self._background(part, root),
            looks="" if tree is None else looks_of(tree),
        )

    def _root(self, part: str) -> etree._Element:
        root = content_of(self.package, part)
        if root is None or local(root) != "sld":
            raise DeckError(f"{self.package.name} is damaged: {part} is no slide")
        return root

    def _layout(self, slide: str) -> tuple[str, str]:
        """The names of a slide's layout and theme."""
        part = target_of(self.package, slide, "slideLayout")
        known = self.layouts.get(part)
        if known is None:
            known = self.layouts[part] = (self._layout_name(part), self._theme(part))
        return known

    def _layout_name(self, part: str) -> str:
        return attribute(find(content_of(self.package, part), "p:cSld"), "name")

    def _theme(self, layout: str) -> str:
        master = target_of(self.package, layout, "slideMaster")
        part = target_of(self.package, master, "theme")
        if part not in self.themes:
            root = content_of(self.package, part)
            if root is None:
                return ""
            self.themes[part] = _theme(root)
        return self.themes[part].name

    def _notes(self, slide: str) -> tuple[TextParagraph, ...]:
        root = content_of(self.package, target_of(self.package, slide, "notesSlide"))
        shapes = () if root is None else iterate(root, "p:sp")
        bodies = (find(one, "p:txBody") for one in shapes if placeholder_of(one) == "body")
        return tuple(one for body in bodies if body is not None for one in paragraphs(body))

    def _background(self, part: str, root: etree._Element) -> str:
        """A digest of the slide's own background with its picture."""
        found = find(root, "p:cSld/p:bg")
        if found is None:
            return ""
        key = attribute(first(found, "a:blip"), "r:embed")
        relation = self.package.by_id(part).get(key)
        return looks_of(found) + (
            "" if relation is None else digest_of(self.package, relation.target)[0]
        )


def _words(shapes: tuple[Shape, ...], *placeholders: str) -> str:
    """The text of the first shape in one of these placeholders, in one line."""
    for shape in shapes:
        if isinstance(shape, TextShape) and shape.placeholder in placeholders:
            return " ".join(" ".join(one.text for one in shape.paragraphs).split())
    return ""


def _theme(root: etree._Element) -> ThemeContents:
    scheme = find(root, "a:themeElements/a:clrScheme")
    colors = [] if scheme is None else list(scheme)[:_SLOTS]
    fonts = (find(root, f"a:themeElements/a:fontScheme/a:{one}/a:latin") for one in _FONTS)
    heading, text = (attribute(one, "typeface") for one in fonts)
    return ThemeContents(
        root.get("name", ""), tuple((local(one), _color(one)) for one in colors), heading, text
    )


def _color(slot: etree._Element) -> str:
    value = next(iter(slot), None)
    return "" if value is None else value.get("lastClr") or value.get("val") or ""
