"""Measuring and wrapping text: how high paragraphs are in a frame of a given width.

The guarantee is one-sided: no text takes more space than measured. Lines are filled greedily with
plain advance widths, as PowerPoint and LibreOffice do, but 1 % wider, which covers kerning and
rounding. Where the two programs break lines differently, a break counts only if both make it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct

from deck_builder.base.units import EMU_PER_POINT, emu, points
from deck_builder.fonts import Face
from deck_builder.text.icons import icon_indents
from deck_builder.text.known import Look, SetText, known_of
from deck_builder.text.line_breaks import tokens
from deck_builder.text.runs import LINE_BREAK, Paragraph, ParagraphRole, Run
from deck_builder.text.wrapping import Stretch, ends_of, last_width, line_count, pieces_of
from deck_builder.theme.model import Fonts
from deck_builder.theme.text_style import Level, TextStyle

SCRIPT_SCALE = 2 / 3
"""The size of superscripts and subscripts, as a factor of the text's."""

WIDTH_MARGIN = 1.01
"""How much wider than its letters a text is taken to be."""
LEAST_LINE_HEIGHT = 1.2
"""LibreOffice sets every font at so many times its size, PowerPoint at the font's line height."""
# Words in a cell are placed on a coarser grid than those in a paragraph.
_WORD_MARGIN = 1.03
FORMULA_SCALE = 1.15
"""Formulas are measured so much wider than in the font of the text: PowerPoint sets them in a math
font, whose letters are wider."""
_TAB = 72.0
# Of two words, none may go down to the last one.
_FEWEST_WORDS = 3
# Factors of the type size: a digit, the full stop and gap after a number, the box of a task.
_DIGIT = 0.56
_NUMBER_GAP = 0.55
_BOX = 1.35
_ATTRIBUTION_SCALE = 0.8
_LEAST_ATTRIBUTION = 12.0


class Measured(Struct, frozen=True):
    """Paragraphs set in a style, and what is known of the lines of each."""

    paragraphs: Sequence[Paragraph]
    style: TextStyle
    texts: Sequence[SetText]

    @property
    def lines(self) -> tuple[int, ...]:
        """The number of lines of each paragraph."""
        return tuple([count for count, _, _ in self.texts])

    @property
    def height(self) -> int:
        """The height of the text in EMU, without insets."""
        heights = list(_heights(self.paragraphs, self.texts, self.style))
        return math.ceil(heights[-1] * EMU_PER_POINT) if heights else 0


def measure(
    paragraphs: Sequence[Paragraph], width: int, style: TextStyle, fonts: Fonts
) -> Measured:
    """Return `paragraphs` set in `style` in a frame `width` EMU wide."""
    return Measured(paragraphs, style, list(_texts(paragraphs, width, style, fonts)))


def count_fitting(
    paragraphs: Sequence[Paragraph], width: int, height: int, style: TextStyle, fonts: Fonts
) -> int:
    """Return how many of `paragraphs`, from the first one, set in `style` in a frame `width` EMU
    wide, are `height` EMU high at most. Those after them are not measured."""
    count = 0
    for reached in _heights(paragraphs, _texts(paragraphs, width, style, fonts), style):
        if math.ceil(reached * EMU_PER_POINT) > height:
            break
        count += 1
    return count


def _heights(
    paragraphs: Iterable[Paragraph], texts: Iterable[SetText], style: TextStyle
) -> Iterator[float]:
    """Yield the height in points down to the end of each paragraph."""
    height = 0.0
    above: Level | None = None
    levels, deepest = style.levels, len(style.levels) - 1
    for paragraph, (_, lines, _) in zip(paragraphs, texts, strict=True):
        level = levels[paragraph.level] if paragraph.level < deepest else levels[deepest]
        height += lines
        if above is not None:
            before = paragraph.space_before
            height += above.space_after + (level.space_before if before is None else before)
        above = level
        yield height


def paragraph_size(paragraph: Paragraph, style: TextStyle) -> float:
    """Return the size in points at which `paragraph` is set in `style`."""
    match paragraph.role:
        case ParagraphRole.BODY:
            return style.level(paragraph.level).size
        case ParagraphRole.HEADING:
            return style.level(0).size
        case ParagraphRole.ATTRIBUTION:
            size = style.level(0).size
            return min(size, max(_LEAST_ATTRIBUTION, int(size * _ATTRIBUTION_SCALE * 2) / 2))


def run_size(run: Run, size: float) -> float:
    """Return the size in points of a run of a paragraph that is set `size` points large; it is not
    that of a superscript or a subscript, which the programs make smaller themselves."""
    return size if run.scale == 1.0 else int(size * run.scale * 2) / 2


def is_bold(run: Run, paragraph: Paragraph, style: TextStyle) -> bool:
    """Whether a run of `paragraph` is set bold."""
    return run.bold or style.bold or paragraph.role is ParagraphRole.HEADING


def is_italic(run: Run, style: TextStyle) -> bool:
    """Whether a run is set in italics."""
    return run.italic or style.italic


