"""Captions of figures, tables and code, their numbers and those of equations, and references to
them and to sections."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.base.patterns import late
from deck_builder.base.words import words_in
from deck_builder.markdown import Attributes, Node, NodeKind, walk
from deck_builder.outline.look_alikes import LOOKS_LIKE
from deck_builder.outline.settings import DeckFile
from deck_builder.outline.theorems import PREFIXES, theorem_labels
from deck_builder.text.runs import plain_runs, runs_of

BROKEN_REFERENCE = Problem(
    "broken-reference", Severity.WARNING, "there is no {what} ‘{id}’", "{hint}"
)

_FIGURE, _TABLE, _EQUATION, _LISTING, _SECTION = "fig", "tbl", "eq", "lst", "sec"
_WHAT = {
    _FIGURE: "figure",
    _TABLE: "table",
    _EQUATION: "equation",
    _LISTING: "listing",
    _SECTION: "section or slide",
    **PREFIXES,
}
_PREFIX = "|".join(f"[{kind[0].upper()}{kind[0]}]{kind[1:]}" for kind in _WHAT)
_NAME = rf"(?:{_PREFIX})[:-][\w-]*\w"
_REFERENCE = late(rf"\[(-?@{_NAME}(?:\s*[;,]\s*-?@{_NAME})*)\]|(?<![\w@])(@{_NAME})(?![\w@])")
_ONE = late(rf"(-?)@({_NAME})")
_NUMBERED = late(r"(fig|tbl|lst)[:-]")
_LABEL = late(r"\\label\s*\{\s*(eq[:-][\w:.-]+)\s*\}")
_TAG = late(r"\\tag(?![a-zA-Z])")
_CAPTION = late(r"(?:Table)?:\s+")
_CAPTION_ID = late(r"\s*\{#([\w:.-]+)\}\s*$")
_WITH_CAPTION: tuple[NodeKind, ...] = ("code", "table")
# The fences that are charts and tables.
_DATA = ("chart", "table")


def with_references(
    nodes: Sequence[Node], deck: DeckFile, collector: Collector
) -> tuple[Node, ...]:
    """Return `nodes` with captions under tables, the numbers of figures and tables before
    their captions, and references to them as links. Where `deck` has a bibliography, names that
    begin as those of theorems may be keys of works."""
    language = deck.language
    nodes = tuple(_captioned(tuple(_undivided(nodes)), collector))
    calls = {name for node in walk(nodes) if _calls(node) for name in _names(node)}
    if any(name.startswith(_EQUATION) for name in calls):
        nodes = tuple(_labelled(node, calls) for node in nodes)
    names = [node.attributes.id for node in walk(nodes) if _is_numbered(node)]
    titles = {name: words for name, words in _titles(nodes) if name in calls}
    if not names and not calls:
        return nodes
    words = words_in(language).captions
    labels = dict(theorem_labels(nodes, language))
    called = {_FIGURE: words.figure, _TABLE: words.table, _LISTING: words.listing}
    counts = dict.fromkeys(_WHAT, 0)
    for name in dict.fromkeys(names):
        kind = _kind(name)
        counts[kind] += 1
        if kind == _EQUATION:
            labels[name] = f"({counts[kind]})"
            continue
        labels[name] = f"{called[kind]}\u00a0{counts[kind]}"
    of_works = tuple(PREFIXES) if deck.bibliography else ()
    setter = _Setter(labels, titles, words.separator, of_works, collector)
    return tuple(setter.node(node) for node in nodes)


def identifiers(nodes: Iterable[Node]) -> tuple[str, ...]:
    """Return the ids in `nodes`, except those of headings."""
    return tuple(
        node.attributes.id for node in walk(nodes) if node.attributes.id and node.kind != "heading"
    )


def _is_numbered(node: Node) -> bool:
    name = node.attributes.id
    if node.kind == "math_block":
        return name.startswith((f"{_EQUATION}:", f"{_EQUATION}-"))
    return node.kind != "heading" and _NUMBERED().match(name) is not None


def _kind(name: str) -> str:
    return re.split("[:-]", name.lower(), maxsplit=1)[0]


def _titles(nodes: Sequence[Node]) -> Iterator[tuple[str, str]]:
    """Yield the ids of headings that references may name, with their words."""
    for node in walk(nodes):
        if node.kind == "heading" and _kind(node.attributes.id) == _SECTION:
            yield node.attributes.id, plain_runs(runs_of(node.children))


def _undivided(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield `nodes` with what is in divs that number it, and the last paragraph there as its
    caption, as Quarto has it."""
    for node in nodes:
        if node.kind != "div" or not node.children:
            yield node
            continue
        children = tuple(_undivided(node.children))
        if not _is_numbered(node):
            yield replace(node, children=children)
            continue
        attributes = Attributes(node.attributes.id, span=node.attributes.span)
        last = children[-1]
        is_caption = len(children) > 1 and last.kind == "paragraph" and not _is_picture(last)
        words = last.children if is_caption else ()
        content = children[:-1] if is_caption else children
        caption = Node("caption", words, attributes=attributes, span=last.span)
        rest = replace(node.attributes, id="")
        if rest.classes or rest.pairs:
            yield replace(node, children=(*content, caption), attributes=rest)
        else:
            yield from (*content, caption)


