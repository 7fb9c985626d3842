"""Markup in the values of fences and attributes: drawn where text can have a look, else taken off.
None of its signs is shown."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.blocks.callout import Callout
from deck_builder.blocks.code import Code
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import ChartFrame, Shape, TableFrame, TextBox
from deck_builder.text.runs import Run
from tests.talks import blocks_of, outline_of


def shapes_of(folder: Path, text: str) -> tuple[Shape, ...]:
    talk = folder / "talk.md"
    talk.write_text(text, encoding="utf-8")
    checked = lay_out_deck(talk, Options())
    assert not checked.diagnostics
    (slide,) = checked.value.slides
    return slide.shapes


def spec_of(folder: Path, body: str, settings: str = "") -> ChartSpec:
    shapes = shapes_of(folder, f"{settings}## A\n\n```chart bar\n{body}\n```\n")
    (chart,) = (one.chart for one in shapes if isinstance(one, ChartFrame))
    return chart


TEXTS: dict[str, tuple[str, str]] = {
    "strong": ("**Sales** of *2024*", "Sales of 2024"),
    "code": ("`GET` in ms", "GET in ms"),
    "scripts": ("CO~2~ per m^2^", "CO2 per m2"),
    "a link": ("[Eurostat](https://e.org)", "Eurostat"),
    "a formula": ("$x^2$", "x²"),
    "an escape": (r"C\*", "C*"),
    "no markup": ("2 * 3 * 4, snake_case, Vec<T>, C*-algebras", ""),
    "a price": ("$5 to $10", ""),
    "a variable": ("{{ year }} **x**", "*24* x"),
}


@pytest.mark.parametrize(("written", "expected"), TEXTS.values(), ids=TEXTS)
@pytest.mark.parametrize("key", ["title", "source", "x-label", "y-label", "unit"])
def test_texts_of_charts(tmp_path: Path, key: str, written: str, expected: str) -> None:
    settings = "---\nvariables: {year: '*24*'}\n---\n"
    spec = spec_of(tmp_path, f"{key}: '{written}'\ndata: {{A: 1}}", settings)
    assert getattr(spec, key.replace("-", "_")) == (expected or written)


NAMES: dict[str, tuple[str, tuple[str, ...], tuple[str, ...]]] = {
    "names of values": ("data: {'**A**': 1, 'B\\*': 2}", ("A", "B*"), ("",)),
    "lists": (
        "data: {categories: ['*a*', 2 * 3 * 4], series: {'`N`': [1, 2]}}",
        ("a", "2 * 3 * 4"),
        ("N",),
    ),
    "a table": (
        "| Name | **N** |\n|---|---|\n| *a* | 1 |\n| b \\| `c` | 2 |",
        ("a", "b | c"),
        ("N",),
    ),
    "separated values": ("Name,**N**\na *b*,1\nc,2", ("a b", "c"), ("N",)),
    "names that would become one": ("data: {'*a*': 1, a: 2}", ("*a*", "a"), ("",)),
}


@pytest.mark.parametrize(("body", "categories", "series"), NAMES.values(), ids=NAMES)
def test_names_in_charts(
    tmp_path: Path, body: str, categories: tuple[str, ...], series: tuple[str, ...]
) -> None:
    spec = spec_of(tmp_path, body)
    assert spec.categories == categories
    assert tuple(one.name for one in spec.series) == series


def test_what_is_highlighted_is_named_with_or_without_its_markup(tmp_path: Path) -> None:
    for name in ("**A**", "A"):
        spec = spec_of(tmp_path, f"highlight: '{name}'\ndata: {{'**A**': 1, B: 2}}")
        assert spec.highlight == ("A",)


def test_title_and_source_keep_their_look(tmp_path: Path) -> None:
    body = 'title: "*Sales* up"\nsource: "[E](https://e.org)"\ndata: {A: 1, B: 2}'
    shapes = shapes_of(tmp_path, f"## A\n\n```chart bar\n{body}\n```\n")
    boxes = [one for one in shapes if isinstance(one, TextBox)]
    texts = {one.text: one.runs for box in boxes for one in box.paragraphs}
    assert texts["Sales up"] == (Run("Sales", italic=True), Run(" up"))
    assert texts["Source: E"] == (Run("Source: "), Run("E", link="https://e.org"))


def test_names_in_files_are_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "_a_.csv").write_text("Name,*N*,M\nC*,1,3\n*D*,2,4\n", encoding="utf-8")
    chart = spec_of(tmp_path, "data: _a_.csv\ny: '*N*'\nhighlight: '*D*'")
    assert (chart.categories, chart.highlight) == (("C*", "*D*"), ("*D*",))


@pytest.mark.parametrize("key", ["title", "x-label", "highlight"])
def test_a_condition_in_a_text_of_a_chart_stops_the_build(key: str) -> None:
    text = (
        "---\naudiences: {x: {}, y: {}}\n---\n## A\n\n"
        f"```chart bar\n{key}: 'a [b]{{audience=x}}'\ndata: {{A: 1}}\n```\n"
    )
    found = outline_of(text, audience="y").diagnostics
    assert "stray-condition" in {one.code for one in found}


def test_titles_of_callouts() -> None:
    (block,) = blocks_of('::: {.callout-note title="*a* & `b`"}\nText\n:::\n')
    assert isinstance(block, Callout)
    assert block.title == (Run("a", italic=True), Run(" & "), Run("b", code=True))


def test_names_of_theorems() -> None:
    (block,) = blocks_of('::: {.lemma name="of **Gauß**"}\nText\n:::\n')
    assert isinstance(block, Callout)
    assert block.title[1:] == (Run(" ("), Run("of "), Run("Gauß", bold=True), Run(")"))


def test_captions_of_code() -> None:
    (block,) = blocks_of('```{.python caption="The *loop*"}\nx = 1\n```\n')
    assert isinstance(block, Code)
    assert block.caption == (Run("The "), Run("loop", italic=True))


def test_headings_of_data_tables(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("M,N\n1,2\n3,4\n", encoding="utf-8")
    text = "## A\n\n```table\ndata: a.csv\ncolumns: {M: '**Month**', N: n}\n```\n"
    (table,) = (one for one in shapes_of(tmp_path, text) if isinstance(one, TableFrame))
    assert [cell.paragraphs[0].text for cell in table.rows[0]] == ["Month", "n"]


def test_a_link_in_a_setting_that_leads_nowhere_is_reported() -> None:
    found = outline_of("---\ntitle: '[a](foo:bar) b'\n---\n## A\n\nText\n").diagnostics
    assert [(one.code, one.line) for one in found] == [("link-dropped", 2)]
