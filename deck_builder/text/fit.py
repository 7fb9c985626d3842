"""Measuring and wrapping text: how high paragraphs are in a frame of a given width.

The promise is one-sided: no text takes more room than measured. Lines are filled greedily with
plain advance widths, as PowerPoint and LibreOffice do, but 1 % wider, which covers kerning and
rounding. Where the two programs break lines differently, a break counts only if both make it.
"""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate, pairwise

from deck_builder.base.languages import is_european
from deck_builder.base.units import EMU_PER_POINT, emu, points
from deck_builder.base.values import dataclass
from deck_builder.fonts import Face
from deck_builder.patterns import regex
from deck_builder.text.runs import LINE_BREAK, Paragraph, ParagraphRole, Run
from deck_builder.theme.model import Fonts, Level, TextStyle

CELL_INSET_X = emu(7.2)
"""The left and right margin of a table's cell, in EMU: PowerPoint's default."""
CELL_INSET_Y = emu(3.6)
"""The upper and lower margin of a table's cell, in EMU: PowerPoint's default."""
SCRIPT_SCALE = 2 / 3
"""The size of superscripts and subscripts, as a factor of the text's."""

_WIDTH_MARGIN = 1.01
# LibreOffice sets every font at 1.2 times its size, PowerPoint at the font's own line height.
_LEAST_LINE_HEIGHT = 1.2
# The pixels in which a cell's words are placed are coarser than a paragraph's.
_WORD_MARGIN = 1.03
# A formula is set in a font of its own, whose letters are wider than those it is measured in.
_FORMULA_SCALE = 1.15
_TAB = 72.0
# In parts of the type's size: a digit, the full stop and gap behind a number, a task's box.
_DIGIT = 0.56
_NUMBER_GAP = 0.55
_BOX = 1.35
# Digits of Noto Sans CJK, and most of its other signs, advance by 0.555 em.
_WIDE_FONT_ADVANCE = 0.56
_SCRIPT_SPACE = 0.29
_ATTRIBUTION_SCALE = 0.8
_LEAST_ATTRIBUTION = 12.0

_BLANK_CHARACTERS = frozenset(
    " \u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u200b\u205f\u3000"
)
_BLANKS = "".join(sorted(_BLANK_CHARACTERS))
_TOKEN = regex(f"\n|\t|[{_BLANKS}]+|[^\n\t{_BLANKS}]+")
_HYPHENS = "\u2010\u2012-\u2014-"
_HYPHENATED = regex(f"(?<=[^\\W\\d_][{_HYPHENS}])(?=[^\\W\\d_])")
# What makes a text break elsewhere than at spaces: hyphens, other blanks, East Asian characters.
_BREAKS = regex(f"[\n\t\u1680\u2000-\u200b\u205f{_HYPHENS}]")
# Large sets, compiled when a text first has foreign letters.
_FAR = "[^\x00-\u10ff\u1200-\u2e7f]"
_EAST_ASIAN = "[\u1100-\u11ff\u2e80-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
_HANGUL = "[\u1100-\u11ff\u3130-\u318f\ua960-\ua97f\uac00-\ud7ff]"
# Where LibreOffice breaks some of the words that no line can hold; PowerPoint does not.
_PART_ENDS = frozenset("/?\\-‐–—")

# Characters that never begin or end a line of Chinese, Japanese or Korean (JIS X 4051).
_NOT_FIRST = frozenset(
    "!%),.:;?]}¢°·’”†‡•…‰′″℃、。〃々〉》」』】〕〗〙〛〜〞〟〻ぁぃぅぇぉっゃゅょゎゕゖ゛゜ゝゞ゠"
    "ァィゥェォッャュョヮヵヶ・ーヽヾㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ！％），．／：；？］｝｠｡｣､･ｰﾞﾟ-‐–—"
)
_NOT_LAST = frozenset("#$([{£¥‘“〈《「『【〔〖〘〚〝＃＄（［｛｟｢￡￥—…‥")


