"""The steps that turn the table of a data file into the one that a chart shows."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.assets import Table, find_column
from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.base.fields import Fields
from deck_builder.base.limits import DATA_CELLS
from deck_builder.base.source import Span
from deck_builder.base.values import Located
from deck_builder.base.words import words_in
from deck_builder.base.yaml import Value
from deck_builder.charts.data.filters import kept_rows
from deck_builder.charts.data.measures import Measure, measure_of, written

BAD_STEP = Problem("bad-transform", Severity.ERROR, "{what}", "{hint}")
MOST_STEPS = 50
_VERBS: Mapping[str, tuple[str, ...]] = {
    "filter": (),
    "rename": (),
    "group": ("sum",),
    "pivot": (),
    "share": ("by",),
    "cumulate": ("by",),
    "sort": ("order",),
    "top": ("by",),
}
_PIVOT = ("rows", "columns", "values")
_EXAMPLES = {
    "filter": "filter: {Year: 2025}",
    "rename": "rename: {old: new}",
    "group": "group: Region",
    "pivot": "pivot: {rows: Month, columns: City, values: Hours}",
    "share": "share: Sales",
    "cumulate": "cumulate: Sales",
    "sort": "sort: Sales",
    "top": "top: 10",
}


class Step(Located, frozen=True):
    """One step: its `verb`, what it is about, and its options."""

    aside = ("span",)

    verb: str
    about: Value
    options: tuple[tuple[str, Value], ...]
    span: Span

    def option(self, key: str) -> Value | None:
        """Return the option `key`, or None."""
        return dict(self.options).get(key)


def read_steps(fields: Fields, collector: Collector) -> tuple[Step, ...]:
    """Return the steps in `transform`; what is no step is reported."""
    value = fields.take("transform")
    if value is None or value.content is None:
        return ()
    items = (value,) if value.items is None else value.items
    if len(items) > MOST_STEPS:
        what = f"‘transform’ has {len(items)} steps; there may be {MOST_STEPS}"
        collector.report(BAD_STEP, value.span, what=what, hint="prepare the data before")
        return ()
    return tuple(step for item in items if (step := _step(item, collector)) is not None)


def _step(item: Value, collector: Collector) -> Step | None:
    mapping = item.mapping or {}
    verb = next((key for key in mapping if key in _VERBS), None)
    if verb is None:
        first = next(iter(mapping), item.text or "")
        place = item.keys.get(first, item.span)
        hint = suggestion(first, _VERBS)
        what = f"‘{first}’ is not a step of ‘transform’" if first else "this is not a step"
        collector.report(BAD_STEP, place, what=what, hint=hint)
        return None
    for key in mapping:
        if key != verb and key not in _VERBS[verb]:
            known = ", ".join(f"‘{one}’" for one in _VERBS[verb])
            hint = "begin each step with a dash" if key in _VERBS else ""
            what = f"the step ‘{verb}’ has no ‘{key}’{f', only {known}' if known else ''}"
            collector.report(BAD_STEP, item.keys.get(key, item.span), what=what, hint=hint)
            return None
    options = tuple((key, value) for key, value in mapping.items() if key != verb)
    place = item.keys.get(verb, item.span)
    return Step(verb, mapping[verb], options, place)


def transformed(
    table: Table, steps: Sequence[Step], language: str, decimal: str, collector: Collector
) -> Table | None:
    """Return `table` after all `steps`; None after a report. Its numbers are written as in
    `language`, with the mark `decimal` if that is known. Raises LimitError when it grows too
    large."""
    for step in steps:
        before = len(collector.found)
        work = _Work(table, step, language, table.decimal or decimal, collector)
        found = _STEPS[step.verb](work)
        if found is None or len(collector.found) > before:
            return None
        table = found
        DATA_CELLS.check(len(table.rows) * len(table.header), "the data after this step", step.span)
        if not table.rows:
            collector.report(
                BAD_STEP, step.span, what="no row is left after this step", hint="ask for less"
            )
            return None
    return table


class _Work(Struct, frozen=True):
    table: Table
    step: Step
    language: str
    decimal: str
    collector: Collector

    def wrong(self, place: Span | None = None, what: str = "") -> Table | None:
        what = what or f"the step ‘{self.step.verb}’ is not understood"
        hint = f"write ‘{_EXAMPLES[self.step.verb]}’"
        self.collector.report(BAD_STEP, place or self.step.span, what=what, hint=hint)
        return None

    def columns(self, value: Value | None) -> list[int]:
        """The columns that `value` names; all are known unless that was reported."""
        items = () if value is None else (value,) if value.items is None else value.items
        if any(item.text is None for item in items):
            self.wrong(value.span if value else None)
            return []
        return [find_column(self.table, item, self.collector) for item in items]

    def numbers(self, at: int, place: Span) -> Measure:
        return measure_of(self.table, at, self.language, self.decimal, place, self.collector)

    def with_columns(self, changed: Mapping[int, Sequence[str]]) -> Table:
        rows = zip(
            *(
                changed.get(at, [row[at] for row in self.table.rows])
                for at in range(len(self.table.header))
            ),
            strict=True,
        )
        computed = self.table.computed | changed.keys()
        return replace(self.table, rows=tuple(rows), computed=computed)

    def of_rows(self, order: Sequence[int]) -> Table:
        rows, numbers = self.table.rows, self.table.numbers
        return replace(
            self.table,
            rows=tuple(rows[at] for at in order),
            numbers=tuple(numbers[at] for at in order),
        )

    def groups(self, columns: Sequence[int]) -> dict[tuple[str, ...], list[int]]:
        """The rows of each group that is alike in `columns`, in the order of the file."""
        found: dict[tuple[str, ...], list[int]] = {}
        for at, row in enumerate(self.table.rows):
            found.setdefault(tuple(row[column] for column in columns), []).append(at)
        return found

    def new(
        self, header: Sequence[str], rows: Sequence[tuple[str, ...]], kept: Sequence[int]
    ) -> Table:
        """A table that begins with the columns `kept`; all others are computed."""
        numbers = tuple(range(1, len(rows) + 1))
        computed = {at for at, old in enumerate(kept) if old in self.table.computed}
        computed.update(range(len(kept), len(header)))
        return replace(
            self.table,
            header=tuple(header),
            rows=tuple(rows),
            numbers=numbers,
            computed=frozenset(computed),
        )


def _filter(work: _Work) -> Table | None:
    conditions = work.step.about.mapping
    if not conditions:
        return work.wrong()
    keep = list(range(len(work.table.rows)))
    for name, wanted in conditions.items():
        place = work.step.about.keys.get(name, wanted.span)
        at = find_column(work.table, Value(name, place, name), work.collector)
        found = kept_rows(work.table, at, wanted, work.numbers)
        if found is None:
            return work.wrong(wanted.span)
        keep = [row for row in keep if row in found]
    return work.of_rows(keep)


def _rename(work: _Work) -> Table | None:
    names = work.step.about.mapping
    if not names or any(not value.text for value in names.values()):
        return work.wrong()
    header = list(work.table.header)
    for name, new in names.items():
        place = work.step.about.keys.get(name, new.span)
        header[find_column(work.table, Value(name, place, name), work.collector)] = new.text or ""
    return replace(work.table, header=tuple(header))


def _group(work: _Work) -> Table | None:
    by = work.columns(work.step.about)
    option = work.step.option("sum")
    if not by:
        return work.wrong()
    silent = Collector()
    summed = (
        work.columns(option)
        if option
        else [
            at
            for at in range(len(work.table.header))
            if at not in by and replace(work, collector=silent).numbers(at, work.step.span).is_whole
        ]
    )
    if not summed:
        return work.wrong(what="there is no column of numbers to add up")
    place = option.span if option else work.step.span
    columns = [work.numbers(at, place) for at in summed]
    rows = [
        (*key, *(written(column.total(rows), column.notation) for column in columns))
        for key, rows in work.groups(by).items()
    ]
    return work.new([work.table.header[at] for at in (*by, *summed)], rows, by)


def _pivot(work: _Work) -> Table | None:
    parts = work.step.about.mapping
    if not parts or set(parts) != set(_PIVOT):
        return work.wrong(work.step.about.span)
    places = [work.columns(parts[key]) for key in _PIVOT]
    if any(len(place) != 1 for place in places):
        return work.wrong(work.step.about.span)
    (down,), (across,), (values,) = places
    column = work.numbers(values, parts["values"].span)
    names = list(dict.fromkeys(row[across] for row in work.table.rows))
    kept = list(dict.fromkeys(row[down] for row in work.table.rows))
    DATA_CELLS.check(len(names) * len(kept), "the data after this step", work.step.span)
    groups = work.groups((down, across))
    rows = [
        (
            key,
            *(
                written(column.total(groups[key, name]), column.notation)
                if (key, name) in groups
                else ""
                for name in names
            ),
        )
        for key in kept
    ]
    return work.new([work.table.header[down], *names], rows, [down])


def _share(work: _Work) -> Table | None:
    def shares(column: Measure, rows: Sequence[int]) -> Iterator[float | None]:
        whole = column.total(rows)
        for at in rows:
            value = column.values[at]
            yield None if value is None or not whole else 100 * value / whole

    return _each(work, shares, unit="%")


def _cumulate(work: _Work) -> Table | None:
    def sums(column: Measure, rows: Sequence[int]) -> Iterator[float | None]:
        whole = 0.0
        for at in rows:
            value = column.values[at]
            whole += value or 0.0
            yield None if value is None else whole

    return _each(work, sums)


_Computed = Callable[[Measure, Sequence[int]], Iterator[float | None]]


def _each(work: _Work, computed: _Computed, unit: str | None = None) -> Table | None:
    """The table with some columns `computed` anew, in each group of its own."""
    columns = work.columns(work.step.about)
    if not columns:
        return work.wrong()
    groups = work.groups(work.columns(work.step.option("by"))).values()
    changed: dict[int, list[str]] = {}
    for at in columns:
        column = work.numbers(at, work.step.about.span)
        notation = column.notation if unit is None else replace(column.notation, unit=unit)
        texts = [""] * len(work.table.rows)
        for rows in groups:
            for row, value in zip(rows, computed(column, rows), strict=True):
                texts[row] = written(value, notation)
        changed[at] = texts
    return work.with_columns(changed)


def _sort(work: _Work) -> Table | None:
    columns = work.columns(work.step.about)
    order = work.step.option("order")
    if len(columns) != 1 or (order and order.text not in ("ascending", "descending")):
        return work.wrong(order.span if order else None)
    texts = [row[columns[0]] for row in work.table.rows]
    column = replace(work, collector=Collector()).numbers(columns[0], work.step.span)
    down = order is not None and order.text == "descending"
    if column.is_whole:
        return work.of_rows(column.order(down))
    return work.of_rows(sorted(range(len(texts)), key=lambda at: texts[at], reverse=down))


def _top(work: _Work) -> Table | None:
    count = work.step.about.number
    if count is None or count < 1 or count % 1:
        return work.wrong(work.step.about.span)
    most = int(count)
    whole = range(len(work.table.header))
    silent = replace(work, collector=Collector())
    numeric = [at for at in whole if at and silent.numbers(at, work.step.span).is_whole]
    by = work.columns(work.step.option("by")) or numeric[:1]
    if len(by) != 1:
        return work.wrong(what="there is no column of numbers to compare")
    ranked = work.numbers(by[0], work.step.span).order(descending=True)
    if len(ranked) <= most:
        return work.of_rows(ranked)
    top = work.of_rows(ranked[:most])
    rest = ranked[most:]
    other = words_in(work.language).charts.other
    cells = []
    for at in whole:
        if at in numeric:
            column = work.numbers(at, work.step.span)
            cells.append(written(column.total(rest), column.notation))
        else:
            cells.append(other if at == 0 else "")
    return replace(
        top,
        rows=(*top.rows, tuple(cells)),
        numbers=(*top.numbers, 0),
        computed=top.computed.union(numeric),
    )


_STEPS: Mapping[str, Callable[[_Work], Table | None]] = {
    "filter": _filter,
    "rename": _rename,
    "group": _group,
    "pivot": _pivot,
    "share": _share,
    "cumulate": _cumulate,
    "sort": _sort,
    "top": _top,
}
