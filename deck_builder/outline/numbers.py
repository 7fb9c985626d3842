"""The numbers among a talk's settings, and what they may be."""

from __future__ import annotations

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.fields import Fields
from deck_builder.base.units import MOST_MINUTES
from deck_builder.base.yaml import Value

OUT_OF_RANGE = Problem(
    "out-of-range", Severity.ERROR, "‘{key}’ must be {expected}, not {value}", ""
)
_KEPT_NUMBERS = "numbers of slides, from 1 on, or from -1 on for the last ones"
_KEPT_NUMBER = {"type": "integer", "not": {"const": 0}}
_KEPT_SHAPE = {"anyOf": [_KEPT_NUMBER, {"type": "array", "items": _KEPT_NUMBER}, {"type": "null"}]}


def read_kept_slides(fields: Fields, collector: Collector) -> tuple[int, ...]:
    """Return the numbers of the template's slides that stay; none is 0."""
    value = fields.take("keep-slides", _KEPT_SHAPE)
    if value is None or value.content is None:
        return ()
    items = (value,) if value.items is None else value.items
    kept = []
    for item in items:
        number = item.content
        if not isinstance(number, int) or isinstance(number, bool) or not number:
            _out_of_range("keep-slides", _KEPT_NUMBERS, item, collector)
            return ()
        kept.append(number)
    return tuple(kept)


def read_minutes(fields: Fields, collector: Collector) -> float:
    """Return the time that the talk may take, in minutes; 0 when there is none."""
    value = fields.take(
        "minutes", {"type": "number", "exclusiveMinimum": 0, "maximum": MOST_MINUTES}
    )
    if value is None:
        return 0.0
    number = value.number
    if number is None or not 0 < number <= MOST_MINUTES:
        expected = f"a number above 0 and up to {MOST_MINUTES}"
        _out_of_range("minutes", expected, value, collector)
        return 0.0
    return number


def read_level(key: str, deepest: int, fields: Fields, collector: Collector) -> int:
    """Return a whole number from 1 to `deepest`; 0 when there is none."""
    value = fields.take(key, {"type": "integer", "minimum": 1, "maximum": deepest})
    if value is None:
        return 0
    if value.number in range(1, deepest + 1):
        return int(value.number or 0)
    _out_of_range(key, f"a number from 1 to {deepest}", value, collector)
    return 0


def read_between(
    key: str, default: float, bounds: tuple[int, int], fields: Fields, collector: Collector
) -> float:
    """Return a number between the two `bounds`; `default` when there is none."""
    least, most = bounds
    value = fields.take(key, {"type": "number", "minimum": least, "maximum": most})
    if value is None:
        return default
    number = value.number
    if number is not None and least <= number <= most:
        return number
    _out_of_range(key, f"a number from {least} to {most}", value, collector)
    return default


def _out_of_range(key: str, expected: str, value: Value, collector: Collector) -> None:
    shown = value.text if value.text is not None else "a list"
    collector.report(OUT_OF_RANGE, value.span, key=key, expected=expected, value=shown)
