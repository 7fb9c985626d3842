"""Where the slides of articles begin, and what their headings say of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from deck_builder.base.numerals import whole_number
from deck_builder.dialects.model import Part, Reading
from deck_builder.dialects.reveal import TRANSITIONS, dress
from deck_builder.dialects.tree import is_held, with_pairs
from deck_builder.markdown import NO_ATTRIBUTES, Node
from deck_builder.markdown.condition_words import is_near
from deck_builder.markdown.slide_levels import infer_slide_level

SEMANTIC = re.compile(
    r"callout-|theorem|lemma|corollary|proposition|definition|example|proof|remark"
)
_NUMBERED = re.compile(r"(?:thm|lem|cor|prp|cnj|def|exm|exr|sol|rem)-")
"""How the ids of theorems and the like begin in Quarto."""
_KEPT_ON_HEADINGS = ("hidden", "appendix", "incremental", "nonincremental", "optional")
_HEADING_KEYS = (
    *("background", "background-fit", "dim", "transition", "layout", "prose", "minutes"),
    *("seconds", "priority", "include", "header", "slide-numbers"),
)
_TRANSITIONS = {**{one: one for one in ("push", "wipe", "morph")}, **TRANSITIONS}
_TITLED = frozenset(("panel-tabset", "tabset", "callout", "notes"))
_COLUMNS = ("column", "columns")
FOOTER = "\ue001footer:"
"""What a comment begins with that is the footer of a slide."""


def slide_level(nodes: Sequence[Node], reading: Reading, usual: int) -> int:
    """Return the level of the headings that start slides: the one that is said, the `usual` one,
    or the one that is inferred."""
    for key in ("slide-level", "slide_level"):
        if (said := whole_number(reading.text(key))) is not None:
            return said
    return usual or infer_slide_level(nodes)


def lifted(node: Node, level: int) -> tuple[Node, ...]:
    """Return a div, and what begins a slide in it behind it: its end was forgotten. In a column,
    only a heading below a rule does."""
    names = node.attributes.classes
    if node.kind != "div" or _TITLED.intersection(names) or is_held(node):
        return (node,)
    if any(SEMANTIC.match(one) for one in names) or _NUMBERED.match(node.attributes.id):
        return (node,)
    is_column = any(one in names for one in _COLUMNS)
    kept: list[Node] = []
    first = node.children[0] if node.children else None
    if not is_column and first is not None and first.kind == "heading" and first.level <= level:
        below = node.children[1:]
        return (first, *_all_lifted((replace(node, children=below),), level)) if below else (first,)
    for at, child in enumerate(node.children):
        is_ruled = bool(kept) and kept[-1].kind == "rule"
        may_begin = bool(kept) and (is_ruled or not is_column)
        if may_begin and child.kind == "heading" and child.level <= level:
            rest = (kept[-1], *node.children[at:]) if is_ruled else node.children[at:]
            inside = kept[:-1] if is_ruled else kept
            return (replace(node, children=tuple(inside)), *_all_lifted(rest, level))
        inner, *others = lifted(child, level)
        kept.append(inner)
        if others:
            rest = (*others, *node.children[at + 1 :])
            return (replace(node, children=tuple(kept)), *_all_lifted(rest, level))
    return (node,)


def _all_lifted(nodes: Iterable[Node], level: int) -> Iterator[Node]:
    for node in nodes:
        yield from lifted(node, level)


def with_slides(nodes: Sequence[Node], reading: Reading, level: int) -> Iterator[Node]:
    """Yield `nodes` with what the attributes of headings say of their slides."""
    waiting = list(nodes)
    for at, node in enumerate(waiting):
        if node.kind == "comment" and node.text.startswith(FOOTER):
            continue
        if node.kind not in ("heading", "rule"):
            yield node
            continue
        if node.kind == "heading" and node.level > level and not node.children:
            # What follows is no longer below the heading before.
            continue
        footer = _footer_below(waiting[at + 1 :], level)
        follows = next((one for one in waiting[at + 1 :] if one.kind != "comment"), None)
        is_bare = follows is None or follows.kind in ("heading", "rule")
        for one in _heading(node, footer, reading):
            yield _above_picture(one) if is_bare and node.level == level else one
        is_empty = node.kind == "heading" and not node.children and node.level <= level
        if is_empty and follows is not None and follows.kind == "heading":
            # A heading below an empty one starts a slide of its own.
            yield Node("rule", span=node.span)


def _above_picture(node: Node) -> Node:
    """A heading with nothing below it but the background of its slide, which it must not cover."""
    own = node.attributes
    if node.kind != "heading" or not own.get("background") or own.get("layout"):
        return node
    return with_pairs(node, layout="title-only")


def _footer_below(nodes: Sequence[Node], level: int) -> str | None:
    for node in nodes:
        is_next = node.kind in ("heading", "rule") and (node.level <= level or is_held(node))
        if is_next or is_held(node):
            return None
        if node.kind == "comment" and node.text.startswith(FOOTER):
            return node.text.removeprefix(FOOTER)
    return None


def _heading(node: Node, footer: str | None, reading: Reading) -> Iterator[Node]:
    own = node.attributes
    given = {key.removeprefix("data-"): value for key, value in own.pairs}
    extra = Part([], span=node.span)
    dress(
        extra,
        {f"data-{key}": value for key, value in given.items() if key != "transition"},
        reading,
    )
    pairs = {key: value for key, value in own.pairs if key in _HEADING_KEYS}
    pairs |= extra.pairs
    transition = re.split(r"[- ]", given.get("transition", ""))[0]
    if transition or given.get("auto-animate") == "false":
        pairs.pop("transition", None)
    if transition in _TRANSITIONS and given.get("auto-animate") != "false":
        pairs["transition"] = _TRANSITIONS[transition]
    if given.get("footer") == "false":
        pairs["footer"] = ""
    elif given.get("footer"):
        pairs["footer"] = given["footer"]
    if footer is not None:
        pairs["footer"] = footer
    held = tuple(pair for pair in own.pairs if is_near(pair[0]))
    classes = tuple(one for one in own.classes if one in _KEPT_ON_HEADINGS or is_near(one))
    if given.get("visibility") == "hidden":
        classes = (*classes, "hidden")
    attributes = replace(own, classes=classes, pairs=(*pairs.items(), *held))
    attributes = attributes if own.id or classes or pairs or held else NO_ATTRIBUTES
    changed = replace(node, attributes=attributes)
    if node.kind == "heading" and not node.children:
        yield Node("rule", attributes=replace(attributes, id=""), span=node.span)
    else:
        yield changed
    yield from extra.nodes
