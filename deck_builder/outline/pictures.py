"""Pictures in a line of text: out of the marks and links around them, and those that stay text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.markdown import Node, NodeKind, with_children
from deck_builder.markdown.node import is_only_block
from deck_builder.markdown.slide_levels import is_notes

PICTURE_AS_TEXT = Problem(
    "picture-as-text",
    Severity.WARNING,
    "{place} cannot have the picture ‘{target}’; only its description is shown",
    "write the picture in a paragraph of its own",
)
_WORDLESS: tuple[NodeKind, ...] = ("comment", "soft_break", "break")
_PLACES: dict[NodeKind, str] = {
    "heading": "a heading",
    "term": "a term",
    "caption": "a caption",
    "image": "a caption",
    "footnote": "a footnote",
}
_MOST_SHOWN = 60


def with_free_images(node: Node) -> Node:
    """Return `node` with no image inside a mark or link; an image keeps the link that it was in."""
    if not node.children:
        return node
    children = tuple(map(with_free_images, node.children))
    if any(map(_has_images, children)):
        children = tuple(part for child in children for part in _parts(child))
    return with_children(node, children)


def _parts(node: Node) -> Iterator[Node]:
    """A mark or link as a whole, or the images in it and the marks around them."""
    if not _has_images(node):
        yield node
        return
    for is_image, group in groupby(node.children, lambda child: child.kind == "image"):
        children = tuple(group)
        if is_image:
            yield from (_linked(image, node) for image in children)
        elif all(child.kind in _WORDLESS or _is_blank(child) for child in children):
            yield from children
        else:
            yield replace(node, children=children)


def _has_images(node: Node) -> bool:
    """Whether a node is a mark or link with an image in it."""
    if is_only_block(node) or node.kind in ("footnote", "image"):
        return False
    return any(child.kind == "image" for child in node.children)


def _is_blank(node: Node) -> bool:
    return not node.text.strip() and not node.children


def _linked(image: Node, node: Node) -> Node:
    if node.kind != "link":
        return image
    pairs = (*image.attributes.pairs, ("link", node.target))
    if node.title:
        pairs = (*pairs, ("link-title", node.title))
    return replace(image, attributes=replace(image.attributes, pairs=pairs))


def report_pictures_as_text(nodes: Iterable[Node], found: Collector, place: str = "") -> None:
    """Report each picture where there is only text, so that its description stands for it."""
    for node in nodes:
        if node.kind == "image" and place:
            name = node.target[:_MOST_SHOWN]
            found.report(PICTURE_AS_TEXT, node.span, place=place, target=name)
        here = "speaker notes" if is_notes(node) else _PLACES.get(node.kind, place)
        report_pictures_as_text(node.children, found, here)
