"""Git graphs laid out: a lane for each branch, and time from the left to the right or down."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from msgspec import Struct

from deck_builder.base.units import Box, Insets
from deck_builder.diagrams.gitgraph.diagram import Look, Way
from deck_builder.diagrams.labels import Words
from deck_builder.diagrams.model import Ground
from deck_builder.diagrams.outlines import Side
from deck_builder.diagrams.paint import Paint, series
from deck_builder.diagrams.pieces import bounded, line, set_text, words_node
from deck_builder.diagrams.scene import Dash, Head, Item, Link, Node, Point, Scene
from deck_builder.text.runs import Alignment

if TYPE_CHECKING:
    from deck_builder.diagrams.gitgraph.diagram import Commit, GitGraph

# In em.
_DOT = 0.95
_PAD = (0.5, 0.2)
_GAP = 0.35
_BESIDE = 0.9
_STEP, _MOST_STEP = 2.2, 7.0
_LANE, _MOST_LANE = 1.6, 7.0
_NAME_WIDEST, _TAG_WIDEST = 7.0, 9.0
_SIDE_WIDEST = 24.0
_SHAPES = {Look.HIGHLIGHT: "rect"}


def lay_out(diagram: GitGraph, ground: Ground) -> Scene:
    """Return the scene of a git graph."""
    drawing = _Drawing.of(diagram, ground)
    return bounded(list(drawing.across() if diagram.way is Way.RIGHT else drawing.down()))


class _Drawing(Struct, frozen=True):
    """A git graph with its words."""

    diagram: GitGraph
    ground: Ground
    branches: tuple[Words, ...]
    names: tuple[Words | None, ...]
    tags: tuple[tuple[Words, ...], ...]

    @classmethod
    def of(cls, diagram: GitGraph, ground: Ground) -> _Drawing:
        """Return the drawing of a diagram."""
        is_wide = diagram.way is Way.RIGHT
        widest = _NAME_WIDEST if is_wide else _SIDE_WIDEST
        side = Alignment.CENTER if is_wide else Alignment.LEFT
        names = tuple(
            set_text(one.name, ground, widest, side) if one.named else None
            for one in diagram.commits
        )
        tags = tuple(
            tuple(set_text(tag, ground, _TAG_WIDEST) for tag in one.tags) for one in diagram.commits
        )
        branches = tuple(set_text(name, ground, 10.0, bold=True) for name in diagram.branches)
        return cls(diagram, ground, branches, names, tags)

    # To the right.

    def across(self) -> Iterator[Item]:
        """Branches under each other, commits beside each other, their names under them."""
        em, commits = self.ground.em, self.diagram.commits
        steps = [self._step(at) for at in range(len(commits))]
        left = max(one.width for one in self.branches) + 2 * em(_PAD[0]) + em(_BESIDE)
        rest = self.ground.width - left - sum(steps)
        more = max(0, min(rest // len(steps), em(_MOST_STEP) - max(steps)))
        lanes = self._lanes()
        xs, x = [], left
        for step in steps:
            xs.append(x + (step + more) // 2)
            x += step + more
        places = [(xs[at], lanes[one.branch]) for at, one in enumerate(commits)]
        yield from self._lines(places, [(step + more) // 2 for step in steps])
        for number, words in enumerate(self.branches):
            yield from self._guide(number, words, places)
            yield self._branch(number, words, (0, lanes[number]), centred=False)
        for at, (commit, (x, y)) in enumerate(zip(commits, places, strict=True)):
            yield from self._commit(commit, at, x, y)
            under = y + em(_DOT) // 2 + em(_GAP) // 2
            name = self.names[at]
            if name:
                box = Box(x - name.width // 2, under, name.width, name.height)
                yield words_node(commit.name, name, box, rank=at + 2)
            above = y - em(_DOT) // 2 - em(_GAP) // 2
            for tag, words in zip(commit.tags, self.tags[at], strict=True):
                tall = words.height + 2 * em(_PAD[1])
                wide = words.width + 2 * em(_PAD[0])
                above -= tall
                yield self._tag(tag, words, Box(x - wide // 2, above, wide, tall), at + 2)
                above -= em(_GAP) // 2

    def _step(self, at: int) -> int:
        """How much room a commit takes beside the others."""
        em, name = self.ground.em, self.names[at]
        widths = [em(_STEP), name.width + em(_GAP) * 2 if name else 0]
        widths += [words.width + 2 * em(_PAD[0]) + em(_GAP) for words in self.tags[at]]
        return max(widths)

    def _lanes(self) -> list[int]:
        """The middles of the lanes, with room for tags above and names under them."""
        em = self.ground.em
        above = [em(_LANE) // 2] * len(self.branches)
        below = list(above)
        for at, commit in enumerate(self.diagram.commits):
            name, number = self.names[at], commit.branch
            over = sum(words.height + 2 * em(_PAD[1]) + em(_GAP) // 2 for words in self.tags[at])
            above[number] = max(above[number], em(_DOT) // 2 + em(_GAP) + over)
            under = name.height if name else 0
            below[number] = max(below[number], em(_DOT) // 2 + em(_GAP) + under)
        rest = self.ground.height - sum(above) - sum(below)
        more = min(max(0, rest) // len(above), em(_MOST_LANE) // 3)
        lanes, y = [], 0
        for over, under in zip(above, below, strict=True):
            lanes.append(y + over)
            y += over + under + more
        return lanes

    # Down or up.

    def down(self) -> Iterator[Item]:
        """Branches beside each other, commits under each other, their names at the right."""
        em, commits = self.ground.em, self.diagram.commits
        gap = em(_GAP)
        widths = [one.width + 2 * em(_PAD[0]) + gap for one in self.branches]
        heights = [self._height(at) for at in range(len(commits))]
        head = max(one.height for one in self.branches) + 2 * em(_PAD[1]) + em(_BESIDE)
        rest = self.ground.height - head - sum(heights)
        more = max(0, min(rest // len(heights), em(1.2)))
        lanes, x = [], 0
        for width in widths:
            lanes.append(x + width // 2)
            x += width
        order = range(len(commits))
        ys = [0] * len(commits)
        y = head
        for at in reversed(order) if self.diagram.way is Way.UP else order:
            ys[at] = y + (heights[at] + more) // 2
            y += heights[at] + more
        places = [(lanes[one.branch], ys[at]) for at, one in enumerate(commits)]
        yield from self._lines(places, [(height + more) // 2 for height in heights])
        for number, words in enumerate(self.branches):
            yield self._branch(number, words, (lanes[number], 0), centred=True)
        right = x + em(_BESIDE)
        for at, (commit, (x, y)) in enumerate(zip(commits, places, strict=True)):
            yield from self._commit(commit, at, x, y)
            begin = right
            name = self.names[at]
            if name:
                box = Box(begin, y - name.height // 2, name.width, name.height)
                yield words_node(commit.name, name, box, rank=at + 2)
                begin = box.right + em(_BESIDE)
            for tag, words in zip(commit.tags, self.tags[at], strict=True):
                tall = words.height + 2 * em(_PAD[1])
                box = Box(begin, y - tall // 2, words.width + 2 * em(_PAD[0]), tall)
                yield self._tag(tag, words, box, at + 2)
                begin = box.right + gap

    def _height(self, at: int) -> int:
        em, name = self.ground.em, self.names[at]
        tags = [words.height + 2 * em(_PAD[1]) for words in self.tags[at]]
        return max(em(_DOT), name.height if name else 0, *tags, 0) + em(_GAP)

    # What both have.

    def _lines(self, places: Sequence[Point], halves: Sequence[int]) -> Iterator[Item]:
        """The lines from commits to those after them, in the colour of the branch. `halves` are
        half of the room that each commit takes in time."""
        commits = self.diagram.commits
        for at, commit in enumerate(commits):
            # A copy has no line from where it comes.
            shown = commit.parents[:1] if commit.look is Look.PICK else commit.parents
            for number, parent in enumerate(shown):
                merges = number > 0
                color = series(commits[parent].branch if merges else commit.branch).line
                turn = -halves[at] if merges else halves[parent]
                yield Link(
                    points=tuple(self._bent(places[parent], places[at], turn)),
                    start=f"commit {parent}",
                    end=f"commit {at}",
                    start_side=self._sides[0],
                    end_side=self._sides[1],
                    end_head=Head.NONE,
                    name=f"{commits[parent].name} to {commit.name}",
                    color=color,
                    width=2.25,
                    rank=at + 2,
                )

    def _guide(self, number: int, words: Words, places: Sequence[Point]) -> Iterator[Item]:
        """The line from the name of a branch to its first commit."""
        commits = self.diagram.commits
        at = next(at for at, one in enumerate(commits) if one.branch == number)
        x, y = places[at]
        begin = words.width + 2 * self.ground.em(_PAD[0])
        end = x - self.ground.em(_DOT) // 2
        name = f"Lane of {self.diagram.branches[number]}"
        if commits[at].continued:
            color = series(number).line
            yield line((begin, y), (end, y), name=name, color=color, width=2.25)
        else:
            yield line((begin, y), (end, y), name=name, dash=Dash.DOTTED)

    @property
    def _sides(self) -> tuple[Side, Side]:
        match self.diagram.way:
            case Way.RIGHT:
                return Side.RIGHT, Side.LEFT
            case Way.DOWN:
                return Side.BOTTOM, Side.TOP
            case Way.UP:
                return Side.TOP, Side.BOTTOM

    def _bent(self, begin: Point, end: Point, turn: int) -> Iterator[Point]:
        """From one commit to the next: the lane changes behind the first one, or before the last
        one if `turn` is below zero, where nothing else is between them."""
        is_wide = self.diagram.way is Way.RIGHT
        x, y = begin if is_wide else begin[::-1]
        far_x, far_y = end if is_wide else end[::-1]
        sign = 1 if far_x > x else -1
        middle = x + sign * turn if turn > 0 else far_x + sign * turn
        half = sign * self.ground.em(_DOT) // 2
        points = [(x + half, y), (far_x - half, far_y)]
        if y != far_y:
            points[1:1] = [(middle, y), (middle, far_y)]
        yield from points if is_wide else (point[::-1] for point in points)

    def _commit(self, commit: Commit, at: int, x: int, y: int) -> Iterator[Item]:
        size = self.ground.em(_DOT)
        color = series(commit.branch).line
        is_hollow = commit.look in (Look.MERGE, Look.REVERSE)
        box = Box(x - size // 2, y - size // 2, size, size)
        yield Node(
            box=box,
            key=f"commit {at}",
            name=f"Commit {commit.name}",
            shape=_SHAPES.get(commit.look, "ellipse"),
            paint=Paint("background" if is_hollow else color, color, ""),
            width=2.25,
            rank=at + 2,
        )
        inner = size // 4
        if commit.look is Look.MERGE:
            dot = Box(x - inner, y - inner, 2 * inner, 2 * inner)
            paint = Paint(color, "", "")
            yield Node(box=dot, name="Merge", shape="ellipse", paint=paint, open=True, rank=at + 2)
        elif commit.look is Look.REVERSE:
            for sign in (1, -1):
                ends = ((x - inner, y - sign * inner), (x + inner, y + sign * inner))
                yield line(*ends, name="Reverse", color=color, width=2.0, rank=at + 2)
        elif commit.look is Look.PICK:
            dot = Box(x - inner, y - inner, 2 * inner, 2 * inner)
            paint = Paint("background", "", "")
            yield Node(box=dot, name="Copy", shape="ellipse", paint=paint, open=True, rank=at + 2)

    def _branch(self, number: int, words: Words, at: Point, centred: bool) -> Node:
        side, high = (self.ground.em(one) for one in _PAD)
        width, height = words.width + 2 * side, words.height + 2 * high
        x = at[0] - width // 2 if centred else at[0]
        y = at[1] if centred else at[1] - height // 2
        color = series(number).line
        return self._pill(
            self.diagram.branches[number],
            words,
            Box(x, y, width, height),
            Paint(color, color, "background"),
            1,
        )

    def _tag(self, tag: str, words: Words, box: Box, rank: int) -> Node:
        return self._pill(tag, words, box, Paint("surface", "muted", "text"), rank)

    def _pill(self, name: str, words: Words, box: Box, paint: Paint, rank: int) -> Node:
        side = self.ground.em(_PAD[0]) // 2
        return Node(
            box=box,
            name=name,
            shape="roundRect",
            adjustments=(30_000,),
            paragraphs=words.paragraphs,
            style=words.style,
            insets=Insets(left=side, right=side),
            paint=paint,
            width=1.0,
            rank=rank,
        )
