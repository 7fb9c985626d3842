"""Bullet lists, numbered lists and task lists, nested as deep as the author likes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Self

from msgspec.structs import replace

from deck_builder.base.numerals import PLAIN, STYLES, digits_of
from deck_builder.base.source import Span
from deck_builder.blocks.base import Reader
from deck_builder.blocks.frames import TextBlock, appearing, in_pieces
from deck_builder.blocks.icons import with_icons
from deck_builder.markdown import LISTS, Node, holds_inline
from deck_builder.markdown.node import title_of
from deck_builder.text.runs import Bullet, Paragraph, Run, runs_of

DEEPEST_LEVEL = 8
CONTINUED = "continued"
"""The `info` of an item that continues the one before it, without a mark of its own."""


class List(TextBlock, frozen=True):
    """A list as paragraphs with marks. One that is `bare` stays a list."""

    bare: bool = False

    @classmethod
    def parse(cls, node: Node, reader: Reader) -> Self | None:
        """A list of any kind, all of whose content is text."""
        if node.kind not in LISTS:
            return None
        return cls(with_icons(tuple(list_paragraphs(node, 0)), reader.collector), node.span)

    def appearing(self) -> Self:
        """With items that appear one by one."""
        return replace(self, paragraphs=appearing(self.paragraphs))


def list_paragraphs(node: Node, level: int) -> Iterator[Paragraph]:
    """Yield the items of a list as paragraphs at `level`, and those in them deeper."""
    number = node.start if node.kind == "ordered_list" else None
    style = node.info if node.info in STYLES else PLAIN
    last = node.start + node.step * (len(node.children) - 1)
    digits = digits_of(min(node.start, last), max(node.level, node.start, last), style)
    for item in node.children:
        bullet = Bullet(number, item.checked, digits=digits, style=style)
        yield from item_paragraphs(item, bullet, level)
        if number is not None:
            number += node.step


def item_paragraphs(item: Node, bullet: Bullet | None, level: int) -> Iterator[Paragraph]:
    """Yield what stands in an item of a list as paragraphs at `level`; the first has the mark."""
    depth = min(level, DEEPEST_LEVEL)
    is_marked = not item.children or item.children[0].kind in LISTS
    if item.info == CONTINUED:
        is_marked = True
    elif is_marked:
        # An item that is empty or opens with a list has its mark on a line of its own.
        yield Paragraph((), depth, bullet, span=item.span)
    for child in item.children:
        if child.kind in LISTS:
            yield from list_paragraphs(child, level + 1)
            continue
        for runs, span in _texts(child):
            if is_marked:
                bullet = bullet and replace(bullet, shown=False)
            is_marked = True
            yield from in_pieces(Paragraph(runs, depth, bullet, span=span))


def _title(node: Node) -> Iterator[tuple[tuple[Run, ...], Span | None]]:
    if words := title_of(node):
        yield runs_of(words), node.span


def _texts(node: Node) -> Iterator[tuple[tuple[Run, ...], Span | None]]:
    if holds_inline(node):
        yield runs_of(node.children), node.span
    elif node.kind == "math_block":
        yield runs_of((node,)), node.span
    elif node.kind == "code":
        for line in node.text.rstrip("\n").split("\n"):
            yield runs_of((Node("code_span", text=line),)), node.span
        yield from _title(node)
    else:
        yield from _title(node)
        for child in node.children:
            yield from _texts(child)
