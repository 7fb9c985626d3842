"""Inline tokens folded to nodes."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile

from markdown_it.token import Token
from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.markdown.autolinks import find_addresses, has_address
from deck_builder.markdown.braces import attributes_in, ending_braces, match_braces
from deck_builder.markdown.comments import inline_node
from deck_builder.markdown.condition_words import has_key
from deck_builder.markdown.node import BREAKS, Attributes, Node
from deck_builder.markdown.places import Place
from deck_builder.markdown.tokens import kind_of

# Emphasis nests without bound in CommonMark; what is deeper is plain text.
_DEEPEST = 20
_TEXTS = ("text", "text_special")
_BREAK_TOKENS = ("softbreak", "hardbreak")


def fold_inlines(
    tokens: Sequence[Token], place: Place, text: str, *, is_by_lines: bool = False
) -> tuple[Node, ...]:
    """Return the nodes of the inline tokens of a block with this `text`. Conditions at the end of a
    line hold for the line; with `is_by_lines`, those at the end of the last one, too."""
    return _Fold(place, text).nodes(tokens, is_by_lines)


def fold_plain(text: str, place: Place) -> tuple[Node, ...]:
    """Return the nodes of a text without any markup; addresses in it are links."""
    if not text:
        return ()
    if has_address(text):
        return tuple(_linked(text, 0, len(text), place))
    return (Node("text", text=text, span=place.span(0, len(text))),)


class _Fold:
    """Walks along the tokens, with `_cursor` at the same place in the block's text."""

    def __init__(self, place: Place, text: str) -> None:
        self._place = place
        self._source = text
        self._cursor = 0
        # Where attributes end that are read already.
        self._read = 0
        # Where a line begins in the text, and with which node.
        self._line = (0, 0)
        self._links = 0
        self._parts: list[str] = []
        self._parts_start = 0
        # The open nodes: their tokens, their starts, and their children so far.
        self._open: list[tuple[Token | None, int, list[Node]]] = [(None, 0, [])]

    def nodes(self, tokens: Sequence[Token], is_by_lines: bool) -> tuple[Node, ...]:
        for index, token in enumerate(tokens):
            if token.type == "text":
                self._text(token.content, len(token.content))
            elif token.type == "text_special":
                self._text(token.content, len(token.markup))
            else:
                if token.type in _BREAK_TOKENS:
                    self._end_line()
                self._flush()
                self._markup(token)
                if self._source.startswith("{", self._cursor):
                    self._take_condition(tokens[index + 1 :])
        if is_by_lines:
            self._end_line()
        self._flush()
        return tuple(self._open[0][2])

    def _text(self, content: str, length: int) -> None:
        if self._cursor < self._read:
            taken = min(length, self._read - self._cursor)
            content = content[taken:] if len(content) == length else ""
            length -= taken
            self._cursor += taken
        if not self._parts:
            self._parts_start = self._cursor
        self._parts.append(content)
        self._cursor += length

    def _flush(self) -> None:
        """Turn the text collected so far into nodes."""
        text = "".join(self._parts)
        self._parts.clear()
        if not text:
            return
        start, end = self._parts_start, self._cursor
        if not self._links and has_address(text):
            self._add(*_linked(text, start, end, self._place))
        else:
            self._add(Node("text", text=text, span=self._place.span(start, end)))

    def _take_condition(self, following: Sequence[Token]) -> None:
        """Wrap the last node in a span with the condition right after it."""
        nodes = self._open[-1][2]
        braces = match_braces(self._source, self._cursor)
        if not nodes or not braces or not has_key(braces[0]):
            return
        if nodes[-1].kind == "text" or nodes[-1].kind in BREAKS:
            return
        texts = takewhile(lambda token: token.type in _TEXTS, following)
        length = sum(len(token.markup or token.content) for token in texts)
        if length < len(braces[0]):
            return
        attributes = attributes_in(braces, self._place)
        if nodes[-1].kind == "html":
            nodes[-1] = replace(nodes[-1], attributes=attributes)
        else:
            nodes[-1] = Node("span", (nodes[-1],), attributes=attributes, span=nodes[-1].span)
        self._read = braces.end()

    def _end_line(self) -> None:
        """Wrap a line that ends in conditions in a span with them."""
        if len(self._open) > 1:
            return
        text = "".join(self._parts)
        kept, braces = ending_braces(text)
        begin, first = self._line
        in_source = ending_braces(self._source[: self._cursor].rstrip())[1] if braces else None
        is_empty = not kept.strip() and len(self._open[0][2]) == first
        if braces and in_source and in_source[0] == braces[0] and not is_empty:
            self._parts = [kept]
            self._flush()
            nodes = self._open[0][2]
            span = self._place.span(begin, self._cursor)
            attributes = attributes_in(in_source, self._place)
            nodes[first:] = [Node("span", tuple(nodes[first:]), attributes=attributes, span=span)]

    def _add(self, *nodes: Node) -> None:
        self._open[-1][2].extend(nodes)

    def _markup(self, token: Token) -> None:
        start = self._cursor
        if token.nesting > 0:
            self._links += token.type == "link_open"
            # A node that is too deep adds its children to its parent.
            nodes = [] if len(self._open) <= _DEEPEST else self._open[-1][2]
            self._open.append((token, start, nodes))
            self._cursor += 1 if token.type == "link_open" else len(token.markup)
            return
        self._cursor = token.meta.get("end", start + len(token.markup))
        if token.nesting < 0:
            self._close(token)
        else:
            self._add(self._leaf(token, start))
            if token.type in _BREAK_TOKENS:
                self._line = (self._cursor, len(self._open[0][2]))

    def _close(self, token: Token) -> None:
        self._links -= token.type == "link_close"
        opening, start, nodes = self._open.pop()
        if opening is None or nodes is self._open[-1][2]:
            return
        self._add(
            Node(
                kind_of(token),
                tuple(nodes),
                attributes=self._attributes(token),
                target=str(opening.attrs.get("href", "")),
                title=str(opening.attrs.get("title", "")),
                span=self._place.span(start, self._cursor),
            )
        )

    def _leaf(self, token: Token, start: int) -> Node:
        span = self._place.span(start, self._cursor)
        if token.type == "html_inline":
            return inline_node(token.content, span)
        text, title = token.content, str(token.attrs.get("title", ""))
        attributes = self._attributes(token)
        if token.type == "image":
            text = _alternative(token.children or ())
            # As in pandoc, the words in brackets are the caption of a picture with `alt=`.
            if not title and attributes.get("alt") is not None:
                title = text
        return Node(
            kind_of(token),
            text=text,
            attributes=attributes,
            target=str(token.attrs.get("src", "")),
            title=title,
            info=token.info,
            span=span,
        )

    def _attributes(self, token: Token) -> Attributes:
        return attributes_in(token.meta.get("braces"), self._place)


