"""A walk through code: each remark stands beside the lines that it speaks of."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import ClassVar, Self

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.base.units import Box, Insets, emu
from deck_builder.blocks import Block, Code, List, Placed, Prose
from deck_builder.blocks.group import Group
from deck_builder.shapes import AutoShape, Connector, Geometry, Shape, TextBox
from deck_builder.text.runs import Alignment, Paragraph, Run
from deck_builder.theme.model import Anchor, Theme
from deck_builder.theme.text_style import TextStyle
from deck_builder.variants.base import CARD, Blocks, Unsuited, Variant, VariantBlock
from deck_builder.variants.items import Item, items_of
from deck_builder.variants.placing import (
    NUMERAL,
    em,
    holds_words,
    item_box,
    item_height,
    label_width,
    lowered,
    style_of,
)

_FEWEST, _MOST = 1, 8
_LINES = late(r"\s*(\d{1,5})(?:\s*[-–]\s*(\d{1,5}))?\s*[:.)]\s+")
# Sizes of code in points, the best first, and the largest share of the width that it takes.
_SIZES = (22.0, 19.0, 16.0)
_MOST_WIDE = 0.66
_NARROWEST = 0.5
# Remarks are at most so many times as large as the code, which leads.
_MOST_BESIDE = 1.2
# The size of the numbers of lines, in points at least, and as a share of that of the remarks.
_BADGE_SIZE, _BADGE_SHARE = 14.0, 0.8
# In em of the remarks: the least width of a column of them; from the code to a badge, around its
# text, after it, and between remarks.
_LEAST_BESIDE = 9.0
_LEADER, _AROUND, _AFTER, _APART = 1.4, 0.35, 0.5, 0.5
_CODE = "Code"
_BAR = emu(3)
# A line of text, as a factor of its size.
_LINE = 1.2


class Remark(Struct, frozen=True):
    """What is said about the lines from `first` to `last` of a listing, counted as it counts."""

    first: int
    last: int
    item: Item


class Walkthrough(VariantBlock, frozen=True):
    """Code with numbered lines, and remarks beside it, or under it when it is wide."""

    name: ClassVar[str] = "walkthrough"

    code: Code = Code(())
    remarks: tuple[Remark, ...] = ()

    def appearing(self) -> Self:
        """With remarks that appear one by one."""
        remarks = (replace(one, item=replace(one.item, appears=True)) for one in self.remarks)
        return replace(self, source=self.source.appearing(), remarks=tuple(remarks))

    def least_height(self, box: Box, theme: Theme) -> int:
        """That of the lowest way to show it with code that is large enough."""
        return min(plan.height for plan in self._plans(box, theme))

    def place(self, box: Box, theme: Theme) -> Placed:
        """With the largest code that has room for all remarks."""
        plans = list(self._plans(box, theme))
        plan = next((one for one in plans if one.height <= box.height), plans[-1])
        room = lowered(box, plan.height)
        shapes = tuple(self._shapes(plan, room))
        return Placed(shapes, room.y - box.y + plan.height)

    def _plans(self, box: Box, theme: Theme) -> Iterator[_Plan]:
        """The ways to show it, the best first: with remarks in a column that is not narrow, or
        under the code, and in narrow columns at last."""
        sized = [_sized(size, theme) for size in _SIZES]
        for one in sized:
            yield self._beside(box, one, _LEAST_BESIDE) or self._under(box, one)
        narrow = (self._beside(box, one, 0) for one in sized)
        yield from (plan for plan in narrow if plan)

    def _beside(self, box: Box, sized: Theme, least: float) -> _Plan | None:
        badge = self._badge(sized)
        width = max(int(box.width * _NARROWEST), self.code.full_width(sized))
        beside = box.width - width - self._before(badge, sized)
        items = [one.item for one in self._sorted()]
        if width > box.width * _MOST_WIDE or not holds_words(items, beside, sized):
            return None
        if beside < least * em(sized):
            return None
        heights = tuple(item_height(item, beside, sized) for item in items)
        code = self.code.place(Box(0, 0, width, box.height), sized).height
        pile = sum(heights) + round(_APART * em(sized)) * (len(heights) - 1)
        return _Plan(sized, width, badge, heights, max(code, pile), is_beside=True)

    def _under(self, box: Box, sized: Theme) -> _Plan:
        badge = self._badge(sized)
        under = box.width - self._before(badge, sized)
        heights = tuple(item_height(one.item, under, sized) for one in self._sorted())
        code = self.code.place(box, sized).height
        apart = round(_APART * em(sized))
        height = code + 2 * apart + sum(heights) + apart * (len(heights) - 1)
        return _Plan(sized, box.width, badge, heights, height, is_beside=False)

    def _sorted(self) -> list[Remark]:
        return sorted(self.remarks, key=lambda one: one.first)

    def _before(self, badge: Box, theme: Theme) -> int:
        """The width of what stands between the code and the text of a remark."""
        return badge.width + round((_LEADER + _AFTER) * em(theme))

    def _badge(self, theme: Theme) -> Box:
        """How large the numbers of lines are, with what is around them."""
        style = _badge_style(theme)
        around = round(2 * _AROUND * em(theme))
        height = emu(style.level(0).size * _LINE) + around // 2
        width = label_width((_label(one) for one in self.remarks), style, theme) + around
        return Box(0, 0, max(width, height), height)

    def _shapes(self, plan: _Plan, box: Box) -> Iterator[Shape]:
        panel = Box(box.x, box.y, plan.width, box.height)
        shapes = self.code.place(panel, plan.theme).shapes
        yield from (_in_group(shape) for shape in shapes)
        text = next(one for one in shapes if isinstance(one, TextBox))
        rows = self.code.rows_in(plan.width, plan.theme)
        remarks = self._sorted()
        spans = [_span(one, rows, text) for one in remarks]
        tops = self._tops(plan, spans, text.box.bottom, box)
        for number, (remark, span, top) in enumerate(zip(remarks, spans, tops, strict=True), 1):
            height = plan.heights[number - 1]
            yield from self._remark(f"Remark {number}", remark, span, (top, height), plan, box)

    def _tops(self, plan: _Plan, spans: Sequence[Box], bottom: int, box: Box) -> list[int]:
        """Where the remarks begin: their first lines at the middle of what they speak of, as far
        as they do not run into each other."""
        apart = round(_APART * em(plan.theme))
        if not plan.is_beside:
            top = bottom + 2 * apart
            tops = [top]
            for height in plan.heights[:-1]:
                tops.append(tops[-1] + height + apart)
            return tops
        half = plan.badge.height // 2
        tops = [max(box.y, span.y + span.height // 2 - half) for span in spans]
        for at, (_, height) in enumerate(zip(tops[1:], plan.heights, strict=False), 1):
            tops[at] = max(tops[at], tops[at - 1] + height + apart)
        end = max(box.y + plan.height, bottom)
        for at in range(len(tops) - 1, -1, -1):
            tops[at] = max(box.y, min(tops[at], end - plan.heights[at]))
            end = tops[at] - apart
        return tops

    def _remark(
        self,
        group: str,
        remark: Remark,
        span: Box,
        place: tuple[int, int],
        plan: _Plan,
        box: Box,
    ) -> Iterator[Shape]:
        """A bar at the lines, a line from there to their number, and the text."""
        theme = plan.theme
        look, (top, height) = theme.variants, place
        gap = round(_LEADER * em(theme)) if plan.is_beside else 0
        bar = Box(box.x + plan.width - _BAR, span.y + _BAR // 2, _BAR, span.height - _BAR)
        yield AutoShape(bar, look.color, group=group, name="Lines")
        x = box.x + (plan.width + gap if plan.is_beside else 0)
        line = round(_LINE * em(theme))
        down = max(0, line - plan.badge.height) // 2
        badge = Box(x, top + down, plan.badge.width, plan.badge.height)
        if plan.is_beside:
            yield _leader(bar, badge, look.color, look.rule_width, group)
        yield TextBox(
            badge,
            (Paragraph((Run(_label(remark)),), alignment=Alignment.CENTER),),
            _badge_style(theme),
            anchor=Anchor.MIDDLE,
            insets=Insets(),
            fill=look.solid,
            geometry=Geometry.ROUNDED_RECTANGLE,
            group=group,
            name=f"{group} label",
        )
        left = badge.right + round(_AFTER * em(theme))
        right = box.x + box.width
        yield item_box(remark.item, Box(left, top, right - left, height), theme, group)


class _Plan(Struct, frozen=True):
    """How a walk is laid out: the theme with the sizes of code and remarks, the width of the code,
    the size of badges, the heights of remarks by their lines, and the height of it all."""

    theme: Theme
    width: int
    badge: Box
    heights: tuple[int, ...]
    height: int
    is_beside: bool


def _sized(size: float, theme: Theme) -> Theme:
    """The theme with code of `size` points, and remarks that are at most a little larger."""
    code, remark = theme.styles["code"], style_of(CARD, theme)
    largest = max((one for one in theme.scale if one <= size * _MOST_BESIDE), default=size)
    sized = theme.with_style("code", code.scaled(size / code.level(0).size))
    return sized.with_style(CARD, replace(remark.at_most(largest), name=CARD))


def _in_group(shape: Shape) -> Shape:
    """A shape of the code, which comes as a whole; the frames of its steps come by themselves."""
    is_step = isinstance(shape, AutoShape) and shape.step > 0
    if is_step or not isinstance(shape, TextBox | AutoShape):
        return shape
    return replace(shape, group=_CODE)


def _leader(bar: Box, badge: Box, color: str, width: float, group: str) -> Connector:
    """The line from the lines to a badge."""
    start, end = bar.y + bar.height // 2, badge.y + badge.height // 2
    box = Box(bar.right, min(start, end), badge.x - bar.right, abs(end - start))
    return Connector(box, color, max(1.0, width), mirrored=end < start, group=group, name="Leader")


def _badge_style(theme: Theme) -> TextStyle:
    """That of numerals, smaller than the remarks that it stands beside."""
    style = style_of(NUMERAL, theme)
    size = max(_BADGE_SIZE, int(style_of(CARD, theme).level(0).size * _BADGE_SHARE))
    levels = tuple(replace(one, size=min(one.size, size), floor=0) for one in style.levels)
    color = theme.variants.on_solid
    return replace(style, levels=levels, floor=0, color=color, alignment="center")


def _label(remark: Remark) -> str:
    return str(remark.first) if remark.first == remark.last else f"{remark.first}–{remark.last}"


def _span(remark: Remark, rows: Sequence[int], text: TextBox) -> Box:
    """Where the lines of a remark stand; `rows` are the numbers of the lines that rows show."""
    found = [at for at, number in enumerate(rows) if remark.first <= number <= remark.last]
    inner = text.box.inset(text.insets)
    top = inner.y + inner.height * found[0] // len(rows)
    bottom = inner.y + inner.height * (found[-1] + 1) // len(rows)
    return Box(inner.x, top, inner.width, bottom - top)


def _made(blocks: Blocks) -> Blocks | Unsuited:
    codes = [block for block in blocks if isinstance(block, Code)]
    lists = [block for block in blocks if isinstance(block, List)]
    others = [block for block in blocks if isinstance(block, Prose)]
    if len(codes) != 1 or len(lists) != 1 or len(codes) + len(lists) + len(others) != len(blocks):
        return Unsuited("it has to be one piece of code and one list")
    code = _numbered(codes[0])
    remarks = _remarks(lists[0], code)
    if isinstance(remarks, Unsuited):
        return remarks
    source = Group((codes[0], lists[0]), codes[0].span)
    walk = Walkthrough(source, code=code, remarks=remarks)
    return tuple(walk if block is codes[0] else block for block in blocks if block is not lists[0])


def _numbered(code: Code) -> Code:
    listing = code.listing
    return replace(code, listing=replace(listing, start=listing.start or 1))


def _remarks(block: Block, code: Code) -> tuple[Remark, ...] | Unsuited:
    items = items_of(block)
    if items is None or not _FEWEST <= len(items) <= _MOST:
        return Unsuited(f"the list needs {_FEWEST} to {_MOST} items of one paragraph")
    start = code.listing.start
    last = start + len(code.lines) - 1
    found: list[Remark] = []
    for item in items:
        begun = _LINES().match(item.text[0].text) if item.text and not item.term else None
        if begun is None:
            return Unsuited("an item does not begin with the number of a line, as in ‘3: …’")
        lines = int(begun[1]), int(begun[2] or begun[1])
        if not start <= lines[0] <= lines[1] <= last:
            return Unsuited(f"the code has no line {begun[0].strip(' :.)')}")
        opening = replace(item.text[0], text=item.text[0].text[begun.end() :])
        text = tuple(run for run in (opening, *item.text[1:]) if run.text)
        found.append(Remark(*lines, replace(item, text=text)))
    if any(one.last >= other.first for one, other in pairwise(sorted(found, key=_first))):
        return Unsuited("two items speak of the same line")
    return tuple(found)


def _first(remark: Remark) -> int:
    return remark.first


def _chosen(blocks: Blocks) -> Blocks | None:
    if not any(isinstance(block, Code) for block in blocks):
        return None
    made = _made(blocks)
    return None if isinstance(made, Unsuited) else made


WALKTHROUGH = Variant("walkthrough", _made, _chosen)
