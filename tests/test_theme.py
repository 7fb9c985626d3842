"""Themes: colours, sizes, the ones that come with the package, and a user's own."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path

import pytest

from deck_builder.contrast import contrast, contrast_problems, pairings
from deck_builder.diagnostics import Checked, DeckError, Severity
from deck_builder.theme import (
    ACCENTS,
    SLOTS,
    Aspect,
    Color,
    Layout,
    Level,
    Palette,
    TextStyle,
    Theme,
)
from deck_builder.themefile import load_theme, theme_names
from deck_builder.units import Box, emu, points

ROLES = {
    *("title", "section", "content", "two-content", "comparison", "title-only", "quote"),
    *("statement", "big-number", "picture-caption", "agenda", "blank", "closing"),
}
UNNUMBERED = {"title", "section", "closing"}
TITLED = ROLES - UNNUMBERED - {"quote", "statement", "blank"}
STYLES = {"body", "table", "code", "caption", "quote", "heading", "attribution", "chart"}

SCHEME = dict.fromkeys(SLOTS, "4472C4") | {"dk1": "101010", "lt1": "FAFAFA", "dk2": "202020"}
PALETTE = Palette(SCHEME, {"deep": Color("accent1", 75), "pale": Color("accent1", 40, 60)})

shipped = pytest.mark.parametrize(
    "theme",
    [load_theme(name, aspect).value for name in theme_names() for aspect in Aspect],
    ids=lambda theme: f"{theme.name}-{theme.aspect.value}",
)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("accent1", "4472C4"),
        ("tx1", "101010"),
        ("bg1", "FAFAFA"),
        ("tx2", "202020"),
        # What PowerPoint calls "darker 25 %" and "lighter 60 %" of this blue.
        ("deep", "2F5597"),
        ("pale", "B4C7E7"),
    ],
)
def test_palette_resolves_slots_and_meanings(name: str, expected: str) -> None:
    assert PALETTE.hex(name) == expected


def test_inverted_palette_swaps_text_and_background() -> None:
    inverted = PALETTE.inverted()
    assert (inverted.hex("tx1"), inverted.hex("bg1")) == ("FAFAFA", "101010")
    assert inverted.hex("deep") == PALETTE.hex("deep")


def test_palette_knows_no_other_colour() -> None:
    with pytest.raises(KeyError):
        PALETTE.hex("mauve")


def test_scaling_stops_at_the_floor_of_the_level_and_of_the_style() -> None:
    style = TextStyle("body", (Level(24, 10, floor=18), Level(20), Level(12)), floor=14)
    scaled = style.scaled(0.6)
    assert [level.size for level in scaled.levels] == [18, 14, 12]
    assert scaled.levels[0].space_before == 6


def test_contrast_goes_from_1_to_21() -> None:
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("3A7B21", "3A7B21") == 1
    # The grey that just passes on white.
    assert contrast("FFFFFF", "767676") == pytest.approx(4.54, abs=0.01)


def test_shipped_themes_by_name() -> None:
    assert theme_names() == ("night", "paper")


def test_unknown_theme_suggests_the_nearest() -> None:
    with pytest.raises(DeckError) as caught:
        load_theme("papr")
    assert caught.value.message == "there is no theme ‘papr’"
    assert caught.value.hint == "did you mean ‘paper’?"


def test_a_theme_is_read_once() -> None:
    assert load_theme("paper", Aspect.WIDE).value is load_theme("paper", Aspect.WIDE).value


@shipped
def test_shipped_theme_has_no_problems(theme: Theme) -> None:
    assert load_theme(theme.name, theme.aspect).diagnostics == ()
    assert contrast_problems(theme) == ()


@shipped
def test_shipped_theme_has_every_layout_and_style(theme: Theme) -> None:
    assert set(theme.layouts) == ROLES
    assert set(theme.styles) > STYLES


@shipped
def test_accents_stand_out_from_the_background(theme: Theme) -> None:
    ground = theme.palette.hex("background")
    ratios = {accent: contrast(theme.palette.hex(accent), ground) for accent in ACCENTS}
    assert {accent for accent, ratio in ratios.items() if ratio < 3} == set()


@shipped
def test_every_layout_has_one_title_and_numbers_its_placeholders(theme: Theme) -> None:
    for layout in theme.layouts.values():
        titles = [found for found in layout.placeholders if found.type in ("title", "ctrTitle")]
        assert [(title.name, title.idx) for title in titles] == [("title", 0)]
        numbers = [found.idx for found in layout.placeholders]
        assert len(set(numbers)) == len(numbers)


@shipped
def test_footer_and_number_stand_on_all_but_the_large_slides(theme: Theme) -> None:
    numbered = {
        role
        for role, layout in theme.layouts.items()
        if layout.placeholder("footer") and layout.placeholder("slide-number")
    }
    assert numbered == ROLES - UNNUMBERED


@shipped
def test_placeholders_stay_on_the_slide_and_apart(theme: Theme) -> None:
    slide = Box(0, 0, theme.width, theme.height)
    for layout in theme.layouts.values():
        outside = [found.name for found in layout.placeholders if not slide.contains(found.box)]
        assert outside == []
        assert _overlapping(layout) == []


def _overlapping(layout: Layout) -> list[tuple[str, str]]:
    return [
        (first.name, second.name)
        for first, second in combinations(layout.placeholders, 2)
        if first.box.overlaps(second.box)
    ]


@shipped
def test_titles_stand_at_one_place_with_room_for_two_lines(theme: Theme) -> None:
    titles = [theme.layouts[role].placeholder("title") for role in sorted(TITLED)]
    assert len(set(titles)) == 1
    title = titles[0]
    assert title is not None
    # No font of a theme is higher than 1.23 of its size.
    line = title.style.levels[0].size * 1.23 * title.style.line_spacing
    assert points(title.box.height) >= 2 * line


@shipped
def test_content_area_is_the_body_on_the_grid(theme: Theme) -> None:
    body = theme.layouts["content"].placeholder("body")
    columns = theme.layouts["two-content"]
    left, right = columns.placeholder("left"), columns.placeholder("right")
    assert body is not None
    assert left is not None
    assert right is not None
    assert body.box == theme.content
    assert (left.box.x, right.box.right) == (body.box.x, body.box.right)
    assert right.box.x - left.box.right == pytest.approx(theme.gap, abs=2)


@shipped
def test_no_text_may_become_small(theme: Theme) -> None:
    assert min(style.floor for style in theme.styles.values()) >= 12
    assert theme.styles["body"].levels[0].floor == 18
    for style in theme.styles.values():
        assert style.scaled(0.1).levels[0].size >= style.floor
        assert style.floor <= min(level.size for level in style.levels)


def test_standard_slides_are_narrower_and_set_smaller() -> None:
    wide, standard = (load_theme("paper", aspect).value for aspect in Aspect)
    assert (wide.width, wide.height) == (12_192_000, 6_858_000)
    assert (standard.width, standard.height) == (9_144_000, 6_858_000)
    assert standard.styles["title"].levels[0].size < wide.styles["title"].levels[0].size
    assert standard.content.y == wide.content.y


def load(tmp_path: Path, text: str) -> Checked[Theme]:
    """The theme in a user's file."""
    path = tmp_path / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return load_theme(path, Aspect.WIDE)


