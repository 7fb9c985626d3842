"""Properties of single elements of MathML."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from xml.etree.ElementTree import Element

from deck_builder.base.color import BLACK, parse_color
from deck_builder.formulas.letters import MEDIUM_SPACE, SMALL_SPACE, WIDE_SPACE

SCRIPTS = ("msub", "msup", "msubsup")
"""The tags of bases with scripts."""
LIMITS = ("munder", "mover", "munderover")
"""The tags of bases with something over or under them."""
NOT = "⧸"
"""The stroke through what is negated."""

_NUMBER = re.compile(r"-?\d*\.?\d+")
_WIDEST = 1000.0
_COLORS = {
    "black": "000000",
    "blue": "0000FF",
    "brown": "A52A2A",
    "cyan": "00B7EB",
    "darkgray": "404040",
    "forestgreen": "228B22",
    "gray": "808080",
    "green": "008000",
    "lightgray": "BFBFBF",
    "lime": "00C000",
    "magenta": "D000D0",
    "maroon": "800000",
    "navyblue": "000080",
    "olive": "808000",
    "orange": "E67300",
    "pink": "E377A2",
    "purple": "800080",
    "red": "D00000",
    "royalblue": "4169E1",
    "teal": "008080",
    "violet": "8000FF",
    "white": "FFFFFF",
    "yellow": "C9A400",
}


def flat(elements: Iterable[Element]) -> Iterator[Element]:
    """Yield `elements`, in place of groups without a meaning of their own their children."""
    for element in elements:
        if _is_group(element):
            yield from flat(element)
        else:
            yield element


def _is_group(element: Element) -> bool:
    match element.tag:
        case "mrow" | "math":
            return not is_fenced(element)
        case "mstyle":
            return "mathcolor" not in element.attrib and "background" not in element.attrib
        case "mpadded":
            return not padding(element)
        case _:
            return False


def is_fenced(element: Element) -> bool:
    """Whether a group begins with a bracket that LaTeX calls its `\\left`."""
    return len(element) > 0 and element[0].get("form") == "prefix"


def padding(element: Element) -> str:
    """Return what a padded element hides: its width, its height, or nothing."""
    if element.get("width") in ("0", "0px"):
        return "width"
    return "height" if element.get("height") == "0" else ""


def text_of(element: Element) -> str:
    """Return the characters of an element."""
    return element.text or ""


def alphabet(element: Element) -> str:
    """Return the alphabet of words that are set in one of their own, such as bold."""
    variant = element.get("mathvariant", "")
    return "" if variant == "normal" else variant


def core(element: Element) -> str:
    """Return the characters of an element without its scripts and limits."""
    while element.tag in (*SCRIPTS, *LIMITS) and len(element):
        element = element[0]
        while element.tag in ("mrow", "mstyle") and len(element) == 1:
            element = element[0]
    return text_of(element) if element.tag in ("mo", "mi") else ""


def is_hollow(element: Element) -> bool:
    """Whether scripts have no base: they belong to what follows."""
    return element.tag in SCRIPTS and element[0].tag == "mrow" and len(element[0]) == 0


def is_negation(element: Element) -> bool:
    """Whether an element strikes out what follows."""
    return element.tag == "mpadded" and len(element) == 1 and text_of(element[0]) == NOT


def is_function(element: Element) -> bool:
    """Whether an element is the name of a function, of several letters."""
    name = core(element)
    return len(name) > 1 and name[0].isalpha() and name != "mod"


def width_of(element: Element) -> float:
    """Return the width of a space in em."""
    found = _NUMBER.match(element.get("width", "0"))
    width = min(float(found[0]), _WIDEST) if found else 0.0
    return width if element.get("width", "").endswith("em") else width / 10


def space(element: Element) -> str:
    """Return the blank that is about as wide as a space."""
    width = width_of(element)
    if element.get("linebreak"):
        return WIDE_SPACE
    if width >= 0.9:
        return WIDE_SPACE * min(8, round(width))
    if width > 0.24:
        return MEDIUM_SPACE
    return SMALL_SPACE if width > 0.1 else ""


def is_color(name: str) -> bool:
    """Whether a colour is known by its name in LaTeX, or is RRGGBB."""
    written = name.strip()
    return bool(parse_color(written.removeprefix("#"))) or written.lower() in _COLORS


def color(name: str) -> str:
    """Return a colour by its name in LaTeX, or as RRGGBB; black when it is not known."""
    written = name.strip()
    return parse_color(written.removeprefix("#")) or _COLORS.get(written.lower(), BLACK)