@dataclass(frozen=True, slots=True)
class Measured:
    """Paragraphs as they are set in a style: how many lines each has, and how high these are in
    points."""

    paragraphs: Sequence[Paragraph]
    style: TextStyle
    texts: Sequence[tuple[int, float]]

    @property
    def lines(self) -> tuple[int, ...]:
        """The number of lines of each paragraph."""
        return tuple([count for count, _ in self.texts])

    @property
    def height(self) -> int:
        """The height of the text in EMU, without insets."""
        height = 0.0
        above: Level | None = None
        level_at = self.style.level
        for paragraph, (_, lines) in zip(self.paragraphs, self.texts, strict=True):
            level = level_at(paragraph.level)
            height += lines
            if above is not None:
                before = paragraph.space_before
                height += above.space_after + (level.space_before if before is None else before)
            above = level
        return math.ceil(height * EMU_PER_POINT)


def measure(
    paragraphs: Sequence[Paragraph], width: int, style: TextStyle, fonts: Fonts
) -> Measured:
    """Return `paragraphs` as they are when set in `style` in a frame `width` EMU wide."""
    return Measured(paragraphs, style, _known_lines(paragraphs, width, style, fonts))


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
    bullet nothing hangs, and a paragraph of the first level stands at the frame's edge. A number
    hangs as far as it is wide."""
    level = style.level(paragraph.level)
    bullet = paragraph.bullet
    if bullet is None:
        return (level.margin if paragraph.level else 0), 0
    margin, indent = level.margin, level.indent
    if bullet.number is not None:
        digits = max(bullet.digits, len(str(bullet.number)))
        hang = max(-indent, emu(level.size * (digits * _DIGIT + _NUMBER_GAP)))
        margin, indent = margin + indent + hang, -hang
    elif bullet.checked is not None:
        hang = max(-indent, emu(level.size * _BOX))
        margin, indent = margin + indent + hang, -hang
    return margin, indent if bullet.shown else 0


def full_width(paragraphs: Sequence[Paragraph], style: TextStyle, fonts: Fonts) -> int:
    """Return the width in EMU at which no paragraph wraps."""
    return max((_full_width(each, style, fonts) for each in paragraphs), default=0)


def longest_word(paragraphs: Sequence[Paragraph], style: TextStyle, fonts: Fonts) -> int:
    """Return the width in EMU below which a word of `paragraphs` would be torn."""
    return max((_longest_word(each, style, fonts) for each in paragraphs), default=0)


def mono_columns(width: int, size: float, fonts: Fonts) -> int:
    """Return how many characters of the font for code fit on a line `width` EMU wide."""
    return int(points(width) / (size * fonts.face("mono").width("0") * _WIDTH_MARGIN))


def table_row_height(
    cells: Sequence[Sequence[Paragraph]], widths: Sequence[int], style: TextStyle, fonts: Fonts
) -> int:
    """Return the height in EMU of a table's row: that of its highest cell, margins included."""
    return 2 * CELL_INSET_Y + max(
        (
            measure(cell or _EMPTY_CELL, width - 2 * CELL_INSET_X, style, fonts).height
            for cell, width in zip(cells, widths, strict=True)
        ),
        default=0,
    )


_EMPTY_CELL = (Paragraph(()),)


@dataclass(frozen=True, slots=True)
class _Stretch:
    """Characters set in one face, at `scale` times the paragraph's size."""

    text: str
    face: Face
    scale: float


_Lines = Sequence[tuple[int, float]]
_KNOWN = 128
_known: dict[tuple[int, int, int], tuple[Sequence[Paragraph], object, Fonts, _Lines]] = {}


def _known_lines(
    paragraphs: Sequence[Paragraph], width: int, style: TextStyle, fonts: Fonts
) -> _Lines:
    """The lines of each paragraph, remembered for as long as a slide is fitted: it is measured
    with other distances between the same lines, most of the time."""
    wrapping = style.wrapping
    key = (id(paragraphs), width, id(wrapping))
    known = _known.get(key)
    if known and known[0] is paragraphs and known[1] is wrapping and known[2] is fonts:
        return known[3]
    room = points(width)
    found = [_lines(paragraph, room, style, fonts) for paragraph in paragraphs]
    if isinstance(paragraphs, tuple):
        if len(_known) >= _KNOWN:
            _known.clear()
        _known[key] = paragraphs, wrapping, fonts, found
    return found


