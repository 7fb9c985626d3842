"""Connectors between shapes as `p:cxnSp`, in PowerPoint's elbow geometries.

LibreOffice finds its own way between two glued shapes, whatever a connector's handles say. Where
that is another way, it gets the line as a path, as a fallback.

`bentConnectorN` has N segments. It begins at the upper left corner of its frame to the right, and
ends at the opposite corner; flips and quarter turns give all other directions. Its handles are the
places of the segments between the first and the last, in 1/100,000 of the frame.
"""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from deck_builder.base.units import Box, emu
from deck_builder.shapes import Connection, Geometry, Glue, LineEnd, Side
from deck_builder.writer.page import Page
from deck_builder.writer.xml import geometry, non_visual, solid_fill, transform, with_fallback

_WHOLE = 100_000
_MOST_SEGMENTS = 5
# What a frame without an extent is wide, since handles are shares of it: a tenth of a point.
_LEAST = 1_270
# The segments that LibreOffice gives a connector that goes forward, with the middle one halfway.
_MOST_FOUND = 3
_HALFWAY = 500
# The geometries whose sites it knows by the same numbers.
_PLAIN = (
    Geometry.RECTANGLE,
    Geometry.ROUNDED_RECTANGLE,
    Geometry.ELLIPSE,
    Geometry.DIAMOND,
    Geometry.PROCESS,
    Geometry.PREPARATION,
    Geometry.DOCUMENT,
)
_QUARTER = ' rot="5400000"'

Point = tuple[int, int]


class Elbow(Struct, frozen=True):
    """How a connector is drawn: its geometry with the values of its handles, its frame before it
    is `turned` by a quarter, `mirrored` and `flipped`."""

    preset: str
    handles: tuple[int, ...]
    box: Box
    turned: bool
    mirrored: bool
    flipped: bool


def connection_xml(line: Connection, page: Page) -> str:
    """Return a connector, glued to the shapes at its ends."""
    number = next(page.ids)
    head = non_visual(number, line.name or f"Connector {number}", alt="")
    look = _look(line, page)
    if len(line.points) > _MOST_SEGMENTS + 1:
        return _path(head, line, look)
    glue = "".join(
        f'<a:{tag} id="{page.number_of(end.key)}" idx="{end.site}"/>'
        for tag, end in (("stCxn", line.start), ("endCxn", line.end))
        if end and end.site is not None
    )
    form = elbow(line.points)
    properties = f"<p:cNvCxnSpPr>{glue}</p:cNvCxnSpPr>" if glue else "<p:cNvCxnSpPr/>"
    connector = (
        f"<p:cxnSp><p:nvCxnSpPr>{head}{properties}<p:nvPr/></p:nvCxnSpPr>"
        f"<p:spPr>{_place(form)}{look}</p:spPr></p:cxnSp>"
    )
    if _is_found(line, form):
        return connector
    return with_fallback(connector, _path(head, line, look))


def _is_found(line: Connection, form: Elbow) -> bool:
    """Whether LibreOffice finds the same way."""
    ends = [end for end in (line.start, line.end) if end and end.site is not None]
    if not all(end.exact and end.geometry in _PLAIN for end in ends):
        return False
    segments = len(line.points) - 1
    if segments == 1:
        return True
    if len(ends) < 2 or not (
        _leaves(line.points, line.start) and _leaves(line.points[::-1], line.end)
    ):
        return False
    is_halfway = all(abs(handle - _WHOLE // 2) <= _HALFWAY for handle in form.handles)
    return segments <= _MOST_FOUND and is_halfway


def _leaves(points: Sequence[Point], end: Glue | None) -> bool:
    """Whether a line leaves a shape at right angles to its side."""
    (x, y), (next_x, next_y) = points[:2]
    steps = {
        Side.TOP: (0, -1),
        Side.BOTTOM: (0, 1),
        Side.LEFT: (-1, 0),
        Side.RIGHT: (1, 0),
    }
    return end is not None and steps[end.side] == (_sign(next_x - x), _sign(next_y - y))


def _sign(number: int) -> int:
    return (number > 0) - (number < 0)


def _look(line: Connection, page: Page) -> str:
    dash = f'<a:prstDash val="{line.dash}"/>' if line.dash else ""
    ends = _end("headEnd", line.begins) + _end("tailEnd", line.ends)
    fill = solid_fill(page.setting.palette, line.color)
    return f'<a:ln w="{emu(line.width)}">{fill}{dash}<a:round/>{ends}</a:ln>'


def _end(tag: str, end: LineEnd) -> str:
    return "" if end is LineEnd.NONE else f'<a:{tag} type="{end.value}"/>'


def _place(form: Elbow) -> str:
    turned = _QUARTER * form.turned + ' flipH="1"' * form.mirrored + ' flipV="1"' * form.flipped
    names = ("adj1", "adj2", "adj3")
    guides = "".join(
        f'<a:gd name="{name}" fmla="val {value}"/>'
        for name, value in zip(names, form.handles, strict=False)
    )
    return transform(form.box, turned=turned) + geometry(form.preset, guides)


def elbow(points: Sequence[Point]) -> Elbow:
    """Return how a line along `points`, of five segments at most, is drawn as a connector."""
    segments = len(points) - 1
    (x, y), (end_x, end_y) = points[0], points[-1]
    turned = segments > 1 and points[1][0] == x
    # Steps from the start in the frame before it is turned: a quarter turn takes (a, b) to (-b, a).
    steps = [(b - y, x - a) if turned else (a - x, b - y) for a, b in points]
    across, down = steps[-1]
    mirrored = across < 0 or (across == 0 and steps[1][0] < 0)
    flipped = down < 0 or (down == 0 and segments > 2 and steps[2][1] < 0)
    width, height = abs(across), abs(down)
    if segments > 2:
        width, height = max(width, _LEAST), max(height, 1 if segments < 4 else _LEAST)
    box = Box((x + end_x - width) // 2, (y + end_y - height) // 2, width, height)
    if segments == 1:
        return Elbow("straightConnector1", (), box, False, mirrored, flipped)
    handles = tuple(
        round(
            (-a if mirrored else a) * _WHOLE / width
            if index % 2
            else (-b if flipped else b) * _WHOLE / height
        )
        for index, (a, b) in enumerate(steps[1 : segments - 1], 1)
    )
    return Elbow(f"bentConnector{segments}", handles, box, turned, mirrored, flipped)


def _path(head: str, line: Connection, look: str) -> str:
    """The line as a shape with a path."""
    box = line.box
    (first, *rest) = (f'<a:pt x="{x - box.x}" y="{y - box.y}"/>' for x, y in line.points)
    lines = "".join(f"<a:lnTo>{one}</a:lnTo>" for one in rest)
    return (
        f"<p:sp><p:nvSpPr>{head}<p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:spPr>{transform(box)}"
        "<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/>"
        f'<a:rect l="0" t="0" r="r" b="b"/><a:pathLst><a:path w="{box.width}" h="{box.height}" '
        f'fill="none"><a:moveTo>{first}</a:moveTo>{lines}</a:path></a:pathLst></a:custGeom>'
        f"<a:noFill/>{look}</p:spPr></p:sp>"
    )