def _is_picture(node: Node) -> bool:
    return any(child.kind == "image" for child in node.children)


def _labelled(node: Node, calls: set[str]) -> Node:
    """A displayed formula with the name that its LaTeX gives it, if something refers to that; and
    those inside `node`."""
    if node.kind == "math_block":
        found = None if node.attributes.id else _LABEL().search(node.text)
        if found is None or found[1] not in calls:
            return node
        return replace(node, attributes=replace(node.attributes, id=found[1]))
    if not node.children:
        return node
    return replace(node, children=tuple(_labelled(child, calls) for child in node.children))


def _names(node: Node) -> Iterator[str]:
    groups = (found[0] for found in _REFERENCE().finditer(node.text))
    return (_named(one[2]) for group in groups for one in _ONE().finditer(group))


def _named(name: str) -> str:
    """The id that a reference names, which may begin with a capital letter."""
    return name[:1].lower() + name[1:]


def _calls(node: Node) -> bool:
    return node.kind == "text" and "@" in node.text and _REFERENCE().search(node.text) is not None


def _captioned(nodes: Sequence[Node], collector: Collector) -> Iterator[Node]:
    """Turn a paragraph that begins with a colon and follows a table or chart into its caption, or
    one before a table that has none below. A fence that has a number has a caption in any case."""
    above: Node | None = None
    before = ""
    for node in _captions_below(nodes):
        if before == "caption" and node.kind == "paragraph" and _is_captioning(node):
            how = "a table has one caption: write it there, or as text without the colon"
            collector.report(LOOKS_LIKE, node.span, what="a second caption", how=how)
        if above is not None and node.kind == "caption":
            id_of = node.attributes.id or above.attributes.id
            node = replace(node, attributes=replace(node.attributes, id=id_of))
        if above is not None and node.kind == "paragraph" and node.children:
            node = _caption(node, above)
        if above is not None and node.kind != "caption":
            yield from _bare_caption(above)
        if node.kind == "div" or any(child.kind in _WITH_CAPTION for child in node.children):
            node = replace(node, children=tuple(_captioned(node.children, collector)))
        yield node
        before = node.kind
        is_data = node.kind == "table" or (node.kind == "code" and node.info in _DATA)
        above = node if is_data else None
    if above is not None:
        yield from _bare_caption(above)


def _captions_below(nodes: Sequence[Node]) -> Iterator[Node]:
    """Yield `nodes` with the captions that are above their tables below them."""
    held: Node | None = None
    below: Node | None = None
    for node in nodes:
        if held is not None:
            if node.kind == "table":
                yield node
                yield held
                held = below = None
                continue
            yield held
            held = None
        is_free = below is None or (below.kind != "table" and below.info not in _DATA)
        if node.kind == "paragraph" and is_free and _is_captioning(node):
            held = node
        else:
            yield node
        below = node
    if held is not None:
        yield held


def _is_captioning(node: Node) -> bool:
    first = node.children[0] if node.children else node
    return first.kind == "text" and _CAPTION().match(first.text) is not None


