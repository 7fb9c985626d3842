"""Imported slides into the deck: each with everything that it has, byte for byte."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from lxml import etree
from msgspec import Struct

from deck_builder.package.kinds import NOTES_MASTER, NOTES_TYPE, SLIDE_TYPE
from deck_builder.package.kinds import SLIDE as SLIDE_RELATION
from deck_builder.package.media import Media
from deck_builder.package.names import Names
from deck_builder.package.opened import OpenedFile, Relation
from deck_builder.package.parts import (
    Part,
    new_part,
    put_relationship,
    relate,
    related,
    relationships,
)
from deck_builder.package.xml import parse, qualified, serialized
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
from deck_builder.writer.default_text import DefaultText
from deck_builder.writer.imported.masters import Masters
from deck_builder.writer.imported.notes import has_body
from deck_builder.writer.scaling import Fit, scaled
from deck_builder.writer.table_style import add_table_styles

_MEDIA = ("image/", "video/", "audio/")
_XML = ".xml"
_ANY_TYPE = "application/octet-stream"
_SCALED = tuple(
    f"{kind}+xml"
    for kind in (".slide", ".chart", ".chartshapes", ".diagramDrawing", ".diagramData")
)
_DEAD_ACTIONS = (CUSTOM_SHOW, MACRO)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_CONTROLS = qualified("p:controls")
_CONTROL = qualified("p:control")


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


class Importer:
    """Fills the parts of imported slides. `names` and `media` are those of the deck, `masters`
    finds their layouts."""

    __slots__ = ("_jumps", "_made", "_masters", "_media", "_names", "_of", "_placed", "_sources")

    def __init__(
        self, placed: Sequence[Placed], names: Names, media: Media, masters: Masters
    ) -> None:
        self._placed = placed
        self._of = {id(one.part): one for one in placed}
        self._names = names
        self._media = media
        self._masters = masters
        self._sources: dict[bytes, _Source] = {}
        self._made: dict[int, dict[str, Part]] = {}
        self._jumps: dict[tuple[bytes, int], Part] = {}

    def bring(self, presentation: Part) -> None:
        """Fill every slide, and add the table styles that they use to the presentation."""
        for one in reversed(self._placed):
            self._jumps[one.slide.key] = one.part
        for one in self._placed:
            self._source(one.slide.file)
        self._bring_masters()
        for one in self._placed:
            self._fill(one)
        for source in self._sources.values():
            parts = [one.part for one in self._placed if one.slide.file.data == source.file.data]
            add_table_styles(presentation, source.package, parts)

    def _source(self, file: SlideFile) -> _Source:
        if file.data not in self._sources:
            package = open_slides(file.data, file.name)
            change = self._masters.fit(file)
            text = self._masters.default_text(package.tree(main_part(package)), change.factor)
            self._sources[file.data] = _Source(file, package, slide_parts(package), text, change)
        return self._sources[file.data]

    def _bring_masters(self) -> None:
        for source in self._sources.values():
            slides = (one.slide for one in self._placed if one.slide.file.data == source.file.data)
            parts = (source.parts[slide.number - 1] for slide in slides)
            used = (name for part in parts for name in source.package.related(part, "slideLayout"))
            self._masters.bring(source.file, tuple(dict.fromkeys(used)), source.text, source.change)

    def _fill(self, placed: Placed) -> None:
        """Fill a slide's part with what it has in its file."""
        source = self._source(placed.slide.file)
        name = source.parts[placed.slide.number - 1]
        made = self._made[id(placed.part)] = {name: placed.part}
        package = source.package

        def target(relation: Relation) -> Part | None:
            kind = package.type(relation.target)
            if kind == SLIDE_TYPE:
                return self._jump(source, relation.target)
            if relation.kind == "slideLayout":
                return self._masters.layout(source.file, relation.target)
            return None

        self._carry(package, name, target, made)
        for part in made.values():
            if part.content_type.endswith(_SCALED):
                part.blob = scaled(part.blob, source.change)
        placed.part.blob = source.text.kept(placed.part.blob)
        if placed.hidden:
            placed.part.blob = _hidden(placed.part.blob)

    def _jump(self, source: _Source, name: str) -> Part | None:
        """The slide of the deck that is the one called `name` in its file."""
        if name not in source.parts:
            return None
        return self._jumps.get((source.file.data, source.parts.index(name) + 1))

    def _carry(
        self,
        package: OpenedFile,
        name: str,
        target: Callable[[Relation], Part | None],
        made: dict[str, Part],
    ) -> None:
        """Fill the part that is made for the one called `name`, and all that it leads to; `target`
        says where relations lead to what slides share."""
        waiting = [name]
        while waiting:
            current = waiting.pop(0)
            part = made[current]
            for relation in package.relations(current):
                if _is_own(relation, package) and relation.target not in made:
                    made[relation.target] = self._part(package, relation.target)
                    waiting.append(relation.target)
                found = _end(relation, package, target, made)
                if found is not None:
                    put_relationship(part, relation.id, relation.type, found)
            part.blob = _content(package, current, part)

    def _part(self, package: OpenedFile, name: str) -> Part:
        """The part for one of a file; pictures, films and sounds are there once."""
        data, kind = package.content(name), package.type(name) or _ANY_TYPE
        is_media = kind.startswith(_MEDIA) and not package.relations(name)
        if is_media and (known := self._media.known(data, kind)):
            return known
        part = new_part(self._media.package, self._names.like(f"/{name}"), kind, data)
        return self._media.keep(part) if is_media else part

    def has_notes(self, slide: Part) -> bool:
        """Whether a slide comes with notes that can be kept."""
        return bool(self._notes(slide))

    def _notes(self, slide: Part) -> str:
        """The name of the notes slide that an imported slide has in its file."""
        if id(slide) not in self._of:
            return ""
        placed = self._of[id(slide)]
        source = self._source(placed.slide.file)
        found = source.package.related(source.parts[placed.slide.number - 1], "notesSlide")
        is_usable = len(found) == 1 and has_body(source.package, found[0])
        return found[0] if is_usable else ""

    def notes(self, slide: Part, name: str, master: Part) -> Part | None:
        """Return the notes slide that a slide comes with as a part called `name`, None when there
        is none."""
        own = self._notes(slide)
        if not own:
            return None
        package = self._source(self._of[id(slide)].slide.file).package
        part = new_part(master.package, name, NOTES_TYPE)
        leads: set[str] = set()

        def target(relation: Relation) -> Part | None:
            """The deck's master, and the slide itself: notes cannot jump to others."""
            if relation.kind in leads:
                return None
            leads.add(relation.kind)
            return {"notesMaster": master, "slide": slide}.get(relation.kind)

        self._carry(package, own, target, {**self._made[id(slide)], own: part})
        for kind, wanted in ((NOTES_MASTER, master), (SLIDE_RELATION, slide)):
            if not related(part, kind):
                relate(part, kind, wanted)
        return part


