"""Text in colours that the author chose, and that are hard to read on their background."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deck_builder.base.color import LEAST_CONTRAST, LEAST_CONTRAST_LARGE, contrast
from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Span
from deck_builder.shapes import LaidOutSlide, TextBox
from deck_builder.text.fit import paragraph_size
from deck_builder.text.runs import TEXT_COLORS, Paragraph
from deck_builder.theme.contrast import LOW_CONTRAST
from deck_builder.theme.model import Theme

# Text of this size in points is large (WCAG 2.2, "large scale").
_LARGE = 18.0


def report_poor_colors(slides: Iterable[LaidOutSlide], theme: Theme, found: Collector) -> None:
    """Report each text whose own colour has too little contrast with its background."""
    for slide in slides:
        for frame, paragraph in _colored(slide):
            _check(frame, paragraph, slide, theme, found)


def _colored(slide: LaidOutSlide) -> Iterator[tuple[TextBox, Paragraph]]:
    for shape in slide.shapes:
        if isinstance(shape, TextBox):
            for paragraph in shape.paragraphs:
                for run in paragraph.runs:
                    if run.color:
                        yield shape, paragraph
                        break


def _check(
    frame: TextBox, paragraph: Paragraph, slide: LaidOutSlide, theme: Theme, found: Collector
) -> None:
    layout = theme.layouts[slide.layout]
    palette = layout.palette(theme.palette)
    ground = frame.fill or layout.background.color or "background"
    is_large = paragraph_size(paragraph, frame.style) >= _LARGE
    least = LEAST_CONTRAST_LARGE if is_large else LEAST_CONTRAST
    for run in paragraph.runs:
        # On a highlight another colour is shown where need be, and code has the theme's own.
        if run.color not in TEXT_COLORS or run.highlight or run.code:
            continue
        ratio = contrast(palette.hex(run.color), palette.hex(ground))
        if ratio < least:
            found.report(
                LOW_CONTRAST,
                paragraph.span or _place(slide),
                what="text",
                ratio=ratio,
                text=run.color,
                ground=ground,
                least=least,
            )


def _place(slide: LaidOutSlide) -> Span | None:
    """Where something on the slide stands in the text: a footnote does not know its own place."""
    texts = (shape for shape in slide.shapes if isinstance(shape, TextBox))
    spans = (paragraph.span for text in texts for paragraph in text.paragraphs)
    return next(filter(None, spans), None)
