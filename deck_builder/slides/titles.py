"""Titles: fitted to their own frame, never touching what is below."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.units import emu
from deck_builder.blocks.frames import balanced, split_text
from deck_builder.shapes import TextBox
from deck_builder.slides.model import FlowRegion, Slide
from deck_builder.text.balance import ends_alone
from deck_builder.text.fit import longest_word, measure
from deck_builder.text.lines import set_paragraphs
from deck_builder.text.runs import Paragraph, Run, plain_runs
from deck_builder.theme.model import Anchor, Decoration, Layout, Placeholder, Theme
from deck_builder.theme.text_style import TextStyle

TITLE_STEPS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.75, 0.7, 0.6, 0.5, 0.42, 0.35, 0.28)
# In points: titles of at least this size stand alone, as that of a talk or a section does.
_DISPLAY, _LEAST_DISPLAY = 44.0, 36.0
_SLIGHTLY_SMALLER = (0.95, 0.9, 0.85)
_FEW_LINES, _MOST_UNEQUAL = 2, 0.5
OPENING = "opening"
"""The layout of a first slide with its content beside its title, and the style of that title."""
FOOTERS = ("ftr", "sldNum", "dt")
"""The types of placeholders at the foot of a slide."""
_LONGEST_SUFFIX = " (10/10)"
_UNDER_TITLE = emu(28)
# The largest part of a slide's height that a title may take.
_MOST_TITLE = 0.45
# Beside the content of a first slide, more lines would be a block of bold text.
_MOST_LINES = 5
_ELLIPSIS = "…"
_SHORTENED = 0.9
# A text is not set smaller than so many times its size for the sake of its last line.
_LEAST_BESIDE = 0.75
_LONGEST_NAME = 60


class Title(Struct, frozen=True):
    """A title in its frame; `is_whole` is False when it had to be shortened."""

    frame: TextBox
    is_whole: bool = True


def fit_title(title: Paragraph, suffix: str, place: Placeholder, theme: Theme) -> Title:
    """Return the title in the largest size that fits; one too long is cut before its `suffix`."""
    paragraph = replace(title, runs=(*title.runs, Run(suffix))) if suffix else title
    most_lines = _MOST_LINES if place.style.name == OPENING else 0
    style = fitting_style((paragraph,), place, theme, TITLE_STEPS, most_lines)
    if style is not None:
        frame = balanced(filled(place, (paragraph,), style), theme)
        if _is_uneven(frame, theme):
            style = _with_fewer_lines(paragraph, style, place, theme)
            frame = balanced(filled(place, (paragraph,), style), theme)
        return Title(frame)
    style = place.style.scaled(TITLE_STEPS[-1])
    short = _shortened(title, suffix, place, style, theme)
    return Title(filled(place, (short,), style), is_whole=False)


def _is_uneven(frame: TextBox, theme: Theme) -> bool:
    """Whether a display title has many lines, or one that is far shorter than another."""
    if frame.style.level(0).size < _LEAST_DISPLAY:
        return False
    width = frame.box.inset(frame.insets).width
    if max(measure(frame.paragraphs, width, frame.style, theme.fonts).lines) == 1:
        return False
    shown = set_paragraphs(frame.paragraphs, width, frame.style, theme.fonts)
    lengths = [len(line.text) for one in shown for line in one.lines]
    return len(lengths) > _FEW_LINES or min(lengths) < _MOST_UNEQUAL * max(lengths)


def _with_fewer_lines(
    title: Paragraph, style: TextStyle, place: Placeholder, theme: Theme
) -> TextStyle:
    """The style of a display title, a little smaller where that takes a line less. Other titles
    have one size in the deck."""
    if place.style.level(0).size < _DISPLAY:
        return style
    width = place.box.inset(place.insets).width
    lines = measure((title,), width, style, theme.fonts).lines[0]
    for factor in _SLIGHTLY_SMALLER if lines > 1 else ():
        smaller = style.scaled(factor)
        is_whole = longest_word((title,), smaller, theme.fonts) <= width
        if is_whole and measure((title,), width, smaller, theme.fonts).lines[0] < lines:
            return smaller
    return style


def under_title(layout: Layout, title: Paragraph, theme: Theme) -> Layout | None:
    """Return `layout` with what is under its title where that really ends: a title that does not
    fit in its smallest size gets a higher frame, and content follows one that hangs from the top
    of its frame. None if the layout has drawings there, which cannot move."""
    place = layout.placeholder("title")
    if place is None or not title.runs:
        return layout
    under = [one for one in layout.placeholders if _is_under(one, place)]
    if not under:
        return layout
    room = place.box.inset(place.insets)
    # With room for the number of a page, so that all pages of a slide are alike.
    text = (replace(title, runs=(*title.runs, Run(_LONGEST_SUFFIX))),)
    style = fitting_style(text, place, theme, TITLE_STEPS)
    if style is None:
        style = place.style.scaled(TITLE_STEPS[-1])
        wanted = measure(text, room.width, style, theme.fonts).height - room.height
        # No further than the content, under which there may be footnotes.
        free = theme.content.bottom - place.box.bottom
        lower = min(wanted, int(theme.height * _MOST_TITLE) - place.box.height, free)
        if lower <= 0:
            return layout
        grown = replace(place, box=place.box.of_height(place.box.height + lower))
    elif place.anchor is Anchor.TOP:
        used = measure((title,), room.width, style, theme.fonts).height
        top = min(one.box.y for one in under)
        lower = min(0, room.y + used + _UNDER_TITLE - top)
        # It ends where the rest begins, and not below that.
        end = min(place.box.bottom, top + lower)
        grown = replace(place, box=place.box.of_height(end - place.box.y))
    else:
        return layout
    if not lower:
        return layout
    if any(_is_under(drawn, place) for drawn in layout.decorations):
        return None if lower > 0 else layout
    places = tuple(
        grown if one is place else _lowered(one, lower) if one in under else one
        for one in layout.placeholders
    )
    return replace(layout, placeholders=places)


def _is_under(one: Placeholder | Decoration, title: Placeholder) -> bool:
    """Whether something stands under a title, and is no footer."""
    if isinstance(one, Placeholder) and one.type in FOOTERS:
        return False
    title_box, box = title.box, one.box
    beside = box.right <= title_box.x or box.x >= title_box.right
    return box.y >= title_box.bottom and not beside


def _lowered(place: Placeholder, by: int) -> Placeholder:
    """A placeholder that begins lower; a heading keeps its height."""
    if place.name.endswith("heading"):
        return replace(place, box=replace(place.box, y=place.box.y + by))
    return replace(place, box=place.box.below(by))


def _shortened(
    title: Paragraph, suffix: str, place: Placeholder, style: TextStyle, theme: Theme
) -> Paragraph:
    room = place.box.inset(place.insets)
    cut = split_text((title,), room, theme, style)
    text = (cut[0][0] if cut else title).words
    while text:
        short = replace(title, runs=(Run(text.rstrip() + _ELLIPSIS + suffix),))
        if measure((short,), room.width, style, theme.fonts).height <= room.height:
            return short
        text = text[: int(len(text) * _SHORTENED)]
    return replace(title, runs=(Run(_ELLIPSIS + suffix),))


def fitting_style(
    paragraphs: tuple[Paragraph, ...],
    place: Placeholder,
    theme: Theme,
    steps: Sequence[float],
    most_lines: int = 0,
) -> TextStyle | None:
    """Return the placeholder's style in the largest size of `steps` that fits, preferably one in
    which no word is torn and a text has no more than `most_lines`, 0 for any number; None if none
    fits. In a little smaller size, a long word may have room beside the one that would end the text
    alone."""
    room = place.box.inset(place.insets)
    torn = long = alone = None
    for factor in steps:
        if alone and factor < _LEAST_BESIDE * alone[0]:
            return alone[1]
        style = place.style.scaled(factor)
        set_text = measure(paragraphs, room.width, style, theme.fonts)
        if set_text.height > room.height:
            continue
        if longest_word(paragraphs, style, theme.fonts) > room.width:
            torn = torn or style
        elif most_lines and sum(set_text.lines) > most_lines:
            long = style
        elif ends_alone(paragraphs, room.width, style, theme.fonts):
            alone = alone or (factor, style)
        else:
            return style
    return alone[1] if alone else long or torn


def filled(place: Placeholder, paragraphs: tuple[Paragraph, ...], style: TextStyle) -> TextBox:
    """Return `place` filled with text."""
    return TextBox(
        place.box,
        paragraphs,
        style,
        placeholder=place.name,
        anchor=place.anchor,
        insets=place.insets,
    )


def name_of(slide: Slide) -> str:
    """Return the title of a slide, or its first words, for navigation and screen readers."""
    if title := " ".join(plain_runs(slide.title).split()):
        return title
    texts = [
        " ".join(block.plain() for block in region.blocks)
        if isinstance(region, FlowRegion)
        else " ".join(paragraph.words for paragraph in region.paragraphs)
        for region in slide.regions
    ]
    return first_words(" ".join(texts))


def first_words(text: str) -> str:
    """Return the first words of a text, to name a slide without a title."""
    words = " ".join(text.split())
    if len(words) <= _LONGEST_NAME:
        return words
    return words[:_LONGEST_NAME].rsplit(" ", 1)[0] + "…"
