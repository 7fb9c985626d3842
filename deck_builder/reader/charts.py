"""Native charts as their data (ECMA-376 part 1, section 21.2)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from lxml import etree

from deck_builder.reader.model import ChartSeries, ChartShape
from deck_builder.reader.names import attribute, find, find_all, iterate, local, number, qn
from deck_builder.reader.texts import plain_text

_NAMES = ("c:cat", "c:xVal")
_VALUES = ("c:val", "c:yVal", "c:bubbleSize")
_Points = Mapping[int, str]


def chart_of(space: etree._Element) -> ChartShape:
    """Return the chart in `c:chartSpace`."""
    series = list(iterate(space, "c:ser"))
    names = _merged(_points(one, _NAMES) for one in series)
    values = [_points(one, _VALUES) for one in series]
    places = sorted(set(names).union(*values))
    title = find(space, "c:chart/c:title")
    return ChartShape(
        _kinds(space),
        plain_text(title) if title is not None else "",
        tuple(names.get(place, str(place + 1)) for place in places),
        tuple(
            ChartSeries(_name(one), tuple(points.get(place, "") for place in places))
            for one, points in zip(series, values, strict=True)
        ),
    )


def _kinds(space: etree._Element) -> tuple[str, ...]:
    area = find(space, "c:chart/c:plotArea")
    names = () if area is None else (one for one in area if local(one).endswith("Chart"))
    return tuple(dict.fromkeys(map(_kind, names)))


def _kind(element: etree._Element) -> str:
    is_column = attribute(find(element, "c:barDir"), "val") == "col"
    is_stacked = attribute(find(element, "c:grouping"), "val") in ("stacked", "percentStacked")
    kind = "column" if is_column else local(element).removesuffix("Chart")
    return f"stacked {kind}" if is_stacked else kind


def _name(series: etree._Element) -> str:
    found = find(series, "c:tx")
    return "" if found is None else " ".join(one.text or "" for one in iterate(found, "c:v"))


def _merged(found: Iterable[_Points]) -> dict[int, str]:
    merged: dict[int, str] = {}
    for points in found:
        merged = {**points, **merged}
    return merged


def _points(series: etree._Element, paths: tuple[str, ...]) -> _Points:
    """The texts of a series at these paths, by place; several levels are joined."""
    found: dict[int, list[str]] = {}
    for path in paths:
        for point in (one for part in find_all(series, path) for one in iterate(part, "c:pt")):
            place, value = number(point.get("idx")), point.find(qn("c:v"))
            if place is not None and value is not None:
                found.setdefault(place, []).append(_number(value.text or ""))
    return {place: " · ".join(reversed(texts)) for place, texts in found.items()}


def _number(text: str) -> str:
    """A number in a uniform notation; other text as it is."""
    try:
        return f"{float(text):.12g}"
    except ValueError:
        return text
