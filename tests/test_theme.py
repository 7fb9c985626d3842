"""Themes: colours, sizes, the ones that come with the package, and a user's own."""

from __future__ import annotations

import re
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image

from deck_builder.base.color import contrast
from deck_builder.base.diagnostics import Checked, DeckError, Severity
from deck_builder.base.units import Box, emu, points
from deck_builder.fonts import face, font_file
from deck_builder.text.fit import measure
from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.contrast import contrast_problems, pairings
from deck_builder.theme.file import load_theme, theme_names
from deck_builder.theme.looks import Bar, CardStyle, Outline
from deck_builder.theme.model import Aspect, Background, Decoration, Fonts, Layout, Theme
from deck_builder.theme.palette import ACCENTS, SLOTS, Color, Palette
from deck_builder.theme.text_style import Level, TextStyle

ROLES = {
    *("title", "section", "content", "two-content", "comparison", "title-only", "quote"),
    *("statement", "big-number", "picture-caption", "full-bleed", "figure", "agenda", "blank"),
    *("closing", "items", "rows", "exhibit", "listing", "opening"),
}
UNNUMBERED = {"title", "section", "closing"}
TITLED = ROLES - UNNUMBERED - {"opening", "quote", "statement", "blank", "full-bleed"}
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


def test_no_limit_is_below_the_floor_of_the_level_or_of_the_style() -> None:
    style = TextStyle("quote", (Level(32, 10, floor=26), Level(28), Level(20)), floor=24)
    assert [level.size for level in style.at_most(22).levels] == [26, 24, 20]


def test_scaling_stops_at_the_floor_of_the_level_and_of_the_style() -> None:
    style = TextStyle("body", (Level(24, 10, floor=18), Level(20), Level(12)), floor=14)
    scaled = style.scaled(0.6)
    assert [level.size for level in scaled.levels] == [18, 14, 12]
    assert scaled.levels[0].space_before == 6


def test_shipped_themes_by_name() -> None:
    assert theme_names() == (
        *("console", "corporate", "folio", "keynote", "lecture", "night", "paper", "studio"),
        "swiss",
    )


def test_shipped_themes_are_light_and_dark_and_say_what_they_are() -> None:
    themes = [load_theme(name).value for name in theme_names()]
    assert [theme.name for theme in themes if theme.palette.dark] == [
        *("console", "keynote", "night")
    ]
    described = {theme.description for theme in themes}
    assert len(described) == len(themes)
    assert all(20 < len(line) <= 85 and line[-1].isalpha() for line in described)


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
    layouts = theme.layouts.items()
    footed = {role for role, layout in layouts if layout.placeholder("footer")}
    numbered = {role for role, layout in layouts if layout.placeholder("slide-number")}
    assert numbered == ROLES - UNNUMBERED
    assert footed == numbered - {"full-bleed"}


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
def test_titles_are_larger_than_text(theme: Theme) -> None:
    assert theme.styles["title"].levels[0].size >= theme.scale[2] * 1.3


@shipped
def test_words_drawn_by_layouts_stand_on_one_line_in_their_place(theme: Theme) -> None:
    for layout in theme.layouts.values():
        for drawn in layout.decorations:
            if drawn.style:
                text = (Paragraph((Run(drawn.text),)),)
                assert measure(text, drawn.box.width, drawn.style, theme.fonts).lines == (1,)


@shipped
def test_decorations_stay_on_the_slide(theme: Theme) -> None:
    slide = Box(0, 0, theme.width, theme.height)
    drawn = [
        (layout.role, one.box) for layout in theme.layouts.values() for one in layout.decorations
    ]
    assert [found for found in drawn if not slide.contains(found[1])] == []


@shipped
def test_ellipses_are_circles(theme: Theme) -> None:
    for layout in theme.layouts.values():
        for drawn in layout.decorations:
            if drawn.outline is Outline.ELLIPSE:
                assert drawn.box.width == pytest.approx(drawn.box.height, rel=0.01)


@shipped
def test_links_can_be_read_where_a_layout_changes_colours(theme: Theme) -> None:
    for role in ("title", "section", "closing"):
        layout = theme.layouts[role]
        shown = layout.palette(theme.palette)
        ground = layout.background.color or "background"
        assert contrast(shown.hex("link"), shown.hex(ground)) >= 4.5


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
    assert theme.styles["body"].levels[0].floor >= 19
    for style in theme.styles.values():
        assert style.scaled(0.1).levels[0].size >= style.floor
        assert style.floor <= min(level.size for level in style.levels)


