"""Diagrams as native shapes: boxes with text, and connectors that are glued to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, ClassVar

from msgspec.structs import replace

from deck_builder.base.limits import DIAGRAM_LENGTH, DIAGRAMS
from deck_builder.base.source import Span
from deck_builder.base.units import Box
from deck_builder.blocks.areas import area
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.chart import Chart
from deck_builder.blocks.code import Code
from deck_builder.blocks.drawn_diagram import DrawnDiagram
from deck_builder.blocks.figure import Figure, caption_height, place_captioned
from deck_builder.blocks.heads import head
from deck_builder.blocks.highlighting import colored_lines
from deck_builder.markdown import Node as MarkdownNode
from deck_builder.shapes import (
    AutoShape,
    Connection,
    Geometry,
    Glue,
    Grouped,
    LineEnd,
    Shape,
    Side,
    TextBox,
)
from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.model import Theme

if TYPE_CHECKING:
    from deck_builder.diagrams.fitted import Fitted
    from deck_builder.diagrams.model import Diagram as Content
    from deck_builder.diagrams.outlines import Side as SceneSide
    from deck_builder.diagrams.scene import Dash, Item, Link, Node

STYLE = "diagram"
"""The text style of diagrams."""
_LANGUAGES = ("mermaid", "dot", "graphviz", "gv", "plantuml", "puml", "d2")
# In EMU: a point that is no further from a site is there.
_NEAR = 2_000
# In points: a diagram with smaller words is shown as its source.
_UNREADABLE = 5.0
AS_SOURCE = "Source of a diagram"
"""What the shape is called that shows the source of a diagram that has no room."""
_SOURCE = "source"
_INCREMENTAL = "incremental"
# Other heads are shapes of their own.
_LINE_ENDS = {"arrow": LineEnd.ARROW, "open": LineEnd.OPEN, "circle": LineEnd.CIRCLE}


class Diagram(Figure, frozen=True):
    """A diagram, with a `caption` under it. One that `appears` is built up step by step. Those that
    are `following` are other parts of it, for slides after this. Its `source` takes its place
    where its words would be too small to be read at all."""

    aside: ClassVar[tuple[str, ...]] = ("span",)

    content: Content
    source: Code
    caption: tuple[Run, ...] = ()
    following: tuple[Content, ...] = ()
    appears: bool = False
    span: Span | None = None

    @classmethod
    def parse(cls, node: MarkdownNode, reader: Reader) -> Block | None:
        """A fence that opens with the name of a language for diagrams, and can be read. Some of
        them are charts."""
        if node.kind != "code" or node.info.lower() not in _LANGUAGES or node.span is None:
            return None
        if _SOURCE in node.attributes.classes:
            return None
        # Only now, since most talks have no diagram; so below.
        from deck_builder.charts.data.spec import ChartSpec
        from deck_builder.diagrams.fence import Fence
        from deck_builder.diagrams.kinds import read_diagram

        DIAGRAMS.count(1, span=node.span)
        DIAGRAM_LENGTH.check(len(node.text), "the diagram", node.span)
        fence = Fence(node.text, _inside(node.span), reader.language)
        before = len(reader.collector.found)
        content = read_diagram(node.info.lower(), fence, reader.collector)
        if content is None:
            return DrawnDiagram.of(node, reader, before)
        if isinstance(content, ChartSpec):
            return Chart.of(content, node, reader)
        reader.check_attributes(node, ("caption", "alt"), (_INCREMENTAL,))
        if alt := node.attributes.get("alt"):
            content = replace(content, described=alt)
        caption = node.attributes.get("caption")
        appears = _INCREMENTAL in node.attributes.classes
        source = Code(colored_lines(node.text, node.info, node.span), node.info, span=node.span)
        return cls(content, source, (Run(caption),) if caption else (), (), appears, node.span)

    def place(self, box: Box, theme: Theme) -> Placed:
        """In the largest text that it has room for."""
        return place_captioned(self.caption, box, theme, lambda room: self._shapes(room, theme))

    def _shapes(self, room: Box, theme: Theme) -> tuple[Shape, ...]:
        found = self._fitted(room, theme)
        if found.size < _UNREADABLE:
            # At most as high as the slide.
            part = self.source.split(room, theme)
            shown = (part[0] if part else self.source).place(room, theme).shapes
            return tuple(replace(one, name=AS_SOURCE) for one in shown if isinstance(one, TextBox))
        scene = found.scene
        x = room.x + max(0, room.width - scene.width) // 2
        y = room.y + max(0, room.height - scene.height) // 2
        return tuple(self._drawn(found.scene.moved(x, y).items))

    def _fitted(self, room: Box, theme: Theme) -> Fitted:
        from deck_builder.diagrams.fitted import fitted
        from deck_builder.diagrams.model import Ground

        ground = Ground(room.width, room.height, theme.styles[STYLE], theme.fonts)
        return fitted(self.content, ground, sizes_of(theme))

    def _has_room(self, room: Box, theme: Theme) -> bool:
        from deck_builder.diagrams.fitted import has_room
        from deck_builder.diagrams.model import Ground

        ground = Ground(room.width, room.height, theme.styles[STYLE], theme.fonts)
        return has_room(self.content, ground, sizes_of(theme))

    def _drawn(self, items: Sequence[Item]) -> Iterator[Shape]:
        from deck_builder.diagrams.scene import Area, Node

        name = self.content.title or self.content.kind
        prefix = f"{self.span.start if self.span else 0}:"
        shapes = {item.key: item for item in items if isinstance(item, Node) and item.key}
        about = self.content.alt()
        for item in items:
            if isinstance(item, Node):
                found: list[Shape] = [self._node(item, prefix)]
            elif isinstance(item, Area):
                found = [area(item)]
            else:
                found = [_link(item, prefix, shapes), *_heads(item)]
            for shape in found:
                assert isinstance(shape, Grouped)
                yield replace(shape, group=name, about=about, rank=item.rank)
                about = ""

    def _node(self, node: Node, prefix: str) -> TextBox | AutoShape:
        paint, geometry = node.paint, Geometry(node.shape)
        key = prefix + node.key if node.key else ""
        if node.style is None or not node.paragraphs:
            return AutoShape(
                node.box,
                paint.fill,
                paint.line,
                geometry,
                adjustments=node.adjustments,
                mirrored=node.mirrored,
                width=node.width,
                dash=_dash(node.dash),
                name=node.name,
                key=key,
            )
        style = replace(node.style, color=paint.color) if paint.color else node.style
        return TextBox(
            node.box,
            tuple(self._paragraph(one) for one in node.paragraphs),
            style,
            anchor=node.anchor,
            insets=node.insets,
            fill=paint.fill,
            line=paint.line,
            geometry=geometry,
            adjustments=node.adjustments,
            mirrored=node.mirrored,
            width=node.width,
            dash=_dash(node.dash),
            name=node.name,
            key=key,
        )

    def _paragraph(self, paragraph: Paragraph) -> Paragraph:
        return replace(paragraph, appears=self.appears, span=self.span)

    def appearing(self) -> Block:
        """Built up step by step."""
        return replace(self, appears=True)

    def plain(self) -> str:
        """Its words."""
        caption = "".join(run.text for run in self.caption)
        parts = (self.content, *self.following)
        words = [word for one in parts for word in (one.title, *one.words())]
        return "\n".join(filter(None, (*words, caption)))

    def least_height(self, box: Box, theme: Theme) -> int:
        """That in the smallest size, at most all of the slide's content area; more where it has to
        be cut."""
        whole = theme.content.height
        if self.following:
            return whole + 1
        below = caption_height(self.caption, box, theme)
        room = Box(0, 0, box.width, whole - below)
        if not self._has_room(room, theme) and self.content.parts():
            return whole + 1
        smallest = self._smallest(box.width, whole - below, theme)
        return min(whole, smallest + below)

    def _smallest(self, width: int, height: int, theme: Theme) -> int:
        """Its height in the smallest size."""
        from deck_builder.diagrams.fitted import fitted
        from deck_builder.diagrams.model import Ground

        ground = Ground(width, height, theme.styles[STYLE], theme.fonts)
        return fitted(self.content, ground, sizes_of(theme)[-1:]).scene.height

    def split(self, box: Box, theme: Theme) -> tuple[Block, Block] | None:
        """At its outermost frames, when it has no room on a slide of its own."""
        parts = (self.content, *self.following)
        if not self.following:
            if self._has_room(theme.content, theme):
                return None
            parts = self.content.parts()
        if len(parts) < 2:
            return None
        first = replace(self, content=parts[0], following=(), caption=())
        # A part may be too large, too.
        while not first._has_room(theme.content, theme) and (finer := first.content.parts()):
            parts = (*finer, *parts[1:])
            first = replace(first, content=parts[0])
        return first, replace(self, content=parts[1], following=parts[2:])


def sizes_of(theme: Theme) -> tuple[float, ...]:
    """Return the sizes in points that the text of a diagram may have, the largest first: those of
    the deck's scale from that of the style down to its floor."""
    style = theme.styles[STYLE]
    largest, floor = style.level(0).size, style.floor
    between = sorted((size for size in theme.scale if floor < size < largest), reverse=True)
    # The step from the smallest of the scale to the floor is a large one.
    last = (between or [largest])[-1]
    halfway = (last + floor) // 2
    return tuple(dict.fromkeys((largest, *between, max(floor, halfway), floor)))


