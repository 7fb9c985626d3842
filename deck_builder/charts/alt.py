"""The alternative text of a chart: its data in sentences."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from deck_builder.base.locale import decimal_mark
from deck_builder.base.words import ChartWords, as_opening, words_in
from deck_builder.charts import KINDS
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.dates import named_day
from deck_builder.charts.numerals import plain_number

_MOST_VALUES = 12
_MOST_SERIES = 8
_MOST_POINTS = 12
_MOST_TASKS = 20
_STOPS = tuple(".?!…。？！؟।")
_BREAK = "\n"


def alt_text(spec: ChartSpec) -> str:
    """Return the data of `spec` in sentences of its language: every value of a short series; of a
    long one the first, the last, the lowest and the highest."""
    return _Description(spec, words_in(spec.language).charts).text()


class _Description:
    def __init__(self, spec: ChartSpec, words: ChartWords) -> None:
        self._spec = spec
        self._words = words
        self._unit = spec.unit
        self._decimal_mark = decimal_mark(spec.language)
        # Commas in numbers must differ from those between them.
        self._comma = words.comma.replace(",", ";") if self._decimal_mark == "," else words.comma

    def text(self) -> str:
        spec, words = self._spec, self._words
        title = f"{words.colon}{spec.title}" if spec.title else ""
        if KINDS[spec.kind].spans and len(spec.series) == 2:
            rows = [self._tasks()]
        else:
            rows = [self._row(row) for row in spec.series[:_MOST_SERIES]]
        if len(spec.series) > _MOST_SERIES and not KINDS[spec.kind].spans:
            rest = [row.name for row in spec.series[_MOST_SERIES:]]
            rows.append(words.more.format(count=len(rest), names=self._comma.join(rest)))
        source = words.source.format(source=spec.source) if spec.source else ""
        kind = as_opening(words.kinds.get(spec.kind, KINDS[spec.kind].words))
        sentences = (f"{kind}{title}", self._axes(), *rows, *self._marks(), source)
        return "".join(map(self._sentence, filter(None, sentences))).rstrip()

    def _sentence(self, words: str) -> str:
        stop = self._words.stop
        return f"{words}{stop[1:]}" if words.endswith(_STOPS) else f"{words}{stop}"

    def _axes(self) -> str:
        """What the values are, and what they are of."""
        spec, words = self._spec, self._words
        value, across = spec.y_label, spec.x_label
        if across and KINDS[spec.kind].rows:
            value, across = across, value
        if value and across:
            return words.axes.format(values=value, across=across)
        return value or (words.across.format(across=across) if across else "")

    def _marks(self) -> Iterator[str]:
        """What is on the chart beside its data."""
        spec, words = self._spec, self._words
        if spec.log:
            yield as_opening(words.log)
        named = zip(spec.categories, spec.outliers[:_MOST_VALUES], strict=False)
        for name, values in named:
            if values:
                yield f"{name}{words.colon}{words.outliers.format(count=len(values))}"
        for one in spec.references:
            low = self._of_axis(one.low)
            if one.high is None:
                place = words.line_at.format(value=low)
            else:
                place = words.band.format(low=low, high=self._of_axis(one.high))
            yield as_opening(f"{place}{words.colon}{one.text}" if one.text else place)
        for note in spec.annotations:
            name = f"{note.series}{self._comma}{note.category}" if note.series else note.category
            yield f"{name}{words.colon}{note.text}"

    def _of_axis(self, value: float) -> str:
        """A value on the axis that references are on."""
        if KINDS[self._spec.kind].spans:
            return self._day(value)
        if self._spec.edges and self._spec.second_unit:
            return f"{self._number(value)} {self._spec.second_unit}"
        return self._value(value)

    def _tasks(self) -> str:
        """The tasks with their days."""
        starts, ends = (row.values for row in self._spec.series[:2])
        rows = list(zip(self._spec.categories, starts, ends, strict=True))
        texts = [
            f"{name.replace(_BREAK, ' ')} {self._day(start)}"
            + (f" – {self._day(end)}" if end != start else "")
            for name, start, end in rows[:_MOST_TASKS]
            if start is not None and end is not None
        ]
        if len(rows) > _MOST_TASKS:
            texts.append(self._words.values.format(count=len(rows)))
        return self._comma.join(texts)

    def _row(self, row: Series) -> str:
        text = self._points(row) if KINDS[self._spec.kind].pairs else self._values(row)
        return f"{row.name}{self._words.colon}{text}" if row.name else text

    def _values(self, row: Series) -> str:
        words, spec = self._words, self._spec
        names = (name.replace("\n", " ") for name in self._spec.categories)
        self._unit = spec.second_unit if row.name in spec.second else spec.unit
        pairs = list(zip(names, row.values, strict=True))
        if row.errors and len(pairs) <= _MOST_VALUES:
            return self._with_errors(row)
        filled = [(name, value) for name, value in pairs if value is not None]
        if len(pairs) <= _MOST_VALUES:
            return self._listed(pairs)
        if not filled:
            return words.gaps.format(count=len(pairs))
        if len(filled) == 1:
            return self._listed(filled)
        named = (
            (words.first, filled[0]),
            (words.last, filled[-1]),
            (words.lowest, min(filled, key=lambda pair: pair[1])),
            (words.highest, max(filled, key=lambda pair: pair[1])),
        )
        values = [f"{word} {name} {self._value(value)}" for word, (name, value) in named]
        return self._comma.join([words.values.format(count=len(filled)), *values])

    def _with_errors(self, row: Series) -> str:
        triples = zip(self._spec.categories, row.values, row.errors, strict=True)
        texts = [
            f"{name.replace(_BREAK, ' ')} {self._value(value)}"
            + (f" ± {self._value(error)}" if value is not None and error else "")
            for name, value, error in triples
        ]
        return self._comma.join(texts)

    def _listed(self, pairs: Sequence[tuple[str, float | None]]) -> str:
        return self._comma.join(f"{name} {self._value(value)}" for name, value in pairs)

    def _points(self, row: Series) -> str:
        words, spec = self._words, self._spec
        names = spec.categories or ("",) * len(spec.x_values)
        sizes = spec.sizes or (None,) * len(spec.x_values)
        points = [
            (name.replace(_BREAK, " "), x, y, size)
            for name, x, y, size in zip(names, spec.x_values, row.values, sizes, strict=True)
            if y is not None
        ]
        if len(points) <= _MOST_POINTS:
            return self._comma.join(
                f"{name} ({self._number(x)}{self._comma}{self._value(y)}{self._size(size)})".strip()
                for name, x, y, size in points
            )
        across = [x for _, x, _, _ in points]
        upward = [y for _, _, y, _ in points]
        reaches = (
            words.reach.format(axis=axis, low=text(min(values)), high=text(max(values)))
            for axis, values, text in (("x", across, self._number), ("y", upward, self._value))
        )
        return self._comma.join([words.points.format(count=len(points)), *reaches])

    def _size(self, size: float | None) -> str:
        """The third number of a point."""
        if size is None:
            return ""
        label = f"{self._spec.size_label} " if self._spec.size_label else ""
        return f"{self._comma}{label}{self._number(size)}"

    def _value(self, value: float | None) -> str:
        if value is None:
            return self._words.no_value
        unit = f" {self._unit}" if self._unit else ""
        return f"{self._number(value)}{unit}"

    def _day(self, value: float) -> str:
        return named_day(value, self._spec.language)

    def _number(self, value: float) -> str:
        return plain_number(value).replace(".", self._decimal_mark)
