"""The named values of a mapping, read one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeVar

from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.base.source import Span
from deck_builder.base.yaml import WRONG_TYPE, Value

UNKNOWN_KEY = Problem("unknown-key", Severity.ERROR, "unknown key ‘{key}’ in {where}", "{hint}")
TEXT = {"type": ["string", "number", "boolean", "null"]}
"""The shape of a scalar, which is taken as it is written, in JSON Schema."""
T = TypeVar("T")
# No length in points or percent is larger.
_FARTHEST = 10_000.0


class Fields:
    """Reads the named values of a mapping and reports wrong ones, at the end also unknown keys.

    `where` names the mapping in messages, such as "deck.yaml".
    """

    def __init__(self, value: Value, where: str, collector: Collector) -> None:
        self._values = dict(value.mapping or {})
        self._known: list[str] = []
        self._keys = value.keys
        self._spans = {key: found.span for key, found in self._values.items()}
        self._where = where
        self._collector = collector
        self.span = value.span

    def take(self, key: str, shape: Mapping[str, object] | None = None) -> Value | None:
        """Return the value of `key`, or None when it is not there. The `shape` that it is to have
        is JSON Schema; whoever takes the value checks it."""
        self._known.append(key)
        return self._values.pop(key, None)

    def place(self, key: str) -> Span | None:
        """Return where `key` is written, or None when it is not there."""
        return self._keys.get(key, self.span) if key in self._values else None

    def text(self, key: str, default: str = "") -> str:
        """Return a scalar as text."""
        return self._read(key, lambda value: value.text, "text", default)

    def number(
        self, key: str, default: float, least: float = -_FARTHEST, most: float = _FARTHEST
    ) -> float:
        """Return a number from `least` to `most`."""
        number = self._read(key, lambda value: value.number, "a number", default)
        return self._within(key, "a number", (number,), least, most, (default,))[0]

    def flag(self, key: str, default: bool) -> bool:
        """Return true or false."""
        return self._read(key, lambda value: value.flag, "true or false", default)

    def choice(self, key: str, known: Iterable[str], default: str) -> str:
        """Return one of the `known` words."""
        value = self.take(key)
        if value is None:
            return default
        names = tuple(known)
        if value.text in names:
            return value.text or ""
        self.wrong(key, f"one of {', '.join(names)}", suggestion(value.text or "", names))
        return default

    def texts(self, key: str) -> tuple[Value, ...]:
        """Return a list of scalars; one scalar alone is a list of one."""
        return self._read(key, _texts, "a list of texts", ())

    def numbers(
        self,
        key: str,
        default: tuple[float, ...] = (),
        least: float = -_FARTHEST,
        most: float = _FARTHEST,
    ) -> tuple[float, ...]:
        """Return a list of numbers from `least` to `most`; one number alone is a list of one."""
        numbers = self._read(key, _numbers, "a list of numbers", default)
        return self._within(key, "numbers", numbers, least, most, default)

    def _within(
        self,
        key: str,
        what: str,
        numbers: tuple[float, ...],
        least: float,
        most: float,
        default: tuple[float, ...],
    ) -> tuple[float, ...]:
        if all(least <= number <= most for number in numbers):
            return numbers
        self.wrong(key, f"{what} from {least:g} to {most:g}")
        return default

    def group(self, key: str) -> Fields:
        """Return a mapping to read in turn, empty when there is none."""
        value = self.take(key)
        if value is None or value.content is None:
            value = Value({}, self.span)
        elif value.mapping is None:
            self.wrong(key, "a group of keys")
            value = Value({}, value.span)
        return self.inside(key, value, f"‘{key}’")

    def inside(self, key: str, value: Value, where: str) -> Fields:
        """Return the `value` of `key`, or a part of it, to read in turn; messages call it
        `where`."""
        return Fields(value, where, self._collector)

    def wrong(self, key: str, expected: str, hint: str = "") -> None:
        """Report that the value of `key` is not as `expected`."""
        span = self._spans.get(key, self.span)
        self._collector.report(WRONG_TYPE, span, key=key, expected=expected, hint=hint)

    def finish(self) -> None:
        """Report each key that was not read."""
        for key in self._values:
            self._collector.report(
                UNKNOWN_KEY,
                self._keys.get(key, self.span),
                key=key,
                where=self._where,
                hint=suggestion(key, self._known),
            )

    def __iter__(self) -> Iterator[tuple[str, Value]]:
        return iter(self._values.items())

    def _read(self, key: str, read: Callable[[Value], T | None], expected: str, default: T) -> T:
        value = self.take(key)
        if value is None:
            return default
        found = read(value)
        if found is None:
            self.wrong(key, expected)
            return default
        return found


def _texts(value: Value) -> tuple[Value, ...] | None:
    if value.content is None:
        return ()
    items = (value,) if value.items is None else value.items
    return items if all(item.text is not None for item in items) else None


def _numbers(value: Value) -> tuple[float, ...] | None:
    items = (value,) if value.items is None else value.items
    numbers = tuple(item.number for item in items if item.number is not None)
    return numbers if len(numbers) == len(items) else None
