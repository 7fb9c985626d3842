"""The last stage: a laid out deck into a copy of its theme's template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING
from zipfile import BadZipFile

from lxml import etree
from msgspec import Struct

from deck_builder.base import inputs
from deck_builder.base.diagnostics import DeckError
from deck_builder.package.names import Names
from deck_builder.package.packing import (
    Entries,
    entries_of,
    reachable_parts,
    unpack,
    zipped,
)
from deck_builder.package.parts import (
    CORE_PROPERTIES,
    CORE_TYPE,
    EXTENDED_PROPERTIES,
    EXTENDED_TYPE,
    NOTES_MASTER,
    NOTES_SLIDE,
    NOTES_TYPE,
    OFFICE_DOCUMENT,
    PRESENTATION_TYPE,
    SLIDE,
    SLIDE_LAYOUT,
    SLIDE_TYPE,
    Part,
)
from deck_builder.shapes import LaidOutDeck, LaidOutSlide
from deck_builder.theme.model import Theme
from deck_builder.writer.background import layout_on
from deck_builder.writer.footers import fill_footers
from deck_builder.writer.notes import NotesFrame, added_xml, notes_frame, notes_xml
from deck_builder.writer.notes_master import notes_master
from deck_builder.writer.page import Drawings, FormulaPictures, Page
from deck_builder.writer.properties import (
    SECTIONS_EXTENSION,
    core_properties,
    extended_properties,
    section_list,
    time_stamp,
)
from deck_builder.writer.relations import Links, Media, Relations
from deck_builder.writer.slide import slide_xml
from deck_builder.writer.text import Setting
from deck_builder.writer.xml import NAMESPACES, parsed, qualified

if TYPE_CHECKING:
    from deck_builder.writer.imported.slides import Importer

_RELATION = qualified("r:id")
_MASTER_LISTS = frozenset(
    map(qualified, ("p:sldMasterIdLst", "p:notesMasterIdLst", "p:handoutMasterIdLst"))
)
# The least that ST_SlideId allows.
_FIRST_SLIDE_ID = 256


def write(
    deck: LaidOutDeck,
    template: bytes,
    drawings: Drawings,
    formulas: FormulaPictures = MappingProxyType({}),
) -> bytes:
    """Return the deck as a .pptx file: the same bytes for the same deck.

    `template` is its theme's .pptx, `drawings` has a picture of every chart, `formulas` of those
    formulas that can be drawn. Nothing else is read but the variable `SOURCE_DATE_EPOCH`. Raises
    DeckError when the template does not fit.
    """
    return zipped(write_entries(deck, template, drawings, formulas))


def write_entries(
    deck: LaidOutDeck,
    template: bytes,
    drawings: Drawings,
    formulas: FormulaPictures = MappingProxyType({}),
) -> Entries:
    """Return the parts of which `write` makes the file."""
    stamp = time_stamp(inputs.Environment())
    presentation = _open(template)
    if deck.theme.template:
        # Only now, since most decks are made into a theme; so below.
        from deck_builder.writer.table_style import add_table_style

        add_table_style(presentation.part, deck.theme)
    slides = _new_slides(deck, presentation)
    names = Names(_taken(slides, presentation.package))
    media = Media(names)
    finished = _bring_slides(slides, presentation, names, media)
    _write_slides(deck, slides, media, drawings, formulas)
    if deck.theme.template:
        used = dict.fromkeys(layout for slide in slides for layout in slide.layouts)
        fill_footers(used, {"ftr": deck.properties.footer, "dt": deck.properties.date})
    notes = _write_notes(deck, slides, presentation, finished)
    slide_ids = _list_slides(slides, presentation)
    if deck.sections:
        _list_sections(deck, slide_ids, presentation.element)
    presentation.part.blob = etree.tostring(presentation.element, encoding="UTF-8", standalone=True)
    package = presentation.package
    _describe(package, CORE_PROPERTIES, core_properties(deck.properties, stamp))
    _describe(package, EXTENDED_PROPERTIES, extended_properties(len(slides), notes))
    return entries_of(package)


class _Presentation(Struct, frozen=True):
    """The template while it becomes the deck: the package, and its main part with its content."""

    package: Part
    part: Part
    element: etree._Element


def _open(template: bytes) -> _Presentation:
    try:
        package = unpack(template)
        part = package.related(OFFICE_DOCUMENT)[0]
        element = parsed(part.blob)
    except (BadZipFile, etree.XMLSyntaxError, LookupError) as error:
        raise DeckError(f"the theme’s template is no PowerPoint file: {error}") from error
    if part.content_type != PRESENTATION_TYPE:
        raise DeckError(f"the theme’s template is no PowerPoint file but {part.content_type}")
    return _Presentation(package, part, element)


class _NewSlide(Struct, frozen=True):
    """A slide whose part is there before its content is, so that others can link to it."""

    content: LaidOutSlide
    theme: Theme
    part: Part
    relations: Relations

    @property
    def layouts(self) -> Sequence[Part]:
        """The layout of one that is not finished."""
        return () if self.content.finished else self.part.related(SLIDE_LAYOUT)


def _new_slides(deck: LaidOutDeck, presentation: _Presentation) -> list[_NewSlide]:
    layouts = _layouts(deck.themes, presentation)
    slides = []
    for number, content in enumerate(deck.slides, 1):
        theme = content.theme or deck.theme
        part = Part(f"/ppt/slides/slide{number}.xml", SLIDE_TYPE)
        relations = Relations(part)
        slides.append(_NewSlide(content, theme, part, relations))
        if content.finished:
            continue
        named = theme.layouts[content.layout]
        layout = layouts.get((theme.name, named.part or named.name))
        if layout is None:
            raise DeckError(f"the theme’s template has no layout called ‘{named.name}’")
        part.relate(SLIDE_LAYOUT, layout)
    return slides


def _taken(slides: Sequence[_NewSlide], package: Part) -> Iterator[str]:
    """The names that parts have, or will have."""
    yield from (part.name for part in reachable_parts(package))
    for number, slide in enumerate(slides, 1):
        yield slide.part.name
        yield _notes_name(number)


def _notes_name(number: int) -> str:
    return f"/ppt/notesSlides/notesSlide{number}.xml"


def _bring_slides(
    slides: Sequence[_NewSlide], presentation: _Presentation, names: Names, media: Media
) -> Importer | None:
    """Fill the slides that come finished from files; None when there are none."""
    if not any(slide.content.finished for slide in slides):
        return None
    from deck_builder.writer.imported.masters import Masters
    from deck_builder.writer.imported.slides import Importer, Placed

    placed = [
        Placed(slide.content.finished, slide.part, slide.content.staging.hidden)
        for slide in slides
        if slide.content.finished
    ]
    for part in reachable_parts(presentation.package):
        if part.content_type.startswith("image/"):
            media.kept(part)
    masters = Masters(presentation.part, presentation.element, names, media)
    importer = Importer(placed, names, media, masters)
    importer.bring(presentation.part)
    return importer


def _layouts(themes: Sequence[Theme], presentation: _Presentation) -> dict[tuple[str, str], Part]:
    """The layouts by theme and name: all are the theme's when there is one, else each theme has a
    master. In a template that is not ours they go by the names of their parts."""
    own = themes[0]
    if own.template:
        parts = reachable_parts(presentation.package)
        return {(own.name, part.name[1:]): part for part in parts}
    masters = _listed("p:sldMasterId", presentation.part, presentation.element)
    owners = themes if len(themes) > 1 else [themes[0]] * len(masters)
    return {
        (theme.name, _layout_name(layout)): layout
        for theme, master in zip(owners, masters, strict=True)
        for layout in _listed("p:sldLayoutId", master, parsed(master.blob))
    }


def _listed(tag: str, part: Part, content: etree._Element) -> list[Part]:
    """The parts that a list in the `content` of a part names, in its order."""
    relations = (part.relations[one.get(_RELATION, "")] for one in content.iter(qualified(tag)))
    return [one.target for one in relations if isinstance(one.target, Part)]


def _layout_name(layout: Part) -> str:
    found = parsed(layout.blob).find(qualified("p:cSld"))
    return "" if found is None else found.get("name", "")


def _write_slides(
    deck: LaidOutDeck,
    slides: Sequence[_NewSlide],
    media: Media,
    drawings: Drawings,
    formulas: FormulaPictures,
) -> None:
    anchors = _anchors(slides)
    spoken = sum(not slide.staging.appendix for slide in deck.slides)
    for number, slide in enumerate(slides, 1):
        if slide.content.finished:
            continue
        theme = slide.theme
        layout = layout_on(theme.layouts[slide.content.layout], slide.content.staging.background)
        page = Page(
            layout=layout,
            theme=theme,
            properties=deck.properties,
            setting=_setting(deck, slide, slide.relations, anchors[theme.name]),
            relations=slide.relations,
            media=media,
            drawings=drawings,
            ids=count(2),
            count=spoken,
            formulas=formulas,
        )
        slide.part.blob = slide_xml(slide.content, number, page)


def _anchors(slides: Sequence[_NewSlide]) -> dict[str, dict[str, Part]]:
    """The slide of each anchor among those of one theme; of two alike the first one counts."""
    anchors: dict[str, dict[str, Part]] = {slide.theme.name: {} for slide in slides}
    for slide in reversed(slides):
        anchors[slide.theme.name] |= dict.fromkeys(slide.content.anchors, slide.part)
    return anchors


def _setting(
    deck: LaidOutDeck, slide: _NewSlide, relations: Relations, anchors: Mapping[str, Part]
) -> Setting:
    theme = slide.theme
    links = Links(relations, anchors)
    palette = theme.layouts[slide.content.layout].colors or theme.palette
    return Setting(theme.fonts, palette, deck.properties.language, links, theme.rtl)


def _write_notes(
    deck: LaidOutDeck,
    slides: Sequence[_NewSlide],
    presentation: _Presentation,
    finished: Importer | None,
) -> int:
    """Write the notes of each slide that has some, and return how many have."""
    annotated = [
        (number, slide)
        for number, slide in enumerate(slides, 1)
        if slide.content.notes or (finished and finished.has_notes(slide.part))
    ]
    if not annotated:
        return 0
    master = notes_master(presentation.package, presentation.part, presentation.element, deck.theme)
    frame = notes_frame(master)
    for number, slide in annotated:
        name = _notes_name(number)
        part = finished.notes(slide.part, name, master) if finished else None
        if part is None:
            part = _new_notes(deck, slide, name, master, frame)
        else:
            _add_notes(deck, slide, part)
        slide.part.relate(NOTES_SLIDE, part)
    return len(annotated)


def _new_notes(
    deck: LaidOutDeck, slide: _NewSlide, name: str, master: Part, frame: NotesFrame
) -> Part:
    part = Part(name, NOTES_TYPE)
    part.relate(NOTES_MASTER, master)
    part.relate(SLIDE, slide.part)
    # Notes are not shown in a slide show, so they cannot jump to a slide.
    part.blob = notes_xml(slide.content.notes, frame, _setting(deck, slide, Relations(part), {}))
    return part


def _add_notes(deck: LaidOutDeck, slide: _NewSlide, part: Part) -> None:
    """Add what the author says to the notes that a finished slide has."""
    from deck_builder.writer.imported.notes import added_around, with_paragraphs

    content = slide.content
    assert content.finished is not None
    own = [one.text for one in content.finished.contents.notes]
    before, after = added_around(own, content.notes)
    if not before and not after:
        return
    setting = _setting(deck, slide, Relations(part), {})
    first = content.notes[:before]
    last = content.notes[len(content.notes) - after :]
    part.blob = with_paragraphs(
        part.blob, *(added_xml(one, setting) if one else "" for one in (first, last))
    )


def _list_slides(slides: Sequence[_NewSlide], presentation: _Presentation) -> list[int]:
    """Name the slides in the presentation, and return their ids."""
    ids = list(range(_FIRST_SLIDE_ID, _FIRST_SLIDE_ID + len(slides)))
    relations = (presentation.part.relate(SLIDE, slide.part) for slide in slides)
    items = "".join(
        f'<p:sldId id="{slide_id}" r:id="{relation}"/>'
        for slide_id, relation in zip(ids, relations, strict=True)
    )
    listed = parsed(f"<p:sldIdLst {NAMESPACES}>{items}</p:sldIdLst>")
    _slide_list(presentation.element).extend(listed)
    return ids


def _slide_list(presentation: etree._Element) -> etree._Element:
    """The list of slides, which stands behind those of the masters (ECMA-376 part 1, 19.2.1.26)."""
    listed = presentation.find(qualified("p:sldIdLst"))
    if listed is None:
        listed = etree.Element(qualified("p:sldIdLst"))
        masters = [one for one in presentation if one.tag in _MASTER_LISTS]
        presentation.insert(len(masters), listed)
    return listed


def _list_sections(
    deck: LaidOutDeck, slide_ids: Sequence[int], presentation: etree._Element
) -> None:
    extensions = presentation.find(qualified("p:extLst"))
    if extensions is None:
        extensions = etree.SubElement(presentation, qualified("p:extLst"))
    sections = section_list(deck.properties.title, deck.sections, slide_ids)
    extensions.append(parsed(f'<p:ext {NAMESPACES} uri="{SECTIONS_EXTENSION}">{sections}</p:ext>'))


_DESCRIPTIONS = {
    CORE_PROPERTIES: ("/docProps/core.xml", CORE_TYPE),
    EXTENDED_PROPERTIES: ("/docProps/app.xml", EXTENDED_TYPE),
}


def _describe(package: Part, kind: str, content: bytes) -> None:
    """Put `content` in the place of the template's description of itself."""
    package.unrelate(kind)
    package.relate(kind, Part(*_DESCRIPTIONS[kind], content))
