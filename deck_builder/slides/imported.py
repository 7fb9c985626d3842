"""Imported slides among those of a talk."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.units import points
from deck_builder.outline import OutlineSlide
from deck_builder.shapes import LaidOutSlide
from deck_builder.slides.model import Slide
from deck_builder.slides.titles import first_words
from deck_builder.text.runs import plain_title
from deck_builder.theme.model import Theme

if TYPE_CHECKING:
    from deck_builder.reader import ImportedSlide

OTHER_SIZE = Problem(
    "other-slide-size",
    Severity.NOTE,
    "the slides of ‘{name}’ are {size} points large, those of the talk {own}; they were scaled",
)
OTHER_ASPECT = Problem(
    "other-slide-aspect",
    Severity.WARNING,
    "the slides of ‘{name}’ are {size} points large, those of the talk {own}; they are centred, "
    "with empty margins",
    "set ‘aspect’ or ‘template’ so that they agree, or change the size in PowerPoint",
)
LOST_LINK = Problem(
    "lost-link",
    Severity.WARNING,
    "{what} on slide {number} of ‘{name}’ to slide {target}, which is not in the talk, was left "
    "out",
    "include that slide, too",
)
IMPORTED = "blank"
"""The layout that imported slides name but do not use."""
# Slides whose sizes differ by no more than this share look the same.
_TOLERANCE = 0.005


def imported_slide(slide: OutlineSlide, anchors: Sequence[str]) -> Slide:
    """Return an imported slide of an outline."""
    return Slide(
        IMPORTED,
        slide.title,
        notes=slide.notes,
        anchors=tuple(anchors),
        staging=slide.staging,
        imported=slide.imported,
        span=slide.span,
    )


def laid_out(slide: Slide) -> LaidOutSlide:
    """Return an imported slide among laid-out ones."""
    return LaidOutSlide(
        slide.layout,
        plain_title(slide.title)
        or first_words(" ".join(slide.imported.texts if slide.imported else ())),
        (),
        slide.notes,
        slide.anchors,
        slide.staging,
        imported=slide.imported,
    )


def report_misfits(slides: Iterable[Slide], theme: Theme, found: Collector) -> None:
    """Report imported slides of another size than the talk's, and their links to slides that are
    not in the talk."""
    imported = [(slide, slide.imported) for slide in slides if slide.imported]
    known = {one.key for _, one in imported}
    names: set[str] = set()
    for slide, one in imported:
        file = one.file
        if file.name not in names and not _fits(one, theme):
            size, own = _size(file.width, file.height), _size(theme.width, theme.height)
            problem = OTHER_SIZE if _is_similar(one, theme) else OTHER_ASPECT
            found.report(problem, slide.span, name=file.name, size=size, own=own)
        names.add(file.name)
        for number in dict.fromkeys(_jumps(one)):
            if (file.data, number) not in known:
                count = sum(number == other for other in _jumps(one))
                what = "a link" if count == 1 else f"{count} links"
                facts = {"name": file.name, "number": one.number, "target": number}
                found.report(LOST_LINK, slide.span, what=what, **facts)


def _jumps(slide: ImportedSlide) -> Iterable[int]:
    return (link.slide for link in slide.contents.links if link.slide is not None)


def _fits(slide: ImportedSlide, theme: Theme) -> bool:
    sizes = ((slide.file.width, theme.width), (slide.file.height, theme.height))
    return all(abs(one - other) <= other * _TOLERANCE for one, other in sizes)


def _is_similar(slide: ImportedSlide, theme: Theme) -> bool:
    """Whether the slides have the aspect ratio of the talk's."""
    one, other = slide.file.width * theme.height, theme.width * slide.file.height
    return abs(one - other) <= other * _TOLERANCE


def _size(width: int, height: int) -> str:
    return f"{points(width):.0f} × {points(height):.0f}"
