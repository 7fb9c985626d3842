"""The text around a plot: categories under it, series next to or over it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from math import cos, radians, sin

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.charts.draw.marks import Bar, Label, Mark, Piece, Stroke
from deck_builder.charts.draw.pen import SMALLEST_TEXT, Pen
from deck_builder.charts.draw.scale import Scale, spread

SLANT = 45.0
UPRIGHT = 90.0
_MOST_LINES = 4
_LINES_SHARE = 0.3
# A word is broken in this room and more, in font sizes.
_LEAST_ROOM = 4.0
# The least distance of upright names, in font sizes.
_TIGHT = 1.02
_MOST_NAMED = 12
_FARTHEST = 4.0
_SLANTED_SHARE = 0.34
_SEQUENCE = re.compile(
    r"-?[\d.,]+|\d{4}-\d\d(-\d\d)?([ T]\d\d:\d\d.*)?|[QH][1-4]([ /-]?\d{2,4})?|\d{4}[ /-]?[QH][1-4]"
)
_YEAR = re.compile(r"[12]\d{3}")
_YEAR_STEPS = (1, 2, 5, 10, 20, 25, 50, 100)


TextBounds = tuple[float, float, float, float]
"""Left, top, right and bottom of a text."""


def bounds_of(label: Label, pen: Pen) -> TextBounds:
    """Return what a level `label` covers."""
    width = pen.width_of(label.text, label.bold)
    left = label.x - {"left": 0.0, "center": width / 2, "right": width}[label.align]
    return left, label.y - pen.size * 0.5, left + width, label.y + pen.size * 0.5


def overlap(one: TextBounds, other: TextBounds) -> bool:
    """Whether two texts overlap."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


class CategoryLabels(Struct, frozen=True):
    """The names of categories fitted under their places: the lines of each (none when it is left
    out), their angle, how far they would reach over the left edge, and their font size if it is not
    that of the chart."""

    lines: tuple[tuple[str, ...], ...]
    angle: float
    height: float
    overhang: float = 0.0
    size: float = 0.0

    def place(self, centers: Sequence[float], top: float, pen: Pen) -> Iterator[Label]:
        """Yield the labels, their upper edge at `top`."""
        pen = replace(pen, size=self.size) if self.size else pen
        y = top + pen.size / 2 * cos(radians(self.angle))
        for lines, center in zip(self.lines, centers, strict=True):
            if self.angle:
                for text in lines:
                    yield replace(pen.label(text, center, y, "right"), angle=self.angle)
            else:
                yield from pen.lines(lines, center, top + pen.line / 2, "center")


def category_labels(names: tuple[str, ...], centers: Sequence[float], pen: Pen) -> CategoryLabels:
    """Return `names` fitted under `centers`: on one line, in several lines, some left out of a
    sequence, turned, or at last cut."""
    pitch = centers[1] - centers[0] if len(centers) > 1 else pen.width
    room = pitch - pen.size * 0.35
    has_breaks = any("\n" in name for name in names)
    if not has_breaks and pen.widest(names) <= room:
        return CategoryLabels(tuple((name,) for name in names), 0.0, pen.line)
    if is_sequence(names):
        return thinned(names, centers, pen)
    lines = tuple(pen.wrapped(name, room) for name in names)
    most = max(_MOST_LINES, int(pen.height * _LINES_SHARE / pen.line))
    if _fit(lines, room, most, pen):
        return _level(lines, pen)
    small = _in_small_text(names, room, most, pen)
    if small:
        return small
    names = tuple(name.replace("\n", " ") for name in names)
    turned = _turned(names, centers, pitch, pen)
    lines = tuple(pen.broken(name, room) for name in names)
    if room >= pen.size * _LEAST_ROOM and _is_cut(turned, names) and _fit(lines, room, most, pen):
        return _level(lines, pen)
    return turned


