"""The body of a chart's fence: lines of `key: value`, among them perhaps a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Span
from deck_builder.base.yaml import REPEATED_KEY, Value, parse_yaml
from deck_builder.charts.data.forms import is_rule

_DATA = re.compile(r"^[\"']?data[\"']?\s*:", re.MULTILINE)
_KEY = re.compile(r"[\"']?[\w-]+[\"']?\s*:(\s|$)")
_SEPARATOR = re.compile(r"[,;\t]")
_YAML_LINE = re.compile(r"(?!\{\{)[\s\-#\[{?&*!>%@`]")
_PARTS_OF_DATA = ("categories", "labels", "series", "datasets", "values")


def read_body(place: Span, collector: Collector) -> Value | None:
    """Return the keys and values in the fence at `place`, a table there as its `data`; None when
    there are none, or broken ones, which are reported."""
    table = None if _DATA.search(place.text) else _table_in(place)
    if table is None:
        keys = parse_yaml(place.source, place.start, place.end, collector)
        return None if keys is None else _with_data(keys)
    source = place.source
    mapping: dict[str, Value] = {}
    places: dict[str, Span] = {}
    for start, end in ((place.start, table.start), (table.end, place.end)):
        if not source.text[start:end].strip():
            continue
        part = parse_yaml(source, start, end, collector)
        if part is None or part.mapping is None:
            return part
        for key in part.mapping.keys() & mapping.keys():
            collector.report(REPEATED_KEY, part.keys[key], key=key)
        mapping = {**part.mapping, **mapping}
        places = {**part.keys, **places}
    mapping["data"] = Value(table.text, table, raw=table.text)
    return Value(mapping, place, keys=places)


def is_table(text: str) -> bool:
    """Whether the `data` of a chart are a table that is written there, and no name of a file."""
    return "\n" in text.strip() or text.lstrip().startswith("|")


def _with_data(keys: Value) -> Value:
    """`keys` with `categories` and what belongs to them under `data`."""
    mapping = keys.mapping
    if mapping is None or "data" in mapping or not {"categories", "labels"} & mapping.keys():
        return keys
    inner = {key: value for key, value in mapping.items() if key in _PARTS_OF_DATA}
    places = {key: place for key, place in keys.keys.items() if key in inner}
    rest = {key: value for key, value in mapping.items() if key not in inner}
    first = next(iter(inner.values())).span
    data = Value(inner, Span(first.source, first.start, first.end), keys=places)
    return replace(keys, content={**rest, "data": data})


def _table_in(place: Span) -> Span | None:
    """The first lines at `place` that are those of a table and not of YAML."""
    lines = place.text.splitlines(keepends=True)
    first = next((at for at in range(len(lines)) if _begins_table(lines, at)), None)
    if first is None:
        return None
    last = first
    while last < len(lines) and _may_be_row(lines[last]):
        last += 1
    start = sum(map(len, lines[:first]))
    return place.at(start, sum(map(len, lines[first:last])))


def _begins_table(lines: Sequence[str], at: int) -> bool:
    line, after = lines[at], lines[at + 1] if at + 1 < len(lines) else ""
    if line.lstrip().startswith("|"):
        return True
    if not _may_be_row(line) or not after.strip():
        return False
    if "|" in line and is_rule(after.strip()):
        return True
    return bool(_SEPARATOR.search(line)) and all(map(_is_separated, (line, after)))


def _may_be_row(line: str) -> bool:
    return bool(line.strip()) and not _KEY.match(line)


def _is_separated(line: str) -> bool:
    is_cells = bool(_SEPARATOR.search(line)) and not _YAML_LINE.match(line)
    return is_cells and not _KEY.match(line)
