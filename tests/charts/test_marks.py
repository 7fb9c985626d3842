"""Reference lines and bands, annotations, error bars, scales, orders and colours of charts."""

from __future__ import annotations

import pytest

from deck_builder.charts import KINDS
from deck_builder.charts.alt import alt_text
from deck_builder.charts.data.spec import Annotation, ChartSpec, Reference
from deck_builder.charts.draw.chart import marks_of
from deck_builder.charts.draw.labels import bounds_of, overlap
from deck_builder.charts.draw.marks import Anchor, Bar, Label, Mark, Stroke, Surface
from deck_builder.charts.draw.pen import pen_for
from tests.charts.example import LARGE, body_of, chart, complaints, draw, read, theme

DATA = "data: {Oslo: 19, Berlin: 17, Cairo: 14}"
KEYS = {
    "mark": "mark: {2.5: target}",
    "annotate": "annotate: {a: words}",
    "error": "error: 0.5",
    "scale": "scale: log",
    "sort": "sort: ascending",
    "top": "top: 2",
}


def _marks(spec: ChartSpec) -> tuple[Mark, ...]:
    return marks_of(spec, pen_for(*LARGE, theme(), spec.colors))


def _texts(spec: ChartSpec) -> list[str]:
    return [mark.text for mark in _marks(spec) if isinstance(mark, Label)]


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("key", KEYS)
def test_a_kind_has_a_key_or_says_that_it_cannot(kind: str, key: str) -> None:
    line = KEYS[key]
    if KINDS[kind].spans:
        line = line.replace("2.5", "2025-02-01")
    if key == "annotate" and not chart(kind, body_of(kind)).categories:
        pytest.skip("its points have no names here")
    if key == "annotate":
        name = chart(kind, body_of(kind)).categories[0]
        line = f'annotate: {{"{name}": words}}'
    checked = read(kind, f"{body_of(kind)}\n{line}")
    codes = [found.code for found in checked.diagnostics]
    if not KINDS[kind].has(key):
        assert codes == ["chart-cannot"]
        return
    assert codes == []
    assert checked.value
    assert draw(checked.value, *LARGE, theme()).png
    if key == "mark":
        words = ["target", "target  2.5", "target  Feb 1, 2025"]
        shown = _texts(checked.value)
        assert any(one in shown for one in words) or KINDS[kind].has("panel")
    if key == "annotate":
        assert "words" in _texts(checked.value)


def test_lines_and_bands() -> None:
    spec = chart("bar", f"{DATA}\nmark: {{15: target, 8..5: usual}}\nunit: h")
    assert spec.references == (Reference(15.0, "target"), Reference(5.0, "usual", 8.0))
    assert any(isinstance(mark, Surface) for mark in _marks(spec))
    assert any(isinstance(mark, Stroke) and mark.dashed for mark in _marks(spec))
    told = alt_text(spec)
    assert "Line at 15 h: target." in told
    assert "Band from 5 h to 8 h: usual." in told


def test_a_line_alone_and_one_in_units() -> None:
    assert chart("bar", f"{DATA}\nmark: 15").references == (Reference(15.0),)
    assert chart("bar", f"{DATA}\nmark: [15, 16]").references[1] == Reference(16.0)
    assert chart("bar", f"{DATA}\nunit: h\nmark: {{15 h: target}}").references[0].low == 15.0


@pytest.mark.parametrize("kind", ["bar", "hbar", "line", "lollipop"])
def test_a_line_beyond_the_data_is_on_the_chart(kind: str) -> None:
    pen = pen_for(*LARGE, theme())
    (line,) = (
        mark
        for mark in _marks(chart(kind, f"{DATA}\nmark: 40"))
        if isinstance(mark, Stroke) and mark.dashed
    )
    assert all(0 <= x <= pen.width and 0 <= y <= pen.height for x, y in line.points)


@pytest.mark.parametrize("kind", ["bar", "hbar", "dumbbell", "lollipop", "stacked-bar"])
def test_no_line_runs_through_a_number(kind: str) -> None:
    data = "data: {categories: [A, B], series: {x: [10, 14], y: [12, 20]}}"
    if KINDS[kind].single:
        data = "data: {A: 10, B: 14}"
    pen = pen_for(*LARGE, theme())
    for value in (9, 9.5, 10, 10.3, 10.6, 11, 12.2, 14.2, 24.2):
        marks = _marks(chart(kind, f"{data}\nmark: {value}"))
        (line,) = (one for one in marks if isinstance(one, Stroke) and one.dashed)
        (from_x, from_y), (to_x, to_y) = line.points
        box = (min(from_x, to_x), min(from_y, to_y), max(from_x, to_x), max(from_y, to_y))
        thick = (box[0] - 0.5, box[1] - 0.5, box[2] + 0.5, box[3] + 0.5)
        for label in (one for one in marks if isinstance(one, Label) and not one.text.isalpha()):
            inside = any(_covers(bar, label) for bar in marks if isinstance(bar, Bar))
            # What is in a bar is read over the line.
            assert inside or not overlap(bounds_of(label, pen), thick), (value, label)


def _covers(bar: Bar, label: Label) -> bool:
    return bar.x <= label.x <= bar.x + bar.width and bar.y <= label.y <= bar.y + bar.height


