"""Reading XML that others wrote: attributes and elements that may be missing or wrong."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from deck_builder.package.xml import Element

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"

_REFERRING = etree.XPath("//*[@r:*]", namespaces={"r": R.strip("{}")})

# The largest ST_Coordinate that PowerPoint accepts, far larger than any slide.
_FARTHEST = 27_273_042_316_900


def referring(root: Element) -> list[Element]:
    """Return the elements of a part that refer to one of its relations."""
    found = _REFERRING(root)
    return [one for one in found if isinstance(one, Element)] if isinstance(found, list) else []


def child(element: Element | None, *way: str) -> Element | None:
    """Return the first descendant on a path of tags, None when there is none."""
    for tag in way:
        if element is None:
            return None
        element = element.find(tag)
    return element


def children(element: Element | None, tag: str) -> Iterator[Element]:
    """Yield the children with a tag."""
    if element is not None:
        yield from element.iterchildren(tag)


def text(element: Element | None, name: str, default: str = "") -> str:
    """Return an attribute's text."""
    return default if element is None else str(element.get(name, default))


def whole(element: Element | None, name: str, default: int = 0) -> int:
    """Return an attribute's whole number; the default for anything else."""
    value = text(element, name)
    try:
        number = int(value)
    except ValueError:
        return default
    return number if abs(number) <= _FARTHEST else default


def percentage(element: Element | None, name: str, default: float) -> float:
    """Return an attribute in percent, which is written in thousandths or with a percent sign."""
    value = text(element, name)
    try:
        return float(value[:-1]) if value.endswith("%") else int(value) / 1000
    except ValueError:
        return default


def flag(element: Element | None, name: str) -> bool | None:
    """Return whether an attribute is true; None when it is missing."""
    value = text(element, name)
    return value in ("1", "true", "on") if value else None
