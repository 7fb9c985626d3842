"""The data of a chart as written in its fence, when it is no table: names with a number each, and
lists of numbers under `categories` and `series`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.fields import UNKNOWN_KEY
from deck_builder.base.limits import CHART_NUMBERS, CHART_SERIES
from deck_builder.base.source import Span
from deck_builder.base.yaml import MISSING_KEY, Value
from deck_builder.charts import KINDS
from deck_builder.charts.data.cells import Cell, read_cell, report_cell
from deck_builder.charts.data.forms import as_pairs, is_cut, named_numbers, with_usual_keys
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.numbers import GAP_WORDS, LARGEST, Notation, notation_of

VALUE_COUNT = Problem(
    "value-count", Severity.ERROR, "{name} has {count} values for {expected} categories", "{hint}"
)
BAD_SERIES = Problem("bad-series", Severity.ERROR, "{what}", "{hint}")

_SERIES_HINT = "write series: {Go: [1, 2]}"
_PAIRS_HINT = "write [[1, 2], [3, 4]], or a mapping of names to such lists"
_MISSING_HINT = "write ~ for a value that is missing"


def read_inline(
    spec: ChartSpec, content: Value, decimal: str, collector: Collector
) -> ChartSpec | None:
    """Return `spec` with the series in `content`, whose decimals begin with the mark `decimal`, if
    that is known; None after a report."""
    before = len(collector.found)
    numbers = _scalars(content) // (2 if KINDS[spec.kind].pairs else 1)
    CHART_NUMBERS.check(numbers, "the chart", content.span)
    if is_cut(content, collector):
        return None
    if KINDS[spec.kind].pairs:
        filled = _scatter(spec, content, decimal, collector)
    else:
        filled = _by_category(spec, content, decimal, collector)
    return filled if len(collector.found) == before else None


def _scalars(value: Value) -> int:
    """How many texts and numbers there are in `value`; names of mappings do not count."""
    inner = value.items or (value.mapping or {}).values()
    return sum(map(_scalars, inner)) if value.items is not None or value.mapping is not None else 1


def _by_category(
    spec: ChartSpec, content: Value, decimal: str, collector: Collector
) -> ChartSpec | None:
    mapping = as_pairs(content).mapping
    if mapping is None:
        what = "‘data’ must say which category each value belongs to"
        hint = f"write {named_numbers(content)}, or ‘categories’ and ‘series’"
        collector.report(BAD_SERIES, content.span, what=what, hint=hint)
        return None
    mapping = with_usual_keys(mapping)
    if "series" in mapping or "categories" in mapping:
        return _series_of(spec, content, mapping, decimal, collector)
    notation = _notation(tuple(mapping.values()), spec, decimal)
    values = tuple(
        _number(value, f"‘{name}’", notation, collector) for name, value in mapping.items()
    )
    unit = spec.unit or notation.unit
    return replace(spec, categories=tuple(mapping), series=(Series("", values),), unit=unit)


def _series_of(
    spec: ChartSpec,
    content: Value,
    mapping: Mapping[str, Value],
    decimal: str,
    collector: Collector,
) -> ChartSpec | None:
    for key in mapping:
        if key not in ("categories", "series"):
            place = content.keys.get(key, content.span)
            hint = "known are: categories, series"
            collector.report(UNKNOWN_KEY, place, key=key, where="‘data’", hint=hint)
    rows = _named_rows(mapping.get("series"), content, collector)
    categories = _categories(mapping.get("categories"), content, collector)
    if rows is None or categories is None:
        return None
    cells = tuple(value for row in rows.values() for value in row.items or ())
    notation = _notation(cells, spec, decimal)
    series = []
    for name, row in rows.items():
        owner = f"‘{name}’" if name else "the series"
        values = tuple(
            _number(value, f"{owner}, value {position}", notation, collector)
            for position, value in enumerate(row.items or (), 1)
        )
        if len(values) != len(categories):
            facts = {"name": owner, "count": len(values), "expected": len(categories)}
            hint = _MISSING_HINT
            if len(values) > len(categories) and "," in row.span.text.replace(", ", ""):
                hint = "a comma ends a value: write 1200, not 1,200"
            collector.report(VALUE_COUNT, row.span, **facts, hint=hint)
        series.append(Series(name, values))
    unit = spec.unit or notation.unit
    return replace(spec, categories=categories, series=tuple(series), unit=unit)


def _categories(
    value: Value | None, content: Value, collector: Collector
) -> tuple[str, ...] | None:
    if value is None:
        hint = "name what each value is for: categories: [2023, 2024]"
        place = content.span
        collector.report(MISSING_KEY, place, where="‘data’", key="categories", hint=hint)
        return None
    texts = tuple(item.text for item in value.items or ())
    named = tuple(text for text in texts if text is not None)
    if named and len(named) == len(texts):
        return named
    what, hint = "‘categories’ must be a list of names", "write categories: [2023, 2024]"
    collector.report(BAD_SERIES, value.span, what=what, hint=hint)
    return None


def _named_rows(
    value: Value | None, content: Value, collector: Collector
) -> dict[str, Value] | None:
    if value is None:
        place = content.span
        collector.report(MISSING_KEY, place, where="‘data’", key="series", hint=_SERIES_HINT)
        return None
    if value.items is not None and all(item.text is not None for item in value.items):
        return {"": value}
    rows = dict(value.mapping or {})
    lists = all(row.items is not None for row in rows.values())
    if rows and lists:
        return rows
    what = "each of the ‘series’ must be a list of numbers"
    collector.report(BAD_SERIES, value.span, what=what, hint=_SERIES_HINT)
    return None


def _notation(values: Sequence[Value], spec: ChartSpec, decimal: str) -> Notation:
    texts = tuple(value.text or "" for value in values)
    return notation_of(texts, spec.unit, spec.language, decimal)


def _number(value: Value, place: str, notation: Notation, collector: Collector) -> float | None:
    text = value.text
    if text is None or isinstance(value.content, bool):
        cell = Cell(text if text is not None else value.span.text, place, value.span)
        report_cell(cell, (), notation, collector)
        return None
    number = value.number
    if number is not None and abs(number) <= LARGEST and not notation.readings(text):
        # One that only YAML knows, such as 0x1F.
        return number
    return read_cell(Cell(text, place, value.span), notation, collector)


def _scatter(
    spec: ChartSpec, content: Value, decimal: str, collector: Collector
) -> ChartSpec | None:
    mapping = content.mapping
    if mapping is not None and set(mapping) == {"series"}:
        return _scatter(spec, mapping["series"], decimal, collector)
    if mapping is not None and mapping and all(map(_is_pair, mapping.values())):
        points = _points("", tuple(mapping.values()), spec, decimal, collector)
        return pairs_spec(spec, {"": points}, tuple(mapping))
    rows = {"": content} if content.items is not None else dict(mapping or {})
    if not rows or any(row.items is None for row in rows.values()):
        what = "a scatter plot needs two numbers for each point"
        collector.report(BAD_SERIES, content.span, what=what, hint=_PAIRS_HINT)
        return None
    return pairs_spec(
        spec,
        {
            name: _points(name, row.items or (), spec, decimal, collector)
            for name, row in rows.items()
        },
    )


def _is_pair(value: Value) -> bool:
    return value.items is not None and all(item.text is not None for item in value.items)


def _points(
    name: str, values: tuple[Value, ...], spec: ChartSpec, decimal: str, collector: Collector
) -> tuple[tuple[float, float], ...]:
    pairs = [value.items for value in values if value.items is not None and len(value.items) == 2]
    across, upward = (
        notation_of(
            [pair[at].text or "" for pair in pairs],
            "" if at == 0 else spec.unit,
            spec.language,
            decimal,
            [pair[1 - at].text or "" for pair in pairs],
        )
        for at in (0, 1)
    )
    points = []
    for position, value in enumerate(values, 1):
        place = f"‘{name}’, point {position}" if name else f"point {position}"
        if value.items is None or len(value.items) != 2:
            what = f"{place} is not a pair of numbers"
            collector.report(BAD_SERIES, value.span, what=what, hint=_PAIRS_HINT)
            continue
        gaps = [item for item in value.items if item.text in GAP_WORDS]
        for gap in gaps:
            cell = Cell(gap.text or "", place, gap.span)
            report_cell(cell, (), across, collector)
        if gaps:
            continue
        x = _number(value.items[0], place, across, collector)
        y = _number(value.items[1], place, upward, collector)
        if x is not None and y is not None:
            points.append((x, y))
    return tuple(points)


def check_size(series: int, points: int, place: Span | None) -> None:
    """Raise LimitError when a chart of so many `series`, each of so many `points`, is too large."""
    CHART_SERIES.check(series, "the chart", place)
    CHART_NUMBERS.check(series * points, "the chart", place)


def pairs_spec(
    spec: ChartSpec,
    series: Mapping[str, tuple[tuple[float, float], ...]],
    names: tuple[str, ...] = (),
) -> ChartSpec:
    """Return `spec` with the points of all `series` on one x axis; each has gaps at the points
    of the others. `names` are those of the points, of a single series."""
    points = [(name, x, y) for name, pairs in series.items() for x, y in pairs]
    check_size(len(series), len(points), spec.span)
    rows = tuple(
        Series(name, tuple(y if owner == name else None for owner, _, y in points))
        for name in series
    )
    x_values = tuple(x for _, x, _ in points)
    return replace(spec, series=rows, x_values=x_values, categories=names)
