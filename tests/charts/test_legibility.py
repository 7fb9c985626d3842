"""What makes charts easy to read, whether they are drawn or PowerPoint's own."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree
from msgspec.structs import replace
from PIL import Image

from deck_builder.base.color import LEAST_CONTRAST, contrast
from deck_builder.base.units import emu
from deck_builder.charts import KINDS
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.draw.chart import marks_of
from deck_builder.charts.draw.labels import category_labels
from deck_builder.charts.draw.marks import Bar, Label, Mark, Sector
from deck_builder.charts.draw.pen import Pen, on_ground, pen_for, pen_of
from deck_builder.charts.draw.plot import Plot, value_axis, value_format
from deck_builder.charts.native.style import references
from deck_builder.charts.numerals import THIN_SPACE, number_format, tick_format
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import ChartFrame, LaidOutSlide, TextBox
from deck_builder.theme.color_xml import color_xml
from deck_builder.theme.file import theme_names
from deck_builder.theme.model import Theme
from tests.charts.example import LARGE, SMALL, body_of, chart, theme
from tests.charts.native.specs import SPACE, made
from tests.talks import a_theme

FORMS = pytest.mark.parametrize("form", ["drawn", "native"])
THEMES = pytest.mark.parametrize("name", theme_names())
LOOK = theme()


def slide_of(folder: Path, text: str, form: str, look: str = "paper") -> LaidOutSlide:
    talk = folder / "talk.md"
    talk.write_text(f"---\ntitle: T\ntheme: {look}\ncharts: {form}\n---\n\n{text}", "utf-8")
    return lay_out_deck(talk, Options()).value.slides[-1]


def frame_on(slide: LaidOutSlide) -> ChartFrame:
    (frame,) = (shape for shape in slide.shapes if isinstance(shape, ChartFrame))
    return frame


def labels_of(spec: ChartSpec, size: tuple[int, int] = LARGE, look: Theme = LOOK) -> list[Label]:
    return [mark for mark in marks_of(spec, pen_of(spec, *size, look)) if isinstance(mark, Label)]


def pen_like(size: tuple[int, int]) -> Pen:
    return pen_for(*size, LOOK)


ECHO = "title: Longest day\nx-label: City\ny-label: Hours of light"


@FORMS
@pytest.mark.parametrize("wrap", ["{0}", "::: {{.note}}\nWords\n:::\n\n{0}"])
def test_nothing_says_the_title_again(tmp_path: Path, form: str, wrap: str) -> None:
    fence = f"```chart bar\ndata: {{a: 1, b: 2, c: 3, d: 4}}\n{ECHO}\n```\n"
    text = f"## The longest day by city\n\n{wrap.format(fence)}"
    spec = frame_on(slide_of(tmp_path, text, form)).chart
    assert (spec.title, spec.x_label, spec.y_label) == ("", "", "Hours of light")


@FORMS
def test_nor_does_a_chart_in_a_column(tmp_path: Path, form: str) -> None:
    fence = "```chart line\ndata: {2024: 1, 2025: 2}\ny-label: Hours of light\n```\n"
    columns = f":::: columns\n::: column\nWords\n:::\n::: column\n{fence}:::\n::::\n"
    assert not frame_on(slide_of(tmp_path, f"## Hours of light\n\n{columns}", form)).chart.y_label


@FORMS
@pytest.mark.parametrize(
    ("kind", "body", "is_narrow"),
    [
        ("bar", "data: {a: 1}", True),
        ("bar", "data: {a: 1, b: 2}", True),
        ("bar", "data: {a: 1, b: 2, c: 3}", True),
        ("bar", "data: {a: 1, b: 2, c: 3, d: 4}", False),
        ("hbar", "data: {a: 1, b: 2}", False),
        ("grouped-bar", "data: {categories: [a], series: {x: [1], y: [2]}}", True),
        ("grouped-bar", "data: {categories: [a, b], series: {x: [1, 2], y: [2, 1]}}", False),
    ],
)
def test_a_few_bars_are_narrow(
    tmp_path: Path, form: str, kind: str, body: str, is_narrow: bool
) -> None:
    frame = frame_on(slide_of(tmp_path, f"## S\n\n```chart {kind}\n{body}\n```\n", form))
    content = a_theme().content
    assert (frame.box.width < content.width * 0.6) is is_narrow
    middle = frame.box.x + frame.box.width // 2
    assert abs(middle - (content.x + content.width // 2)) < emu(4)


def test_a_narrow_chart_has_room_for_its_words(tmp_path: Path) -> None:
    label = "y-label: How many lines of code the programs of both teams have\n"
    text = f"## S\n\n```chart bar\ndata: {{a: 1}}\n{label}```\n"
    frame = frame_on(slide_of(tmp_path, text, "drawn"))
    shown = [label.text for label in labels_of(frame.chart, (frame.box.width, frame.box.height))]
    assert not any("…" in one for one in shown)


BARS = "```chart bar\ndata: {Go: 27650, Rust: 922}\n```\n"


@FORMS
def test_a_takeaway_is_beside_a_few_bars(tmp_path: Path, form: str) -> None:
    slide = slide_of(tmp_path, f"## S\n\nRust needs far less of it.\n\n{BARS}", form)
    frame, body = frame_on(slide), a_theme().styles["body"].level(0).size
    (words,) = (
        one for one in slide.shapes if isinstance(one, TextBox) and one.style.name != "title"
    )
    assert words.box.right <= frame.box.x
    assert words.style.level(0).size > body


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("30 times as many lines", ["30 times", "as many lines"]),
        ("**30×** as many lines", ["30×", "as many lines"]),
        ("- 30 : 1 for Rust", ["30 : 1", "for Rust"]),
        ("97 % less for Rust", ["97 %", "less for Rust"]),
        ("In 2024, Rust was better", ["In 2024, Rust was better"]),
        ("2024 was better", ["2024 was better"]),
    ],
)
def test_a_figure_before_a_takeaway_is_large(tmp_path: Path, text: str, shown: list[str]) -> None:
    slide = slide_of(tmp_path, f"## S\n\n{text}\n\n{BARS}", "drawn")
    boxes = [one for one in slide.shapes if isinstance(one, TextBox) and one.style.name != "title"]
    # A number and its unit are not parted.
    texts = [box.paragraphs[0].text.replace("\u00a0", " ") for box in boxes]
    assert texts == shown


@pytest.mark.parametrize(
    ("language", "shown"),
    [("en", "27,650"), ("fr", f"27{THIN_SPACE}650"), ("de", "27.650"), ("hi", "27,650")],
)
@pytest.mark.parametrize("kind", ["bar", "hbar", "line", "scatter", "lollipop", "funnel"])
def test_digits_are_grouped_as_in_the_language(language: str, shown: str, kind: str) -> None:
    body = "data: {a: 27650, b: 400}"
    if kind == "scatter":
        body = "data: {a: [[27650, 27650], [400, 400]]}"
    spec = replace(chart(kind, body), language=language)
    words = " ".join(label.text for label in labels_of(spec))
    assert "27650" not in words
    if kind not in ("line", "scatter"):
        assert shown in words
    else:
        ticks = {"en": "30,000", "fr": f"30{THIN_SPACE}000", "de": "30.000", "hi": "30,000"}
        assert ticks[language] in words


@pytest.mark.parametrize("count", [3, 12, 25, 60])
@pytest.mark.parametrize("spread", [1.0, 30.0])
def test_every_point_is_named_or_none(count: int, spread: float) -> None:
    names = tuple(f"Point {at}" for at in range(count))
    xs = tuple(float((at * 37) % count) * spread for at in range(count))
    values = tuple(float((at * 53) % 17) for at in range(count))
    spec = ChartSpec("scatter", (Series("a", values),), names, xs)
    for size in (LARGE, SMALL):
        named = {label.text for label in labels_of(spec, size)} & set(names)
        assert len(named) in (0, count)
        pieces = made(spec, LOOK).xml.decode()
        written = {one for one in names if f">{one}<" in pieces.partition("<c:plotArea>")[2]}
        assert len(written & named) == len(named)


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("language", ["en", "de", "ja", "fr"])
@pytest.mark.parametrize(
    "ends",
    [(0, 1), (0, 27650), (0.1, 0.2), (1e-5, 3e-5), (999, 1001), (0, 1.5e6), (2e9, 9e9), (5, 7e5)],
)
def test_ticks_differ_and_are_as_precise_as_their_steps(
    ends: tuple[float, float], language: str, log: bool
) -> None:
    low, high = ends if not log else (max(ends[0], ends[1] / 1e4), ends[1])
    form = number_format((low, high), "", language)
    for length in (120.0, 300.0, 500.0):
        axis = value_axis(low, high, form, length, log)
        assert len(set(axis.texts)) == len(axis.texts)
        if log:
            continue
        steps = {round(after - before, 9) for before, after in pairwise(axis.ticks)}
        assert max(steps) == pytest.approx(min(steps))
        shown = tick_format(axis.ticks, "", language)
        for tick in axis.ticks:
            text = replace(shown, language="en")(tick).removesuffix(shown.magnitude.after)
            text = re.sub(r"[^\d.]", "", text.replace("Mio.", "").replace("Mrd.", ""))
            assert float(text) * shown.magnitude.divisor == pytest.approx(tick, rel=1e-9, abs=1e-12)


LONG = "Department of the Interior of the Federation"
NAMES = {
    "wrapped": ("Works and Transport", "Education and Research", "Environment", "Customs"),
    "prefixes": tuple(f"{LONG} {end}" for end in ("North", "South", "East", "West") * 4),
    "words": tuple(f"Donaudampfschifffahrtsgesellschaft{at}" for at in range(20)),
    "many": tuple(f"Office {at}" for at in range(40)),
}


@pytest.mark.parametrize("case", NAMES)
@pytest.mark.parametrize("size", [LARGE, SMALL])
def test_names_are_never_cut_to_equal_texts(case: str, size: tuple[int, int]) -> None:
    names = tuple(dict.fromkeys(NAMES[case]))
    for pen in (pen_like(size),):
        centers = Plot(0.0, 0.0, pen.width, pen.height).centers(len(names))
        lines = category_labels(names, centers, pen).lines
        shown = [one for one in lines if one]
        assert len(set(shown)) == len(shown)
        spec = ChartSpec("hbar", (Series("a", (1.0,) * len(names)),), names)
        rows = [one.text for one in labels_of(spec, size) if one.text.endswith("…")]
        assert len(set(rows)) == len(rows)


def test_names_are_wrapped_before_they_are_turned_and_turned_before_they_are_cut() -> None:
    pen = pen_like(LARGE)

    def fitted(names: tuple[str, ...]) -> tuple[float, bool, bool]:
        """How names are turned, whether they have several lines, whether any is cut."""
        centers = Plot(0.0, 0.0, pen.width, pen.height).centers(len(names))
        found = category_labels(names, centers, pen)
        words = ["".join(lines) for lines in found.lines]
        return found.angle, any(len(one) > 1 for one in found.lines), any("…" in w for w in words)

    assert fitted(("Oslo", "Rome")) == (0.0, False, False)
    assert fitted(NAMES["wrapped"] * 2) == (0.0, True, False)
    angle, _, is_cut = fitted(tuple(f"Donauschifffahrt {at}" for at in range(30)))
    assert angle > 0
    assert not is_cut
    # Whole words in smaller text are better than broken or turned ones.
    twelve = tuple(f"Department of the Interior {at}" for at in range(12))
    angle, has_lines, _ = fitted(twelve)
    assert (angle, has_lines) == (0.0, True)
    centers = Plot(0.0, 0.0, pen.width, pen.height).centers(12)
    assert all("Department" in lines for lines in category_labels(twelve, centers, pen).lines)


def ground_of(label: Label, marks: list[Mark], background: str) -> str:
    """The colour behind the middle of a label."""
    bars = [mark for mark in reversed(marks) if isinstance(mark, Bar)]
    behind = (
        bar.fill
        for bar in bars
        if bar.x < label.x < bar.x + bar.width and bar.y < label.y < bar.y + bar.height
    )
    return next(behind, background)


@THEMES
@pytest.mark.parametrize("kind", [one for one in KINDS if one not in ("pie", "donut")])
def test_drawn_words_can_be_read(name: str, kind: str) -> None:
    look = a_theme(name)
    spec = chart(kind, body_of(kind))
    # More series than there are accents: tints are used, too.
    if len(spec.series) > 1 and not KINDS[kind].spans and not KINDS[kind].samples:
        spec = replace(
            spec, series=tuple(replace(spec.series[0], name=f"s{at}") for at in range(9))
        )
    for size in (LARGE, SMALL):
        pen = pen_of(spec, *size, look)
        marks = list(marks_of(spec, pen))
        assert not any(isinstance(mark, Sector) for mark in marks)
        for label in (mark for mark in marks if isinstance(mark, Label)):
            ground = ground_of(label, marks, pen.background)
            assert contrast(label.color, ground) >= LEAST_CONTRAST, label


@THEMES
@pytest.mark.parametrize("kind", ["bar", "grouped-bar", "line", "combo", "scatter", "slope"])
def test_native_words_can_be_read(name: str, kind: str) -> None:
    look = a_theme(name)
    spec = chart(kind, body_of(kind))
    if kind == "line":
        rows = tuple(Series(f"s{at}", (at + 1.0, at + 2.0)) for at in range(8))
        spec = replace(spec, series=rows)
    by_xml = {color_xml(color, 100.0): hexed for hexed, color in references(look).items()}
    root = etree.fromstring(made(spec, look).xml)
    ground = look.palette.hex("background")
    fills = [
        fill
        for tag in ("defRPr", "rPr")
        for look_of in root.iter(f"{{{SPACE['a']}}}{tag}")
        for fill in look_of.iterfind("a:solidFill/*", SPACE)
    ]
    assert fills
    for fill in fills:
        etree.cleanup_namespaces(fill)
        xml = re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(fill, encoding="unicode")).strip()
        assert contrast(by_xml[xml], ground) >= LEAST_CONTRAST, xml


GROUNDS = ['background="#102030"', 'background="#FFE8A0"', "background=sky.png dim=40"]


@FORMS
@pytest.mark.parametrize("look", ["paper", "night"])
@pytest.mark.parametrize("ground", GROUNDS)
@pytest.mark.parametrize("kind", ["bar", "line", "grouped-bar"])
def test_words_can_be_read_on_the_ground_of_their_slide(
    tmp_path: Path, form: str, look: str, ground: str, kind: str
) -> None:
    Image.new("RGB", (64, 36), "#556677").save(tmp_path / "sky.png")
    body = "data: {categories: [a, b], series: {x: [1, 2], y: [2, 3], z: [4, 1]}}"
    if kind == "bar":
        body = "data: {a: 1, b: 2, c: 3, d: 2}\nhighlight: b"
    text = f"## S {{{ground}}}\n\n```chart {kind}\n{body}\ny-label: Hours\n```\n"
    frame = frame_on(slide_of(tmp_path, text, form, look))
    behind = frame.chart.ground
    assert behind
    pen = pen_of(frame.chart, frame.box.width, frame.box.height, a_theme(look))
    marks = list(marks_of(frame.chart, pen))
    for label in (mark for mark in marks if isinstance(mark, Label)):
        assert contrast(label.color, ground_of(label, marks, behind)) >= LEAST_CONTRAST, label
    if form == "native":
        colors = references(on_ground(frame.chart, a_theme(look)))
        assert colors[pen.text].slot in ("tx1", "dk1", "lt1")


def test_axes_have_the_colours_of_drawn_ones() -> None:
    """Names of categories in the colour of text, numbers and titles in a quieter one."""
    cases = {
        "bar": "data: {a: 1, b: 2}",
        "line": "data: {a: 1, b: 2}",
        "histogram": "data: [34, 41, 47, 48, 51, 52, 52, 55]",
        "slope": "data: {categories: [a, b], series: {x: [1, 2], y: [2, 3]}}",
    }
    muted = color_xml(LOOK.palette.color("muted"), 100.0)
    text = color_xml(LOOK.palette.color("text"), 100.0)
    for kind, body in cases.items():
        spec = chart(kind, body)
        root = etree.fromstring(made(spec, LOOK).xml)
        (axis,) = root.iterfind(".//c:catAx", SPACE)
        (fill,) = axis.iterfind(".//a:defRPr/a:solidFill/*", SPACE)
        drawn = labels_of(spec)
        names = [*spec.categories, *(row.name for row in spec.series)]
        own = [one for one in drawn if one.text in names] or drawn[-2:]
        wanted = muted if own[0].color == LOOK.palette.hex("muted") else text
        shown = re.sub(r' xmlns:\w+="[^"]*"', "", etree.tostring(fill, encoding="unicode")).strip()
        assert shown == wanted, kind


def test_values_have_one_format_in_both_forms() -> None:
    spec = chart("bar", "data: {a: 27650, b: 400}")
    assert value_format(spec)(27650) == "27,650"
    assert b"#,##0" in made(spec, LOOK).xml
