"""The colours of what stands on a slide's own background."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.color import contrast
from deck_builder.base.units import Box
from deck_builder.shapes import (
    AutoShape,
    Cell,
    ChartFrame,
    Freeform,
    Shape,
    SlideBackground,
    TableFrame,
    TextBox,
)
from deck_builder.slides.ground import grounds
from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.model import Layout, Theme
from deck_builder.theme.palette import Palette

_ACCENTED = ("on-accent", "accent")
_FILLED = (AutoShape, Freeform, TextBox)


class _Ground(Struct, frozen=True):
    """What is behind a shape: the name of its colour, and whether it is the slide's background."""

    color: str
    is_bare: bool = False


def on_background(
    background: SlideBackground | None, layout: Layout, theme: Theme, shapes: Sequence[Shape]
) -> tuple[Shape, ...]:
    """Return `shapes` in colours that are easy to read where they are.

    On the slide's own background, bullets, icons and text in an accent colour have the colour of
    the text; any other colour stays where it can be read. Charts are for that background, too.
    """
    if background is None:
        return tuple(shapes)
    palette = theme.palette.inverted() if background.inverted else theme.palette
    text = palette.hex("text")
    nearest = min(grounds(background, palette), key=lambda one: contrast(text, one), default="")
    bare = _Ground(f"#{nearest}" if nearest else "background", is_bare=True)
    bands = [] if background.inverted else [(one.box, one.fill) for one in layout.decorations]
    shown: list[Shape] = []
    for shape in shapes:
        if isinstance(shape, ChartFrame):
            shown.append(replace(shape, chart=replace(shape.chart, ground=nearest)))
            continue
        fills = (*bands, *((one.box, one.fill) for one in shown if isinstance(one, _FILLED)))
        shown.append(_legible(shape, _behind(shape, fills, bare), palette, theme))
    return tuple(shown)


def _behind(shape: Shape, fills: Sequence[tuple[Box, str]], bare: _Ground) -> _Ground:
    """What is behind a shape: its own fill, or the last one that it lies on."""
    own = shape.fill if isinstance(shape, TextBox) else ""
    found = (fill for box, fill in reversed(fills) if fill and box.contains(shape.box))
    return _Ground(own) if own else next(map(_Ground, found), bare)


def _legible(shape: Shape, ground: _Ground, palette: Palette, theme: Theme) -> Shape:
    look = _Look(ground, palette)
    if isinstance(shape, TextBox):
        bullet = look.of(shape.style.bullet_color or "text") if not ground.is_bare else "text"
        style = replace(shape.style, color=look.of(shape.style.color), bullet_color=bullet)
        return replace(shape, style=style, paragraphs=look.set(shape.paragraphs))
    if isinstance(shape, TableFrame):
        return replace(shape, rows=tuple(_rows(shape, look, theme)))
    if isinstance(shape, Freeform):
        color = "text" if ground.is_bare else look.of(shape.color)
        return replace(shape, color=color, fill=color if shape.fill == shape.color else shape.fill)
    return shape


class _Look(Struct, frozen=True):
    """The colours of text on a ground."""

    ground: _Ground
    palette: Palette

    def of(self, color: str) -> str:
        """Return a colour, or one that is easier to read."""
        if self.ground.is_bare and color in _ACCENTED:
            return "text"
        return self.palette.legible(color, self.ground.color)

    def set(self, paragraphs: Sequence[Paragraph], color: str = "") -> tuple[Paragraph, ...]:
        """Return paragraphs whose runs are easy to read; those without a colour have `color`."""
        return tuple(
            replace(one, runs=tuple(self._run(run, color) for run in one.runs))
            for one in paragraphs
        )

    def _run(self, run: Run, color: str) -> Run:
        own = run.color or color
        return replace(run, color=self.of(own)) if own and not run.highlight else run


def _rows(table: TableFrame, look: _Look, theme: Theme) -> Iterator[tuple[Cell, ...]]:
    """The rows of a table; the words of its header have a colour of their own where the theme's is
    hard to read."""
    for number, row in enumerate(table.rows):
        color = theme.table.header_color if number < table.header_rows else ""
        fill = theme.table.header_fill if number < table.header_rows else ""
        yield tuple(_cell(cell, look, color, fill) for cell in row)


def _cell(cell: Cell, look: _Look, color: str, fill: str) -> Cell:
    fill = fill or cell.fill
    own = replace(look, ground=_Ground(fill)) if fill else look
    is_read = not color or own.of(color) == color
    return replace(cell, paragraphs=own.set(cell.paragraphs, "" if is_read else color))
