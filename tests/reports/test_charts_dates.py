"""Dates on line and area charts: known, sorted and placed to scale, or a note."""

from __future__ import annotations

from datetime import date

import pytest

from deck_builder.charts.dates import read_dates
from deck_builder.charts.draw.chart import marks_of
from deck_builder.charts.draw.marks import Label, Stroke
from deck_builder.charts.draw.pen import pen_for
from tests.charts.example import LARGE, chart, complaints, read, theme


@pytest.mark.parametrize(
    ("language", "name", "day"),
    [
        ("en", "2024", date(2024, 1, 1)),
        ("en", "2023-05", date(2023, 5, 1)),
        ("en", "2023/05/07", date(2023, 5, 7)),
        ("en", "01.12.2024", date(2024, 12, 1)),
        ("de", "1.12.24", date(2024, 12, 1)),
        ("en", "05/2023", date(2023, 5, 1)),
        ("en", "Jan 2023", date(2023, 1, 1)),
        ("en", "January 2023", date(2023, 1, 1)),
        ("en", "Sept. 2023", date(2023, 9, 1)),
        ("en", "Jan '23", date(2023, 1, 1)),
        ("en", "Jan-23", date(2023, 1, 1)),
        ("en", "5 May 2023", date(2023, 5, 5)),
        ("en", "May 5, 2023", date(2023, 5, 5)),
        ("de", "Mai 2023", date(2023, 5, 1)),
        ("de", "1. Dezember 2024", date(2024, 12, 1)),
        ("de", "März 2024", date(2024, 3, 1)),
        ("fr", "févr. 2024", date(2024, 2, 1)),
        ("en", "2023-Q1", date(2023, 1, 1)),
        ("en", "Q3 2023", date(2023, 7, 1)),
        ("en", "2023Q4", date(2023, 10, 1)),
        ("en", "1Q23", date(2023, 1, 1)),
        ("en", "H2 2023", date(2023, 7, 1)),
        ("en", "2023-W05", date(2023, 1, 30)),
        ("en-GB", "1/2/2024", date(2024, 2, 1)),
        ("en-US", "1/2/2024", date(2024, 1, 2)),
    ],
)
def test_spellings(language: str, name: str, day: date) -> None:
    dates = read_dates([name, "2030"], language)
    assert dates is not None
    assert dates.days[0] == day.toordinal()


def test_other_dates_say_which_number_is_the_month() -> None:
    dates = read_dates(["1/2/2024", "13/2/2024"], "en")
    assert dates is not None
    assert dates.days[0] == date(2024, 2, 1).toordinal()
    dates = read_dates(["1/2/2024", "2/13/2024"], "en")
    assert dates is not None
    assert dates.days[0] == date(2024, 1, 2).toordinal()
    assert read_dates(["1/2/2024", "3/2/2024"], "en") is None


def test_times_are_parts_of_days() -> None:
    dates = read_dates(["2024-01-01T06:00:00Z", "2024-01-01 18:30"], "en")
    assert dates is not None
    start = date(2024, 1, 1).toordinal()
    assert dates.days == pytest.approx((start + 0.25, start + 18.5 / 24))


@pytest.mark.parametrize("name", ["2023-13", "32.1.2024", "Foo 2023", "Q5 2023", "n/a", "v2.1"])
def test_no_dates(name: str) -> None:
    assert read_dates([name, "2024"], "en") is None


@pytest.mark.parametrize("kind", ["line", "area"])
def test_years_are_sorted(kind: str) -> None:
    checked = read(kind, "data: {2024: 5, 2023: 4, 2019: 1}\nhighlight: 2024")
    assert complaints(checked) == [
        "2:7 the dates are shown in the order of time, not as they are written [sorted-dates]"
    ]
    spec = checked.value
    assert spec is not None
    assert spec.categories == ("2019", "2023", "2024")
    assert spec.series[0].values == (1.0, 4.0, 5.0)
    strokes = [
        mark for mark in marks_of(spec, pen_for(*LARGE, theme())) if isinstance(mark, Stroke)
    ]
    (line,) = (mark for mark in strokes if len(mark.points) == 3)
    (first, _), (second, _), (third, _) = line.points
    assert (second - first) / (third - second) == pytest.approx(4, rel=0.01)


def test_bars_keep_their_order() -> None:
    assert chart("bar", "data: {2024: 5, 2019: 1}").categories == ("2024", "2019")


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (
            "{1/2/2024: 1, 3/2/2024: 2}",
            "names are placed in equal steps: not all of them are known",
        ),
        ("{FY 2021: 1, FY 2023: 2}", "names are placed in equal steps: not all of them are known"),
        ("{0: 1, 10: 2, 100: 3}", "numbers are placed in equal steps: the steps between them"),
    ],
)
def test_what_is_not_to_scale_is_said(data: str, why: str) -> None:
    (found,) = read("line", f"data: {data}").diagnostics
    assert (found.code, why in found.message) == ("equal-steps", True)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        (["Jan 2023", "Mar 2023", "Apr 2023"], ["Jan 2023", "Mar 2023", "Apr 2023"]),
        (["2023-Q1", "2023-Q2", "2024-Q4"], ["2023-Q1", "2023-Q2", "2024-Q4"]),
        (
            ["2024-01-01 06:00", "2024-01-01 07:00", "2024-01-01 12:00"],
            [f"{at // 2:02}:{at % 2 * 30:02}" for at in range(12, 25)],
        ),
    ],
)
def test_ticks_are_as_the_author_writes_them(names: list[str], expected: list[str]) -> None:
    data = ", ".join(f"{name!r}: {at}" for at, name in enumerate(names, 1))
    spec = chart("line", f"data: {{{data}}}")
    labels = [mark for mark in marks_of(spec, pen_for(*LARGE, theme())) if isinstance(mark, Label)]
    lowest = max(label.y for label in labels)
    assert [label.text for label in labels if label.y == lowest] == expected


def test_no_date_is_cut_at_the_edge_of_the_drawing() -> None:
    spec = chart("line", "data: {01.11.2024: 4, 01.12.2024: 5}")
    pen = pen_for(*LARGE, theme())
    labels = [one for one in marks_of(spec, pen) if isinstance(one, Label) and "2024-" in one.text]
    assert labels
    for one in labels:
        assert one.x + pen.width_of(one.text) / 2 <= pen.width
