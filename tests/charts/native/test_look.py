"""How native charts look: theme colours by reference, number formats, axes and labels."""

from __future__ import annotations

import pytest
from lxml import etree

from deck_builder.base.color import channels
from deck_builder.charts.draw.pen import few_bars
from deck_builder.charts.native.chart import ChartMaker
from deck_builder.charts.native.codes import date_code, number_code, percent_code
from deck_builder.charts.native.references import axis_end
from deck_builder.charts.native.style import references
from deck_builder.charts.numerals import number_format
from deck_builder.theme.file import theme_names
from deck_builder.theme.palette import Palette
from tests.charts.example import chart, theme
from tests.charts.native.specs import BODIES, SIZE, SPACE, made, root_of, spec_of
from tests.talks import a_theme

EVERY = pytest.mark.parametrize("name", BODIES)


def found(root: etree._Element, path: str) -> list[str]:
    return [one.get("val", "") for one in root.iterfind(path, SPACE)]


@EVERY
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_colours_are_references(name: str, dark: bool) -> None:
    xml = made(spec_of(name), theme(dark)).xml
    assert b"schemeClr" in xml
    assert b"srgbClr" not in xml


@pytest.mark.parametrize("name", theme_names())
def test_references_have_the_colours_of_drawn_charts(name: str) -> None:
    look = a_theme(name)
    for wanted, color in references(look).items():
        named = Palette(look.palette.scheme, {"it": color}, look.palette.dark)
        shown = named.hex("it")
        distance = max(abs(a - b) for a, b in zip(channels(wanted), channels(shown), strict=True))
        assert distance < 0.04, (wanted, shown, color)


@EVERY
def test_text_has_the_font_of_the_theme_and_the_size_of_charts(name: str) -> None:
    spec = spec_of(name)
    root = root_of(spec)
    assert {one.get("typeface") for one in root.iter(f"{{{SPACE['a']}}}latin")} == {"+mn-lt"}
    sizes = {one.get("sz") for one in root.iter(f"{{{SPACE['a']}}}defRPr")}
    # A few bars have larger text.
    assert ("1750" if few_bars(spec) else "1400") in sizes
    assert all(int(size or 0) >= 1200 for size in sizes)


CODES: dict[str, tuple[list[float], str, str, str]] = {
    "whole numbers": ([1, 20], "", "en", '#,##0;"−"#,##0'),
    "decimals and a unit": ([1.5, 20], "h", "en", '#,##0.0"\u2009h";"−"#,##0.0"\u2009h"'),
    "a percent sign is only a sign": ([1, 2], "%", "en", '#,##0"\u2009%";"−"#,##0"\u2009%"'),
    "money before the number": ([1, 2], "$", "en", '"$"#,##0;"−$"#,##0'),
    "millions": ([1250000, 2450000], "", "en", '#,##0.00,,"M";"−"#,##0.00,,"M"'),
    "another language": ([1.5, 2], "", "de", '[$-407]#,##0.0;[$-407]"−"#,##0.0'),
    "years are not grouped": ([1990, 2024], "", "en", '0;"−"0'),
    "ten thousands have no code": ([120000, 340000], "", "ja", '#,##0;"−"#,##0'),
    "a quote in a unit": ([1, 2], '"', "en", '#,##0"\u2009"\\";"−"#,##0"\u2009"\\"'),
    "a small value beside large ones": ([2.5, 27650], "$", "en", '[<10]"$"#,##0.00;"$"#,##0'),
    "programs differ on signs in a third section": (
        *([-0.4, 20000], "", "en"),
        '#,##0.0;"−"#,##0.0',
    ),
    "nearly all": ([99.999, 50], "%", "en", '[<100]#,##0.000"\u2009%";#,##0"\u2009%"'),
    "very small": ([1e-9], "", "en", '0.00E+00;"−"0.00E+00'),
}


@pytest.mark.parametrize("name", CODES)
def test_number_code(name: str) -> None:
    values, unit, language, code = CODES[name]
    assert number_code(number_format(values, unit, language), values) == code


def test_percent_code() -> None:
    assert percent_code(0, "en") == '0"\u2009"%'
    assert percent_code(1, "de") == '[$-407]0.0"\u2009"%'


DATES = {
    "2024-05-01 2024-06-01": "yyyy-mm-dd",
    "2024-05 2024-06": "yyyy-mm",
    "1990 2024": "yyyy",
    "31.12.2024 01.01.2025": "dd.mm.yyyy",
    "2024-Q1 2024-Q2": "",
}


@pytest.mark.parametrize("names", DATES)
def test_date_code(names: str) -> None:
    assert date_code(names.split(), "en") == DATES[names]


def test_months_are_written_in_the_language_of_the_talk() -> None:
    assert date_code(["Dez 2024", "Mai 2025"], "de") == "[$-407]mmm yyyy"


