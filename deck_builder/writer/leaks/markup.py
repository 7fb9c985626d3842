"""The texts in XML: also in attributes, comments and instructions, and over the borders of runs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from deck_builder.package.xml import Element, parse

# What is one text, however it is cut: paragraphs of Office, strings and comments of workbooks,
# texts of drawings.
_WHOLE = frozenset(("p", "si", "is", "text", "textPath", "textbox", "td"))
_BREAKS = frozenset(("br", "cr", "tab", "lastRenderedPageBreak"))
_RUN = "{http://schemas.openxmlformats.org/drawingml/2006/main}t"
_DRAWING = "svg"
_WIDE = {
    b"\xff\xfe": "utf-16-le",
    b"\xfe\xff": "utf-16-be",
    b"<\0": "utf-16-le",
    b"\0<": "utf-16-be",
}
_TAG = re.compile(r"<[^<>]*>")


def is_markup(content: bytes) -> bool:
    """Whether a part is XML, or looks like it, in an encoding of one or two bytes."""
    start = content[:64].removeprefix(b"\xef\xbb\xbf").lstrip()
    if start[:2] in _WIDE:
        return b"<" in start[:4]
    return start.startswith(b"<")


def markup_texts(content: bytes) -> Iterator[str]:
    """Yield the texts of a part that `is_markup`."""
    try:
        root = parse(content)
    except ValueError:
        # A drawing on an imported slide may be no XML, or have a document type.
        yield from _unparsed(content)
        return
    yield from _texts(root)
    if _local(root) == _DRAWING:
        # Programs set each word, or each letter, as a text of its own.
        pieces = list(map(str, root.itertext()))
        yield "".join(pieces)
        yield "".join(piece for piece in pieces if not piece.isspace())
        yield " ".join(pieces)
    yield from (str(uri) for uri in root.nsmap.values())


def _texts(root: Element) -> Iterator[str]:
    for element in root.iter():
        if element.attrib:
            yield from map(str, element.attrib.values())
        if not isinstance(element.tag, str):
            yield f"{getattr(element, 'target', '')} {element.text or ''}"
        elif element.tag == _RUN:
            # It is part of a paragraph.
            continue
        elif _local(element) in _WHOLE:
            yield from _joined(element)
        elif element.text and not element.text.isspace():
            yield element.text
        if element.tail and not element.tail.isspace():
            yield element.tail


def _joined(element: Element) -> Iterator[str]:
    """A text as a whole, in which line ends are blanks; once more with a blank between its
    pieces."""
    pieces = list(map(str, element.itertext()))
    if any(_local(child) in _BREAKS for child in element):
        yield "".join(_with_blanks(element))
    else:
        yield "".join(pieces)
    if len(pieces) > 1:
        yield " ".join(pieces)


def _with_blanks(element: Element) -> Iterator[str]:
    for one in element.iter("*"):
        if _local(one) in _BREAKS:
            yield " "
        yield one.text or ""
        if one is not element:
            yield one.tail or ""


def _unparsed(content: bytes) -> Iterator[str]:
    wide = _WIDE.get(content[:2])
    text = content.decode(wide or "utf-8", "replace")
    yield text
    yield _TAG.sub("", text)
    yield _TAG.sub(" ", text)


def _local(element: Element) -> str:
    return str(element.tag).rpartition("}")[2]
