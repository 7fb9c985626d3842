"""Where the bars and bands of a Sankey diagram are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from deck_builder.base.units import Box
from deck_builder.diagrams.labels import Words, set_words
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.paint import WORDS, Paint
from deck_builder.diagrams.pieces import bounded, text, words_node
from deck_builder.diagrams.sankey import Flow, Sankey
from deck_builder.diagrams.scene import Area, Item, Node, Scene, in_ranks
from deck_builder.text.runs import Alignment
from deck_builder.theme.palette import ACCENTS, tint

# In em.
_BAR = 0.7
_GAP = 0.5
_BESIDE = 0.35
_NAME = 9.0
_LEAST_BAND = 4.0
_THINNEST = 0.06
_TALLEST = 22.0
_TINT = 30
_SWEEPS = 8
# In EMU: what the ends of a bar may be off.
_ROUNDING = 2
_BEND = 0.5


class Bar(Struct):
    """A place: its column, the top and the height of its bar in EMU, and its words. It stands in a
    slot that is high enough for these. One without words is where a flow passes a column. Its
    bands have the colour `accent`."""

    name: str
    column: int
    words: Words | None
    amount: float
    accent: str
    height: int = 0
    top: float = 0.0

    @property
    def slot(self) -> int:
        """How much room it needs from top to bottom."""
        return max(self.height, self.words.height if self.words else 0)

    @property
    def middle(self) -> float:
        """The middle of its slot."""
        return self.top + self.slot / 2


def laid_out(diagram: Sankey, ground: Ground) -> Scene:
    """Return a Sankey diagram as high as there is room, and as wide."""
    columns = _columns(diagram)
    bars = {
        name: _bar(name, columns[name], ACCENTS[at % len(ACCENTS)], diagram, ground)
        for at, name in enumerate(diagram.places)
    }
    flows = list(_stretches(diagram.flows, bars))
    rows: list[list[Bar]] = [[] for _ in range(max(columns.values()) + 1)]
    for bar in bars.values():
        rows[bar.column].append(bar)
    scale = _scale(rows, ground)
    for bar in bars.values():
        bar.height = _thick(bar.amount, scale, ground)
    _place(rows, bars, flows, ground)
    return bounded(list(_items(flows, rows, bars, scale, ground)))


def _stretches(flows: Sequence[Flow], bars: dict[str, Bar]) -> Iterator[Flow]:
    """The flows from one column to the next; where one passes a column, it has a place there."""
    for number, one in enumerate(flows):
        start = bars[one.start]
        before = one.start
        for column in range(start.column + 1, bars[one.end].column):
            # No name has a line break.
            key = f"{number}\n{column}"
            bars[key] = Bar(f"{one.start} – {one.end}", column, None, one.amount, start.accent)
            yield Flow(before, key, one.amount)
            before = key
        yield Flow(before, one.end, one.amount)


def _columns(diagram: Sankey) -> Mapping[str, int]:
    """The column of each place: behind all from which it flows; where nothing flows on, the
    last."""
    found = dict.fromkeys(diagram.places, 0)
    for _ in diagram.places:
        is_changed = False
        for one in diagram.flows:
            if found[one.end] <= found[one.start]:
                found[one.end] = found[one.start] + 1
                is_changed = True
        if not is_changed:
            break
    last = max(found.values())
    leaving = {one.start for one in diagram.flows}
    return {name: at if name in leaving else last for name, at in found.items()}


def _bar(name: str, column: int, accent: str, diagram: Sankey, ground: Ground) -> Bar:
    amount = diagram.through(name)
    side = Alignment.RIGHT if column == 0 else None
    label = text(f"{name} {diagram.shown(amount)}", side)
    return Bar(name, column, set_words((label,), ground, widest=_NAME), amount, accent)


def _thick(amount: float, scale: float, ground: Ground) -> int:
    return max(ground.em(_THINNEST), round(amount * scale))


def _scale(rows: Sequence[Sequence[Bar]], ground: Ground) -> float:
    """How many EMU one unit is high, so that each column has room."""
    room = min(ground.height - _ROUNDING, ground.em(_TALLEST))
    gap = ground.gap(_GAP)

    def height(scale: float) -> float:
        return max(sum(_slot(bar, scale, ground) + gap for bar in row) - gap for row in rows)

    low, high = 0.0, room / max(bar.amount for row in rows for bar in row) if rows else 1.0
    for _ in range(40):
        middle = (low + high) / 2
        low, high = (middle, high) if height(middle) <= room else (low, middle)
    return low


def _slot(bar: Bar, scale: float, ground: Ground) -> int:
    return max(_thick(bar.amount, scale, ground), bar.words.height if bar.words else 0)


def _place(
    rows: Sequence[list[Bar]], bars: Mapping[str, Bar], flows: Sequence[Flow], ground: Ground
) -> None:
    """Give all bars their tops: near those that they are linked to, so that few bands cross."""
    gap = ground.gap(_GAP)
    heights = [sum(bar.slot + gap for bar in row) - gap for row in rows]
    whole = max(heights)
    for row, height in zip(rows, heights, strict=True):
        _stack(row, (whole - height) / 2, gap)
    for sweep in range(_SWEEPS):
        ahead = sweep % 2 == 0
        for row in rows if ahead else rows[::-1]:
            _approach(row, bars, flows, ahead)
            _settle(row, whole, gap)


def _approach(row: list[Bar], bars: Mapping[str, Bar], flows: Sequence[Flow], ahead: bool) -> None:
    """Move the bars of a column to what they are linked to, on one side."""
    wanted = {id(bar): _wanted(bar, bars, flows, ahead) for bar in row}
    row.sort(key=lambda bar: wanted[id(bar)])
    for bar in row:
        bar.top = wanted[id(bar)] - bar.slot / 2


def _stack(row: Sequence[Bar], top: float, gap: int) -> None:
    for bar in row:
        bar.top = top
        top += bar.slot + gap


def _settle(row: Sequence[Bar], whole: float, gap: int) -> None:
    """Move bars apart that stand on each other, within the whole height."""
    top = 0.0
    for bar in row:
        bar.top = max(bar.top, top)
        top = bar.top + bar.slot + gap
    bottom = whole
    for bar in reversed(row):
        bar.top = min(bar.top, bottom - bar.slot)
        bottom = bar.top - gap


def _wanted(bar: Bar, bars: Mapping[str, Bar], flows: Sequence[Flow], ahead: bool) -> float:
    """The middle of what a bar is linked to, on one side; its own where that is nothing."""
    linked = [
        (one.amount, bars[one.start if ahead else one.end].middle)
        for one in flows
        if bars[one.end if ahead else one.start] is bar
    ]
    weight = sum(amount for amount, _ in linked)
    return sum(amount * middle for amount, middle in linked) / weight if weight else bar.middle


def _items(
    flows: Sequence[Flow],
    rows: Sequence[Sequence[Bar]],
    bars: Mapping[str, Bar],
    scale: float,
    ground: Ground,
) -> Iterator[Item]:
    wide = ground.em(_BAR)
    lefts = _lefts(rows, ground)
    bands = [_band(one, bars, lefts, flows, scale, ground) for one in flows]
    marks: list[Node] = []
    names: list[Node] = []
    for rank, row in enumerate(rows, 1):
        for bar in row:
            if bar.words is None:
                continue
            top = round(bar.top + (bar.slot - bar.height) / 2)
            box = Box(lefts[bar.column], top, wide, bar.height)
            paint = Paint(bar.accent, bar.accent)
            marks.append(Node(box=box, name=bar.name, paint=paint, width=0.5, rank=rank))
            names.append(_name(bar.name, bar.words, bar.column, box, ground, bands))
    yield from in_ranks([*bands, *marks, *names])


def _name(
    name: str, words: Words, column: int, box: Box, ground: Ground, bands: Sequence[Area]
) -> Node:
    """The name of a place: outside of the first column, behind the bar of all others. It comes
    after the bands on which it stands."""
    beside = ground.em(_BESIDE)
    x = box.x - beside - words.width if column == 0 else box.right + beside
    y = box.y + (box.height - words.height) // 2
    place = Box(x, y, words.width, words.height)
    last = max((band.rank for band in bands if band.box.overlaps(place)), default=1)
    return words_node(name, words, place, WORDS, max(column + 1, last))


def _lefts(rows: Sequence[Sequence[Bar]], ground: Ground) -> list[int]:
    """Where each column begins: each has room for the words behind it."""
    beside, wide, least_gap = ground.em(_BESIDE), ground.em(_BAR), ground.gap(_LEAST_BAND)
    names = [max((bar.words.width for bar in row if bar.words), default=0) for row in rows]
    least = [
        least_gap if at == 0 else max(least_gap, name + 2 * beside)
        for at, name in enumerate(names[:-1])
    ]
    taken = names[0] + names[-1] + 2 * beside + len(rows) * wide + sum(least)
    more = max(0, ground.width - taken) // len(least)
    found = [0]
    for gap in least:
        found.append(found[-1] + wide + gap + more)
    return found


def _band(
    flow: Flow,
    bars: Mapping[str, Bar],
    lefts: Sequence[int],
    flows: Sequence[Flow],
    scale: float,
    ground: Ground,
) -> Area:
    """A band from one column to the next; it passes where no bar is."""
    start, end = bars[flow.start], bars[flow.end]
    begins = _begin(flow, start, bars, flows, scale, leaving=True)
    ends = _begin(flow, end, bars, flows, scale, leaving=False)
    left = lefts[start.column] + (ground.em(_BAR) if start.words else 0)
    thick = _thick(flow.amount, scale, ground)
    top, bottom = min(begins, ends), max(begins, ends) + thick
    box = Box(left, round(top), lefts[end.column] - left, max(1, round(bottom - top)))
    return Area(
        box=box,
        points=_curve(*((one - top) / box.height for one in (begins, ends, top + thick))),
        curved=True,
        name=start.name if not start.words else f"{start.name} – {end.name}",
        fill=tint(start.accent, _TINT),
        rank=end.column + 1,
    )


def _begin(
    flow: Flow,
    bar: Bar,
    bars: Mapping[str, Bar],
    flows: Sequence[Flow],
    scale: float,
    leaving: bool,
) -> float:
    """The upper end of a band at one of its bars."""
    mine = [one for one in flows if bars[one.start if leaving else one.end] is bar]
    mine.sort(key=lambda one: bars[one.end if leaving else one.start].middle)
    above = sum(one.amount for one in mine[: mine.index(flow)])
    return bar.top + (bar.slot - bar.height) / 2 + above * scale


def _curve(begins: float, ends: float, thick: float) -> tuple[tuple[float, float], ...]:
    """A band as shares of its box: its upper edge, and its lower one back."""
    low, back = begins + thick, ends + thick
    return (
        (0.0, begins),
        *((_BEND, begins), (1 - _BEND, ends), (1.0, ends)),
        *((1.0, ends), (1.0, back), (1.0, back)),
        *((1 - _BEND, back), (_BEND, low), (0.0, low)),
    )