def _lines(paragraph: Paragraph, room: float, style: TextStyle, fonts: Fonts) -> tuple[int, float]:
    """Return the number of lines of `paragraph` in a frame `room` points wide, and their height in
    points."""
    size = paragraph_size(paragraph, style)
    em = size * _WIDTH_MARGIN
    margin, indent = indents(paragraph, style)
    stretches = _stretches(paragraph, style, fonts)
    first = stretches[0]
    start = 0.0
    if paragraph.bullet is not None:
        label = first.face.widths[_label(paragraph, style)] * em
        start = _first_line_start(points(margin), points(indent), label) / em
    room = (room - points(margin)) / em
    if len(stretches) == 1 and first.scale == 1.0 and _is_plain(first):
        count = _plain_line_count(first.text, first.face.widths, room, start)
        height = max(_LEAST_LINE_HEIGHT, first.face.line_height_of(first.text))
    else:
        count = _mixed_line_count(stretches, room, start, _TAB / em)
        height = max(one.face.line_height_of(one.text) for one in stretches)
        height = max(_LEAST_LINE_HEIGHT, height)
        height += _formula_height(paragraph, height, count) / count
    return count, count * (style.pitch or height * size * style.line_spacing)


def _is_plain(stretch: _Stretch) -> bool:
    """Whether a text breaks at spaces only."""
    text = stretch.text
    if text.isascii():
        return not ("-" in text or "\n" in text or "\t" in text)
    return not (_BREAKS.search(text) or (not is_european(text) and re.search(_FAR, text)))


def _width(stretch: _Stretch) -> float:
    """Return the width of a text that breaks at spaces only, in em."""
    widths, words = stretch.face.widths, stretch.text.split(" ")
    return (sum(map(widths.__getitem__, words)) + widths[" "] * (len(words) - 1)) * stretch.scale


def _formula_height(paragraph: Paragraph, line_height: float, count: int) -> float:
    """Return by how much the lines of a paragraph are higher for the formulas in them: each may
    stand on a line of its own."""
    formulas = [run.formula for run in paragraph.runs if run.formula]
    if not formulas:
        return 0.0
    from deck_builder.formulas.size import height_factor

    factors = [height_factor(formula) for formula in formulas]
    return sum(sorted(factors, reverse=True)[:count]) * line_height - line_height * min(
        len(factors), count
    )


def _stretches(paragraph: Paragraph, style: TextStyle, fonts: Fonts) -> list[_Stretch]:
    return [_stretch(run, paragraph, style, fonts) for run in paragraph.runs or (Run(""),)]


def _stretch(run: Run, paragraph: Paragraph, style: TextStyle, fonts: Fonts) -> _Stretch:
    bold, italic = is_bold(run, paragraph, style), is_italic(run, style)
    if run.code:
        # Capitals would change what the code says.
        shown = fonts.face("mono", bold, italic, tracking=style.tracking)
    else:
        caps = style.caps or run.small_caps
        shown = fonts.face(style.font, bold, italic, caps, style.tracking)
    scale = SCRIPT_SCALE if run.is_script else 1.0
    if run.formula:
        scale = _FORMULA_SCALE
    return _Stretch(run.text, shown, scale)


def _label(paragraph: Paragraph, style: TextStyle) -> str:
    bullet = paragraph.bullet
    if bullet is None or not bullet.shown:
        return ""
    if bullet.number is not None:
        return f"{bullet.number}."
    return style.level(paragraph.level).bullet


def _first_line_start(margin: float, indent: float, label: float) -> float:
    """Return where the text after a bullet begins, in points from `margin`: there, unless the
    bullet is wider than the hanging indent; then at the next tab stop."""
    beyond = margin + indent + label
    return 0.0 if beyond <= margin else math.ceil(beyond / _TAB) * _TAB - margin