def test_standard_slides_are_narrower_and_set_smaller() -> None:
    wide, standard = (load_theme("paper", aspect).value for aspect in Aspect)
    assert (wide.width, wide.height) == (12_192_000, 6_858_000)
    assert (standard.width, standard.height) == (9_144_000, 6_858_000)
    assert standard.styles["display"].levels[0].size < wide.styles["display"].levels[0].size
    assert standard.content.y == wide.content.y


def load(tmp_path: Path, text: str) -> Checked[Theme]:
    """The theme in a user's file, beside a picture three times as wide as high."""
    path = tmp_path / "mine.yaml"
    Image.new("RGB", (300, 100), "#336699").save(tmp_path / "dot.png")
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
        ("fonts:\n  major: [Arial]\n", 2, "‘major’ must be the name of a font"),
        ("fonts: {files: big.ttf}\n", 1, "‘files’ must be families with their files"),
        ("fonts: {files: {Big: big.ttf}}\n", 1, "there is no file ‘big.ttf’"),
        ("fonts: {files: {Big: {bold: big.ttf}}}\n", 1, "‘regular’ must be the file of the"),
        ("fonts: {files: {Big: mine.yaml}}\n", 1, "‘mine.yaml’ cannot be read as a font"),
        ("logo: {file: none.png}\n", 1, "there is no file ‘none.png’"),
        ("logo: {layouts: [title]}\n", 1, "‘file’ must be the file of a picture"),
        ("logo: {file: dot.png, layouts: [titel]}\n", 1, "‘layouts’ must be a list of title, "),
        ("background: {picture: mine.yaml}\n", 1, "‘mine.yaml’ is text"),
        ("background: sky\n", 1, "‘color’ must be one of , text, "),
        ("cards: {bar: bottom}\n", 1, "‘bar’ must be one of none, top, left"),
        ("layouts: {section: {link: sky}}\n", 1, "‘link’ must be one of , tx1, "),
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
            "‘rows’ must be [from, to] in percent, or one of name, title, content, kicker, footer",
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


def test_logo_stands_on_every_layout_at_the_nearer_side(tmp_path: Path) -> None:
    checked = load(tmp_path, "extends: paper\nlogo: {file: dot.png, box: [80, 2, 15, 4]}\n")
    assert checked.diagnostics == ()
    logos = {layout.decorations[-1] for layout in checked.value.layouts.values()}
    assert len(logos) == 1
    logo = logos.pop()
    assert logo.picture is not None
    # As high as its place, three times as wide, and at its right.
    assert (logo.box.height, logo.box.width) == (274_320, 822_960)
    assert (logo.box.right, logo.box.y) == (round(12_192_000 * 0.95), 137_160)


def test_text_makes_room_for_the_logo(tmp_path: Path) -> None:
    for place, side in (("[80, 2, 15, 8]", "right"), ("[2, 2, 15, 8]", "left")):
        theme = load(tmp_path, f"extends: paper\nlogo: {{file: dot.png, box: {place}}}\n").value
        title = theme.layouts["content"].placeholder("title")
        logo = theme.layouts["content"].decorations[-1].box
        assert title is not None
        if side == "right":
            assert (title.box.x, title.box.right) == (theme.content.x, logo.x - theme.gap)
        else:
            assert (title.box.x, title.box.right) == (logo.right + theme.gap, theme.content.right)
        # The text under it does not stand in its way, and a picture is not cut.
        assert theme.layouts["content"].placeholder("body") == load_theme("paper").value.layouts[
            "content"
        ].placeholder("body")


def test_logo_on_some_layouts_only(tmp_path: Path) -> None:
    text = "logo: {file: dot.png, layouts: [title, closing]}\n"
    theme = load(tmp_path, text).value
    with_picture = {
        role
        for role, layout in theme.layouts.items()
        if any(drawn.picture for drawn in layout.decorations)
    }
    assert with_picture == {"title", "closing"}


def test_background_is_that_of_every_layout_without_its_own(tmp_path: Path) -> None:
    theme = load(tmp_path, "background: surface\n").value
    grounds = {role: layout.background.color for role, layout in theme.layouts.items()}
    assert {role for role, ground in grounds.items() if ground != "surface"} == {
        "section",
        "closing",
    }


def test_picture_behind_everything_under_a_shade(tmp_path: Path) -> None:
    text = "background: {picture: dot.png, color: surface, shade: 80}\n"
    checked = load(tmp_path, text)
    content = checked.value.layouts["content"]
    assert checked.diagnostics == ()
    assert content.background.picture is not None
    assert content.background.picture.width == 300
    slide = Box(0, 0, 12_192_000, 6_858_000)
    assert content.decorations == (Decoration(slide, "surface", opacity=80.0),)
    assert checked.value.layouts["section"].background == Background("background")


