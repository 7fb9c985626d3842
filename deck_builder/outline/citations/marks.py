"""The look of formatted text, as marks in it: characters that are none in Unicode, so that they
pass through a style as they are."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping

from msgspec import Struct, field

from deck_builder.base.source import Span
from deck_builder.markdown import Attributes, Node, NodeKind

END = "\ufdd0"
ITALIC, BOLD, UNDERLINE, SUPERSCRIPT, SUBSCRIPT, SMALL_CAPS = "\ufdd1\ufdd2\ufdd3\ufdd4\ufdd5\ufdd6"
HIDDEN = "\ufddf"
"""What stands in place of names that are not to be shown."""
LEADING = "\ufdde"
"""What is before the words in front of a work."""
INSERTED = "\ufde0"
"""What is before the number of something that is no text, as a character from U+F0000 on."""
_FIRST = 0xF0000

_KINDS: dict[str, NodeKind] = {
    ITALIC: "emphasis",
    BOLD: "strong",
    SUPERSCRIPT: "superscript",
    SUBSCRIPT: "subscript",
}
_CLASSES = {UNDERLINE: "underline", SMALL_CAPS: "smallcaps"}
_ANY = re.compile("[\ufdd0-\ufdef]")
_PART = re.compile(f"([{END}-{SMALL_CAPS}]|{INSERTED}.)", re.DOTALL)
# CSL allows these in the texts of works.
_HTML = {
    "i": ITALIC,
    "b": BOLD,
    "u": UNDERLINE,
    "sup": SUPERSCRIPT,
    "sub": SUBSCRIPT,
    "sc": SMALL_CAPS,
}
_ENTITY = re.compile("&(?:amp|lt|gt|quot|apos|nbsp|#\\d+);")
_TAG = re.compile(r"<(/?)(i|b|u|sup|sub|sc)>", re.IGNORECASE)
_SMALL_CAPS_TAG = re.compile(r'<span style="font-variant:\s*small-caps;?">(.*?)</span>')
_NO_CASE_TAG = re.compile(r'<span class="nocase">(.*?)</span>')


def marked(text: str) -> str:
    """Return the text of a work with marks in place of the HTML that CSL allows in it."""
    text = _ENTITY.sub(lambda entity: html.unescape(entity[0]), text)
    text = _SMALL_CAPS_TAG.sub(rf"{SMALL_CAPS}\1{END}", _ANY.sub("", text))
    return _TAG.sub(lambda tag: END if tag[1] else _HTML[tag[2].lower()], text)


def unmarked(text: str) -> str:
    """Return `text` without any marks."""
    return _ANY.sub("", text)


def styled(mark: str) -> Callable[[object], str]:
    """Return a function that puts a text into marks."""
    return lambda text: f"{mark}{text}{END}"


def inserted(number: int) -> str:
    """Return what stands for something that is no text."""
    return INSERTED + chr(_FIRST + number)


class Marks(Struct, frozen=True):
    """What the marks of a text mean beside its look: nodes that it has, by their numbers, and words
    that are links, by their addresses."""

    nodes: Mapping[int, Node] = field(default_factory=dict)
    links: Mapping[str, str] = field(default_factory=dict)


def plain_of(text: str) -> str:
    """Return a marked text without its look."""
    return unmarked(_NO_CASE_TAG.sub(r"\1", re.sub(f"{INSERTED}.", "", text, flags=re.DOTALL)))


def nodes_of(text: str, span: Span | None, marks: Marks | None = None) -> tuple[Node, ...]:
    """Return a marked text as inline nodes, all at `span`."""
    marks = marks or Marks()
    open_marks: list[tuple[str, list[Node]]] = [("", [])]
    for part in _PART.split(_NO_CASE_TAG.sub(r"\1", text)):
        if part[:1] == INSERTED:
            found = marks.nodes.get(ord(part[1]) - _FIRST)
            open_marks[-1][1].extend((found,) if found else ())
        elif part == END:
            if len(open_marks) > 1:
                mark, inside = open_marks.pop()
                open_marks[-1][1].append(_node(mark, inside, span))
        elif part in _KINDS or part in _CLASSES:
            open_marks.append((part, []))
        elif part:
            open_marks[-1][1].extend(_linked(unmarked(part), span, marks.links))
    while len(open_marks) > 1:
        mark, inside = open_marks.pop()
        open_marks[-1][1].append(_node(mark, inside, span))
    return tuple(open_marks[0][1])


def _node(mark: str, inside: list[Node], span: Span | None) -> Node:
    if mark in _CLASSES:
        look = Attributes(classes=(_CLASSES[mark],))
        return Node("span", tuple(inside), attributes=look, span=span)
    return Node(_KINDS[mark], tuple(inside), span=span)


def _linked(text: str, span: Span | None, links: Mapping[str, str]) -> Iterator[Node]:
    """The text, with the words that are links."""
    if not links:
        yield Node("text", text=text, span=span)
        return
    words = "|".join(map(re.escape, sorted(links, key=len, reverse=True)))
    for index, part in enumerate(re.split(f"({words})", text)):
        if index % 2:
            inside = (Node("text", text=part, span=span),)
            yield Node("link", inside, target=links[part], span=span)
        elif part:
            yield Node("text", text=part, span=span)
