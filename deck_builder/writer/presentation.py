"""A laid out deck as parts, in a copy of its theme's template."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from types import MappingProxyType
from typing import TYPE_CHECKING

from lxml import etree
from msgspec import Struct

from deck_builder.base import inputs
from deck_builder.base.diagnostics import DeckError
from deck_builder.package import opc
from deck_builder.package.assemble import describe
from deck_builder.package.media import Media
from deck_builder.package.names import Names
from deck_builder.package.opc import CT, RT, Entries, Package, Part
from deck_builder.package.xml import NAMESPACES, parse, qn
from deck_builder.shapes import LaidOutDeck, LaidOutSlide
from deck_builder.theme.model import Theme
from deck_builder.writer.chart import NativeCharts
from deck_builder.writer.footers import fill_footers
from deck_builder.writer.list_style import Setting
from deck_builder.writer.notes import added_xml, notes_start, notes_xml
from deck_builder.writer.notes_master import notes_master
from deck_builder.writer.page import Drawings, FormulaPictures, Page
from deck_builder.writer.properties import (
    SECTIONS_EXTENSION,
    add_extended_properties,
    section_list,
    time_stamp,
)
from deck_builder.writer.relations import Links, Relations
from deck_builder.writer.slide import slide_xml
from deck_builder.writer.template import Template, template_of

if TYPE_CHECKING:
    from deck_builder.writer.imported.slides import Importer

_RELATION = qn("r:id")
_MASTER_LISTS = frozenset(
    map(qn, ("p:sldMasterIdLst", "p:notesMasterIdLst", "p:handoutMasterIdLst"))
)
# The least that ST_SlideId allows.
_FIRST_SLIDE_ID = 256


def write_entries(
    deck: LaidOutDeck, drawings: Drawings, formulas: FormulaPictures = MappingProxyType({})
) -> Entries:
    """Return the parts of the deck's file: the same bytes for the same deck.

    `drawings` has a picture of every chart, `formulas` of those formulas that can be drawn. Nothing
    else is read but the variable `SOURCE_DATE_EPOCH`. Raises DeckError when the template does not
    fit.
    """
    time = time_stamp(inputs.Environment())
    template = template_of(deck.themes)
    presentation, package = template.main, template.main.package
    if deck.theme.template:
        # Imported only now, since most decks have no template; likewise below.
        from deck_builder.writer.table_style import add_table_style

        add_table_style(presentation, deck.theme)
    slides = _new_slides(deck, template)
    names = Names(_taken(slides, package))
    media = Media(package, names)
    imported = _import_slides(deck, slides, presentation, names, media)
    charts = NativeCharts(package, names)
    _write_slides(deck, slides, media, charts, drawings, formulas)
    if deck.theme.template:
        new = [slide.part for slide in slides if not slide.content.imported]
        used = dict.fromkeys(
            layout for part in new for layout in opc.related(part, RT.SLIDE_LAYOUT)
        )
        fill_footers(used, {"ftr": deck.properties.footer, "dt": deck.properties.date})
    notes = _write_notes(deck, slides, presentation, names, imported)
    slide_ids = _list_slides(slides, presentation)
    if deck.sections:
        _list_sections(deck, slide_ids, opc.element_of(presentation))
    about = deck.properties
    describe(package, about.title, about.author, about.language, time)
    # The template's own, such as the number of its slides, are replaced.
    opc.unrelate(package, RT.EXTENDED_PROPERTIES)
    add_extended_properties(package, f"<Slides>{len(slides)}</Slides><Notes>{notes}</Notes>")
    return opc.entries_of(package)


class _NewSlide(Struct, frozen=True):
    """A slide whose part is made before its content, so that others can link to it."""

    content: LaidOutSlide
    theme: Theme
    part: Part
    relations: Relations


def _new_slides(deck: LaidOutDeck, template: Template) -> list[_NewSlide]:
    slides = []
    for number, content in enumerate(deck.slides, 1):
        theme = content.theme or deck.theme
        part = opc.new_part(template.main.package, f"/ppt/slides/slide{number}.xml", CT.PML_SLIDE)
        relations = Relations(part)
        slides.append(_NewSlide(content, theme, part, relations))
        if content.imported:
            continue
        named = theme.layouts[content.layout]
        layout = template.layouts.get((theme.name, named.part or named.name))
        if layout is None:
            raise DeckError(f"the theme’s template has no layout called ‘{named.name}’")
        opc.relate(part, RT.SLIDE_LAYOUT, layout)
    return slides


def _taken(slides: Sequence[_NewSlide], package: Package) -> Iterator[str]:
    """The names of the parts that there are or will be."""
    yield from (part.partname for part in opc.reachable_parts(package))
    for number, slide in enumerate(slides, 1):
        yield slide.part.partname
        yield _notes_name(number)


def _notes_name(number: int) -> str:
    return f"/ppt/notesSlides/notesSlide{number}.xml"


def _import_slides(
    deck: LaidOutDeck,
    slides: Sequence[_NewSlide],
    presentation: Part,
    names: Names,
    media: Media,
) -> Importer | None:
    """Fill the slides that are imported from files; None when there are none."""
    if not any(slide.content.imported for slide in slides):
        return None
    from deck_builder.writer.imported.masters import Masters
    from deck_builder.writer.imported.slides import Importer, Placed

    placed = [
        Placed(slide.content.imported, slide.part, slide.content.staging.hidden)
        for slide in slides
        if slide.content.imported
    ]
    for part in opc.reachable_parts(presentation.package):
        if part.content_type.startswith("image/"):
            media.keep(part)
    keep_data = deck.properties.keep_data
    masters = Masters(presentation, names, media, keep_data)
    importer = Importer(placed, names, media, masters, keep_data)
    importer.fill_slides(presentation)
    return importer


def _write_slides(
    deck: LaidOutDeck,
    slides: Sequence[_NewSlide],
    media: Media,
    charts: NativeCharts,
    drawings: Drawings,
    formulas: FormulaPictures,
) -> None:
    anchors = _anchors(slides)
    spoken = sum(not slide.staging.appendix for slide in deck.slides)
    for number, slide in enumerate(slides, 1):
        if slide.content.imported:
            continue
        theme = slide.theme
        page = Page(
            layout=slide.content.layout_in(theme),
            theme=theme,
            properties=deck.properties,
            setting=_setting(deck, slide, slide.relations, anchors[theme.name]),
            relations=slide.relations,
            media=media,
            charts=charts,
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
    palette = slide.content.layout_in(theme).palette(theme.palette)
    return Setting(theme.fonts, palette, deck.properties.language, links, theme.rtl)


def _write_notes(
    deck: LaidOutDeck,
    slides: Sequence[_NewSlide],
    presentation: Part,
    names: Names,
    imported: Importer | None,
) -> int:
    """Write the notes of each slide that has any, and return their number."""
    annotated = [
        (number, slide)
        for number, slide in enumerate(slides, 1)
        if slide.content.notes or (imported and imported.has_notes(slide.part))
    ]
    if not annotated:
        return 0
    master = notes_master(presentation, names, deck.theme)
    start = notes_start(master)
    for number, slide in annotated:
        name = _notes_name(number)
        part = imported.notes(slide.part, name, master) if imported else None
        if part is None:
            part = _new_notes(deck, slide, name, master, start)
        else:
            _add_notes(deck, slide, part)
        opc.relate(slide.part, RT.NOTES_SLIDE, part)
    return len(annotated)


def _new_notes(deck: LaidOutDeck, slide: _NewSlide, name: str, master: Part, start: str) -> Part:
    part = opc.new_part(master.package, name, CT.PML_NOTES_SLIDE)
    opc.relate(part, RT.NOTES_MASTER, master)
    opc.relate(part, RT.SLIDE, slide.part)
    # Notes are not shown in a slide show, so they cannot jump to a slide.
    part.blob = notes_xml(slide.content.notes, start, _setting(deck, slide, Relations(part), {}))
    return part


def _add_notes(deck: LaidOutDeck, slide: _NewSlide, part: Part) -> None:
    """Add the author's notes to those of an imported slide."""
    from deck_builder.writer.imported.notes import added_around, with_paragraphs

    content = slide.content
    assert content.imported is not None
    own = [one.text for one in content.imported.contents.notes]
    before, after = added_around(own, content.notes)
    if not before and not after:
        return
    setting = _setting(deck, slide, Relations(part), {})
    first = content.notes[:before]
    last = content.notes[len(content.notes) - after :]
    part.blob = with_paragraphs(
        part.blob, *(added_xml(one, setting) if one else "" for one in (first, last))
    )


