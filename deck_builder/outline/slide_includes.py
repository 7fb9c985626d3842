"""Includes of slides from PowerPoint files: on a line between slides, or on a heading."""

from __future__ import annotations

from collections.abc import Sequence
from operator import is_

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.blocks import Block
from deck_builder.markdown import Node
from deck_builder.markdown.node import holds_inline
from deck_builder.outline.model import OutlineSlide
from deck_builder.outline.slide_ranges import SlideChoice, read_choice
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
    "imported slides cannot be inside a slide",
    "move the line between slides, out of the list, column or notes",
)
CONTENT_ON_IMPORTED = Problem(
    "content-on-imported",
    Severity.ERROR,
    "this is on no slide: the one above is imported from a file",
    "start a slide with a heading, or move it into the notes",
)
UNUSED_ON_IMPORTED = Problem(
    "unused-on-imported",
    Severity.WARNING,
    "‘{what}’ has no effect on a slide that is imported from a file",
    "remove it",
)


def without_includes(node: Node, found: Collector) -> Node:
    """Return `node` without imported slides inside it; each is reported."""
    if not node.children or holds_inline(node):
        return node
    children = []
    for child in node.children:
        if child.kind == "include":
            found.report(MISPLACED_INCLUDE, child.span)
        else:
            children.append(without_includes(child, found))
    same = len(children) == len(node.children) and all(map(is_, children, node.children))
    return node if same else replace(node, children=tuple(children))


def slides_of_heading(heading: Node, found: Collector) -> SlideChoice | None:
    """Return the slides that a heading includes, None when it includes none."""
    value = heading.attributes.get("include")
    return None if value is None else _choice(value, heading.attributes.place("include"), found)


def _choice(value: str, span: Span | None, found: Collector) -> SlideChoice | None:
    choice = read_choice(value, span)
    if choice is None:
        found.report(BAD_SLIDE_NUMBERS, span, value=value)
    return choice


def slides_of_line(
    include: Node, blocks: Sequence[Block], notes: tuple[Paragraph, ...], found: Collector
) -> OutlineSlide:
    """Return the slides that a line of its own includes, with the notes that follow it; the
    `blocks` after it are reported."""
    _report_content(blocks, found)
    choice = _choice(include.target, include.span, found)
    return OutlineSlide(notes=notes if choice else (), include=choice, span=include.span)


def with_include(slide: OutlineSlide, heading: Node, found: Collector) -> OutlineSlide:
    """Return the slide of a heading with the imported one that the heading includes, if any;
    content and appearance of its own are removed and reported."""
    choice = slides_of_heading(heading, found)
    if choice is None:
        return slide
    _report_content(slide.blocks, found)
    staging = slide.staging
    for key, is_set in (
        ("background", staging.background),
        ("transition", staging.transition),
        ("incremental", staging.incremental),
        ("layout", slide.layout),
        ("prose", slide.prose),
    ):
        if is_set:
            found.report(UNUSED_ON_IMPORTED, heading.attributes.place(key), what=key)
    staging = replace(staging, background=None, transition="", incremental=False)
    return replace(slide, layout="", prose="", blocks=(), staging=staging, include=choice)


def _report_content(blocks: Sequence[Block], found: Collector) -> None:
    if blocks:
        found.report(CONTENT_ON_IMPORTED, blocks[0].span)
