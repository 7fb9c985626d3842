"""Footnotes: numbered on each slide from 1, and said at its foot."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from msgspec.structs import replace

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.base.units import Box, emu
from deck_builder.shapes import Connector, LaidOutSlide, Shape, TableFrame, TextBox
from deck_builder.text.fit import measure
from deck_builder.text.runs import Paragraph, Run
from deck_builder.theme.model import Layout, Placeholder, Theme

LONG_FOOTNOTES = Problem(
    "long-footnotes",
    Severity.WARNING,
    "the footnotes of this slide leave too little room, and stand in the notes",
    "make them shorter, or cut the slide in two",
)
_MOST = 0.4
_GAP = emu(8)
_RULE_GAP = emu(4)
_RULE_SHARE = 0.2
_RULE_WIDTH = 0.75
# What stays where it is when the room above the foot gets lower.
_FIXED = ("ftr", "sldNum")

Note = tuple[Run, ...]


def notes_on(shapes: Iterable[Shape]) -> tuple[Note, ...]:
    """Return the footnotes that `shapes` call, in order, each once."""
    return _notes(paragraph for shape in shapes for paragraph in _paragraphs(shape))


def _notes(paragraphs: Iterable[Paragraph]) -> tuple[Note, ...]:
    found = [run.note for paragraph in paragraphs for run in paragraph.runs if run.note]
    return tuple(dict.fromkeys(found))


def _paragraphs(shape: Shape) -> Iterator[Paragraph]:
    if isinstance(shape, TextBox):
        yield from shape.paragraphs
    elif isinstance(shape, TableFrame):
        for row in shape.rows:
            for cell in row:
                yield from cell.paragraphs


def foot_height(notes: Sequence[Note], room: Box, theme: Theme) -> int:
    """Return the height in EMU that `notes` take at the foot of `room`, the gap above included."""
    if not notes:
        return 0
    style = theme.styles["caption"]
    text = measure(_said(notes), room.width, style, theme.fonts).height
    return _GAP + _RULE_GAP + text


def most_height(theme: Theme) -> int:
    """Return the height in EMU that footnotes may take."""
    return int(theme.content.height * _MOST)


def above_foot(theme: Theme, height: int) -> Theme:
    """Return `theme` with `height` EMU less room at the foot of its slides."""
    bottom = theme.content.bottom - height
    layouts = {name: _cut_layout(layout, bottom) for name, layout in theme.layouts.items()}
    return replace(theme, content=_cut(theme.content, bottom), layouts=layouts)


def _cut_layout(layout: Layout, bottom: int) -> Layout:
    return replace(
        layout, placeholders=tuple(_cut_place(place, bottom) for place in layout.placeholders)
    )


def _cut_place(place: Placeholder, bottom: int) -> Placeholder:
    if place.type in _FIXED:
        return place
    return replace(place, box=_cut(place.box, bottom))


def _cut(box: Box, bottom: int) -> Box:
    return box if box.bottom <= bottom else box.of_height(max(0, bottom - box.y))


def with_foot(
    slide: LaidOutSlide, called: Sequence[Note], room: Box, theme: Theme, shown: bool = True
) -> LaidOutSlide:
    """Return `slide` with the footnotes that its shapes call numbered, and said at the foot of
    `room`, or when not `shown` there in its notes."""
    spoken = tuple(note for note in _notes(slide.notes) if note not in called)
    if not called and not spoken:
        return slide
    numbers = {note: number for number, note in enumerate((*called, *spoken), 1)}
    shapes = tuple(_numbered_shape(shape, numbers) for shape in slide.shapes)
    notes = tuple(_numbered(paragraph, numbers) for paragraph in slide.notes)
    if not shown:
        return replace(slide, shapes=shapes, notes=(*notes, *_said((*called, *spoken))))
    notes += _said(spoken, len(called) + 1)
    return replace(slide, shapes=(*shapes, *_foot(called, room, theme)), notes=notes)


def _foot(notes: Sequence[Note], room: Box, theme: Theme) -> Iterator[Shape]:
    if not notes:
        return
    style, said = theme.styles["caption"], _said(notes)
    height = measure(said, room.width, style, theme.fonts).height
    top = room.bottom - height
    yield Connector(
        Box(room.x, top - _RULE_GAP, int(room.width * _RULE_SHARE), 0), "muted", _RULE_WIDTH
    )
    yield TextBox(Box(room.x, top, room.width, height), said, style)


def _said(notes: Sequence[Note], first: int = 1) -> tuple[Paragraph, ...]:
    """The footnotes as paragraphs, each with its number."""
    return tuple(
        Paragraph((Run(str(number), superscript=True), Run("\u00a0"), *note))
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
