"""Mermaid's mind maps: a tree of thoughts, with its root in the middle."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.units import Box
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.labels import Words, plain_label
from deck_builder.diagrams.lines import Ignored, Line, lines_of
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram, Ground, check_size
from deck_builder.diagrams.outlines import Side, outline
from deck_builder.diagrams.paint import STRONG, Paint, series
from deck_builder.diagrams.pieces import bounded, set_text
from deck_builder.diagrams.scene import Head, Item, Link, Node, Scene

# How a shape is written, after its id, and PowerPoint's name for it; longer ones first.
_SHAPES = (
    ("((", "))", "ellipse"),
    ("))", "((", "irregularSeal1"),
    ("{{", "}}", "flowChartPreparation"),
    ("(-", "-)", "cloud"),
    (")", "(", "cloud"),
    ("[", "]", "rect"),
    ("(", ")", "roundRect"),
)
_PLAIN = "roundRect"
_BEGIN = re.compile(r"\(\(|\)\)|\{\{|\(-|\)|\[|\(")
_MOST_LEVELS = 60
_EXAMPLE = "a thought under another one is indented more"
# In em.
_WIDEST, _ROOT_WIDEST = (12.0, 9.0, 7.0), 9.0
_PAD = (0.6, 0.35)
_ACROSS, _DOWN = 1.8, 0.5
_FARTHEST = 5.0
_BRANCH_GAP = 0.9
# With more ends than this, there is one way to lay it out.
_MANY = 60


class Thought(Struct, frozen=True):
    """A thought in its shape, and those that follow from it."""

    label: str
    shape: str = _PLAIN
    thoughts: tuple[Thought, ...] = ()


class MindMap(Diagram, frozen=True):
    """A mind map. Colours are counted from that of the branch `first`."""

    root: Thought = Thought("")
    first: int = 0

    def lay_out(self, ground: Ground) -> Scene:
        """The root in the middle, its branches on both sides, else all of them behind it."""
        widths = _WIDEST if _size(self.root) <= _MANY else _WIDEST[-1:]
        ways = [(widest, one_sided) for widest in widths for one_sided in (False, True)]
        found = []
        for widest, one_sided in ways:
            drawing = _Drawing(self, ground, widest, one_sided)
            scene = bounded(list(drawing.items()))
            if scene.width <= ground.width and scene.height <= ground.height:
                return scene
            found.append(scene)
        return found[0]

    def extent(self, ground: Ground) -> tuple[int, int]:
        """A line for each end of a branch, half of them at each side."""
        sizes = [_size(branch) for branch in self.root.thoughts]
        tallest = max((sum(sizes) + 1) // 2, *sizes, 0) if sizes else 0
        return 0, ground.em(tallest * (1.2 + 2 * _PAD[1] + _DOWN) - _DOWN)

    def parts(self) -> tuple[Diagram, ...]:
        """Two halves of the branches, each with the root; of one branch, the halves of that."""
        return tuple(
            replace(self, root=half, first=self.first + at) for half, at in _halves(self.root)
        )

    def sentences(self) -> Sequence[str]:
        """Each thought that has others under it, with these."""
        return tuple(_told(self.root)) or (plain_label(self.root.label),)

    def words(self) -> Sequence[str]:
        """All thoughts, branch by branch."""
        return tuple(filter(None, (plain_label(one.label) for one in _all(self.root))))


def _halves(root: Thought) -> tuple[tuple[Thought, int], ...]:
    """Two halves of a thought, each with the number of its first branch; none without two ends."""
    branches = root.thoughts
    if len(branches) == 1:
        halves = _halves(branches[0])
        return tuple((replace(root, thoughts=(half,)), 0) for half, _ in halves)
    if not branches:
        return ()
    sizes = [_size(branch) for branch in branches]
    cut = min(range(1, len(branches)), key=lambda at: abs(sum(sizes[:at]) - sum(sizes[at:])))
    return (
        (replace(root, thoughts=branches[:cut]), 0),
        (replace(root, thoughts=branches[cut:]), cut),
    )


def _told(thought: Thought) -> Iterator[str]:
    if thought.thoughts:
        names = ", ".join(plain_label(one.label) for one in thought.thoughts)
        yield f"{plain_label(thought.label)}: {names}"
    for one in thought.thoughts:
        yield from _told(one)


def _all(thought: Thought) -> Iterator[Thought]:
    yield thought
    for one in thought.thoughts:
        yield from _all(one)


def _size(thought: Thought) -> int:
    """How many ends a branch has."""
    return sum(map(_size, thought.thoughts)) or 1


def read(fence: Fence, found: Collector) -> MindMap:
    """Return the diagram in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    ignored = Ignored(fence, found)
    lines: list[tuple[Line, str, str]] = []
    for one in _joined(list(lines_of(page))):
        if one.text.startswith("::icon"):
            ignored.note(one, "‘::icon’")
        elif one.text.startswith(":::"):
            ignored.note(one, "‘:::’, a class,")
        else:
            lines.append((one, *_read(one)))
    if not lines:
        raise DiagramError("there is no thought in it", 0, 1, "begin with the root")
    check_size(lines, (), fence)
    root = _tree(lines)
    return MindMap(kind="Mind map", title=page.title, described=page.described, root=root)


