"""The forms that authors give to the data in a fence, and what they should have looked like."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from deck_builder.assets import Table, TableReport, read_rows
from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import Value
from deck_builder.charts.numbers import notation_of

CUT_NUMBER = Problem(
    "cut-number",
    Severity.ERROR,
    "a comma ends a value: ‘{text}’ is read as {first} and {second}",
    "write the number without the comma, or in quotes with ‘decimal: {mark}’ below ‘data’",
)
NO_VALUE = Problem(
    "bad-series", Severity.ERROR, "‘{name}’ has no value", "write ‘{name}: 5’, or ‘{name}: ~’"
)
NO_CATEGORIES = Problem(
    "bad-series",
    Severity.ERROR,
    "‘data’ does not say what the numbers of each list are for",
    "write {{categories: [{names}], series: {{{first}: [{values}], …}}}}",
)
NAME = "the data"
"""What diagnostics call a table that is in a chart."""

_CATEGORIES = ("categories", "labels")
_SERIES = ("series", "datasets")
_ROW_NAMES = ("name", "label")
_ROW_VALUES = ("data", "values")
_FIRST_COLUMNS = ("categories", "labels", "x", "year", "years", "date", "month", "quarter")
_YEAR = re.compile(r"[12]\d{3}")
_CUT_HERE = re.compile(r"(-?\d[\d.]*),\s*$")
_CUT_IN_LIST = re.compile(r"(?<![\d.,])(-?\d{1,3}),(\d{3})(?!\d)")
_MOST_SHOWN = 3


def is_cut(content: Value, collector: Collector) -> bool:
    """Whether a number in `content` was cut in two at its comma, or a name has no value; these are
    reported."""
    before = len(collector.found)
    _report_cuts(content, collector)
    return len(collector.found) > before


def _report_cuts(content: Value, collector: Collector) -> None:
    for inner in content.items or (content.mapping or {}).values():
        _report_cuts(inner, collector)
    text = content.span.text
    if content.items is not None and text.startswith("[") and re.search(r", +\S", text):
        cut = None if any(one.items for one in content.items) else _CUT_IN_LIST.search(text)
        if cut:
            where = content.span.at(cut.start(), len(cut[0]))
            _report_cut(cut[1], cut[2], where, collector)
    for name, value in (content.mapping or {}).items():
        place = content.keys.get(name)
        if value.content is not None or value.raw or place is None:
            continue
        after = place.source.text[place.end : place.end + 100].lstrip()
        if after.startswith(":"):
            continue
        start = max(0, place.start - 40)
        number = _CUT_HERE.search(place.source.text[start : place.start])
        if number and name[:1].isdigit():
            wide = Span(place.source, start + number.start(), place.end)
            _report_cut(number[1], name, wide, collector)
        else:
            collector.report(NO_VALUE, place, name=name)


def _report_cut(first: str, second: str, place: Span, collector: Collector) -> None:
    mark = "point" if re.fullmatch(r"\d{3}(\.\d+)?", second) else "comma"
    text = f"{first},{second}"
    collector.report(CUT_NUMBER, place, text=text, first=first, second=second, mark=mark)


def as_pairs(content: Value) -> Value:
    """Return lists of one name and number each as a mapping; anything else as it is."""
    items = content.items
    if not items:
        return content
    pairs: list[tuple[str, Span, Value]] = []
    for item in items:
        if item.mapping is not None and len(item.mapping) == 1:
            ((name, value),) = item.mapping.items()
            pairs.append((name, item.keys.get(name, item.span), value))
        elif item.items is not None and len(item.items) == 2 and item.items[0].text is not None:
            pairs.append((item.items[0].text, item.items[0].span, item.items[1]))
    names = {name for name, _, _ in pairs}
    if len(pairs) < len(items) or len(names) < len(pairs):
        return content
    mapping = {name: value for name, _, value in pairs}
    return replace(content, content=mapping, keys={name: place for name, place, _ in pairs})


def with_usual_keys(mapping: Mapping[str, Value]) -> Mapping[str, Value]:
    """Return `mapping` with `categories` and `series` under these names; a list of series that
    say their names becomes a mapping."""
    renamed = {
        "categories"
        if key in _CATEGORIES and len(mapping) > 1
        else "series"
        if key in _SERIES
        else key: value
        for key, value in mapping.items()
    }
    if "categories" in renamed and "series" not in renamed and len(renamed) == 2:
        value = next(key for key in renamed if key != "categories")
        if value in _ROW_VALUES:
            renamed["series"] = renamed.pop(value)
    series = renamed.get("series")
    rows = [_named_row(row) for row in series.items or ()] if series is not None else []
    if series is not None and rows and all(rows):
        renamed["series"] = replace(series, content=dict(row for row in rows if row))
    return renamed


def _named_row(value: Value) -> tuple[str, Value] | None:
    mapping = value.mapping or {}
    name = next((mapping[key].text for key in _ROW_NAMES if key in mapping), "")
    values = next((mapping[key] for key in _ROW_VALUES if key in mapping), None)
    return None if values is None else (name or "", values)


def named_numbers(content: Value) -> str:
    """Return the numbers in `content` with names, as an example of how to write them."""
    values = content.mapping or dict(zip("ABC", content.items or (), strict=False))
    quotes = {name: "'" if "," in (value.text or "") else "" for name, value in values.items()}
    texts = [
        f"{name}: {quotes[name]}{value.text}{quotes[name]}"
        for name, value in values.items()
        if value.text
    ]
    if not texts:
        return "{Go: 11, Rust: 5}"
    more = ["…"] if len(values) > _MOST_SHOWN or len(content.items or ()) > _MOST_SHOWN else []
    return "{" + ", ".join([*texts[:_MOST_SHOWN], *more]) + "}"


def table_in(content: Value, pairs: bool, collector: Collector) -> Table | None:
    """Return the table that `content` is: text with columns, columns, rows or records; None when it
    is none, and after a report. A chart of `pairs` has two numbers for each point."""
    if content.text:
        return text_table(content.text, content.span, collector)
    if content.items:
        return _of_records(content.items, pairs) or _of_rows(content.items)
    mapping = with_usual_keys(content.mapping or {})
    if set(mapping) == {"series"} and mapping["series"].mapping:
        mapping = mapping["series"].mapping
    if not mapping or "series" in mapping:
        return None
    if all(value.mapping for value in mapping.values()):
        return _of_nested(mapping, pairs)
    if all(value.items and _scalars(value.items) for value in mapping.values()):
        return _of_columns(mapping, pairs, content, collector)
    return None


def text_table(text: str, span: Span, collector: Collector) -> Table | None:
    """Return the table in `text`, separated values or Markdown; None after a report at `span`."""
    lines = [line.strip() for line in text.strip().splitlines()]
    if lines[0].startswith("|") or (len(lines) > 1 and is_rule(lines[1])):
        rows = [_pipe_cells(line) for line in lines if line and not is_rule(line)]
        text = "\n".join("\t".join(row) for row in rows)
    source = Source(NAME, text + "\n")
    return read_rows(source, ".csv", TableReport(NAME, span, collector))


def is_rule(line: str) -> bool:
    """Whether `line` is the one under the header of a Markdown table."""
    return bool(re.fullmatch(r"\|?(\s*:?-+:?\s*\|)*\s*:?-+:?\s*\|?", line)) and "-" in line


def _pipe_cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|").removesuffix("|")
    return [
        cell.strip().replace("\\|", "|").replace("\t", " ")
        for cell in re.split(r"(?<!\\)\|", inner)
    ]


def _scalars(values: Sequence[Value]) -> bool:
    return all(value.text is not None for value in values)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Table:
    numbers = tuple(range(1, len(rows) + 1))
    return Table(NAME, tuple(header), tuple(map(tuple, rows)), numbers)


def _texts(values: Sequence[Value]) -> list[str]:
    return [value.text or "" for value in values]


def _of_records(items: Sequence[Value], pairs: bool) -> Table | None:
    records = [item.mapping for item in items if item.mapping is not None]
    if len(records) < len(items) or not all(_scalars(tuple(one.values())) for one in records):
        return None
    header = tuple(dict.fromkeys(name for one in records for name in one))
    if len(header) < 2 or (not pairs and all(len(one) == 1 for one in records)):
        return None
    rows = [[one[name].text or "" if name in one else "" for name in header] for one in records]
    return _table(header, rows)


def _of_rows(items: Sequence[Value]) -> Table | None:
    """Rows below one of names."""
    rows = [_texts(item.items) for item in items if item.items and _scalars(item.items)]
    if len(rows) < len(items) or len({len(row) for row in rows}) > 1 or len(rows) < 2:
        return None
    header = rows[0]
    names = [cell for cell in header[1:] if not _is_number(cell) or _YEAR.fullmatch(cell)]
    if len(header) < 2 or len(names) < len(header) - 1 or _is_number(header[0]):
        return None
    return _table(header, rows[1:])


def _is_number(text: str) -> bool:
    return bool(notation_of((text,), "").readings(text))


def _of_nested(mapping: Mapping[str, Value], pairs: bool) -> Table | None:
    """Series that name their values; of pairs, points that name their numbers."""
    rows = {name: value.mapping or {} for name, value in mapping.items()}
    if not all(_scalars(tuple(row.values())) for row in rows.values()):
        return None
    names = tuple(dict.fromkeys(name for row in rows.values() for name in row))

    def text(row: str, name: str) -> str:
        value = rows[row].get(name)
        return (value.text or "") if value else ""

    if pairs:
        return _table(("", *names), [[row, *(text(row, name) for name in names)] for row in rows])
    return _table(("", *rows), [[name, *(text(row, name) for row in rows)] for name in names])


def _of_columns(
    mapping: Mapping[str, Value], pairs: bool, content: Value, collector: Collector
) -> Table | None:
    columns = {name: _texts(value.items or ()) for name, value in mapping.items()}
    lengths = {len(texts) for texts in columns.values()}
    is_named_points = lengths == {2} and not {"x", "y"} <= set(columns)
    if len(lengths) > 1 or len(columns) < 2 or (pairs and is_named_points):
        return None
    first = next(iter(columns)) if pairs else _first_column(columns)
    if first is None:
        names = ", ".join(f"name {at + 1}" for at in range(min(_MOST_SHOWN, *lengths)))
        name, texts = next(iter(columns.items()))
        facts = {"names": names, "first": name, "values": ", ".join(texts[:_MOST_SHOWN])}
        collector.report(NO_CATEGORIES, content.span, **facts)
        return None
    order = [first, *(name for name in columns if name != first)]
    rows = list(zip(*(columns[name] for name in order), strict=True))
    return _table(order, rows)


def _first_column(columns: Mapping[str, list[str]]) -> str | None:
    """The name of the column of categories: one of words, of years, or with a usual name."""
    return next(_candidates(columns), None)


def _candidates(columns: Mapping[str, list[str]]) -> Iterator[str]:
    for name, texts in columns.items():
        if any(text and not _is_number(text) for text in texts):
            yield name
    for name, texts in columns.items():
        if name.lower() in _FIRST_COLUMNS or all(map(_YEAR.fullmatch, texts)):
            yield name