def _hidden(slide: bytes) -> bytes:
    """A slide that is skipped in the show."""
    root = parse(slide)
    if root.get("show") in ("0", "false"):
        return slide
    root.set("show", "0")
    return serialized(root)


def _is_own(relation: Relation, package: OpenedFile) -> bool:
    """Whether what a relation leads to belongs to the slide alone."""
    return not relation.external and not is_shared(relation, package)


def _end(
    relation: Relation,
    package: OpenedFile,
    target: Callable[[Relation], Part | None],
    made: Mapping[str, Part],
) -> Part | str | None:
    """Where a relation leads in the deck, None when it leads nowhere."""
    if relation.external:
        return relation.target
    return made[relation.target] if _is_own(relation, package) else target(relation)


def _content(package: OpenedFile, name: str, part: Part) -> bytes:
    """What is in a part, without what refers to things that are not in the deck; the same bytes
    when there is none of that."""
    data = package.content(name)
    if not name.lower().endswith(_XML):
        return data
    root = parse(data)
    before = etree.tostring(root, method="c14n")
    for action in _DEAD_ACTIONS:
        for click in actions(root, action):
            _remove(click)
    for zoom in zooms(root):
        _fall_back(zoom)
    for controls in list(root.iter(_CONTROLS)):
        ids = {one.get(qualified("r:id")) for one in controls.iter(_CONTROL)}
        if not ids <= relationships(part).keys():
            _remove(controls)
    drop_references(root, relationships(part))
    return data if etree.tostring(root, method="c14n") == before else serialized(root)


def _fall_back(alternatives: etree._Element) -> None:
    """Put what stands there for other programs in the place of alternatives."""
    parent = alternatives.getparent()
    if parent is not None:
        place = parent.index(alternatives)
        fallback = alternatives.find(_FALLBACK)
        parent[place : place + 1] = [] if fallback is None else list(fallback)


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)
