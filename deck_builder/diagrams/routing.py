"""The ways of links: right-angled, around all boxes, with few bends and crossings.

Links go along the lines of a grid that pass all ports, all boxes at a distance, and the middle of
the room between boxes. Each finds the cheapest way through it (A*), the short ones first.
"""

from __future__ import annotations

import heapq
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby, pairwise

from msgspec import Struct, field

from deck_builder.base.units import Box
from deck_builder.diagrams.outlines import Side
from deck_builder.diagrams.ways import Point, Port, Way, Wish

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
_MOST_LINES = 200
# How many states are looked at for all links of a diagram.
_MOST_EFFORT = 120_000
# With many links a good way will do, where the best one takes long.
_MANY, _HASTE = 40, 1.3


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
    # The places that links use which begin, or end, at a box.
    _begun: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    _ended: dict[str, set[tuple[int, int]]] = field(default_factory=dict)
    _ports: dict[Point, set[tuple[bool, str]]] = field(default_factory=dict)
    _effort: int = _MOST_EFFORT
    _haste: float = 1.0

    def ways(self, wishes: Sequence[Wish]) -> list[Way | None]:
        """Return a way for each wish; None for one without any."""
        self._draw_grid(wishes)
        self._haste = _HASTE if len(wishes) > _MANY else 1.0
        order = sorted(range(len(wishes)), key=lambda one: (_length(wishes[one]), one))
        found: list[Way | None] = [None] * len(wishes)
        for number in order:
            found[number] = self._way(wishes[number])
        return found

    def _draw_grid(self, wishes: Sequence[Wish]) -> None:
        margin, ports = round(_MARGIN * self.em), [p for w in wishes for p in (*w.starts, *w.ends)]
        boxes = list(self.boxes.values())
        frames = list(self.frames.values())
        # Frames that links lead to are passed at the same distance as boxes.
        tied = [self.frames[key] for key in {port.key for port in ports} if key in self.frames]
        tied.sort(key=lambda box: (box.x, box.y, box.right, box.bottom))
        self._xs = self._lines(
            [port.point[0] for port in ports],
            [(box.x, box.right) for box in (*boxes, *tied)],
            [(box.x, box.right) for box in frames],
            margin,
            self._middles[1],
        )
        self._ys = self._lines(
            [port.point[1] for port in ports],
            [(box.y, box.bottom) for box in (*boxes, *tied)],
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
        for a, b in pairwise(ends):
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
        places = {(min(a, b), int(abs(a - b) > 1)) for a, b in pairwise(cells)}
        places |= {(cell, 2 + int(abs(a - b) > 1)) for a, b in pairwise(cells) for cell in (a, b)}
        for place in places:
            self._users.setdefault(place, []).append(who)
        self._begun.setdefault(who[0], set()).update(places)
        self._ended.setdefault(who[1], set()).update(places)
        self._ports.setdefault(start.point, set()).add((True, looks[0]))
        self._ports.setdefault(end.point, set()).add((False, looks[1]))

    def _free(self, starts: set[str], ends: set[str]) -> frozenset[tuple[int, int]]:
        """The places that are only used by links which begin or end where another one does, but
        not both."""
        maybe: set[tuple[int, int]] = set()
        for key in starts:
            maybe |= self._begun.get(key, set())
        for key in ends:
            maybe |= self._ended.get(key, set())
        return frozenset(
            place
            for place in maybe
            if all((one in starts) is not (other in ends) for one, other in self._users[place])
        )


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


State = tuple[int, int]
Place = tuple[int, int]


class _Taken(Struct, frozen=True):
    """The places that are used, but for those that are free for a link."""

    used: Mapping[Place, Sequence[tuple[str, str]]]
    free: frozenset[Place]

    def __contains__(self, place: Place) -> bool:
        return place in self.used and place not in self.free


class _Search:
    """The search for the way of one link. A state is a point of the grid and whether the way goes
    up or down there, 1, or sideways, 0."""

    def __init__(self, ground: Field, wish: Wish, goals: dict[State, Port]) -> None:
        self.field, self.wish, self.goals = ground, wish, goals
        self.width = len(ground._xs)
        xs, ys = ground._xs, ground._ys
        self.targets = [(xs[cell % self.width], ys[cell // self.width]) for cell, _ in goals]
        first, last = wish.looks
        starts = {f"{one.key}\n{first}" for one in wish.starts}
        ends = {f"{one.key}\n{last}" for one in wish.ends}
        # What others use, unless they begin or end where this one does, but not both.
        self.taken = _Taken(ground._users, ground._free(starts, ends))
        self.foreign = self._foreign()
        self.rests: dict[int, float] = {}

    def _foreign(self) -> set[int]:
        """The points inside of frames that the way should not go through."""
        xs, ys, width = self.field._xs, self.field._ys, self.width
        found: set[int] = set()
        for key, box in self.field.frames.items():
            if key in self.wish.inside:
                continue
            columns = range(bisect_left(xs, box.x + 1), bisect_left(xs, box.right))
            rows = range(bisect_left(ys, box.y + 1), bisect_left(ys, box.bottom))
            found.update(row * width + column for row in rows for column in columns)
        return found

    def run(self, starts: dict[State, Port]) -> tuple[list[int], Port, Port] | None:
        """Return the points of the grid on the cheapest way, and its ports; None without any, and
        when all links together have been looked for long enough."""
        ground, em = self.field, self.field.em
        heap: list[tuple[float, int, float, State]] = []
        best: dict[State, float] = {}
        before: dict[State, State | None] = {}
        for state, port in starts.items():
            best[state] = (port.cost + self._port_cost(port, True)) * em
            before[state] = None
            heap.append((best[state] + self._rest(state[0]), len(heap), best[state], state))
        heapq.heapify(heap)
        count, least, last = len(heap), float("inf"), None
        while heap and ground._effort:
            guess, _, cost, state = heapq.heappop(heap)
            if guess >= least:
                break
            if cost > best[state]:
                continue
            ground._effort -= 1
            whole, goal = self._finish(state)
            if goal is not None and cost + whole < least:
                least, last = cost + whole, (state, goal)
            for next_state, step in self._steps(*state):
                total = cost + step
                if total < best.get(next_state, float("inf")):
                    best[next_state], before[next_state] = total, state
                    count += 1
                    guess = total + self._rest(next_state[0])
                    heapq.heappush(heap, (guess, count, total, next_state))
        if last is None:
            return None
        path = [last[0]]
        while (previous := before[path[-1]]) is not None:
            path.append(previous)
        cells = [cell for cell, _ in groupby(cell for cell, _ in reversed(path))]
        return cells, starts[path[-1]], last[1]

    def _finish(self, state: State) -> tuple[float, Port | None]:
        """The cost of ending in a state, and the port."""
        cell, upright = state
        least, port = float("inf"), None
        for way in (0, 1):
            goal = self.goals.get((cell, way))
            if goal is not None:
                cost = goal.cost + self._port_cost(goal, False) + (way != upright) * _BEND
                if cost * self.field.em < least:
                    least, port = cost * self.field.em, goal
        return least, port

    def _rest(self, cell: int) -> float:
        """The least that the rest of the way costs."""
        if (known := self.rests.get(cell)) is not None:
            return known
        x, y = self.field._xs[cell % self.width], self.field._ys[cell // self.width]
        bend = _BEND * self.field.em
        found = self.rests[cell] = self.field._haste * min(
            abs(x - a) + abs(y - b) + (bend if x != a and y != b else 0.0) for a, b in self.targets
        )
        return found

    def _port_cost(self, port: Port, leaves: bool) -> float:
        used = self.field._ports.get(port.point, ())
        look = self.wish.looks[not leaves]
        others = (
            _OTHER_WAY if way is not leaves else _OTHER_LOOK
            for way, one in used
            if (way, one) != (leaves, look)
        )
        return max(others, default=0.0)

    def _steps(self, cell: int, upright: int) -> Iterator[tuple[State, float]]:
        """The states that are next to one, and what it costs to go there."""
        ground, width, em, taken = self.field, self.width, self.field.em, self.taken
        row, column = divmod(cell, width)
        for way, lines, at in ((0, ground._xs, column), (1, ground._ys, row)):
            turn = 0.0 if way == upright else self._turn(cell, row, column, way)
            stride = width if way else 1
            for near, target, place in (
                (at - 1, cell - stride, at - 1),
                (at, cell + stride, at + 1),
            ):
                if not 0 <= place < len(lines):
                    continue
                stretch = min(cell, target)
                if ground._blocked[way][stretch]:
                    continue
                length = lines[near + 1] - lines[near]
                cost = length + turn
                if (stretch, way) in taken:
                    cost += _ALONG * em
                if (target, 3 - way) in taken:
                    cost += _CROSSING * em
                if cell in self.foreign or target in self.foreign:
                    cost += length * _FOREIGN
                yield (target, way), cost

    def _turn(self, cell: int, row: int, column: int, way: int) -> float:
        """The cost of a bend: more where another link passes, and into a line that is not in the
        middle of anything."""
        ground = self.field
        line = ground._xs[column] if way else ground._ys[row]
        off = 0.0 if line in ground._middles[way] else _OFF_MIDDLE
        touches = (cell, 2) in self.taken or (cell, 3) in self.taken
        return (_BEND + off + touches * _TOUCH) * ground.em
