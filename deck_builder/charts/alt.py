"""The alternative text of a chart: its data in sentences."""

from __future__ import annotations

from collections.abc import Sequence

from deck_builder.base.locale import decimal_mark
from deck_builder.base.words import ChartWords, as_opening, words_in
from deck_builder.charts import KINDS
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.numerals import plain_number

_MOST_VALUES = 12
_MOST_SERIES = 8
_MOST_POINTS = 12
_STOPS = tuple(".?!…。？！؟।")


def alt_text(spec: ChartSpec) -> str:
    """Return the data of `spec` in sentences of its language: every value of a short series; of a
    long one the first, the last, the lowest and the highest."""
    return _Description(spec, words_in(spec.language).charts).text()


class _Description:
    def __init__(self, spec: ChartSpec, words: ChartWords) -> None:
        self._spec = spec
        self._words = words
        self._decimal_mark = decimal_mark(spec.language)
        # Commas in numbers must differ from those between them.
        self._comma = words.comma.replace(",", ";") if self._decimal_mark == "," else words.comma

    def text(self) -> str:
        spec, words = self._spec, self._words
        title = f"{words.colon}{spec.title}" if spec.title else ""
        rows = [self._row(row) for row in spec.series[:_MOST_SERIES]]
        if len(spec.series) > _MOST_SERIES:
            rest = [row.name for row in spec.series[_MOST_SERIES:]]
            rows.append(words.more.format(count=len(rest), names=self._comma.join(rest)))
        source = words.source.format(source=spec.source) if spec.source else ""
        kind = as_opening(words.kinds.get(spec.kind, KINDS[spec.kind].words))
        sentences = (f"{kind}{title}", self._axes(), *rows, source)
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

    def _row(self, row: Series) -> str:
        text = self._points(row) if KINDS[self._spec.kind].pairs else self._values(row)
        return f"{row.name}{self._words.colon}{text}" if row.name else text

    def _values(self, row: Series) -> str:
        words = self._words
        names = (name.replace("\n", " ") for name in self._spec.categories)
        pairs = list(zip(names, row.values, strict=True))
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

    def _listed(self, pairs: Sequence[tuple[str, float | None]]) -> str:
        return self._comma.join(f"{name} {self._value(value)}" for name, value in pairs)

    def _points(self, row: Series) -> str:
        words, spec = self._words, self._spec
        names = spec.categories or ("",) * len(spec.x_values)
        points = [
            (name.replace("\n", " "), x, y)
            for name, x, y in zip(names, spec.x_values, row.values, strict=True)
            if y is not None
        ]
        if len(points) <= _MOST_POINTS:
            return self._comma.join(
                f"{name} ({self._number(x)}{self._comma}{self._value(y)})".strip()
                for name, x, y in points
            )
        across = [x for _, x, _ in points]
        upward = [y for _, _, y in points]
        reaches = (
            words.reach.format(axis=axis, low=text(min(values)), high=text(max(values)))
            for axis, values, text in (("x", across, self._number), ("y", upward, self._value))
        )
        return self._comma.join([words.points.format(count=len(points)), *reaches])

    def _value(self, value: float | None) -> str:
        if value is None:
            return self._words.no_value
        unit = f" {self._spec.unit}" if self._spec.unit else ""
        return f"{self._number(value)}{unit}"

    def _number(self, value: float) -> str:
        return plain_number(value).replace(".", self._decimal_mark)
