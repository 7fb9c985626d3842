"""Charts of each kind to test with, as native ones."""

from __future__ import annotations

import io
from pathlib import Path

import pptx
from lxml import etree
from pptx.chart.chart import Chart

from deck_builder.base.diagnostics import Checked, Severity
from deck_builder.base.units import EMU_PER_INCH
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.charts.native.chart import ChartMaker, NativeChart
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import LaidOutDeck
from deck_builder.theme.model import Theme
from tests.charts.example import chart, theme

NO_OPTIONS = Options()
SIZE = (9 * EMU_PER_INCH, 5 * EMU_PER_INCH)
SPACE = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
TWO = "data:\n  categories: [a, b, c]\n  series:\n    Go: [1, 2.5, 4]\n    Rust: [3, ~, -1]"
POSITIVE = "data:\n  categories: [a, b, c]\n  series:\n    Go: [1, 2.5, 4]\n    Rust: [3, 2, 1]"
# By the name of the case: the kind and the body of its fence.
BODIES = {
    "one bar each": ("bar", "data: {Berlin: 16.6, Cairo: 13.9}\nunit: h\nhighlight: Cairo"),
    "bars with an axis": (
        "bar",
        "data: {" + ", ".join(f"n{at}: {at * 7 % 11}" for at in range(40)) + "}",
    ),
    "bars for years": (
        "bar",
        "data: {" + ", ".join(f"{year}: {year % 7}" for year in range(1960, 2024)) + "}",
    ),
    "bars of two series": ("grouped-bar", TWO),
    "rows": ("hbar", "data: {A long name of a row: 3, B: 5}\nx-label: Sold\ny-label: What"),
    "rows of two series": ("hbar", TWO),
    "stacks with totals": ("stacked-bar", POSITIVE),
    "stacks below zero": ("stacked-bar", TWO),
    "a line": ("line", "data: {Mon: 3, Tue: 5, Wed: 4}\nhighlight: Tue"),
    "lines with a gap": ("line", TWO),
    "dates": ("line", "data: {2024-01-01: 5, 2024-02-15: 9, 2024-12-31: 20}"),
    "years": ("line", "data: {1990: 5, 2000: 9, 2024: 20}\nunit: kWh"),
    "quarters": ("line", "data: {Q1 2024: 5, Q2 2024: 9, Q3 2024: 20}"),
    "an area": ("area", "data: {Jan: 7.9, Feb: 9.8, Mar: 11.9}"),
    "stacked areas": ("area", POSITIVE),
    "named points": ("scatter", "data:\n  A: [64.1, 20.4]\n  B: [52.5, 16.6]\nhighlight: B"),
    "points of two series": ("scatter", "data:\n  A: [[1, 2], [2, 3]]\n  B: [[1.5, 8], [2.5, 9]]"),
    "a pie": ("pie", "data: {Mac: 20, Windows: 55, Linux: 15, None: 0}\nhighlight: Linux"),
    "a pie of percent": ("pie", "data: {Mac: 20.5, Windows: 79.5}\nunit: '%'"),
    "a donut": ("donut", "data: {Rail: 460, Road: 310}\nunit: €"),
    "markup in names": ("bar", "data: {'a<b': 1, 'c&d': 2, '=1+1': 3}\ny-label: '<&>'"),
    "bars with errors": ("bar", "data: {A: 5, B: 7}\nerror: {A: 1, B: 0.5}"),
    "rows with errors": ("hbar", "data: {A: 5, B: 7}\nerror: {A: 1, B: 0.5}"),
    "a line with errors": ("line", "data: {Mon: 5, Tue: 7}\nerror: {Mon: 1, Tue: 0.5}"),
    "bars by factors": ("bar", "data: {A: 3, B: 4000}\nscale: log"),
    "a line by factors": ("line", "data: {A: 3, B: 40, C: 150000}\nscale: log"),
    "bars with a target": ("bar", "data: {A: 5, B: 7}\nmark: {6: target, 2: }"),
    "stacks with a target": ("stacked-bar", f"{POSITIVE}\nmark: {{2.5: target}}"),
    "lines with a target": ("line", f"{POSITIVE}\nmark: {{2.5: target}}\nerror: {{Go: 1}}"),
    "an area with a target": ("area", "data: {2019: 4, 2020: 6}\nmark: {5: goal}"),
    "areas with a target": ("area", f"{POSITIVE}\nmark: {{5: goal}}"),
    "a combo with a target": ("combo", f"{POSITIVE}\nmark: {{2.5: goal}}"),
    "bars and lines": ("combo", f"{POSITIVE}\nline: Rust\ny-label: Sold"),
    "bars and lines on two axes": (
        "combo",
        f"{POSITIVE}\nline: Rust\nsecond: Rust\nsecond-unit: '%'",
    ),
    "a waterfall": (
        "waterfall",
        "data: {Before: 100, Up: 60.5, Down: -70, Little: 0.5}\ntotal: [Before, After]\nunit: k€",
    ),
    "a waterfall with a target": ("waterfall", "data: {A: 5, B: 2, C: -3}\nmark: {4: goal}"),
    "tasks": ("gantt", "data: {A: [2025-01-01, 2025-01-31], B: 2025-02-01}"),
    "tasks of groups": (
        "gantt",
        "series: Team\ndata:\n"
        "  - {Task: A, Start: 2025-01-01, End: 2025-01-31, Team: Red}\n"
        "  - {Task: B, Start: 2025-02-01, End: 2025-02-02, Team: Blue}\n"
        "  - {Task: C, Start: 2025-03-01, End: 2025-03-10, Team: Red}",
    ),
    "a histogram": ("histogram", "data: [1, 2, 2, 3, 3, 3, 4, 4, 5, 9]\nunit: s"),
    "bubbles": ("bubble", "data:\n  A: [[1, 2, 3], [4, 5, 6]]\n  B: [[2, 2, 9]]"),
    "slopes": (
        "slope",
        "data:\n  categories: [Oslo, Rome, Bern]\n  series:\n    2010: [12, 20, 14]\n"
        "    2020: [18, 15, 15]\nhighlight: Rome",
    ),
    "lollipops": ("lollipop", "data: {A: 20.5, B: 16, C: ~}\nunit: h\nhighlight: B\nerror: 2"),
    "lollipops below zero": ("lollipop", "data: {A long name: -20.5, B: 16}\nmark: {5: goal}"),
    "lollipops by factors": ("lollipop", "data: {A: 3, B: 4000}\nscale: log\nx-label: People"),
    "dots": ("dot", f"{TWO}\nmark: {{2.5: goal, 3: best}}"),
    "dots of one series": ("dot", "data: {A: 20, B: 16, C: 30}\nerror: 2\nhighlight: B"),
    "dumbbells": ("dumbbell", f"{POSITIVE}\nunit: h"),
    "dumbbells with a gap": ("dumbbell", TWO),
    "dumbbells by factors": ("dumbbell", f"{POSITIVE}\nscale: log\nmark: {{2: goal}}"),
    "a funnel": ("funnel", "data: {Visits: 12400, Trials: 1240, Paid: 41}\nhighlight: Trials"),
    "a funnel of money": ("funnel", "data: {All: 12.5, Some: 3.1, None: 0}\nunit: $"),
    "bars with words": ("bar", "data: {A: 5, B: 7}\nannotate: [{at: B, text: New <owner>}]"),
    "groups with words": (
        "grouped-bar",
        f"{POSITIVE}\nannotate: [{{at: b, series: Rust, text: W}}]",
    ),
    "stacks with words": (
        "stacked-bar",
        f"{POSITIVE}\nmark: {{3: goal}}\nannotate: [{{at: b, series: Rust, text: Words}}]",
    ),
    "lines with words": (
        "line",
        f"{POSITIVE}\nerror: {{Go: 1}}\nannotate: [{{at: b, series: Go, text: Many words here}}]",
    ),
    "areas with words": ("area", f"{POSITIVE}\nannotate: [{{at: b, text: Words}}]"),
    "a combo with words": ("combo", f"{POSITIVE}\nannotate: [{{at: b, series: Go, text: W}}]"),
    "lines with bands": (
        "line",
        f"{POSITIVE}\nerror: {{Go: 0.5}}\nmark: {{2.5: target, 1..2: usual, 3..3.5: }}\n"
        "annotate: [{at: b, series: Go, text: Words}]",
    ),
    "boxes": (
        "box",
        "data:\n  Berlin: [3, 5, 4, 6, 7, 8, 5, 4, 14]\n  Oslo: [4, 5, 5, 6, 4, 5, 20, 21]",
    ),
    "large numbers": ("bar", "data: {2021: 1250000, 2022: 2450000}\nunit: $"),
}


