"""The sections and slides of a file with their times, and what can be folded in it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from deck_builder.api.editing.checking import Findings
from deck_builder.api.editing.desk import Desk
from deck_builder.api.editing.model import Fold, Place, Symbol
from deck_builder.api.editing.regions import regions
from deck_builder.base.source import Source
from deck_builder.markdown import Node, parse_markdown
from deck_builder.markdown.slide_levels import infer_slide_level
from deck_builder.shapes import LaidOutDeck, LaidOutSlide
from deck_builder.shapes.kinds import paragraphs_of
from deck_builder.text.runs import plain_runs, runs_of
from deck_builder.timing.speech import clock_time

_DIV = re.compile(r"^[ \t>]*(:{3,})[ \t]*(.*)$")
_AGENDA = "agenda"
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)


class Shown(Struct, frozen=True):
    """A slide of a deck: its `number`, from 1, the line where its first text was written, in the
    file at `path`, its `seconds`, and when it `begins`."""

    number: int
    path: str
    line: int
    seconds: float
    begins: float


def shown_slides(deck: LaidOutDeck) -> tuple[Shown, ...]:
    """Return the slides of `deck` that are made of a text of the author's."""
    found, begins = [], 0.0
    for number, slide in enumerate(deck.slides, 1):
        place = _first_place(slide)
        if place is not None:
            found.append(Shown(number, *place, slide.seconds, begins))
        begins += slide.seconds
    return tuple(found)


def _first_place(slide: LaidOutSlide) -> tuple[str, int] | None:
    if slide.layout == _AGENDA:
        # It repeats the headings of others.
        return None
    spans = (one.span for one in paragraphs_of(slide.shapes) if one.span is not None)
    span = next(spans, None)
    return (os.path.abspath(span.source.path), span.line) if span else None


def symbols(desk: Desk, path: str, findings: Findings) -> tuple[Symbol, ...]:
    """Return the sections and slides of the file at `path`, with the times that their slides had in
    the last check."""
    source = desk.source(path)
    root = parse_markdown(source).value
    headings = [node for node in root.children if node.kind == "heading" and node.span]
    level = infer_slide_level([one for one in root.children if one.kind != "front_matter"])
    headings = [one for one in headings if one.level <= level]
    times = _times(headings, os.path.abspath(path), findings)
    return tuple(_nested(headings, level, times, source))


def _times(
    headings: Sequence[Node], path: str, findings: Findings
) -> Mapping[int, tuple[int, float]]:
    """The number of the first slide, and the seconds of all, that belong to each heading, by the
    offset of the heading."""
    found: dict[int, tuple[int, float]] = {}
    for _, deck in findings.decks:
        sums: dict[int, tuple[int, float]] = {}
        for shown in shown_slides(deck):
            above = [one for one in headings if one.span and one.span.line <= shown.line]
            if shown.path == path and above and above[-1].span:
                number, seconds = sums.get(above[-1].span.start, (shown.number, 0.0))
                sums[above[-1].span.start] = number, seconds + shown.seconds
        found = sums | found
    return found


def _nested(
    headings: Sequence[Node], level: int, times: Mapping[int, tuple[int, float]], source: Source
) -> Iterator[Symbol]:
    at = 0
    while at < len(headings):
        heading = headings[at]
        after = at + 1
        while after < len(headings) and headings[after].level > heading.level:
            after += 1
        end = headings[after].span.start if after < len(headings) else len(source.text)  # type: ignore[union-attr]
        inner = tuple(_nested(headings[at + 1 : after], level, times, source))
        span = heading.span
        if span is not None:
            inside = [
                times[one.span.start]
                for one in headings[at:after]
                if one.span and one.span.start in times
            ]
            yield Symbol(
                plain_runs(runs_of(heading.children)) or "–",
                _detail(inside, bool(inner)),
                heading.level < level,
                span.start,
                end,
                Place(source.path, span.start, span.end),
                inner,
            )
        at = after


def _detail(times: Sequence[tuple[int, float]], is_section: bool) -> str:
    if not times:
        return ""
    seconds = clock_time(sum(one for _, one in times))
    return seconds if is_section else f"{times[0][0]} · {seconds}"


def folds(desk: Desk, path: str) -> tuple[Fold, ...]:
    """Return what can be folded in the file at `path`: settings, sections, slides, fences, divs
    and comments."""
    source = desk.source(path)
    if not path.endswith((".md", ".markdown")):
        return tuple(_of_indents(source.text.split("\n")))
    return tuple(
        sorted({*_of_markdown(source), *_of_divs(source)}, key=lambda one: (one.first, one.last))
    )


def _of_markdown(source: Source) -> Iterator[Fold]:
    text = source.text
    for region in regions(text):
        first = _line(source, max(0, region.start - 1))
        yield from _fold(first, _line(source, region.end) + 1, source)
    for found in _COMMENT.finditer(text):
        yield from _fold(_line(source, found.start()), _line(source, found.end()), source, True)
    root = parse_markdown(source).value
    headings = [one for one in root.children if one.kind == "heading" and one.span]
    for at, heading in enumerate(headings):
        after = (one for one in headings[at + 1 :] if one.level <= heading.level)
        end = next((one.span.start for one in after if one.span), len(text))
        if heading.span:
            last = _line(source, len(text[:end].rstrip()))
            yield from _fold(_line(source, heading.span.start), last, source)


def _line(source: Source, offset: int) -> int:
    return source.position(offset)[0] - 1


def _fold(first: int, last: int, source: Source, is_comment: bool = False) -> Iterator[Fold]:
    last = min(last, len(source.line_starts) - 1)
    if last > first:
        yield Fold(first, last, is_comment)


def _of_divs(source: Source) -> Iterator[Fold]:
    fenced = [(_line(source, one.start), _line(source, one.end)) for one in regions(source.text)]
    opened: list[int] = []
    for number, line in enumerate(source.text.split("\n")):
        found = _DIV.match(line)
        if not found or any(first <= number <= last for first, last in fenced):
            continue
        if found[2].strip():
            opened.append(number)
        elif opened:
            yield from _fold(opened.pop(), number, source)


def _of_indents(lines: Sequence[str]) -> Iterator[Fold]:
    """The keys of YAML with what is indented below them."""
    for at, line in enumerate(lines):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        indent, last = _indent(line), at
        for below in range(at + 1, len(lines)):
            if lines[below].strip():
                if _indent(lines[below]) <= indent:
                    break
                last = below
        if last > at:
            yield Fold(at, last)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
