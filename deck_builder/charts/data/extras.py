"""What a chart has on top of its data: marks, annotations, error bars, an order, a scale, colours;
and what some kinds of chart alone are told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion, with_article
from deck_builder.base.fields import Fields
from deck_builder.base.limits import CHART_TEXT
from deck_builder.base.source import Span
from deck_builder.base.yaml import Value
from deck_builder.charts import KINDS
from deck_builder.charts.data.errors import with_errors
from deck_builder.charts.data.ranking import ranked
from deck_builder.charts.data.spec import Annotation, ChartSpec, Reference
from deck_builder.charts.dates import read_dates
from deck_builder.charts.numbers import Notation
from deck_builder.theme.palette import ACCENTS

CANNOT = Problem(
    "chart-cannot", Severity.ERROR, "{words} cannot have ‘{key}’", "remove ‘{key}’, or use {other}"
)
BAD_MARK = Problem("bad-mark", Severity.ERROR, "{what}", "{hint}")
UNKNOWN_NAME = Problem(
    "unknown-name", Severity.ERROR, "there is no ‘{name}’ in the chart for ‘{key}’", "{hint}"
)
NO_LOG = Problem(
    "no-log-scale",
    Severity.ERROR,
    "‘{name}’ is not above zero, which a logarithmic scale cannot show",
    "remove ‘scale: log’, or leave out what is zero or below",
)

MOST_MARKS = 20
_COLORS = (*ACCENTS, "positive", "caution", "negative")
_ORDERS = ("descending", "ascending", "name")
_BAND = re.compile(r"(.*?)\s*\.\.\s*(.*)")
_MARK_HINT = "write ‘mark: {2.5: target}’, or ‘mark: {2..3: usual}’ for a band"
_NOTE_HINT = "write ‘annotate: {June: the longest day}’, or [{at: June, series: Oslo, text: …}]"


class Extras(Struct, frozen=True):
    """What is to be done with the data of a chart once they are read; each as it was written."""

    marks: tuple[tuple[str, str, Span], ...] = ()
    annotations: tuple[tuple[Annotation, Span], ...] = ()
    log: Span | None = None
    order: str = ""
    top: int = 0
    colors: tuple[tuple[str, str, Span], ...] = ()
    bins: int = 0
    lines: tuple[Value, ...] = ()
    second: tuple[Value, ...] = ()
    second_unit: str = ""
    totals: tuple[Value, ...] = ()
    panel: str = ""
    error: Value | None = None

    @property
    def error_columns(self) -> tuple[Value, ...]:
        """The names of columns of errors; none when the errors are numbers."""
        error = self.error
        items = () if error is None else (error,) if error.items is None else error.items
        named = [item for item in items if item.text and item.number is None]
        return tuple(named) if len(named) == len(items) else ()


def read_extras(kind: str, fields: Fields, collector: Collector) -> Extras:
    """Return what `fields` say on top of the data of a chart of `kind`; what it cannot have is
    reported."""
    _refuse(kind, fields, collector)
    scale = fields.take("scale")
    if scale is not None and scale.text not in ("log", "linear"):
        fields.wrong("scale", "log or linear")
    return Extras(
        marks=tuple(_read_marks(fields, collector)),
        annotations=tuple(_read_annotations(fields, collector)),
        log=scale.span if scale is not None and scale.text == "log" else None,
        order=fields.choice("sort", _ORDERS, ""),
        top=_whole(fields, "top", 1, 1_000),
        colors=tuple(_read_colors(fields)),
        bins=_whole(fields, "bins", 2, 100) if KINDS[kind].has("bins") else 0,
        lines=fields.texts("line") if KINDS[kind].has("line") else (),
        second=fields.texts("second") if KINDS[kind].has("line") else (),
        second_unit=fields.text("second-unit") if KINDS[kind].has("line") else "",
        totals=fields.texts("total") if KINDS[kind].has("total") else (),
        error=fields.take("error"),
        panel=_panel(fields) if KINDS[kind].has("panel") else "",
    )


def _refuse(kind: str, fields: Fields, collector: Collector) -> None:
    """Report the keys that charts of this `kind` cannot have."""
    for key in ("mark", "annotate", "error", "scale", "sort", "top"):
        place = fields.place(key)
        if place is not None and not KINDS[kind].has(key):
            fields.take(key)
            others = [name for name, one in KINDS.items() if one.has(key)]
            words = with_article(KINDS[kind].words)
            collector.report(CANNOT, place, words=words, key=key, other=" or ".join(others[:3]))


def _read_marks(fields: Fields, collector: Collector) -> Iterator[tuple[str, str, Span]]:
    value = fields.take("mark")
    if value is None:
        return
    if value.mapping is None:
        items = (value,) if value.items is None else value.items
        found = [(item.text or "", "", item.span) for item in items]
    else:
        found = [
            (name, text.text or "", value.keys.get(name, text.span))
            for name, text in value.mapping.items()
        ]
    if len(found) > MOST_MARKS:
        what = f"‘mark’ has {len(found)} lines and bands; there may be {MOST_MARKS}"
        collector.report(BAD_MARK, value.span, what=what, hint="show fewer")
        return
    for _, text, place in found:
        CHART_TEXT.check(len(text), "the text of a mark", place)
    yield from found


def _read_annotations(fields: Fields, collector: Collector) -> Iterator[tuple[Annotation, Span]]:
    value = fields.take("annotate")
    if value is None:
        return
    for place, one in _notes(value):
        if one is None or not one.text or not one.category:
            what = "the annotation does not say what it is about"
            collector.report(BAD_MARK, place, what=what, hint=_NOTE_HINT)
            return
        CHART_TEXT.check(len(one.text), "an annotation", place)
        yield one, place


def _notes(value: Value) -> Iterator[tuple[Span, Annotation | None]]:
    if value.mapping is not None and "text" not in value.mapping:
        for name, text in value.mapping.items():
            yield value.keys.get(name, text.span), Annotation(name, text.text or "")
        return
    for item in value.items or (value,):
        parts = {key: (part.text or "") for key, part in (item.mapping or {}).items()}
        known = set(parts) <= {"at", "series", "text"} and bool(parts)
        note = Annotation(parts.get("at", ""), parts.get("text", ""), parts.get("series", ""))
        yield item.span, note if known else None


def _read_colors(fields: Fields) -> Iterator[tuple[str, str, Span]]:
    colors = fields.group("colors")
    for name, value in list(colors):
        yield name, colors.choice(name, _COLORS, _COLORS[0]), value.span


def _whole(fields: Fields, key: str, least: int, most: int) -> int:
    """The whole number of `key`; 0 when it is not there, or is reported."""
    value = fields.take(key)
    if value is None:
        return 0
    number = value.number
    if number is not None and number % 1 == 0 and least <= number <= most:
        return int(number)
    fields.wrong(key, f"a whole number from {least} to {most:,}", f"write {key}: 10")
    return 0


def _panel(fields: Fields) -> str:
    return fields.choice("panel", ("line", "bar", "area"), "")


def with_extras(spec: ChartSpec, extras: Extras, collector: Collector) -> ChartSpec | None:
    """Return `spec` with its `extras`; None after a report of what does not suit its data."""
    before = len(collector.found)
    if extras.error is not None and not extras.error_columns:
        found = with_errors(spec, extras.error, collector)
        if found is None:
            return None
        spec = found
    if extras.order or extras.top:
        spec = ranked(spec, extras.order, extras.top)
    if extras.log is not None:
        _check_log(spec, extras.log, collector)
    spec = replace(
        spec,
        references=tuple(_references(spec, extras, collector)),
        annotations=tuple(_annotations(spec, extras, collector)),
        colors=tuple(_colors(spec, extras, collector)),
        log=extras.log is not None,
    )
    return spec if len(collector.found) == before else None


def _check_log(spec: ChartSpec, place: Span, collector: Collector) -> None:
    names = spec.categories or ("",) * len(spec.x_values)
    for row in spec.series:
        for name, value in zip(names, row.values, strict=True):
            if value is not None and value <= 0:
                shown = name or row.name or f"{value:g}"
                collector.report(NO_LOG, place, name=shown)
                return


def _references(spec: ChartSpec, extras: Extras, collector: Collector) -> Iterator[Reference]:
    for written, text, place in extras.marks:
        band = _BAND.fullmatch(written)
        parts = (band[1], band[2]) if band else (written,)
        numbers = [_value(part, spec) for part in parts]
        found = [number for number in numbers if number is not None]
        if len(found) < len(parts):
            things = "a date" if KINDS[spec.kind].spans else "a number"
            what = f"‘{written}’ is not {things}"
            collector.report(BAD_MARK, place, what=what, hint=_MARK_HINT)
        elif extras.log is not None and min(found) <= 0:
            collector.report(NO_LOG, place, name=written)
        elif band:
            yield Reference(min(found), text, max(found))
        else:
            yield Reference(found[0], text)


def _value(text: str, spec: ChartSpec) -> float | None:
    if KINDS[spec.kind].spans:
        # One date alone could be anything; two of them are dates.
        dates = read_dates((text, "2000-01-01"), spec.language)
        return dates.days[0] if dates else None
    return Notation(unit=spec.unit, language=spec.language).read(text)


def _annotations(spec: ChartSpec, extras: Extras, collector: Collector) -> Iterator[Annotation]:
    names = [name.replace("\n", " ") for name in spec.categories]
    rows = [row.name for row in spec.series]
    for one, place in extras.annotations:
        if one.category not in names:
            _report_unknown(one.category, "annotate", names, place, collector)
        elif one.series and one.series not in rows:
            _report_unknown(one.series, "annotate", rows, place, collector)
        else:
            yield one


def _colors(spec: ChartSpec, extras: Extras, collector: Collector) -> Iterator[tuple[str, str]]:
    known = known_names(spec)
    for name, color, place in extras.colors:
        if name in known:
            yield name, color
        else:
            _report_unknown(name, "colors", known, place, collector)


def known_names(spec: ChartSpec) -> tuple[str, ...]:
    """Return the names of the categories and series of `spec`."""
    named = (row.name for row in spec.series if row.name)
    return tuple(dict.fromkeys((*spec.categories, *named, *filter(None, spec.groups))))


def _report_unknown(
    name: str, key: str, known: Sequence[str], place: Span, collector: Collector
) -> None:
    collector.report(UNKNOWN_NAME, place, name=name, key=key, hint=suggestion(name, known))


def names_among(
    values: Sequence[Value], key: str, known: Sequence[str], collector: Collector
) -> tuple[str, ...]:
    """Return those of `values` that are `known`; others are reported as wrong for `key`."""
    for value in values:
        if value.text not in known:
            _report_unknown(value.text or "", key, known, value.span, collector)
    return tuple(value.text or "" for value in values if value.text in known)