def spec_of(name: str) -> ChartSpec:
    """Return the chart of a case."""
    return chart(*BODIES[name])


def made(spec: ChartSpec, look: Theme | None = None) -> NativeChart:
    """Return a native chart."""
    return ChartMaker().made(spec, *SIZE, look or theme())


def root_of(spec: ChartSpec) -> etree._Element:
    """Return the root of a native chart's part."""
    return etree.fromstring(made(spec).xml)


def talk_of(name: str, more: str = "") -> str:
    """Return a talk with the chart of a case, which has `more` attributes."""
    kind, body = BODIES[name]
    return f"## A chart\n\n```chart {kind} {{.native {more}}}\n{body}\n```\n"


def laid_out(text: str, folder: Path, options: Options = NO_OPTIONS) -> Checked[LaidOutDeck]:
    """Return a talk laid out that is written into a folder."""
    path = folder / "talk.md"
    path.write_text(text, encoding="utf-8")
    return lay_out_deck(path, options)


def deck_of(text: str, folder: Path) -> bytes:
    """Return the deck of a talk, in which nothing may be wrong."""
    checked = laid_out(text, folder)
    assert [one for one in checked.diagnostics if one.severity is not Severity.NOTE] == []
    return write_deck(checked.value)


def chart_in(deck: bytes) -> Chart:
    """Return the chart on the first slide of a deck as python-pptx has it."""
    presentation = pptx.Presentation(io.BytesIO(deck))
    (frame,) = (shape for shape in presentation.slides[0].shapes if shape.has_chart)
    chart: Chart = frame.chart
    return chart
