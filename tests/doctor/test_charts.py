"""Native charts, which decks of other programs have."""

from __future__ import annotations

import io
import re

import pptx
import pytest
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE

from tests.doctor.decks import Add, Change, Put, changed, codes_in

CHART = "ppt/charts/chart"


@pytest.fixture(scope="module")
def charted() -> bytes:
    """A deck with a bar chart, whose axes are numbered as PowerPoint does."""
    presentation = pptx.Presentation()
    slide = presentation.slides.add_slide(presentation.slide_layouts[6])
    data = CategoryChartData()  # type: ignore[no-untyped-call]
    data.categories = ["a", "b"]
    data.add_series("Sales", (1, 2))  # type: ignore[no-untyped-call]
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, 0, 0, 914400, 914400, data)
    buffer = io.BytesIO()
    presentation.save(buffer)
    return changed(buffer.getvalue(), _positive)


def _positive(parts: dict[str, bytes]) -> None:
    for name, data in parts.items():
        if name.startswith(CHART):
            parts[name] = data.replace(b'val="-', b'val="')


def _without_workbook(parts: dict[str, bytes]) -> None:
    for name, data in parts.items():
        if name.startswith(CHART):
            parts[name] = re.sub(b"<c:externalData.*</c:externalData>", b"", data, flags=re.DOTALL)
        elif name.startswith("ppt/charts/_rels/"):
            parts[name] = re.sub(b"<Relationship .*/>", b"", data)


def _no_workbook(parts: dict[str, bytes]) -> None:
    del parts["ppt/embeddings/Microsoft_Excel_Sheet1.xlsx"]


FAULTS: dict[str, tuple[Change, str]] = {
    "a plot of an axis that is not there": (
        Put(CHART, '<c:axId val="', '<c:axId val="9'),
        "chart-axis",
    ),
    "an axis across none": (Put(CHART, '<c:crossAx val="', '<c:crossAx val="9'), "chart-axis"),
    "no workbook": (_without_workbook, "no-workbook unused-part"),
    "a workbook that is none": (
        Add("ppt/embeddings/Microsoft_Excel_Sheet1.xlsx", b"none"),
        "chart-workbook",
    ),
    "a workbook that is not there": (_no_workbook, "broken-relation"),
    "a workbook by a relationship that is not there": (
        Put(CHART, '<c:externalData r:id="rId1"', '<c:externalData r:id="rId9"'),
        "missing-relation",
    ),
    "two series of one number": (
        Put(CHART, "</c:ser>", '</c:ser><c:ser><c:idx val="0"/><c:order val="1"/></c:ser>'),
        "duplicate-series",
    ),
    "a point that there is not": (
        Put(CHART, '<c:ptCount val="2"/>', '<c:ptCount val="1"/>'),
        "chart-point",
    ),
    "a title behind the plot": (
        Put(CHART, "</c:plotArea>", "</c:plotArea><c:title/>"),
        "wrong-children",
    ),
}


def test_a_good_chart_is_healthy(charted: bytes) -> None:
    assert codes_in(charted) == []


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_and_nothing_else(name: str, charted: bytes) -> None:
    change, codes = FAULTS[name]
    assert codes_in(changed(charted, change)) == codes.split()


def test_axes_as_python_pptx_numbers_them_are_odd(charted: bytes) -> None:
    def negative(parts: dict[str, bytes]) -> None:
        for name, data in parts.items():
            if name.startswith(CHART):
                for tag in (b"axId", b"crossAx"):
                    data = data.replace(b"<c:%s val=" % tag + b'"', b"<c:%s val=" % tag + b'"-')
                parts[name] = data

    assert codes_in(changed(charted, negative)) == ["negative-axis"]


def test_two_axes_of_one_id(charted: bytes) -> None:
    def same(parts: dict[str, bytes]) -> None:
        name = next(name for name in parts if name.startswith(CHART))
        head, axis, rest = parts[name].partition(b"<c:valAx>")
        number = rest.split(b'<c:axId val="')[1].split(b'"')[0]
        other = head.split(b"<c:catAx>")[1].split(b'<c:axId val="')[1].split(b'"')[0]
        parts[name] = (head + axis + rest).replace(number, other)

    assert codes_in(changed(charted, same)) == ["duplicate-axis"]