def _bare_caption(node: Node) -> Iterator[Node]:
    if node.kind == "code" and _is_numbered(node):
        yield Node("caption", attributes=node.attributes, span=node.span)


def _caption(node: Node, above: Node) -> Node:
    first, last = node.children[0], node.children[-1]
    found = _CAPTION().match(first.text) if first.kind == "text" else None
    if found is None:
        return node
    children = [replace(first, text=first.text[found.end() :]), *node.children[1:]]
    name = _CAPTION_ID().search(children[-1].text) if last.kind == "text" else None
    attributes = above.attributes
    if name:
        children[-1] = replace(children[-1], text=children[-1].text[: name.start()])
        attributes = Attributes(name[1], span=node.span)
    return replace(node, kind="caption", children=tuple(children), attributes=attributes)


class _Setter(Struct, frozen=True):
    labels: dict[str, str]
    titles: dict[str, str]
    separator: str
    of_works: tuple[str, ...]
    collector: Collector

    def node(self, node: Node) -> Node:
        """Return `node` with its number, and with the references in it as links."""
        label = self.labels.get(node.attributes.id, "") if _is_numbered(node) else ""
        children = tuple(self._inside(node.children))
        if not label:
            return replace(node, children=children) if children else node
        match node.kind:
            case "image" if children:
                lead = Node("text", text=label + self.separator, span=node.span)
                return replace(node, children=(lead, *children))
            case "image":
                words = self.separator.join(filter(None, (label, node.title)))
                return replace(node, title=words)
            case "code" if node.info not in _DATA:
                return _captioned_code(node, label, self.separator)
            case "math_block":
                tag = "" if _TAG().search(node.text) else rf" \tag*{{{label}}}"
                return replace(node, text=node.text + tag)
            case "caption":
                words = label + self.separator if children else label
                lead = Node("text", text=words, span=node.span)
                return replace(node, children=(lead, *children))
            case _:
                return replace(node, children=children)

    def _inside(self, children: Iterable[Node]) -> Iterator[Node]:
        for child in children:
            if _calls(child):
                yield from self._linked(child)
            else:
                yield self.node(child)

    def _linked(self, node: Node) -> Iterator[Node]:
        position = 0
        for found in _REFERENCE().finditer(node.text):
            calls = list(_ONE().finditer(found[0]))
            known = [call for call in calls if self._words(call) is not None]
            for call in calls:
                if call not in known and _kind(call[2]) not in self.of_works:
                    self._report(_named(call[2]), node)
            if len(known) < len(calls):
                continue
            yield replace(node, text=node.text[position : found.start()])
            for number, call in enumerate(calls):
                if number:
                    yield replace(node, text=", ")
                words = Node("text", text=self._words(call) or "", span=node.span)
                yield Node("link", (words,), target=f"#{_named(call[2])}", span=node.span)
            position = found.end()
        yield replace(node, text=node.text[position:])

    def _words(self, call: re.Match[str]) -> str | None:
        """What a reference says: a number alone after a hyphen."""
        name = _named(call[2])
        label = self.labels.get(name)
        if label is None:
            return self.titles.get(name)
        return label.rpartition("\u00a0")[2] if call[1] else label

    def _report(self, name: str, node: Node) -> None:
        known = (*self.labels, *self.titles)
        found = node.span.text.lower().find(f"@{name.lower()}") if node.span else -1
        place = node.span.at(found, len(name) + 1) if node.span and found >= 0 else node.span
        what = _WHAT[_kind(name)]
        hint = suggestion(name, known) or f"write {{#{name}}} where it is"
        self.collector.report(BROKEN_REFERENCE, place, what=what, id=name, hint=hint)


def _captioned_code(node: Node, label: str, separator: str) -> Node:
    """Code with its number before its caption."""
    pairs = dict(node.attributes.pairs)
    caption = pairs.pop("lst-cap", "") or pairs.get("caption", "")
    pairs["caption"] = separator.join(filter(None, (label, caption)))
    return replace(node, attributes=replace(node.attributes, pairs=tuple(pairs.items())))
