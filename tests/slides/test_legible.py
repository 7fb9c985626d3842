"""Words of all kinds can be read on a slide's own background, light or dark, in every theme."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from deck_builder.base.color import contrast
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import AutoShape, LaidOutSlide, TableFrame, TextBox
from deck_builder.theme.file import theme_names
from deck_builder.theme.model import Theme

CODE = '```python\n@decorator\ndef name(number=12):\n    return "a" + str(number)\n```\n'
BODIES = {
    "code": CODE,
    "table": "| Name | Value |\n|---|---|\n| One | 12 |\n| Two | 34 |\n",
    "steps": "1. First this\n2. Then that\n3. And this at last\n",
    "sides": ":::: columns\n::: column\n### One\n- a\n:::\n::: column\n### Two\n- b\n:::\n::::\n",
}
LEAST = 4.5


def _slide(body: str, ground: str, theme: str, folder: Path) -> tuple[LaidOutSlide, Theme]:
    path = folder / "talk.md"
    text = f'---\ntheme: {theme}\n---\n\n## A title {{background="{ground}"}}\n\n{body}'
    path.write_text(text, encoding="utf-8")
    deck = lay_out_deck(path, Options()).value
    return deck.slides[-1], deck.theme


def _pairs(slide: LaidOutSlide, theme: Theme, ground: str) -> Iterator[tuple[str, str]]:
    """The colours of words, each with what is behind it."""
    fills: list[AutoShape | TextBox] = []
    for shape in slide.shapes:
        under = [one.fill for one in fills if one.fill and one.box.contains(shape.box)]
        behind = under[-1] if under else ground
        if isinstance(shape, TextBox):
            for paragraph in shape.paragraphs:
                for run in paragraph.runs:
                    yield run.color or shape.style.color, shape.fill or behind
        if isinstance(shape, TableFrame):
            for run in (
                run for cell in shape.rows[0] for one in cell.paragraphs for run in one.runs
            ):
                yield run.color or theme.table.header_color, theme.table.header_fill or behind
        if isinstance(shape, AutoShape | TextBox):
            fills.append(shape)


@pytest.mark.parametrize("ground", ["#FFFFFF", "#101010"])
@pytest.mark.parametrize("theme", theme_names())
def test_words_can_be_read(theme: str, ground: str, tmp_path: Path) -> None:
    for kind, body in BODIES.items():
        slide, known = _slide(body, ground, theme, tmp_path)
        background = slide.staging.background
        assert background is not None
        palette = known.palette.inverted() if background.inverted else known.palette
        for color, behind in _pairs(slide, known, ground):
            ratio = contrast(palette.hex(color), palette.hex(behind))
            assert ratio >= LEAST, (kind, color, behind)


def test_an_accent_that_can_be_read_on_a_fill_stays(tmp_path: Path) -> None:
    slide, theme = _slide(BODIES["steps"], "#101010", "night", tmp_path)
    discs = [one for one in slide.shapes if isinstance(one, TextBox) and one.style.color]
    colors = {color for color, behind in _pairs(slide, theme, "#101010") if behind == "accent"}
    assert discs
    assert colors == {"on-accent"}


@pytest.mark.parametrize(("ground", "is_there"), [("#FFFFFF", False), ("#101010", True)])
def test_a_band_under_words_of_swapped_colours_is_not_shown(
    ground: str, is_there: bool, tmp_path: Path
) -> None:
    path = tmp_path / "talk.md"
    path.write_text(
        f"---\ntitle: A talk\nsubtitle: of somebody\ntheme: night\nslides: rules\n---\n\n"
        f'--- {{background="{ground}" layout=title}}\n\n# A title\n\nWords under it\n',
        encoding="utf-8",
    )
    deck = lay_out_deck(path, Options()).value
    slide = deck.slides[-1]
    background = slide.staging.background
    assert background is not None
    assert background.shows(deck.theme.layouts[slide.layout], deck.theme) is is_there
