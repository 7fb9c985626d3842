"""Slides of one size on slides of another: scaled as a whole, and centred
(ECMA-376 part 1, 20.1.10.16: lengths are EMU, and 21.1.2.3.9: sizes hundredths of a point)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from msgspec import Struct

from deck_builder.base.units import EMU_PER_POINT, USUAL_INSETS
from deck_builder.package.xml import parse, qn, serialized
from deck_builder.template.xml import A

Size = tuple[int, int]
"""Width and height in EMU."""

_PARAGRAPH = ("marL", "marR", "indent", "defTabSz")
_SHADOW = ("blurRad", "dist")
_LENGTHS = {
    "off": ("x", "y"),
    "ext": ("cx", "cy"),
    "chOff": ("x", "y"),
    "chExt": ("cx", "cy"),
    **dict.fromkeys(("ln", "lnL", "lnR", "lnT", "lnB", "lnTlToBr", "lnBlToTr", "uLn"), ("w",)),
    "bodyPr": ("lIns", "tIns", "rIns", "bIns", "spcCol"),
    "tab": ("pos",),
    **dict.fromkeys(("pPr", "defPPr", *(f"lvl{n}pPr" for n in range(1, 10))), _PARAGRAPH),
    "gridCol": ("w",),
    "tr": ("h",),
    "tcPr": ("marL", "marR", "marT", "marB"),
    "outerShdw": _SHADOW,
    "innerShdw": _SHADOW,
    "reflection": _SHADOW,
    "glow": ("rad",),
    "softEdge": ("rad",),
    "blur": ("rad",),
}
_LETTERS = dict.fromkeys(("rPr", "defRPr", "endParaRPr"), ("sz", "spc", "kern"))
_SIZES = {**_LETTERS, "spcPts": ("val",), "buSzPts": ("val",)}
_BY_TAG: Mapping[object, tuple[str, ...]] = {
    f"{A}{name}": keys for name, keys in (*_LENGTHS.items(), *_SIZES.items())
}
_LEAST_SIZE = 100
# Defaults of text boxes and cells.
_INSETS = {
    "lIns": USUAL_INSETS.left,
    "tIns": USUAL_INSETS.top,
    "rIns": USUAL_INSETS.right,
    "bIns": USUAL_INSETS.bottom,
}
_MARGINS = {
    "marL": USUAL_INSETS.left,
    "marR": USUAL_INSETS.right,
    "marT": USUAL_INSETS.top,
    "marB": USUAL_INSETS.bottom,
}
_USUAL_SIZE = 1800
# Slides that differ by less look the same.
_TOLERANCE = 0.005


class Fit(Struct, frozen=True):
    """How slides of one size are placed on those of another: by which factor, and how far from the
    edges in EMU."""

    factor: float = 1.0
    left: int = 0
    top: int = 0

    @property
    def is_needed(self) -> bool:
        """Whether anything changes."""
        return self != Fit()


def fit(size: Size, place: Size) -> Fit:
    """Return how slides of a `size` are placed on those of the size of their `place`: as large as
    they fit, centred."""
    (width, height), (wide, high) = size, place
    is_same = abs(width - wide) <= wide * _TOLERANCE and abs(height - high) <= high * _TOLERANCE
    if is_same or min(width, height, wide, high) <= 0:
        return Fit()
    factor = min(wide / width, high / height)
    if abs(factor - 1) <= _TOLERANCE:
        factor = 1.0
    left, top = round(wide - width * factor) // 2, round(high - height * factor) // 2
    point = EMU_PER_POINT
    return Fit(factor, left if left >= point else 0, top if top >= point else 0)


def slide_size(presentation: etree._Element) -> Size:
    """Return the size of a presentation's slides."""
    found = presentation.find(qn("p:sldSz"))
    if found is None:
        return 0, 0
    return _number(found.get("cx")), _number(found.get("cy"))


def scaled(blob: bytes, change: Fit) -> bytes:
    """Return a slide, layout or master scaled and centred, a chart, drawing or theme scaled."""
    if not change.is_needed:
        return blob
    root = parse(blob)
    scale(root, change.factor)
    for frame in _frames(root):
        for place in frame.iterchildren(f"{A}off"):
            place.set("x", str(_number(place.get("x")) + change.left))
            place.set("y", str(_number(place.get("y")) + change.top))
    return serialized(root)


def scale(root: etree._Element, factor: float) -> None:
    """Scale everything in an element by a factor."""
    if factor == 1.0:
        return
    _write_defaults(root)
    for element in root.iter("*"):
        for key in _BY_TAG.get(element.tag, ()):
            value = element.get(key, "")
            if value.removeprefix("-").isdecimal():
                number = round(int(value) * factor)
                element.set(key, str(max(_LEAST_SIZE, number) if key == "sz" else number))


def _write_defaults(root: etree._Element) -> None:
    """Write the defaults of text boxes and tables, so that they are scaled, too."""
    for shape in root.iter(qn("p:sp")):
        body = shape.find(f"{qn('p:txBody')}/{A}bodyPr")
        if body is not None and next(shape.iter(qn("p:ph")), None) is None:
            complete(body, _INSETS.items())
    for cell in root.iter(f"{A}tc"):
        properties = cell.find(f"{A}tcPr")
        if properties is None:
            properties = etree.SubElement(cell, f"{A}tcPr")
        complete(properties, _MARGINS.items())
        for run in cell.iter(f"{A}r", f"{A}fld"):
            letters = run.find(f"{A}rPr")
            if letters is None:
                letters = etree.Element(f"{A}rPr")
                run.insert(0, letters)
            complete(letters, [("sz", _USUAL_SIZE)])


def complete(element: etree._Element, usual: Iterable[tuple[str | bytes, object]]) -> None:
    """Set the `usual` attributes that an element does not have."""
    for key, value in usual:
        if key not in element.attrib:
            element.set(key, str(value))


def _frames(root: etree._Element) -> Iterator[etree._Element]:
    """The frames of shapes that stand on a slide, not in a group."""
    tree = root.find(f"{qn('p:cSld')}/{qn('p:spTree')}")
    for shape in _placed(tree) if tree is not None else ():
        own = (shape.find(f"{qn(properties)}/{A}xfrm") for properties in ("p:spPr", "p:grpSpPr"))
        yield from (frame for frame in (*own, shape.find(qn("p:xfrm"))) if frame is not None)


def _placed(tree: etree._Element) -> Iterator[etree._Element]:
    """The shapes in a tree, or in the alternatives that stand there."""
    for shape in tree:
        if not isinstance(shape.tag, str) or shape.tag == qn("p:grpSpPr"):
            continue
        if shape.tag.endswith("}AlternateContent"):
            for choice in shape:
                yield from _placed(choice)
        else:
            yield shape


def _number(value: str | None) -> int:
    return int(value) if value and value.removeprefix("-").isdecimal() else 0
