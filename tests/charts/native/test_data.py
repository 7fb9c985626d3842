"""The data of a native chart are those of its source: in the chart, and in its workbook."""

from __future__ import annotations

import io
import zipfile
from datetime import datetime, timedelta
from pathlib import Path

import openpyxl
import pytest
from lxml import etree
from msgspec.structs import replace

from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.dates import read_dates
from deck_builder.charts.native.dates import dates_of
from tests.charts.example import chart
from tests.charts.native.specs import BODIES, SPACE, chart_in, deck_of, made, spec_of, talk_of

_EPOCH = datetime(1899, 12, 30)
# What these show is computed from their data.
COMPUTED = ("waterfall", "gantt", "lollipop", "dot", "dumbbell", "funnel", "box")
# Their values are on the horizontal axis.
DOTTED = ("lollipop", "dot", "dumbbell")
PLAIN = pytest.mark.parametrize(
    "name", [name for name, (kind, _) in BODIES.items() if kind not in COMPUTED]
)
EVERY = pytest.mark.parametrize("name", BODIES)


def names_in(spec: ChartSpec) -> list[str]:
    return [name.replace("\n", " ") for name in spec.categories]


def as_columns(spec: ChartSpec) -> ChartSpec:
    """The chart as it is in a sheet: that of a slope chart has its categories as columns."""
    if spec.kind != "slope":
        return spec
    rows = zip(*(row.values for row in spec.series), strict=True)
    series = tuple(Series(name, row) for name, row in zip(spec.categories, rows, strict=True))
    return replace(spec, categories=tuple(row.name for row in spec.series), series=series)


def is_dated(labels: list[str], spec: ChartSpec) -> bool:
    """Whether the categories are the numbers of days."""
    return labels != names_in(spec) and dates_of(spec.categories, spec.language) is not None


@PLAIN
def test_python_pptx_finds_the_same_data(name: str, tmp_path: Path) -> None:
    spec = as_columns(spec_of(name))
    plots = chart_in(deck_of(talk_of(name), tmp_path)).plots
    found = {
        int(one._element.order.val): (one.name, tuple(one.values))
        for plot in plots
        for one in plot.series
    }
    own = [found[at] for at in range(len(spec.series))]
    assert own == [(row.name, row.values) for row in spec.series]
    if spec.x_values:
        return
    labels = list(plots[0].categories)
    if is_dated(labels, spec):
        dates = read_dates(spec.categories, spec.language)
        assert dates is not None
        days = [_EPOCH + timedelta(days=float(label)) for label in labels]
        assert [day.toordinal() for day in days] == list(dates.days)
    else:
        assert labels == names_in(spec)


@PLAIN
def test_the_workbook_has_the_same_data(name: str) -> None:
    native, spec = made(spec_of(name)), as_columns(spec_of(name))
    book = openpyxl.load_workbook(io.BytesIO(native.workbook))
    rows = list(book.active.iter_rows(values_only=True))
    first = 0 if not spec.x_values else 1 if spec.categories else 0
    begin = first + 1
    assert [one or "" for one in rows[0][begin : begin + len(spec.series)]] == [
        row.name for row in spec.series
    ]
    for at, row in enumerate(spec.series):
        cells = [line[begin + at] for line in rows[1 : 1 + len(row.values)]]
        assert cells == list(row.values)
    if spec.x_values:
        assert [line[first] for line in rows[1:]] == list(spec.x_values)


@EVERY
def test_references_lead_to_the_cells_that_are_stored(name: str) -> None:
    """What a program shows before the workbook is opened is what it shows after that."""
    native = made(spec_of(name))
    sheet = openpyxl.load_workbook(io.BytesIO(native.workbook)).active
    for formula in etree.fromstring(native.xml).iterfind(".//c:f", SPACE):
        parent = formula.getparent()
        assert parent is not None
        assert formula.text is not None
        cells = sheet[formula.text.partition("!")[2].replace("$", "")]
        flat = [row[0].value for row in cells] if isinstance(cells, tuple) else [cells.value]
        stored = {
            int(point.get("idx", "")): point.findtext("c:v", namespaces=SPACE)
            for point in parent.iterfind(".//c:pt", SPACE)
        }
        for at, value in enumerate(flat):
            if isinstance(value, str) and value.startswith("=") and "A$" not in formula.text:
                continue
            if isinstance(value, datetime):
                value = (value - _EPOCH).days
            text = stored.get(at)
            assert (text is None) == (value is None)
            assert text is None or text == str(value) or float(text) == float(value)


