"""The sides of comparisons: their panels, and their colours through the deck."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from deck_builder.base.color import LEAST_CONTRAST, contrast
from deck_builder.base.units import emu
from deck_builder.charts.data.spec import ChartSpec, Series
from deck_builder.charts.draw.bar import bar_color
from deck_builder.charts.draw.pen import pen_for
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import (
    AutoShape,
    ChartFrame,
    LaidOutDeck,
    LaidOutSlide,
    Shape,
    TableFrame,
    TextBox,
)
from deck_builder.slides.layout import lay_out
from deck_builder.slides.sides import key_of
from deck_builder.text.fit import measure
from deck_builder.theme.file import theme_names
from deck_builder.theme.model import Aspect
from tests.talks import a_theme, deck_of, laid_out

SETTINGS = "---\nslide-level: 2\n{}---\n\n"
PAIR = "## {}\n\n### {}\n- one\n- two\n\n### {}\n- three\n- four\n- five\n\n"
CHART = "## Speed\n\n```chart bar\ndata: {{Rust (Actix): 2, Java: 1, Go: 3}}\n{}```\n\n"
TABLE = "## Prices\n\n| what | Go 1.22 | Rust |\n|---|---|---|\n| a | 1 | 2 |\n| b | 3 | 4 |\n\n"


def deck(
    *slides: str, settings: str = "", theme: str = "paper", aspect: Aspect = Aspect.WIDE
) -> LaidOutDeck:
    text = SETTINGS.format(settings) + "".join(slides)
    return lay_out(deck_of(text).value, a_theme(theme, aspect)).value


def read(folder: Path, *slides: str) -> LaidOutDeck:
    """A talk with its data looked at."""
    talk = folder / "talk.md"
    talk.write_text(SETTINGS.format("") + "".join(slides), encoding="utf-8")
    return lay_out_deck(talk, Options()).value


def frame(slide: LaidOutSlide, name: str) -> TextBox:
    (found,) = (one for one in slide.shapes if getattr(one, "placeholder", "") == name)
    assert isinstance(found, TextBox)
    return found


def bars(slide: LaidOutSlide) -> list[str]:
    found = (one for one in slide.shapes if isinstance(one, AutoShape))
    return [one.fill for one in found if "/" not in one.fill]


def panels(slide: LaidOutSlide) -> list[AutoShape]:
    return [one for one in slide.shapes if isinstance(one, AutoShape) and "/" in one.fill]


def only(slide: LaidOutSlide, kind: type[Shape]) -> Shape:
    (found,) = (one for one in slide.shapes if isinstance(one, kind))
    return found


@pytest.mark.parametrize(
    ("name", "key"),
    [("Go: fast", "go"), ("C++", "c++"), ("Rust’s way", "rust’s"), ("“Go” it", "go"), ("…", "…")],
)
def test_a_side_is_known_by_its_first_word(name: str, key: str) -> None:
    assert key_of(name) == key


def test_panels_share_a_height_behind_the_text() -> None:
    (slide,) = deck(PAIR.format("A", "Go", "Rust")).slides
    left, right = panels(slide)
    assert (left.box.y, left.box.height) == (right.box.y, right.box.height)
    for panel, side in ((left, "left"), (right, "right")):
        heading, text = frame(slide, f"{side}-heading"), frame(slide, side)
        assert panel.box.x == heading.box.x == text.box.x
        assert panel.box.y <= heading.box.y < heading.box.bottom <= text.box.y
        assert slide.shapes.index(panel) < slide.shapes.index(heading)
        assert text.insets.left > 0


def test_a_heading_is_as_large_as_its_text() -> None:
    (slide,) = deck(PAIR.format("A", "Go", "Rust")).slides
    heading, text = frame(slide, "left-heading"), frame(slide, "left")
    assert heading.style.level(0).size >= text.style.level(0).size


@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize("aspect", list(Aspect))
def test_both_headings_have_one_size(name: str, aspect: Aspect) -> None:
    text = PAIR.format("A", "Go", "Rust: ownership and scope")
    (slide,) = deck(text, theme=name, aspect=aspect).slides
    left, right = (frame(slide, f"{side}-heading") for side in ("left", "right"))
    assert left.style.level(0).size == right.style.level(0).size


def test_a_theme_with_open_cards_has_rules_only() -> None:
    (slide,) = deck(PAIR.format("A", "Go", "Rust"), theme="swiss").slides
    assert panels(slide) == []
    assert bars(slide) == ["accent1", "accent2"]


def test_code_stands_on_panels_of_one_height() -> None:
    long, short = "```go\na\nb\nc\n```", "```rust\na\n```"
    (slide,) = deck(f"## A\n\n### Go\n{long}\n\n### Rust\n{short}\n").slides
    found = [one.box for one in slide.shapes if isinstance(one, TextBox) and one.fill == "surface"]
    assert len(found) == 2
    assert found[0].bottom == found[1].bottom
    assert panels(slide) == []


def test_code_under_text_begins_at_one_height() -> None:
    sides = "".join(
        f"### {name}\n- {words}\n\n```go\na\n```\n\n"
        for name, words in (("Go", "many words " * 5), ("Rust", "one"))
    )
    (slide,) = deck(f"## A\n\n{sides}").slides
    left, right = [
        one for one in slide.shapes if isinstance(one, TextBox) and one.style.name == "code"
    ]
    assert (left.box.y, left.box.bottom) == (right.box.y, right.box.bottom)
    assert left.fill == right.fill == "surface"


def test_a_panel_of_code_keeps_what_is_on_it() -> None:
    sides = "".join(
        f"### {name}\n- {words}\n\n```go {{label=a.go}}\na\n```\n\n"
        for name, words in (("Go", "many words " * 5), ("Rust", "one"))
    )
    (slide,) = deck(f"## A\n\n{sides}").slides
    grounds = [
        one.box for one in slide.shapes if isinstance(one, AutoShape) and one.fill == "surface"
    ]
    code = [
        one.box for one in slide.shapes if isinstance(one, TextBox) and one.style.name == "code"
    ]
    assert len(grounds) == len(code) == 2
    for ground, text in zip(grounds, code, strict=True):
        assert ground.y <= text.y < text.bottom <= ground.bottom


def test_a_side_keeps_its_colour_wherever_it_stands() -> None:
    one, other, third = deck(
        PAIR.format("A", "Go: fast", "Rust: right"),
        PAIR.format("B", "Rust", "Go"),
        PAIR.format("C", "Then", "Now"),
    ).slides
    assert bars(one) == ["accent1", "accent2"]
    assert bars(other) == ["accent2", "accent1"]
    assert bars(third) == ["accent3", "accent4"]


def test_the_author_chooses_colours() -> None:
    (slide,) = deck(
        PAIR.format("A", "Go", "Rust"), settings="colors: {go: accent4, Rust: negative}\n"
    ).slides
    assert bars(slide) == ["accent4", "negative"]


def test_charts_and_tables_have_the_colours_of_the_sides(tmp_path: Path) -> None:
    *_, chart, table = read(
        tmp_path,
        PAIR.format("A", "Go", "Rust"),
        PAIR.format("B", "Go", "Rust"),
        CHART.format(""),
        TABLE,
    ).slides
    frame = only(chart, ChartFrame)
    assert isinstance(frame, ChartFrame)
    assert dict(frame.chart.colors) == {"Rust (Actix)": "accent2", "Go": "accent1"}
    grid = only(table, TableFrame)
    assert isinstance(grid, TableFrame)
    heads = [cell.paragraphs[0].runs[0].color for cell in grid.rows[0]]
    assert heads == ["", "accent1", "accent2"]


def test_a_pair_on_one_slide_colours_nothing_else(tmp_path: Path) -> None:
    *_, chart = read(tmp_path, PAIR.format("A", "Go", "Rust"), CHART.format("")).slides
    frame = only(chart, ChartFrame)
    assert isinstance(frame, ChartFrame)
    assert frame.chart.colors == ()


@pytest.mark.parametrize("name", theme_names())
def test_headings_can_be_read_in_each_theme(name: str) -> None:
    theme = a_theme(name)
    (slide,) = deck(PAIR.format("A", "Go", "Rust"), theme=name).slides
    fills = [one.fill for one in panels(slide)] or [theme.cards.fill, "background"]
    for side in ("left", "right"):
        color = frame(slide, f"{side}-heading").style.color
        ratios = [contrast(theme.palette.hex(color), theme.palette.hex(one)) for one in fills]
        assert max(ratios) >= LEAST_CONTRAST


def test_what_is_no_side_does_not_have_the_colour_of_one() -> None:
    colors = (("Go", "accent1"),)
    pen = pen_for(4_000_000, 3_000_000, a_theme(), colors)
    bars = ChartSpec("bar", (Series("", (1.0, 2.0)),), ("Go", "Java"), colors=colors)
    lines = ChartSpec("line", (Series("Java", (1.0,)), Series("Go", (2.0,))), ("a",), colors=colors)
    red = a_theme().palette.hex("accent1")
    assert [bar_color(bars, 0, at, pen) == red for at in (0, 1)] == [True, False]
    assert [pen.series_color(lines, at) == red for at in (0, 1)] == [False, True]


def test_a_panel_is_not_close_to_the_title() -> None:
    theme = a_theme("corporate")
    layout = theme.layouts["comparison"]
    title = layout.placeholder("title")
    assert title is not None
    # As in templates whose headings have a high place right under the title.
    moved = tuple(
        replace(
            one, box=replace(one.box, y=title.box.bottom, height=one.box.bottom - title.box.bottom)
        )
        if one.name.endswith("-heading")
        else one
        for one in layout.placeholders
    )
    layouts = {**theme.layouts, "comparison": replace(layout, placeholders=moved)}
    talk = deck_of(SETTINGS.format("") + PAIR.format("A", "Go", "Rust")).value
    (slide,) = lay_out(talk, replace(theme, layouts=layouts)).value.slides
    for panel, side in zip(panels(slide), ("left", "right"), strict=True):
        heading = frame(slide, f"{side}-heading")
        height = measure(heading.paragraphs, panel.box.width, heading.style, theme.fonts).height
        assert panel.box.y - frame(slide, "title").box.bottom >= emu(12)
        assert panel.box.y <= heading.box.bottom - height


@pytest.mark.parametrize("theme", ["paper", "swiss", "console"])
def test_code_that_ends_both_sides_is_at_one_height(theme: str) -> None:
    head = SETTINGS.format(f"theme: {theme}\n") + "## T {.versus}\n\n"
    text = f"{head}### One\n\n- a\n- b\n- {'long words ' * 4}\n\n```\nx\n```\n\n"
    slide = laid_out(f"{text}### Two\n\n- a\n- b\n- c\n\n```\ny\nz\n```\n").value.slides[0]
    panels = [one.box for one in slide.shapes if isinstance(one, TextBox) and one.fill]
    assert len(panels) == 2
    assert len({(box.y, box.height) for box in panels}) == 1


@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize("aspect", list(Aspect))
def test_panels_cover_the_rules_of_their_layout(name: str, aspect: Aspect) -> None:
    theme = a_theme(name, aspect)
    rules = [one.box for one in theme.layouts["comparison"].decorations if one.box.height < emu(10)]
    (slide,) = deck(PAIR.format("A", "Go", "Rust"), theme=name, aspect=aspect).slides
    for panel in panels(slide):
        for rule in rules:
            if rule.overlaps(panel.box):
                assert panel.box.x < rule.x < rule.right < panel.box.right
