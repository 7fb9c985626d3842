"""Text frames: the lines as the programs are likely to break them, with their marks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.units import Box, points
from deck_builder.preview.geometry import rectangle
from deck_builder.preview.ink import Ink
from deck_builder.preview.marks import Letters, Mark, Part, Path, Rect, TextLine
from deck_builder.text.fit import LEAST_LINE_HEIGHT, SCRIPT_SCALE, is_bold, is_italic, run_size
from deck_builder.text.likely import drawn_width, formula_signs
from deck_builder.text.lines import Piece, SetLine, SetParagraph, set_paragraphs
from deck_builder.text.runs import Paragraph
from deck_builder.theme.model import Anchor
from deck_builder.theme.text_style import TextStyle

# How far letters stand below the upper edge of a line: where lines are closer than they are by
# themselves, a share of the line; else a factor of the size, between LibreOffice, which has 1.0
# for all fonts, and PowerPoint, which has 0.95 for Calibri and Cambria.
_SHARE_ABOVE, _ABOVE = 0.8, 0.975
_SMALL = 0.8
# The box of a task, as factors of the size: its side, and the width of its lines.
_BOX, _BOX_LINE = 0.72, 0.06


class Frame(Struct, frozen=True):
    """A text in a box without its insets: its paragraphs, their style and their vertical place. It
    is moved up by `lift` times its size."""

    box: Box
    paragraphs: tuple[Paragraph, ...]
    style: TextStyle
    anchor: Anchor = Anchor.TOP
    lift: float = 0.0


def text_parts(frame: Frame, ink: Ink, shape: int | None = None) -> Iterator[Part]:
    """Yield a part for each paragraph of a text."""
    left = points(frame.box.x)
    found = set_paragraphs(frame.paragraphs, frame.box.width, frame.style, ink.theme.fonts)
    top = points(frame.box.y) + _offset(frame, found)
    top -= frame.lift * frame.style.level(0).size
    for number, paragraph in enumerate(found):
        marks = tuple(_Setter(paragraph, frame.style, ink, left, top).marks())
        upper = top + paragraph.lines[0].top
        lower = top + paragraph.lines[-1].bottom
        rect = Rect(left, upper, points(frame.box.width), lower - upper)
        yield Part(marks, rect, shape, number, span=paragraph.paragraph.span)


def _offset(frame: Frame, found: Sequence[SetParagraph]) -> float:
    """How far below the upper edge of its box a text begins, in points."""
    if frame.anchor is Anchor.TOP or not found:
        return 0.0
    free = points(frame.box.height) - found[-1].lines[-1].bottom
    return free / 2 if frame.anchor is Anchor.MIDDLE else free


class _Setter:
    """Sets the lines of a paragraph in a frame whose upper left corner is at `left` and `top`."""

    def __init__(
        self, found: SetParagraph, style: TextStyle, ink: Ink, left: float, top: float
    ) -> None:
        self._found = found
        self._paragraph = found.paragraph
        self._style = style
        self._ink = ink
        self._left = left
        self._top = top

    def marks(self) -> Iterator[Mark]:
        """Yield what the paragraph is drawn with."""
        first = self._found.lines[0]
        if self._checked is not None:
            yield from self._task(first, self._checked)
        elif self._found.label:
            yield self._label(first)
        for line in self._found.lines:
            yield from self._line(line)

    @property
    def _checked(self) -> bool | None:
        bullet = self._paragraph.bullet
        return bullet.checked if bullet is not None and bullet.shown else None

    def _baseline(self, line: SetLine) -> float:
        style, natural = self._style, self._found.size * LEAST_LINE_HEIGHT
        if style.pitch or style.line_spacing < 1.0:
            return self._top + line.top + (line.height - line.below) * _SHARE_ABOVE
        return self._top + line.bottom - line.below - natural + self._found.size * _ABOVE

    def _line(self, line: SetLine) -> Iterator[Mark]:
        baseline = self._baseline(line)
        letters: list[Letters] = []
        narrower = 0.0
        for piece in line.pieces:
            own = self._letters(replace(piece, x=piece.x - narrower), baseline)
            found: tuple[Letters, ...] = (own,)
            if piece.run.small_caps:
                # They were measured as capitals.
                found = tuple(self._small_caps(own))
            elif piece.run.formula:
                found = tuple(self._formula(own, piece))
            letters += found
            width = sum(one.width for one in found)
            if piece.run.highlight:
                yield self._highlight(replace(piece, x=piece.x - narrower, width=width), line)
            narrower += piece.width - width
        right = self._left + max([piece.x + piece.width for piece in line.pieces], default=0.0)
        if letters:
            yield TextLine(tuple(letters), self._paragraph.rtl, right)

    def _small_caps(self, letters: Letters) -> Iterator[Letters]:
        # As PowerPoint sets them: no font here has small capitals of its own.
        face = self._ink.theme.fonts.face(self._style.font, letters.bold)
        x = letters.x
        for is_small, found in groupby(letters.text, str.islower):
            words = "".join(found).upper()
            size = letters.size * (_SMALL if is_small else 1.0)
            width = face.width(words) * size
            yield replace(letters, text=words, x=x, size=size, width=width)
            x += width

    def _formula(self, letters: Letters, piece: Piece) -> Iterator[Letters]:
        """The letters of a formula, with its scripts above and below the line."""
        signs = formula_signs(piece.run)[piece.skipped : piece.skipped + len(piece.text)]
        faces = self._ink.theme.fonts
        found = []
        for (rise, italic), group in groupby(signs, lambda sign: (sign.rise, sign.italic)):
            words, size = "".join([sign.text for sign in group]), letters.size
            if rise:
                size *= SCRIPT_SCALE
            face = faces.face(self._style.font, letters.bold, italic)
            width = drawn_width(words, face, letters.bold) * size
            baseline = letters.baseline - letters.size * rise
            looks = {"size": size, "width": width, "baseline": baseline, "italic": italic}
            found.append(replace(letters, text=words, **looks))
        natural = sum(one.width for one in found)
        # It was taken as narrower for kerning, or was fitted in a wider font.
        scale = letters.width / natural if natural else 0.0
        x = letters.x
        for one in found:
            yield replace(one, x=x, width=one.width * scale)
            x += one.width * scale

    def _letters(self, piece: Piece, baseline: float) -> Letters:
        run, style = piece.run, self._style
        size = run_size(run, self._found.size)
        if run.is_script:
            baseline -= size * run.rise
            size *= SCRIPT_SCALE
        return Letters(
            piece.text.upper() if style.caps and not run.code else piece.text,
            self._left + piece.x,
            baseline,
            piece.width,
            self._ink.family("mono" if run.code else style.font),
            size,
            self._ink.hex(self._color(piece)),
            bold=is_bold(run, self._paragraph, style),
            italic=is_italic(run, style) or bool(run.formula),
            underline=run.underline or bool(run.link),
            strike=run.strike,
            tracking=style.tracking * size / 100,
            link=run.link,
            tip=run.tip,
            lang=run.lang,
        )

    def _color(self, piece: Piece) -> str:
        run = piece.run
        color = run.color or ("link" if run.link else self._style.color)
        return self._ink.palette.legible(color, run.highlight) if run.highlight else color

    def _highlight(self, piece: Piece, line: SetLine) -> Mark:
        x, y = self._left + piece.x, self._top + line.top
        data = rectangle(Rect(x, y, piece.width, line.height))
        return Path(data, self._ink.hex(piece.run.highlight))

    @property
    def _mark_color(self) -> str:
        return self._ink.hex(self._style.bullet_color or self._style.color)

    def _label(self, line: SetLine) -> Mark:
        bullet, size = self._paragraph.bullet, self._found.size
        is_number = bullet is not None and bullet.number is not None
        # Bullets are Arial's, whatever the font of the text.
        font = self._style.font if is_number else "Arial"
        bold = self._style.bold
        width = self._ink.theme.fonts.face(font, bold).width(self._found.label) * size
        x = self._left + self._found.label_x - (width if self._paragraph.rtl else 0.0)
        letters = Letters(
            self._found.label,
            x,
            self._baseline(line),
            width,
            self._ink.family(font),
            size,
            self._mark_color,
            bold=bold,
        )
        return TextLine((letters,))

    def _task(self, line: SetLine, checked: bool) -> Iterator[Mark]:
        size = self._found.size
        side, width = size * _BOX, size * _BOX_LINE
        x = self._left + self._found.label_x - (side if self._paragraph.rtl else 0.0)
        y = self._baseline(line) - side * 0.92
        box = rectangle(Rect(x, y, side, side))
        yield Path(box, line=self._mark_color, width=width)
        if checked:
            tick = (
                f"M{x + side * 0.2:.2f} {y + side * 0.55:.2f}L{x + side * 0.42:.2f} "
                f"{y + side * 0.76:.2f}L{x + side * 0.82:.2f} {y + side * 0.26:.2f}"
            )
            yield Path(tick, line=self._mark_color, width=width * 1.6, rounded=True)