def _plain_line_count(text: str, widths: Mapping[str, float], room: float, start: float) -> int:
    """Return the lines of a text that breaks at spaces only; lengths in em."""
    blank = widths[" "]
    words = text.split(" ")
    if start + sum(map(widths.__getitem__, words)) + blank * (len(words) - 1) <= room:
        return 1
    count, x = 1, start
    for word in words:
        width = widths[word]
        if x + width <= room or not word:
            x += width
        elif width <= room:
            count, x = count + 1, width
        else:
            advances = [widths[character] for character in word]
            count, x = _torn(word, advances, room, count, x)
        x += blank
    return count


def _mixed_line_count(stretches: Sequence[_Stretch], room: float, start: float, tab: float) -> int:
    """Return the lines of a text of several looks; lengths in em."""
    if all(map(_is_plain, stretches)) and start + sum(map(_width, stretches)) <= room:
        return 1
    text = "".join([one.text for one in stretches])
    return _line_count(text, _ends(stretches), room, start, tab)


def _line_count(text: str, ends: Sequence[float], room: float, start: float, tab: float) -> int:
    """Return the lines of any text, whose n-th character ends at `ends[n]`; lengths in em."""
    count, x = 1, start
    for begin, end in _tokens(text):
        width = ends[end] - ends[begin]
        if text[begin] == LINE_BREAK:
            count, x = count + 1, 0.0
        elif text[begin] == "\t":
            # A tab that does not fit goes to the next line, with what follows.
            count, x = (count, x + tab) if x + tab <= room else (count + 1, tab)
        elif text[begin] in _BLANK_CHARACTERS or x + width <= room:
            x += width
        elif width <= room:
            count, x = count + 1, width
        else:
            advances = [ends[n + 1] - ends[n] for n in range(begin, end)]
            count, x = _torn(text[begin:end], advances, room, count, x)
    return count


def _torn(
    word: str, advances: Sequence[float], room: float, count: int, x: float
) -> tuple[int, float]:
    """Return line and place after a word that is wider than a line. It begins a line of its own
    and is broken between any characters. A URL may also be broken behind its parts, whichever
    takes more lines, and nothing is counted on beside its end."""
    if x > 0.0:
        count += 1
    anywhere, x = _broken(advances, (), room)
    ends = [place for place, sign in enumerate(word, 1) if sign in _PART_ENDS]
    if not ends:
        return count + anywhere, x
    at_parts, _ = _broken(advances, ends, room)
    return count + max(anywhere, at_parts), max(room, x)


def _broken(advances: Sequence[float], ends: Sequence[int], room: float) -> tuple[int, float]:
    """Return how often a word is broken, and where it ends on its last line: at the last of
    `ends` on the line, between any characters where there is none."""
    breaks, x, part = 0, 0.0, 0.0
    places = set(ends)
    for place, advance in enumerate(advances):
        while x > 0.0 and x + advance > room:
            breaks, x, part = breaks + 1, x - part if part else 0.0, 0.0
        if place in places:
            part = x
        x += advance
    return breaks, x


def _ends(stretches: Sequence[_Stretch]) -> Sequence[float]:
    """Return the place of each character's end on one endless line, in em, after a first 0."""
    if any(map(_has_east_asian, stretches)):
        return _east_asian_ends(tuple(stretches))
    advances = (
        stretch.face.widths[character] * stretch.scale
        for stretch in stretches
        for character in stretch.text
    )
    return list(accumulate(advances, initial=0.0))


def _has_east_asian(stretch: _Stretch) -> bool:
    return not is_european(stretch.text) and re.search(_EAST_ASIAN, stretch.text) is not None


@lru_cache(maxsize=2_000)
def _east_asian_ends(stretches: tuple[_Stretch, ...]) -> tuple[float, ...]:
    return tuple(accumulate(_east_asian_advances(stretches), initial=0.0))


