"""Where an outline names imported slides: on a line between slides, or on a heading."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.blocks import Block, BlockReader
from deck_builder.markdown import Node
from deck_builder.markdown.node import INLINE_PARENTS
from deck_builder.outline.model import OutlineSlide
from deck_builder.outline.slide_ranges import SlideChoice, read_choice
from deck_builder.shapes import Staging
from deck_builder.text.runs import Paragraph

BAD_SLIDE_NUMBERS = Problem(
    "bad-slide-numbers",
    Severity.ERROR,
    "‘{value}’ does not say which slides",
    "write ‘deck.pptx#3’, ‘deck.pptx#3,5-7’, or ‘deck.pptx#-1’ for the last one",
)
MISPLACED_INCLUDE = Problem(
    "misplaced-include",
    Severity.ERROR,
    "imported slides cannot be put into a slide",
    "put the line between slides, not into a list, a column or notes",
)
CONTENT_ON_FINISHED = Problem(
    "content-on-imported",
    Severity.ERROR,
    "this stands on no slide: the one above is imported from its file",
    "begin a slide with a heading, or put it into the notes",
)
UNUSED_ON_FINISHED = Problem(
    "unused-on-imported",
    Severity.WARNING,
    "‘{what}’ does nothing on a slide that is imported from its file",
    "leave it out",
)


def without_includes(node: Node, found: Collector) -> Node:
    """Return `node` without imported slides inside it; each is reported."""
    if not node.children or node.kind in INLINE_PARENTS:
        return node
    children = []
    for child in node.children:
        if child.kind == "include":
            found.report(MISPLACED_INCLUDE, child.span)
        else:
            children.append(without_includes(child, found))
    same = len(children) == len(node.children) and all(map(_is, children, node.children))
    return node if same else replace(node, children=tuple(children))


def _is(one: object, other: object) -> bool:
    return one is other


def included(heading: Node, reader: BlockReader) -> SlideChoice | None:
    """Return the imported slide that a heading names, None when it names none."""
    value = heading.attributes.get("include")
    if value is None:
        return None
    return _choice(value, heading.attributes.place("include"), reader.collector)


def _choice(value: str, span: Span | None, found: Collector) -> SlideChoice | None:
    choice = read_choice(value, span)
    if choice is None:
        found.report(BAD_SLIDE_NUMBERS, span, value=value)
    return choice


def between(
    include: Node, blocks: Sequence[Block], notes: tuple[Paragraph, ...], found: Collector
) -> OutlineSlide:
    """Return imported slides on a line of their own, with what follows that: notes, and nothing
    else."""
    _report_content(blocks, found)
    choice = _choice(include.target, include.span, found)
    return OutlineSlide(notes=notes if choice else (), include=choice, span=include.span)


def in_place_of(slide: OutlineSlide, heading: Node, reader: BlockReader) -> OutlineSlide:
    """Return the slide of a heading with the imported one that it names in its place."""
    choice = included(heading, reader)
    if choice is None:
        return slide
    found = reader.collector
    _report_content(slide.blocks, found)
    staging = without_looks(slide.staging, heading, found)
    for key in ("layout", "prose"):
        if getattr(slide, key):
            found.report(UNUSED_ON_FINISHED, heading.attributes.place(key), what=key)
    return replace(slide, layout="", prose="", blocks=(), staging=staging, include=choice)


def without_looks(staging: Staging, heading: Node, found: Collector) -> Staging:
    """Return `staging` without what says how a slide looks; that is reported."""
    for key, is_set in (
        ("background", staging.background is not None),
        ("transition", staging.transition),
        ("incremental", staging.incremental),
    ):
        if is_set:
            found.report(UNUSED_ON_FINISHED, heading.attributes.place(key), what=key)
    return replace(staging, background=None, transition="", incremental=False)


def _report_content(blocks: Sequence[Block], found: Collector) -> None:
    if blocks:
        found.report(CONTENT_ON_FINISHED, blocks[0].span)
