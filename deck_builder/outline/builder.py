"""Nodes to sections and slides, whose content becomes blocks."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Iterator, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import (
    Problem,
    Severity,
    suggestion,
)
from deck_builder.base.exact import Exact
from deck_builder.base.limits import SLIDES
from deck_builder.base.memory import recalled_with
from deck_builder.blocks import Block, BlockReader, SubHeading
from deck_builder.blocks.paragraph import heading_paragraph
from deck_builder.blocks.reader import NOT_INCREMENTAL
from deck_builder.markdown import Node
from deck_builder.markdown.slide_levels import is_notes
from deck_builder.outline import staging
from deck_builder.outline.contents import Contents
from deck_builder.outline.model import LAYOUTS, OutlineSection, OutlineSlide
from deck_builder.outline.notes import (
    notes_paragraphs,
    report_bad_pauses,
    without_notes,
)
from deck_builder.outline.references import identifiers
from deck_builder.outline.ruled import is_title, with_rule
from deck_builder.outline.settings import PROSE
from deck_builder.outline.slide_includes import (
    slides_of_heading,
    slides_of_line,
    with_include,
    without_includes,
)
from deck_builder.text.runs import Paragraph
from deck_builder.variants import VARIANT_CLASSES

UNKNOWN_LAYOUT = Problem(
    "unknown-layout", Severity.ERROR, "there is no layout called ‘{name}’", "{hint}"
)
UNKNOWN_PROSE = Problem(
    "unknown-prose", Severity.ERROR, "‘{name}’ is not a way to show prose", "{hint}"
)
REPEATED_ID = Problem(
    "repeated-id", Severity.WARNING, "the id ‘{id}’ is already used", "give this one another id"
)


class _Draft(Struct, frozen=True):
    """A slide or section with the nodes collected so far, and the `rule` that starts it, if one
    does. Imported slides between others have an `include`."""

    heading: Node | None = None
    rule: Node | None = None
    include: Node | None = None
    nodes: list[Node] = field(default_factory=list)
    notes: list[Paragraph] = field(default_factory=list)


class SlideBuilder(Struct, frozen=True):
    """Builds the sections and slides of a talk whose slides begin with headings of `level`, or,
    where it is 0, with rules alone. With `is_whole`, none is cut at its sub-headings. What blocks
    are read as depends on their nodes and on the settings, which `depends` is or has."""

    level: int
    reader: BlockReader
    contents: Contents
    is_whole: bool = False
    depends: object = None
    ids: set[str] = field(default_factory=set)

    def build(self, nodes: Iterable[Node]) -> tuple[OutlineSection, ...]:
        """Return the sections of a talk."""
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
        """Return the paragraphs of a div of notes."""
        settings = Exact(self.depends, SlideBuilder)
        return recalled_with(
            self.reader.collector,
            lambda: (SlideBuilder.notes, Exact(node, node.span), settings),
            lambda: self._notes(node),
        )

    def _notes(self, node: Node) -> tuple[Paragraph, ...]:
        self.reader.check_attributes(node, (), ("notes",))
        notes = notes_paragraphs(node.children, self.reader)
        report_bad_pauses(notes, self.reader.collector)
        return notes

    def _section(self, draft: _Draft) -> tuple[OutlineSection, list[OutlineSlide]]:
        heading = draft.heading
        assert heading is not None
        blocks, notes = self._blocks(None, draft.nodes), tuple(draft.notes)
        keys = ("include", "prose") if blocks else ("include",)
        classes = (*staging.CLASSES, *VARIANT_CLASSES) if blocks else staging.CLASSES
        self.reader.check_attributes(heading, (*keys, *staging.KEYS), classes)
        self.reader.check_inlines(heading)
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
        self.reader.check_inlines(heading)
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
        if heading and NOT_INCREMENTAL in heading.attributes.classes:
            with self.reader.building(incremental=False):
                return self._recalled(nodes)
        return self._recalled(nodes)

    def _recalled(self, nodes: Sequence[Node]) -> tuple[Block, ...]:
        """The blocks that nodes are; those of the last build where they are still the same."""
        read = self.reader

        def key() -> Hashable:
            settings = Exact(self.depends, SlideBuilder)
            written = Exact(nodes, nodes[0].span if nodes else None)
            return SlideBuilder, written, settings, read.incremental

        return recalled_with(read.collector, key, lambda: read.blocks(nodes))

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
