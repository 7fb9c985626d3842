"""Text on a fill of its own, in colours that can be read there."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.palette import Palette
from deck_builder.theme.text_style import TextStyle


def legible_text(
    paragraphs: Sequence[Paragraph], style: TextStyle, fill: str, palette: Palette
) -> tuple[TextStyle, tuple[Paragraph, ...]]:
    """Return the style and the text of `paragraphs` with colours that can be read on `fill`, the
    name of a colour of the palette. What cannot be read there has the colour of the style."""
    color = palette.legible(style.color, fill)

    def legible_run(run: Run) -> Run:
        if run.highlight:
            return run
        if run.link and palette.legible("link", fill) != "link":
            # A link has its own colour, unless it is told another.
            return replace(run, color=color)
        if not run.color:
            return run
        return run if palette.legible(run.color, fill) == run.color else replace(run, color="")

    shown = (replace(one, runs=tuple(map(legible_run, one.runs))) for one in paragraphs)
    return replace(style, color=color), tuple(shown)
