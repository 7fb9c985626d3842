"""Pie charts: the parts of a whole, named outside the disc."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import cos, radians, sin

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.donut import HOLE
from deck_builder.charts.draw.marks import Bar, Label
from deck_builder.charts.draw.pie import Disc, Part, disc_of
from deck_builder.charts.draw.plot import numbers_of, value_format, value_title
from deck_builder.charts.draw.shares import share_labels
from deck_builder.charts.native.around import legend_at
from deck_builder.charts.native.bar import columns_of
from deck_builder.charts.native.codes import number_code, percent_code
from deck_builder.charts.native.parts import (
    Labels,
    Native,
    Region,
    categories,
    labelled,
    moved,
    numbers,
    point,
    series_head,
    title,
)
from deck_builder.charts.native.sheet import Column
from deck_builder.charts.native.style import Style

_SEAM = 1.0
_OUTSIDE = 1.06
_MOVED = 0.25
_LIST_GAP = 1.0
# The lines of a name and its share, with the room around them.
_LINES = 2.2
# What a key and the room around it take, in font sizes.
_KEY = 2.5


def native(spec: ChartSpec, style: Style) -> Native:
    """Return the parts clockwise from the top, named outside."""
    disc = _with_room(disc_of(spec, style.pen), style)
    series, columns = parts_of(spec, disc, style, is_ring=False)
    plots = f'<c:pieChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/></c:pieChart>'
    above = title(value_title(spec), 0.0, 0.0, style)
    return disc_chart(spec, disc, plots, columns, above, style)


def _with_room(disc: Disc, style: Style) -> Disc:
    """The disc with room for names over and under it, where programs put some of them."""
    if is_listed(disc):
        return disc
    pen = style.pen
    above = min(disc.center[1], pen.height - disc.center[1])
    return replace(disc, radius=min(disc.radius, max(pen.size, above - pen.line * _LINES)))


def disc_chart(
    spec: ChartSpec, disc: Disc, plots: str, columns: tuple[Column, ...], above: str, style: Style
) -> Native:
    """Return the chart of a disc, with `above` as its title, and a legend where the parts are
    named in a list."""
    (x, y), radius = disc.center, disc.radius
    region = Region(x - radius, y - radius, 2 * radius, 2 * radius)
    legend = ""
    if is_listed(disc):
        pen = style.pen
        left = x + radius + pen.size * _LIST_GAP
        # In one column.
        width = pen.widest(tuple(part.name for part in disc.parts)) + pen.size * _KEY
        hidden = [at for at, value in enumerate(spec.series[0].values) if not value]
        height = min(pen.height, pen.line * 1.3 * (len(spec.categories) - len(hidden)))
        box = Region(left, y - height / 2, min(width, pen.width - left), height)
        legend = legend_at(box, hidden, style, "r")
    return Native(plots, columns, region, inner=True, title=above, legend=legend)


def is_listed(disc: Disc) -> bool:
    """Whether the parts are named in a list beside the disc."""
    return any(isinstance(mark, Bar) for mark in disc.names)


def parts_of(
    spec: ChartSpec, disc: Disc, style: Style, *, is_ring: bool
) -> tuple[str, tuple[Column, ...]]:
    """Return the one series of a disc as XML, and the columns of its data."""
    code = number_code(value_format(spec), numbers_of(spec))
    columns = columns_of(spec, code)
    parts = dict(_by_category(spec, disc))
    edge = style.line(style.pen.background, _SEAM) if len(parts) > 1 else style.line("", 0)
    points = "".join(
        point(at, style.shape(style.fill(part.color), edge)) for at, part in parts.items()
    )
    labels = _labels(spec, disc, code, is_ring)
    own = {at: "" for at in range(len(spec.categories)) if at not in parts}
    places = _places(disc, style)
    for at, part in parts.items():
        away = _away(part, disc, places.get(part.name), is_ring)
        color = style.pen.on_fill(part.color) if is_ring and not places else ""
        if away or part.highlighted or color:
            look = replace(labels, bold=part.highlighted or labels.bold, color=color)
            own[at] = look.xml(style, moved(*away, style) if away else "")
    written = labelled(labels, style, own, f'<c:showLeaderLines val="{int(not is_ring)}"/>')
    name = spec.series[0].name
    return (
        f"<c:ser>{series_head(0, name, 1)}{points}{written}{categories(columns[0])}"
        f"{numbers('val', columns[1], 1)}</c:ser>"
    ), columns


def _by_category(spec: ChartSpec, disc: Disc) -> Iterator[tuple[int, Part]]:
    """The parts with the number of their category; nothing is no part."""
    filled = [at for at, value in enumerate(spec.series[0].values) if value]
    yield from zip(filled, disc.parts, strict=True)


def _labels(spec: ChartSpec, disc: Disc, code: str, is_ring: bool) -> Labels:
    """What stands at each part: its name and share, or only the share beside a list."""
    shares = share_labels(spec)
    share = "Val" if spec.unit == "%" else "Percent"
    if share == "Percent":
        code = percent_code(max(map(_decimals, shares)), spec.language)
    position = "" if is_ring else "outEnd"
    if is_listed(disc):
        return Labels((share,), code, position, bold=True)
    lines = sum(isinstance(mark, Label) for mark in disc.names)
    separator = "\n" if lines > len(disc.parts) else "  "
    return Labels(("CatName", share), code, position, separator=separator, turn="")


def _decimals(share: str) -> int:
    digits = share.lstrip("<>").split("\N{THIN SPACE}")[0]
    at = max(digits.find("."), digits.find(","))
    return len(digits) - at - 1 if at >= 0 else 0


class _Place(Struct, frozen=True):
    """The middle of a name beside a disc, and how large it is."""

    x: float
    y: float
    width: float
    height: float


def _places(disc: Disc, style: Style) -> Mapping[str, _Place]:
    """Where the names are that are beside the disc, by the names of their parts."""
    if is_listed(disc):
        return {}
    lines = [mark for mark in disc.names if isinstance(mark, Label)]
    found: dict[str, _Place] = {}
    at = 0
    for rightward in (True, False):
        for part in (one for one in disc.parts if one.rightward == rightward):
            end = next(to for to in range(at, len(lines)) if lines[to].text.endswith(part.share))
            own = lines[at : end + 1]
            half = max(style.pen.width_of(line.text, line.bold) for line in own) / 2
            x = own[0].x + (half if rightward else -half)
            y, height = (own[0].y + own[-1].y) / 2, style.pen.line * len(own)
            found[part.name] = _Place(x, y, half * 2, height)
            at = end + 1
    return found


def _away(
    part: Part, disc: Disc, place: _Place | None, is_ring: bool
) -> tuple[float, float] | None:
    """How far a name is from where a program puts it by itself; None for not at all. In a ring that
    is inside."""
    if place is None:
        return None
    turn = radians((part.start + part.end) / 2)
    right, up = sin(turn), cos(turn)
    if is_ring:
        reach = disc.radius * (1 + HOLE) / 2
        return place.x - disc.center[0] - reach * right, place.y - disc.center[1] + reach * up
    if abs(place.y - disc.at(part.anchor, _OUTSIDE)[1]) <= _MOVED * place.height:
        return None
    x = disc.center[0] + right * (disc.radius + place.width / 2)
    y = disc.center[1] - up * (disc.radius + place.height / 2)
    return place.x - x, place.y - y