@pytest.mark.parametrize(
    ("name", "is_dated"), [("dates", True), ("years", True), ("quarters", False)]
)
def test_dates_are_on_an_axis_of_time(name: str, is_dated: bool) -> None:
    root = root_of(spec_of(name))
    assert (root.find(".//c:dateAx", SPACE) is not None) == is_dated


def test_the_unit_of_an_axis_of_time_is_the_smallest_step() -> None:
    assert found(root_of(spec_of("dates")), ".//c:baseTimeUnit") == ["days"]
    assert found(root_of(spec_of("years")), ".//c:baseTimeUnit") == ["years"]


def test_the_first_row_is_at_the_top() -> None:
    root = root_of(spec_of("rows"))
    assert found(root, ".//c:catAx/c:scaling/c:orientation") == ["maxMin"]


def test_bars_begin_at_zero_and_end_where_the_program_thinks_best() -> None:
    root = root_of(spec_of("bars with an axis"))
    assert found(root, ".//c:valAx/c:scaling/c:min") == ["0"]
    assert found(root, ".//c:valAx/c:scaling/c:max") == []


def test_a_highlighted_bar_is_in_the_accent_and_its_value_bold() -> None:
    root = root_of(spec_of("one bar each"))
    point = root.find(".//c:dPt", SPACE)
    assert point is not None
    assert found(point, "c:idx") == ["1"]
    color = point.find(".//a:schemeClr", SPACE)
    assert color is not None
    assert color.get("val") == "accent1"
    label = root.find(".//c:dLbl", SPACE)
    assert label is not None
    look = label.find(".//a:defRPr", SPACE)
    assert look is not None
    assert look.get("b") == "1"


def test_lines_are_named_at_their_ends_and_have_no_legend() -> None:
    root = root_of(
        chart("line", "data:\n  categories: [a, b]\n  series:\n    Go: [1, 9]\n    C: [2, 3]")
    )
    assert found(root, ".//c:dLbl/c:showSerName") == ["1", "1"]
    assert root.find(".//c:legend", SPACE) is None


def test_several_series_of_bars_have_a_legend_without_their_totals() -> None:
    root = root_of(spec_of("stacks with totals"))
    assert found(root, ".//c:legendEntry/c:idx") == ["2"]
    # Nor is there one for a target, or for what extends its line.
    assert found(root_of(spec_of("stacks with a target")), ".//c:legendEntry/c:idx") == list("234")
    assert root_of(spec_of("one bar each")).find(".//c:legend", SPACE) is None


def test_a_part_of_nothing_has_no_label() -> None:
    root = root_of(spec_of("a pie"))
    deleted = [one for one in root.iterfind(".//c:dLbl", SPACE) if found(one, "c:delete")]
    assert [found(one, "c:idx") for one in deleted] == [["3"]]


def test_titles_are_over_and_under_the_plot() -> None:
    root = root_of(spec_of("rows"))
    texts = ["".join(map(str, one.itertext())) for one in root.iterfind(".//c:title/c:tx", SPACE)]
    assert texts == ["What", "Sold"]


def test_a_second_axis_is_there_only_if_it_is_asked_for() -> None:
    one, two = (root_of(spec_of(f"bars and lines{more}")) for more in ("", " on two axes"))
    assert len(found(one, ".//c:valAx/c:axId")) == 1
    assert found(two, ".//c:valAx/c:crosses") == ["autoZero", "max"]
    assert found(two, ".//c:catAx/c:delete") == ["0", "1"]


def test_error_bars_have_the_lengths_of_the_author() -> None:
    root = root_of(spec_of("bars with errors"))
    for side in ("plus", "minus"):
        bars = root.find(f".//c:errBars/c:{side}", SPACE)
        assert bars is not None
        assert [one.text for one in bars.iterfind(".//c:v", SPACE)] == ["1", "0.5"]


def test_an_axis_by_factors() -> None:
    root = root_of(spec_of("bars by factors"))
    assert found(root, ".//c:valAx/c:scaling/c:logBase") == ["10"]
    assert found(root, ".//c:majorUnit") == []


def test_a_target_is_a_line_beside_the_bars() -> None:
    root = root_of(spec_of("bars with a target"))
    lines = root.findall(".//c:lineChart/c:ser", SPACE)
    values = [[one.text for one in line.iterfind("c:val//c:v", SPACE)] for line in lines]
    assert sorted(values) == [["2", "2"], ["6", "6"]]
    assert {found(line, "c:trendline/c:forward")[0] for line in lines} == {"0.5"}


