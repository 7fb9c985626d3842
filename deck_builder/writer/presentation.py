"""The last stage: a laid out deck into a copy of its theme's template."""

from __future__ import annotations

import io
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from types import MappingProxyType
from typing import cast
from zipfile import BadZipFile

import pptx
from lxml import etree
from pptx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml
from pptx.oxml.ns import qn
from pptx.oxml.presentation import CT_Presentation
from pptx.package import Package
from pptx.parts.presentation import PresentationPart

from deck_builder.diagnostics import DeckError
from deck_builder.shapes import LaidOutDeck, LaidOutSlide
from deck_builder.theme import Theme
from deck_builder.writer.background import layout_on
from deck_builder.writer.notes import notes_frame, notes_xml
from deck_builder.writer.notes_master import notes_master
from deck_builder.writer.package import pack, reachable_parts
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
from deck_builder.writer.table_style import add_table_style
from deck_builder.writer.text import Setting
from deck_builder.writer.xml import NAMESPACES

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
    stamp = time_stamp(os.environ)
    presentation = _open(template)
    add_table_style(presentation, deck.theme)
    slides = _new_slides(deck, presentation)
    _write_slides(deck, slides, presentation.package, drawings, formulas)
    notes = _write_notes(deck, slides, presentation)
    slide_ids = _list_slides(slides, presentation)
    if deck.sections:
        _list_sections(deck, slide_ids, presentation)
    package = presentation.package
    _describe(package, RELATIONSHIP_TYPE.CORE_PROPERTIES, core_properties(deck.properties, stamp))
    extended = extended_properties(len(slides), notes)
    _describe(package, RELATIONSHIP_TYPE.EXTENDED_PROPERTIES, extended)
    return pack(package)


def _open(template: bytes) -> PresentationPart:
    try:
        return pptx.Presentation(io.BytesIO(template)).part
    except (BadZipFile, etree.XMLSyntaxError, KeyError, ValueError) as error:
        raise DeckError(f"the theme’s template is no PowerPoint file: {error}") from error


@dataclass(frozen=True, slots=True)
class _NewSlide:
    """A slide whose part is there before its content is, so that others can link to it."""

    content: LaidOutSlide
    theme: Theme
    part: Part
    relations: Relations


def _new_slides(deck: LaidOutDeck, presentation: PresentationPart) -> list[_NewSlide]:
    layouts = _layouts(deck.themes, presentation)
    slides = []
    for number, content in enumerate(deck.slides, 1):
        theme = content.theme or deck.theme
        named = theme.layouts[content.layout]
        layout = layouts.get((theme.name, named.part or named.name))
        if layout is None:
            raise DeckError(f"the theme’s template has no layout called ‘{named.name}’")
        uri = PackURI(f"/ppt/slides/slide{number}.xml")
        part = Part(uri, CONTENT_TYPE.PML_SLIDE, presentation.package)
        relations = Relations(part)
        relations.to(RELATIONSHIP_TYPE.SLIDE_LAYOUT, layout)
        slides.append(_NewSlide(content, theme, part, relations))
    return slides


def _layouts(
    themes: Sequence[Theme], presentation: PresentationPart
) -> dict[tuple[str, str], Part]:
    """The layouts by theme and name: all are the theme's when there is one, else each theme has a
    master. In a template that is not ours they go by the names of their parts."""
    own = themes[0]
    if own.template:
        parts = reachable_parts(presentation.package)
        return {(own.name, str(part.partname)[1:]): part for part in parts}
    masters = list(presentation.presentation.slide_masters)
    owners = themes if len(themes) > 1 else [themes[0]] * len(masters)
    return {
        (theme.name, layout.name): layout.part
        for theme, master in zip(owners, masters, strict=True)
        for layout in master.slide_layouts
    }


def _write_slides(
    deck: LaidOutDeck,
    slides: Sequence[_NewSlide],
    package: Package,
    drawings: Drawings,
    formulas: FormulaPictures,
) -> None:
    anchors = _anchors(slides)
    media = Media(package, frozenset(str(part.partname) for part in reachable_parts(package)))
    spoken = sum(not slide.staging.appendix for slide in deck.slides)
    for number, slide in enumerate(slides, 1):
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
    deck: LaidOutDeck, slides: Sequence[_NewSlide], presentation: PresentationPart
) -> int:
    """Write the notes of each slide that has some, and return how many have."""
    annotated = [(number, slide) for number, slide in enumerate(slides, 1) if slide.content.notes]
    if not annotated:
        return 0
    master = notes_master(presentation, deck.theme)
    frame = notes_frame(master.notes_master)
    for number, slide in annotated:
        uri = PackURI(f"/ppt/notesSlides/notesSlide{number}.xml")
        part = Part(uri, CONTENT_TYPE.PML_NOTES_SLIDE, presentation.package)
        relations = Relations(part)
        relations.to(RELATIONSHIP_TYPE.NOTES_MASTER, master)
        relations.to(RELATIONSHIP_TYPE.SLIDE, slide.part)
        slide.relations.to(RELATIONSHIP_TYPE.NOTES_SLIDE, part)
        # Notes are not shown in a slide show, so they cannot jump to a slide.
        part.blob = notes_xml(slide.content.notes, frame, _setting(deck, slide, relations, {}))
    return len(annotated)


def _list_slides(slides: Sequence[_NewSlide], presentation: PresentationPart) -> list[int]:
    """Name the slides in the presentation, and return their ids."""
    relations = Relations(presentation)
    listed = cast(CT_Presentation, presentation._element).get_or_add_sldIdLst()
    ids = []
    for slide_id, slide in enumerate(slides, _FIRST_SLIDE_ID):
        item = etree.SubElement(listed, qn("p:sldId"))
        item.set("id", str(slide_id))
        item.set(qn("r:id"), relations.to(RELATIONSHIP_TYPE.SLIDE, slide.part))
        ids.append(slide_id)
    return ids


def _list_sections(
    deck: LaidOutDeck, slide_ids: Sequence[int], presentation: PresentationPart
) -> None:
    element = presentation._element
    extensions = element.find(qn("p:extLst"))
    if extensions is None:
        extensions = etree.SubElement(element, qn("p:extLst"))
    sections = section_list(deck.properties.title, deck.sections, slide_ids)
    extensions.append(
        parse_xml(f'<p:ext {NAMESPACES} uri="{SECTIONS_EXTENSION}">{sections}</p:ext>')
    )


_DESCRIPTIONS = {
    RELATIONSHIP_TYPE.CORE_PROPERTIES: ("/docProps/core.xml", CONTENT_TYPE.OPC_CORE_PROPERTIES),
    RELATIONSHIP_TYPE.EXTENDED_PROPERTIES: (
        "/docProps/app.xml",
        CONTENT_TYPE.OFC_EXTENDED_PROPERTIES,
    ),
}


def _describe(package: Package, kind: str, content: bytes) -> None:
    """Put `content` in the place of the template's description of itself."""
    name, content_type = _DESCRIPTIONS[kind]
    for relation in [found for found in package._rels.values() if found.reltype == kind]:
        package.drop_rel(relation.rId)
    package.relate_to(Part(PackURI(name), content_type, package, content), kind)
