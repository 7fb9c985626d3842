"""The outlines of the shapes of diagrams as path data of SVG. What PowerPoint draws with many
curves is told with fewer."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from deck_builder.preview.marks import Rect
from deck_builder.shapes import Geometry

_SHARE = 100_000
Point = tuple[float, float]
Draw = Callable[[Rect, Sequence[int]], str]

# Corners as shares of the width and the height; several outlines of one shape are parted by None.
_CORNERS: Mapping[Geometry, Sequence[Point | None]] = {
    Geometry.PREPARATION: ((0, 0.5), (0.2, 0), (0.8, 0), (1, 0.5), (0.8, 1), (0.2, 1)),
    Geometry.DATA: ((0, 1), (0.2, 0), (1, 0), (0.8, 1)),
    Geometry.MANUAL_INPUT: ((0, 0.2), (1, 0), (1, 1), (0, 1)),
    Geometry.MANUAL_OPERATION: ((0, 0), (1, 0), (0.8, 1), (0.2, 1)),
    Geometry.PUNCHED_CARD: ((0, 0.2), (0.2, 0), (1, 0), (1, 1), (0, 1)),
    Geometry.OFF_PAGE: ((0, 0), (1, 0), (1, 0.8), (0.5, 1), (0, 0.8)),
    Geometry.COLLATE: ((0, 0), (1, 0), (0, 1), (1, 1)),
    Geometry.EXTRACT: ((0.5, 0), (1, 1), (0, 1)),
    Geometry.MERGE: ((0, 0), (1, 0), (0.5, 1)),
    Geometry.SORT: ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5), None, (0, 0.5), (1, 0.5)),
    Geometry.PROCESS: (
        *((0, 0), (1, 0), (1, 1), (0, 1), None),
        *((0.125, 0), (0.125, 1), None, (0.875, 0), (0.875, 1)),
    ),
    Geometry.INTERNAL_STORAGE: (
        *((0, 0), (1, 0), (1, 1), (0, 1), None),
        *((0.125, 0), (0.125, 1), None, (0, 0.125), (1, 0.125)),
    ),
    Geometry.LEFT_ARROW: (
        *((0, 0.5), (0.3, 0), (0.3, 0.25), (1, 0.25)),
        *((1, 0.75), (0.3, 0.75), (0.3, 1)),
    ),
    Geometry.UP_ARROW: (
        *((0.5, 0), (1, 0.3), (0.75, 0.3), (0.75, 1)),
        *((0.25, 1), (0.25, 0.3), (0, 0.3)),
    ),
    Geometry.DOWN_ARROW: (
        *((0.5, 1), (1, 0.7), (0.75, 0.7), (0.75, 0)),
        *((0.25, 0), (0.25, 0.7), (0, 0.7)),
    ),
    Geometry.BOTH_ARROW: (
        *((0, 0.5), (0.25, 0), (0.25, 0.25), (0.75, 0.25), (0.75, 0)),
        *((1, 0.5), (0.75, 1), (0.75, 0.75), (0.25, 0.75), (0.25, 1)),
    ),
    Geometry.UPRIGHT_ARROW: (
        *((0.5, 0), (1, 0.25), (0.75, 0.25), (0.75, 0.75), (1, 0.75)),
        *((0.5, 1), (0, 0.75), (0.25, 0.75), (0.25, 0.25), (0, 0.25)),
    ),
    Geometry.FOUR_ARROW: (
        *((0, 0.5), (0.225, 0.275), (0.225, 0.3875), (0.3875, 0.3875), (0.3875, 0.225)),
        *((0.275, 0.225), (0.5, 0), (0.725, 0.225), (0.6125, 0.225), (0.6125, 0.3875)),
        *((0.775, 0.3875), (0.775, 0.275), (1, 0.5), (0.775, 0.725), (0.775, 0.6125)),
        *((0.6125, 0.6125), (0.6125, 0.775), (0.725, 0.775), (0.5, 1), (0.275, 0.775)),
        *((0.3875, 0.775), (0.3875, 0.6125), (0.225, 0.6125), (0.225, 0.725)),
    ),
    Geometry.LIGHTNING: (
        *((0.39, 0), (0, 0.18), (0.35, 0.38), (0.23, 0.45), (0.56, 0.62), (0.46, 0.69)),
        *((1, 1), (0.68, 0.58), (0.77, 0.53), (0.51, 0.31), (0.6, 0.28)),
    ),
}
_SPIKES, _STAR = 12, 5


def _corners(points: Sequence[Point | None]) -> Draw:
    def draw(rect: Rect, adjustments: Sequence[int]) -> str:
        path, step = "", "M"
        is_first = True
        for point in points:
            if point is None:
                # The lines inside of an outline are not closed.
                path, step = path + ("z" if is_first else ""), "M"
                is_first = False
                continue
            path += step + _at(rect, *point)
            step = "L"
        return path + ("z" if is_first else "")

    return draw


def _at(rect: Rect, x: float, y: float) -> str:
    """A point at shares of a rectangle."""
    return f"{rect.x + x * rect.width:.2f} {rect.y + y * rect.height:.2f}"


def _arc(rect: Rect, wide: float, tall: float, x: float, y: float, sweep: int = 1) -> str:
    """A part of an ellipse to a point, its radii and the point as shares of a rectangle."""
    radii = f"{wide * rect.width:.2f} {tall * rect.height:.2f}"
    return f"A{radii} 0 0 {sweep} {_at(rect, x, y)}"


def _round(share: float) -> Draw:
    """A rectangle with corners that are round by a share of the shorter side."""

    def draw(rect: Rect, adjustments: Sequence[int]) -> str:
        x, y = _corner(rect, share)
        return (
            f"M{_at(rect, x, 0)}L{_at(rect, 1 - x, 0)}{_arc(rect, x, y, 1, y)}"
            f"L{_at(rect, 1, 1 - y)}{_arc(rect, x, y, 1 - x, 1)}L{_at(rect, x, 1)}"
            f"{_arc(rect, x, y, 0, 1 - y)}L{_at(rect, 0, y)}{_arc(rect, x, y, x, 0)}z"
        )

    return draw


def _corner(rect: Rect, share: float) -> Point:
    """A share of the shorter side as one of the width and one of the height."""
    radius = min(rect.width, rect.height) * share
    return radius / (rect.width or 1.0), radius / (rect.height or 1.0)


def _top_rounded(rect: Rect, adjustments: Sequence[int]) -> str:
    x, y = _corner(rect, min(50_000, adjustments[0] if adjustments else 16_667) / _SHARE)
    return (
        f"M{_at(rect, 0, 1)}L{_at(rect, 0, y)}{_arc(rect, x, y, x, 0)}L{_at(rect, 1 - x, 0)}"
        f"{_arc(rect, x, y, 1, y)}L{_at(rect, 1, 1)}z"
    )


def _cylinder(lid: float | None) -> Draw:
    """A cylinder; half of the height of its lid is a share of the height, or of the shorter
    side."""

    def draw(rect: Rect, adjustments: Sequence[int]) -> str:
        top = _corner(rect, 0.125)[1] if lid is None else lid
        return (
            f"M{_at(rect, 0, top)}{_arc(rect, 0.5, top, 1, top)}L{_at(rect, 1, 1 - top)}"
            f"{_arc(rect, 0.5, top, 0, 1 - top)}zM{_at(rect, 0, top)}"
            f"{_arc(rect, 0.5, top, 1, top, 0)}"
        )

    return draw


def _tube(rect: Rect, adjustments: Sequence[int]) -> str:
    side = 1 / 6
    return (
        f"M{_at(rect, side, 0)}L{_at(rect, 1 - side, 0)}{_arc(rect, side, 0.5, 1 - side, 1)}"
        f"L{_at(rect, side, 1)}{_arc(rect, side, 0.5, side, 0)}zM{_at(rect, 1 - side, 0)}"
        f"{_arc(rect, side, 0.5, 1 - side, 1, 0)}"
    )


def _folded(rect: Rect, adjustments: Sequence[int]) -> str:
    x, y = _corner(rect, 1 / 6)
    return (
        f"M{_at(rect, 0, 0)}L{_at(rect, 1, 0)}L{_at(rect, 1, 1 - y)}L{_at(rect, 1 - x, 1)}"
        f"L{_at(rect, 0, 1)}zM{_at(rect, 1 - x, 1)}L{_at(rect, 1 - x, 1 - y)}L{_at(rect, 1, 1 - y)}"
    )


def _document(rect: Rect, adjustments: Sequence[int]) -> str:
    return (
        f"M{_at(rect, 0, 0)}L{_at(rect, 1, 0)}L{_at(rect, 1, 0.8)}"
        f"C{_at(rect, 0.5, 0.8)} {_at(rect, 0.5, 1.0)} {_at(rect, 0, 0.93)}z"
    )


def _tape(rect: Rect, adjustments: Sequence[int]) -> str:
    return (
        f"M{_at(rect, 0, 0.1)}C{_at(rect, 0.3, 0.2)} {_at(rect, 0.7, 0.0)} {_at(rect, 1, 0.1)}"
        f"L{_at(rect, 1, 0.9)}C{_at(rect, 0.7, 0.8)} {_at(rect, 0.3, 1.0)} {_at(rect, 0, 0.9)}z"
    )


def _delay(rect: Rect, adjustments: Sequence[int]) -> str:
    half = f"{_arc(rect, 0.5, 0.5, 1, 0.5)}{_arc(rect, 0.5, 0.5, 0.5, 1)}"
    return f"M{_at(rect, 0, 0)}L{_at(rect, 0.5, 0)}{half}L{_at(rect, 0, 1)}z"


def _display(rect: Rect, adjustments: Sequence[int]) -> str:
    side = 1 / 6
    half = f"{_arc(rect, side, 0.5, 1, 0.5)}{_arc(rect, side, 0.5, 1 - side, 1)}"
    return (
        f"M{_at(rect, 0, 0.5)}L{_at(rect, side, 0)}L{_at(rect, 1 - side, 0)}{half}"
        f"L{_at(rect, side, 1)}z"
    )


def _stored(rect: Rect, adjustments: Sequence[int]) -> str:
    side = 1 / 6
    return (
        f"M{_at(rect, side, 0)}L{_at(rect, 1, 0)}{_arc(rect, side, 0.5, 1 - side, 0.5, 0)}"
        f"{_arc(rect, side, 0.5, 1, 1, 0)}L{_at(rect, side, 1)}{_arc(rect, side, 0.5, 0, 0.5)}"
        f"{_arc(rect, side, 0.5, side, 0)}z"
    )


def _ellipse(rect: Rect, adjustments: Sequence[int] = ()) -> str:
    return f"M{_at(rect, 0, 0.5)}{_arc(rect, 0.5, 0.5, 1, 0.5)}{_arc(rect, 0.5, 0.5, 0, 0.5)}z"


def _junction(lines: str) -> Draw:
    """An ellipse with lines through it: straight ones, or those of an x."""

    def draw(rect: Rect, adjustments: Sequence[int]) -> str:
        near = 0.1464 if lines == "x" else 0.5
        far = 1 - near
        ends = (
            (near, near, far, far, near, far, far, near)
            if lines == "x"
            else (0.5, 0, 0.5, 1, 0, 0.5, 1, 0.5)
        )
        cross = "".join(
            f"M{_at(rect, ends[at], ends[at + 1])}L{_at(rect, ends[at + 2], ends[at + 3])}"
            for at in (0, 4)
        )
        return _ellipse(rect) + cross

    return draw


def _cloud(rect: Rect, adjustments: Sequence[int]) -> str:
    points = [
        (0.5 + 0.42 * math.cos(turn), 0.5 + 0.4 * math.sin(turn))
        for turn in (math.tau * at / 9 for at in range(9))
    ]
    arcs = "".join(_arc(rect, 0.17, 0.16, *point) for point in (*points[1:], points[0]))
    return f"M{_at(rect, *points[0])}{arcs}z"


def _spiked(count: int, inner: float) -> Draw:
    """A star with so many spikes, whose inner corners are at a share of its radius."""

    def draw(rect: Rect, adjustments: Sequence[int]) -> str:
        corners = []
        for at in range(2 * count):
            turn = math.pi * at / count
            reach = 0.5 * (1.0 if at % 2 == 0 else inner)
            corners.append(_at(rect, 0.5 + reach * math.sin(turn), 0.5 - reach * math.cos(turn)))
        return f"M{'L'.join(corners)}z"

    return draw


def _brace(is_left: bool) -> Draw:
    def draw(rect: Rect, adjustments: Sequence[int]) -> str:
        def at(x: float, y: float) -> str:
            return _at(rect, x if is_left else 1 - x, y)

        return (
            f"M{at(1, 0)}C{at(0.3, 0)} {at(0.7, 0.5)} {at(0, 0.5)}"
            f"C{at(0.7, 0.5)} {at(0.3, 1)} {at(1, 1)}"
        )

    return draw


def _smiley(rect: Rect, adjustments: Sequence[int]) -> str:
    bend = (adjustments[0] if adjustments else 4_653) / _SHARE
    path = _ellipse(rect)
    for x in (0.34, 0.66):
        eye = Rect(
            rect.x + (x - 0.05) * rect.width,
            rect.y + 0.3 * rect.height,
            0.1 * rect.width,
            0.1 * rect.height,
        )
        path += _ellipse(eye)
    ends = 0.74 - bend
    return (
        f"{path}M{_at(rect, 0.23, ends)}Q{_at(rect, 0.5, 0.74 + 3 * bend)} {_at(rect, 0.77, ends)}"
    )


def _slice(rect: Rect, adjustments: Sequence[int]) -> str:
    first, last = adjustments or (0, 16_200_000)
    begin, end = (math.radians(angle / 60_000) for angle in (first, last))
    is_large = int((end - begin) % math.tau > math.pi)
    ends = [(0.5 + math.cos(turn) / 2, 0.5 + math.sin(turn) / 2) for turn in (begin, end)]
    radii = f"{rect.width / 2:.2f} {rect.height / 2:.2f}"
    arc = f"A{radii} 0 {is_large} 1 {_at(rect, *ends[1])}"
    return f"M{_at(rect, 0.5, 0.5)}L{_at(rect, *ends[0])}{arc}z"


OUTLINES: Mapping[Geometry, Draw] = {
    **{kind: _corners(points) for kind, points in _CORNERS.items()},
    Geometry.SLICE: _slice,
    Geometry.ALTERNATE: _round(1 / 6),
    Geometry.TERMINATOR: _round(1 / 2),
    Geometry.CYLINDER: _cylinder(None),
    Geometry.DISK: _cylinder(1 / 6),
    Geometry.TUBE: _tube,
    Geometry.FOLDED: _folded,
    Geometry.CLOUD: _cloud,
    Geometry.STAR: _spiked(_STAR, 0.38),
    Geometry.BURST: _spiked(_SPIKES, 0.6),
    Geometry.SMILEY: _smiley,
    Geometry.BRACE_LEFT: _brace(True),
    Geometry.BRACE_RIGHT: _brace(False),
    Geometry.DOCUMENT: _document,
    Geometry.DOCUMENTS: _document,
    Geometry.DELAY: _delay,
    Geometry.DISPLAY: _display,
    Geometry.PUNCHED_TAPE: _tape,
    Geometry.STORED_DATA: _stored,
    Geometry.SUMMING_JUNCTION: _junction("x"),
    Geometry.OR_JUNCTION: _junction("+"),
    Geometry.TOP_ROUNDED: _top_rounded,
}
"""How each shape of diagrams is drawn in a rectangle, by the values of its handles."""