def _east_asian_advances(stretches: Sequence[_Stretch]) -> Iterator[float]:
    """Yield the advances of a text that has Chinese, Japanese or Korean characters. LibreOffice
    sets them apart from others by a fifth of the line height."""
    was_wide = None
    for stretch in stretches:
        for character in stretch.text:
            is_wide = re.match(_EAST_ASIAN, character) is not None
            advance = _advance_among_wide(stretch.face, character)
            if was_wide not in (None, is_wide):
                advance += _SCRIPT_SPACE
            was_wide = is_wide
            yield advance * stretch.scale


def _advance_among_wide(shown: Face, character: str) -> float:
    """Return the advance of a character among wide ones: digits and punctuation may be taken from
    their font, where quotation marks and dashes are full-width."""
    own = shown.widths[character]
    if not own or character.isalpha() or character.isspace():
        return own
    if not character.isascii() and unicodedata.east_asian_width(character) == "A":
        return max(own, 1.0)
    return max(own, _WIDE_FONT_ADVANCE)


def _tokens(text: str) -> Iterator[tuple[int, int]]:
    """Yield begin and end of what may stand at a line's end: pieces of words, blanks, breaks."""
    for token in _TOKEN.finditer(text):
        begin, end = token.span()
        for cut in _cuts(token.group()):
            yield begin, token.start() + cut
            begin = token.start() + cut
        yield begin, end


@lru_cache(maxsize=20_000)
def _cuts(word: str) -> tuple[int, ...]:
    """Return where a word without blanks may be broken."""
    if word.isalnum() and word.isascii():
        return ()
    # LibreOffice takes what has a slash for an address, and does not cut it at its hyphens.
    hyphens = set() if "/" in word else {found.start() for found in _HYPHENATED.finditer(word)}
    wide = {
        place
        for place, (before, after) in enumerate(pairwise(word), 1)
        if (_is_wide(before) or _is_wide(after)) and not _sticks(before, after)
    }
    return tuple(sorted(hyphens | wide))


def _is_wide(character: str) -> bool:
    # Korean is set word by word: PowerPoint can be told either way, LibreOffice never cuts.
    return (
        character > "\u10ff"
        and unicodedata.east_asian_width(character) in "WF"
        and not re.match(_HANGUL, character)
    )


def _sticks(before: str, after: str) -> bool:
    return (
        before in _NOT_LAST
        or after in _NOT_FIRST
        or before == "\u200d"
        or unicodedata.category(after) in ("Mn", "Mc", "Me", "Cf", "Sk")
        or (_is_flag_letter(before) and _is_flag_letter(after))
    )


def _is_flag_letter(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _full_width(paragraph: Paragraph, style: TextStyle, fonts: Fonts) -> int:
    text = paragraph.text
    ends = _ends(_stretches(paragraph, style, fonts))
    widest = x = 0.0
    tab = _TAB / paragraph_size(paragraph, style)
    for begin, end in _tokens(text):
        x += ends[end] - ends[begin] + tab * text.count("\t", begin, end)
        if text[begin] == LINE_BREAK:
            x = 0.0
        widest = max(widest, x)
    return _outer_width(widest * _WIDTH_MARGIN, paragraph, style)


def _longest_word(paragraph: Paragraph, style: TextStyle, fonts: Fonts) -> int:
    text = paragraph.text
    stretches = _stretches(paragraph, style, fonts)
    if len(stretches) == 1 and text.isascii() and _is_plain(stretches[0]):
        widths, scale = stretches[0].face.widths, stretches[0].scale
        longest = max(map(widths.__getitem__, text.split(" "))) * scale
        return _outer_width(longest * _WORD_MARGIN, paragraph, style)
    ends = _ends(stretches)
    words = (
        ends[end] - ends[begin]
        for begin, end in _tokens(text)
        if text[begin] not in _BLANK_CHARACTERS
    )
    return _outer_width(max(words, default=0.0) * _WORD_MARGIN, paragraph, style)


def _outer_width(ems: float, paragraph: Paragraph, style: TextStyle) -> int:
    width = ems * paragraph_size(paragraph, style) * EMU_PER_POINT
    return math.ceil(width) + indents(paragraph, style)[0]
