"""Citations in an outline, and the references of the works that are cited."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.base.limits import DATA_FILE, TEXT_FILE
from deck_builder.base.source import Span, decode_source
from deck_builder.markdown import Node, NodeKind, is_only_block
from deck_builder.outline.citations import (
    BAD_STYLE,
    DEFAULT_STYLE,
    HIDDEN,
    UNKNOWN_STYLE,
    Call,
    Marks,
    Style,
    StyleError,
    Work,
    calls_in,
    formatted,
    inserted,
    is_installed,
    nodes_of,
    plain_of,
    read_style,
    short_references,
    style_named,
    style_names,
    works_in,
)
from deck_builder.outline.links import is_own_address
from deck_builder.outline.reference_list import reference, with_references
from deck_builder.outline.settings import DeckFile

NEEDS_CITATIONS = Problem(
    "needs-citations",
    Severity.ERROR,
    "citations need packages that are not installed",
    "install them with: pip install 'deck-builder[citations]'",
)
UNKNOWN_CITATION = Problem(
    "unknown-citation", Severity.WARNING, "there is no work ‘{key}’ in the bibliography", "{hint}"
)
ALIKE = Problem(
    "ambiguous-citation",
    Severity.WARNING,
    "citations of {keys} cannot be told apart in this style",
    "use another style, such as one with the years or with numbers",
)
UNSAID = Problem(
    "locator-left-out",
    Severity.NOTE,
    "the citation style leaves out the place ‘{locator}’ in ‘{key}’",
)
REFERENCES = "refs"
"""The id of the div that the references go into."""
EVERYTHING = "*"
"""What stands for all works under `nocite`."""

_VERBATIM: tuple[NodeKind, ...] = ("code", "code_span", "math", "math_block", "comment")
_STYLE_FILE = ".csl"
_DATA = ("chart", "table")
_WORDS = ("title", "caption", "lst-cap", "alt")
_SAID = re.compile(r"^[ \t]*(?:source|title)[ \t]*:(.*@.*)$", re.MULTILINE)


Cited = tuple[Sequence[Node], Mapping[str, str]]
"""Nodes, and the citations in the data of charts, as they are written, with their texts."""


def with_citations(
    nodes: Sequence[Node], deck: DeckFile, level: int, assets: Assets, found: Collector
) -> Cited:
    """Return `nodes` with the citations in them written out, and the references of what they cite:
    where the div `refs` is, else under the last heading if nothing else is, else on slides of their
    own, whose headings have this `level`."""
    if not is_installed():
        found.report(NEEDS_CITATIONS, deck.place("bibliography"))
        return nodes, {}
    works = _works(deck, assets, found)
    style = _style(deck, assets, found)
    if style is None:
        return nodes, {}
    reader = _Citer(works, style.words(), found)
    for node in nodes:
        reader.written(node)
    kept = [key for key in _uncited(deck, works, found) if key not in reader.keys]
    calls = [call for call, _ in reader.calls]
    try:
        written = formatted(calls, kept, works, style)
    except StyleError as error:
        _report_bad_style(deck, str(error), found)
        return nodes, {}
    for keys in written.alike:
        names = ", ".join(f"‘{key}’" for key in keys)
        place = next((span for call, span in reader.calls if call.cites[0].key in keys), None)
        found.report(ALIKE, place or deck.place("bibliography"), keys=names)
    places = {id(cite): span for call, span in reader.calls for cite in call.cites}
    for cite in written.unsaid:
        found.report(UNSAID, places.get(id(cite)), key=cite.key, locator=cite.locator)
    references = [
        reference(one.text, works[one.key], deck.place("bibliography"))
        for one in written.references
    ]
    texts, shorts = iter(written.citations), short_references(written.references, works)
    writer = _Citer(works, reader.words, Collector(), texts, references, style, shorts)
    done = [one for node in nodes for one in writer.written(node)]
    whole = with_references(done, references, writer.placed, level, deck.language)
    return whole, writer.data


def _works(deck: DeckFile, assets: Assets, found: Collector) -> dict[str, Work]:
    """The works in all bibliographies; the first one of each key."""
    works: dict[str, Work] = {}
    for name in deck.bibliography:
        place = deck.place(name)
        read = assets.read_file(name, place, found, DATA_FILE)
        if read is not None:
            source = decode_source(read[1], read[0].as_posix())
            works = works_in(source, name, place, found) | works
    return works


def is_style_file(name: str) -> bool:
    """Return whether the `csl` of a talk is that of a file, not of a style in the collection."""
    return name.lower().endswith(_STYLE_FILE) or "/" in name


def _style(deck: DeckFile, assets: Assets, found: Collector) -> Style | None:
    """The talk's style, by its name in the collection or a file; None after a report."""
    name = deck.csl or DEFAULT_STYLE
    if is_style_file(name):
        read = assets.read_file(name, deck.place(name), found, TEXT_FILE)
        data = read and read[1]
        if data is None:
            return None
    else:
        data = style_named(name)
    if data is None:
        hint = suggestion(name, style_names()) or "see the names on zotero.org/styles"
        found.report(UNKNOWN_STYLE, deck.place(name), name=name, hint=hint)
        return None
    try:
        return read_style(data, deck.language)
    except StyleError as error:
        _report_bad_style(deck, str(error), found)
        return None


