"""Nodes to an outline: headings start sections and slides, everything else becomes blocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import (
    Checked,
    Collector,
    Problem,
    Severity,
    suggestion,
)
from deck_builder.base.limits import SLIDES
from deck_builder.base.source import Span
from deck_builder.base.yaml import Fill
from deck_builder.blocks import Block, BlockReader, SubHeading
from deck_builder.blocks.formula_reports import FORMULAS, report_formulas
from deck_builder.blocks.paragraph import heading_paragraph
from deck_builder.markdown import Node
from deck_builder.markdown.smart import with_smart_marks
from deck_builder.outline import staging
from deck_builder.outline.abbreviations import with_meanings
from deck_builder.outline.anchors import broken_links
from deck_builder.outline.audience import Selected, all_texts_of, select, unwrapped
from deck_builder.outline.conditions import has_conditions
from deck_builder.outline.contents import Contents, contents_of
from deck_builder.outline.examples import with_examples
from deck_builder.outline.links import report_links
from deck_builder.outline.look_alikes import report_look_alikes
from deck_builder.outline.model import LAYOUTS, Outline, OutlineSection, OutlineSlide
from deck_builder.outline.notes import (
    is_notes,
    notes_paragraphs,
    report_bad_pauses,
    with_comment_notes,
    without_notes,
)
from deck_builder.outline.opening import (
    infer_slide_level,
    opening_notes,
    report_unshown,
    with_first_notes,
    with_setting_notes,
)
from deck_builder.outline.pictures import report_pictures_as_text, with_free_images
from deck_builder.outline.references import identifiers, with_references
from deck_builder.outline.ruled import is_title, with_rule, with_slide_conditions
from deck_builder.outline.settings import NATIVE_CHARTS, PROSE, RULES, DeckFile
from deck_builder.outline.slide_includes import (
    slides_of_heading,
    slides_of_line,
    with_include,
    without_includes,
)
from deck_builder.outline.theorems import with_theorems
from deck_builder.outline.title_page import title_page, with_title
from deck_builder.outline.variables import variable_filler, with_variables
from deck_builder.text.runs import Paragraph
from deck_builder.variants import BLOCK_KINDS, VARIANT_CLASSES

EMPTY_TALK = Problem(
    "empty-talk",
    Severity.ERROR,
    "the talk is empty",
    "write a heading, and the content of the slide under it",
)
UNKNOWN_LAYOUT = Problem(
    "unknown-layout", Severity.ERROR, "there is no layout called ‘{name}’", "{hint}"
)
UNKNOWN_PROSE = Problem(
    "unknown-prose", Severity.ERROR, "‘{name}’ is not a way to show prose", "{hint}"
)
REPEATED_ID = Problem(
    "repeated-id", Severity.WARNING, "the id ‘{id}’ is already used", "give this one another id"
)


def parse_outline(
    documents: Sequence[Node], deck: DeckFile, assets: Assets | None = None
) -> Checked[Outline]:
    """Return the outline of `documents`, in order, as the audience of `deck` sees it. Its
    bibliographies are found by `assets`; without them, there are no citations."""
    collector = Collector()
    top = (node for document in documents for node in document.children)
    written = with_comment_notes((node for node in top if node.kind != "front_matter"), collector)
    written = list(with_setting_notes(written, deck, collector))
    is_ruled = deck.slides == RULES
    if is_ruled:
        written = list(with_slide_conditions(written))
    # The levels of headings are the same for all audiences.
    shown = tuple(unwrapped(written))
    page = None if is_ruled or deck.literal else title_page(shown, 0, deck.title)
    level = deck.slide_level or infer_slide_level(page.rest if page else shown)
    level = 0 if is_ruled else level
    contents = contents_of(written)
    selected = (
        select(written, deck, level, collector)
        if has_conditions(contents.keys)
        else Selected(tuple(written))
    )
    report_look_alikes(selected.nodes, collector)
    nodes = _with_numbers(selected.nodes, contents, deck, collector)
    cited: Mapping[str, str] = {}
    if deck.bibliography and assets is not None:
        nodes, cited = _with_citations(nodes, deck, level, assets, collector)
    prepared, filled = _prepared(nodes, contents, deck, collector)
    nodes = prepared
    fill = _citing(variable_filler(deck, collector), cited)
    reader = BlockReader(
        *(BLOCK_KINDS, collector, deck.language, deck.code_labels, fill, deck.decimal),
        incremental=deck.incremental,
        native_charts=deck.charts == NATIVE_CHARTS,
    )
    builder = _Builder(level, reader, contents, deck.literal or is_ruled)
    page = title_page(nodes, level, deck.title) if page else None
    lines: tuple[Paragraph, ...] = ()
    if page:
        deck, lines, nodes = *with_title(page, deck, reader), page.rest
    first, nodes = opening_notes(nodes)
    notes = tuple(one for node in first for one in builder.notes(node))
    sections = builder.build(nodes)
    if notes and (is_ruled or not deck.title):
        sections, notes = with_first_notes(sections, notes), ()
    if is_ruled:
        deck = _named_by_first(sections, deck)
    elif not deck.title:
        report_unshown(deck, documents, collector)
    if not sections and not deck.title:
        collector.report(EMPTY_TALK, documents[0].span if documents else deck.span)
    others = selected.withheld or deck.audiences
    seen = tuple(text for node in prepared for text in all_texts_of(node)) if others else ()
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


class _Draft(Struct, frozen=True):
    """A slide or section with the nodes collected so far, and the `rule` that starts it, if one
    does. Imported slides between others have an `include`."""

    heading: Node | None = None
    rule: Node | None = None
    include: Node | None = None
    nodes: list[Node] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)


class _Builder(Struct, frozen=True):
    level: int
    reader: BlockReader
    contents: Contents
    is_whole: bool = False
    ids: set[str] = field(default_factory=set)

    def build(self, nodes: Iterable[Node]) -> tuple[OutlineSection, ...]:
        sections: list[OutlineSection] = []
        current = OutlineSection()
        slides: list[OutlineSlide] = []
        for count, draft in enumerate(self._drafts(nodes)):
            if self.is_ruled and not count and draft == _Draft():
                # Nothing stands before the first rule.
                continue
            SLIDES.check(count, "the talk", draft.heading.span if draft.heading else None)
            if draft.heading is not None and draft.heading.level < self.level:
                sections.append(replace(current, slides=tuple(slides)))
                current, slides = self._section(draft)
            else:
                slide = self._slide(draft)
                anchors = identifiers(draft.nodes) if self.contents.is_named else ()
                slides.append(replace(slide, anchors=anchors) if anchors else slide)
        sections.append(replace(current, slides=tuple(slides)))
        return tuple(sections if self.is_ruled else _without_empty(sections))

    @property
    def is_ruled(self) -> bool:
        """Whether only rules start slides."""
        return not self.level

    def _drafts(self, nodes: Iterable[Node]) -> Iterator[_Draft]:
        draft = _Draft()
        for node in nodes:
            if node.kind == "rule":
                yield draft
                draft = _Draft(rule=node)
            elif node.kind == "heading" and node.level <= self.level:
                if node.level == self.level and draft == _Draft(rule=draft.rule) and draft.rule:
                    # What the rule right above says is for the slide of the heading.
                    draft = replace(draft, heading=node)
                    continue
                yield draft
                draft = _Draft(node)
            elif self.is_ruled and draft.heading is None and is_title(node, draft.nodes):
                draft = replace(draft, heading=node)
            elif node.kind == "include":
                yield draft
                draft = _Draft(include=node)
            else:
                self._add(node, draft)
        yield draft

    def _add(self, node: Node, draft: _Draft) -> None:
        """Add a node under a heading, and its notes."""
        if "include" in self.contents.kinds:
            node = without_includes(node, self.reader.collector)
        if is_notes(node):
            draft.notes.extend(self.notes(node))
            return
        rest, nested = without_notes(node)
        draft.nodes.append(rest)
        for inner in nested:
            draft.notes.extend(self.notes(inner))

    def notes(self, node: Node) -> tuple[Paragraph, ...]:
        """The paragraphs of a div of notes."""
        self.reader.check_attributes(node, (), ("notes",))
        notes = notes_paragraphs(node.children, self.reader)
        report_bad_pauses(notes, self.reader.collector)
        return notes

    def _section(self, draft: _Draft) -> tuple[OutlineSection, list[OutlineSlide]]:
        heading = draft.heading
        assert heading is not None
        blocks, notes = self.reader.blocks(draft.nodes), tuple(draft.notes)
        keys = ("include", "prose") if blocks else ("include",)
        classes = (*staging.CLASSES, *VARIANT_CLASSES) if blocks else staging.CLASSES
        self.reader.check_attributes(heading, (*keys, *staging.KEYS), classes)
        report_formulas(heading, self.reader.collector)
        title = heading_paragraph(heading, self.reader)
        section = OutlineSection(
            title.runs,
            heading.level,
            self._id(heading),
            staging=staging.read_staging(heading, self.reader),
            include=slides_of_heading(heading, self.reader.collector),
            icon=title.icon,
            span=heading.span,
        )
        if not blocks:
            return replace(section, notes=notes), []
        # The content directly under a section's heading is a slide of its own, with the notes.
        prose = self._choice(heading, "prose", PROSE, UNKNOWN_PROSE)
        slide = OutlineSlide(section.title, prose=prose, blocks=blocks, notes=notes)
        slide = replace(slide, variant=_variant(heading), icon=title.icon, span=heading.span)
        return section, [replace(slide, staging=section.staging)]

    def _slide(self, draft: _Draft) -> OutlineSlide:
        heading, notes = with_rule(draft.heading, draft.rule), tuple(draft.notes)
        blocks = self._blocks(heading, draft.nodes)
        if draft.include is not None:
            return slides_of_line(draft.include, blocks, notes, self.reader.collector)
        if heading is None or heading.kind == "rule":
            slide = _untitled(draft, blocks, notes)
            slide = self._with_attributes(slide, heading) if heading else slide
            return replace(slide, is_whole=self.is_whole)
        report_formulas(heading, self.reader.collector)
        title = heading_paragraph(heading, self.reader)
        slide = OutlineSlide(
            title.runs,
            blocks=blocks,
            notes=notes,
            icon=title.icon,
            is_whole=self.is_whole,
            span=heading.span,
        )
        return self._with_attributes(slide, heading)

    def _blocks(self, heading: Node | None, nodes: Sequence[Node]) -> tuple[Block, ...]:
        """The blocks of a slide, whose lists may come as a whole."""
        if heading and staging.NOT_INCREMENTAL in heading.attributes.classes:
            with self.reader.building(incremental=False):
                return self.reader.blocks(nodes)
        return self.reader.blocks(nodes)

    def _with_attributes(self, slide: OutlineSlide, heading: Node) -> OutlineSlide:
        """A slide with what the attributes of its heading, or rule, say."""
        keys = ("include", "layout", "prose", *staging.KEYS)
        self.reader.check_attributes(heading, keys, (*staging.CLASSES, *VARIANT_CLASSES))
        slide = replace(
            slide,
            id=self._id(heading) or slide.id,
            layout=self._choice(heading, "layout", LAYOUTS, UNKNOWN_LAYOUT),
            prose=self._choice(heading, "prose", PROSE, UNKNOWN_PROSE),
            variant=_variant(heading),
            staging=staging.read_staging(heading, self.reader),
        )
        return with_include(slide, heading, self.reader.collector)

    def _id(self, heading: Node) -> str:
        name = heading.attributes.id
        if name and name in self.ids:
            self.reader.collector.report(REPEATED_ID, heading.attributes.span, id=name)
        self.ids.add(name)
        return name

    def _choice(self, heading: Node, key: str, known: Sequence[str], problem: Problem) -> str:
        """The value of an attribute that is one of a few words; empty after a report."""
        name = heading.attributes.get(key) or ""
        if not name or name in known:
            return name
        place = heading.attributes.place(name)
        self.reader.collector.report(problem, place, name=name, hint=suggestion(name, known))
        return ""


def _variant(heading: Node) -> str:
    """The variant that the class of a heading asks for; empty to choose one."""
    return next((one for one in heading.attributes.classes if one in VARIANT_CLASSES), "")


def _untitled(
    draft: _Draft, blocks: tuple[Block, ...], notes: tuple[Paragraph, ...]
) -> OutlineSlide:
    """A slide that a rule starts; a sub-heading at its beginning is its title."""
    begin = draft.nodes[0] if draft.nodes else draft.rule
    span = begin.span if begin else None
    if blocks and isinstance(first := blocks[0], SubHeading):
        slide = OutlineSlide(first.runs, first.anchor, icon=first.icon, span=span)
        return replace(slide, blocks=blocks[1:], notes=notes)
    return OutlineSlide(blocks=blocks, notes=notes, span=span)


def _without_empty(sections: Iterable[OutlineSection]) -> Iterator[OutlineSection]:
    for section in sections:
        slides = tuple(slide for slide in section.slides if not slide.is_empty)
        if slides or section.title or section.notes:
            yield replace(section, slides=slides)
