"""Mermaid's quadrant charts: points on two scales, in one of four fields."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, suggestion
from deck_builder.base.units import Box
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.labels import Words, plain_label
from deck_builder.diagrams.lines import Ignored, Line, lines_of, unquoted
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram, Ground, check_size
from deck_builder.diagrams.paint import QUIET, WORDS, Paint
from deck_builder.diagrams.pieces import bounded, line, set_text, words_at, words_node
from deck_builder.diagrams.scene import Item, Node, Scene
from deck_builder.text.runs import Alignment
from deck_builder.theme.palette import tint

_WORDS = (
    "title",
    "x-axis",
    "y-axis",
    "classDef",
    *(f"quadrant-{number}" for number in range(1, 5)),
)
_POINT = re.compile(r"\[\s*([^\],]{0,30}),([^\]]{0,30})\](.*)$")
_NUMBER = re.compile(r"0|1|0?\.\d{1,9}|[01]\.0*")
_HEX = re.compile(r"#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3})")
_EXAMPLE = "a point is written as ‘Name: [0.3, 0.6]’, both from 0 to 1"
_RADIUS = 5.0
_MOST_RADIUS = 30.0
_WIDTH = re.compile(r"(\d{1,2}(?:\.\d+)?)\s*(?:px)?")
_STYLES = ("radius", "color", "stroke-color", "stroke-width")
# In em.
_DOT = 0.7
_GAP = 0.35
_NAME_WIDEST, _FIELD_WIDEST, _AXIS_WIDEST = 9.0, 16.0, 7.0
_SQUARE = 2.1
_LEAST = 13.0
_TINTS = (22, 14, 8, 14)
# More points than this have no names beside them.
_MOST_NAMED = 80
_LARGER = (1.0, 1.15, 1.4, 1.7, 2.1, 2.6)


class Look(Struct, frozen=True):
    """How a point looks: its size as a factor, its colour and outline as `#RRGGBB`, empty for those
    of the theme."""

    size: float = 1.0
    color: str = ""
    line: str = ""
    width: float = 0.0


class Point(Struct, frozen=True):
    """A point and its place, both from 0 to 1."""

    name: str
    x: float
    y: float
    look: Look = Look()


class Quadrant(Diagram, frozen=True):
    """A quadrant chart. The ends of its axes are the low one and the high one; fields are counted
    from the upper right one against the clock."""

    x_axis: tuple[str, str] = ("", "")
    y_axis: tuple[str, str] = ("", "")
    fields: tuple[str, str, str, str] = ("", "", "", "")
    points: tuple[Point, ...] = ()

    def lay_out(self, ground: Ground) -> Scene:
        """Four fields with the points in them, the axes under and beside them."""
        found: list[Item] = []
        for factor in _LARGER:
            drawing = _Drawing(self, ground, factor)
            found = list(drawing.items())
            if not drawing.covered:
                break
        return bounded(found)

    def sentences(self) -> Sequence[str]:
        """The axes, and each point with its field."""
        to = " to " if self.has_verbs else " – "
        axes = [to.join(filter(None, map(plain_label, axis))) for axis in self._axes]
        told = [f"{name}: {axis}" for name, axis in zip("xy", axes, strict=True) if axis]
        return (*told, *map(self._told, self.points)) or tuple(self.words())

    @property
    def _axes(self) -> tuple[tuple[str, str], tuple[str, str]]:
        return self.x_axis, self.y_axis

    def _told(self, point: Point) -> str:
        name = plain_label(self.fields[_field(point)])
        place = f"{point.x:g}, {point.y:g}"
        return f"{plain_label(point.name)}: {f'{name} ({place})' if name else place}"

    def words(self) -> Sequence[str]:
        """The names of axes, fields and points."""
        names = [*self.x_axis, *self.y_axis, *self.fields, *(one.name for one in self.points)]
        return tuple(filter(None, map(plain_label, names)))


def _field(point: Point) -> int:
    """The field that a point is in."""
    if point.y >= 0.5:
        return 0 if point.x >= 0.5 else 1
    return 3 if point.x >= 0.5 else 2


def read(fence: Fence, found: Collector) -> Quadrant:
    """Return the diagram in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    reader = _Reader(page.title)
    last = None
    for last in lines_of(page):
        reader.read(last)
    if not (reader.points or any(reader.fields)):
        raise DiagramError("there is no point in it", 0, 1, _EXAMPLE)
    if len(reader.points) > _MOST_NAMED and last is not None:
        Ignored(fence, found).note(last, f"the names of more than {_MOST_NAMED} points")
    check_size(reader.points, (), fence)
    first, second, third, fourth = reader.fields
    return Quadrant(
        kind="Quadrant chart",
        title=reader.title,
        described=page.described,
        x_axis=reader.axes["x-axis"],
        y_axis=reader.axes["y-axis"],
        fields=(first, second, third, fourth),
        points=tuple(reader.shown()),
    )


