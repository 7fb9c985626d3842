"""What a deck shows, as short lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from deck_builder.base.diagnostics import DeckError, Severity
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import (
    ChartFrame,
    FormulaFrame,
    LaidOutSlide,
    Picture,
    Shape,
    TableFrame,
    TextBox,
)
from deck_builder.theme.model import Theme

CASES = Path(__file__).parent.parent / "cases" / "dialects"


def outline_lines(path: Path, written_as: str = "") -> Iterator[str]:
    """Yield lines that say what the deck of the talk at `path` shows, and what is said of it."""
    try:
        checked = lay_out_deck(path, Options(written_as=written_as))
    except DeckError as error:
        yield f"refused: {error.message}"
        return
    deck = checked.value
    theme = deck.theme
    yield f"theme {theme.name}, footer ‘{deck.properties.footer}’"
    for slide in deck.slides:
        yield from _slide(slide, slide.theme or theme)
    for one in checked.diagnostics:
        level = "" if one.severity is Severity.NOTE else f"{one.severity.name.lower()}: "
        if one.code != "read-as":
            yield f"{level}{one.code} {one.line}: {one.message}"


def _slide(slide: LaidOutSlide, theme: Theme) -> Iterator[str]:
    yield f"[{slide.layout}] {' '.join(_staging(slide))}".rstrip()
    for shape in slide.shapes:
        if line := _shape(shape, theme):
            yield f"  {line}"
    for paragraph in slide.notes:
        yield f"  notes: {paragraph.text}"


def _staging(slide: LaidOutSlide) -> Iterator[str]:
    staging = slide.staging
    if ground := staging.background:
        fit = "" if ground.fit is None else f" fit {ground.fit:g}"
        dim = f" dim {ground.dim:g}" if ground.dim else ""
        yield f"on {ground.target or ' to '.join(ground.colors)}{fit}{dim}"
    yield from ("hidden" for _ in range(staging.hidden))
    if staging.transition:
        yield staging.transition
    if staging.header:
        yield f"header ‘{staging.header}’"
    if staging.footer is not None:
        yield f"footer ‘{staging.footer}’"
    if staging.numbered is not None:
        yield "numbered" if staging.numbered else "unnumbered"
    if slide.builds:
        yield f"{len(slide.builds)} clicks"


def _shape(shape: Shape, theme: Theme) -> str:
    match shape:
        case TextBox():
            name = shape.placeholder or shape.style.name
            texts = " / ".join("".join(run.text for run in one.runs) for one in shape.paragraphs)
            return f"{name}: {texts}" if texts.strip() else ""
        case Picture():
            left, width = (round(100 * one / theme.width) for one in (shape.box.x, shape.box.width))
            kind = "film or sound" if shape.recording else "picture"
            return f"{kind} at {left} % {width} % wide: {shape.alt}"
        case TableFrame():
            rows = (
                ", ".join(" ".join(part.text for part in cell.paragraphs) for cell in row)
                for row in shape.rows
            )
            return f"table: {' / '.join(rows)}"
        case FormulaFrame():
            return f"formula: {shape.latex}"
        case ChartFrame():
            return "chart"
        case _:
            return ""
