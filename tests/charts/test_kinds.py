"""What the kinds of chart consist of."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from deck_builder.base.color import LEAST_CONTRAST, contrast
from deck_builder.charts import KINDS
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.draw.chart import marks_of
from deck_builder.charts.draw.marks import Bar, Dots, Label, Mark, Sector, Stroke, Surface
from deck_builder.charts.draw.pen import pen_for
from deck_builder.theme.file import load_theme, theme_names
from tests.charts.example import LARGE, SMALL, body_of, chart, theme

THIN = "\N{THIN SPACE}"


def _marks(kind: str, body: str, size: tuple[int, int] = LARGE) -> tuple[Mark, ...]:
    return marks_of(chart(kind, body), pen_for(*size, theme()))


def _texts(marks: tuple[Mark, ...]) -> list[str]:
    return [mark.text for mark in marks if isinstance(mark, Label)]


def test_every_kind_is_drawn() -> None:
    for kind in KINDS:
        assert len(_marks(kind, body_of(kind))) > 1


def test_few_bars_have_values_and_no_axis() -> None:
    marks = _marks("bar", "data: {Go: 11, Rust: 5}\nunit: '%'")
    assert _texts(marks) == [f"11{THIN}%", f"5{THIN}%", "Go", "Rust"]
    go, rust = (mark for mark in marks if isinstance(mark, Bar))
    assert go.height / rust.height == pytest.approx(11 / 5)
    assert go.y + go.height == pytest.approx(rust.y + rust.height)


def test_many_bars_have_an_axis() -> None:
    body = "data: {" + ", ".join(f"c{number}: {number}" for number in range(20)) + "}"
    marks = _marks("bar", body)
    assert _texts(marks)[:5] == ["0", "5", "10", "15", "20"]
    assert len([mark for mark in marks if isinstance(mark, Bar)]) == 20


def test_highlight_takes_the_accent_and_the_rest_steps_back() -> None:
    marks = _marks("bar", "data: {Go: 11, Rust: 5}\nhighlight: Rust")
    pen = pen_for(*LARGE, theme())
    assert [mark.fill for mark in marks if isinstance(mark, Bar)] == [pen.fade(0), "1F5FA8"]


@pytest.mark.parametrize("kind", ["bar", "hbar", "pie", "donut"])
def test_a_highlight_is_seen_beside_names_that_have_colors_of_their_own(kind: str) -> None:
    colors = (("Go", "accent2"), ("Rust", "accent3"))
    spec = replace(chart(kind, "data: {Go: 11, Rust: 5, C: 7}\nhighlight: C"), colors=colors)
    pen = pen_for(*LARGE, theme(), colors)
    marks = marks_of(spec, pen)
    fills = [mark.fill for mark in marks if isinstance(mark, Bar | Sector)]
    faded = {pen.fade(0), pen.fade(1)}
    assert set(fills[:2]) <= faded
    assert fills[2] == pen.accents[0]


def test_series_beside_one_with_a_color_of_its_own_differ() -> None:
    rows = tuple(Series(f"s{number}", (1.0, 2.0)) for number in range(6))
    spec = ChartSpec("line", rows, categories=("2024", "2025"))
    pen = pen_for(*LARGE, theme(), (("s3", "accent2"),))
    assert len({pen.series_color(spec, index) for index in range(6)}) == 6


def test_negative_bars_hang_down() -> None:
    up, down = (mark for mark in _marks("bar", "data: {a: 2, b: -1}") if isinstance(mark, Bar))
    assert up.y + up.height == pytest.approx(down.y)
    left, right = (mark for mark in _marks("hbar", "data: {a: -1, b: 2}") if isinstance(mark, Bar))
    assert left.x + left.width == pytest.approx(right.x)


@pytest.mark.parametrize("kind", ["bar", "hbar"])
def test_a_zero_among_negative_numbers_has_room_for_its_label(kind: str) -> None:
    pen = pen_for(*SMALL, theme())
    zero = next(
        mark
        for mark in _marks(kind, "data: {a: -1, b: 0}", SMALL)
        if isinstance(mark, Label) and mark.text == "0"
    )
    assert 0 <= zero.x <= pen.width - pen.widest(("0",))
    assert zero.y - pen.size / 2 >= 0


def test_gaps_have_no_bar() -> None:
    marks = _marks("bar", "data: {a: 2, b: ~}")
    assert len([mark for mark in marks if isinstance(mark, Bar)]) == 1
    assert "b" in _texts(marks)


def test_stacks_add_up() -> None:
    body = "data: {categories: [x, y], series: {a: [1, 2], b: [3, 4]}}"
    marks = _marks("stacked-bar", body)
    assert _texts(marks) == ["x", "y", "1", "3", "2", "4", "4", "6", "a", "b"]


def test_lines_break_at_gaps() -> None:
    body = "data: {categories: [p, q, r, s, t], series: {a: [1, 2, ~, 4, 5], b: [1, ~, 1, ~, 1]}}"
    marks = _marks("line", body)
    thick = [mark for mark in marks if isinstance(mark, Stroke) and mark.width > 2]
    assert [len(mark.points) for mark in thick] == [2, 2]
    # Three lone points of b, and the two ends.
    assert len([mark for mark in marks if isinstance(mark, Dots)]) == 5


def test_lines_are_named_at_their_ends() -> None:
    body = "data: {categories: [p, q], series: {Go: [1, 2], Rust: [5, 9]}}"
    texts = _texts(_marks("line", body))
    assert "Go  2" in texts
    assert "Rust  9" in texts


def test_a_legend_where_names_do_not_fit() -> None:
    name = "A name that is far too long to stand at the end of a line"
    body = f"data: {{categories: [p, q], series: {{Go: [1, 2], {name}: [5, 9]}}}}"
    marks = _marks("line", body, SMALL)
    assert len([mark for mark in marks if isinstance(mark, Bar)]) == 2
    assert _texts(marks)[0] == "Go"


def test_years_stand_in_proportion() -> None:
    body = "data: {categories: [2000, 2010, 2011], series: {a: [1, 2, 3]}}"
    (line,) = (
        mark for mark in _marks("line", body) if isinstance(mark, Stroke) and len(mark.points) == 3
    )
    first, second, third = (x for x, _ in line.points)
    assert (second - first) / (third - second) == pytest.approx(10, rel=0.01)


def test_areas_stand_on_each_other() -> None:
    body = "data: {categories: [p, q], series: {a: [1, 2], b: [3, 4]}}"
    lower, upper = (mark for mark in _marks("area", body) if isinstance(mark, Surface))
    assert lower.points[:2] == tuple(reversed(upper.points[2:]))


def test_parts_go_round() -> None:
    marks = _marks("pie", "data: {a: 1, b: 1, c: 2, d: 0}")
    angles = [(mark.start, mark.end) for mark in marks if isinstance(mark, Sector)]
    assert angles == [(0, 90), (90, 180), (180, 360)]
    assert _texts(marks) == ["a", f"25{THIN}%", "b", f"25{THIN}%", "c", f"50{THIN}%"]


@pytest.mark.parametrize(
    ("body", "middle"),
    [
        ("data: {a: 1200, b: 300}\nunit: €", f"1,500{THIN}€"),
        ("data: {a: 75, b: 25}\nunit: '%'\nhighlight: a", f"75{THIN}%"),
    ],
)
def test_the_middle_of_a_donut(body: str, middle: str) -> None:
    assert _texts(_marks("donut", body))[-1] == middle


def test_many_parts_are_listed() -> None:
    values = ", ".join(f"Part number {number}: {number**3 + 1}" for number in range(12))
    marks = _marks("pie", f"data: {{{values}}}", SMALL)
    swatches = [mark for mark in marks if isinstance(mark, Bar)]
    assert len(swatches) == 12
    assert len({swatch.x for swatch in swatches}) == 1


def test_points_are_named_beside_their_dots() -> None:
    marks = _marks("scatter", "data: {Go: [1, 1], Rust: [5, 5]}\nhighlight: Rust")
    rust = next(mark for mark in marks if isinstance(mark, Label) and mark.text == "Rust")
    chosen = [mark for mark in marks if isinstance(mark, Dots)][-1]
    assert rust.bold
    assert chosen.fill == "1F5FA8"
    assert rust.y == pytest.approx(chosen.points[0][1])


def test_colours() -> None:
    pen = pen_for(*LARGE, theme(dark=True))
    assert (pen.text, pen.background) == ("FFFFFF", "1A1A1A")
    assert pen.on_fill("FFFFFF") == "1A1A1A"


@pytest.mark.parametrize("name", theme_names())
def test_text_on_each_accent_can_be_read(name: str) -> None:
    pen = pen_for(*LARGE, load_theme(name).value)
    for index in range(12):
        fill = pen.color(index)
        assert contrast(pen.on_fill(fill), fill) >= LEAST_CONTRAST


def test_text_is_smaller_on_a_narrow_chart() -> None:
    assert [pen_for(*size, theme()).size for size in (SMALL, LARGE)] == [12.0, 14.0]


def test_a_long_last_name_stays_inside() -> None:
    pen = pen_for(*LARGE, theme())
    (label,) = (
        mark
        for mark in _marks("area", "data: {a: 1, b: ~, WWWWWWWWWW: ~}")
        if isinstance(mark, Label) and mark.text.startswith("W")
    )
    assert label.x + pen.width_of(label.text) / 2 <= pen.width


@pytest.mark.parametrize(
    ("count", "highlight", "named"),
    [(4, "", 4), (25, "", 0), (25, "highlight: Name of the point 3", 1)],
    ids=["few", "crowded", "crowded, one highlighted"],
)
def test_all_points_of_a_scatter_plot_are_named_or_none(
    count: int, highlight: str, named: int
) -> None:
    points = ", ".join(f"Name of the point {n}: [{n}, {n * 7 % 25}]" for n in range(count))
    marks = _marks("scatter", f"data: {{{points}}}\n{highlight}", SMALL)
    names = [one.text for one in marks if isinstance(one, Label) and "point" in one.text]
    assert len(names) == named


def test_points_without_a_name_hide_no_names() -> None:
    spec = chart("scatter", "data: {One: [1, 2], Two: [3, 4], Three: [5, 1]}")
    names = _texts(
        marks_of(replace(spec, categories=("One", "", "Three")), pen_for(*LARGE, theme()))
    )
    assert {"One", "Three"} <= set(names)
    assert "" not in names
