"""Conditions that stand on nothing: what should be withheld would be shown.

Every word of a source that is part of a condition, or nearly so, has to be in attributes that a
node has. It is looked for in braces, in the tags of HTML, and after the marks of divs and fences;
code is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.patterns import late
from deck_builder.base.source import Source, Span
from deck_builder.markdown.condition_words import (
    HIDDEN,
    KEYS,
    VISIBLE,
    WORD,
    begins_near,
    is_exact,
    is_near,
    is_near_long,
    nearest,
)
from deck_builder.markdown.node import NO_ATTRIBUTES, VARIABLE, Attributes, Node, walk

STRAY_CONDITION = Problem(
    "stray-condition",
    Severity.ERROR,
    "‘{word}’ looks like a condition, but nothing is withheld by it here",
    "{hint}",
)
MISSPELT_CONDITION = Problem(
    "misspelt-condition",
    Severity.ERROR,
    "‘{word}’ is not a condition",
    "{hint}",
)

_HINT = (
    "write {{{name}=…}} right after what it is for, or at the end of its line; in code, between "
    "backticks, braces are only text"
)
_SIGNS = ("{", "}", "<", ":::", "```", "~~~")
_FORMULA_OPENING = late(r"[\s>]*(?:\$\$|\\\[)[ \t]*\{[^\n]*\n")
_BRACE = re.compile("[{}]")
_BLANK_LINE = late(r"\n[ \t>]*\n")
_TAG = late(r"<[A-Za-z][^<>]*")
_VALUES = late(r"(?<!class)\s*=\s*(?:\"[^\"]*\"|'[^']*')", re.IGNORECASE)
# Only whole marks, so that each is looked at once. It begins with what few characters are, which
# makes the search twenty times as fast.
_MARKED_LINE = re.compile(r"[:`~](?:(?<=(?<!:):)::++|(?<=(?<!`)`)``++|(?<=(?<!~)~)~~++)([^\n`~]+)")
# A word with a value, and one with words before it: there may be blanks in a key.
_START = re.compile(r"(?<![^\s{}<>])[^\s{}<>]")
_CHUNK = r"[=:~!\"']{0,2}[^\s{}<>=:\"']+(?:[ \t]*[=:]|[~!\"'])[^\s{}<>]*"
_CHUNKS = (
    re.compile(_CHUNK),
    re.compile(rf"[^\s{{}}<>]+[ \t]{{1,4}}{_CHUNK}"),
    re.compile(rf"[^\s{{}}<>]+[ \t]{{1,4}}[^\s{{}}<>]+[ \t]{{1,4}}{_CHUNK}"),
)
_VALUE_FOLLOWS = late(r"[\s\"'*_`]*[=:~!<>\uff1d]")
_LITERAL = late(r"<(/?)(code|pre)\b", re.IGNORECASE)
_NOT = late(
    r"\b(?:(?:no|non|not|un|unless|except|without)[\W_]*|[^\W_]{1,7}-)\s+(audience|level)=?"
)
_FLOW = frozenset(":,[{-\n")
_CHARTS = ("chart", "table", "number")

_PLAIN, _CODE, _DATA, _FORMULA, _READ = range(5)
"""What a character is part of: text; code and comments, which are left out; data and settings,
where braces have a meaning of their own and only a word with `=` is a condition; a formula, where
it is also no short one; attributes that a node has."""


def report_strays(source: Source, root: Node, collector: Collector) -> None:
    """Report the conditions in `source` that no node of `root`, its tree, has."""
    if not any(sign in source.text for sign in _SIGNS):
        return
    # Most sources have nothing of the kind: only others are looked at closely.
    if any(_Search(source, collector, bytearray(len(source.text))).found()):
        _Search(source, collector, _parts(source, root)).report(root)


class _Search(Struct, frozen=True):
    """`parts` say of each character of the source what it is part of."""

    source: Source
    collector: Collector
    parts: bytearray

    def report(self, root: Node) -> None:
        for node in walk((root,)):
            if node.attributes is not NO_ATTRIBUTES:
                self._attributes(node.attributes)
            if node.kind == "code" and is_near(node.info):
                self._report_misspelt(node.info, node.span)
        for found in self.found():
            word, name = found[0], nearest(found[0])
            place = Span(self.source, *found.span())
            self.collector.report(STRAY_CONDITION, place, word=word, hint=_HINT.format(name=name))

    def found(self) -> Iterator[re.Match[str]]:
        """Yield what is part of a condition, or nearly so, and of no node's attributes."""
        yield from self._in_braces()
        yield from self._in_tags()
        yield from self._in_marked_lines()

    def _attributes(self, attributes: Attributes) -> None:
        """Report keys and classes that are nearly those of conditions."""
        keys = (key for key, _ in attributes.pairs if key not in KEYS)
        classes = (name for name in attributes.classes if name not in (VISIBLE, HIDDEN))
        negated = _NOT().search(attributes.span.text) if attributes.span else None
        if negated:
            hint = f"write not-{negated[1]}="
            self.collector.report(MISSPELT_CONDITION, attributes.span, word=negated[0], hint=hint)
        text = attributes.span.text if attributes.span else ""
        for chunk in _chunks_in(text, 0, len(text)):
            keys_in_it = {word.partition("=")[0] for word in chunk[0].split()}
            if keys_in_it.isdisjoint(KEYS) and begins_near(chunk[0]):
                self._report_misspelt(chunk[0], attributes.span)
                break
        for word in filter(is_near, (*keys, *classes)):
            self._report_misspelt(word, attributes.place(word))
        for key, value in attributes.pairs:
            if not is_near(key) and begins_near(f"{key}={value}"):
                self._report_misspelt(key, attributes.place(key))

    def _report_misspelt(self, word: str, place: Span | None) -> None:
        hint = f"did you mean ‘{nearest(word)}’?"
        self.collector.report(MISSPELT_CONDITION, place, word=word, hint=hint)

    def _in_braces(self) -> Iterator[re.Match[str]]:
        text = self.source.text
        for start, end, is_closed in _segments(text):
            kind = self.parts[start]
            if kind in (_CODE, _READ) or VARIABLE.match(text, max(0, start - 1)):
                continue
            if kind == _DATA and text[max(0, start - 20) : start].rstrip(" \t")[-1:] not in _FLOW:
                kind = _PLAIN
            is_like = is_near_long if kind == _FORMULA else is_near
            words = WORD.finditer(text, start, end)
            yield from self._chunks(start, end) if kind == _PLAIN else ()
            for number, word in enumerate(words):
                if self.parts[word.start()] == _READ or not is_like(word[0]):
                    continue
                if kind != _PLAIN:
                    is_meant = text.startswith("=", word.end())
                else:
                    is_first = number == 0 or text[word.start() - 1] in ".#"
                    is_meant = _VALUE_FOLLOWS().match(text, word.end(), end) is not None or (
                        is_closed and (is_first or is_exact(word[0]))
                    )
                if is_meant:
                    yield word

    def _chunks(self, start: int, end: int) -> Iterator[re.Match[str]]:
        """What is nearly a key with signs in it."""
        for chunk in _chunks_in(self.source.text, start, end):
            if self.parts[chunk.start()] in (_PLAIN, _DATA) and begins_near(chunk[0]):
                yield chunk

    def _in_tags(self) -> Iterator[re.Match[str]]:
        text = self.source.text
        for tag in _TAG().finditer(text) if "<" in text else ():
            if self.parts[tag.start()] != _PLAIN:
                continue
            shown = _VALUES().sub(lambda value: " " * len(value[0]), tag[0])
            yield from self._chunks(tag.start(), tag.end())
            for word in WORD.finditer(shown):
                place = tag.start() + word.start()
                if is_near(word[0]) and (found := WORD.match(text, place)):
                    yield found

    def _in_marked_lines(self) -> Iterator[re.Match[str]]:
        """Words after the colons of a div or the marks of a fence."""
        text = self.source.text
        for line in _MARKED_LINE.finditer(text):
            if self.parts[line.start(1)] not in (_PLAIN, _READ):
                continue
            yield from self._chunks(*line.span(1))
            for word in WORD.finditer(text, *line.span(1)):
                if self.parts[word.start()] == _PLAIN and is_near(word[0]):
                    yield word