def _linked(text: str, start: int, end: int, place: Place) -> Iterator[Node]:
    """Yield `text`, from `start` to `end` of the block, as links and the text between them."""
    # With an escape or an entity, which is shorter than its source, all have the span of the whole.
    exact = end - start == len(text)

    def span(first: int, last: int) -> Span:
        return place.span(start + first, start + last) if exact else place.span(start, end)

    position = 0
    for first, last, target in find_addresses(text):
        if first > position:
            yield Node("text", text=text[position:first], span=span(position, first))
        where = span(first, last)
        name = Node("text", text=text[first:last], span=where)
        yield Node("link", (name,), target=target, span=where)
        position = last
    if position < len(text):
        yield Node("text", text=text[position:], span=span(position, len(text)))


_IMG = late(r"<img[\s/]", re.IGNORECASE)
_SAID = late(r"\s(?:alt|title)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+))", re.IGNORECASE)
_BREAK = late(r"<br[\s/>]", re.IGNORECASE)


def _words_of_tag(tag: str) -> str:
    """What an HTML tag in the description of a picture says."""
    if _IMG().match(tag):
        return " ".join(filter(None, ("".join(one) for one in _SAID().findall(tag))))
    return " " if _BREAK().match(tag) else ""


_PARENTHESES = {"footnote_open": " (", "footnote_close": ")"}


def _alternative(tokens: Sequence[Token]) -> str:
    """Return the words of an image's description (CommonMark, "Images"), with footnotes in
    parentheses and without references to them."""
    words = []
    for token in tokens:
        if token.type == "footnote_ref":
            continue
        if token.type in _PARENTHESES:
            words.append(_PARENTHESES[token.type])
        elif token.type in ("softbreak", "hardbreak"):
            words.append(" ")
        elif token.type == "image":
            words.append(_alternative(token.children or ()))
        elif token.type == "html_inline":
            words.append(_words_of_tag(token.content))
        else:
            words.append(token.markup if token.type == "variable" else token.content)
    return "".join(words)