def _report_bad_style(deck: DeckFile, why: str, found: Collector) -> None:
    name = deck.csl or DEFAULT_STYLE
    hint = "use another style, or correct the file"
    found.report(BAD_STYLE, deck.place(deck.csl or "bibliography"), name=name, why=why, hint=hint)


def _uncited(deck: DeckFile, works: Mapping[str, Work], found: Collector) -> Iterator[str]:
    """The works that are among the references without being cited."""
    for key in deck.nocite:
        if key == EVERYTHING:
            yield from works
        elif key in works:
            yield key
        else:
            _report_unknown(key, works, deck.place(key), found)


def _report_unknown(
    key: str, works: Mapping[str, Work], place: Span | None, found: Collector
) -> None:
    hint = suggestion(key, works) or "add it to the bibliography"
    found.report(UNKNOWN_CITATION, place, key=key, hint=hint)


class _Citer(Struct):
    """Goes through nodes twice in the same order: first to find the citations, then, with their
    `texts`, to write them."""

    works: Mapping[str, Work]
    words: Mapping[str, str]
    found: Collector
    texts: Iterator[str] | None = None
    references: Sequence[Node] = ()
    style: Style | None = None
    shorts: Mapping[str, str] = field(default_factory=dict)
    calls: list[tuple[Call, Span | None]] = field(default_factory=list)
    data: dict[str, str] = field(default_factory=dict)
    placed: bool = False
    notes: int = 0

    @property
    def keys(self) -> set[str]:
        """The keys of the works that are cited."""
        return {cite.key for call, _ in self.calls for cite in call.cites}

    def written(self, node: Node) -> tuple[Node, ...]:
        """Return what a node becomes: the references, for their div."""
        if node.kind == "div" and node.attributes.id == REFERENCES:
            self.placed = True
            return (*map(self.node, node.children), *self.references)
        return (self.node(node),)

    def node(self, node: Node) -> Node:
        """Return `node` with its citations written out."""
        if any("@" in value for _, value in node.attributes.pairs):
            node = self._with_words(node)
        if node.kind == "code" and node.info in _DATA and "@" in node.text:
            self._note_data(node)
        if node.kind in _VERBATIM or (node.kind == "link" and is_own_address(node)):
            return node
        if node.kind == "image":
            title = self._plain(node.title, node.span)
            return replace(node, text=self._plain(node.text, node.span), title=title)
        if not node.children:
            return node
        if any(map(is_only_block, node.children)):
            parts = (self.written(child) for child in node.children)
            return replace(node, children=tuple(one for part in parts for one in part))
        return replace(node, children=tuple(self._line(node.children, node.kind == "footnote")))

    def _with_words(self, node: Node) -> Node:
        """A node with the citations in the words among its attributes written out."""
        pairs = tuple(
            (key, self._plain(value, node.span) if key in _WORDS else value)
            for key, value in node.attributes.pairs
        )
        return replace(node, attributes=replace(node.attributes, pairs=pairs))

    def _note_data(self, node: Node) -> None:
        """Note the citations in the title and the source of a chart."""
        for line in _SAID.findall(node.text):
            for call in self._known(line, node.span):
                self.data[line[call.start : call.end]] = plain_of(self._text())

    def _plain(self, text: str, span: Span | None) -> str:
        """A text without marks, such as a caption."""
        if "@" not in text:
            return text
        pieces: list[str] = []
        position = 0
        for call in self._known(text, span):
            pieces += (text[position : call.start], plain_of(self._text()))
            position = call.end
        return "".join((*pieces, text[position:]))

    def _line(self, children: Sequence[Node], in_note: bool) -> Iterator[Node]:
        """The nodes of a line, which citations may be spread over."""
        if not any(child.kind == "text" and "@" in child.text for child in children):
            yield from map(self.node, children)
            return
        done = tuple(child if child.kind == "text" else self.node(child) for child in children)
        pieces = [_written(number, child) for number, child in enumerate(done)]
        text = "".join(pieces)
        ends: list[int] = []
        for piece in pieces:
            ends.append(len(piece) + (ends[-1] if ends else 0))
        places = [child.span for child in children if child.kind == "text"]
        position = 0
        for call in self._known(text, *places):
            # A note follows its word without a blank.
            is_raised = self.style is not None and self.style.notes and not call.names_author
            before = len(text[: call.start].rstrip(" ")) if is_raised else call.start
            yield from _between(position, max(position, before), done, pieces, ends)
            span = _place(call.cites[0].key, places)
            yield from self._nodes(call, span, dict(enumerate(done)), in_note)
            position = call.end
        yield from _between(position, len(text), done, pieces, ends)

    def _known(self, text: str, *places: Span | None) -> Iterator[Call]:
        """The citations in a text whose works are all known; the others stay as they are."""
        for call in calls_in(text, self.words):
            unknown = [cite.key for cite in call.cites if cite.key not in self.works]
            if not unknown:
                self.calls.append((call, _place(call.cites[0].key, places)))
                yield call
            for key in unknown:
                _report_unknown(key, self.works, _place(key, places), self.found)

    def _text(self) -> str:
        return next(self.texts) if self.texts else ""

    def _nodes(
        self, call: Call, span: Span | None, nodes: Mapping[int, Node], in_note: bool
    ) -> tuple[Node, ...]:
        """What a citation becomes: words that know their works, or a footnote, which a note already
        is."""
        author, apart, text = self._text().rpartition(HIDDEN)
        marks = Marks(nodes)
        if self.style is None or not self.style.notes:
            words = nodes_of(text, span, marks)
            keys = dict.fromkeys(cite.key for cite in call.cites)
            works = "\n".join(self.shorts[key] for key in keys if key in self.shorts)
            return (Node("span", words, title=works, span=span),) if works else words
        if in_note:
            # It is part of a sentence there.
            return nodes_of(f"{author}, {text}".removeprefix(", ").removesuffix("."), span, marks)
        before = nodes_of(author, span, marks) if apart else ()
        words = nodes_of(text, span, marks)
        self.notes += 1
        return (*before, Node("footnote", words, text=f"{self.notes}", span=span))


def _written(number: int, node: Node) -> str:
    """A node as the reader of citations sees it."""
    if node.kind == "text":
        return node.text
    return "\n" if node.kind == "soft_break" else inserted(number)


def _between(
    start: int, end: int, nodes: Sequence[Node], pieces: Sequence[str], ends: Sequence[int]
) -> Iterator[Node]:
    """The nodes, and parts of texts, from `start` up to `end`."""
    for node, piece, last in zip(nodes, pieces, ends, strict=True):
        first = last - len(piece)
        if last <= start or first >= end:
            continue
        if node.kind == "text":
            yield replace(node, text=piece[max(0, start - first) : end - first])
        else:
            yield node


def _place(key: str, places: Sequence[Span | None]) -> Span | None:
    """Where a work is named, in one of the `places`."""
    for span in places:
        found = re.search(rf"@\{{?{re.escape(key)}(?!\w)", span.text) if span else None
        if span and found:
            return span.at(found.start(), found.end() - found.start())
    return places[0] if places else None
