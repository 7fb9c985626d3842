"""What the house is for: to add a mark, a kind of chart or a theme, few files are touched."""

from __future__ import annotations

import ast
import shutil
import sys
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import pytest

from deck_builder.charts import KINDS, Kind
from deck_builder.charts.alt import alt_text
from deck_builder.charts.draw.chart import marks_of
from deck_builder.charts.draw.marks import Dots, Label
from deck_builder.charts.draw.pen import pen_for
from deck_builder.handout.page import Handout, handout_page
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.theme.file import theme_names
from tests.charts.example import LARGE, chart, theme
from tests.extensions import dots

PACKAGE = Path(__file__).parent.parent / "deck_builder"
EXTENSIONS = Path(__file__).parent / "extensions"
# With the one that writes Markdown.
MOST_FILES = 6
# Formulas and diagrams have a language of their own, so have other programs and fonts, the doctor
# knows PowerPoint's, and a chart has other marks.
FOREIGN = ("diagrams", "dialects", "doctor", "fonts", "formulas")
OTHER_MARKS = "charts/"
# A mark: its kind of node and its element of HTML, in quotes, and what else is called after it.
MARKS: Mapping[str, tuple[str, ...]] = {
    "insert": ("'insert'", "'ins'"),
    "mark": ("'mark'", "MARK"),
    "subscript": ("'subscript'", "'sub'", "subscript"),
    "superscript": ("'superscript'", "'sup'", "superscript"),
}


def names_in(tree: ast.AST) -> Iterator[str]:
    """Yield the names in a module, and its strings in quotes."""
    for part in ast.walk(tree):
        match part:
            case ast.Constant(value=str(text)):
                yield repr(text)
            case ast.keyword(arg=str(name)) | ast.Name(id=name) | ast.Attribute(attr=name):
                yield name


@cache
def named() -> Mapping[str, frozenset[str]]:
    """What is named in each file of the product."""
    files = (path for path in sorted(PACKAGE.rglob("*.py")))
    return {
        path.relative_to(PACKAGE).as_posix(): frozenset(names_in(ast.parse(path.read_bytes())))
        for path in files
        if path.relative_to(PACKAGE).parts[0] not in FOREIGN
    }


def files_naming(*names: str) -> list[str]:
    return [path for path, found in named().items() if not found.isdisjoint(names)]


@pytest.mark.parametrize("mark", MARKS)
def test_a_mark_stands_in_few_files(mark: str) -> None:
    files = [path for path in files_naming(*MARKS[mark]) if not path.startswith(OTHER_MARKS)]
    assert "markdown/node.py" in files
    assert len(files) <= MOST_FILES, files


@pytest.mark.parametrize("kind", [kind for kind in KINDS if "-" in kind or kind == "donut"])
def test_a_kind_of_chart_stands_in_its_table(kind: str) -> None:
    # An article's numbers are proposed as the kind that suits them; PowerPoint has a shape that is
    # called as the chart.
    others = {"article/proposals.py", "preview/powerpoint/outlines.py"}
    files = set(files_naming(repr(kind))) - others
    assert files == {"charts/__init__.py"}


@pytest.mark.parametrize("name", theme_names())
def test_no_file_names_a_theme(name: str) -> None:
    # One of them is that of talks that name none; a folio is also a place in a book.
    assert set(files_naming(repr(name))) <= {"theme/__init__.py", "outline/citations/calls.py"}


@pytest.fixture
def with_dots(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kind of chart more: its module among those that draw, and its name in the table."""
    monkeypatch.setitem(sys.modules, "deck_builder.charts.draw.dots", dots)
    monkeypatch.setitem(KINDS, "dots", Kind("dots", "dot chart", single=True))


@pytest.mark.usefixtures("with_dots")
class TestAKindOfChart:
    """One that the product does not have."""

    def test_it_is_drawn(self) -> None:
        marks = marks_of(chart("dots", "data: {Go: 11, Rust: 5}"), pen_for(*LARGE, theme()))
        assert [mark.text for mark in marks if isinstance(mark, Label)] == ["Go", "Rust"]
        assert len([mark for mark in marks if isinstance(mark, Dots)]) == 2

    def test_it_is_described(self) -> None:
        told = alt_text(chart("dots", "data: {Go: 11, Rust: 5}"))
        assert told.startswith("Dot chart")
        assert "Rust" in told

    def test_its_rules_are_those_of_its_table(self, tmp_path: Path) -> None:
        talk = written(
            tmp_path, "```chart dots\ndata: {categories: [a], series: {x: [1], y: [2]}}\n```\n"
        )
        found = lay_out_deck(talk, Options()).diagnostics
        assert [(one.code, one.message) for one in found] == [
            ("too-many-series", "a dot chart shows one series, but there are 2")
        ]

    def test_it_is_in_the_deck_and_in_the_handout(self, tmp_path: Path) -> None:
        chart_of_dots = "```chart dots\ndata: {Go: 11, Rust: 5}\n```\n"
        # Until someone adds its word in German, it has its name in English.
        talk = written(tmp_path, chart_of_dots, "language: de\n")
        checked = lay_out_deck(talk, Options())
        assert checked.diagnostics == ()
        page = handout_page(checked.value, Handout())
        assert "Dot chart" in page
        assert "<svg" in page or "image/svg" in page
        assert write_deck(checked.value)


def test_a_theme_is_a_file(tmp_path: Path) -> None:
    shutil.copy(EXTENSIONS / "harbour.yaml", tmp_path)
    talk = written(tmp_path, "Words.\n", "theme: harbour.yaml\n")
    checked = lay_out_deck(talk, Options())
    assert checked.diagnostics == ()
    used = checked.value.theme
    assert (used.palette.hex("accent1"), used.description) == ("0B5C6B", "Sea and sand")
    assert "0B5C6B" in handout_page(checked.value, Handout())


def written(folder: Path, body: str, settings: str = "") -> Path:
    """Write a talk of one slide."""
    path = folder / "talk.md"
    path.write_text(f"---\ntitle: T\n{settings}---\n\n## A slide\n\n{body}", encoding="utf-8")
    return path
