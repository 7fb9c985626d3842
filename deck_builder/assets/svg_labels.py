"""Labels that drawings have as parts of web pages, as those of Mermaid and draw.io: PowerPoint does
not show them, so they become text."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, SubElement

from msgspec import Struct

from deck_builder.assets.metadata.svg import SVG
from deck_builder.assets.svg_effort import name_of

_PAGE = "foreignObject"
_BLOCKS = ("br", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "li", "p", "pre", "table", "tr")
_UNSAID = ("annotation", "annotation-xml", "script", "style", "title")
_SEEN = ("audio", "canvas", "img", "input", "iframe", "object", "svg", "video")
_NUMBER = re.compile(r"\s*(-?\d+(?:\.\d+)?)(?:px)?\s*")
_STYLE = r"(?:^|[;\s]){}\s*:\s*(?:light-dark\(\s*)?{}"
_SIZE = re.compile(_STYLE.format("font-size", r"(\d+(?:\.\d+)?)px"))
_COLOR = re.compile(_STYLE.format("color", r"(#[0-9a-fA-F]{3,8}|rgb\([\d\s,.%]+\)|[a-z]+)"))
_ALIGN = re.compile(_STYLE.format("text-align", "(left|right|start|end)"))
_WIDTH = re.compile(_STYLE.format("width", r"(\d+(?:\.\d+)?)px"))
_ROOT_SIZE = re.compile(r"font-size\s*:\s*(\d+(?:\.\d+)?)px")
_USUAL_SIZE = 16.0
# Of a letter, in ems.
_LETTER = 0.53
_LINE = 1.25
_DROP = 0.35
_ANCHORS = {"left": "start", "start": "start", "right": "end", "end": "end"}


class Labels(Struct, frozen=True):
    """How many labels of a drawing have become text, and how many are lost; and how many elements
    were removed with or without a loss."""

    kept: int = 0
    lost: int = 0
    removed: int = 0


def labels_as_text(root: Element) -> Labels:
    """Put the text of each part of a web page in a drawing where the part was."""
    kept = lost = removed = 0
    parents = {child: parent for parent in root.iter() for child in parent}
    found = _ROOT_SIZE.search(_styles(root))
    usual = float(found[1]) if found else _USUAL_SIZE
    for page in [one for one in root.iter() if name_of(one) == _PAGE]:
        parent = parents.get(page)
        if parent is None:
            continue
        lines = list(_lines(page))
        others = [one for one in parent if one is not page] if name_of(parent) == "switch" else []
        at = list(parent).index(page)
        parent.remove(page)
        removed += 1
        if not lines:
            lost += any(name_of(one) in _SEEN for one in page.iter()) and not others
        elif not others:
            parent.insert(at, _text(page, lines, usual))
            kept += 1
        elif any(map(_is_shortened, others)):
            _lengthen(others, page, lines, usual)
            kept += 1
    for parent in list(root.iter()):
        for child in [one for one in parent if _is_excuse(one)]:
            parent.remove(child)
            removed += 1
    return Labels(kept, lost, removed)


def _is_excuse(element: Element) -> bool:
    """Whether this tells those who see no web pages that they see none, as draw.io does."""
    if name_of(element) != "switch" or len(element) < 2:
        return False
    first = element[0]
    return len(first) == 0 and first.get("requiredFeatures", "").endswith("#Extensibility")


def _styles(root: Element) -> str:
    sheets = (one.text or "" for one in root.iter() if name_of(one) == "style")
    return f"{root.get('style', '')};{';'.join(sheets)}"


def _lines(page: Element) -> Iterator[str]:
    words: list[str] = []
    for part in _parts(page):
        if part is not None:
            words.append(part)
        elif line := " ".join("".join(words).split()):
            yield line
            words = []
    if line := " ".join("".join(words).split()):
        yield line


def _parts(element: Element) -> Iterator[str | None]:
    """The texts of an element, and None where a line ends."""
    name = name_of(element)
    if not name or name in _UNSAID:
        return
    is_block = name in _BLOCKS
    if is_block:
        yield None
    yield element.text or ""
    for child in element:
        yield from _parts(child)
        yield child.tail or ""
    if is_block:
        yield None


def _is_shortened(other: Element) -> bool:
    """Whether this is the beginning of a label, as draw.io has it for programs like PowerPoint."""
    return name_of(other) == "text" and "".join(other.itertext()).rstrip().endswith(("...", "…"))


def _lengthen(others: list[Element], page: Element, lines: list[str], usual: float) -> None:
    text = next(one for one in others if _is_shortened(one))
    size = _number(text, "font-size") or usual
    found = _WIDTH.search(_inline(page))
    text.text = None
    text[:] = []
    _fill(text, _wrapped(lines, float(found[1]) if found else 0.0, size), _number(text, "y"), size)


def _text(page: Element, lines: list[str], usual: float) -> Element:
    x, y, width, height = (_number(page, key) for key in ("x", "y", "width", "height"))
    inline = _inline(page)
    size_found, color = _SIZE.search(inline), _COLOR.search(inline)
    size = float(size_found[1]) if size_found else usual
    align = _ALIGN.search(inline)
    anchor = _ANCHORS[align[1]] if align else "middle"
    text = Element(f"{{{SVG}}}text", {"text-anchor": anchor})
    text.set("x", f"{x + {'start': 0.0, 'middle': width / 2, 'end': width}[anchor]:g}")
    for key in ("transform", "class"):
        if page.get(key):
            text.set(key, page.get(key, ""))
    if size_found:
        text.set("font-size", f"{size:g}")
    if color:
        text.set("fill", color[1])
    room = width if height >= 2 * size * _LINE else 0.0
    lines = _wrapped(lines, room, size)
    middle = y + (height / 2 if height else len(lines) * size * _LINE / 2)
    _fill(text, lines, middle + _DROP * size, size)
    return text


def _inline(page: Element) -> str:
    return ";".join(one.get("style", "") for one in page.iter())


def _number(element: Element, key: str) -> float:
    found = _NUMBER.fullmatch(element.get(key, ""))
    return float(found[1]) if found else 0.0


def _wrapped(lines: list[str], width: float, size: float) -> list[str]:
    """Lines no longer than `width`, 0 for as long as they are."""
    most = int(width / (size * _LETTER)) if width else 0
    wrapped: list[str] = []
    for line in lines:
        current = ""
        for word in line.split():
            if most and current and len(current) + 1 + len(word) > most:
                wrapped.append(current)
                current = word
            else:
                current = f"{current} {word}".strip()
        wrapped.append(current)
    return wrapped


def _fill(text: Element, lines: list[str], base: float, size: float) -> None:
    """Put lines into a text element, about the base line of a single one."""
    first = base - (len(lines) - 1) * size * _LINE / 2
    text.set("y", f"{first:g}")
    if len(lines) == 1:
        text.text = lines[0]
        return
    for number, line in enumerate(lines):
        part = SubElement(text, f"{{{SVG}}}tspan", {"x": text.get("x", "0")})
        part.set("y", f"{first + number * size * _LINE:g}")
        part.text = line