def test_totals_are_computed_in_the_workbook() -> None:
    native = made(spec_of("stacks with totals"))
    sheet = openpyxl.load_workbook(io.BytesIO(native.workbook)).active
    assert sheet["D2"].value == "=SUM(B2:C2)"
    values = openpyxl.load_workbook(io.BytesIO(native.workbook), data_only=True).active
    assert [values[f"D{row}"].value for row in (2, 3, 4)] == [4, 4.5, 5]
    assert b"<c:v>4.5</c:v>" in native.xml


def test_words_of_a_talk_are_no_formulas() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made(spec_of("markup in names")).workbook)).active
    assert sheet["A4"].value == "=1+1"
    with zipfile.ZipFile(io.BytesIO(made(spec_of("markup in names")).workbook)) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")


def series_in(name: str, tmp_path: Path) -> list[tuple[str, tuple[float | None, ...]]]:
    plots = chart_in(deck_of(talk_of(name), tmp_path)).plots
    return [(one.name, tuple(one.values)) for plot in plots for one in plot.series]


def test_a_waterfall_has_its_bars_by_what_they_do(tmp_path: Path) -> None:
    assert series_in("a waterfall", tmp_path) == [
        ("↥", (0.0, 100.0, 90.5, 90.5, 0.0)),
        ("+", (None, 60.5, None, 0.5, None)),
        ("−", (None, None, 70.0, None, None)),
        ("Σ", (100.0, None, None, None, 91.0)),
    ]


def test_a_gantt_chart_has_its_days(tmp_path: Path) -> None:
    first = (datetime(2025, 1, 1) - _EPOCH).days
    (_, starts), (_, lengths) = series_in("tasks", tmp_path)
    assert starts == (first, first + 31)
    assert lengths == (31, 1)
    groups = series_in("tasks of groups", tmp_path)[1:]
    assert groups == [("Red", (31, None, 10)), ("Blue", (None, 2, None))]


@pytest.mark.parametrize("name", ["a waterfall", "tasks"])
def test_the_workbook_of_what_is_computed_has_the_data(name: str) -> None:
    native, spec = made(spec_of(name)), spec_of(name)
    book = openpyxl.load_workbook(io.BytesIO(native.workbook))
    rows = list(book.active.iter_rows(values_only=True, min_row=2))
    assert [row[0] for row in rows] == list(spec.categories)
    for at, series in enumerate(spec.series, 1):
        cells = [row[at] for row in rows]
        shown = [cell.toordinal() if isinstance(cell, datetime) else cell for cell in cells]
        assert shown == list(series.values)


@pytest.mark.parametrize(
    ("kind", "body", "reason"),
    [
        ("waterfall", "data: {A: 5, B: -7, C: 4}", "below zero"),
        ("gantt", "data: {A: [1899-01-01, 1899-01-31]}", "1900"),
    ],
)
def test_what_powerpoint_cannot_show_is_drawn(kind: str, body: str, reason: str) -> None:
    from deck_builder.charts.native.reasons import why_drawn

    assert reason in why_drawn(chart(kind, body))


@pytest.mark.parametrize("name", [name for name, (kind, _) in BODIES.items() if kind in DOTTED])
def test_dots_of_rows_have_the_same_data(name: str, tmp_path: Path) -> None:
    spec = spec_of(name)
    (plot,) = chart_in(deck_of(talk_of(name), tmp_path)).plots
    rows = {one.name: one for one in plot.series}
    count = len(spec.categories)
    for row in spec.series:
        one = rows[row.name]
        cells = one._element.findall(".//c:xVal//c:pt", SPACE)
        found = {
            int(cell.get("idx")): float(cell.findtext("c:v", namespaces=SPACE)) for cell in cells
        }
        assert tuple(found.get(at) for at in range(count)) == row.values
        assert tuple(one.values) == tuple(float(count - at) for at in range(count))
    book = openpyxl.load_workbook(io.BytesIO(made(spec).workbook))
    lines = list(book.active.iter_rows(values_only=True))[1 : count + 1]
    assert [line[0] for line in lines] == names_in(spec)
    for at, row in enumerate(spec.series, 1):
        assert tuple(line[at] for line in lines) == row.values


