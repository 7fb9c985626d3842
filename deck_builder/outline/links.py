"""Links out of the talk: those that lead nowhere, and those that open more than one would think."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deck_builder.base.addresses import LINK_LEFT_OUT, file_of, opens_a_file, url_of
from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.markdown import BREAKS, Node, walk
from deck_builder.outline.model import FileLink

UNSAFE_LINK = Problem(
    "unsafe-link",
    Severity.WARNING,
    "‘{target}’ opens a file of whoever clicks on it, or another computer",
    "name the file by its path from the deck",
)
EMPTY_LINK = Problem(
    "empty-link",
    Severity.WARNING,
    "the link to ‘{target}’ has no text of its own to click on, and is left out",
    "write its text between the brackets",
)
_MOST_SHOWN = 60
_WORDLESS = (*BREAKS, "comment", "footnote", "link")


def report_links(nodes: Iterable[Node], found: Collector) -> tuple[FileLink, ...]:
    """Report each link among `nodes` that is not kept, or that is not safe, and return those to
    files."""
    nodes = tuple(nodes)
    for node in walk(nodes):
        if node.kind == "link" and not any(map(_has_words, node.children)):
            found.report(EMPTY_LINK, node.span, target=node.target[:_MOST_SHOWN])
    files: list[FileLink] = []
    for target, span in targets_in(nodes):
        if target[:1] in ("#", ""):
            continue
        shown = target[:_MOST_SHOWN]
        if not url_of(target):
            found.report(LINK_LEFT_OUT, span, target=shown)
        elif opens_a_file(target):
            found.report(UNSAFE_LINK, span, target=shown)
        elif file := file_of(target):
            files.append(FileLink(file, span))
    return tuple(files)


def _has_words(node: Node) -> bool:
    """Whether there is something to click on in a node of a link."""
    if node.kind in _WORDLESS:
        return False
    return bool(node.text.strip()) or node.kind == "image" or any(map(_has_words, node.children))


def targets_in(nodes: Iterable[Node]) -> Iterator[tuple[str, Span | None]]:
    """Yield where the links among `nodes` lead, those of pictures, too."""
    for node in walk(nodes):
        if node.kind == "link":
            yield node.target, node.span
        elif node.kind == "image" and (target := node.attributes.get("link")):
            yield target, node.span


def is_own_address(link: Node) -> bool:
    """Whether the words of a link are its address."""
    words = "".join(child.text for child in link.children)
    return words == link.target or link.target in (f"mailto:{words}", f"http://{words}")