def space_before(paragraph: Paragraph, style: TextStyle) -> float:
    """Return the distance in points to the paragraph above; the first of a frame has none."""
    if paragraph.space_before is not None:
        return paragraph.space_before
    return style.level(paragraph.level).space_before


def indents(paragraph: Paragraph, style: TextStyle) -> tuple[int, int]:
    """Return the left margin of `paragraph` and the indent of its first line, in EMU. Without a
    bullet there is no hanging indent, and a paragraph of the first level begins at the edge of the
    frame. A number hangs by its width, and an icon is no part of the text."""
    bullet = paragraph.bullet
    if paragraph.icon or (bullet is not None and bullet.beside_icons):
        begin, text = icon_indents(paragraph, paragraph_size(paragraph, style), style)
        return text, begin - text if label_of(paragraph, style) else 0
    level = style.level(paragraph.level)
    if bullet is None:
        return (level.margin if paragraph.level else 0), 0
    margin, indent = level.margin, level.indent
    if bullet.number is not None:
        digits = max(bullet.digits, len(str(bullet.number)))
        label = digits * _DIGIT + _NUMBER_GAP
    else:
        label = _BOX if bullet.checked is not None else 0.0
    if label:
        hang = max(-indent, emu(level.size * label))
        margin, indent = margin + indent + hang, -hang
    return margin, indent if bullet.shown else 0


def full_width(paragraphs: Sequence[Paragraph], style: TextStyle, fonts: Fonts) -> int:
    """Return the width in EMU at which no paragraph wraps."""
    return max((_full_width(each, style, fonts) for each in paragraphs), default=0)


def longest_word(paragraphs: Sequence[Paragraph], style: TextStyle, fonts: Fonts) -> int:
    """Return the width in EMU below which a word of `paragraphs` would be broken."""
    return max((_longest_word(each, style, fonts) for each in paragraphs), default=0)


def mono_columns(width: int, size: float, fonts: Fonts) -> int:
    """Return how many characters of the font for code fit on a line `width` EMU wide."""
    return int(points(width) / (size * fonts.face("mono").width("0") * WIDTH_MARGIN))


def mono_width(columns: int, size: float, fonts: Fonts) -> int:
    """Return the width in EMU of a line that holds so many characters of the font for code."""
    return math.ceil(emu(columns * size * fonts.face("mono").width("0") * WIDTH_MARGIN)) + 1


def _texts(
    paragraphs: Iterable[Paragraph], width: int, style: TextStyle, fonts: Fonts
) -> Iterator[SetText]:
    """Yield what is known of the lines of each paragraph in a frame `width` EMU wide."""
    wrapping = style.wrapping
    key = width, id(wrapping)
    for paragraph in paragraphs:
        lines = known_of(paragraph).lines
        found = lines.get(key)
        if found is None or found[0] is not wrapping or found[1] is not fonts:
            found = lines[key] = wrapping, fonts, _lines(paragraph, width, style, fonts)
        yield found[2]


def _lines(paragraph: Paragraph, width: int, style: TextStyle, fonts: Fonts) -> SetText:
    size = paragraph_size(paragraph, style)
    em = size * WIDTH_MARGIN
    found = _set(paragraph, style, fonts)
    room, start = _room(paragraph, width, style, found.pieces.stretches, em)
    count, words = line_count(found.pieces, room, start, _TAB / em)
    height = found.line_height
    if found.formulas:
        # Each may be on a line of its own.
        factors = found.formulas[:count]
        height += (sum(factors) * height - height * len(factors)) / count
    return count, count * (style.pitch or height * size * style.line_spacing), words


def _room(
    paragraph: Paragraph, width: int, style: TextStyle, stretches: Sequence[Stretch], em: float
) -> tuple[float, float]:
    """The width of a line, and where the text begins on the first one, in em."""
    margin, indent = indents(paragraph, style)
    start = 0.0
    if paragraph.bullet is not None:
        label = stretches[0].face.widths[label_of(paragraph, style)] * em
        start = _first_line_start(points(margin), points(indent), label) / em
    return (points(width) - points(margin)) / em, start


def can_end_in_two(paragraph: Paragraph, width: int, style: TextStyle, fonts: Fonts) -> bool:
    """Return whether the last two words of `paragraph` have room on one line of a frame `width` EMU
    wide, the last one takes at most half of it, and the line above is not the shorter one then."""
    em = paragraph_size(paragraph, style) * WIDTH_MARGIN
    pieces = _set(paragraph, style, fonts).pieces
    room, start = _room(paragraph, width, style, pieces.stretches, em)
    if len(pieces.words) < _FEWEST_WORDS or not all(pieces.blanks[-3:-1]):
        return False
    before, last = pieces.words[-2:]
    if last > room / 2 or before + pieces.blanks[-2] + last > room:
        return False
    return last <= last_width(pieces, len(pieces.words) - 2, room, start)


