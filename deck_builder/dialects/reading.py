"""A source in another program's Markdown, read as the tree of a talk of our own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Checked, Collector, Diagnostic, Severity
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import Value
from deck_builder.dialects.css import Look, look_of, with_variables
from deck_builder.dialects.masks import without_hidden
from deck_builder.dialects.messages import READ_AS, Losses
from deck_builder.dialects.model import (
    SLIDE,
    Cut,
    Dialect,
    Ignored,
    Masked,
    Part,
    Reading,
)
from deck_builder.dialects.tags import Tags
from deck_builder.dialects.themes import THEMED
from deck_builder.dialects.tree import is_held, mapped, settled, tidy, with_held
from deck_builder.dialects.values import chosen_numbers, is_ground, value_of
from deck_builder.markdown import NO_ATTRIBUTES, Node, parse_markdown, walk
from deck_builder.markdown.condition_words import WORD, is_exact, is_near
from deck_builder.markdown.node import conditions_of
from deck_builder.markdown.strays import STRAY_CONDITION

_PART = "part of a slide"
_BRACED = re.compile(r"[{<][^{}<>\n]{0,400}")
_ASSIGNED = re.compile(r"\s*[=:]")
_BUILT_IN = ("title", "subtitle", "author", "date", "audience")
# Said of what other programs have and we have not, each name once.
_NAMED = {
    "unknown-key": r"‘(.+?)’",
    "unknown-div": r"‘(.+?)’",
    "unknown-class": r"‘(.+?)’",
    "unknown-attribute": r"‘(.+?)’",
    "raw-html": r"‘(.+?)’",
    "embedded-page": r"‘(.+?)’",
    "raw-code": r"‘(.+?)’",
    "unknown-shortcode": r"‘(.+?)’",
    # It is shown where the pointer rests on the words, and not on paper.
    "title-dropped": r"the (title of .+?) is shown",
}
# What other programs take as it is.
_BORNE = ("unclosed-div",)
# Of no use to those who write for another program.
_UNSAID = frozenset(
    (
        "picture-as-text",
        "missing-alt",
        "looks-like",
        "read-as-markup",
        "unused-front-matter",
        "unsuitable-layout",
        "unused-description",
    )
    + ("dropped-title", "lone-column", "unsuitable-variant", "unused-lines", "ragged-table")
    # They count items up from the first number, too.
    + ("other-number",)
    # None of the programs with slides by rules makes a title slide of these settings.
    + ("setting-not-on-slides",)
)


class Read(Struct, frozen=True):
    """The tree of a source, and the settings of the talk as ours."""

    document: Node
    settings: Value | None = None


class Reader(Struct):
    """Reads the sources of one talk in a `dialect`."""

    dialect: Dialect
    losses: Losses = field(default_factory=Losses)
    reading: Reading | None = None

    def read(self, source: Source) -> Checked[Read]:
        """Return the talk in `source`."""
        found = Collector()
        masked = self._masked(source, found)
        given = (masked.settings.mapping or {}) if masked.settings else {}
        self.reading = reading = Reading(given, self.losses, found)
        look = Look() if self.dialect.scoped_styles else look_of(source.text)
        reading.known["background"] = f"#{look.background}" if look.background else ""
        start = Span(source, 0, len(source.line(1)))
        found.report(READ_AS, start, title=self.dialect.title)
        document = self._document(masked, reading)
        settings = self._settings(masked, reading, look)
        return found.checked(Read(document, settings))

    def included(self, source: Source, choice: str = "") -> Checked[Node]:
        """Return the slides of an included `source`, or those alone that `choice` numbers."""
        found = Collector()
        known = self.reading.settings if self.reading else {}
        reading = Reading(known, self.losses, found, is_included=True)
        return found.checked(self._document(self._masked(source, found), reading, choice))

    def told(self, found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
        """Return what is to be said of a talk: what its program has and we have not is noted once
        by its name, and what is of no use there is not said."""
        kept: list[Diagnostic] = []
        for one in found:
            if one.code in _BORNE:
                kept.append(replace(one, severity=Severity.WARNING))
            elif one.severity is Severity.ERROR or one.code not in (*_NAMED, *_UNSAID):
                kept.append(one)
            elif name := re.search(_NAMED.get(one.code, "$^"), one.message):
                self.losses.note(name[1], one.span)
        collector = Collector(kept)
        self.losses.report(collector)
        return tuple(collector.found)

    def _masked(self, source: Source, found: Collector) -> Masked:
        masked = self.dialect.mask(with_variables(source), found)
        _report_masked(source, masked.source, found)
        whole = replace(masked.source, written=source.text)
        return replace(masked, source=whole)

    def _document(self, masked: Masked, reading: Reading, choice: str = "") -> Node:
        dialect, cuts = self.dialect, masked.cuts
        reading.marks = masked.marks

        def changed(root: Node) -> Node:
            nonlocal cuts
            cuts = dialect.cuts(root, reading) if dialect.cuts else cuts
            nodes = tuple(_in_parts(root.children, cuts))
            if not dialect.headings:
                _report_rules(nodes, reading.found)
            root = replace(root, children=nodes)
            if dialect.written:
                root = dialect.written(root, reading)
            change = dialect.tags
            if change is not None:
                tags = (Tags(lambda tag: change(tag, reading)) for _ in nodes)
                children = (
                    one.changed(node) for one, node in zip(tags, root.children, strict=True)
                )
                root = replace(root, children=tuple(children))
            return root

        root = reading.found.take(parse_markdown(masked.source, changed))
        parts = _parts(root.children, cuts, masked.source)
        if choice:
            parts = [parts[number] for number in chosen_numbers(choice, len(parts))]
        if not dialect.headings:
            for part in parts:
                _hold(part)
        parts = dialect.parts(parts, reading)
        shown = [part for part in parts if not part.is_gone]
        nodes = [node for part in shown for node in self._nodes(part, reading)]
        return replace(root, children=tuple(nodes))

    def _nodes(self, part: Part, reading: Reading) -> Iterator[Node]:
        ground = part.pairs.get("background", "")
        if ground and not is_ground(ground):
            reading.losses.note(f"background: {ground}"[:40], part.span)
            del part.pairs["background"]
        if not (self.dialect.headings or part.is_included):
            yield Node("rule", attributes=part.attributes(), span=part.span)
        # Notes are below the content, and go with the conditions of headings above them.
        nodes = without_hidden((*part.nodes, *part.notes))
        if part.is_included:
            # The slides of the file have rules of their own.
            nodes = with_held(nodes, (part.held,))
        nodes = settled(nodes, native=self.dialect.headings)
        nodes = mapped(nodes, tidy)
        yield from _without_variables(nodes, reading.settings)

    def _settings(self, masked: Masked, reading: Reading, look: Look) -> Value | None:
        span = masked.settings.span if masked.settings else Span(masked.source)
        places = masked.settings.keys if masked.settings else {}
        ours: dict[str, Value] = {
            key: value_of(text, span) for key, text in self.dialect.defaults.items()
        }
        keys: dict[str, Span] = {}
        for key, value in reading.settings.items():
            for name, one in self._setting(key, value, reading):
                ours[name] = one
                keys[name] = places.get(key, value.span)
        if look.theme and "template" not in ours and THEMED not in reading.known:
            ours["theme"] = value_of(look.theme, span)
        return Value(ours, span, keys=keys)

    def _setting(self, key: str, value: Value, reading: Reading) -> Sequence[tuple[str, Value]]:
        rule = self.dialect.settings.get(key)
        if rule is None:
            return ((key, value),)
        if isinstance(rule, Ignored):
            return ()
        if isinstance(rule, str):
            return ((rule, value),)
        return rule(value, reading)


def _report_masked(source: Source, masked: Source, found: Collector) -> None:
    """Report what looks like a condition where a source is masked: it would withhold nothing."""
    if source.text == masked.text:
        return
    for braced in _BRACED.finditer(source.text):
        if masked.text[braced.start() : braced.end()] == braced[0]:
            continue
        for word in WORD.finditer(source.text, *braced.span()):
            is_meant = is_exact(word[0]) or (
                is_near(word[0]) and _ASSIGNED.match(source.text, word.end())
            )
            if is_meant and masked.text[word.start() : word.end()] != word[0]:
                place = Span(source, *word.span())
                hint = "this is no place for a condition in this dialect"
                found.report(STRAY_CONDITION, place, word=word[0], hint=hint)


def _report_rules(nodes: Iterable[Node], found: Collector) -> None:
    """Report the conditions of rules that start no slide: they would withhold nothing."""
    for node in walk(nodes):
        if node.kind == "rule" and conditions_of(node.attributes) is not NO_ATTRIBUTES:
            place = node.attributes.span or node.span
            hint = "write it behind the title of the slide"
            found.report(STRAY_CONDITION, place, word="rule", hint=hint)


def _in_parts(nodes: Sequence[Node], cuts: Sequence[Cut]) -> Iterator[Node]:
    """Yield a div for what stands before the first cut, and for each cut."""
    waiting, held = list(nodes)[::-1], NO_ATTRIBUTES
    for number in range(len(cuts) + 1):
        end = cuts[number].offset if number < len(cuts) else None
        inside: list[Node] = []
        while waiting and (end is None or _start(waiting[-1]) < end):
            node = waiting.pop()
            if node.kind != "front_matter":
                inside.append(node)
        place = inside[0].span if inside else None
        yield Node("div", tuple(inside), info=_PART, attributes=held, span=place)
        held = NO_ATTRIBUTES
        if end is not None and waiting and _is_mark(waiting[-1], end):
            held = conditions_of(waiting.pop().attributes)


def _start(node: Node) -> int:
    return node.span.start if node.span else 0


def _is_mark(node: Node, offset: int) -> bool:
    """Whether a node stands for a cut: a rule, or an empty heading."""
    is_empty = node.kind == "heading" and not node.children
    return _start(node) == offset and (node.kind == "rule" or is_empty)


def _parts(nodes: Sequence[Node], cuts: Sequence[Cut], source: Source) -> list[Part]:
    """The slides of the divs of `_in_parts`."""
    groups = [node for node in nodes if node.kind == "div" and node.info == _PART]
    rest = [node for node in nodes if not (node.kind == "div" and node.info == _PART)]
    parts: list[Part] = []
    first, *others = groups
    if first.children or rest or not cuts or cuts[0].kind != SLIDE:
        parts.append(Part([*first.children, *rest], span=first.span))
    for cut, group in zip(cuts, others, strict=True):
        inside = list(group.children)
        place = Span(source, cut.offset, min(cut.offset + 1, len(source.text)))
        match cut.kind:
            case "slide":
                parts.append(
                    Part(inside, cut.settings, cut.name, held=group.attributes, span=place)
                )
            case "slot":
                parts[-1].slots.setdefault(cut.name, []).extend(inside)
            case _:
                parts[-1].notes += inside
    return parts


def _hold(part: Part) -> None:
    """Give a slide the conditions of its title: they are for the whole slide, wherever its nodes
    are put."""
    title = next((node for node in part.nodes if node.kind not in ("comment", "rule")), None)
    if title is not None and title.kind == "heading" and is_held(title):
        part.hold(conditions_of(title.attributes))


def _without_variables(nodes: Iterable[Node], settings: Mapping[str, Value]) -> Iterator[Node]:
    """Yield `nodes` with names between two braces as text where the talk has no such variable: in
    other programs they are computed."""
    if "environment" in settings:
        yield from nodes
        return
    own = settings["variables"].mapping if "variables" in settings else None
    known = (*_BUILT_IN, *(own or {}))

    def change(node: Node) -> Node:
        if node.kind != "variable" or node.text in known:
            return node
        return Node("text", text=f"{{{{ {node.text} }}}}", span=node.span)

    yield from mapped(nodes, change)
