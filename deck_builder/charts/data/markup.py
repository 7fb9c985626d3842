"""The texts of a chart without their markup: of most, only the words can be drawn."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from msgspec.structs import replace

from deck_builder.base.source import Span
from deck_builder.base.yaml import Value
from deck_builder.charts.data.body import is_table
from deck_builder.charts.data.forms import is_rule

Words = Callable[[str, Span, str], str]
"""Returns a text without its markup. It is at a place, under a key of the chart."""

_TEXTS = ("title", "source", "x-label", "y-label", "unit")
_NAMES = ("data", "highlight", "x", "y", "series")
_BETWEEN_CELLS = re.compile(r"([,;\t])")
_BETWEEN_PIPES = re.compile(r"((?<!\\)\|)")


def as_written(text: str, place: Span, key: str) -> str:
    """Return `text` as it is."""
    return text


def without_markup(body: Value, words: Words) -> Value:
    """Return the keys and values of a chart without the markup in its texts and in the names of its
    data. What names a file and the columns in it is left as it is."""
    if body.mapping is None:
        return body
    data = body.mapping.get("data")
    is_file = data is not None and bool(data.text) and not is_table(data.text or "")
    keys = _TEXTS if is_file else _TEXTS + _NAMES
    content = {
        key: _plain(value, key, words) if key in keys else value
        for key, value in body.mapping.items()
    }
    return replace(body, content=content)


def _plain(value: Value, key: str, words: Words) -> Value:
    if value.items is not None:
        return replace(value, content=tuple(_plain(one, key, words) for one in value.items))
    if value.mapping is not None:
        return _plain_names(value, value.mapping, key, words)
    if not isinstance(value.content, str):
        return value
    if key == "data" and is_table(value.content):
        text = _plain_table(value.content, value.span, words)
    else:
        text = words(value.content, value.span, key)
    return value if text == value.content else replace(value, content=text, raw=text)


def _plain_names(value: Value, mapping: Mapping[str, Value], key: str, words: Words) -> Value:
    names = {name: words(name, value.keys.get(name, value.span), key) for name in mapping}
    if len(set(names.values())) < len(names):
        names = {name: name for name in names}
    return replace(
        value,
        content={names[name]: _plain(one, key, words) for name, one in mapping.items()},
        keys={names[name]: place for name, place in value.keys.items() if name in names},
    )


def _plain_table(text: str, place: Span, words: Words) -> str:
    """Separated values or a Markdown table, each cell for itself."""
    lines = text.split("\n")
    is_piped = any(is_rule(line.strip()) for line in lines)
    between = _BETWEEN_PIPES if is_piped else _BETWEEN_CELLS

    def cell(text: str) -> str:
        plain = words(text, place, "data")
        return plain.replace("|", r"\|") if is_piped else plain

    def line(text: str) -> str:
        if is_piped and is_rule(text.strip()):
            return text
        parts = between.split(text)
        return "".join(part if at % 2 else cell(part) for at, part in enumerate(parts))

    return "\n".join(map(line, lines))
