"""Figures: blocks that fill the room they are given, with a caption under them."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.base.units import Box, emu
from deck_builder.blocks.base import Block, Placed, Reader
from deck_builder.blocks.frames import most_fitting, place_balanced
from deck_builder.markdown import Node
from deck_builder.shapes import Shape, TextBox
from deck_builder.text.fit import measure
from deck_builder.text.runs import Alignment, Paragraph, Run
from deck_builder.theme.model import Anchor, Theme

_MARGIN = late(r"^[ \t]*(?:>[ \t]?)+", re.MULTILINE)
CAPTION_GAP = emu(6)


class Figure(Block, frozen=True):
    """A block that is as large as there is room, and never split."""

    @property
    def stretches(self) -> bool:
        """Always."""
        return True


def fence_body(
    node: Node,
    info: str,
    reader: Reader,
    keys: Sequence[str] = (),
    classes: Sequence[str] = (),
) -> Span | None:
    """Return the lines inside of a fence that opens with the word `info`, None for any other
    node. It may have attributes with these `keys` and these `classes`."""
    if node.kind != "code" or node.info != info or node.span is None:
        return None
    reader.check_attributes(node, keys, classes)
    span, text = node.span, node.span.text
    start = text.find("\n") + 1 or len(text)
    end = max(start, text.rfind("\n"))
    body = Span(span.source, span.start + start, span.start + end)
    in_quote = body.text.lstrip().startswith(">") and not node.text.lstrip().startswith(">")
    return _without_margin(body) if in_quote else body


def _without_margin(body: Span) -> Span:
    """The lines inside of a fence in a quote, blanks in place of the quote's marks."""
    source, before = body.source, body.source.text
    inside = _MARGIN().sub(lambda found: " " * len(found[0]), body.text)
    text = before[: body.start] + inside + before[body.end :]
    return Span(replace(source, text=text, written=source.written or before), body.start, body.end)


def place_captioned(
    caption: tuple[Run, ...], box: Box, theme: Theme, frame: Callable[[Box], tuple[Shape, ...]]
) -> Placed:
    """Lay out the shapes of `frame` in what the caption leaves of `box`, and the caption under
    them, flush with their left edge if it has room there."""
    if not caption:
        return Placed(frame(box), box.height)
    below = caption_height(caption, box, theme)
    room = box.of_height(max(0, box.height - below))
    shapes = frame(room)
    top = max((shape.box.bottom for shape in shapes), default=room.y) + CAPTION_GAP
    left = min((shape.box.x for shape in shapes), default=box.x)
    text = _placed(caption, Box(left, top, box.right - left, below), theme)
    if text.height + CAPTION_GAP > below:
        text = _placed(caption, Box(box.x, top, box.width, below), theme)
    return Placed((*shapes, *text.shapes), top + text.height - box.y)


def caption_height(caption: tuple[Run, ...], box: Box, theme: Theme) -> int:
    """Return the height in EMU of a caption at the width of `box` and of the gap above it."""
    return _placed(caption, box, theme).height + CAPTION_GAP if caption else 0


def _placed(caption: tuple[Run, ...], box: Box, theme: Theme) -> Placed:
    return place_balanced((Paragraph(caption),), box, theme, theme.styles["caption"])


def missing_figure(words: str, room: Box, theme: Theme) -> TextBox:
    """Return the frame that takes the place of a figure that cannot be shown, with as many of the
    `words` that describe it as there is room for."""
    style = theme.styles["caption"]

    def paragraphs(count: int) -> tuple[Paragraph, ...]:
        cut = words if count == len(words) else f"{words[:count].rstrip()}…"
        run = Run(cut, italic=True, color="muted")
        return (Paragraph((run,), alignment=Alignment.CENTER),) if count else ()

    def height(count: int) -> int:
        return measure(paragraphs(count), room.width, style, theme.fonts).height

    count = most_fitting(len(words), lambda count: height(count) <= room.height)
    frame = room.of_height(min(room.height, max(emu(120), room.height // 2, height(count))))
    return TextBox(frame, paragraphs(count), style, anchor=Anchor.MIDDLE, fill="surface")