def _in_small_text(
    names: tuple[str, ...], room: float, most: int, pen: Pen
) -> CategoryLabels | None:
    """The names in whole words on several lines of the smallest text, if there is room for that."""
    small = replace(pen, size=min(pen.size, SMALLEST_TEXT))
    lines = tuple(small.wrapped(name, room) for name in names)
    if small.size == pen.size or not _fit(lines, room, most, small):
        return None
    return replace(_level(lines, small), size=small.size)


def is_sequence(names: Iterable[str]) -> bool:
    """Whether `names` are numbers, dates or quarters, of which a reader can guess those between."""
    return all(_SEQUENCE.fullmatch(name) for name in names if name)


def _fit(lines: Sequence[tuple[str, ...]], room: float, most: int, pen: Pen) -> bool:
    return all(len(texts) <= most and pen.widest(texts) <= room for texts in lines)


def _level(lines: tuple[tuple[str, ...], ...], pen: Pen) -> CategoryLabels:
    return CategoryLabels(lines, 0.0, pen.line * max(map(len, lines)))


def _is_cut(labels: CategoryLabels, names: Sequence[str]) -> bool:
    return any(lines != (name,) for lines, name in zip(labels.lines, names, strict=True))


def _turned(
    names: tuple[str, ...], centers: Sequence[float], pitch: float, pen: Pen
) -> CategoryLabels:
    """The names turned by as little as leaves them whole, in the smallest text where that helps."""
    small = replace(pen, size=min(pen.size, SMALLEST_TEXT))
    tries = [(SLANT, pen), (UPRIGHT, pen), (UPRIGHT, small)]
    # Slanted ones need a line each.
    if pitch * sin(radians(SLANT)) < pen.line:
        tries = tries[1:]
    found = [_slanted(names, centers, pitch, angle, one) for angle, one in tries]

    def faults(labels: CategoryLabels) -> tuple[int, int, int]:
        """How many names are left out, are cut, and look like another one."""
        pairs = list(zip(labels.lines, names, strict=True))
        missing = sum(not lines for lines, _ in pairs)
        cut = sum(lines != (name,) for lines, name in pairs)
        return missing, cut, len(pairs) - len(set(labels.lines))

    return min(found, key=faults)


def sequence_labels(names: tuple[str, ...], centers: Sequence[float], pen: Pen) -> CategoryLabels:
    """Return `names` fitted under the points of a line, where many need not all be named."""
    labels = category_labels(names, centers, pen)
    if labels.angle and len(names) > _MOST_NAMED:
        return thinned(names, centers, pen)
    return labels


