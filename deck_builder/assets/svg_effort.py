"""How much work a drawing is: its elements with all that they repeat, and their effects."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from msgspec import Struct

from deck_builder.assets.metadata.svg import XLINK
from deck_builder.base.limits import SVG_DEPTH, SVG_ELEMENTS

HREFS = ("href", f"{{{XLINK}}}href", "src")
"""The attributes that refer to something."""
_REFERENCE = re.compile(r"url\(\s*[\"']?#([^\"')]+)")
# Each needs a picture of its own, or draws something many times.
_COSTLY = ("filter", "image", "marker", "mask", "pattern")
_EFFECT = re.compile(r"clip-path|filter|isolation|marker|mask|mix-blend-mode|opacity")
# What is drawn within some tenths of a second whatever it says.
_FEW_ELEMENTS = 2_000
_FEW_EFFECTS = 10
_FEW_ATTRIBUTES = 100
_SHORT = 300_000
_NOT_DEEP = 30


class Effort(Struct, frozen=True):
    """How many elements are drawn, how deep they are nested, and how many of them have effects. A
    drawing may also be `costly` whatever their number."""

    elements: int
    depth: int
    effects: int
    costly: bool

    @property
    def is_small(self) -> bool:
        """Whether it is drawn quickly, and in little memory."""
        return not self.costly and (
            self.elements <= _FEW_ELEMENTS
            and self.depth <= _NOT_DEEP
            and self.effects <= _FEW_EFFECTS
        )


def effort_of(root: Element, size: int) -> Effort:
    """Return how much work a drawing of `size` bytes is. Raises LimitError when it is nested very
    deeply, or repeats parts of itself without end."""
    targets: dict[str, Element] = {}
    deepest, costly = 0, size > _SHORT
    waiting = [(root, 1)]
    while waiting:
        element, depth = waiting.pop()
        deepest = max(deepest, depth)
        SVG_DEPTH.check(depth, "the drawing")
        targets.setdefault(element.get("id", ""), element)
        costly = costly or _is_costly(element)
        waiting.extend((child, depth + 1) for child in element)
    elements, effects = _drawn(root, targets)
    SVG_ELEMENTS.check(elements, "the drawing, with what it repeats,")
    return Effort(elements, deepest, effects, costly)


def _is_costly(element: Element) -> bool:
    name = name_of(element)
    if len(element.attrib) > _FEW_ATTRIBUTES:
        return True
    # What a style sheet refers to is not looked for.
    return name in _COSTLY or (name == "style" and bool(_EFFECT.search(element.text or "")))


def _drawn(root: Element, targets: dict[str, Element]) -> tuple[int, int]:
    """How many elements there are when each reference is what it refers to, at most one more than
    the limit; and how many of these have effects."""
    count = effects = 0
    waiting = [root]
    most = SVG_ELEMENTS.most
    while waiting and count <= most:
        element = waiting.pop()
        count += 1
        waiting.extend(element)
        waiting.extend(_used(element, targets))
        if len(element) and any(map(_EFFECT.search, (*element.attrib, element.get("style", "")))):
            effects += 1
    return count, effects


def _used(element: Element, targets: dict[str, Element]) -> Iterator[Element]:
    names = [found[1] for value in element.attrib.values() for found in _REFERENCE.finditer(value)]
    if name_of(element) == "use":
        reference = next((element.get(key, "") for key in HREFS if element.get(key)), "")
        names.append(reference.strip().removeprefix("#"))
    for name in names:
        target = targets.get(name)
        if target is not None and target is not element:
            yield target


def name_of(element: Element) -> str:
    """Return the name of an element without its namespace; empty for a comment."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""
