"""What is hard to read on a slide, for an overlay: contrast, small or much text, and pictures that
are not described."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from deck_builder.base.color import contrast
from deck_builder.preview.geometry import rectangle_in
from deck_builder.preview.marks import (
    Gradient,
    Letters,
    Part,
    Path,
    Raster,
    Rect,
    SlidePicture,
    TextLine,
)

MOST_WORDS = 80
"""With more words, a slide is read and not listened to."""
LEAST_POINTS = 12.0
"""Smaller text is not legible from the back of a room."""
# WCAG 2.2, 1.4.3: large text needs less.
_CONTRAST, _LARGE_CONTRAST = 4.5, 3.0
_LARGE, _LARGE_BOLD = 24.0, 18.66


class Check(Struct, frozen=True):
    """Something that is hard to read: its `kind`, one of contrast, size, density and description,
    what is said of it, and the shape that it is on, -1 for the slide as a whole."""

    kind: str
    message: str
    shape: int = -1


def checks_of(slide: SlidePicture) -> tuple[Check, ...]:
    """Return what is hard to read on a slide, each once."""
    found = (*_contrasts(slide), *_pictures(slide), *_sizes(slide))
    words = words_on(slide)
    if words > MOST_WORDS:
        found = (*found, Check("density", f"{words} words on the slide"))
    return tuple(dict.fromkeys(found))


def words_on(slide: SlidePicture) -> int:
    """Return how many words a slide shows, without what the layout repeats."""
    return sum(len(_text(part).split()) for part in slide.parts if part.shape is not None)


def _text(part: Part) -> str:
    lines = (mark.letters for mark in part.marks if isinstance(mark, TextLine))
    return " ".join("".join(piece.text for piece in line) for line in lines)


def _contrasts(slide: SlidePicture) -> Iterator[Check]:
    grounds: list[tuple[Rect, str]] = []
    for part in slide.parts:
        for mark in part.marks:
            if isinstance(mark, TextLine):
                for letters in mark.letters:
                    ratio = _ratio(letters, grounds)
                    if ratio and ratio < _least(letters):
                        words = f"text with a contrast of {ratio:.1f} to 1"
                        yield Check("contrast", words, -1 if part.shape is None else part.shape)
            elif (color := _color(mark)) is not None:
                place = _rect(mark)
                # Of several areas whose places are not known, none is known to be behind a text.
                several = place is None and len(part.marks) > 1
                grounds.append((place or part.rect, "" if several else color))


def _rect(mark: Path | Gradient | Raster) -> Rect | None:
    """The place of a mark, None for an outline that is no rectangle."""
    if not isinstance(mark, Path):
        return mark.rect
    return rectangle_in(mark.data) if not mark.matrix else None


def _color(mark: Path | Gradient | Raster) -> str | None:
    """The colour that a mark gives what is above it; empty when that is not known, and None for one
    that gives none."""
    if not isinstance(mark, Path):
        return ""
    if not mark.fill:
        return None
    return mark.fill if mark.opacity == 1 else ""


def _ratio(letters: Letters, grounds: Sequence[tuple[Rect, str]]) -> float:
    """The contrast of letters with what is behind them, 0 when that is not known."""
    x, y = letters.x + letters.width / 2, letters.baseline - letters.size * 0.3
    for rect, color in reversed(grounds):
        if rect.x <= x <= rect.x + rect.width and rect.y <= y <= rect.y + rect.height:
            return contrast(letters.color, color) if color else 0.0
    return 0.0


def _least(letters: Letters) -> float:
    is_large = letters.size >= (_LARGE_BOLD if letters.bold else _LARGE)
    return _LARGE_CONTRAST if is_large else _CONTRAST


def _pictures(slide: SlidePicture) -> Iterator[Check]:
    # A chart that is built in steps is in several parts.
    described = {part.shape for part in slide.parts if part.alt}
    for part in slide.parts:
        is_picture = any(isinstance(mark, Raster) for mark in part.marks)
        if is_picture and part.shape is not None and part.shape not in described:
            yield Check("description", "a picture without a description", part.shape)


def _sizes(slide: SlidePicture) -> Iterator[Check]:
    smallest: dict[int, float] = {}
    for part in slide.parts:
        for mark in part.marks if part.shape is not None else ():
            if isinstance(mark, TextLine) and mark.letters:
                # What is raised or lowered is smaller, and goes with its line.
                size, shape = max(one.size for one in mark.letters), part.shape or 0
                smallest[shape] = min(size, smallest.get(shape, size))
    for shape, size in smallest.items():
        if size < LEAST_POINTS:
            yield Check("size", f"text of {size:g} points", shape)
