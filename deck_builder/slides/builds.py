"""What appears on a slide with which click."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from deck_builder.blocks.pause import END_MARK, FRAGMENT_MARK, MARKS
from deck_builder.shapes import (
    Appearance,
    AutoShape,
    ChartFrame,
    Click,
    Grouped,
    LaidOutDeck,
    Shape,
    TextBox,
)

_CAPTION = "caption"


def with_builds(
    shapes: Iterable[Shape], incremental: bool
) -> tuple[tuple[Shape, ...], tuple[Click, ...]]:
    """Return `shapes` without the marks of pauses, and what comes with each click: after a pause,
    everything; a fragment as a whole; of an `incremental` slide, each group with text, and each
    other paragraph with those nested in it."""
    shapes = tuple(shapes)
    taking_turns = _groups_in_turn(shapes, incremental)
    if taking_turns and any(isinstance(one, Grouped) and one.rank for one in shapes):
        stepped = tuple(_in_steps(one, taking_turns) for one in shapes)
        # Steps without text, too.
        steps = {
            one.group
            for one, before in zip(stepped, shapes, strict=True)
            if isinstance(one, Grouped) and one is not before
        }
        shapes, taking_turns = stepped, _groups_in_turn(stepped, incremental) | steps
    shown: list[Shape] = []
    clicks: list[list[Appearance]] = []
    paused = False
    around: list[bool] = []
    for shape in shapes:
        if isinstance(shape, AutoShape) and shape in MARKS:
            if shape == FRAGMENT_MARK:
                around.append(paused)
            paused = shape != END_MARK or (around.pop() if around else False)
            if shape != END_MARK:
                clicks.append([])
            continue
        if isinstance(shape, AutoShape) and shape.step:
            _take_turn(shape, len(shown), shown, clicks)
            shown.append(shape)
            continue
        if isinstance(shape, Grouped) and shape.group in taking_turns:
            if _begins(shape.group, shown) and (not clicks or clicks[-1]):
                clicks.append([])
            clicks[-1].append(Appearance(len(shown)))
            shown.append(shape)
            continue
        for appearance, is_own in _appearances(shape, len(shown), incremental):
            # What is nested comes with what it belongs to, which may be on the slide before.
            is_own = is_own or (appearance.paragraph is not None and not clicks)
            if is_own and (not clicks or clicks[-1]):
                clicks.append([])
            if is_own or paused or appearance.paragraph is not None:
                clicks[-1].append(appearance)
        shown.append(shape)
    return tuple(shown), tuple(tuple(click) for click in clicks if click)


def _groups_in_turn(shapes: Sequence[Shape], incremental: bool) -> set[str]:
    """The groups that appear with a click of their own: those with text that does."""
    return {
        shape.group
        for shape in shapes
        if isinstance(shape, TextBox) and shape.group
        if incremental or any(one.appears for one in shape.paragraphs)
    }


def _in_steps(shape: Shape, taking_turns: set[str]) -> Shape:
    """A shape of a group that is built up, in a group of its own for each step."""
    if not isinstance(shape, Grouped) or not shape.rank or shape.group not in taking_turns:
        return shape
    return replace(shape, group=f"{shape.group}, step {shape.rank}")


def _begins(group: str, shown: Sequence[Shape]) -> bool:
    above = shown[-1] if shown else None
    return not (isinstance(above, Grouped) and above.group == group)


def _take_turn(
    shape: AutoShape, index: int, shown: Sequence[Shape], clicks: list[list[Appearance]]
) -> None:
    """Record when a shape that takes turns appears: the first one at once, or with its code."""
    above = shown[-1]
    if shape.step == 1:
        if clicks and clicks[-1]:
            clicks[-1].append(Appearance(index))
        return
    if isinstance(above, AutoShape) and above.step == shape.step:
        clicks[-1].append(Appearance(index))
        return
    leaving = [
        Appearance(at, leaves=True)
        for at, one in enumerate(shown)
        if isinstance(one, AutoShape) and one.step == shape.step - 1
    ]
    clicks.append([Appearance(index), *leaving])


def _appearances(shape: Shape, index: int, incremental: bool) -> Iterator[tuple[Appearance, bool]]:
    """How a shape appears, and whether with a click of its own. A caption or label is there with
    what it belongs to."""
    if isinstance(shape, ChartFrame) and shape.builds:
        yield from ((Appearance(index, number), True) for number in range(shape.steps))
        return
    incremental = incremental and not (isinstance(shape, TextBox) and shape.style.name == _CAPTION)
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
    return tuple(tuple(replace(one, shape=one.shape + count) for one in click) for click in clicks)


def without_builds(deck: LaidOutDeck) -> LaidOutDeck:
    """Return the deck with everything on its slides from the start, as it is on paper."""
    slides = (
        replace(
            slide,
            builds=(),
            shapes=tuple(shape for shape in slide.shapes if not _changes_place(shape)),
        )
        for slide in deck.slides
    )
    return replace(deck, slides=tuple(slides))


def _changes_place(shape: Shape) -> bool:
    return isinstance(shape, AutoShape) and shape.step > 0