def test_words_at_a_point() -> None:
    body = "data: {categories: [p, q], series: {a: [1, 2], b: [5, 9]}}"
    spec = chart("line", f"{body}\nannotate: {{q: the last}}")
    assert spec.annotations == (Annotation("q", "the last"),)
    whole = chart("line", f"{body}\nannotate: [{{at: q, series: a, text: low}}]")
    low, high = (
        next(one for one in _marks(each) if isinstance(one, Label) and one.text == text)
        for each, text in ((whole, "low"), (spec, "the last"))
    )
    # Without a series, words are about the largest value.
    assert low.y > high.y
    assert "q: the last." in alt_text(spec)
    assert not any(isinstance(mark, Anchor) for mark in _marks(chart("line", body)))


def test_words_hide_nothing() -> None:
    pen = pen_for(*LARGE, theme())
    words = "Something that has a few more words than there is room for on one line"
    for kind in ("bar", "hbar", "stacked-bar", "line", "lollipop", "waterfall"):
        marks = _marks(chart(kind, f"{DATA}\nannotate: {{Berlin: {words}}}"))
        labels = [one for one in marks if isinstance(one, Label)]
        own = [one for one in labels if one.text in words]
        assert own, kind
        others = [bounds_of(one, pen) for one in labels if one not in own]
        bars = [(b.x, b.y, b.x + b.width, b.y + b.height) for b in marks if isinstance(b, Bar)]
        for label in own:
            box = bounds_of(label, pen)
            assert not any(overlap(box, other) for other in (*others, *bars)), kind


@pytest.mark.parametrize(
    ("line", "errors"),
    [
        ("error: 2", (2.0, 2.0, 2.0)),
        ("error: [1, ~, 3]", (1.0, None, 3.0)),
        ("error: {Berlin: 1.5}", (None, 1.5, None)),
    ],
)
def test_errors(line: str, errors: tuple[float | None, ...]) -> None:
    spec = chart("bar", f"{DATA}\n{line}")
    assert spec.series[0].errors == errors
    told = alt_text(spec)
    assert "±" in told


def test_errors_of_series_and_columns() -> None:
    body = "data: {categories: [p, q], series: {a: [1, 2], b: [5, 9]}}\nerror: {b: [1, 2]}"
    assert [row.errors for row in chart("line", body).series] == [(None, None), (1.0, 2.0)]
    table = "error: Off\n\n| City | Hours | Off |\n|---|---|---|\n| A | 1 | 0.5 |\n| B | 2 | 0.1 |"
    spec = chart("bar", table)
    assert [row.name for row in spec.series] == ["Hours"]
    assert spec.series[0].errors == (0.5, 0.1)


def test_equal_factors_are_equal_distances() -> None:
    spec = chart("bar", "data: {a: 1, b: 10, c: 100}\nscale: log")
    one, two, three = (mark.height for mark in _marks(spec) if isinstance(mark, Bar))
    assert two - one == pytest.approx(three - two)
    assert one > 0
    assert "Logarithmic scale." in alt_text(spec)


def test_orders() -> None:
    assert chart("hbar", f"{DATA}\nsort: ascending").categories == ("Cairo", "Berlin", "Oslo")
    assert chart("hbar", f"{DATA}\nsort: name").categories == ("Berlin", "Cairo", "Oslo")
    spec = chart("hbar", "data: {a: 5, b: 1, c: 9, d: 2}\ntop: 2\nsort: descending\nerror: 1")
    assert spec.categories == ("c", "a", "Other")
    assert spec.series[0].values == (9.0, 5.0, 3.0)
    assert spec.series[0].errors == (1.0, 1.0, None)


def test_colours_of_categories() -> None:
    spec = chart("bar", f"{DATA}\ncolors: {{Berlin: accent3}}")
    fills = [mark.fill for mark in _marks(spec) if isinstance(mark, Bar)]
    assert fills[1] == theme().palette.hex("accent3")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("mark: {tall: target}", "3:8 ‘tall’ is not a number [bad-mark]"),
        ("mark: {2..x: usual}", "3:8 ‘2..x’ is not a number [bad-mark]"),
        (
            "annotate: {Rome: a}",
            "3:12 there is no ‘Rome’ in the chart for ‘annotate’ [unknown-name]",
        ),
        ("annotate: {Oslo: }", "3:12 the annotation does not say what it is about [bad-mark]"),
        (
            "annotate: [{at: Oslo, series: x, text: a}]",
            "3:12 there is no ‘x’ in the chart for ‘annotate’ [unknown-name]",
        ),
        ("error: -1", "3:8 an error is below zero [bad-errors]"),
        ("error: [1, 2]", "3:8 ‘error’ does not say how far each value may be off [bad-errors]"),
        (
            "colors: {Rome: accent1}",
            "3:16 there is no ‘Rome’ in the chart for ‘colors’ [unknown-name]",
        ),
        (
            "scale: linear\nmark: 1\ntop: 0",
            "5:6 ‘top’ must be a whole number from 1 to 1,000 [wrong-type]",
        ),
        (
            "scale: log\nmark: -1",
            "4:7 ‘-1’ is not above zero, which a logarithmic scale cannot show [no-log-scale]",
        ),
    ],
)
def test_wrong_marks(body: str, expected: str) -> None:
    assert complaints(read("bar", f"{DATA}\n{body}")) == [expected]


def test_no_logarithm_of_zero() -> None:
    found = complaints(read("bar", "data: {a: 0, b: 1}\nscale: log"))
    assert found == [
        "3:8 ‘a’ is not above zero, which a logarithmic scale cannot show [no-log-scale]"
    ]
