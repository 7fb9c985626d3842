"""The tags of another program's HTML, changed to those that have a meaning in a deck."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from html.parser import HTMLParser

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.source import Span
from deck_builder.markdown import Node, holds_inline
from deck_builder.markdown.condition_words import has_key, is_near

WRAPPED = "foreign"
"""The class of each `div`, so that it is one in the tree."""
# Bounded, since each sign may begin one.
_TAG = re.compile(
    r"<(/?)([A-Za-z][\w:.-]*+)((?:[^<>\"']++|\"[^\"]{0,2000}\"|'[^']{0,2000}'){0,60}+)>"
)
_VOID = ("area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr")
_LITERAL = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)


class Tag(Struct, frozen=True):
    """The start tag of an element, its attributes as they are written. It is `closed` when the
    element has no end tag, `is_inline` in a line of text."""

    name: str
    attrs: dict[str, str] = field(default_factory=dict)
    closed: bool = False
    is_inline: bool = False
    span: Span | None = None

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.attrs.get("class", "").split()


class Instead(Struct, frozen=True):
    """What stands in place of an element: other text for its tags, `None` for what is inside only,
    and nothing at all when it is `silent`."""

    start: str = ""
    end: str = ""
    silent: bool = False


Change = Instead | None
"""What is in place of an element; None leaves it as it is."""
Changing = Callable[[Tag], Change]


def div(*classes: str, **attrs: str) -> Instead:
    """Return a `div` in place of an element."""
    given = {"class": " ".join((WRAPPED, *classes))} | attrs
    return Instead(f"<div{written(given)}>", "</div>")


def written(attrs: dict[str, str]) -> str:
    """Return attributes as HTML."""
    return "".join(f' {key}="{html.escape(value)}"' for key, value in attrs.items())


INSIDE = Instead()
"""Only what is in the element."""
NOTHING = Instead(silent=True)
"""Neither the element nor what is in it."""


def attributes_in(text: str) -> dict[str, str]:
    """Return the attributes in the text of a start tag, their names as written but in lower
    case."""
    reader = _Attributes()
    reader.feed(f"<a {text}>")
    return reader.attrs


class _Attributes(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.attrs: dict[str, str] = {}

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attrs = {name: value or "" for name, value in attrs}


class Tags:
    """Changes the tags in the HTML of a tree, in its order."""

    def __init__(self, change: Changing) -> None:
        self._change = change
        self._open: list[tuple[str, Instead | None]] = []
        self._silent = 0

    def changed(self, node: Node) -> Node:
        """Return `node` with the tags in it changed."""
        if not node.children:
            return node
        self_inline = holds_inline(node)
        return replace(node, children=tuple(self._children(node.children, self_inline)))

    def _children(self, nodes: tuple[Node, ...], is_inline: bool) -> Iterator[Node]:
        for node in nodes:
            if node.kind == "html":
                text = self._html(node, is_inline)
                if text.strip() or (text and not is_inline):
                    yield replace(node, text=text)
                continue
            silent = self._silent
            changed = self.changed(node)
            if not silent:
                yield changed

    def _html(self, node: Node, is_inline: bool) -> str:
        text = _LITERAL.sub("", node.text)
        parts: list[str] = []
        cursor = 0
        for found in _TAG.finditer(text):
            if not self._silent:
                parts.append(text[cursor : found.start()])
            cursor = found.end()
            parts.append(self._tag(found, node, is_inline))
        if not self._silent:
            parts.append(text[cursor:])
        return "".join(parts)

    def _tag(self, found: re.Match[str], node: Node, is_inline: bool) -> str:
        name = found[2].lower()
        if found[1]:
            return self._end(name, found[0])
        closed = found[3].endswith("/")
        place = node.span
        given = attributes_in(found[3].removesuffix("/"))
        tag = Tag(name, given, closed, is_inline, place)
        instead = self._change(tag)
        if instead is not None and _is_conditional(found[3]):
            # What a condition withholds stays in an element that has it.
            instead = _conditional(tag, instead)
        silent_before = self._silent
        if not closed and name not in _VOID:
            self._open.append((name, instead))
            self._silent += instead is not None and instead.silent
        if silent_before:
            return ""
        if instead is None:
            return found[0]
        if closed or name in _VOID:
            return instead.start + instead.end
        return instead.start

    def _end(self, name: str, text: str) -> str:
        for at in range(len(self._open) - 1, -1, -1):
            if self._open[at][0] == name:
                break
        else:
            return "" if self._silent else text
        instead = self._open[at][1]
        for _, one in self._open[at:]:
            self._silent -= one is not None and one.silent
        del self._open[at:]
        if self._silent:
            return ""
        return text if instead is None else instead.end


def _is_conditional(attributes: str) -> bool:
    return has_key(attributes)


def _conditional(tag: Tag, instead: Instead) -> Instead:
    kept = {key: value for key, value in tag.attrs.items() if is_near(key)}
    kept |= {"class": " ".join(filter(is_near, tag.classes))} if tag.classes else {}
    kind = "span" if tag.is_inline else "div"
    start, end = f"<{kind}{written(kept)}>", f"</{kind}>"
    if instead.silent:
        return instead
    return Instead(start + instead.start, instead.end + end)