def thinned(names: tuple[str, ...], centers: Sequence[float], pen: Pen) -> CategoryLabels:
    """Return those of `names` that fit under `centers` on one line, in equal steps."""
    if len(centers) == 1:
        return CategoryLabels((names,), 0.0, pen.line)
    pitch = centers[1] - centers[0]
    widest = pen.widest(names)
    step = max(1, -int(-(widest + pen.size) // pitch))
    inside = [at for at, center in enumerate(centers) if _overflow(widest, center, pen) <= 0]
    first = inside[0] if inside else 0
    if all(_YEAR.fullmatch(name) for name in names):
        step = next((known for known in _YEAR_STEPS if known >= step), step)
        first = next((at for at in inside if int(names[at]) % step == 0), first)
    named = {at for at in inside if (at - first) % step == 0}
    lines = tuple((name,) if at in named else () for at, name in enumerate(names))
    return CategoryLabels(lines, 0.0, pen.line)


def _overflow(width: float, center: float, pen: Pen) -> float:
    return max(width / 2 - center, center + width / 2 - pen.width)


def _slanted(
    names: tuple[str, ...], centers: Sequence[float], pitch: float, angle: float, pen: Pen
) -> CategoryLabels:
    step = max(1, -int(-pen.size * _TIGHT // pitch)) if angle == UPRIGHT else 1
    longest = pen.height * _SLANTED_SHARE / sin(radians(angle))
    wanted = pen.cut_apart(names, longest)
    lines = []
    overhang = 0.0
    for at, (name, center) in enumerate(zip(wanted, centers, strict=True)):
        # A slanted name reaches to the left of its place; an upright one hardly does.
        reach = pen.width_of(name) * cos(radians(angle)) + pen.size * 0.4
        overhang = max(overhang, reach - center)
        room = center / cos(radians(angle)) - pen.size * 0.5 if angle == SLANT else longest
        short = name if pen.width_of(name) <= room else pen.cut_apart(names, room)[at]
        lines.append((short,) if at % step == 0 else ())
    widest = max(pen.widest(texts) for texts in lines)
    height = widest * sin(radians(angle)) + pen.size * (cos(radians(angle)) + 0.3)
    return CategoryLabels(tuple(lines), angle, height, overhang, pen.size)


class Entry(Struct, frozen=True):
    """A series in words: its name and colour."""

    name: str
    color: str


def legend(entries: Iterable[Entry], pen: Pen) -> tuple[tuple[Mark, ...], float]:
    """Return a legend from the left edge, in as many rows as it needs, and its height."""
    marks: list[Mark] = []
    box = pen.size * 0.7
    gap = pen.size * 0.45
    x, y = 0.0, pen.line / 2
    for entry in entries:
        name = pen.shortened(entry.name, pen.width - box - gap)
        width = box + gap + pen.width_of(name)
        if x and x + width > pen.width:
            x, y = 0.0, y + pen.line * 1.15
        marks.append(Bar(x, y - box / 2, box, box, entry.color))
        marks.append(pen.label(name, x + box + gap, y))
        x += width + pen.size * 1.4
    return tuple(marks), (y + pen.line / 2 if marks else 0.0)


class EndLabel(Struct, frozen=True):
    """A label to the right of a plot: its text, the value that it points to, whether it steps
    back behind a highlight, and what of the data it names."""

    text: str
    value: float
    color: str
    faded: bool
    piece: Piece | None = None


def end_labels_width(labels: Iterable[EndLabel], pen: Pen) -> float:
    """Return the width that labels to the right of a plot need, with their distance to it."""
    return pen.widest(tuple(label.text for label in labels), bold=True) + pen.size * 0.9


def end_labels_fit(
    labels: Sequence[EndLabel], scale: Scale, low: float, high: float, pen: Pen
) -> bool:
    """Whether labels fit between `low` and `high` without going far from their values."""
    if pen.line * len(labels) > high - low:
        return False
    wanted, placed = _end_places(labels, scale, low, high, pen)
    return all(abs(to - at) <= pen.line * _FARTHEST for to, at in zip(placed, wanted, strict=True))


def _end_places(
    labels: Sequence[EndLabel], scale: Scale, low: float, high: float, pen: Pen
) -> tuple[Sequence[float], Sequence[float]]:
    """The places that labels point to, and their own."""
    wanted = [scale(label.value) for label in labels]
    return wanted, spread(wanted, pen.line, low + pen.line / 2, high - pen.line / 2)


def end_labels(
    labels: Sequence[EndLabel], scale: Scale, x: float, low: float, high: float, pen: Pen
) -> Iterator[Mark]:
    """Yield `labels` next to `x` and between `low` and `high`, moved apart where they collide, a
    leader to each that moved."""
    left = x + pen.size * 0.8
    wanted, placed = _end_places(labels, scale, low, high, pen)
    for label, at, y in zip(labels, wanted, placed, strict=True):
        if abs(y - at) > pen.line * 0.4:
            yield Stroke(((x + 3, at), (left - 2, y)), label.color, 0.75, piece=label.piece)
        color = pen.muted if label.faded else pen.on_background(label.color)
        words = pen.label(label.text, left, y, color=color, bold=not label.faded)
        yield replace(words, piece=label.piece)
