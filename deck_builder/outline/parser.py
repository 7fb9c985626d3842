"""Nodes to an outline: headings start sections and slides, everything else becomes blocks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import (
    Checked,
    Collector,
    Problem,
    Severity,
)
from deck_builder.base.source import Span
from deck_builder.base.yaml import Fill
from deck_builder.blocks import BlockReader
from deck_builder.blocks.formula_reports import FORMULAS
from deck_builder.markdown import Node
from deck_builder.markdown.slide_levels import infer_slide_level
from deck_builder.markdown.smart import with_smart_marks
from deck_builder.outline.abbreviations import with_meanings
from deck_builder.outline.anchors import broken_links, with_known_ids
from deck_builder.outline.audience import Selected, select, unwrapped
from deck_builder.outline.builder import SlideBuilder
from deck_builder.outline.conditions import has_conditions
from deck_builder.outline.contents import OWN_FENCES, Contents, contents_of
from deck_builder.outline.examples import with_examples
from deck_builder.outline.links import report_links
from deck_builder.outline.look_alikes import report_citations, report_look_alikes
from deck_builder.outline.model import Outline, OutlineSection
from deck_builder.outline.node_texts import all_texts_of
from deck_builder.outline.notes import with_comment_notes
from deck_builder.outline.opening import (
    opening_notes,
    report_unshown,
    with_first_notes,
    with_setting_notes,
)
from deck_builder.outline.pictures import report_pictures_as_text, with_free_images
from deck_builder.outline.references import with_references
from deck_builder.outline.ruled import with_slide_conditions
from deck_builder.outline.settings import NATIVE_CHARTS, RULES, DeckFile
from deck_builder.outline.theorems import with_theorems
from deck_builder.outline.title_page import title_page, with_title
from deck_builder.outline.variables import variable_filler, with_variables
from deck_builder.text.runs import Paragraph
from deck_builder.variants import BLOCK_KINDS

EMPTY_TALK = Problem(
    "empty-talk",
    Severity.ERROR,
    "the talk is empty",
    "write a heading, and the content of the slide under it",
)


def parse_outline(
    documents: Sequence[Node], deck: DeckFile, assets: Assets | None = None
) -> Checked[Outline]:
    """Return the outline of `documents`, in order, as the audience of `deck` sees it. Its
    bibliographies are found by `assets`; without them, there are no citations."""
    collector = Collector()
    is_ruled = deck.slides == RULES
    written, contents = _with_plugins(_written(documents, deck, collector), deck, collector)
    # The levels of headings are the same for all audiences.
    shown = tuple(unwrapped(written))
    page = None if is_ruled or deck.literal else title_page(shown, 0, deck.title)
    level = deck.slide_level or infer_slide_level(page.rest if page else shown)
    level = 0 if is_ruled else level
    selected = (
        select(written, deck, level, collector)
        if has_conditions(contents.keys)
        else Selected(written)
    )
    report_look_alikes(selected.nodes, collector)
    if contents.has_calls and not deck.bibliography:
        report_citations(selected.nodes, collector)
    nodes = _with_numbers(selected.nodes, contents, deck, collector)
    cited: Mapping[str, str] = {}
    if deck.bibliography and assets is not None:
        nodes, cited = _with_citations(nodes, deck, level, assets, collector)
    prepared, filled = _prepared(nodes, contents, deck, collector)
    if contents.has_links and any(map(_may_have_other_ids, documents)):
        prepared = with_known_ids(prepared)
    reader = _reader(deck, _citing(variable_filler(deck, collector), cited), collector)
    depends = deck, cited
    builder = SlideBuilder(level, reader, contents, deck.literal or is_ruled, depends)
    page = title_page(prepared, level, deck.title) if page else None
    lines: tuple[Paragraph, ...] = ()
    if page:
        deck, lines = with_title(page, deck, reader)
    first, nodes = opening_notes(page.rest if page else prepared)
    notes = tuple(one for node in first for one in builder.notes(node))
    sections = builder.build(nodes)
    if notes and (is_ruled or not deck.title):
        sections, notes = with_first_notes(sections, notes), ()
    deck = _checked_title(sections, deck, documents, collector)
    others = selected.withheld or deck.audiences
    seen = tuple(map(all_texts_of, prepared)) if others else ()
    outline = Outline(
        deck,
        sections,
        notes=notes,
        lines=lines,
        anchors=(page.heading.attributes.id,) if page and page.heading.attributes.id else (),
        withheld=selected.withheld,
        places=selected.places,
        seen=seen,
        filled=filled,
    )
    if contents.has_links:
        files = report_links(prepared, collector)
        outline = replace(outline, pending=tuple(broken_links(prepared)), files=files)
    return collector.checked(outline)


def _checked_title(
    sections: Sequence[OutlineSection],
    deck: DeckFile,
    documents: Sequence[Node],
    collector: Collector,
) -> DeckFile:
    """The settings of a talk whose slides are cut by rules, named by the first of them. What only
    a title slide would show is reported when there is none."""
    is_ruled = deck.slides == RULES
    if is_ruled or not deck.title:
        report_unshown(deck, documents, collector)
    if is_ruled:
        deck = _named_by_first(sections, deck)
    if not sections and not deck.title:
        collector.report(EMPTY_TALK, documents[0].span if documents else deck.span)
    return deck


def _written(documents: Sequence[Node], deck: DeckFile, collector: Collector) -> tuple[Node, ...]:
    """The nodes of `documents`, with notes in place of comments that are notes."""
    top = (node for document in documents for node in document.children)
    nodes = with_comment_notes((node for node in top if node.kind != "front_matter"), collector)
    written = tuple(with_setting_notes(nodes, deck, collector))
    return with_slide_conditions(written) if deck.slides == RULES else written


def _with_plugins(
    nodes: tuple[Node, ...], deck: DeckFile, collector: Collector
) -> tuple[tuple[Node, ...], Contents]:
    """Return `nodes` with the blocks of plug-ins written in Markdown of our own, and the contents
    of that."""
    contents = contents_of(nodes)
    if contents.fences <= OWN_FENCES:
        return nodes, contents
    # Only now: most talks have no other fences.
    from deck_builder.outline.plugin_blocks import with_plugin_blocks

    written = with_plugin_blocks(nodes, contents.fences, deck.language, collector)
    return written, contents if written == nodes else contents_of(written)


def _may_have_other_ids(document: Node) -> bool:
    text = document.span.source.text if document.span else ""
    return "#-" in text or "--" in text


def _reader(deck: DeckFile, fill: Fill, collector: Collector) -> BlockReader:
    return BlockReader(
        *(BLOCK_KINDS, collector, deck.language, deck.code_labels, fill, deck.decimal),
        incremental=deck.incremental,
        native_charts=deck.charts == NATIVE_CHARTS,
        diagram_programs=deck.diagram_programs,
    )


def _with_numbers(
    nodes: Sequence[Node], contents: Contents, deck: DeckFile, collector: Collector
) -> Sequence[Node]:
    """Return `nodes` with macros, typographic marks, and the numbers of figures and the like."""
    if any(kind in contents.kinds for kind in FORMULAS):
        nodes = _with_macros(nodes, collector)
    if contents.has_examples:
        nodes = with_examples(nodes, collector)
    if deck.smart:
        nodes = [with_smart_marks(node, deck.language) for node in nodes]
    if "div" in contents.kinds:
        nodes = with_theorems(nodes)
    if contents.has_references:
        nodes = with_references(nodes, deck, collector)
    return nodes


def _prepared(
    nodes: Sequence[Node], contents: Contents, deck: DeckFile, collector: Collector
) -> tuple[Sequence[Node], frozenset[str]]:
    """Return `nodes` with pictures out of marks and links, meanings and the values of variables,
    which come last, so that none is read as markup; and what targets have become by values."""
    if "image" in contents.kinds:
        nodes = [with_free_images(node) for node in nodes]
        report_pictures_as_text(nodes, collector)
    if "abbreviation" in contents.kinds:
        nodes = with_meanings(nodes, collector)
    if contents.has_variables:
        return with_variables(nodes, deck, collector)
    return nodes, frozenset()


def _with_macros(nodes: Sequence[Node], collector: Collector) -> Sequence[Node]:
    # Only now, so that a talk without formulas does not wait for them.
    from deck_builder.outline.macros import with_macros

    return with_macros(nodes, collector)


def _with_citations(
    nodes: Sequence[Node], deck: DeckFile, level: int, assets: Assets, collector: Collector
) -> tuple[Sequence[Node], Mapping[str, str]]:
    # Only now: they need an extra.
    from deck_builder.outline.citing import with_citations

    return with_citations(nodes, deck, level, assets, collector)


def _citing(fill: Fill, cited: Mapping[str, str]) -> Fill:
    """What fills in the data of charts, with the texts of what is `cited` there."""
    if not cited:
        return fill

    def filled(text: str, place: Span) -> str:
        for written, said in cited.items():
            text = text.replace(written, said)
        return fill(text, place)

    return filled


def _named_by_first(sections: Sequence[OutlineSection], deck: DeckFile) -> DeckFile:
    """Settings with the title of the first slide when they have none of their own."""
    first = next((slide for section in sections for slide in section.slides), None)
    return deck.titled(first.title, first.span) if first and not deck.title else deck
