"""Imported slides as slides of the deck: each with all its parts, byte for byte but for what they
do not show."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping, Sequence

from lxml import etree
from msgspec import Struct

from deck_builder.package import opc
from deck_builder.package.media import MEDIA_TYPES, Media
from deck_builder.package.names import Names
from deck_builder.package.opc import CT, RT, Part
from deck_builder.package.opened import OpenedFile, Relation
from deck_builder.package.xml import parse, qn, serialized
from deck_builder.reader import ImportedSlide, SlideFile
from deck_builder.template.cleaning import drop_references, main_part
from deck_builder.template.slides import (
    CUSTOM_SHOW,
    MACRO,
    actions,
    is_shared,
    open_slides,
    slide_parts,
    zooms,
)
from deck_builder.template.unseen import (
    clean_files,
    drop_data,
    drop_settings,
    drop_unknown,
    plain_content,
    remove,
)
from deck_builder.writer.default_text import DefaultText
from deck_builder.writer.imported.masters import Masters
from deck_builder.writer.imported.notes import has_body
from deck_builder.writer.scaling import Fit, fit, scaled, slide_size
from deck_builder.writer.table_style import add_table_styles

_XML = ".xml"
_ANY_TYPE = "application/octet-stream"
_SCALED = tuple(
    f"{kind}+xml"
    for kind in (".slide", ".chart", ".chartshapes", ".diagramDrawing", ".diagramData")
)
_DEAD_ACTIONS = (CUSTOM_SHOW, MACRO)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CONTROLS = qn("p:controls")
_CONTROL = qn("p:control")


class Placed(Struct, frozen=True):
    """An imported slide, the part that it becomes, and whether it is skipped in the show."""

    slide: ImportedSlide
    part: Part
    hidden: bool


class _Source(Struct, frozen=True):
    """A file that slides are taken from, opened."""

    file: SlideFile
    package: OpenedFile
    parts: list[str]
    text: DefaultText
    change: Fit

    def part(self, slide: ImportedSlide) -> str:
        """Return the name of the part that holds a slide."""
        return self.parts[slide.number - 1]


class Importer:
    """Fills the parts of imported slides. `names` and `media` are those of the deck, `masters`
    finds their layouts. What a slide has besides what it shows is left out unless `keep_data`."""

    __slots__ = (
        *("_jumps", "_keep_data", "_made", "_masters", "_media", "_names", "_placed", "_plain"),
        "_sources",
    )

    def __init__(
        self,
        placed: Sequence[Placed],
        names: Names,
        media: Media,
        masters: Masters,
        keep_data: bool = False,
    ) -> None:
        self._keep_data = keep_data
        self._placed = {one.part: one for one in placed}
        self._names = names
        self._media = media
        self._masters = masters
        self._sources: dict[bytes, _Source] = {}
        self._plain: dict[tuple[OpenedFile, str], bytes] = {}
        self._made: dict[Part, dict[str, Part]] = {}
        self._jumps = {one.slide.key: one.part for one in reversed(placed)}

    def fill_slides(self, presentation: Part) -> None:
        """Fill every slide, and add the table styles that they use to the presentation."""
        of_source: dict[bytes, list[Placed]] = {}
        for one in self._placed.values():
            self._source(one.slide.file)
            of_source.setdefault(one.slide.file.data, []).append(one)
        for data, source in self._sources.items():
            parts = (source.part(one.slide) for one in of_source[data])
            used = (name for part in parts for name in source.package.related(part, "slideLayout"))
            self._masters.add(source.file, tuple(dict.fromkeys(used)), source.text, source.change)
        for one in self._placed.values():
            self._fill(one)
        for data, source in self._sources.items():
            add_table_styles(presentation, source.package, [one.part for one in of_source[data]])

    def _source(self, file: SlideFile) -> _Source:
        if file.data not in self._sources:
            package = open_slides(file.data, file.name)
            if not self._keep_data:
                drop_data(package, main_part(package))
            presentation = self._masters.element
            change = fit((file.width, file.height), slide_size(presentation))
            text = DefaultText(package.tree(main_part(package)), presentation, change.factor)
            self._sources[file.data] = _Source(file, package, slide_parts(package), text, change)
        return self._sources[file.data]

    def _fill(self, placed: Placed) -> None:
        """Fill a slide's part with what it has in its file."""
        source = self._source(placed.slide.file)
        name, package, part = source.part(placed.slide), source.package, placed.part
        made = self._made[part] = {name: part}

        def target(relation: Relation) -> Part | None:
            if package.type(relation.target) == CT.PML_SLIDE:
                return self._jump(source, relation.target)
            if relation.kind == "slideLayout":
                return self._masters.layout(source.file, relation.target)
            return None

        self._copy(package, name, target, made)
        if not self._keep_data:
            clean_files(made.values())
        for one in made.values():
            if one.content_type.endswith(_SCALED):
                one.blob = scaled(one.blob, source.change)
        part.blob = source.text.applied_to(part.blob)
        if placed.hidden:
            part.blob = _hidden(part.blob)

    def _jump(self, source: _Source, name: str) -> Part | None:
        """The slide of the deck whose part is called `name` in its file."""
        if name not in source.parts:
            return None
        return self._jumps.get((source.file.data, source.parts.index(name) + 1))

    def _copy(
        self,
        package: OpenedFile,
        name: str,
        target: Callable[[Relation], Part | None],
        made: dict[str, Part],
    ) -> None:
        """Copy the content of the part `name` into the one made for it, and all parts that it leads
        to; `target` returns the deck's part for one that slides share."""
        waiting = [name]
        while waiting:
            current = waiting.pop(0)
            part = made[current]
            for relation in package.relations(current):
                if _is_own(relation, package) and relation.target not in made:
                    made[relation.target] = self._part(package, relation.target)
                    waiting.append(relation.target)
                found = _target(relation, package, target, made)
                if found is not None:
                    opc.put_relationship(part, relation.id, relation.type, found)
            part.blob = self._content(package, current, part)

    def _part(self, package: OpenedFile, name: str) -> Part:
        """The deck's part for one of a file; equal pictures, films and sounds are one part."""
        data, kind = package.content(name), package.type(name) or _ANY_TYPE
        if not self._keep_data:
            # Many slides may have one picture.
            if (package, name) not in self._plain:
                self._plain[package, name] = plain_content(name, data)
            data = self._plain[package, name]
        is_media = kind.startswith(MEDIA_TYPES) and not package.relations(name)
        if is_media and (known := self._media.known(data, kind)):
            return known
        part = opc.new_part(self._media.package, self._names.like(f"/{name}"), kind, data)
        return self._media.keep(part) if is_media else part

    def _content(self, package: OpenedFile, name: str, part: Part) -> bytes:
        """The content of a part without references to what is not in the deck; the same bytes when
        it has none."""
        if not name.lower().endswith(_XML):
            # Made without what is not shown already.
            return part.blob or package.content(name)
        data = package.content(name)
        root = parse(data)
        before = etree.tostring(root, method="c14n")
        is_changed = False
        if not self._keep_data:
            is_changed = drop_unknown(root)
            drop_settings(root)
        _drop_dead(root, opc.relationships(part).keys())
        is_changed = is_changed or etree.tostring(root, method="c14n") != before
        return serialized(root) if is_changed else data

    def has_notes(self, slide: Part) -> bool:
        """Whether a slide has notes that can be imported."""
        return bool(self._notes(slide))

    def _notes(self, slide: Part) -> str:
        """The name of the notes slide that an imported slide has in its file, if it has a body."""
        if slide not in self._placed:
            return ""
        placed = self._placed[slide].slide
        source = self._source(placed.file)
        found = source.package.related(source.part(placed), "notesSlide")
        return found[0] if len(found) == 1 and has_body(source.package, found[0]) else ""

    def notes(self, slide: Part, name: str, master: Part) -> Part | None:
        """Return the notes slide of an imported slide as a part called `name`, None when it has
        none."""
        own = self._notes(slide)
        if not own:
            return None
        package = self._source(self._placed[slide].slide.file).package
        part = opc.new_part(master.package, name, CT.PML_NOTES_SLIDE)
        leads: set[str] = set()

        def target(relation: Relation) -> Part | None:
            """The deck's master, and the slide itself: notes cannot jump to others."""
            if relation.kind in leads:
                return None
            leads.add(relation.kind)
            return {"notesMaster": master, "slide": slide}.get(relation.kind)

        self._copy(package, own, target, {**self._made[slide], own: part})
        for kind, wanted in ((RT.NOTES_MASTER, master), (RT.SLIDE, slide)):
            if not opc.related(part, kind):
                opc.relate(part, kind, wanted)
        return part


