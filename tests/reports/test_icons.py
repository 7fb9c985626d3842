"""Icons: what is one, what stays an emoji or text, where they stand, and with what they appear."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from click.testing import CliRunner

from deck_builder.assets.icons import GRID, icons, steps_of
from deck_builder.base.source import Source
from deck_builder.base.units import Box
from deck_builder.blocks import KINDS, BlockReader
from deck_builder.cli import main
from deck_builder.markdown import parse_markdown
from deck_builder.shapes import Freeform, LaidOutSlide, TextBox
from deck_builder.slides import lay_out
from deck_builder.theme.file import theme_names
from deck_builder.writer.numbering import numberings
from tests.talks import NAME, a_theme, block_of, deck_of, laid_out

THREE = "## One\n\n- :users: People\n- :server: Machines, with words enough for two lines" + (
    " and more of them" * 6
)


def icons_in(slide: LaidOutSlide) -> list[Freeform]:
    """The icons of a slide."""
    return [shape for shape in slide.shapes if isinstance(shape, Freeform)]


def read(text: str) -> tuple[list[tuple[str, str]], list[str]]:
    """The icon and the words of each paragraph, and the codes of what was reported."""
    reader = BlockReader(KINDS)
    blocks = reader.blocks(parse_markdown(Source(NAME, text)).value.children)
    found = [(one.icon, one.text) for block in blocks for one in block.text or ()]
    return found, [one.code for one in reader.collector.found]


CASES: dict[str, tuple[str, list[tuple[str, str]]]] = {
    "an icon": ("- :users: x", [("users", "x")]),
    "an emoji": ("- :rocket: x", [("", "🚀 x")]),
    "an emoji without an icon": ("- :smile: x", [("", "😄 x")]),
    "an emoji among icons": ("- :rocket: x\n- :users: y", [("rocket", "x"), ("users", "y")]),
    "an emoji that is asked for as an icon": ("- :icon-rocket: x", [("rocket", "x")]),
    "an underline for a hyphen": ("- :device_laptop: x", [("device-laptop", "x")]),
    "an emoji that is no icon among icons": (
        "- :smile: x\n- :users: y",
        [("", "😄 x"), ("users", "y")],
    ),
    "a name that is no icon": ("- :param: x", [("", ":param: x")]),
    "a name inside": ("- x :users: y", [("", "x :users: y")]),
    "a name without a blank": ("- :users:x", [("", ":users:x")]),
    "a name of a role": ("- :math:`x`", [("", ":math:x")]),
    "a name alone": ("- :users:", [("", ":users:")]),
    "a paragraph": (":users: x", [("", ":users: x")]),
    "a task": ("- [ ] :users: x", [("", ":users: x")]),
    "a number": ("1. :users: x", [("users", "x")]),
    "words in bold": ("- :users: **x** y", [("users", "x y")]),
    "nested": ("- :users: x\n  - :key: y", [("users", "x"), ("key", "y")]),
    "the second paragraph of an item": ("- x\n\n  :users: y", [("", "x"), ("", ":users: y")]),
    "a heading": ("### :users: x", [("users", "x")]),
    "a heading with an underline": (":users: x\n---", [("users", "x")]),
    "a heading with an emoji": ("### :rocket: x", [("", "🚀 x")]),
    "code": ("- `:users:` x", [("", ":users: x")]),
    "an escaped name": ("- \\:users: x", [("", ":users: x")]),
}


@pytest.mark.parametrize("title", CASES)
def test_what_is_an_icon(title: str) -> None:
    text, expected = CASES[title]
    assert read(text) == (expected, [])


REPORTED = {
    "a name among icons": "- :usres: x\n- :users: y",
    "a name that is asked for": "- :icon-usres: x",
    "in a heading": "### :icon-usres: x",
}


@pytest.mark.parametrize("title", REPORTED)
def test_an_icon_that_there_is_not_is_reported(title: str) -> None:
    (first, *_), codes = read(REPORTED[title])
    assert (first[0], codes) == ("", ["unknown-icon"])
    assert first[1].startswith(":")


def test_the_report_points_at_the_name_and_says_another() -> None:
    (found,) = laid_out_problems("## A\n\n- :usres: x\n- :users: y\n")
    assert found == ("talk.md:3:3", ":usres:", "did you mean ‘users’?")


def laid_out_problems(text: str) -> list[tuple[str, str, str]]:
    reader = BlockReader(KINDS)
    reader.blocks(parse_markdown(Source(NAME, text)).value.children)
    return [
        (f"{one.span.source.path}:{one.span.line}:{one.span.column}", one.span.text, one.hint)
        for one in reader.collector.found
        if one.span
    ]


@pytest.mark.parametrize("name", theme_names())
def test_icons_stand_before_their_text_and_do_not_touch(name: str) -> None:
    theme = a_theme(name)
    deck = lay_out(deck_of(f"{THREE}\n\n## :icon-sun: Two\n\nText").value, theme).value
    slides = deck.slides
    assert [len(icons_in(slide)) for slide in slides] == [2, 1]
    for slide in slides:
        boxes = [icon.box for icon in icons_in(slide)]
        assert all(not one.overlaps(other) for one, other in pairwise(boxes))
        for icon in icons_in(slide):
            around = [one for one in slide.shapes if isinstance(one, TextBox)]
            assert any(one.box.x <= icon.box.x <= one.box.right for one in around)
            assert Box(0, 0, theme.width, theme.height).contains(icon.box)


def test_each_icon_is_at_the_first_line_of_its_item() -> None:
    (slide,) = laid_out(f"{THREE}\n- :cpu: Third").value.slides
    tops = [icon.box.y for icon in icons_in(slide)]
    assert tops[2] - tops[1] > 1.5 * (tops[1] - tops[0])


def test_an_icon_appears_with_its_item() -> None:
    (slide,) = laid_out("## One {.incremental}\n\n- :users: A\n- :server: B").value.slides
    shown = [[slide.shapes[one.shape] for one in click] for click in slide.builds]
    assert [[type(one).__name__ for one in click] for click in shown] == [
        ["TextBox", "Freeform"],
        ["TextBox", "Freeform"],
    ]
    assert [click[1] for click in shown] == icons_in(slide)


def test_a_pause_before_a_list_keeps_its_icons() -> None:
    (slide,) = laid_out("## One\n\nText\n\n. . .\n\n- :users: A\n- :server: B").value.slides
    (click,) = slide.builds
    assert sorted(type(slide.shapes[one.shape]).__name__ for one in click) == [
        *["Freeform"] * 2,
        "TextBox",
    ]


def test_icons_are_moved_in_the_mirror_but_not_flipped() -> None:
    text = "## One\n\n- :users: אחת"
    (plain,) = laid_out(text).value.slides
    (slide,) = laid_out(f"---\nlanguage: he\n---\n\n{text}").value.slides
    (before,), (after,) = icons_in(plain), icons_in(slide)
    assert after.box == before.box.mirrored(a_theme().width)
    assert after.path == before.path


def test_notes_and_cells_have_none() -> None:
    (slide,) = laid_out(
        "## One\n\n| A |\n|---|\n| :users: b |\n\n::: notes\n- :users: spoken\n:::"
    ).value.slides
    assert icons_in(slide) == []
    assert [(one.icon, one.text) for one in slide.notes] == [("", "spoken")]


def test_cards_keep_their_icons() -> None:
    text = "## One\n\n- :users: **A**: one\n- :moon: **B**: two"
    (slide,) = laid_out(text).value.slides
    assert [icon.name for icon in icons_in(slide)] == ["Icon users", "Icon moon"]


def test_numbers_go_on_after_an_icon() -> None:
    block = block_of("1. :users: a\n2. b\n3. c")
    assert [one and one.start for one in numberings(block.text or ())] == [None, 2, 2]


@pytest.mark.parametrize("name", icons())
def test_every_icon_can_be_drawn_on_its_grid(name: str) -> None:
    steps = steps_of(icons()[name])
    assert steps[0][0] == "move"
    points = [point for _, points in steps for point in points]
    assert all(-1 <= place <= GRID + 1 for point in points for place in point)


def test_a_quadratic_curve_becomes_a_cubic_one() -> None:
    assert steps_of("M0 0q3 6 6 0") == (
        ("move", ((0.0, 0.0),)),
        ("curve", ((2.0, 4.0), (4.0, 4.0), (6.0, 0.0))),
    )


def test_the_command_lists_icons_and_writes_a_sheet(tmp_path: Path) -> None:
    run = CliRunner().invoke(main, ["icons", "rocket", "planet"])
    assert run.output.split() == ["planet", "rocket"]
    sheet = tmp_path / "sheet.pptx"
    run = CliRunner().invoke(main, ["icons", "arrow", "--sheet", str(sheet)])
    assert (run.exit_code, sheet.exists()) == (0, True)


def test_words_that_no_icon_has_are_wrong_usage(tmp_path: Path) -> None:
    sheet = tmp_path / "sheet.pptx"
    run = CliRunner().invoke(main, ["icons", "zzzz", "--sheet", str(sheet)])
    assert (run.exit_code, run.stdout, sheet.exists()) == (2, "", False)
    assert "no icon has ‘zzzz’ in its name" in run.stderr


def test_the_documents_know_how_many_there_are() -> None:
    top = Path(__file__).parent.parent.parent
    for page in ("README.md", "docs/format.md"):
        assert f"{len(icons())} icons" in (top / page).read_text(encoding="utf-8")


def test_icons_take_the_place_of_the_marks_of_rows() -> None:
    (slide,) = laid_out("## One {.rows}\n\n- :users: A\n- :server: B\n- :cpu: C").value.slides
    assert [icon.name for icon in icons_in(slide)] == ["Icon users", "Icon server", "Icon cpu"]
    assert "Marker" not in {getattr(shape, "name", "") for shape in slide.shapes}


@pytest.mark.parametrize("count", [2, 5])
def test_an_icon_in_a_card_stands_above_its_words_or_beside_them(count: int) -> None:
    items = "".join(f"{number}. :users: **A**: b\n" for number in range(1, count + 1))
    (slide,) = laid_out(f"## One {{.cards}}\n\n{items}").value.slides
    texts = [one for one in slide.shapes if isinstance(one, TextBox) and one.group]
    for icon, text in zip(icons_in(slide), texts, strict=True):
        is_wide = count == 2
        assert (icon.box.right <= text.box.x) is is_wide
        assert (icon.box.bottom <= text.box.y) is not is_wide
        assert icon.group == text.group
