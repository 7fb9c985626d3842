"""The ways of links: right-angled, around all boxes, with few bends and crossings.

Links go along the lines of a grid that pass all ports, all boxes at a distance, and the middle of
the room between boxes. Each finds the cheapest way through it (A*), the short ones first.
"""

from __future__ import annotations

import heapq
import itertools
from bisect import bisect_left
from collections.abc import Iterable, Sequence

from msgspec import Struct, field

from deck_builder.base.units import Box
from deck_builder.diagrams.outlines import Side

Point = tuple[int, int]

# Costs in em: a bend, a crossing, a stretch along another link, a stretch through a foreign frame
# for each em, a port that another link uses the other way, or with another look.
_BEND, _CROSSING, _ALONG, _FOREIGN = 3.0, 2.0, 40.0, 6.0
_OTHER_WAY, _OTHER_LOOK = 4.0, 6.0
_TOUCH = 6.0
# Along a line that is not in the middle of the room between boxes.
_OFF_MIDDLE = 0.4
_MARGIN = 0.6
"""How far links keep from boxes, in em."""
_NEAR = 0.25
_TRACK = 0.5
_MOST_LINES = 260


class Port(Struct, frozen=True):
    """A place where a link may begin or end: on a `side` of the box with this key, at a `cost` in
    em."""

    key: str
    side: Side
    point: Point
    cost: float = 0.0


class Wish(Struct, frozen=True):
    """A link that looks for its way: from one of some ports to one of others. It may go through the
    frames called `inside`. Links may join near an end where they have the same look, of which
    `looks` has one for each end."""

    starts: Sequence[Port]
    ends: Sequence[Port]
    inside: frozenset[str] = frozenset()
    looks: tuple[str, str] = ("", "")


class Way(Struct, frozen=True):
    """The way of a link: its points, and the ports where it begins and ends."""

    points: tuple[Point, ...]
    start: Port
    end: Port


