"""Talks whose slides only rules start: a rule may have attributes, which are for all that follows
it up to the next one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from deck_builder.markdown import NO_ATTRIBUTES, Attributes, Node
from deck_builder.markdown.node import conditions_of
from deck_builder.markdown.slide_levels import is_silent
from deck_builder.outline.conditions import is_conditional, unconditional


def with_slide_conditions(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Return `nodes` with each slide that has conditions, or whose title has, in a div that has
    them: they are for the whole slide."""
    return tuple(node for slide in _slides(nodes) for node in _conditional(slide))


def _holds_slides(node: Node) -> bool:
    """Whether a node is a div of whole slides: those of an included file."""
    return node.kind == "div" and node.children[:1] != () and _starts(node.children[0])


def _starts(node: Node) -> bool:
    """Whether slides begin with a node."""
    return node.kind == "rule" or _holds_slides(node)


def _slides(nodes: Sequence[Node]) -> Iterator[list[Node]]:
    slide: list[Node] = []
    for node in nodes:
        if _starts(node) and slide:
            yield slide
            slide = []
        if _holds_slides(node):
            node = replace(node, children=with_slide_conditions(node.children))
        slide.append(node)
    yield slide


def _conditional(slide: list[Node]) -> Iterable[Node]:
    shown = [node for node in slide if node.kind != "rule" and not is_silent(node)]
    heads = [node for node in slide[:1] if node.kind == "rule"]
    heads += [node for node in shown[:1] if node.kind == "heading"]
    held = [conditions_of(node.attributes) for node in heads if is_conditional(node)]
    inside = tuple(unconditional(one) if one in heads else one for one in slide)
    for attributes in held:
        div = Node("div", inside, attributes=attributes, span=slide[0].span)
        inside = (div,)
    return inside if held else slide


def is_title(node: Node, above: Iterable[Node]) -> bool:
    """Whether a heading is the title of its slide, on which `above` stands before it."""
    return node.kind == "heading" and all(map(_is_before_titles, above))


def _is_before_titles(node: Node) -> bool:
    """Whether a node may stand above a title: what is not seen, and pictures."""
    shown = [one for one in node.children if one.kind not in ("comment", "soft_break", "break")]
    is_pictures = node.kind == "paragraph" and all(one.kind == "image" for one in shown)
    return is_silent(node) or is_pictures


def with_rule(heading: Node | None, rule: Node | None) -> Node | None:
    """Return the heading of a slide with the attributes of its rule, too; the rule alone when it
    has any and there is no heading."""
    if rule is None or rule.attributes == NO_ATTRIBUTES:
        return heading
    if heading is None:
        return rule
    own, given = heading.attributes, rule.attributes
    both = Attributes(
        own.id or given.id,
        (*given.classes, *own.classes),
        (*given.pairs, *own.pairs),
        own.span or given.span,
    )
    return replace(heading, attributes=both)