class _Reader(Struct):
    """What was read so far. Classes may come behind the points that have them."""

    title: str = ""
    axes: dict[str, tuple[str, str]] = field(
        default_factory=lambda: {"x-axis": ("", ""), "y-axis": ("", "")}
    )
    fields: list[str] = field(default_factory=lambda: ["", "", "", ""])
    points: list[tuple[Point, str, Look]] = field(default_factory=list)
    classes: dict[str, Look] = field(default_factory=dict)

    def read(self, one: Line) -> None:
        """Take up a line."""
        word, rest = one.word, one.rest
        if _POINT.search(one.text.partition(":")[2]):
            self._point(one)
        elif word == "title":
            self.title = plain_label(unquoted(rest))
        elif word in self.axes:
            low, _, high = rest.partition("-->")
            self.axes[word] = unquoted(low), unquoted(high)
        elif word[:-1] == "quadrant-" and word[-1:] in "1234":
            self.fields[int(word[-1]) - 1] = unquoted(rest)
        elif word == "classdef":
            name, _, styles = rest.partition(" ")
            self.classes[name] = _look(one, styles)
        else:
            hint = suggestion(word, _WORDS)
            raise one.wrong(
                "this is no point and nothing else", hint=hint if hint[:3] == "did" else _EXAMPLE
            )

    def _point(self, one: Line) -> None:
        name, _, rest = one.text.partition(":")
        group = ""
        if rest.startswith("::"):
            group, _, rest = rest[2:].partition(":")
        found = _POINT.search(rest)
        assert found is not None
        numbers = [found[1].strip(), found[2].strip()]
        for number in numbers:
            if not _NUMBER.fullmatch(number):
                raise one.wrong(f"‘{number}’ is not from 0 to 1", number, _EXAMPLE)
        x, y = map(float, numbers)
        self.points.append((Point(unquoted(name), x, y), group.strip(), _look(one, found[3])))

    def shown(self) -> Iterator[Point]:
        """The points with their looks: their own, and those of their classes."""
        for point, group, look in self.points:
            given = self.classes.get(group, Look())
            own = {
                name: getattr(look, name)
                for name in ("size", "color", "line", "width")
                if getattr(look, name) != getattr(Look(), name)
            }
            yield replace(point, look=replace(given, **own))


def _look(one: Line, styles: str) -> Look:
    found: dict[str, str] = {}
    for style in filter(None, map(str.strip, styles.split(","))):
        name, _, value = style.partition(":")
        if name.strip() not in _STYLES:
            hint = suggestion(name.strip(), _STYLES)
            raise one.wrong(f"‘{name.strip()}’ is no style of points", name.strip(), hint)
        found[name.strip()] = value.strip()
    return Look(
        _number(one, found, "radius", _RADIUS) / _RADIUS,
        _color(one, found, "color"),
        _color(one, found, "stroke-color"),
        _number(one, found, "stroke-width", 0.0),
    )


def _number(one: Line, styles: Mapping[str, str], name: str, default: float) -> float:
    if name not in styles:
        return default
    found = _WIDTH.fullmatch(styles[name])
    if found is None:
        raise one.wrong(f"‘{styles[name]}’ is no width in pixels", styles[name], f"{name}: 10")
    return min(float(found[1]), _MOST_RADIUS)


def _color(one: Line, styles: Mapping[str, str], name: str) -> str:
    value = styles.get(name, "")
    if not value:
        return ""
    if not _HEX.fullmatch(value):
        raise one.wrong(f"‘{value}’ is no colour", value, f"{name}: #1d5c63")
    digits = value[1:].upper()
    return f"#{digits}" if len(digits) == 6 else "#" + "".join(2 * one for one in digits)


