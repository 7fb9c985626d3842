"""Annotations: labels of points that are not seen, whose values are computed from those of others.

They stand as far from their points as in a drawn chart.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from math import dist

from msgspec import Struct

from deck_builder.charts import KINDS
from deck_builder.charts.data.spec import Annotation, ChartSpec
from deck_builder.charts.draw.annotations import annotated
from deck_builder.charts.draw.bar import has_values
from deck_builder.charts.draw.marks import Anchor, Label, Mark, Stroke
from deck_builder.charts.native.errors import has_errors
from deck_builder.charts.native.fields import NO_LEADERS
from deck_builder.charts.native.parts import (
    Labels,
    categories,
    labelled,
    moved,
    numbers,
    series_head,
)
from deck_builder.charts.native.sheet import Column, column_letters
from deck_builder.charts.native.style import Style
from deck_builder.package.xml import text

_SPACE = "http://schemas.microsoft.com/office/drawing/2012/chart"
_LEADERS = (
    f'<c:extLst><c:ext uri="{{CE6537A1-D6FC-4f65-9D91-7224C49458BB}}" xmlns:c15="{_SPACE}">'
    '<c15:showLeaderLines val="1"/></c:ext></c:extLst>'
)
# How far the end of a number is from its bar, in lines.
_NUMBER = 1.0
_WITH_NUMBERS = ("bar", "stacked")


class Words(Struct, frozen=True):
    """An annotation in `lines` that is `away` from the point of a series and a category, in points
    to the right and down. It `has_leader` where no number is between the two."""

    series: int
    category: int
    lines: tuple[str, ...]
    away: tuple[float, float]
    has_leader: bool


def words_of(spec: ChartSpec, style: Style) -> tuple[Words, ...]:
    """Return the annotations that have room on a drawn chart."""
    return tuple(_words(spec, style)) if spec.annotations else ()


def _words(spec: ChartSpec, style: Style) -> Iterator[Words]:
    pen = style.pen
    marks: Sequence[Mark] = tuple(KINDS[spec.kind].draw(spec, pen))
    anchors = [mark for mark in marks if isinstance(mark, Anchor)]
    names = [name.replace("\n", " ") for name in spec.categories]
    rows = [row.name for row in spec.series]
    placed = _placed(list(annotated(spec, marks, pen))[len(marks) :])
    has_numbers = KINDS[spec.kind].bars and has_values(spec, pen) and not has_errors(spec)
    for one in spec.annotations:
        same = placed.get("".join(one.text.split()), [])
        anchor = _anchor(one, anchors)
        if not same or anchor is None:
            continue
        # Others may have the same words at another point.
        labels = min(same, key=lambda group: dist((group[0].x, group[0].y), (anchor.x, anchor.y)))
        same.remove(labels)
        # The point is in the middle of its category.
        beside = [other.x for other in anchors if other.category == anchor.category]
        x = labels[0].x - sum(beside) / len(beside)
        y = sum(label.y for label in labels) / len(labels) - anchor.y
        y -= pen.line * _NUMBER if has_numbers else 0.0
        lines = tuple(label.text for label in labels)
        series, category = rows.index(anchor.series), names.index(anchor.category)
        yield Words(series, category, lines, (x, y), KINDS[spec.kind].module not in _WITH_NUMBERS)


def _placed(marks: Sequence[Mark]) -> dict[str, list[list[Label]]]:
    """The lines of each annotation, by its words without blanks."""
    groups: list[list[Label]] = []
    for mark in marks:
        if isinstance(mark, Stroke):
            groups.append([])
        elif isinstance(mark, Label):
            groups[-1].append(mark)
    placed = defaultdict[str, list[list[Label]]](list)
    for group in groups:
        placed["".join("".join(one.text for one in group).split())].append(group)
    return placed


def _anchor(one: Annotation, anchors: Sequence[Anchor]) -> Anchor | None:
    found = [
        anchor
        for anchor in anchors
        if anchor.category == one.category and (not one.series or anchor.series == one.series)
    ]
    return max(found, key=lambda anchor: anchor.value, default=None)


def with_annotations(
    spec: ChartSpec, columns: tuple[Column, ...], found: Sequence[Words], code: str
) -> tuple[Column, ...]:
    """Return `columns` with one more for each annotation that was `found`, in the format `code`."""
    return (*columns, *(_column(spec, one, code) for one in found))


def _column(spec: ChartSpec, one: Words, code: str) -> Column:
    cells: list[float | None] = [None] * len(spec.categories)
    formulas = [""] * len(cells)
    at, place = one.category, f"{column_letters(one.series + 1)}{one.category + 2}"
    cells[at], formulas[at] = spec.series[one.series].values[at], f"={place}"
    if KINDS[spec.kind].module in STACKED:
        values = (row.values[at] or 0.0 for row in spec.series[: one.series + 1])
        cells[at] = float(f"{sum(values):.15g}")
        formulas[at] = f"=SUM(B{at + 2}:{place})"
    return Column(" ".join(one.lines), cells, code, formulas)


STACKED = ("stacked", "area")
"""The modules of kinds whose values are on each other."""


def annotation_series(
    found: Sequence[Words], columns: Sequence[Column], first: int, at: int, style: Style
) -> str:
    """Return the annotations as lines that are not seen. The first is the series `first`, and its
    column has the number `at`."""
    return "".join(
        f"<c:ser>{series_head(first + number, columns[at + number].name, at + number)}"
        f"<c:spPr>{style.line('', 0)}</c:spPr>"
        f'<c:marker><c:symbol val="none"/></c:marker>'
        f"{labels_of(one, one.category, style)}{categories(columns[0])}"
        f'{numbers("val", columns[at + number], at + number)}<c:smooth val="0"/></c:ser>'
        for number, one in enumerate(found)
    )


def labels_of(one: Words, point: int, style: Style) -> str:
    """Return the labels of a series of which one `point` has the words of an annotation, with a
    line to it."""
    pen = style.pen
    content = style.words("\n".join(map(text, one.lines)), pen.muted)
    labels = Labels(("SerName",), position="ctr", color=pen.muted)
    own = {point: labels.xml(style, moved(*one.away, style), own=content)}
    more = _LEADERS if one.has_leader else NO_LEADERS
    return labelled(Labels(), style, own, more, fewer=True)
