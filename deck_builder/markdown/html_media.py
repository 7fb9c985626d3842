"""Pictures, films, sound, figures and embedded pages of HTML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Protocol

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.markdown.elements import (
    RAW_HTML,
    Element,
    attributes_of_element,
    condition_of,
)
from deck_builder.markdown.node import (
    NO_ATTRIBUTES,
    Attributes,
    Node,
    apart,
    conditions_of,
    walk,
    words_of_image,
)

EMBEDDED_PAGE = Problem(
    "embedded-page",
    Severity.WARNING,
    "‘<{tag}>’ cannot be shown in a deck; a link to ‘{target}’ stands for it",
    "write a link, or save a picture of the page",
)
MEDIA = frozenset(("audio", "embed", "iframe", "object", "picture", "video"))
"""The elements that stand for something in another file."""
_SIZE = re.compile(r"\s*\d{1,6}(?:\.\d+)?\s*(?:%|px|cm|mm|in|pt)?\s*")
_STYLE = re.compile(r"(?:^|;)\s*(width|height)\s*:\s*([^;]+)", re.IGNORECASE)
_PICTURE = re.compile(
    r"\.(?:apng|avif|bmp|gif|jpe?g|png|svgz?|tiff?|webp)(?:[?#]|$)", re.IGNORECASE
)
_SCRIPT = re.compile(r"\s*(?:javascript|vbscript|data):", re.IGNORECASE)
_MOST_SHOWN = 60


class HtmlReader(Protocol):
    """What turns the content of elements into nodes."""

    def flow(self, children: Iterable[Element | Node], span: Span | None) -> Iterator[Node]:
        """Yield blocks."""

    def phrases(self, children: Iterable[Element | Node]) -> Iterator[Node]:
        """Yield inline nodes."""


def image_of(element: Element) -> Node:
    """Return an `img`: of several sizes or a picture that is loaded late, too."""
    attrs = element.attrs
    target = attrs.get("src") or attrs.get("data-src") or _first(attrs.get("srcset", ""))
    return _media(element, target, attrs.get("alt") or attrs.get("aria-label", ""))


def media_nodes(element: Element, words: tuple[Node, ...], found: Collector) -> Iterator[Node]:
    """Yield what stands for an element of MEDIA: the picture, film or sound, or a link."""
    match element.tag:
        case "picture":
            yield from _picture(element, words, found)
        case "video" | "audio":
            yield from _recording(element, words, found)
        case tag:
            target = element.attrs.get("data" if tag == "object" else "src", "").strip()
            if _PICTURE.search(target):
                yield _media(element, target, _said(element, words))
            else:
                yield from _page(element, target, words, found)


def _picture(element: Element, words: tuple[Node, ...], found: Collector) -> Iterator[Node]:
    if any(node.kind == "image" for node in walk(words)):
        yield from words
        return
    targets = [_first(one.attrs.get("srcset", "")) for one in _sources(element)]
    if target := next(filter(None, targets), ""):
        yield _media(element, target, "")
    else:
        found.report(RAW_HTML, element.span, tag="<picture>")
        yield from words


def _recording(element: Element, words: tuple[Node, ...], found: Collector) -> Iterator[Node]:
    """A film or sound; what is inside is for programs that do not know the element."""
    named = (element.attrs.get("src"), *(one.attrs.get("src") for one in _sources(element)))
    target = next((one.strip() for one in named if one), "")
    if not target:
        found.report(RAW_HTML, element.span, tag=f"<{element.tag}>")
        yield from words
        return
    node = _media(element, target, _said(element, words))
    if poster := element.attrs.get("poster"):
        pairs = (*node.attributes.pairs, ("poster", poster))
        node = replace(node, attributes=Attributes(pairs=pairs, span=element.span))
    yield node


def _said(element: Element, words: tuple[Node, ...]) -> str:
    """What an element says in its attributes, and what is inside of it."""
    inside = "".join(map(_words_of, walk(words)))
    named = (element.attrs.get("title"), element.attrs.get("aria-label"), inside)
    return " ".join(" ".join(dict.fromkeys(filter(None, named))).split())


def _words_of(node: Node) -> str:
    """What a node says, without those in it."""
    match node.kind:
        case "footnote":
            # Its text is its number.
            return ""
        case "image":
            return f" {' '.join(words_of_image(node))} "
        case _:
            return f" {node.title} {node.text}" if node.title else node.text


def _page(
    element: Element, target: str, words: tuple[Node, ...], found: Collector
) -> Iterator[Node]:
    if not target or _SCRIPT.match(target):
        found.report(RAW_HTML, element.span, tag=f"<{element.tag}>")
        yield from words
        return
    shown = target[:_MOST_SHOWN]
    found.report(EMBEDDED_PAGE, element.span, tag=element.tag, target=shown)
    name = element.attrs.get("title") or element.attrs.get("aria-label") or ""
    text = Node("text", text=name.strip() or target, span=element.span)
    tip = name if words else ""
    yield Node("link", words or (text,), target=target, title=tip, span=element.span)


def _sources(element: Element) -> Iterator[Element]:
    return (one for one in element.children if isinstance(one, Element) and one.tag == "source")


def _first(srcset: str) -> str:
    """The first of several addresses, each with a size behind it."""
    return next(iter(srcset.strip().split()), "").rstrip(",")


def _media(element: Element, target: str, alt: str) -> Node:
    title = element.attrs.get("title", "") if element.tag == "img" else ""
    return Node(
        "image",
        text=alt,
        attributes=_sizes(element),
        target=target.strip(),
        title=title,
        span=element.span,
    )


def _sizes(element: Element) -> Attributes:
    """The width and height of an element, those of its style first. What is relative to a window is
    left to the slide."""
    style = {name.lower(): value for name, value in _STYLE.findall(element.attrs.get("style", ""))}
    given = {**element.attrs, **style}
    pairs = tuple(
        (key, given[key].strip())
        for key in ("width", "height")
        if _SIZE.fullmatch(given.get(key, ""))
    )
    kept = attributes_of_element(element, "id")
    return replace(kept, pairs=pairs, span=element.span) if pairs or kept.id else NO_ATTRIBUTES


def figure_nodes(element: Element, reader: HtmlReader) -> Iterator[Node]:
    """Yield a figure: a picture with its caption, or anything else with a caption under it."""
    captions = [one for one in element.children if _is_caption(one)]
    rest = [one for one in element.children if not _is_caption(one)]
    blocks = list(reader.flow(rest, element.span))
    words = tuple(
        node
        for one in captions
        if isinstance(one, Element)
        for node in _trimmed(tuple(reader.phrases(one.children)))
    )
    image = _only_image(blocks)
    name = element.attrs.get("id", "")
    if image is None or any(map(_has_condition, (*captions, *walk(words)))):
        yield from blocks
        for one in captions:
            if isinstance(one, Element):
                attributes = replace(condition_of(one), id=name)
                inside = _trimmed(tuple(reader.phrases(one.children)))
                yield Node("caption", inside, attributes=attributes, span=one.span)
        return
    attributes = image.attributes
    if name and not attributes.id:
        attributes = replace(attributes, id=name, span=element.span)
    title = "" if words else image.title
    # A figure in a figure has a caption of its own.
    inside = tuple(apart(words, bool(image.children)))
    captioned = replace(
        image, children=(*image.children, *inside), attributes=attributes, title=title
    )
    yield replace(blocks[0], children=(captioned,))


def _is_caption(child: Element | Node) -> bool:
    return isinstance(child, Element) and child.tag == "figcaption"


def _has_condition(one: Element | Node) -> bool:
    found = condition_of(one) if isinstance(one, Element) else conditions_of(one.attributes)
    return found is not NO_ATTRIBUTES


def _only_image(blocks: list[Node]) -> Node | None:
    """The picture that is all of some blocks."""
    if len(blocks) != 1 or blocks[0].kind != "paragraph":
        return None
    shown = [one for one in blocks[0].children if one.kind != "text" or one.text.strip()]
    return shown[0] if len(shown) == 1 and shown[0].kind == "image" else None


def _trimmed(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Inline nodes without blanks at the ends."""
    while nodes and nodes[0].kind == "text" and not nodes[0].text.strip():
        nodes = nodes[1:]
    while nodes and nodes[-1].kind == "text" and not nodes[-1].text.strip():
        nodes = nodes[:-1]
    return nodes
