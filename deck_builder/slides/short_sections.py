"""Sections of one or two slides, which need no slide of their own: their slides name them."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec.structs import replace

from deck_builder.outline.settings import DeckFile
from deck_builder.shapes import Staging, TimeSource
from deck_builder.slides.model import Slide
from deck_builder.slides.parts import Part

_FEWEST_SLIDES = 3
# A longer name may not fit into the line above a title.
_LONGEST_NAME = 60
UNNAMED = ("title", "section", "closing", "full-bleed")
"""The layouts that do not name the section of a slide."""


def without_short_heads(parts: Sequence[Part], settings: DeckFile) -> tuple[Part, ...]:
    """Return `parts`, short ones without a slide of their own, where a theme's slides name their
    section. A slide that says anything besides the section's title stays."""
    if not settings.progress:
        return tuple(parts)
    return tuple(
        _without_head(part) if part.head and _is_short(parts, at) else part
        for at, part in enumerate(parts)
    )


def _is_short(parts: Sequence[Part], at: int) -> bool:
    """Whether a part has one or two slides, the first of which can name it, and a slide of its own
    without anything to say."""
    part = parts[at]
    head, own = part.head, _shown(part)
    if head is None or head.notes or head.regions or len(part.name) > _LONGEST_NAME:
        return False
    if any(run.note or run.formula or run.link for run in head.title):
        return False
    if head.imported or not own or not _names(own[0]) or not _is_plain(head.staging):
        return False
    if _file(own[0]) != _file(head):
        # A file that is included belongs to the section's slide.
        return False
    count = len(own)
    for other in parts[at + 1 :]:
        if (other.level and other.level <= part.level) or count >= _FEWEST_SLIDES:
            break
        count += len(_shown(other)) + (other.head is not None)
    return count < _FEWEST_SLIDES


def _file(slide: Slide) -> str:
    return slide.span.source.path if slide.span else ""


def _shown(part: Part) -> list[Slide]:
    slides = (slide for unit in part.units for slide in unit)
    return [slide for slide in slides if not slide.staging.appendix]


def _names(slide: Slide) -> bool:
    """Whether the name of the section can be on a slide."""
    is_bare = not (slide.staging.background or slide.bleed or slide.imported)
    return is_bare and slide.staging.is_spoken and slide.layout not in UNNAMED


def _is_plain(staging: Staging) -> bool:
    return replace(staging, seconds=None, priority=0) == Staging()


def _without_head(part: Part) -> Part:
    """A part whose first slide is what links to it lead to, and has the time that the author gave
    to the part's own."""
    head, first = part.head, _shown(part)[0]
    assert head is not None
    given = head.seconds if head.time_source is TimeSource.GIVEN else 0.0
    anchors = (*first.anchors, *head.anchors)
    named = replace(first, anchors=anchors, seconds=first.seconds + given)
    units = (tuple(named if slide is first else slide for slide in unit) for unit in part.units)
    return replace(part, head=None, left_out=head, units=tuple(units))
