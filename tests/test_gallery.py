"""The gallery: every layout in every theme, in one file."""

from __future__ import annotations

import io
import re
from collections import Counter
from pathlib import Path

import pptx
import pytest
from click.testing import CliRunner

from deck_builder import gallery
from deck_builder.base.diagnostics import DeckError
from deck_builder.cli import main
from deck_builder.gallery import lay_out_gallery, read_themes
from deck_builder.pipeline import write_deck
from deck_builder.shapes import ChartFrame
from deck_builder.theme.file import theme_names
from deck_builder.theme.model import Aspect
from deck_builder.variants.registry import PLAIN, VARIANT_CLASSES

TALK = Path(gallery.__file__).parent / "talk" / "gallery.md"
TWO = lay_out_gallery(("paper", "night"))


@pytest.mark.parametrize("aspect", [aspect.value for aspect in Aspect])
@pytest.mark.parametrize("name", theme_names())
def test_every_layout_is_shown_without_a_problem(name: str, aspect: str) -> None:
    checked = lay_out_gallery((name,), aspect)
    assert checked.diagnostics == ()
    shown = {slide.layout for slide in checked.value.slides}
    assert shown == set(checked.value.theme.layouts)


def test_every_variant_is_asked_for() -> None:
    text = TALK.read_text(encoding="utf-8")
    asked = set(re.findall(r"\{\.([a-z-]+)", text))
    assert {name for name in VARIANT_CLASSES if name != PLAIN} <= asked


def test_each_theme_is_a_section_of_the_same_slides() -> None:
    deck = TWO.value
    assert [section.name for section in deck.sections] == ["Paper", "Night"]
    half = len(deck.slides) // 2
    assert [section.first for section in deck.sections] == [0, half]
    assert [slide.title for slide in deck.slides[:half]] == [
        slide.title for slide in deck.slides[half:]
    ]
    assert Counter(slide.theme.name for slide in deck.slides if slide.theme) == {
        "paper": half,
        "night": half,
    }


def test_themes_of_a_deck_come_in_order_and_once() -> None:
    assert [theme.name for theme in TWO.value.themes] == ["paper", "night"]
    charts = [theme.name for _, theme in TWO.value.charts()]
    assert charts == sorted(charts, reverse=True)
    drawn = sum(
        isinstance(shape, ChartFrame) for slide in TWO.value.slides for shape in slide.shapes
    )
    assert len(charts) == drawn > 0


@pytest.fixture(scope="module")
def presentation() -> pptx.presentation.Presentation:
    return pptx.Presentation(io.BytesIO(write_deck(TWO.value)))


def test_slides_follow_the_master_of_their_theme(
    presentation: pptx.presentation.Presentation,
) -> None:
    paper, night = presentation.slide_masters
    half = len(TWO.value.slides) // 2
    masters = [slide.slide_layout.slide_master for slide in presentation.slides]
    assert [master.part for master in masters] == [paper.part] * half + [night.part] * half


def test_agenda_leads_to_slides_of_its_own_theme(
    presentation: pptx.presentation.Presentation,
) -> None:
    slides = list(presentation.slides)
    half = len(slides) // 2
    parts = [slide.part for slide in slides]
    for agenda, first in ((slides[1], 0), (slides[1 + half], half)):
        targets = [
            parts.index(relation.target_part)
            for relation in agenda.part.rels.values()
            if relation.reltype.endswith("/slide")
        ]
        assert len(targets) == 4
        assert all(first <= target < first + half for target in targets)


def test_charts_are_drawn_for_each_theme(presentation: pptx.presentation.Presentation) -> None:
    names = {part.partname for part in presentation.part.package.iter_parts()}
    drawings = [name for name in names if name.endswith(".svg")]
    native = [name for name in names if name.startswith("/ppt/charts/")]
    frames = [frame for frame, _ in TWO.value.charts()]
    assert len(drawings) == sum(not frame.native for frame in frames)
    assert len(native) == sum(frame.native for frame in frames) > 0


def test_a_theme_file_has_a_gallery(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text('extends: swiss\npalette: {scheme: {accent1: "7A1F5C"}}\n', encoding="utf-8")
    checked = lay_out_gallery((str(file),))
    assert checked.diagnostics == ()
    assert checked.value.theme.palette.hex("accent") == "7A1F5C"


def test_unknown_theme_has_none() -> None:
    with pytest.raises(DeckError, match="there is no theme ‘swisss’"):
        lay_out_gallery(("swisss",))


def test_all_themes_are_read_when_none_is_named() -> None:
    assert [theme.name for theme in read_themes().value] == list(theme_names())


def test_command_lists_the_themes() -> None:
    result = CliRunner().invoke(main, ["themes"])
    lines = result.stdout.splitlines()
    assert result.exit_code == 0
    assert [line.split()[0] for line in lines] == list(theme_names())
    assert lines[5].startswith("night     dark   Light on blue-black")


def test_command_lists_a_theme_with_a_long_name(tmp_path: Path) -> None:
    file = tmp_path / "our-company-at-night.yaml"
    file.write_text("extends: night\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["themes", "--theme", str(file)])
    assert result.stdout.split()[:2] == ["our-company-at-night", "dark"]


def test_command_writes_the_gallery(tmp_path: Path) -> None:
    file = tmp_path / "gallery.pptx"
    command = ["themes", "--theme", "studio", "--aspect", "4:3", "--gallery", str(file)]
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 0
    shown = pptx.Presentation(str(file))
    assert (shown.slide_width, shown.slide_height) == (9_144_000, 6_858_000)
    assert f"{file}: {len(shown.slides)} slides" in result.stdout


def test_command_reports_a_problem_in_a_theme_file(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("colour: red\n", encoding="utf-8")
    result = CliRunner().invoke(main, ["themes", "--theme", str(file)])
    assert result.exit_code == 1
    assert "mine.yaml:1:1: error: unknown key ‘colour’ in the theme" in result.stderr