def test_bubbles_have_areas() -> None:
    root = root_of(spec_of("bubbles"))
    assert found(root, ".//c:sizeRepresents") == ["area"]
    sizes = [one.text for one in root.iterfind(".//c:bubbleSize//c:v", SPACE)]
    assert sizes == ["3", "6", "9"] * 2


@EVERY
@pytest.mark.parametrize("size", [(1, 1), (60_000, 60_000), (9_000_000, 60_000)])
def test_frames_too_small_for_a_chart_raise_nothing(name: str, size: tuple[int, int]) -> None:
    assert etree.fromstring(ChartMaker().made(spec_of(name), *size, theme()).xml) is not None


@pytest.mark.parametrize("kind", ["bar", "line", "stacked-bar", "area", "scatter"])
def test_a_single_year_without_room_and_zeros_raise_nothing(kind: str) -> None:
    body = "data: {2024: 0}" if kind != "scatter" else "data: [[2024, 0]]"
    for size in (SIZE, (60_000, 60_000)):
        assert ChartMaker().made(chart(kind, body), *size, theme()).xml


@pytest.mark.parametrize("name", BODIES)
def test_no_two_plots_of_a_kind_share_their_axes(name: str) -> None:
    root = root_of(spec_of(name))
    plots = [
        (plot.tag, axis.get("val"))
        for plot in root.iterfind(".//c:plotArea/*", SPACE)
        if not plot.tag.endswith("Ax")
        for axis in plot.iterfind("c:axId", SPACE)
    ]
    assert len(set(plots)) == len(plots)
    numbers = [one.get("val") for one in root.iterfind(".//c:ser/c:idx", SPACE)]
    assert len(set(numbers)) == len(numbers)


def _moved_down(root: etree._Element) -> list[float]:
    """How far labels of points are moved down, as shares of the height, in the order of series."""
    return [
        float(one) for one in found(root, ".//c:ser/c:dLbls/c:dLbl/c:layout/c:manualLayout/c:y")
    ]


@pytest.mark.parametrize(
    ("kind", "data"),
    [
        ("bar", "data: {A: 5, B: 7, C: 3}"),
        ("stacked-bar", "data: {categories: [A, B], series: {x: [2, 3], y: [3, 4]}}"),
        ("waterfall", "data: {A: 5, B: 2, C: -3}"),
        ("combo", "data: {categories: [A, B], series: {x: [2, 7], y: [3, 4]}}"),
    ],
)
def test_lines_close_to_each_other_have_their_names_apart(kind: str, data: str) -> None:
    lower, upper = _moved_down(root_of(chart(kind, f"{data}\nmark: {{6: target, 6.2: limit}}")))
    assert lower > 0 > upper


@pytest.mark.parametrize(
    ("ticks", "high", "end"), [((0, 5, 20), 20, 35), ((0, 5, 10), 9.1, 10), ((10, 20), 19.6, 30)]
)
def test_programs_let_an_axis_end_above_its_values(
    ticks: tuple[float, ...], high: float, end: float
) -> None:
    assert axis_end(ticks, high, log=False) == end
    assert axis_end(ticks, high, log=True) == ticks[-1]


def test_reference_lines_have_decimals_of_their_own() -> None:
    root = root_of(chart("bar", "data: {A: 5, B: 7}\nmark: {6.25: target}"))
    codes = [one.get("formatCode") for one in root.iterfind(".//c:dLbl/c:numFmt", SPACE)]
    assert codes == ['#,##0.00;"−"#,##0.00']


def test_the_legend_has_the_line_of_the_second_axis_but_not_the_targets() -> None:
    data = "data: {categories: [A, B], series: {x: [200, 700], y: [3, 4]}}"
    root = root_of(chart("combo", f"{data}\nsecond: y\nmark: {{600: target, 610: limit}}"))
    # In a legend, entries are in the order of the plots; trendlines come last.
    names = [one.text for one in root.iterfind(".//c:ser/c:tx//c:v", SPACE)]
    assert names == ["x", "target", "limit", "y"]
    assert found(root, ".//c:legendEntry/c:idx") == ["1", "2", "4", "5"]


def test_the_same_words_can_stand_at_two_points() -> None:
    words = "annotate: [{at: B, text: Same}, {at: A, text: Same}]"
    root = root_of(chart("bar", f"data: {{A: 5, B: 7}}\n{words}"))
    places = [
        (label.findtext(".//a:t", "", SPACE), *found(label, "c:idx"))
        for label in root.iterfind(".//c:lineChart/c:ser/c:dLbls/c:dLbl", SPACE)
    ]
    assert places == [("Same", "1"), ("Same", "0")]
    moves = found(root, ".//c:lineChart/c:ser/c:dLbls/c:dLbl/c:layout/c:manualLayout/c:x")
    # Two labels at one place would be moved from two points in opposite directions, far away.
    assert all(abs(float(move)) < 0.25 for move in moves)
