"""Notes as passages: paragraphs, code, and lists with their items, from flat paragraphs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct

from deck_builder.base.numerals import PLAIN, label
from deck_builder.text.runs import Paragraph


class CodePassage(Struct, frozen=True):
    """Lines of code."""

    lines: tuple[str, ...]


class ListItem(Struct, frozen=True):
    """What stands in an item; `checked` makes it a task, done or not."""

    passages: tuple[Passage, ...]
    checked: bool | None = None


class ListPassage(Struct, frozen=True):
    """A list; `start` is its first number, None for bullets, `style` how it is numbered
    (`base.numerals`)."""

    items: tuple[ListItem, ...]
    start: int | None = None
    style: str = PLAIN

    def label(self, index: int) -> str:
        """Return the number of the item at `index`, as it is shown; empty for bullets."""
        return "" if self.start is None else label(self.start + index, self.style)


Passage = Paragraph | CodePassage | ListPassage


def passages(paragraphs: Sequence[Paragraph]) -> tuple[Passage, ...]:
    """Return `paragraphs` with code and lists put together."""
    found: list[Passage] = []
    for is_listed, group in groupby(paragraphs, lambda one: one.bullet is not None):
        sort = _lists if is_listed else _texts
        found.extend(sort(tuple(group)))
    return tuple(found)


def _texts(paragraphs: Sequence[Paragraph]) -> Iterator[Passage]:
    """Paragraphs; several in a row that are nothing but code are lines of it."""
    for is_code, group in groupby(paragraphs, _is_code):
        run = tuple(group)
        if is_code and len(run) > 1:
            yield CodePassage(tuple(one.text for one in run))
        else:
            yield from (one for one in run if one.text.strip())


def _is_code(paragraph: Paragraph) -> bool:
    return bool(paragraph.runs) and all(run.code for run in paragraph.runs)


def _lists(paragraphs: Sequence[Paragraph]) -> Iterator[Passage]:
    """The lists that paragraphs with marks are, those nested deeper inside their items."""
    level = min(paragraph.level for paragraph in paragraphs)
    items: list[ListItem] = []
    start: int | None = None
    style = PLAIN
    for number, group in _grouped(paragraphs, level):
        expected = None if start is None else start + len(items)
        bullet = group[0].bullet
        wanted = bullet.style if bullet else PLAIN
        if items and (number != expected or wanted != style):
            yield ListPassage(tuple(items), start, style)
            items = []
        if not items:
            start, style = number, wanted
        items.append(_item(group, level))
    yield ListPassage(tuple(items), start, style)


def _grouped(
    paragraphs: Sequence[Paragraph], level: int
) -> Iterator[tuple[int | None, tuple[Paragraph, ...]]]:
    """The paragraphs of each item of `level`, with its number."""
    group: list[Paragraph] = []
    for paragraph in paragraphs:
        bullet = paragraph.bullet
        if group and paragraph.level == level and bullet and bullet.shown:
            yield _number(group[0]), tuple(group)
            group = []
        group.append(paragraph)
    yield _number(group[0]), tuple(group)


def _number(paragraph: Paragraph) -> int | None:
    bullet = paragraph.bullet
    return bullet.number if bullet and bullet.shown else None


def _item(paragraphs: Sequence[Paragraph], level: int) -> ListItem:
    found: list[Passage] = []
    for is_own, group in groupby(paragraphs, lambda one: one.level == level):
        sort = _texts if is_own else _lists
        found.extend(sort(tuple(group)))
    bullet = paragraphs[0].bullet
    return ListItem(tuple(found), bullet.checked if bullet else None)
