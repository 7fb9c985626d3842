"""Files that an outline includes, read in place of the lines that name them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Checked, Collector, Problem, Severity
from deck_builder.base.limits import INCLUDE_DEPTH, INCLUDES
from deck_builder.base.source import Source
from deck_builder.base.yaml import Fill
from deck_builder.markdown import Node, parse_markdown, with_children
from deck_builder.outline.settings import DeckFile
from deck_builder.outline.slide_ranges import names_slides
from deck_builder.outline.variables import variable_filler

CIRCULAR_INCLUDE = Problem(
    "circular-include",
    Severity.ERROR,
    "‘{name}’ includes itself: {chain}",
    "remove one of these lines",
)
TOO_MANY_INCLUDES = Problem("too-many-includes", Severity.ERROR, "the talk {excess}", "{hint}")
UNUSED_FRONT_MATTER = Problem(
    "unused-front-matter",
    Severity.WARNING,
    "this front matter is not read",
    "move it to deck.yaml, or to the top of a talk that is one file",
)
Parse = Callable[[Source, str], Checked[Node]]
"""Reads a source, or the slides of it that are chosen."""
_ADVICE = "include fewer files, each where it is needed"


def with_includes(
    document: Node, assets: Assets, deck: DeckFile | None = None, parse: Parse | None = None
) -> Checked[Node]:
    """Return `document` with the content of the files that it includes, and of those that these
    include in turn. Each is a document of its own: its footnotes and link definitions are local to
    it, and its spans are in its own file. The names of files may have the variables of `deck`.
    `parse` reads a file, or the slides of it that are chosen."""
    found = Collector()
    fill = variable_filler(deck or DeckFile(), found)
    whole = _Includer(assets, found, fill, parse or parse_whole).expanded(document)
    return found.checked(whole)


class _Includer(Struct):
    assets: Assets
    found: Collector
    fill: Fill
    parse: Parse
    open: list[tuple[Path, str]] = field(default_factory=list)
    count: int = 0

    def expanded(self, document: Node) -> Node:
        """Return a document with its includes, except those in a cycle."""
        if document.span is None or not _may_include(document):
            return document
        self.open.append(_identity(document.span.source))
        whole = self._with(document)
        self.open.pop()
        return whole

    def _with(self, node: Node) -> Node:
        return with_children(node, tuple(self._children(node.children)))

    def _children(self, nodes: Iterable[Node]) -> Iterator[Node]:
        for node in nodes:
            if node.kind == "include" and "{{" in node.target and node.span:
                node = replace(node, target=self.fill(node.target, node.span))
            # Slides are imported when everything is read.
            if node.kind == "include" and not names_slides(node.target):
                yield from self._included(node)
            else:
                yield self._with(node) if node.children else node

    def _included(self, node: Node) -> tuple[Node, ...]:
        source = self.assets.read_source(node.target, node.span, self.found)
        if source is None or not self._is_allowed(node, source):
            return ()
        self.count += 1
        document = self.found.take(self.parse(source, node.info))
        children = self.expanded(document).children
        return tuple(child for child in children if not self._is_front_matter(child))

    def _is_allowed(self, node: Node, source: Source) -> bool:
        this = _identity(source)
        if this in self.open:
            chain = " → ".join(one.name for one, _ in (*self.open[self.open.index(this) :], this))
            self.found.report(CIRCULAR_INCLUDE, node.span, name=node.target, chain=chain)
            return False
        if len(self.open) > INCLUDE_DEPTH.most:
            facts = INCLUDE_DEPTH.facts(None, _ADVICE)
            self.found.report(TOO_MANY_INCLUDES, node.span, **facts)
            return False
        if self.count == INCLUDES.most:
            self.found.report(TOO_MANY_INCLUDES, node.span, **INCLUDES.facts(None, _ADVICE))
            self.count += 1
        return self.count < INCLUDES.most

    def _is_front_matter(self, node: Node) -> bool:
        if node.kind != "front_matter":
            return False
        if node.text.strip():
            self.found.report(UNUSED_FRONT_MATTER, node.span)
        return True


def parse_whole(source: Source, choice: str) -> Checked[Node]:
    """Return all of a source in our own format, in which nothing is chosen."""
    return parse_markdown(source)


def _may_include(document: Node) -> bool:
    """Whether there may be an include: the nodes of a source in which none is written may still
    have one, when its author wrote it for another program."""
    source = document.span.source if document.span else Source("", "")
    return bool(source.written) or "include" in source.text


def _identity(source: Source) -> tuple[Path, str]:
    """What two names of one file have in common. Where there is no file, and so no link, two files
    may seem to be at one path; they differ in their texts."""
    return Path(source.path).resolve(), source.text
