"""The targets of links inside a talk: headings, by the author's id or by their words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from operator import is_not
from urllib.parse import unquote

from msgspec.structs import replace

from deck_builder.base.diagnostics import Problem, Severity, suggestion
from deck_builder.markdown import Node, walk
from deck_builder.outline.links import targets_in
from deck_builder.outline.model import PendingLink
from deck_builder.text.runs import Run, runs_of

BROKEN_LINK = Problem(
    "broken-link", Severity.WARNING, "there is nothing with the id ‘{id}’", "{hint}"
)
_ID_BLANKS = re.compile("--+")
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


def with_known_ids(nodes: Sequence[Node]) -> Sequence[Node]:
    """Return `nodes` with links to headings by GitHub's ids as links by ours: where something is
    between two blanks that no id has, as in “A & B”, GitHub leaves two hyphens."""
    targets = {unquote(target[1:]): target for target, _ in targets_in(nodes) if target[:1] == "#"}
    short = {name: _ID_BLANKS.sub("-", name).strip("-") for name in targets}
    changed = {name for name, other in short.items() if name != other}
    if not changed:
        return nodes
    known = set(anchors_in(nodes))
    renamed = {
        targets[name]: f"#{short[name]}"
        for name in changed
        if name not in known and short[name] in known
    }
    return [_renamed(node, renamed) for node in nodes] if renamed else nodes


def _renamed(node: Node, names: Mapping[str, str]) -> Node:
    if node.children:
        children = tuple(_renamed(child, names) for child in node.children)
        if any(map(is_not, children, node.children)):
            node = replace(node, children=children)
    if node.kind == "link" and node.target in names:
        return replace(node, target=names[node.target])
    if node.kind == "image" and (link := node.attributes.get("link")) in names:
        pairs = tuple(
            (key, names[link] if link and key == "link" else value)
            for key, value in node.attributes.pairs
        )
        return replace(node, attributes=replace(node.attributes, pairs=pairs))
    return node


def anchors_in(nodes: Sequence[Node]) -> Iterator[str]:
    """Yield the ids that links may name: those of headings, given or automatic, and all others."""
    for node in walk(nodes):
        if node.kind == "heading":
            yield identifier(runs_of(node.children))
        if node.attributes.id:
            yield node.attributes.id
