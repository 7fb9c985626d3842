"""What is in elements: order, colours and numbers, and what backgrounds and themes need."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from lxml import etree

from deck_builder.doctor.findings import Finding, error, finding, warning
from deck_builder.doctor.models import MODELS, pattern
from deck_builder.doctor.package import SPACES, Part

_A, _P = f"{{{SPACES['a']}}}", f"{{{SPACES['p']}}}"
_MC = f"{{{SPACES['mc']}}}"
_ALTERNATIVES = f"{_MC}AlternateContent"
_SHORT = 40
_KNOWN = tuple(f"{{{SPACES[prefix]}}}" for prefix in "apc")
_MATH = f"{{{SPACES['m']}}}"
_COLOR = re.compile("[0-9A-Fa-f]{6}")
# ST_Coordinate: EMU, or a number with a unit.
_LENGTH = re.compile(r"-?[0-9]{1,12}|-?[0-9]+(\.[0-9]+)?(mm|cm|in|pt|pc|pi)")
_WHOLE = re.compile(r"-?[0-9]{1,10}")
_LENGTHS = {
    f"{_A}off": ("x", "y"),
    f"{_A}chOff": ("x", "y"),
    f"{_A}ext": ("cx", "cy"),
    f"{_A}chExt": ("cx", "cy"),
    f"{_A}gridCol": ("w",),
    f"{_A}tr": ("h",),
    f"{_P}sldSz": ("cx", "cy"),
    f"{_P}notesSz": ("cx", "cy"),
}
_FORMATS = ("fillStyleLst", "lnStyleLst", "effectStyleLst", "bgFillStyleLst")
_FEWEST_FORMATS = 3
_WHOLES = {f"{_A}{name}": "sz" for name in ("rPr", "defRPr", "endParaRPr")}

WRONG_ORDER = error(
    "wrong-children", "{parent} holds {children}", "its children are, in this order: {model}"
)
NO_EFFECTS = warning(
    "background-effects",
    "the background has a fill, but no effects",
    "write <a:effectLst/> after the fill",
)
BAD_COLOR = error("bad-color", "‘{value}’ is not a colour", "write six hexadecimal digits")
BAD_NUMBER = error(
    "bad-number",
    "‘{value}’ is not a value of {name}",
    "write a whole number; a width or height is not negative",
)
TOO_FEW = error(
    "theme-formats",
    "a:{name} has {count} entries",
    "write at least three: subtle, moderate and intense",
)


def children(part: Part) -> Iterator[Finding]:
    """Elements that lack a child, or have one that is out of place or repeated."""
    good: set[tuple[str, ...]] = set()
    for element in part.root.iter(*MODELS):
        # Most elements are like others.
        alike = tuple([str(child.tag) for child in element]) + (str(element.tag),)
        if alike in good:
            continue
        names = "".join(_names(element))
        if not pattern(str(element.tag)).fullmatch(names):
            held = ", ".join(name for name, _ in groupby(names.split())) or "nothing"
            facts = {
                "parent": _prefixed(element),
                "children": held,
                "model": MODELS[str(element.tag)],
            }
            yield finding(WRONG_ORDER, part.name, element, **facts)
        elif _ALTERNATIVES not in alike and len(alike) < _SHORT:
            good.add(alike)


def _names(element: etree._Element) -> Iterator[str]:
    """The names of the children, each with a blank; of alternatives the fallback."""
    is_math = str(element.tag).startswith(_MATH)
    return _names_among(element, (_MATH, *_KNOWN) if is_math else _KNOWN)


def _names_among(element: etree._Element, known: tuple[str, ...]) -> Iterator[str]:
    for child in element:
        tag = child.tag
        if not isinstance(tag, str):
            continue
        if tag.startswith(known):
            yield tag[tag.index("}") + 1 :] + " "
        elif tag == _ALTERNATIVES:
            branch = child.find(f"{_MC}Fallback")
            if branch is None or len(branch) == 0:
                branch = child.find(f"{_MC}Choice")
            if branch is not None:
                yield from _names_among(branch, known)


def _prefixed(element: etree._Element) -> str:
    name = etree.QName(element)
    prefix = next((one for one, space in SPACES.items() if space == name.namespace), "")
    return f"{prefix}:{name.localname}" if prefix else name.localname


def backgrounds(part: Part) -> Iterator[Finding]:
    """Backgrounds without effects."""
    for background in part.root.iter(f"{_P}bgPr"):
        if len(background) and not any("effect" in str(child.tag) for child in background):
            yield finding(NO_EFFECTS, part.name, background)


def colors(part: Part) -> Iterator[Finding]:
    """Colours that are not six hexadecimal digits."""
    for color in part.root.iter(f"{_A}srgbClr"):
        value = color.get("val", "")
        if not _COLOR.fullmatch(value):
            yield finding(BAD_COLOR, part.name, color, value=value)


def numbers(part: Part) -> Iterator[Finding]:
    """Lengths and sizes that are not numbers, or negative where that is not allowed."""
    for element in part.root.iter(*_LENGTHS):
        # Extensions have the same name as a size.
        if element.get("uri") is None:
            for name in _LENGTHS[str(element.tag)]:
                value = element.get(name, "")
                is_size = name not in "xy"
                if not _LENGTH.fullmatch(value) or (is_size and value.startswith("-")):
                    yield finding(BAD_NUMBER, part.name, element, value=value, name=name)
    for element in part.root.iter(*_WHOLES):
        size = element.get("sz")
        if size is not None and not _WHOLE.fullmatch(size):
            yield finding(BAD_NUMBER, part.name, element, value=size, name="sz")


def formats(part: Part) -> Iterator[Finding]:
    """Lists of a theme's formats that are too short (ECMA-376 part 1, 20.1.4.1.14)."""
    for name in _FORMATS:
        for formats in part.root.iterfind(f"a:themeElements/a:fmtScheme/a:{name}", SPACES):
            count = sum(1 for _ in formats.iterchildren(etree.Element))
            if count < _FEWEST_FORMATS:
                yield finding(TOO_FEW, part.name, formats, name=name, count=count)
