"""Mermaid's XY charts, read as charts of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct, field

from deck_builder.base.diagnostics import Collector, suggestion
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.numerals import plain_number
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.labels import plain_label
from deck_builder.diagrams.lines import Line, lines_of, unquoted
from deck_builder.diagrams.mermaid import prepared

_STATEMENTS = ("title", "x-axis", "y-axis", "bar", "line")
_NUMBER = re.compile(r"[-+]?(?:\d{1,15}(?:\.\d{0,15})?|\.\d{1,15})")
_LIST = re.compile(r"\[([^\]]*)\]\s*$")
_RANGE = re.compile(r"(\S+)\s*-->\s*(\S+)\s*$")
_ITEM = re.compile(r'\s*(?:"([^"]*)"|([^,"]*))\s*(?:,|$)')
_EXAMPLE = "values are written as ‘bar [5, 6, 7]’"


def read(fence: Fence, found: Collector) -> ChartSpec:
    """Return the chart in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    reader = _Reader(page.title)
    for number, one in enumerate(lines_of(page)):
        if number == 0 and one.text.lower() in ("horizontal", "vertical"):
            reader.is_flat = one.text.lower() == "horizontal"
        else:
            reader.read(one)
    if not reader.rows:
        raise DiagramError("there are no values in it", 0, 1, _EXAMPLE)
    return reader.chart(fence)


class _Reader(Struct):
    """What was read so far: rows of values, each with what it is drawn as."""

    title: str = ""
    is_flat: bool = False
    x_label: str = ""
    y_label: str = ""
    names: tuple[str, ...] = ()
    span: tuple[float, float] | None = None
    rows: list[tuple[str, str, tuple[float, ...]]] = field(default_factory=list)

    def read(self, one: Line) -> None:
        """Take up a line."""
        match one.word.partition("[")[0]:
            case "title":
                self.title = plain_label(unquoted(one.rest))
            case "x-axis":
                self._x_axis(one)
            case "y-axis":
                self.y_label, _ = _with_range(one, one.rest)
            case "bar" | "line" as kind:
                self._row(one, kind)
            case word:
                hint = suggestion(word, _STATEMENTS)
                raise one.wrong("this is no statement of an XY chart", word, hint)

    def _x_axis(self, one: Line) -> None:
        found = _LIST.search(one.rest)
        if found is None:
            self.x_label, self.span = _with_range(one, one.rest)
            return
        self.x_label = plain_label(unquoted(one.rest[: found.start()]))
        self.names = tuple(map(plain_label, _items(found[1])))

    def _row(self, one: Line, kind: str) -> None:
        found = _LIST.search(one.text)
        if found is None:
            raise one.wrong(f"this {kind} has no values", hint=_EXAMPLE)
        name = plain_label(unquoted(one.text[len(kind) : found.start()]))
        values = []
        for text in _items(found[1]):
            if not _NUMBER.fullmatch(text):
                raise one.wrong(f"‘{text}’ is no number", text, _EXAMPLE)
            values.append(float(text))
        self.rows.append((kind, name, tuple(values)))

    def chart(self, fence: Fence) -> ChartSpec:
        """The chart: bars or lines. Lines that only repeat the bars are left out."""
        kinds = {kind for kind, _, _ in self.rows}
        rows = self.rows
        if len(kinds) > 1:
            bars = [values for kind, _, values in rows if kind == "bar"]
            if any(values not in bars for kind, _, values in rows if kind == "line"):
                fault = "bars and lines with other values are in one chart"
                raise DiagramError(fault, 0, 1, "write two charts")
            rows, kinds = [row for row in rows if row[0] == "bar"], {"bar"}
        count = max(len(values) for _, _, values in rows)
        names = self.names or tuple(self._numbers(count))
        if len(names) < count:
            fault = f"there are {count} values for {len(names)} names on the x axis"
            raise DiagramError(fault, 0, 1, "give each value a name")
        series = tuple(
            Series(name, (*values, *(None,) * (len(names) - len(values))))
            for _, name, values in rows
        )
        kind = "line" if kinds == {"line"} else "hbar" if self.is_flat else "bar"
        x_label, y_label = self.x_label, self.y_label
        if kind == "hbar":
            x_label, y_label = y_label, x_label
        return ChartSpec(
            "grouped-bar" if kind == "bar" and len(series) > 1 else kind,
            series,
            names,
            title=self.title,
            x_label=x_label,
            y_label=y_label,
            language=fence.language,
            span=fence.span,
        )

    def _numbers(self, count: int) -> Iterator[str]:
        """The names on an axis of numbers."""
        low, high = self.span or (1.0, float(count))
        for at in range(count):
            share = at / (count - 1) if count > 1 else 0.0
            yield plain_number(round(low + share * (high - low), 6))


def _with_range(one: Line, text: str) -> tuple[str, tuple[float, float] | None]:
    """The name of an axis, and from where to where it goes."""
    found = _RANGE.search(text)
    if found is None:
        return plain_label(unquoted(text)), None
    ends = (found[1], found[2])
    for end in ends:
        if not _NUMBER.fullmatch(end):
            raise one.wrong(f"‘{end}’ is no number", end, "y-axis Sales 0 --> 100")
    return plain_label(unquoted(text[: found.start()])), (float(ends[0]), float(ends[1]))


def _items(text: str) -> Iterator[str]:
    for found in _ITEM.finditer(text):
        if found[0]:
            yield (found[1] if found[1] is not None else found[2]).strip()
