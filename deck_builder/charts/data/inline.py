"""The data of a chart as written in its fence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.yaml import MISSING_KEY, UNKNOWN_KEY, Value
from deck_builder.charts import KINDS
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.numerals import GAP_WORDS, LARGEST, Notation, notation_of

BAD_NUMBER = Problem(
    "bad-number", Severity.ERROR, "{place}: ‘{text}’{column} is not a number", "{hint}"
)
VALUE_COUNT = Problem(
    "value-count",
    Severity.ERROR,
    "{name} has {count} values for {expected} categories",
    "write ~ for a value that is missing",
)
BAD_SERIES = Problem("bad-series", Severity.ERROR, "{what}", "{hint}")

_MAPPING_HINT = "write {Go: 11, Rust: 5}, or ‘categories’ and ‘series’"
_PAIRS_HINT = "write [[1, 2], [3, 4]], or a mapping of names to such lists"


def number_hint(text: str) -> str:
    """Return what to do about a `text` that is no number."""
    if "," in text and any(character.isdigit() for character in text):
        return "a comma can group digits or begin the decimals: write it without one"
    return "leave it empty for a gap"


def read_inline(spec: ChartSpec, content: Value, collector: Collector) -> ChartSpec | None:
    """Return `spec` with the series in `content`; None after a report."""
    before = len(collector.found)
    if KINDS[spec.kind].pairs:
        filled = _scatter(spec, content, collector)
    else:
        filled = _by_category(spec, content, collector)
    return filled if len(collector.found) == before else None


def _by_category(spec: ChartSpec, content: Value, collector: Collector) -> ChartSpec | None:
    mapping = content.mapping
    if mapping is None:
        what = "‘data’ must say which category each value belongs to"
        collector.report(BAD_SERIES, content.span, what=what, hint=_MAPPING_HINT)
        return None
    if "series" in mapping or "categories" in mapping:
        return _series_of(spec, content, mapping, collector)
    notation = _notation(mapping.values(), spec.unit)
    values = tuple(
        _number(value, f"‘{name}’", notation, collector) for name, value in mapping.items()
    )
    unit = spec.unit or notation.unit
    return replace(spec, categories=tuple(mapping), series=(Series("", values),), unit=unit)


def _series_of(
    spec: ChartSpec, content: Value, mapping: Mapping[str, Value], collector: Collector
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
    notation = _notation((value for row in rows.values() for value in row.items or ()), spec.unit)
    series = []
    for name, row in rows.items():
        owner = f"‘{name}’" if name else "the series"
        values = tuple(
            _number(value, f"{owner}, value {position}", notation, collector)
            for position, value in enumerate(row.items or (), 1)
        )
        if len(values) != len(categories):
            facts = {"name": owner, "count": len(values), "expected": len(categories)}
            collector.report(VALUE_COUNT, row.span, **facts)
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
        hint = "write series: {Go: [1, 2]}"
        collector.report(MISSING_KEY, content.span, where="‘data’", key="series", hint=hint)
        return None
    if value.items is not None:
        return {"": value}
    rows = dict(value.mapping or {})
    lists = all(row.items is not None for row in rows.values())
    if rows and lists:
        return rows
    what = "each of the ‘series’ must be a list of numbers"
    collector.report(BAD_SERIES, value.span, what=what, hint="write series: {Go: [1, 2]}")
    return None


def _notation(values: Iterable[Value], unit: str) -> Notation:
    return notation_of((value.text or "" for value in values), unit)


def _number(value: Value, place: str, notation: Notation, collector: Collector) -> float | None:
    number = value.number
    text = value.text
    if number is None and text is not None and text not in GAP_WORDS:
        number = None if isinstance(value.content, bool) else notation.read(text)
    if number is not None and abs(number) > LARGEST:
        number = None
    if number is None and text not in GAP_WORDS:
        written = text if text is not None else value.span.text
        hint = number_hint(written)
        collector.report(BAD_NUMBER, value.span, place=place, text=written, column="", hint=hint)
    return number


def _scatter(spec: ChartSpec, content: Value, collector: Collector) -> ChartSpec | None:
    mapping = content.mapping
    if mapping is not None and set(mapping) == {"series"}:
        return _scatter(spec, mapping["series"], collector)
    if mapping is not None and mapping and all(map(_is_pair, mapping.values())):
        points = _points("", tuple(mapping.values()), collector)
        return pairs_spec(spec, {"": points}, tuple(mapping))
    rows = {"": content} if content.items is not None else dict(mapping or {})
    if not rows or any(row.items is None for row in rows.values()):
        what = "a scatter plot needs two numbers for each point"
        collector.report(BAD_SERIES, content.span, what=what, hint=_PAIRS_HINT)
        return None
    return pairs_spec(
        spec, {name: _points(name, row.items or (), collector) for name, row in rows.items()}
    )


def _is_pair(value: Value) -> bool:
    return value.items is not None and all(item.text is not None for item in value.items)


def _points(
    name: str, values: tuple[Value, ...], collector: Collector
) -> tuple[tuple[float, float], ...]:
    points = []
    for position, value in enumerate(values, 1):
        place = f"‘{name}’, point {position}" if name else f"point {position}"
        if value.items is None or len(value.items) != 2:
            what = f"{place} is not a pair of numbers"
            collector.report(BAD_SERIES, value.span, what=what, hint=_PAIRS_HINT)
            continue
        x, y = (_number(item, place, Notation(), collector) for item in value.items)
        if x is not None and y is not None:
            points.append((x, y))
    return tuple(points)


def pairs_spec(
    spec: ChartSpec,
    series: Mapping[str, tuple[tuple[float, float], ...]],
    names: tuple[str, ...] = (),
) -> ChartSpec:
    """Return `spec` with the points of all `series` on one x axis; each has gaps at the points
    of the others. `names` are those of the points, of a single series."""
    points = [(name, x, y) for name, pairs in series.items() for x, y in pairs]
    rows = tuple(
        Series(name, tuple(y if owner == name else None for owner, _, y in points))
        for name in series
    )
    x_values = tuple(x for _, x, _ in points)
    return replace(spec, series=rows, x_values=x_values, categories=names)