def test_footer_and_cards_of_an_own_theme(tmp_path: Path) -> None:
    text = "footer: Bakers’ guild\ncards: {fill: background, line: rule, bar: left}\n"
    theme = load(tmp_path, text).value
    assert theme.footer == "Bakers’ guild"
    assert theme.cards == CardStyle("background", "rule", Outline.RECTANGLE, Bar.LEFT, "accent")


def test_columns_of_a_layout_replace_the_box_of_its_placeholders(tmp_path: Path) -> None:
    text = (
        "placeholders: {subtitle: {box: [0, 0, 10, 10]}}\n"
        "layouts: {closing: {placeholders: {subtitle: {columns: [1, 12], rows: [50, 75]}}}}\n"
    )
    theme = load(tmp_path, text).value
    subtitle = theme.layouts["closing"].placeholder("subtitle")
    assert subtitle is not None
    assert (subtitle.box.x, subtitle.box.y) == (theme.content.x, 3_429_000)


def test_font_without_known_widths_is_fitted_as_a_wide_one(tmp_path: Path) -> None:
    checked = load(tmp_path, "extends: paper\nfonts:\n  minor: Papyrus\n")
    assert [(found.code, found.severity, found.line) for found in checked.diagnostics] == [
        ("unknown-font", Severity.WARNING, 3)
    ]
    width = checked.value.fonts.face("minor").width("Bread")
    assert width > face("Arial").width("Bread")


def test_font_file_gives_the_widths(tmp_path: Path) -> None:
    file = tmp_path / "own.ttf"
    file.write_bytes(font_file("Times New Roman").read_bytes())
    checked = load(tmp_path, "fonts: {major: Own, files: {Own: own.ttf}}\n")
    fonts = checked.value.fonts
    assert checked.diagnostics == ()
    regular = face("Times New Roman").width("Bread")
    assert fonts.face("major").width("Bread") == pytest.approx(regular, abs=0.01)
    # There is no file for it, and bold faces are wider.
    assert fonts.face("major", bold=True).width("Bread") == pytest.approx(regular * 1.08, abs=0.01)
    assert fonts.face("minor") == face("Calibri")
    assert fonts.file("major") == file
    assert fonts.file("minor") == font_file("Calibri")


def test_each_look_may_have_its_file(tmp_path: Path) -> None:
    for look, bold in (("thin", False), ("fat", True)):
        data = font_file("Arial", bold).read_bytes()
        (tmp_path / f"{look}.ttf").write_bytes(data)
    text = "fonts: {major: Own, files: {Own: {regular: thin.ttf, bold: fat.ttf}}}\n"
    fonts = load(tmp_path, text).value.fonts
    width = face("Arial", bold=True).width("Bread")
    assert fonts.face("major", bold=True).width("Bread") == pytest.approx(width, abs=0.01)
    assert fonts.face("major", True, italic=True).width("Bread") == pytest.approx(width, abs=0.01)
    assert fonts.file("major", bold=True).name == "fat.ttf"


def test_capitals_and_tracking_are_measured() -> None:
    fonts = Fonts("Arial", "Calibri", "Courier New")
    plain = fonts.face("major")
    assert fonts.face("major", caps=True).width("bread") == pytest.approx(plain.width("BREAD"))
    assert fonts.face("major", caps=True).width("ß") == pytest.approx(plain.width("SS"))
    wide = fonts.face("major", tracking=10)
    assert wide.width("bread") == pytest.approx(plain.width("bread") + 5 * 0.1)
    # A character that the font lacks is set apart like the others.
    assert wide.width("語") == pytest.approx(plain.width("語") + 0.1)


PAGE = (Path(__file__).parent.parent / "docs" / "themes.md").read_text(encoding="utf-8")


def test_example_on_the_page_is_a_theme(tmp_path: Path) -> None:
    found = re.search(r"^```yaml\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
    assert found is not None
    fonts = tmp_path / "fonts"
    fonts.mkdir()
    for name, bold in (("georgia-pro", False), ("georgia-pro-bold", True)):
        (fonts / f"{name}.ttf").write_bytes(font_file("Times New Roman", bold).read_bytes())
    Image.new("RGB", (300, 100), "#336699").save(tmp_path / "logo.png")
    checked = load(tmp_path, found[1])
    assert checked.diagnostics == ()
    assert checked.value.fonts.major == "Georgia Pro"
    assert checked.value.footer == "Example & Sons"


def test_themes_and_layouts_are_on_the_page() -> None:
    rows = re.findall(r"^\| `([a-z]+)` \| (light|dark) \|", PAGE, re.MULTILINE)
    themes = [load_theme(name).value for name in theme_names()]
    assert set(rows) == {(one.name, "dark" if one.palette.dark else "light") for one in themes}
    listed = re.search(r"a group for each layout: `([^`]*)`", PAGE)
    assert listed is not None
    assert set(listed[1].split()) == ROLES