class _Drawing(Struct):
    """A quadrant chart, its plot larger by a `factor` than there is room: names that have no place
    make it grow, so that smaller text is tried. Some are `covered` if there was none."""

    diagram: Quadrant
    ground: Ground
    factor: float
    covered: bool = False
    taken: list[Box] = field(default_factory=list)

    def items(self) -> Iterator[Item]:
        """The fields, the axes, the points."""
        diagram, ground, em = self.diagram, self.ground, self.ground.em
        sides = [_words(text, ground, _AXIS_WIDEST, Alignment.RIGHT) for text in diagram.y_axis]
        feet = [_words(text, ground, _FIELD_WIDEST) for text in diagram.x_axis]
        left = max((one.width + em(0.6) for one in sides if one), default=0)
        foot = max((one.height + em(_GAP) for one in feet if one), default=0)
        height = round(max(ground.height - foot, em(_LEAST)) * self.factor)
        widest = round((ground.width - left) * self.factor)
        plot = Box(left, 0, max(min(widest, round(height * _SQUARE)), em(_LEAST)), height)
        yield from self._fields(plot)
        middle_x, middle_y, thin = plot.x + plot.width // 2, height // 2, em(0.1)
        yield line((plot.x, middle_y), (plot.right, middle_y), name="Middle", color="muted")
        yield line((middle_x, 0), (middle_x, height), name="Middle", color="muted")
        # Names keep off the lines between fields, too.
        self.taken.append(Box(plot.x, middle_y - thin // 2, plot.width, thin))
        self.taken.append(Box(middle_x - thin // 2, 0, thin, height))
        yield from _axes(diagram, (sides, feet), plot, ground)
        yield from self._points(plot)

    def _fields(self, plot: Box) -> Iterator[Item]:
        em, half = self.ground.em, (plot.width // 2, plot.height // 2)
        corners = ((half[0], 0), (0, 0), (0, half[1]), half)
        for number, ((x, y), name) in enumerate(zip(corners, self.diagram.fields, strict=True)):
            box = Box(plot.x + x, y, half[0], half[1])
            paint = Paint(tint("accent", _TINTS[number]), "", "")
            label = plain_label(name) or f"Quadrant {number + 1}"
            yield Node(box=box, name=f"Field: {label}", paint=paint, open=True)
            if name:
                most = min(_FIELD_WIDEST, box.width / em(1) - 1)
                words = set_text(name, self.ground, most, bold=True)
                top = box.y + em(_GAP)
                if not self.diagram.points:
                    top = box.y + (box.height - words.height) // 2
                node = words_at(label, words, box.x + box.width // 2, top, WORDS)
                self.taken.append(node.box)
                yield node

    def _points(self, plot: Box) -> Iterator[Item]:
        """The points, each with its name where it covers nothing."""
        points = self.diagram.points
        dots = [_dot(point, plot, self.ground) for point in points]
        self.taken.extend(dots)
        for rank, (point, dot) in enumerate(zip(points, dots, strict=True), 2):
            look = point.look
            color = look.color or "accent"
            name = plain_label(point.name)
            yield Node(
                box=dot,
                name=f"Point: {name}",
                shape="ellipse",
                paint=Paint(color, look.line or color, ""),
                width=look.width or 1.0,
                open=True,
                rank=rank,
            )
            if len(points) > _MOST_NAMED:
                continue
            words = set_text(point.name, self.ground, _NAME_WIDEST, Alignment.LEFT)
            box = self._free(dot, words, plot)
            self.taken.append(box)
            yield words_node(name, words, box, WORDS, rank)

    def _free(self, dot: Box, words: Words, plot: Box) -> Box:
        """A place for the name of a point, as near to it as there is room."""
        found: Box | None = None
        if self.covered and self.factor < _LARGER[-1]:
            # It is done once more anyway.
            return next(_places(dot, words, self.ground))
        for box in _places(dot, words, self.ground):
            if plot.contains(box):
                if not any(box.overlaps(one) for one in self.taken):
                    return box
                found = found or box
        self.covered = True
        return found or next(_places(dot, words, self.ground))


def _words(
    label: str, ground: Ground, widest: float, side: Alignment = Alignment.CENTER
) -> Words | None:
    return set_text(label, ground, widest, side) if label else None


def _axes(
    diagram: Quadrant,
    words: tuple[list[Words | None], list[Words | None]],
    plot: Box,
    ground: Ground,
) -> Iterator[Item]:
    """The names of the axes: in the middle of their halves, the only one of an axis at its end."""
    sides, feet = words
    for at, one in enumerate(feet):
        if one:
            middle = plot.x + plot.width * (1 + 2 * at) // 4
            top = plot.bottom + ground.em(_GAP)
            yield words_at(plain_label(diagram.x_axis[at]), one, middle, top, QUIET)
    for at, one in enumerate(sides):
        if one:
            y = plot.bottom - plot.height * (1 + 2 * at) // 4 - one.height // 2
            box = Box(plot.x - ground.em(0.6) - one.width, y, one.width, one.height)
            yield words_node(plain_label(diagram.y_axis[at]), one, box, QUIET)


def _dot(point: Point, plot: Box, ground: Ground) -> Box:
    size = max(ground.em(0.3), round(ground.em(_DOT) * point.look.size))
    x = plot.x + round(point.x * plot.width)
    y = plot.bottom - round(point.y * plot.height)
    x = max(plot.x + size // 2, min(x, plot.right - size // 2))
    y = max(plot.y + size // 2, min(y, plot.bottom - size // 2))
    return Box(x - size // 2, y - size // 2, size, size)


def _places(dot: Box, words: Words, ground: Ground) -> Iterator[Box]:
    """Where the name of a point may be, the best places first."""
    middle_x, middle_y = dot.x + dot.width // 2, dot.y + dot.height // 2
    wide, tall = words.width, words.height
    for far in range(6):
        out = ground.em(0.25) + far * ground.em(0.6)
        level = middle_y - tall // 2
        for x, y in (
            (dot.right + out, level),
            (dot.x - out - wide, level),
            (middle_x - wide // 2, dot.y - out - tall),
            (middle_x - wide // 2, dot.bottom + out),
            (dot.right + out // 2, dot.y - out // 2 - tall),
            (dot.right + out // 2, dot.bottom + out // 2),
            (dot.x - out // 2 - wide, dot.y - out // 2 - tall),
            (dot.x - out // 2 - wide, dot.bottom + out // 2),
        ):
            yield Box(x, y, wide, tall)
