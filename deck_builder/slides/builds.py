"""What of a slide comes with which click."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from deck_builder.blocks.pause import PAUSE_MARK
from deck_builder.shapes import Appearance, Click, Shape, TextBox


def with_builds(
    shapes: Iterable[Shape], incremental: bool
) -> tuple[tuple[Shape, ...], tuple[Click, ...]]:
    """Return `shapes` without the marks of pauses, and what comes with each click: after a pause,
    everything; of an `incremental` slide, each paragraph with those nested in it."""
    shown: list[Shape] = []
    clicks: list[list[Appearance]] = []
    paused = False
    for shape in shapes:
        if shape == PAUSE_MARK:
            clicks.append([])
            paused = True
            continue
        for appearance, is_own in _appearances(shape, len(shown), incremental):
            if is_own and (not clicks or clicks[-1]):
                clicks.append([])
            if is_own or paused or appearance.paragraph is not None:
                clicks[-1].append(appearance)
        shown.append(shape)
    return tuple(shown), tuple(tuple(click) for click in clicks if click)


def _appearances(shape: Shape, index: int, incremental: bool) -> Iterator[tuple[Appearance, bool]]:
    """How a shape appears, and whether with a click of its own."""
    if isinstance(shape, TextBox) and (
        incremental or any(paragraph.appears for paragraph in shape.paragraphs)
    ):
        for number, paragraph in enumerate(shape.paragraphs):
            if incremental or paragraph.appears:
                is_own = paragraph.level == 0 or number == 0
                yield Appearance(index, number), is_own
    else:
        yield Appearance(index), False


def shifted(clicks: tuple[Click, ...], count: int) -> tuple[Click, ...]:
    """Return `clicks` for a slide with `count` more shapes before all others."""
    return tuple(
        tuple(Appearance(one.shape + count, one.paragraph) for one in click) for click in clicks
    )
