"""Names of elements and attributes, and how elements are found."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

SPACES = {
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "dgm": "http://schemas.openxmlformats.org/drawingml/2006/diagram",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "p": "http://schemas.openxmlformats.org/presentationml/2006/main",
    "p14": "http://schemas.microsoft.com/office/powerpoint/2010/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "dc": "http://purl.org/dc/elements/1.1/",
}


def qn(name: str) -> str:
    """Return the name of an element or attribute in lxml, for one with a prefix."""
    prefix, _, local = name.partition(":")
    return f"{{{SPACES[prefix]}}}{local}"


def find(element: etree._Element | None, path: str) -> etree._Element | None:
    """Return the first element at `path`, whose names have prefixes; None without an element."""
    return None if element is None else element.find(path, SPACES)


def attribute(element: etree._Element | None, name: str) -> str:
    """Return an attribute, empty when it is missing."""
    return "" if element is None else element.get(qn(name) if ":" in name else name, "")


def first(element: etree._Element | None, *names: str) -> etree._Element | None:
    """Return the first element of these names inside `element`."""
    return None if element is None else next(iterate(element, *names), None)


def find_all(element: etree._Element, path: str) -> list[etree._Element]:
    """Return the elements at `path`, whose names have prefixes."""
    return element.findall(path, SPACES)


def iterate(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """Yield every element of these names inside `element`, in document order."""
    return element.iter(*map(qn, names))


def local(element: etree._Element) -> str:
    """Return an element's name without its namespace."""
    return str(element.tag).rpartition("}")[2]


def number(text: str | None) -> int | None:
    """Return a text as a whole number; None for anything else."""
    try:
        return int(text) if text else None
    except ValueError:
        return None
