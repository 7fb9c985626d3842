"""Links out of the talk: those that lead nowhere, and those that open more than one would think."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from deck_builder.base.addresses import opens_a_file, url_of
from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.markdown import Node, NodeKind, walk

LINK_LEFT_OUT = Problem(
    "link-dropped",
    Severity.WARNING,
    "‘{target}’ is no address that a deck may link to; only the words of the link are left",
    "link to the web, a mail address, a file, or a slide with #id",
)
UNSAFE_LINK = Problem(
    "unsafe-link",
    Severity.WARNING,
    "‘{target}’ opens a file of whoever clicks on it, or another computer",
    "name the file by its path from the deck",
)
_MOST_SHOWN = 60
_WORDLESS: tuple[NodeKind, ...] = ("comment", "soft_break", "break")


def report_links(nodes: Iterable[Node], found: Collector) -> None:
    """Report each link among `nodes` that is not kept, or that is not safe."""
    for node in walk(nodes):
        if node.kind != "link" or node.target[:1] in ("#", ""):
            continue
        shown = node.target[:_MOST_SHOWN]
        if not url_of(node.target):
            found.report(LINK_LEFT_OUT, node.span, target=shown)
        elif opens_a_file(node.target):
            found.report(UNSAFE_LINK, node.span, target=shown)


def with_linked_images(node: Node) -> Node:
    """Return `node` with each image that is all of a link as an image that has the link."""
    if not node.children:
        return node
    children = tuple(map(with_linked_images, node.children))
    if any(child.kind == "link" for child in children):
        children = tuple(part for child in children for part in _images_of(child))
    return replace(node, children=children)


def _images_of(node: Node) -> Iterator[Node]:
    images = [child for child in node.children if child.kind == "image"]
    others = (child for child in node.children if child.kind not in ("image", *_WORDLESS))
    has_words = any(child.text.strip() or child.children for child in others)
    if node.kind != "link" or not images or has_words:
        yield node
        return
    for image in images:
        pairs = (*image.attributes.pairs, ("link", node.target))
        yield replace(image, attributes=replace(image.attributes, pairs=pairs))


def is_own_address(link: Node) -> bool:
    """Whether the words of a link are its address."""
    words = "".join(child.text for child in link.children)
    return words == link.target or link.target in (f"mailto:{words}", f"http://{words}")
