"""The outlines of shapes by their presets or their own paths, as path data of SVG."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from deck_builder.package.xml import Element
from deck_builder.preview.geometry import outline, polygon, rectangle
from deck_builder.preview.marks import Rect
from deck_builder.preview.powerpoint.paths import custom_path
from deck_builder.preview.powerpoint.sheet import Sheet
from deck_builder.shapes import Geometry
from deck_builder.template.xml import A, child, children, text

_SHARE = 100_000
_KNOWN = {one.value: one for one in Geometry}
OPEN = (
    *(f"curvedConnector{number}" for number in (2, 3, 4, 5)),
    *("leftBracket", "rightBracket", "leftBrace", "rightBrace", "arc", "bracketPair"),
)
"""Presets that are not filled, beside those of straight pieces."""
_MIDDLE = 50_000
Shares = Sequence[tuple[float, float]]
Draw = Callable[[Rect, Sequence[int]], str]


def straight_pieces(preset: Element | None) -> Shares:
    """Return the corners of a line of straight pieces, as shares of its rectangle; none for any
    other preset."""
    values = [one / _SHARE for one in _adjustments(preset)]
    x, y, back = (*values, *[_MIDDLE / _SHARE] * 3)[:3]
    match text(preset, "prst", "rect"):
        case "line" | "straightConnector1":
            return ((0.0, 0.0), (1.0, 1.0))
        case "lineInv":
            return ((0.0, 1.0), (1.0, 0.0))
        case "bentConnector2":
            return ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0))
        case "bentConnector3":
            return ((0.0, 0.0), (x, 0.0), (x, 1.0), (1.0, 1.0))
        case "bentConnector4":
            return ((0.0, 0.0), (x, 0.0), (x, y), (1.0, y), (1.0, 1.0))
        case "bentConnector5":
            return ((0.0, 0.0), (x, 0.0), (x, y), (back, y), (back, 1.0), (1.0, 1.0))
        case _:
            return ()


def outline_in(properties: Element | None, rect: Rect, sheet: Sheet) -> str:
    """Return the outline in the properties of a shape, a rectangle when it has none."""
    own = child(properties, f"{A}custGeom")
    if own is not None:
        return custom_path(own, rect) or rectangle(rect)
    return preset_path(child(properties, f"{A}prstGeom"), rect, sheet)


def preset_path(preset: Element | None, rect: Rect, sheet: Sheet) -> str:
    """Return the outline of a preset; a rectangle for one that is not known, which is reported."""
    name = text(preset, "prst", "rect")
    pieces = straight_pieces(preset)
    if pieces:
        return _fixed(*pieces, closed=False)(rect, ())
    values = tuple(_adjustments(preset))
    if name in _OTHERS:
        return _OTHERS[name](rect, values)
    if name in _KNOWN:
        return outline(_KNOWN[name], rect, values or _USUAL.get(name, ()))
    sheet.miss(f"the shape ‘{name}’")
    return rectangle(rect)


def _adjustments(preset: Element | None) -> Sequence[int]:
    found = []
    for guide in children(child(preset, f"{A}avLst"), f"{A}gd"):
        _, _, value = text(guide, "fmla").partition("val ")
        try:
            found.append(int(value))
        except ValueError:
            return ()
    return found


# PowerPoint's own values, where those of this program are others.
_USUAL = {"roundRect": (16_667,)}


def _at(rect: Rect, x: float, y: float) -> str:
    return f"{rect.x + x * rect.width:.2f} {rect.y + y * rect.height:.2f}"


def _fixed(*corners: tuple[float, float], closed: bool = True) -> Draw:
    """An outline with corners at these shares."""

    def draw(rect: Rect, values: Sequence[int]) -> str:
        return f"M{'L'.join(_at(rect, *one) for one in corners)}{'z' * closed}"

    return draw


def _cut(usual: int, make: Callable[[float, float, float], Shares]) -> Draw:
    """An outline whose corners depend on its width, its height and a share of the shorter side."""

    def draw(rect: Rect, values: Sequence[int]) -> str:
        reach = min(rect.width, rect.height) * (values[0] if values else usual) / _SHARE
        corners = make(rect.width, rect.height, reach)
        return polygon((rect.x + x, rect.y + y) for x, y in corners)

    return draw


def _regular(sides: int, turn: float = -90.0) -> Draw:
    def draw(rect: Rect, values: Sequence[int]) -> str:
        turns = [math.radians(turn + 360 * at / sides) for at in range(sides)]
        points = [(math.cos(one), math.sin(one)) for one in turns]
        left, right = min(x for x, _ in points), max(x for x, _ in points)
        top, bottom = min(y for _, y in points), max(y for _, y in points)
        shares = [((x - left) / (right - left), (y - top) / (bottom - top)) for x, y in points]
        return f"M{'L'.join(_at(rect, *one) for one in shares)}z"

    return draw


def _star(spikes: int, inner: int) -> Draw:
    def draw(rect: Rect, values: Sequence[int]) -> str:
        depth = (values[0] if values else inner) / 50_000
        corners = []
        for at in range(2 * spikes):
            turn, reach = math.pi * at / spikes, 0.5 * (1.0 if at % 2 == 0 else depth)
            corners.append(_at(rect, 0.5 + reach * math.sin(turn), 0.5 - reach * math.cos(turn)))
        return f"M{'L'.join(corners)}z"

    return draw


def _rounded_corners(rounds: tuple[int, int, int, int], cuts: bool = False) -> Draw:
    """A rectangle with some corners round or cut, from the upper left one clockwise: which of the
    handles says how far, -1 for none."""

    def draw(rect: Rect, values: Sequence[int]) -> str:
        shorter = min(rect.width, rect.height)
        usual = (16_667, 0) if max(rounds) else (16_667,)
        sizes = tuple(values) if len(values) >= len(usual) else usual
        radii = [0.0 if one < 0 else min(0.5, sizes[one] / _SHARE) * shorter for one in rounds]
        right, bottom = rect.x + rect.width, rect.y + rect.height
        steps = (
            (radii[0], (rect.x, rect.y + radii[0]), (rect.x + radii[0], rect.y)),
            (radii[1], (right - radii[1], rect.y), (right, rect.y + radii[1])),
            (radii[2], (right, bottom - radii[2]), (right - radii[2], bottom)),
            (radii[3], (rect.x + radii[3], bottom), (rect.x, bottom - radii[3])),
        )
        path = ""
        for radius, (x, y), (end, below) in steps:
            turn = "L" if cuts or not radius else f"A{radius:.2f} {radius:.2f} 0 0 1 "
            path += f"{'L' if path else 'M'}{x:.2f} {y:.2f}{turn}{end:.2f} {below:.2f}"
        return f"{path}z"

    return draw


def _ring(rect: Rect, values: Sequence[int]) -> str:
    thick = min(rect.width, rect.height) * (values[0] if values else 25_000) / _SHARE
    inner = Rect(rect.x + thick, rect.y + thick, rect.width - 2 * thick, rect.height - 2 * thick)
    whole = outline(Geometry.ELLIPSE, rect)
    if inner.width <= 0 or inner.height <= 0:
        return whole
    half = f"a{inner.width / 2:.2f} {inner.height / 2:.2f} 0 0 0"
    return (
        f"{whole}M{inner.x:.2f} {inner.y + inner.height / 2:.2f}{half} {inner.width:.2f} 0"
        f"{half} {-inner.width:.2f} 0z"
    )


def _frame(rect: Rect, values: Sequence[int]) -> str:
    thick = min(rect.width, rect.height) * (values[0] if values else 12_500) / _SHARE
    left, top = rect.x + thick, rect.y + thick
    right, bottom = rect.x + rect.width - thick, rect.y + rect.height - thick
    return rectangle(rect) + polygon(((left, top), (left, bottom), (right, bottom), (right, top)))


def _callout(body: Geometry, corners: tuple[int, ...] = ()) -> Draw:
    """A shape with a tip that leads to what it is about."""

    def draw(rect: Rect, values: Sequence[int]) -> str:
        across, down = values[:2] if len(values) >= 2 else (-20_833, 62_500)
        x, y = across / _SHARE, down / _SHARE
        base = 0.0833
        if abs(x) * rect.width > abs(y) * rect.height:
            edge = 0.5 if x > 0 else -0.5
            ends = ((edge * 0.9, -base), (edge * 0.9, base))
        else:
            edge = 0.5 if y > 0 else -0.5
            left = -0.25 if x < 0 else 0.25
            ends = ((left - base, edge * 0.9), (left + base, edge * 0.9))
        tip = "L".join(_at(rect, 0.5 + one, 0.5 + two) for one, two in (ends[0], (x, y), ends[1]))
        return f"{outline(body, rect, corners)}M{tip}z"

    return draw


def _bracket(is_left: bool) -> Draw:
    def draw(rect: Rect, values: Sequence[int]) -> str:
        radius = min(rect.width, rect.height) * (values[0] if values else 8_333) / _SHARE
        radius = min(radius, rect.height / 2)
        share, near, far = radius / (rect.height or 1.0), float(is_left), float(not is_left)
        sweep = int(not is_left)
        arc = f"A{rect.width:.2f} {radius:.2f} 0 0 {sweep} "
        return (
            f"M{_at(rect, near, 0)}{arc}{_at(rect, far, share)}L{_at(rect, far, 1 - share)}{arc}"
            f"{_at(rect, near, 1)}"
        )

    return draw


def _curved_line(rect: Rect, values: Sequence[int]) -> str:
    middle = (values[0] if values else _MIDDLE) / _SHARE
    return (
        f"M{_at(rect, 0, 0)}C{_at(rect, middle, 0)} {_at(rect, middle, 0)} "
        f"{_at(rect, middle, 0.5)}C{_at(rect, middle, 1)} {_at(rect, middle, 1)} {_at(rect, 1, 1)}"
    )


def _arc(rect: Rect, values: Sequence[int]) -> str:
    first, last = values[:2] if len(values) >= 2 else (16_200_000, 0)
    begin, end = (math.radians(angle / 60_000) for angle in (first, last))
    ends = [(0.5 + math.cos(turn) / 2, 0.5 + math.sin(turn) / 2) for turn in (begin, end)]
    is_large = int((end - begin) % math.tau > math.pi)
    radii = f"{rect.width / 2:.2f} {rect.height / 2:.2f}"
    return f"M{_at(rect, *ends[0])}A{radii} 0 {is_large} 1 {_at(rect, *ends[1])}"


def _cube(rect: Rect, values: Sequence[int]) -> str:
    depth = min(rect.width, rect.height) * (values[0] if values else 25_000) / _SHARE
    x, y = depth / (rect.width or 1.0), depth / (rect.height or 1.0)
    whole = ((0, y), (x, 0), (1, 0), (1, 1 - y), (1 - x, 1), (0, 1))
    edges = f"M{_at(rect, 0, y)}L{_at(rect, 1 - x, y)}L{_at(rect, 1, 0)}"
    return f"{_fixed(*whole)(rect, ())}{edges}M{_at(rect, 1 - x, y)}L{_at(rect, 1 - x, 1)}"


def _heart(rect: Rect, values: Sequence[int]) -> str:
    sides = ((0.7, -0.35, 1.35, 0.25), (-0.35, 0.25, 0.3, -0.35))
    return (
        f"M{_at(rect, 0.5, 0.25)}C{_at(rect, *sides[0][:2])} {_at(rect, *sides[0][2:])} "
        f"{_at(rect, 0.5, 1)}C{_at(rect, *sides[1][:2])} {_at(rect, *sides[1][2:])} "
        f"{_at(rect, 0.5, 0.25)}z"
    )


def _drop(rect: Rect, values: Sequence[int]) -> str:
    radii = f"{rect.width / 2:.2f} {rect.height / 2:.2f}"
    return (
        f"M{_at(rect, 0, 0.5)}A{radii} 0 0 1 {_at(rect, 0.5, 0)}L{_at(rect, 1, 0)}"
        f"L{_at(rect, 1, 0.5)}A{radii} 0 0 1 {_at(rect, 0.5, 1)}"
        f"A{radii} 0 0 1 {_at(rect, 0, 0.5)}z"
    )


_OTHERS: Mapping[str, Draw] = {
    **{f"curvedConnector{number}": _curved_line for number in (2, 3, 4, 5)},
    "rtTriangle": _fixed((0, 0), (1, 1), (0, 1)),
    "parallelogram": _cut(25_000, lambda w, h, r: ((r, 0), (w, 0), (w - r, h), (0, h))),
    "plus": _cut(
        25_000,
        lambda w, h, r: (
            *((r, 0), (w - r, 0), (w - r, r), (w, r), (w, h - r), (w - r, h - r)),
            *((w - r, h), (r, h), (r, h - r), (0, h - r), (0, r), (r, r)),
        ),
    ),
    "octagon": _cut(
        29_289,
        lambda w, h, r: (
            *((r, 0), (w - r, 0), (w, r), (w, h - r), (w - r, h), (r, h)),
            *((0, h - r), (0, r)),
        ),
    ),
    "corner": _cut(
        50_000, lambda w, h, r: ((0, 0), (r, 0), (r, h - r), (w, h - r), (w, h), (0, h))
    ),
    "halfFrame": _cut(
        33_333, lambda w, h, r: ((0, 0), (w, 0), (w - r, r), (r, r), (r, h - r), (0, h))
    ),
    "diagStripe": _fixed((0, 1), (0, 0.5), (0.5, 0), (1, 0)),
    "pentagon": _regular(5),
    "heptagon": _regular(7),
    "decagon": _regular(10, 0.0),
    "dodecagon": _regular(12, -75.0),
    "star4": _star(4, 12_500),
    "star6": _star(6, 28_868),
    "star7": _star(7, 34_601),
    "star8": _star(8, 37_500),
    "star10": _star(10, 42_533),
    "star12": _star(12, 37_500),
    "star16": _star(16, 37_500),
    "star24": _star(24, 37_500),
    "star32": _star(32, 37_500),
    "round1Rect": _rounded_corners((-1, 0, -1, -1)),
    "round2SameRect": _rounded_corners((0, 0, 1, 1)),
    "round2DiagRect": _rounded_corners((0, 1, 0, 1)),
    "snip1Rect": _rounded_corners((-1, 0, -1, -1), cuts=True),
    "snip2SameRect": _rounded_corners((0, 0, 1, 1), cuts=True),
    "snip2DiagRect": _rounded_corners((1, 0, 1, 0), cuts=True),
    "donut": _ring,
    "cube": _cube,
    "frame": _frame,
    "bevel": _frame,
    "arc": _arc,
    "heart": _heart,
    "teardrop": _drop,
    "leftBracket": _bracket(True),
    "rightBracket": _bracket(False),
    "bracketPair": lambda rect, values: (
        _bracket(True)(Rect(rect.x, rect.y, rect.width * 0.1, rect.height), values)
        + _bracket(False)(
            Rect(rect.x + rect.width * 0.9, rect.y, rect.width * 0.1, rect.height), values
        )
    ),
    "wedgeRectCallout": _callout(Geometry.RECTANGLE),
    "wedgeRoundRectCallout": _callout(Geometry.ROUNDED_RECTANGLE, (16_667,)),
    "wedgeEllipseCallout": _callout(Geometry.ELLIPSE),
    "flowChartProcess": _fixed((0, 0), (1, 0), (1, 1), (0, 1)),
    "flowChartDecision": _fixed((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)),
    "flowChartConnector": lambda rect, values: outline(Geometry.ELLIPSE, rect),
    "actionButtonBlank": _fixed((0, 0), (1, 0), (1, 1), (0, 1)),
    "notchedRightArrow": _fixed(
        *((0, 0.25), (0.7, 0.25), (0.7, 0), (1, 0.5), (0.7, 1), (0.7, 0.75), (0, 0.75)),
        (0.1, 0.5),
    ),
    "upDownArrow": _fixed(
        *((0.5, 0), (1, 0.25), (0.75, 0.25), (0.75, 0.75), (1, 0.75), (0.5, 1), (0, 0.75)),
        *((0.25, 0.75), (0.25, 0.25), (0, 0.25)),
    ),
    "bentUpArrow": _fixed(
        *((0, 0.75), (0.625, 0.75), (0.625, 0.25), (0.5, 0.25), (0.75, 0), (1, 0.25)),
        *((0.875, 0.25), (0.875, 1), (0, 1)),
    ),
    "mathPlus": _fixed(
        *((0.13, 0.38), (0.38, 0.38), (0.38, 0.13), (0.62, 0.13), (0.62, 0.38), (0.87, 0.38)),
        *((0.87, 0.62), (0.62, 0.62), (0.62, 0.87), (0.38, 0.87), (0.38, 0.62), (0.13, 0.62)),
    ),
    "mathMinus": _fixed((0.13, 0.38), (0.87, 0.38), (0.87, 0.62), (0.13, 0.62)),
}