def test_own_theme_says_only_what_differs(tmp_path: Path) -> None:
    text = 'extends: paper\npalette: {scheme: {accent1: "7a1f5c"}}\nstyles: {title: {sizes: 30}}\n'
    checked = load(tmp_path, text)
    paper = load_theme("paper").value
    assert checked.diagnostics == ()
    assert checked.value.name == "mine"
    assert checked.value.palette.hex("accent") == "7A1F5C"
    assert checked.value.palette.hex("text") == paper.palette.hex("text")
    assert checked.value.styles["title"].levels[0].size == 30
    assert checked.value.styles["title"].floor == paper.styles["title"].floor
    assert checked.value.layouts["quote"] == paper.layouts["quote"]


def test_empty_theme_is_the_base(tmp_path: Path) -> None:
    checked = load(tmp_path, "")
    assert checked.diagnostics == ()
    assert set(checked.value.layouts) == ROLES


def test_own_layout_on_the_grid(tmp_path: Path) -> None:
    layout = "{name: Wall, placeholders: {title: , body: {columns: [4, 6], rows: [50, 75]}}}"
    grid = "{left: 10, right: 90, columns: 8, gutter: 2}"
    checked = load(tmp_path, f"grid: {grid}\nlayouts: {{wall: {layout}}}\n")
    body = checked.value.layouts["wall"].placeholder("body")
    assert checked.diagnostics == ()
    assert body is not None
    # Eight columns of 8.25 % and seven gutters of 2 % fill the 80 % between the margins.
    percent = checked.value.width / 100
    assert body.box.x == pytest.approx(percent * (10 + 3 * 10.25), abs=2)
    assert body.box.width == pytest.approx(percent * (3 * 8.25 + 2 * 2), abs=3)
    assert (body.box.y, body.box.bottom) == (3_429_000, 5_143_500)
    assert checked.value.gap == round(percent * 2)


