"""The targets of links inside a talk: headings, by the author's id or by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from deck_builder.base.diagnostics import Problem, Severity, suggestion
from deck_builder.markdown import Node, walk
from deck_builder.outline.links import targets_in
from deck_builder.outline.model import PendingLink
from deck_builder.text.runs import Run, runs_of

BROKEN_LINK = Problem(
    "broken-link", Severity.WARNING, "there is nothing with the id ‘{id}’", "{hint}"
)
_NOT_IN_IDS = re.compile(r"[^\w\- ]+")


def identifier(title: Sequence[Run]) -> str:
    """Return the automatic id of a heading, as pandoc and GitHub make it: lower case, blanks to
    hyphens, no punctuation."""
    words = "".join(run.text for run in title if not run.note).replace("\n", " ").strip().lower()
    return "-".join(_NOT_IN_IDS.sub("", words).split())


def broken_links(nodes: Sequence[Node]) -> Iterator[PendingLink]:
    """Yield each `#id` link in `nodes` whose target is not in them."""
    links = [(target[1:], span) for target, span in targets_in(nodes) if target[:1] == "#"]
    if not links:
        return
    known = set(anchors_in(nodes))
    for name, span in links:
        if name and name not in known and unquote(name) not in known:
            yield PendingLink(name, suggestion(name, known), span)


def anchors_in(nodes: Sequence[Node]) -> Iterator[str]:
    """Yield the ids that links may name: those of headings, given or automatic, and all others."""
    for node in walk(nodes):
        if node.kind == "heading":
            yield identifier(runs_of(node.children))
        if node.attributes.id:
            yield node.attributes.id
