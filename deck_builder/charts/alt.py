"""What a chart shows, in words: the alternative text of its picture."""

from __future__ import annotations

from deck_builder.charts import KINDS
from deck_builder.charts.numerals import plain_number
from deck_builder.charts.spec import ChartSpec, Series

_MOST_VALUES = 12
_MOST_SERIES = 8
_MOST_POINTS = 12


def alt_text(spec: ChartSpec) -> str:
    """Return sentences that tell the data of `spec`: every value of a short series; of a long one
    the first, the last, the lowest and the highest."""
    words = KINDS[spec.kind].words
    opening = words[0].upper() + words[1:]
    title = f": {spec.title.rstrip('.')}" if spec.title else ""
    rows = [_row(row, spec) for row in spec.series[:_MOST_SERIES]]
    if len(spec.series) > _MOST_SERIES:
        rest = [row.name for row in spec.series[_MOST_SERIES:]]
        rows.append(f"And {len(rest)} more series: {', '.join(rest)}")
    axes = _axes(spec)
    source = f"Source: {spec.source.rstrip('.')}" if spec.source else ""
    sentences = [f"{opening}{title}", axes, *rows, source]
    return " ".join(f"{sentence}." for sentence in sentences if sentence)


def _axes(spec: ChartSpec) -> str:
    labels = [spec.y_label, spec.x_label and f"by {spec.x_label}"]
    return " ".join(label for label in labels if label)


def _row(row: Series, spec: ChartSpec) -> str:
    told = _points(row, spec) if KINDS[spec.kind].pairs else _values(row, spec)
    return f"{row.name}: {told}" if row.name else told


def _values(row: Series, spec: ChartSpec) -> str:
    pairs = list(zip(spec.categories, row.values, strict=True))
    if len(pairs) <= _MOST_VALUES:
        return ", ".join(f"{name} {_shown(value, spec)}" for name, value in pairs)
    filled = [(name, value) for name, value in pairs if value is not None]
    if not filled:
        return f"{len(pairs)} gaps"
    lowest = min(filled, key=lambda pair: pair[1])
    highest = max(filled, key=lambda pair: pair[1])
    named = (("first", filled[0]), ("last", filled[-1]), ("lowest", lowest), ("highest", highest))
    told = ", ".join(f"{word} {name} {_shown(value, spec)}" for word, (name, value) in named)
    return f"{len(filled)} values, {told}"


def _shown(value: float | None, spec: ChartSpec) -> str:
    if value is None:
        return "no value"
    unit = f" {spec.unit}" if spec.unit else ""
    return f"{plain_number(value)}{unit}"


def _points(row: Series, spec: ChartSpec) -> str:
    names = spec.categories or ("",) * len(spec.x_values)
    points = [
        (name, x, y)
        for name, x, y in zip(names, spec.x_values, row.values, strict=True)
        if y is not None
    ]
    if len(points) <= _MOST_POINTS:
        return ", ".join(
            f"{name} ({plain_number(x)}, {_shown(y, spec)})".strip() for name, x, y in points
        )
    across = [x for _, x, _ in points]
    upward = [y for _, _, y in points]
    return (
        f"{len(points)} points, x from {plain_number(min(across))} to {plain_number(max(across))}, "
        f"y from {_shown(min(upward), spec)} to {_shown(max(upward), spec)}"
    )
