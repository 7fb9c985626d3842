"""Charts and a theme to test with."""

from __future__ import annotations

import io
from importlib import import_module
from typing import Any

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Checked, Collector
from deck_builder.base.source import Source, Span
from deck_builder.base.units import EMU_PER_INCH, Box
from deck_builder.base.yaml import Fill
from deck_builder.charts.data.parse import parse_chart, resolve_chart
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.draw.chart import Drawing, sketch
from deck_builder.theme.model import Aspect, Fonts, Theme
from deck_builder.theme.palette import Color, Palette
from deck_builder.theme.text_style import Level, TextStyle

SMALL = (4 * EMU_PER_INCH, 3 * EMU_PER_INCH)
LARGE = (11 * EMU_PER_INCH, 5 * EMU_PER_INCH)
NO_ASSETS = Assets(())

_SCHEME = {
    "dk1": "1A1A1A",
    "lt1": "FFFFFF",
    "dk2": "595959",
    "lt2": "F0F0F0",
    "accent1": "1F5FA8",
    "accent2": "A8481F",
    "accent3": "2E7D4F",
    "accent4": "7A4FA0",
    "accent5": "8A6A12",
    "accent6": "4D6680",
    "hlink": "1F5FA8",
    "folHlink": "6B4FA0",
}
_COLORS = {"text": Color("tx1"), "background": Color("bg1"), "muted": Color("tx2")}
_COLORS["accent"] = Color("accent1")


def theme(dark: bool = False) -> Theme:
    """Return a small theme, set in Calibri."""
    return Theme(
        name="example",
        aspect=Aspect.WIDE,
        width=12_192_000,
        height=6_858_000,
        fonts=Fonts("Calibri", "Calibri", "Courier New"),
        palette=Palette(_SCHEME, _COLORS, dark),
        styles={"chart": TextStyle("chart", (Level(14.0),), floor=12.0)},
        layouts={},
        content=Box(0, 0, 12_192_000, 6_858_000),
        gap=0,
    )


def as_it_is(text: str, place: Span) -> str:
    return text


def read(
    kind: str, body: str, assets: Assets = NO_ASSETS, fill: Fill = as_it_is
) -> Checked[ChartSpec | None]:
    """Return the chart in a fence of `kind` with `body`, and what was found wrong."""
    text = f"```chart {kind}\n{body}\n```\n"
    source = Source("talk.md", text)
    collector = Collector()
    place = Span(source, text.index("\n") + 1, text.rindex("```"))
    outline = parse_chart(kind, place, "en", collector, fill)
    spec = None if outline is None else resolve_chart(outline, assets, collector)
    return collector.checked(spec)


def chart(kind: str, body: str) -> ChartSpec:
    """Return the chart in a fence that has nothing wrong."""
    checked = read(kind, body)
    assert checked.diagnostics == ()
    assert checked.value is not None
    return checked.value


_BODIES = {
    "bubble": "data: {a: [[1, 2, 3], [2, 3, 1]]}",
    "combo": "data: {categories: [a, b], series: {x: [1, 2], y: [2, 3]}}",
    "slope": "data: {categories: [a, b], series: {x: [1, 2], y: [2, 3]}}",
    "dumbbell": "data: {categories: [a, b], series: {x: [1, 2], y: [2, 3]}}",
    "gantt": "data: {a: [2025-01-13, 2025-02-14], b: 2025-03-03}",
    "scatter": "data: {a: [[1, 2], [2, 3]]}",
}


def body_of(kind: str, names: tuple[str, str] = ("a", "b")) -> str:
    """Some data that a chart of `kind` shows, of two `names`."""
    return _BODIES.get(kind, f"data: {{{names[0]}: 1, {names[1]}: 2}}")


def complaints(checked: Checked[ChartSpec | None]) -> list[str]:
    """Return each diagnostic as `line:column message [code]`."""
    return [
        f"{found.line}:{found.column} {found.message} [{found.code}]"
        for found in checked.diagnostics
    ]


def draw(spec: ChartSpec, width: int, height: int, theme: Theme) -> Drawing:
    """A chart in EMU, painted."""
    return sketch(spec, width, height, theme).painted()


def workbook_bytes(*rows: tuple[object, ...]) -> bytes:
    """A workbook with the sheet “Sales”, which has `rows`, or some of its own."""
    openpyxl: Any = import_module("openpyxl")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Sales"
    for row in rows or (("Year", "Sales"), (2024, 12)):
        sheet.append(row)
    data = io.BytesIO()
    book.save(data)
    return data.getvalue()