class Filled(Struct, frozen=True):
    """What fills the lines of a paragraph: its stretches, the width of a line, where the text
    begins on the first one, and the width of a tab, in em; and the height of a line as a factor of
    the size."""

    stretches: Sequence[Stretch]
    room: float
    start: float
    tab: float
    line_height: float


def filled(
    paragraph: Paragraph,
    width: int,
    style: TextStyle,
    fonts: Fonts,
    margin: float = WIDTH_MARGIN,
) -> Filled:
    """Return what fills the lines of `paragraph` in a frame `width` EMU wide, where everything
    counts as `margin` times as wide; without one, as it was fitted."""
    em = paragraph_size(paragraph, style) * margin
    found = _set(paragraph, style, fonts)
    stretches = found.pieces.stretches
    room, start = _room(paragraph, width, style, stretches, em)
    return Filled(stretches, room, start, _TAB / em, found.line_height)


def _set(paragraph: Paragraph, style: TextStyle, fonts: Fonts) -> Look:
    look = style.look
    known = known_of(paragraph).looks
    for one in known:
        if one.look == look and one.fonts is fonts:
            return one
    pieces = pieces_of(_stretches(paragraph, style, fonts))
    height = max(one.face.line_height_of(one.text) for one in pieces.stretches)
    formulas = _formula_heights(paragraph)
    known.append(Look(look, fonts, pieces, max(LEAST_LINE_HEIGHT, height), formulas))
    return known[-1]


def _formula_heights(paragraph: Paragraph) -> Sequence[float]:
    formulas = [run.formula for run in paragraph.runs if run.formula]
    if not formulas:
        return ()
    from deck_builder.formulas.size import height_factor

    return sorted(map(height_factor, formulas), reverse=True)


def _stretches(paragraph: Paragraph, style: TextStyle, fonts: Fonts) -> list[Stretch]:
    runs = paragraph.runs or _NO_RUNS
    if len(runs) == 1:
        return [_stretch(runs[0], _face(runs[0], paragraph, style, fonts))]
    # Runs of one look have one face, which is looked for once.
    faces: dict[tuple[bool, bool, bool, bool], Face] = {}
    found = []
    for run in runs:
        look = (run.bold, run.italic, run.code, run.small_caps)
        face = faces.get(look)
        if face is None:
            face = faces[look] = _face(run, paragraph, style, fonts)
        found.append(_stretch(run, face))
    return found


_NO_RUNS = (Run(""),)


def _stretch(run: Run, face: Face) -> Stretch:
    scale = FORMULA_SCALE if run.formula else SCRIPT_SCALE if run.is_script else 1.0
    return Stretch(run.text, face, scale * run.scale)


def _face(run: Run, paragraph: Paragraph, style: TextStyle, fonts: Fonts) -> Face:
    bold, italic = is_bold(run, paragraph, style), is_italic(run, style)
    if run.code:
        # Capitals would change the meaning of code.
        return fonts.face("mono", bold, italic, tracking=style.tracking)
    return fonts.face(style.font, bold, italic, style.caps or run.small_caps, style.tracking)


def label_of(paragraph: Paragraph, style: TextStyle) -> str:
    """Return what the mark of `paragraph` says; empty without one, and for the box of a task."""
    bullet = paragraph.bullet
    if bullet is None or not bullet.shown or paragraph.icon:
        return ""
    if bullet.number is not None:
        return bullet.label
    return style.level(paragraph.level).bullet


def _first_line_start(margin: float, indent: float, label: float) -> float:
    """Return where the text after a bullet begins, in points from `margin`: 0, unless the bullet is
    wider than the hanging indent; then the next tab stop."""
    beyond = margin + indent + label
    return 0.0 if beyond <= margin else math.ceil(beyond / _TAB) * _TAB - margin


def _full_width(paragraph: Paragraph, style: TextStyle, fonts: Fonts) -> int:
    pieces = _set(paragraph, style, fonts).pieces
    if pieces.whole < math.inf:
        return _outer_width(pieces.whole * WIDTH_MARGIN, paragraph, style)
    text = paragraph.text
    ends = ends_of(pieces.stretches)
    widest = x = 0.0
    tab = _TAB / paragraph_size(paragraph, style)
    for begin, end in tokens(text):
        x += ends[end] - ends[begin] + tab * text.count("\t", begin, end)
        if text[begin] == LINE_BREAK:
            x = 0.0
        widest = max(widest, x)
    return _outer_width(widest * WIDTH_MARGIN, paragraph, style)


def _longest_word(paragraph: Paragraph, style: TextStyle, fonts: Fonts) -> int:
    words = _set(paragraph, style, fonts).pieces.words
    longest = max((width for width in words if width < math.inf), default=0.0)
    return _outer_width(longest * _WORD_MARGIN, paragraph, style)


def _outer_width(ems: float, paragraph: Paragraph, style: TextStyle) -> int:
    width = ems * paragraph_size(paragraph, style) * EMU_PER_POINT
    return math.ceil(width) + indents(paragraph, style)[0]
