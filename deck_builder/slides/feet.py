"""The foot of a slide: its footnotes, numbered from 1, and in some themes the works it cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.base.units import Box, emu
from deck_builder.shapes import Connector, LaidOutSlide, Shape, TableFrame, TextBox, paragraphs_of
from deck_builder.slides.titles import FOOTERS
from deck_builder.text.fit import measure
from deck_builder.text.runs import Paragraph, Run, raised
from deck_builder.theme.model import Placeholder, Theme

LONG_FOOTNOTES = Problem(
    "long-footnotes",
    Severity.WARNING,
    "the footnotes of this slide leave too little room, and are in the notes",
    "make them shorter, or cut the slide in two",
)
_MOST = 0.4
# Works take at most so many lines; those of too many are only among the references.
_MOST_LINES = 3
_BETWEEN = "\u2002·\u2002"
_GAP = emu(8)
_RULE_GAP = emu(4)
_RULE_SHARE = 0.2
_RULE_WIDTH = 0.75

Note = tuple[Run, ...]


class Foot(Struct, frozen=True):
    """What stands at the foot of a slide: the text of its footnotes, and the `works` that it cites,
    each in a few words."""

    notes: tuple[Note, ...] = ()
    works: tuple[str, ...] = ()

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The footnotes with their numbers, and the works one after the other."""
        works = Paragraph((Run(_BETWEEN.join(self.works)),))
        return (*_numbered_notes(self.notes), *((works,) if self.works else ()))


def foot_of(shapes: Iterable[Shape], room: Box, theme: Theme) -> Foot:
    """Return the footnotes that `shapes` refer to, in order, each once, and where the theme shows
    them and they are short in `room`, the works that they cite."""
    paragraphs = tuple(paragraphs_of(shapes))
    return Foot(_footnotes(paragraphs), _works(paragraphs, room, theme) if theme.citing else ())


def _works(paragraphs: Iterable[Paragraph], room: Box, theme: Theme) -> tuple[str, ...]:
    named = [one for paragraph in paragraphs for run in paragraph.runs for one in run.works]
    works = tuple(dict.fromkeys(named))
    line = _height(Foot(works=("0",)), room, theme)
    return works if _height(Foot(works=works), room, theme) <= _MOST_LINES * line else ()


def _height(foot: Foot, room: Box, theme: Theme) -> int:
    return measure(foot.paragraphs, room.width, theme.styles["caption"], theme.fonts).height


def _footnotes(paragraphs: Iterable[Paragraph]) -> tuple[Note, ...]:
    found = [run.note for paragraph in paragraphs for run in paragraph.runs if run.note]
    return tuple(dict.fromkeys(found))


def foot_height(foot: Foot, room: Box, theme: Theme) -> int:
    """Return the height in EMU that a foot takes in `room`, the gap above included."""
    return _GAP + _RULE_GAP + _height(foot, room, theme) if foot.paragraphs else 0


def most_height(theme: Theme) -> int:
    """Return the height in EMU that footnotes may take."""
    return int(theme.content.height * _MOST)


def above_foot(theme: Theme, height: int) -> Theme:
    """Return `theme` with `height` EMU of its slides kept free for the foot."""
    bottom = theme.content.bottom - height
    layouts = {
        name: replace(layout, placeholders=tuple(_shortened(layout.placeholders, bottom)))
        for name, layout in theme.layouts.items()
    }
    return replace(theme, content=_above(theme.content, bottom), layouts=layouts)


def _shortened(places: Iterable[Placeholder], bottom: int) -> Iterator[Placeholder]:
    for place in places:
        is_fixed = place.type in FOOTERS
        yield place if is_fixed else replace(place, box=_above(place.box, bottom))


def _above(box: Box, bottom: int) -> Box:
    return box if box.bottom <= bottom else box.of_height(max(0, bottom - box.y))


def with_foot(
    slide: LaidOutSlide, foot: Foot, room: Box, theme: Theme, has_room: bool
) -> LaidOutSlide:
    """Return `slide` with its footnotes numbered: those of its `foot`, to which its shapes refer,
    at the foot of `room`, or in its notes if it has no room; the others in its notes."""
    visible = foot.notes
    spoken = tuple(note for note in _footnotes(slide.notes) if note not in visible)
    if not foot.paragraphs and not spoken:
        return slide
    numbers = {note: number for number, note in enumerate((*visible, *spoken), 1)}
    shapes = tuple(_numbered_shape(shape, numbers) for shape in slide.shapes)
    notes = tuple(_numbered(paragraph, numbers) for paragraph in slide.notes)
    if not has_room:
        notes += _numbered_notes((*visible, *spoken))
        return replace(slide, shapes=shapes, notes=notes)
    notes += _numbered_notes(spoken, len(visible) + 1)
    return replace(slide, shapes=(*shapes, *_shapes(foot, room, theme)), notes=notes)


def _shapes(foot: Foot, room: Box, theme: Theme) -> Iterator[Shape]:
    if not foot.paragraphs:
        return
    style, height = theme.styles["caption"], _height(foot, room, theme)
    top = room.bottom - height
    rule = Box(room.x, top - _RULE_GAP, int(room.width * _RULE_SHARE), 0)
    yield Connector(rule, "muted", _RULE_WIDTH)
    yield TextBox(Box(room.x, top, room.width, height), foot.paragraphs, style)


def _numbered_notes(notes: Sequence[Note], first: int = 1) -> tuple[Paragraph, ...]:
    """The footnotes as paragraphs, each with its number."""
    return tuple(
        Paragraph((raised(str(number)), Run("\u00a0"), *note))
        for number, note in enumerate(notes, first)
    )


def _numbered_shape(shape: Shape, numbers: dict[Note, int]) -> Shape:
    if isinstance(shape, TextBox):
        paragraphs = tuple(_numbered(paragraph, numbers) for paragraph in shape.paragraphs)
        return replace(shape, paragraphs=paragraphs)
    if isinstance(shape, TableFrame):
        rows = tuple(
            tuple(
                replace(cell, paragraphs=tuple(_numbered(one, numbers) for one in cell.paragraphs))
                for cell in row
            )
            for row in shape.rows
        )
        return replace(shape, rows=rows)
    return shape


def _numbered(paragraph: Paragraph, numbers: dict[Note, int]) -> Paragraph:
    if not any(run.note for run in paragraph.runs):
        return paragraph
    runs = (
        replace(run, text=str(numbers[run.note])) if run.note else run for run in paragraph.runs
    )
    return replace(paragraph, runs=tuple(runs))
