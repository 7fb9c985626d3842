"""Links out of the talk: those that lead nowhere, and those that open more than one would think."""

from __future__ import annotations

from collections.abc import Iterable

from deck_builder.base.addresses import opens_a_file, url_of
from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.markdown import Node, walk

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
