"""What is there at each step of a slide that is shown click by click."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from deck_builder.preview.marks import Part, SlidePicture
from deck_builder.shapes import Appearance, Click


def pictures_by_step(slide: SlidePicture, builds: tuple[Click, ...]) -> Iterator[SlidePicture]:
    """Yield `slide` as it is at first, and after each of its clicks."""
    every = [one for click in builds for one in click]
    # What comes later is not there at first; what leaves is, unless it came before.
    hidden = {_key(one) for one in every if not one.leaves}
    yield _without(slide, hidden)
    for click in builds:
        for one in click:
            hidden = hidden | {_key(one)} if one.leaves else hidden - {_key(one)}
        yield _without(slide, hidden)


_Key = tuple[int, int | None]


def _key(one: Appearance) -> _Key:
    return one.shape, one.paragraph


def _without(slide: SlidePicture, hidden: set[_Key]) -> SlidePicture:
    return replace(slide, parts=tuple(part for part in slide.parts if not _hides(part, hidden)))


def _hides(part: Part, hidden: set[_Key]) -> bool:
    if part.shape is None:
        return False
    return (part.shape, None) in hidden or (part.shape, part.paragraph) in hidden