def _inside(span: Span) -> Span:
    """The lines inside of a fence."""
    text = span.text
    start = text.find("\n") + 1 or len(text)
    end = max(start, text.rfind("\n"))
    return Span(span.source, span.start + start, span.start + end)


def _link(link: Link, prefix: str, nodes: dict[str, Node]) -> Connection:
    def glue(key: str, side: SceneSide | None, point: tuple[int, int]) -> Glue | None:
        if side is None or key not in nodes:
            return None
        node = nodes[key]
        away = max(abs(a - b) for a, b in zip(point, node.port(side), strict=True))
        return Glue(prefix + key, Side(side.value), Geometry(node.shape), away <= _NEAR)

    return Connection(
        link.points,
        link.color,
        link.width,
        _dash(link.dash),
        _LINE_ENDS.get(link.start_head.value, LineEnd.NONE),
        _LINE_ENDS.get(link.end_head.value, LineEnd.NONE),
        glue(link.start, link.start_side, link.points[0]),
        glue(link.end, link.end_side, link.points[-1]),
        name=link.name,
    )


def _heads(link: Link) -> Iterator[Shape]:
    """The heads of a link that are shapes of their own."""
    ends = (
        (link.start_head, link.points[0], link.points[1]),
        (link.end_head, link.points[-1], link.points[-2]),
    )
    for kind, tip, behind in ends:
        found = head(kind, tip, behind, link.head_size, link.color, link.width, link.ground)
        if found is not None:
            yield found


def _dash(dash: Dash) -> str:
    return "" if dash.value == "solid" else dash.value
