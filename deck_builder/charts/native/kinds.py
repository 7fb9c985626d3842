"""The kinds of charts that PowerPoint has, too, and why one of these is drawn all the same."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from msgspec import Struct

from deck_builder.base.limits import NATIVE_POINTS
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.dates import read_dates

if TYPE_CHECKING:
    from deck_builder.charts.native.parts import Native
    from deck_builder.charts.native.style import Style

    Make = Callable[[ChartSpec, Style], Native]


class NativeKind(Struct, frozen=True):
    """A kind of chart that `function` in `module` of this package makes; one that `has_dates` puts
    dates on an axis of time."""

    module: str
    function: str = "native"
    has_dates: bool = False

    @property
    def make(self) -> Make:
        """The function that makes it; its module is imported only now."""
        found: Make = getattr(
            import_module(f"deck_builder.charts.native.{self.module}"), self.function
        )
        return found


NATIVE: Mapping[str, NativeKind] = {
    "bar": NativeKind("bar"),
    "hbar": NativeKind("bar", "native_rows"),
    "grouped-bar": NativeKind("bar"),
    "stacked-bar": NativeKind("stacked"),
    "line": NativeKind("line", has_dates=True),
    "area": NativeKind("area", has_dates=True),
    "scatter": NativeKind("scatter"),
    "pie": NativeKind("pie"),
    "donut": NativeKind("pie", "native_ring"),
}


def why_drawn(spec: ChartSpec) -> str:
    """Return why `spec` cannot be a native chart; empty when it can."""
    kind = NATIVE.get(spec.kind)
    if kind is None:
        return "PowerPoint has no charts of this kind"
    if spec.references or spec.annotations:
        return "PowerPoint’s charts have no marks and annotations"
    if any(row.errors for row in spec.series):
        return "error bars are drawn"
    if spec.log:
        return "an axis with steps by factors is drawn"
    count = len(spec.series) * len(spec.x_values or spec.categories)
    if count > NATIVE_POINTS.most:
        return f"it {NATIVE_POINTS.facts(count)['excess']}"
    if kind.has_dates:
        return _why_dates_are_drawn(spec)
    return ""


def _why_dates_are_drawn(spec: ChartSpec) -> str:
    dates = read_dates(spec.categories, spec.language)
    if dates is None or not dates.ascend:
        return ""
    # Only now, since most charts have no dates.
    from deck_builder.charts.native.dates import fits

    return "" if fits(dates) else "PowerPoint’s axis of time has whole days since March 1900"
