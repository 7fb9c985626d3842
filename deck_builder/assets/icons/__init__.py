"""Icons that come with the package: some of the outline icons of Tabler, under the MIT licence.

`tabler.json` has the path data (SVG 1.1, section 8.3) of each by its name: lines on a grid of 24
units, 2 of them wide.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Literal

GRID = 24
"""The width and height of an icon in the units of its path."""
LINE = 2 / GRID
"""The width of an icon's lines, as a share of its own."""

Point = tuple[float, float]
Step = tuple[Literal["move", "line", "curve", "close"], tuple[Point, ...]]
"""A step of a path, with the points that it is given by: a curve has two control points and its
end."""
_STEPS: Mapping[str, Literal["move", "line", "close"]] = {
    "moveTo": "move",
    "lineTo": "line",
    "closePath": "close",
}


@cache
def icons() -> Mapping[str, str]:
    """Return the path data of all icons by their names, in alphabetical order."""
    path = Path(__file__).with_name("tabler.json")
    found: dict[str, str] = json.loads(path.read_text(encoding="utf-8"))
    return found


def steps_of(path: str) -> tuple[Step, ...]:
    """Return what path data draws; arcs become curves.

    Raises ValueError when it is no path data.
    """
    # Only now, since few talks have icons. It comes with matplotlib.
    from fontTools.pens.recordingPen import RecordingPen
    from fontTools.svgLib.path import parse_path

    pen = RecordingPen()
    parse_path(path, pen)
    found: list[Step] = []
    end = (0.0, 0.0)
    for name, points in pen.value:
        if name in _STEPS:
            found.append((_STEPS[name], points))
        elif name == "curveTo":
            found.append(("curve", points))
        elif name == "qCurveTo":
            found.append(("curve", _cubic(end, *points)))
        end = points[-1] if points else end
    return tuple(found)


def _cubic(start: Point, control: Point, end: Point) -> tuple[Point, Point, Point]:
    """A quadratic curve as a cubic one."""
    first, second = (
        tuple(one + (middle - one) * 2 / 3 for one, middle in zip(outer, control, strict=True))
        for outer in (start, end)
    )
    return (first[0], first[1]), (second[0], second[1]), end
