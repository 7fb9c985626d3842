"""The names that a chart of some size has no room for."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.charts import KINDS
from deck_builder.charts.data.sparklines import KIND
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.chart import marks_of
from deck_builder.charts.draw.labels import is_sequence
from deck_builder.charts.draw.marks import Label
from deck_builder.charts.draw.pen import pen_of
from deck_builder.theme.model import Theme

CROWDED_NAMES = Problem(
    "crowded-chart",
    Severity.WARNING,
    "{count} names or words of the chart are cut or left out, such as ‘{name}’",
    "write shorter names, show fewer, or give the chart more room; hbar has the most for names",
)


def names_without_room(spec: ChartSpec, width: int, height: int, theme: Theme) -> tuple[str, ...]:
    """Return the names of categories, series and points that are not whole on `spec`, drawn in
    `width` x `height` EMU. Raises PluginError when it cannot be drawn at all."""
    wanted = tuple(dict.fromkeys(filter(None, _wanted(spec))))
    if not wanted and KINDS[spec.kind].drawn_by is None:
        return ()
    marks = marks_of(spec, pen_of(spec, width, height, theme))
    texts = [mark.text for mark in marks if isinstance(mark, Label)]
    if KINDS[spec.kind].pairs and not spec.annotations:
        return tuple(name for name in wanted if name not in texts)
    written = _joined(texts)
    return tuple(name for name in wanted if _joined((name,)) not in written)


def _wanted(spec: ChartSpec) -> Iterable[str]:
    """The names that a chart must have; of a sequence some are enough."""
    kind = KINDS[spec.kind]
    yield from (one.text for one in spec.references)
    yield from (one.text for one in spec.annotations)
    if len(spec.series) > 1 and not kind.samples and not kind.spans:
        yield from (row.name for row in spec.series)
    if kind.has("bins") or spec.kind == KIND:
        # The limits between them are on the axis, or there is no axis.
        return
    if kind.parts:
        yield from (
            name
            for name, value in zip(spec.categories, spec.series[0].values, strict=True)
            if value
        )
    elif not kind.sequence and not is_sequence(spec.categories):
        yield from spec.categories


def _joined(texts: Sequence[str]) -> str:
    """`texts` without blanks, as they are after they were cut into lines."""
    return "".join("".join(texts).split())