class Field(Struct):
    """Where links go: around `boxes`, and rather around `frames`, by their keys; `em` is the size
    of text in EMU."""

    boxes: dict[str, Box]
    frames: dict[str, Box]
    em: int
    _xs: list[int] = field(default_factory=list)
    _ys: list[int] = field(default_factory=list)
    _blocked: tuple[bytearray, bytearray] = (bytearray(), bytearray())
    _middles: tuple[set[int], set[int]] = field(default_factory=lambda: (set(), set()))
    _users: dict[tuple[int, int], list[tuple[str, str]]] = field(default_factory=dict)
    _ports: dict[Point, set[tuple[bool, str]]] = field(default_factory=dict)
    _inside: dict[tuple[int, int], list[str]] = field(default_factory=dict)

    def ways(self, wishes: Sequence[Wish]) -> list[Way | None]:
        """Return a way for each wish; None for one without any."""
        self._draw_grid(wishes)
        order = sorted(range(len(wishes)), key=lambda one: (_length(wishes[one]), one))
        found: list[Way | None] = [None] * len(wishes)
        for number in order:
            found[number] = self._way(wishes[number])
        return found

    def _draw_grid(self, wishes: Sequence[Wish]) -> None:
        margin, ports = round(_MARGIN * self.em), [p for w in wishes for p in (*w.starts, *w.ends)]
        boxes = list(self.boxes.values())
        frames = list(self.frames.values())
        self._xs = self._lines(
            [port.point[0] for port in ports],
            [(box.x, box.right) for box in boxes],
            [(box.x, box.right) for box in frames],
            margin,
            self._middles[1],
        )
        self._ys = self._lines(
            [port.point[1] for port in ports],
            [(box.y, box.bottom) for box in boxes],
            [(box.y, box.bottom) for box in frames],
            margin,
            self._middles[0],
        )
        width, height = len(self._xs), len(self._ys)
        across, down = bytearray(width * height), bytearray(width * height)
        keep = round(margin * 0.9)
        for box in boxes:
            left, right = box.x - keep, box.right + keep
            top, bottom = box.y - keep, box.bottom + keep
            first_x, last_x = bisect_left(self._xs, left + 1), bisect_left(self._xs, right)
            first_y, last_y = bisect_left(self._ys, top + 1), bisect_left(self._ys, bottom)
            # Stretches that begin before the box and end in or behind it.
            for row in range(first_y, last_y):
                for column in range(max(0, first_x - 1), last_x):
                    across[row * width + column] = 1
            for row in range(max(0, first_y - 1), last_y):
                for column in range(first_x, last_x):
                    down[row * width + column] = 1
        self._blocked = across, down

    def _lines(
        self,
        ports: Iterable[int],
        boxes: Sequence[tuple[int, int]],
        frames: Sequence[tuple[int, int]],
        margin: int,
        middles: set[int],
    ) -> list[int]:
        """The lines of the grid in one direction; those in the middle of anything are noted."""
        sure = set(ports)
        middles |= sure
        for begin, end in boxes:
            sure |= {begin - margin, end + margin}
        maybe: list[int] = []
        ends = sorted({end for box in (*boxes, *frames) for end in box})
        for a, b in itertools.pairwise(ends):
            if b - a > margin:
                middle = (a + b) // 2
                maybe.append(middle)
                middles.add(middle)
                track = round(_TRACK * self.em)
                room = (b - a) // 2 - margin // 2
                for step in range(1, 4):
                    if step * track < room:
                        maybe += [middle - step * track, middle + step * track]
        for begin, end in frames:
            maybe += [begin - margin, end + margin]
        near = round(_NEAR * self.em)
        lines = sorted(sure)
        for one in maybe:
            if len(lines) >= _MOST_LINES:
                break
            at = bisect_left(lines, one)
            if (at == 0 or one - lines[at - 1] >= near) and (
                at == len(lines) or lines[at] - one >= near
            ):
                lines.insert(at, one)
        if lines:
            track = round(_TRACK * self.em)
            for step in range(1, 7):
                lines.insert(0, lines[0] - track)
                lines.append(lines[-1] + track)
                del step
        return lines

    def _way(self, wish: Wish) -> Way | None:
        starts = {
            self._outside(port): port for port in sorted(wish.starts, key=lambda one: -one.cost)
        }
        goals: dict[tuple[int, int], Port] = {}
        for port in sorted(wish.ends, key=lambda one: -one.cost):
            goals[self._outside(port)[0], self._outside(port)[1]] = port
        search = _Search(self, wish, goals)
        found = search.run(starts)
        if found is None:
            return None
        cells, start, end = found
        self._use(cells, start, end, wish.looks)
        points = [(self._xs[c % len(self._xs)], self._ys[c // len(self._xs)]) for c in cells]
        return Way(_simple([start.point, *points, end.point]), start, end)

    def _outside(self, port: Port) -> tuple[int, int]:
        """The point of the grid in front of a port, and whether the port is left upright."""
        width = len(self._xs)
        box = self.boxes.get(port.key) or self.frames[port.key]
        margin = round(_MARGIN * self.em)
        x, y = port.point
        match port.side:
            case Side.TOP:
                y = box.y - margin
            case Side.BOTTOM:
                y = box.bottom + margin
            case Side.LEFT:
                x = box.x - margin
            case Side.RIGHT:
                x = box.right + margin
        column, row = _index(self._xs, x), _index(self._ys, y)
        return row * width + column, int(port.side.is_upright)

    def _use(self, cells: Sequence[int], start: Port, end: Port, looks: tuple[str, str]) -> None:
        who = (f"{start.key}\n{looks[0]}", f"{end.key}\n{looks[1]}")
        for a, b in itertools.pairwise(cells):
            self._users.setdefault((min(a, b), int(abs(a - b) > 1)), []).append(who)
            for cell in (a, b):
                self._users.setdefault((cell, 2 + int(abs(a - b) > 1)), []).append(who)
        self._ports.setdefault(start.point, set()).add((True, looks[0]))
        self._ports.setdefault(end.point, set()).add((False, looks[1]))


def _index(lines: Sequence[int], value: int) -> int:
    at = bisect_left(lines, value)
    if at == len(lines) or (at and value - lines[at - 1] < lines[at] - value):
        at -= 1
    return at


def _length(wish: Wish) -> int:
    (x, y), (end_x, end_y) = wish.starts[0].point, wish.ends[0].point
    return abs(x - end_x) + abs(y - end_y)


def _simple(points: Sequence[Point]) -> tuple[Point, ...]:
    """Points without those in the middle of a straight stretch."""
    found: list[Point] = []
    for point in points:
        if found and found[-1] == point:
            continue
        if len(found) > 1:
            (a, b), (c, d) = found[-2:]
            if (a == c == point[0]) or (b == d == point[1]):
                found[-1] = point
                continue
        found.append(point)
    return tuple(found)


class _Search:
    """The search for the way of one link."""

    def __init__(self, ground: Field, wish: Wish, goals: dict[tuple[int, int], Port]) -> None:
        self.field, self.wish, self.goals = ground, wish, goals
        first, last = wish.looks
        self.keys = (
            {f"{one.key}\n{first}" for one in wish.starts},
            {f"{one.key}\n{last}" for one in wish.ends},
        )
        xs, ys = ground._xs, ground._ys
        self.targets = [(xs[cell % len(xs)], ys[cell // len(xs)]) for cell, _ in goals]
        foreign = [box for key, box in ground.frames.items() if key not in wish.inside]
        self.foreign = [
            (
                bisect_left(xs, box.x + 1) - 1,
                bisect_left(xs, box.right),
                bisect_left(ys, box.y + 1) - 1,
                bisect_left(ys, box.bottom),
            )
            for box in foreign
        ]

    def run(self, starts: dict[tuple[int, int], Port]) -> tuple[list[int], Port, Port] | None:
        """Return the points of the grid on the cheapest way, and its ports."""
        em = self.field.em
        heap: list[tuple[float, int, float, int, int]] = []
        best: dict[tuple[int, int], float] = {}
        before: dict[tuple[int, int], tuple[int, int] | None] = {}
        origin: dict[tuple[int, int], Port] = {}
        count = 0
        for (cell, upright), port in starts.items():
            cost = (port.cost + self._port_cost(port, True)) * em
            best[cell, upright], before[cell, upright] = cost, None
            origin[cell, upright] = port
            heapq.heappush(heap, (cost + self._rest(cell), count, cost, cell, upright))
            count += 1
        done: set[tuple[int, int]] = set()
        least = float("inf")
        last: tuple[int, int] | None = None
        while heap:
            guess, _, cost, cell, upright = heapq.heappop(heap)
            if guess >= least:
                break
            state = (cell, upright)
            if state in done:
                continue
            done.add(state)
            for way in (0, 1):
                goal = self.goals.get((cell, way))
                if goal is not None:
                    whole = cost + (goal.cost + self._port_cost(goal, False)) * em
                    whole += 0 if way == upright else _BEND * em
                    if whole < least:
                        least, last, final_port = whole, state, goal
            for next_cell, next_upright, step in self._steps(cell, upright):
                total = cost + step
                key = (next_cell, next_upright)
                if total < best.get(key, float("inf")):
                    best[key], before[key] = total, state
                    count += 1
                    heapq.heappush(heap, (total + self._rest(next_cell), count, total, *key))
        if last is None:
            return None
        cells = [last[0]]
        state_or_none: tuple[int, int] | None = last
        first = last
        while state_or_none is not None:
            first = state_or_none
            if cells[-1] != first[0]:
                cells.append(first[0])
            state_or_none = before[first]
        return cells[::-1], origin[first], final_port

    def _rest(self, cell: int) -> float:
        xs, ys = self.field._xs, self.field._ys
        x, y = xs[cell % len(xs)], ys[cell // len(xs)]
        return min(abs(x - a) + abs(y - b) for a, b in self.targets)

    def _port_cost(self, port: Port, leaves: bool) -> float:
        used = self.field._ports.get(port.point, ())
        look = self.wish.looks[not leaves]
        others = (
            _OTHER_WAY if way is not leaves else _OTHER_LOOK
            for way, one in used
            if (way, one) != (leaves, look)
        )
        return max(others, default=0.0)

    def _steps(self, cell: int, upright: int) -> Iterable[tuple[int, int, float]]:
        ground = self.field
        xs, ys = ground._xs, ground._ys
        width = len(xs)
        row, column = divmod(cell, width)
        em = ground.em
        for way in (0, 1):
            turn = 0.0
            if way != upright:
                line = xs[column] if way else ys[row]
                off = 0.0 if line in ground._middles[way] else _OFF_MIDDLE
                turn = (_BEND + off + self._touch(cell, upright)) * em
            blocked = ground._blocked[way]
            for step in (-1, 1):
                if way:
                    if not 0 <= row + step < len(ys):
                        continue
                    near = min(row, row + step) * width + column
                    target, length = cell + step * width, abs(ys[row + step] - ys[row])
                else:
                    if not 0 <= column + step < width:
                        continue
                    near = row * width + min(column, column + step)
                    target, length = cell + step, abs(xs[column + step] - xs[column])
                if blocked[near]:
                    continue
                cost = length + turn
                others = ground._users.get((near, way))
                if others and not all(map(self._is_friend, others)):
                    cost += _ALONG * em
                crossed = ground._users.get((target, 3 - way))
                if crossed and not all(map(self._is_friend, crossed)):
                    cost += _CROSSING * em
                if self.foreign and self._is_foreign(row, column, target, width):
                    cost += length * _FOREIGN
                yield target, way, cost

    def _touch(self, cell: int, upright: int) -> float:
        """What it costs to bend where another link passes."""
        users = self.field._users
        passing = (*users.get((cell, 2), ()), *users.get((cell, 3), ()))
        return _TOUCH if passing and not all(map(self._is_friend, passing)) else 0.0

    def _is_friend(self, other: tuple[str, str]) -> bool:
        """Whether the other link begins or ends where this one does, but not both."""
        return (other[0] in self.keys[0]) is not (other[1] in self.keys[1])

    def _is_foreign(self, row: int, column: int, target: int, width: int) -> bool:
        end_row, end_column = divmod(target, width)
        for left, right, top, bottom in self.foreign:
            if (left < end_column < right or left < column < right) and (
                top < end_row < bottom or top < row < bottom
            ):
                return True
        return False
