"""Blocks that plug-ins add: a fence that opens with the name of one is written anew, in Markdown of
our own, before anything else is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from difflib import get_close_matches

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity, with_article
from deck_builder.base.plugins import (
    BLOCKS,
    Addition,
    Plugin,
    PluginError,
    blamed,
    find,
    load,
)
from deck_builder.base.plugins import names as known_names
from deck_builder.base.source import Source, Span
from deck_builder.blocks.highlighting import is_language
from deck_builder.markdown import NO_ATTRIBUTES, Attributes, Node, NodeKind, parse_markdown, walk
from deck_builder.markdown.node import conditions_of
from deck_builder.outline.contents import OWN_FENCES

BAD_BLOCK = Problem(
    "bad-block", Severity.ERROR, "the block ‘{name}’ cannot be read: {message}", "{hint}"
)
UNKNOWN_BLOCK = Problem(
    "unknown-block",
    Severity.WARNING,
    "there is no block kind ‘{name}’, so the fence is code",
    "did you mean ‘{close}’?",
)
_CLOSE = 0.8
# They would begin slides, or read files.
_REFUSED: tuple[NodeKind, ...] = ("heading", "rule", "include", "front_matter")


class BlockSource(Struct, frozen=True):
    """A block as its author wrote it: the lines inside of the fence as `text`, what follows the
    name of the block as `title`, the `attributes` in braces, and the `language` of the talk as a
    BCP 47 tag."""

    text: str
    title: str
    attributes: Mapping[str, str]
    language: str


class BlockError(Exception):
    """What is wrong with the text of a block, in lower case without a full stop; a `hint` says what
    to do. `line` is where, counted from 1 inside of the fence, or 0 for the block as a whole."""

    def __init__(self, message: str, hint: str = "", line: int = 0) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.line = line


class BlockKind(Addition, frozen=True):
    """A kind of block: `write` returns it as Markdown of our own, without headings and rules.
    Raises BlockError for a text that it cannot read."""

    write: Callable[[BlockSource], str]


def is_own_fence(name: str) -> bool:
    """Whether a fence that opens with `name` has a meaning already."""
    return name.lower() in OWN_FENCES or is_language(name)


def with_plugin_blocks(
    nodes: Iterable[Node], names: Iterable[str], language: str, found: Collector
) -> tuple[Node, ...]:
    """Return `nodes` with the blocks of plug-ins written in Markdown of our own, if some of the
    `names` that fences open with are theirs. One that fails is reported, and stays a fence."""
    kinds = {}
    for name in sorted(set(names) - OWN_FENCES):
        if is_own_fence(name):
            continue
        try:
            if plugin := find(BLOCKS, name):
                kinds[name] = plugin
            elif close := get_close_matches(name, known_names(BLOCKS), n=1, cutoff=_CLOSE):
                found.report(UNKNOWN_BLOCK, _first(nodes, name), name=name, close=close[0])
        except PluginError as error:
            error.report(_first(nodes, name), found)
    return tuple(_Writer(kinds, language, found).written(nodes)) if kinds else tuple(nodes)


def _first(nodes: Iterable[Node], name: str) -> Span | None:
    return next((one.span for one in walk(nodes) if one.kind == "code" and one.info == name), None)


class _Writer(Struct, frozen=True):
    """Writes blocks anew: those that open with the names of `kinds`."""

    kinds: Mapping[str, Plugin]
    language: str
    found: Collector

    def written(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """Yield `nodes` with what is in place of blocks."""
        for node in nodes:
            if node.kind == "code" and node.info in self.kinds:
                yield from self._in_place_of(node)
            elif node.children:
                yield replace(node, children=tuple(self.written(node.children)))
            else:
                yield node

    def _in_place_of(self, node: Node) -> tuple[Node, ...]:
        try:
            made = self._made(node, self.kinds[node.info])
        except PluginError as error:
            error.report(node.span, self.found)
            return (node,)
        except BlockError as error:
            place = _line_of(node, error.line)
            facts = {"message": error.message, "hint": error.hint}
            self.found.report(BAD_BLOCK, place, name=node.info, **facts)
            return (node,)
        held = conditions_of(node.attributes)
        if held is NO_ATTRIBUTES and not node.attributes.id:
            return made
        # Whom it is for, and what links call it, are said of the whole of it.
        attributes = Attributes(node.attributes.id, held.classes, held.pairs, node.attributes.span)
        return (Node("div", made, attributes=attributes, span=node.span),)

    def _made(self, node: Node, plugin: Plugin) -> tuple[Node, ...]:
        """The nodes that a block becomes. Raises PluginError and BlockError."""
        kind = load(plugin, BlockKind)
        told = conditions_of(node.attributes).pairs
        pairs = {key: value for key, value in node.attributes.pairs if (key, value) not in told}
        wrong: BlockError | None = None
        text = ""
        with blamed(plugin):
            try:
                text = kind.write(BlockSource(node.text, node.title, pairs, self.language))
            except BlockError as error:
                if not isinstance(error.message, str) or not isinstance(error.hint, str):
                    raise TypeError("a BlockError has texts") from error
                if type(error.line) is not int:
                    raise TypeError("a BlockError has the number of a line") from error
                wrong = error
            if not isinstance(text, str):
                raise TypeError(f"it wrote a {type(text).__name__}, not a text")
        if wrong is not None:
            raise wrong
        place = node.span or Span(Source("", ""))
        source = Source(f"{place.source.path}:{place.line} ({node.info})", text)
        checked = parse_markdown(source)
        with blamed(plugin):
            for one in walk(checked.value.children):
                _refuse(one)
        self.found.found += [replace(one, span=node.span) for one in checked.diagnostics]
        return checked.value.children


def _refuse(node: Node) -> None:
    """Raise ValueError for what a block cannot have inside."""
    if node.kind in _REFUSED:
        raise ValueError(f"it wrote {with_article(node.kind.replace('_', ' '))}")
    if conditions_of(node.attributes) is not NO_ATTRIBUTES:
        raise ValueError("it wrote a condition")
    if node.kind == "code" and not is_own_fence(node.info) and find(BLOCKS, node.info):
        raise ValueError(f"it wrote the block of a plug-in, ‘{node.info}’")


def _line_of(node: Node, number: int) -> Span | None:
    """A line inside of a fence; the fence for one that is not there."""
    place = node.span
    if place is None or not 0 < number <= node.text.count("\n") + 1:
        return place
    first = place.line + number
    return place.source.lines_span(first - 1, first)
