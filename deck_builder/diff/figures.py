"""Tables, charts, pictures and objects of other programs: which became which, and what changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from typing import TypeVar

from deck_builder.diff import model
from deck_builder.diff.lines import Pair, Row, aligned, changed_lines
from deck_builder.diff.words import text_change
from deck_builder.reader import SlideContents
from deck_builder.reader.model import (
    BaseShape,
    ChartShape,
    ObjectShape,
    PictureShape,
    TableShape,
    TextShape,
)

T = TypeVar("T")
Rows = tuple[tuple[str, ...], ...]

_BETWEEN = " | "
_NAME = 40


def figure_changes(old: SlideContents, new: SlideContents) -> Iterator[model.Change]:
    """Yield what changed in the tables, charts, pictures and other objects of a slide."""
    yield from _tables(old.tables, new.tables)
    yield from _charts(old.charts, new.charts)
    yield from _pictures(old, new)
    yield from _objects(_of(ObjectShape, old), _of(ObjectShape, new))
    yield from _texts(old, new)


def _of(kind: type[T], slide: SlideContents) -> list[T]:
    return [shape for shape in slide.shapes if isinstance(shape, kind)]


def _pairs(
    old: Sequence[T], new: Sequence[T], words: Callable[[T], str]
) -> Iterator[tuple[T | None, T | None]]:
    """Which became which by their words; those left over by their order."""
    lone_old: list[T] = []
    lone_new: list[T] = []
    for at, to in aligned([*map(words, old)], [*map(words, new)]):
        if at is not None and to is not None:
            yield old[at], new[to]
        elif at is not None:
            lone_old.append(old[at])
        elif to is not None:
            lone_new.append(new[to])
    shared = min(len(lone_old), len(lone_new))
    yield from zip(lone_old[:shared], lone_new[:shared], strict=True)
    yield from ((one, None) for one in lone_old[shared:])
    yield from ((None, one) for one in lone_new[shared:])


def _tables(old: Sequence[TableShape], new: Sequence[TableShape]) -> Iterator[model.Change]:
    for was, becomes in _pairs(old, new, lambda one: _words(one.rows)):
        name = _number(becomes or was, new if becomes else old)
        rows = was.rows if was else (), becomes.rows if becomes else ()
        yield from _grids("table", name, *rows)
        yield from _alts(was, becomes, "table")


def _words(rows: Rows) -> str:
    return "\n".join(_BETWEEN.join(row) for row in rows)


def _number(one: object, among: Sequence[object]) -> str:
    """The number among several, from 1; empty when there is only one."""
    places = [at for at, other in enumerate(among, 1) if other is one]
    return str(places[0]) if len(among) > 1 and places else ""


def _grids(part: str, name: str, old: Rows, new: Rows) -> Iterator[model.TextChange]:
    """Columns that were removed or added, then the rows with the columns that both have."""
    columns = [] if not old or not new else list(_columns(old[0], new[0]))
    lines: list[model.Line] = []
    kept = [(at, to) for at, to in columns if at is not None and to is not None]
    if kept and len(kept) < len(columns):
        lines += [line for pair in columns for line in _column(pair, old, new)]
        old = tuple(tuple(_cell(row, at) for at, _ in kept) for row in old)
        new = tuple(tuple(_cell(row, to) for _, to in kept) for row in new)
    lines += changed_lines(_rows(old), _rows(new))
    if lines:
        yield model.TextChange(part, tuple(lines), name)


def _columns(old: Sequence[str], new: Sequence[str]) -> Iterator[Pair]:
    """Columns by their headers; where as many were removed as added, they have other headers."""
    for tag, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal" or j - i == m - k:
            yield from zip(range(i, j), range(k, m), strict=True)
        else:
            yield from ((at, None) for at in range(i, j))
            yield from ((None, to) for to in range(k, m))


def _column(pair: Pair, old: Rows, new: Rows) -> Iterator[model.Line]:
    at, to = pair
    if at is None and to is not None:
        text = _BETWEEN.join(_cell(row, to) for row in new)
        yield model.Line(
            model.LineKind.ADDED, (model.Piece(model.Op.ADDED, f"column: {_flat(text)}"),)
        )
    elif to is None and at is not None:
        text = _BETWEEN.join(_cell(row, at) for row in old)
        yield model.Line(
            model.LineKind.REMOVED, (model.Piece(model.Op.REMOVED, f"column: {_flat(text)}"),)
        )


def _cell(row: Sequence[str], at: int) -> str:
    return row[at] if at < len(row) else ""


def _rows(rows: Rows) -> list[Row]:
    return [Row(_flat(_BETWEEN.join(row))) for row in rows]


def _flat(text: str) -> str:
    return " ".join(text.split())


def _charts(old: Sequence[ChartShape], new: Sequence[ChartShape]) -> Iterator[model.Change]:
    for was, becomes in _pairs(old, new, _chart_words):
        name = _number(becomes or was, new if becomes else old)
        kinds = _kinds(was), _kinds(becomes)
        if kinds[0] != kinds[1]:
            yield model.ValueChange("chart", *kinds, name)
        titles = was.title if was else "", becomes.title if becomes else ""
        if titles[0] != titles[1]:
            yield text_change("chart title", _flat(titles[0]), _flat(titles[1]), name)
        yield from _grids("chart data", name, _data(was), _data(becomes))
        yield from _alts(was, becomes, "chart")


def _chart_words(chart: ChartShape) -> str:
    return "\n".join((chart.title, _words(_data(chart))))


def _kinds(chart: ChartShape | None) -> str:
    return " and ".join(chart.kinds) if chart else ""


def _data(chart: ChartShape | None) -> Rows:
    if chart is None:
        return ()
    head = ("", *(one.name for one in chart.series))
    return (
        head,
        *(
            (category, *(one.values[at] for one in chart.series))
            for at, category in enumerate(chart.categories)
        ),
    )


def _pictures(old: SlideContents, new: SlideContents) -> Iterator[model.Change]:
    """Pictures, and drawn charts, which may differ in colours alone."""
    before, after = list(old.pictures), list(new.pictures)
    for picture in old.pictures:
        same = next((one for one in after if _file(one) == _file(picture)), None)
        if same:
            before.remove(picture)
            after.remove(same)
            yield from _alts(picture, same, _kind(picture))
    for was, becomes in _pairs(before, after, lambda one: one.alt or one.name):
        if was and becomes:
            yield from _alts(was, becomes, _kind(becomes))
        if was and becomes and _kind(becomes) == _CHART:
            if was.alt == becomes.alt and old.theme == new.theme:
                yield model.OtherChange(_CHART, f"‘{_short(becomes.alt)}’ is drawn in another way")
            continue
        shown = _about(was, becomes), _about(becomes, was)
        if shown[0] != shown[1]:
            name = _short(becomes.alt) if was and becomes else ""
            yield model.ValueChange(_kind(becomes or was), *shown, name)


_CHART = "chart"


def _file(picture: PictureShape) -> tuple[str, str]:
    return picture.digest, picture.recording


def _kind(picture: PictureShape | None) -> str:
    if picture and picture.recording:
        return "recording"
    return _CHART if picture and picture.name.startswith("Chart ") else "picture"


def _about(picture: PictureShape | None, other: PictureShape | None) -> str:
    """A description of a picture that tells it from the other one."""
    if picture is None:
        return ""
    if other is None and picture.alt:
        return picture.alt
    ending = picture.format.upper()
    about = f"{ending}, {picture.size:,} bytes" if picture.size else picture.digest
    if other and picture.size == other.size and picture.digest != other.digest:
        about += f", {picture.digest[:7]}"
    if other and picture.recording != other.recording:
        about += f", plays {picture.recording[:7] or 'nothing'}"
    return about


def _short(text: str) -> str:
    return text if len(text) <= _NAME else text[: _NAME - 1].rstrip() + "…"


def _objects(old: Sequence[ObjectShape], new: Sequence[ObjectShape]) -> Iterator[model.Change]:
    for was, becomes in _pairs(old, new, lambda one: one.program):
        if was and becomes and was.program == becomes.program:
            if was.digest != becomes.digest:
                yield model.OtherChange(
                    "object", f"the contents of ‘{becomes.program}’ are other ones"
                )
        else:
            yield model.ValueChange(
                "object", was.program if was else "", becomes.program if becomes else ""
            )
        yield from _alts(was, becomes, "object")


def _alts(old: BaseShape | None, new: BaseShape | None, part: str) -> Iterator[model.TextChange]:
    """A change of alternative text."""
    if old and new and old.alt != new.alt:
        yield text_change(f"{part} alt text", old.alt, new.alt)


def _texts(old: SlideContents, new: SlideContents) -> Iterator[model.TextChange]:
    """Changes of the alternative texts of shapes with text."""
    before, after = (
        [Row(one.alt) for one in _of(TextShape, side) if one.alt] for side in (old, new)
    )
    lines = changed_lines(before, after)
    if lines:
        yield model.TextChange("alt text", lines)
