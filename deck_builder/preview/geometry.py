"""The outlines of shapes as path data of SVG, as PowerPoint draws its presets (ECMA-376 part 1,
section 20.1.9.18 and presetShapeDefinitions.xml)."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence

from deck_builder.base.patterns import late
from deck_builder.preview.marks import Rect
from deck_builder.preview.presets import OUTLINES
from deck_builder.shapes import Geometry

_CORNER = 6.0
_SHARE = 100_000
_DEGREE = 60_000
_RECTANGLE = late(r"M(-?[\d.]+) (-?[\d.]+)h([\d.]+)v([\d.]+)h-[\d.]+z")
Point = tuple[float, float]


def outline(kind: Geometry, rect: Rect, adjustments: Sequence[int] = ()) -> str:
    """Return the outline of a preset in `rect`. `adjustments` are the values of its handles, those
    of PowerPoint where there are none."""
    draw = _OUTLINES.get(kind) or OUTLINES[kind]
    return draw(rect, adjustments)


def rectangle(rect: Rect) -> str:
    """Return the outline of a rectangle."""
    return (
        f"M{_number(rect.x)} {_number(rect.y)}h{_number(rect.width)}v{_number(rect.height)}"
        f"h{_number(-rect.width)}z"
    )


def rectangle_in(data: str) -> Rect | None:
    """Return the rectangle that an outline is, None for any other."""
    found = _RECTANGLE().fullmatch(data)
    return Rect(*map(float, found.groups())) if found else None


def polygon(points: Iterable[Point]) -> str:
    """Return the outline with these corners."""
    return "M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in points) + "z"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _rectangle(rect: Rect, adjustments: Sequence[int]) -> str:
    return rectangle(rect)


def _rounded(rect: Rect, adjustments: Sequence[int]) -> str:
    shorter = min(rect.width, rect.height)
    radius = adjustments[0] * shorter / _SHARE if adjustments else _CORNER
    radius = min(radius, shorter / 2)
    across, down = rect.width - 2 * radius, rect.height - 2 * radius
    turn = f"a{_number(radius)} {_number(radius)} 0 0 1"
    side = _number(radius)
    return (
        f"M{_number(rect.x + radius)} {_number(rect.y)}h{_number(across)}{turn} {side} {side}"
        f"v{_number(down)}{turn} -{side} {side}h{_number(-across)}{turn} -{side} -{side}"
        f"v{_number(-down)}{turn} {side} -{side}z"
    )


def _ellipse(rect: Rect, adjustments: Sequence[int]) -> str:
    across, down = _number(rect.width / 2), _number(rect.height / 2)
    half = f"a{across} {down} 0 0 1"
    width = _number(rect.width)
    return (
        f"M{_number(rect.x)} {_number(rect.y + rect.height / 2)}{half} {width} 0{half} -{width} 0z"
    )


def _corners(make: Callable[[float, float, Sequence[int]], Sequence[Point]]) -> _Outline:
    """The outline with corners that `make` gives for a width, a height and adjustments."""

    def draw(rect: Rect, adjustments: Sequence[int]) -> str:
        corners = make(rect.width, rect.height, adjustments)
        return polygon((rect.x + x, rect.y + y) for x, y in corners)

    return draw


def _triangle(width: float, height: float, adjustments: Sequence[int]) -> Sequence[Point]:
    top = width * (adjustments[0] if adjustments else 50_000) / _SHARE
    return ((top, 0.0), (width, height), (0.0, height))


def _diamond(width: float, height: float, adjustments: Sequence[int]) -> Sequence[Point]:
    return ((width / 2, 0.0), (width, height / 2), (width / 2, height), (0.0, height / 2))


def _trapezoid(width: float, height: float, adjustments: Sequence[int]) -> Sequence[Point]:
    cut = _of_shorter(width, height, adjustments, 25_000)
    return ((0.0, height), (cut, 0.0), (width - cut, 0.0), (width, height))


def _chevron(width: float, height: float, adjustments: Sequence[int]) -> Sequence[Point]:
    tip = _of_shorter(width, height, adjustments, 50_000)
    right = width - tip
    return (
        (0.0, 0.0),
        (right, 0.0),
        (width, height / 2),
        (right, height),
        (0.0, height),
        (tip, height / 2),
    )


def _pentagon(width: float, height: float, adjustments: Sequence[int]) -> Sequence[Point]:
    right = width - _of_shorter(width, height, adjustments, 50_000)
    return ((0.0, 0.0), (right, 0.0), (width, height / 2), (right, height), (0.0, height))


def _hexagon(width: float, height: float, adjustments: Sequence[int]) -> Sequence[Point]:
    cut = _of_shorter(width, height, adjustments, 25_000)
    # The vertical factor of the preset: the sine of 60° of half the height times 1.15470.
    factor = (adjustments[1] if len(adjustments) > 1 else 115_470) / _SHARE
    reach = math.sin(math.radians(60)) * factor * height / 2
    top, bottom = height / 2 - reach, height / 2 + reach
    return (
        (0.0, height / 2),
        (cut, top),
        (width - cut, top),
        (width, height / 2),
        (width - cut, bottom),
        (cut, bottom),
    )


def _arrow(width: float, height: float, adjustments: Sequence[int]) -> Sequence[Point]:
    thick = height * (adjustments[0] if adjustments else 50_000) / _SHARE
    head = _of_shorter(width, height, adjustments[1:], 50_000)
    top, bottom, neck = (height - thick) / 2, (height + thick) / 2, width - head
    return (
        (0.0, top),
        (neck, top),
        (neck, 0.0),
        (width, height / 2),
        (neck, height),
        (neck, bottom),
        (0.0, bottom),
    )


def _of_shorter(width: float, height: float, adjustments: Sequence[int], usual: int) -> float:
    share = adjustments[0] if adjustments else usual
    return min(width, min(width, height) * share / _SHARE)


def _arc(rect: Rect, adjustments: Sequence[int]) -> str:
    """A part of a ring, clockwise from its first angle to its second one."""
    first, last, thick = adjustments or (10_800_000, 0, 25_000)
    across, down = rect.width / 2, rect.height / 2
    ring = min(rect.width, rect.height) * min(thick, 50_000) / _SHARE
    swing = (last - first) % (360 * _DEGREE)
    is_large = int(swing > 180 * _DEGREE)
    middle = (rect.x + across, rect.y + down)
    begin, end = (math.radians(angle / _DEGREE) for angle in (first, last))
    outer, inner = (across, down), (across - ring, down - ring)
    points = [_on(middle, *one) for one in ((outer, begin), (outer, end), (inner, end))]
    last_point = _on(middle, inner, begin)
    return (
        f"M{_at(points[0])}A{_at(outer)} 0 {is_large} 1 {_at(points[1])}L{_at(points[2])}"
        f"A{_at(inner)} 0 {is_large} 0 {_at(last_point)}z"
    )


def _on(middle: Point, radii: Point, angle: float) -> Point:
    """The point of an ellipse that is seen from its middle at `angle`."""
    # PowerPoint's angles are those of a circle that is stretched to the ellipse.
    stretched = math.atan2(radii[0] * math.sin(angle), radii[1] * math.cos(angle))
    return (
        middle[0] + radii[0] * math.cos(stretched),
        middle[1] + radii[1] * math.sin(stretched),
    )


def _at(point: Point) -> str:
    return f"{_number(point[0])} {_number(point[1])}"


_Outline = Callable[[Rect, Sequence[int]], str]
_OUTLINES: dict[Geometry, _Outline] = {
    Geometry.RECTANGLE: _rectangle,
    Geometry.ROUNDED_RECTANGLE: _rounded,
    Geometry.ELLIPSE: _ellipse,
    Geometry.TRIANGLE: _corners(_triangle),
    Geometry.TRAPEZOID: _corners(_trapezoid),
    Geometry.CHEVRON: _corners(_chevron),
    Geometry.PENTAGON: _corners(_pentagon),
    Geometry.HEXAGON: _corners(_hexagon),
    Geometry.DIAMOND: _corners(_diamond),
    Geometry.ARROW: _corners(_arrow),
    Geometry.ARC: _arc,
}