@pytest.mark.parametrize("name", ["lollipops below zero", "dots of one series", "dumbbells"])
def test_lines_follow_the_dots_in_the_workbook(name: str) -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(made(spec_of(name)).workbook)).active
    heading = next(cell.column_letter for cell in sheet[1] if cell.value == "↔")
    assert "B2" in sheet[f"{heading}3"].value


def test_names_of_rows_follow_the_workbook() -> None:
    xml = made(spec_of("dumbbells")).xml.decode()
    assert xml.count('type="CELLRANGE"') == 3
    assert "<c15:f>Sheet1!$A$2:$A$4</c15:f>" in xml
    assert xml.count('type="XVALUE"') == 6


def test_a_funnel_has_its_stages_between_what_they_lack(tmp_path: Path) -> None:
    lacking = (0.0, 5580.0, 6179.5)
    assert series_in("a funnel", tmp_path) == [
        ("", lacking),
        ("", (12400.0, 1240.0, 41.0)),
        ("", lacking),
    ]
    sheet = openpyxl.load_workbook(io.BytesIO(made(spec_of("a funnel")).workbook)).active
    assert sheet["C3"].value == "=(MAX(B$2:B$4)-B3)/2"
    assert sheet["D3"].value == '=FIXED(B3,0)&"  ("&FIXED(100*B3/B$2,1)&"\u2009%"&")"'
    money = openpyxl.load_workbook(io.BytesIO(made(spec_of("a funnel of money")).workbook))
    assert money.active["D2"].value == '="$"&FIXED(B2,2)'


@pytest.mark.parametrize(
    ("name", "formula", "value"),
    [
        ("bars with words", "=B3", 7.0),
        ("groups with words", "=C3", 2.0),
        ("stacks with words", "=SUM(B3:C3)", 4.5),
        ("lines with words", "=B3", 2.5),
        ("areas with words", "=SUM(B3:C3)", 4.5),
        ("a combo with words", "=B3", 2.5),
    ],
)
def test_an_annotation_is_at_its_point(name: str, formula: str, value: float) -> None:
    spec = spec_of(name)
    native = made(spec)
    sheet = openpyxl.load_workbook(io.BytesIO(native.workbook)).active
    (words,) = (one.text for one in spec.annotations)
    (column,) = (cell.column_letter for cell in sheet[1] if cell.value == words)
    assert [sheet[f"{column}{row}"].value for row in (2, 3)] == [None, formula]
    root = etree.fromstring(native.xml)
    (series,) = (
        one
        for one in root.iterfind(".//c:ser", SPACE)
        if one.findtext("c:tx//c:v", namespaces=SPACE) == words
    )
    assert series.findtext(".//c:val//c:v", namespaces=SPACE) == f"{value:g}"
    assert " ".join("".join(series.xpath(".//c:dLbl//a:t/text()", namespaces=SPACE)).split())


def test_bands_are_areas_on_what_is_below_them(tmp_path: Path) -> None:
    found = series_in("lines with bands", tmp_path)
    assert [(name, values[0]) for name, values in found if name.endswith(("↥", "↕"))] == [
        ("usual ↥", 1.0),
        ("usual ↕", 1.0),
        ("↥", 1.0),
        ("↕", 0.5),
    ]


def test_boxes_are_computed_from_their_five_numbers() -> None:
    spec = spec_of("boxes")
    native = made(spec)
    sheet = openpyxl.load_workbook(io.BytesIO(native.workbook)).active
    assert [sheet.cell(2, at).value for at in range(2, 7)] == [row.values[0] for row in spec.series]
    formulas = ["=D3-C3", "=E3-D3", "=C3-B3", "=F3-E3"]
    assert [sheet[f"{column}3"].value for column in "GHIJ"] == formulas
    beyond = [cell.value for cell in sheet[3][10:]]
    assert tuple(value for value in beyond if value is not None) == spec.outliers[1]