def test_bullets_and_indents_go_level_by_level(tmp_path: Path) -> None:
    style = '{sizes: [20, 18, 16], floors: [16, 12], bullets: ["•", "–"], indent: 10}'
    levels = load(tmp_path, f"styles: {{list: {style}}}\n").value.styles["list"].levels
    assert [(level.size, level.floor, level.bullet) for level in levels] == [
        (20, 16, "•"),
        (18, 12, "–"),
        (16, 12, "–"),
    ]
    assert [(level.margin, level.indent) for level in levels] == [
        (emu(10), emu(-10)),
        (emu(20), emu(-10)),
        (emu(30), emu(-10)),
    ]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("colour: red\n", 1, "unknown key ‘colour’ in the theme"),
        ("fonts:\n  major: Papyrus\n", 2, "‘major’ must be one of Arial, "),
        ("palette:\n  scheme: {accent1: red}\n", 2, "‘accent1’ must be a colour of six"),
        ("palette:\n  colors: {muted: grey}\n", 2, "‘muted’ must be a slot of the colour scheme"),
        ("extends: glass\n", 1, "‘extends’ must be the name of a theme"),
        ("styles: {title: {sizes: big}}\n", 1, "‘sizes’ must be a list of numbers"),
        ("styles: {title: {color: mauve}}\n", 1, "‘color’ must be one of text, "),
        ("styles: 7\n", 1, "‘styles’ must be a group of keys"),
        ("grid:\n  rows: {title: 3}\n", 2, "‘title’ must be [from, to] in percent"),
        ("layouts:\n  quote:\n    decorations: thick\n", 3, "‘decorations’ must be a list"),
        (
            "layouts:\n  quote:\n    placeholders:\n      title: {rows: attic}\n",
            4,
            "‘rows’ must be [from, to] in percent, or one of title, content, kicker, footer",
        ),
        ("placeholders: {quote: {style: shouted}}\n", 1, "‘style’ must be one of title, "),
        ("decorations:\n  - {box: [1, 2, 3], fill: accent}\n", 2, "‘box’ must be [x, y, width"),
        ("- a\n- b\n", 1, "‘mine.yaml’ must be a group of keys"),
    ],
)
def test_problem_in_own_theme(tmp_path: Path, text: str, line: int, message: str) -> None:
    found = load(tmp_path, text).diagnostics
    assert [(problem.line, problem.severity) for problem in found] == [(line, Severity.ERROR)]
    assert found[0].message.startswith(message)
    assert found[0].path == (tmp_path / "mine.yaml").as_posix()


def test_low_contrast_in_own_theme_points_at_its_palette(tmp_path: Path) -> None:
    checked = load(tmp_path, 'extends: paper\npalette:\n  scheme: {dk2: "B0A890"}\n')
    assert {found.code for found in checked.diagnostics} == {"low-contrast"}
    assert {found.severity for found in checked.diagnostics} == {Severity.WARNING}
    assert {found.line for found in checked.diagnostics} == {2}
    first = checked.diagnostics[0]
    assert first.message == "text: contrast 2.2 of ‘muted’ on ‘background’ is under 4.5"


def test_contrast_counts_what_a_layout_draws_behind_its_text(tmp_path: Path) -> None:
    text = "layouts: {quote: {decorations: [{box: [0, 0, 100, 100], fill: text}]}}\n"
    theme = load(tmp_path, text).value
    quote = [pairing for pairing in pairings(theme) if pairing.what == "quote quote"]
    assert [(pairing.text, pairing.ground) for pairing in quote] == [("text", "text")]


def test_missing_file_is_not_a_problem_of_the_text(tmp_path: Path) -> None:
    with pytest.raises(DeckError, match="cannot read the theme"):
        load_theme(tmp_path / "none.yaml")