def _list_slides(slides: Sequence[_NewSlide], presentation: Part) -> list[int]:
    """List the slides in the presentation, and return their ids."""
    ids = list(range(_FIRST_SLIDE_ID, _FIRST_SLIDE_ID + len(slides)))
    relations = (opc.relate(presentation, RT.SLIDE, slide.part) for slide in slides)
    items = "".join(
        f'<p:sldId id="{slide_id}" r:id="{relation}"/>'
        for slide_id, relation in zip(ids, relations, strict=True)
    )
    listed = parse(f"<p:sldIdLst {NAMESPACES}>{items}</p:sldIdLst>".encode())
    _slide_list(opc.element_of(presentation)).extend(listed)
    return ids


def _slide_list(presentation: etree._Element) -> etree._Element:
    """The list of slides, which comes after those of the masters (ECMA-376 part 1, 19.2.1.26)."""
    listed = presentation.find(qn("p:sldIdLst"))
    if listed is None:
        listed = etree.Element(qn("p:sldIdLst"))
        masters = [one for one in presentation if one.tag in _MASTER_LISTS]
        presentation.insert(len(masters), listed)
    return listed


def _list_sections(
    deck: LaidOutDeck, slide_ids: Sequence[int], presentation: etree._Element
) -> None:
    extensions = presentation.find(qn("p:extLst"))
    if extensions is None:
        extensions = etree.SubElement(presentation, qn("p:extLst"))
    sections = section_list(deck.properties.title, deck.sections, slide_ids)
    extension = f'<p:ext {NAMESPACES} uri="{SECTIONS_EXTENSION}">{sections}</p:ext>'
    extensions.append(parse(extension.encode()))