def _joined(lines: Sequence[Line]) -> Iterator[Line]:
    """The lines, with those put together that are in one pair of quotation marks."""
    open_line: Line | None = None
    for one in lines:
        if open_line is None and one.text.count('"') % 2:
            open_line = one
        elif open_line is None:
            yield one
        else:
            open_line = replace(open_line, text=f"{open_line.text}<br>{one.text}")
            if one.text.count('"') % 2:
                yield open_line
                open_line = None
    if open_line is not None:
        raise open_line.wrong("the quotation marks are not closed")


def _read(written: Line) -> tuple[str, str]:
    """The label of a thought and its shape."""
    text = written.text.partition(":::")[0].rstrip()
    found = _BEGIN.search(text)
    if found is not None:
        for begin, end, shape in _SHAPES:
            if found[0] == begin and text.endswith(end) and len(text) >= found.end() + len(end):
                inside = text[found.end() : len(text) - len(end)]
                return _unquoted(inside), shape
    return _unquoted(text), _PLAIN


def _unquoted(text: str) -> str:
    text = text.strip()
    return text[1:-1] if len(text) > 1 and text[0] == text[-1] == '"' else text


def _tree(lines: Sequence[tuple[Line, str, str]]) -> Thought:
    """The tree that the indents of lines say: a thought is under the nearest one above it that is
    indented less."""
    parents: list[int] = []
    open_at: list[tuple[int, int]] = []
    for number, (one, _, _) in enumerate(lines):
        while open_at and open_at[-1][0] >= one.indent:
            open_at.pop()
        if not open_at and number:
            fault = "a mind map has one root only"
            raise one.wrong(fault, hint=_EXAMPLE)
        if len(open_at) >= _MOST_LEVELS:
            raise one.wrong(f"more than {_MOST_LEVELS} levels of thoughts")
        parents.append(open_at[-1][1] if open_at else -1)
        open_at.append((one.indent, number))
    under: list[list[Thought]] = [[] for _ in lines]
    root = Thought("")
    for number in range(len(lines) - 1, -1, -1):
        _, label, shape = lines[number]
        root = Thought(label, shape, tuple(under[number][::-1]))
        if parents[number] >= 0:
            under[parents[number]].append(root)
    return root


class _Placed(Struct):
    """A thought as it is set: the size of its shape, the height of all under it."""

    thought: Thought
    words: Words
    width: int
    height: int
    paint: Paint
    key: str
    under: list[_Placed]
    tall: int