def _chunks_in(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    for place in _START.finditer(text, start, end):
        for pattern in _CHUNKS:
            if found := pattern.match(text, place.start(), end):
                yield found


def _segments(text: str) -> Iterator[tuple[int, int, bool]]:
    """Yield where braces begin and end, up to the next brace or blank line, and whether there are
    two of them."""
    last, opening = 0, -1
    for brace in _BRACE.finditer(text):
        place = brace.start()
        begin = opening if opening >= 0 else max(last, text.rfind("\n", last, place) + 1)
        if brace[0] == "{":
            if opening >= 0:
                yield begin, _cut(text, begin, place), False
            opening = place
        else:
            end = _cut(text, begin, place + 1)
            yield begin, end, opening >= 0 and end == place + 1
            opening = -1
        last = place + 1
    if opening >= 0:
        yield opening, _cut(text, opening, len(text)), False


def _cut(text: str, start: int, end: int) -> int:
    blank = _BLANK_LINE().search(text, start, end)
    return blank.start() if blank else end


def _literal(text: str) -> Iterator[tuple[int, int]]:
    """Yield where HTML is code: from the end of a tag up to that of the element."""
    opening: re.Match[str] | None = None
    for tag in _LITERAL().finditer(text):
        if opening is None and not tag[1]:
            opening = tag
        elif opening and tag[1] and tag[2].lower() == opening[2].lower():
            yield text.find(">", opening.end(), tag.start()) + 1 or tag.start(), tag.start()
            opening = None


def _formula_start(span: Span) -> int:
    """Where a formula begins: braces after its first mark, on the same line, are not part of it."""
    found = _FORMULA_OPENING().match(span.text)
    return span.start + (found.end() if found else 0)


def _code_start(span: Span) -> int:
    """Where code begins: what is on the line of its mark is not part of it."""
    first, line_end, _ = span.text.partition("\n")
    is_fence = line_end and ("```" in first or "~~~" in first)
    return span.start + (len(first) if is_fence else 0)


def _parts(source: Source, root: Node) -> bytearray:
    parts = bytearray(len(source.text))

    def mark(start: int, end: int, kind: int) -> None:
        parts[start:end] = bytes((kind,)) * (end - start)

    for start, end in _literal(source.text) if "<" in source.text else ():
        mark(start, end, _CODE)
    read: list[Span] = []
    for node in walk((root,)):
        span = node.span
        if span is not None:
            match node.kind:
                # That of an element is the span of its tag.
                case "code" | "code_span" if not span.text.startswith("<"):
                    kind = _DATA if node.info in _CHARTS else _CODE
                    mark(_code_start(span), span.end, kind)
                case "comment":
                    mark(span.start, span.end, _CODE)
                case "math" | "math_block":
                    mark(_formula_start(span), span.end, _FORMULA)
                case "front_matter":
                    mark(span.start, span.end, _DATA)
        if node.attributes.span is not None:
            read.append(node.attributes.span)
    for span in read:
        mark(span.start, span.end, _READ)
    return parts