def _hidden(slide: bytes) -> bytes:
    """A slide that is skipped in the show."""
    root = parse(slide)
    if root.get("show") in ("0", "false"):
        return slide
    root.set("show", "0")
    return serialized(root)


def _is_own(relation: Relation, package: OpenedFile) -> bool:
    """Whether the target of a relationship belongs to the slide alone."""
    return not relation.external and not is_shared(relation, package)


def _target(
    relation: Relation,
    package: OpenedFile,
    target: Callable[[Relation], Part | None],
    made: Mapping[str, Part],
) -> Part | str | None:
    """The target of a relationship in the deck, None when there is none."""
    if relation.external:
        return relation.target
    return made[relation.target] if _is_own(relation, package) else target(relation)


def _drop_dead(root: etree._Element, known: Container[str]) -> None:
    """Remove actions that lead nowhere, zooms, and references to what is not among the ids of
    relationships that are `known`."""
    for action in _DEAD_ACTIONS:
        for click in actions(root, action):
            remove(click)
    for zoom in zooms(root):
        _fall_back(zoom)
    for controls in list(root.iter(_CONTROLS)):
        if not all(one.get(qn("r:id")) in known for one in controls.iter(_CONTROL)):
            remove(controls)
    drop_references(root, known)


def _fall_back(alternatives: etree._Element) -> None:
    """Replace alternatives by their fallback."""
    parent = alternatives.getparent()
    if parent is not None:
        place = parent.index(alternatives)
        fallback = alternatives.find(_FALLBACK)
        parent[place : place + 1] = [] if fallback is None else list(fallback)