class _Drawing(Struct):
    """A mind map on its ground."""

    diagram: MindMap
    ground: Ground
    widest: float
    one_sided: bool
    count: int = 0
    boxes: dict[str, Node] = {}

    def items(self) -> Iterator[Item]:
        """The root, then branch by branch."""
        root = self._placed(self.diagram.root, STRONG, 0)
        branches = [
            self._placed(branch, series(self.diagram.first + number), 1)
            for number, branch in enumerate(self.diagram.root.thoughts)
        ]
        root.under = branches
        right, left = self._sides(branches)
        yield self._node(root, -(root.width // 2), -(root.height // 2), 1)
        across = self._across(right, left, root)
        for side, sign in ((right, 1), (left, -1)):
            gap = self.ground.em(_BRANCH_GAP)
            y = -(sum(one.tall for one in side) + gap * max(0, len(side) - 1)) // 2
            widths = _widths(side)
            for branch in side:
                rank = 2 + branches.index(branch)
                x = sign * (root.width // 2 + across)
                yield from self._branch(branch, root, (x, y), (sign, rank, across), widths)
                y += branch.tall + gap

    def _sides(self, branches: list[_Placed]) -> tuple[list[_Placed], list[_Placed]]:
        """The branches at the right and those at the left, about equally high."""
        if self.one_sided or len(branches) < 2:
            return branches, []
        heights = [branch.tall for branch in branches]
        cut = min(
            range(1, len(branches)), key=lambda at: abs(sum(heights[:at]) - sum(heights[at:]))
        )
        return branches[:cut], branches[cut:]

    def _across(self, right: list[_Placed], left: list[_Placed], root: _Placed) -> int:
        """How far levels are apart: as far as there is room."""
        least = self.ground.em(_ACROSS)
        widths = [*_widths(right), *_widths(left)]
        if not widths:
            return least
        rest = self.ground.width - root.width - sum(widths) - least * len(widths)
        return min(least + max(0, rest // len(widths)), self.ground.em(_FARTHEST))

    def _placed(self, thought: Thought, paint: Paint, depth: int) -> _Placed:
        self.count += 1
        key = f"thought {self.count}"
        widest = self.widest if depth else _ROOT_WIDEST
        words = set_text(thought.label, self.ground, widest, bold=depth < 2)
        pad_x, pad_y = (self.ground.em(one) for one in _PAD)
        size = outline(thought.shape).around(words.width + 2 * pad_x, words.height + 2 * pad_y)
        if thought.shape == "ellipse" and not depth:
            size = (max(size), max(size))
        under = [self._placed(one, paint, depth + 1) for one in thought.thoughts]
        gap = self.ground.em(_DOWN)
        inner = sum(one.tall for one in under) + gap * max(0, len(under) - 1)
        shown = paint if depth < 2 else replace(paint, fill="")
        return _Placed(thought, words, *size, shown, key, under, max(size[1], inner))

    def _branch(
        self,
        placed: _Placed,
        parent: _Placed,
        corner: tuple[int, int],
        way: tuple[int, int, int],
        widths: Sequence[int],
    ) -> Iterator[Item]:
        """A thought whose branch begins at a corner, and goes on to the right or the left."""
        (x, y), (sign, rank, across) = corner, way
        left = x if sign > 0 else x - placed.width
        node = self._node(placed, left, y + (placed.tall - placed.height) // 2, rank)
        sides = (Side.RIGHT, Side.LEFT) if sign > 0 else (Side.LEFT, Side.RIGHT)
        begin = self.boxes[parent.key].port(sides[0])
        end = node.port(sides[1])
        middle = end[0] - sign * across // 2
        bend = ((middle, begin[1]), (middle, end[1])) if begin[1] != end[1] else ()
        yield Link(
            points=(begin, *bend, end),
            start=parent.key,
            end=placed.key,
            start_side=sides[0],
            end_side=sides[1],
            end_head=Head.NONE,
            name=f"{plain_label(parent.thought.label)} to {plain_label(placed.thought.label)}",
            color=placed.paint.line,
            rank=rank,
        )
        yield node
        inner = sum(one.tall for one in placed.under)
        gap = self.ground.em(_DOWN)
        inner += gap * max(0, len(placed.under) - 1)
        below = y + (placed.tall - inner) // 2
        for one in placed.under:
            corner = (x + sign * (widths[0] + across), below)
            yield from self._branch(one, placed, corner, way, widths[1:])
            below += one.tall + gap

    def _node(self, placed: _Placed, x: int, y: int, rank: int) -> Node:
        shape = placed.thought.shape
        node = Node(
            box=Box(x, y, placed.width, placed.height),
            key=placed.key,
            name=plain_label(placed.thought.label),
            shape=shape,
            adjustments=(20_000,) if shape == "roundRect" else (),
            paragraphs=placed.words.paragraphs,
            style=placed.words.style,
            paint=placed.paint,
            rank=rank,
        )
        self.boxes[placed.key] = node
        return node


def _widths(branches: Sequence[_Placed]) -> list[int]:
    """How wide each level of some branches is."""
    widths: list[int] = []
    level = list(branches)
    while level:
        widths.append(max(one.width for one in level))
        level = [under for one in level for under in one.under]
    return widths
