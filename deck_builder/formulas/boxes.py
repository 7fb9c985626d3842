"""Formulas laid out as outlines: by mathtext of matplotlib as far as it can, the rest (tables,
braces, strokes, colours) around its results. Lengths are in em of the formula's type."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.ft2font import FT2Font
from matplotlib.path import Path
from matplotlib.textpath import TextPath, text_to_path
from matplotlib.transforms import Affine2D
from msgspec.structs import replace

from deck_builder.formulas import tree
from deck_builder.formulas.frames import AXIS, RULE, Frame, Ink, bar, centered, in_row, stretched
from deck_builder.formulas.letters import is_binary, is_relation
from deck_builder.formulas.mathtext import NotInMathtext, big_sign, mathtext
from deck_builder.formulas.tables import STRUT, table_frame

_FONT = "stix"
_COVERAGE = "STIXGeneral"
_UNITS = 100.0
_SMALL = 0.7
_GAP = 0.14
_SIGN_GAP = 0.28
_LARGE_INTEGRAL = 1.75
# Accents that mathtext puts beside their letter.
_MARKS = {"\u030c": "ˇ"}


def frame_of(row: tree.Row, large: bool = True) -> Frame:
    """Return a row laid out, in the size of a display when `large`. Raises NotInMathtext for what
    cannot be drawn, and ValueError when mathtext rejects its source."""
    frames: list[Frame] = []
    for gap, parts in _runs(tuple(row.flat())):
        frames += (Frame(gap, 0.0, 0.0), _run(parts, large, bool(frames)))
    return in_row(frames)


def _runs(parts: Sequence[tree.Part]) -> Iterator[tuple[float, tuple[tree.Part, ...]]]:
    """Cut parts into runs that mathtext sets and parts that it cannot set, each with the gap
    before it."""
    start = 0
    for place, part in enumerate(parts):
        if _is_in_mathtext(part):
            continue
        if start < place:
            yield _gap(parts, start), tuple(parts[start:place])
        yield _gap(parts, place), (part,)
        start = place + 1
    if start < len(parts):
        yield _gap(parts, start), tuple(parts[start:])


def _gap(parts: Sequence[tree.Part], place: int) -> float:
    if place == 0:
        return 0.0
    sides = parts[place - 1 : place + 1]
    if any(isinstance(part, tree.Arrow) for part in sides):
        return _SIGN_GAP
    if _is_sign(sides[0]):
        return _GAP
    return 0.0 if _is_sign(sides[1]) else _GAP


def _is_sign(part: tree.Part) -> bool:
    """Whether mathtext puts space around a part."""
    return isinstance(part, tree.Atom) and (is_relation(part.text) or is_binary(part.text))


def _is_in_mathtext(part: tree.Part) -> bool:
    try:
        mathtext((part,), True)
    except NotInMathtext:
        return False
    return True


def _run(parts: tuple[tree.Part, ...], large: bool, follows: bool) -> Frame:
    if _is_in_mathtext(parts[0]):
        # A sign at the start would be taken for the number's.
        return _text(("{}" if follows else "") + mathtext(parts, large))
    return _composed(parts[0], large)


def _text(source: str) -> Frame:
    if not source.strip():
        return Frame(0.0, 0.0, 0.0)
    known = _coverage()
    if any(not known.get_char_index(ord(sign)) for sign in source if not sign.isascii()):
        raise NotInMathtext
    font = FontProperties(size=_UNITS, math_fontfamily=_FONT)
    quoted = f"${source}$"
    width, height, descent = text_to_path.get_text_width_height_descent(quoted, font, True)
    path = TextPath((0, 0), quoted, size=_UNITS, prop=font)
    shrunk = path.transformed(Affine2D().scale(1 / _UNITS))
    return Frame(
        width / _UNITS, (height - descent) / _UNITS, max(0.0, descent / _UNITS), (Ink(shrunk),)
    )


@cache
def _coverage() -> FT2Font:
    path = font_manager.findfont(FontProperties(family=[_COVERAGE]), fallback_to_default=False)
    return font_manager.get_font(path)


def _composed(part: tree.Part, large: bool) -> Frame:
    match part:
        case tree.Table():
            cells = [[frame_of(cell, part.equations) for cell in row] for row in part.rows if row]
            return table_frame(part, cells)
        case tree.Fence():
            return _fence(part, large)
        case tree.Fraction():
            return _fraction(part)
        case tree.Script():
            return _scripted(frame_of(part.base, large), part.sub, part.sup)
        case tree.Prescript():
            scripts = _scripted(Frame(0.0, *STRUT), part.sub, part.sup)
            return in_row((scripts, frame_of(part.base, large)))
        case tree.Big():
            return _big(part, large)
        case tree.Function():
            frames = frame_of(part.name, large), frame_of(part.argument, large)
            return in_row(frames, _GAP)
        case tree.Colored():
            inside = frame_of(part.inside, large)
            inks = tuple(replace(ink, color=ink.color or part.color) for ink in inside.inks)
            return replace(inside, inks=inks)
        case tree.Phantom():
            inside = frame_of(part.inside, large)
            height = (inside.ascent, inside.descent) if part.high else (0.0, 0.0)
            return Frame(inside.width if part.wide else 0.0, *height)
        case tree.Struck():
            return _struck(frame_of(part.inside, large), part.strokes)
        case tree.Line():
            return _lined(frame_of(part.base, large), part.over)
        case tree.Brace():
            return _braced(frame_of(part.base, large), part.sign, part.over)
        case tree.Stack() | tree.Arrow():
            return _stacked(part, large)
        case tree.Accent() if part.mark in _MARKS:
            return _marked(frame_of(part.base, large), _text(_MARKS[part.mark]))
        case tree.Atom() | tree.Row() | tree.Root() | tree.Accent():
            raise NotInMathtext


def _fence(fence: tree.Fence, large: bool) -> Frame:
    frames: list[Frame] = []
    for number, part in enumerate(fence.parts):
        if number:
            frames.append(_text(fence.separator))
        frames.append(frame_of(part, large))
    inside = in_row(frames, _GAP)
    reach = max(inside.ascent - AXIS, inside.descent + AXIS, 0.5) + 0.06
    signs = [_bracket(sign, 2 * reach) for sign in (fence.opening, fence.closing)]
    return in_row((signs[0], inside, signs[1]), _GAP / 2)


def _bracket(sign: str, height: float) -> Frame:
    """A bracket as high as `height`, its middle on the axis."""
    if not sign:
        return Frame(0.0, 0.0, 0.0)
    if sign in "|‖":
        bars = [bar(0.1 + 0.16 * place, 0.0, RULE, height) for place in range(1 + (sign == "‖"))]
        return centered(Frame(0.2 + 0.16 * len(bars), height, 0.0, tuple(bars)))
    words = {"{": r"\{", "}": r"\}"}.get(sign, sign)
    return centered(stretched(_text(words), 1 + 0.12 * max(0.0, height - 1), height))


def _marked(inside: Frame, mark: Frame) -> Frame:
    """A base with a mark over its middle."""
    drawn = inside.with_overhang()
    extents = mark.inks[0].path.get_extents()
    place = (inside.width - float(extents.width)) / 2 + 0.06 - float(extents.x0)
    rise = drawn.ascent + 0.06 - float(extents.y0)
    inks = (*inside.inks, *mark.moved(place, rise))
    return replace(inside, ascent=rise + float(extents.y1), inks=inks)


def _fraction(fraction: tree.Fraction) -> Frame:
    top, bottom = frame_of(fraction.top, False), frame_of(fraction.bottom, False)
    width = max(top.width, bottom.width) + 0.16
    inks = top.moved((width - top.width) / 2, AXIS + 0.14 + top.descent)
    inks += bottom.moved((width - bottom.width) / 2, AXIS - 0.14 - bottom.ascent)
    if fraction.bar:
        inks += (bar(0.02, AXIS - RULE / 2, width - 0.04, RULE),)
    return Frame(width, AXIS + 0.14 + top.height, bottom.height + 0.14 - AXIS, inks)


def _scripted(base: Frame, sub: tree.Row | None, sup: tree.Row | None) -> Frame:
    inks, width = base.inks, base.width
    ascent, descent = base.ascent, base.descent
    if sup is not None:
        over = frame_of(sup, False).scaled(_SMALL)
        rise = max(0.36, base.ascent - 0.3)
        inks += over.moved(base.width + 0.04, rise)
        ascent, width = max(ascent, rise + over.ascent), base.width + 0.04 + over.width
    if sub is not None:
        under = frame_of(sub, False).scaled(_SMALL)
        drop = max(0.2, base.descent + 0.05)
        inks += under.moved(base.width + 0.04, -drop)
        descent, width = max(descent, drop + under.descent), max(width, base.width + under.width)
    return Frame(width, ascent, descent, inks)


def _big(big: tree.Big, large: bool) -> Frame:
    sign = _text(big_sign(big.sign))
    if large and big.is_integral:
        sign = centered(sign.scaled(_LARGE_INTEGRAL)).with_overhang()
    stacked = big.stacked or (large and not big.is_integral)
    if stacked:
        limited = _over_under(sign, big.under, big.over)
    elif big.is_integral:
        limited = _leaning(sign, big.under, big.over)
    else:
        limited = _scripted(sign, big.under, big.over)
    return in_row((limited, frame_of(big.operand, large)), _GAP)


def _leaning(sign: Frame, under: tree.Row | None, over: tree.Row | None) -> Frame:
    """An integral with its limits: it leans, so that the lower one is nearer to it."""
    width, inks = sign.width, sign.inks
    ascent, descent = sign.ascent, sign.descent
    if over is not None:
        high = frame_of(over, False).scaled(_SMALL)
        rise = sign.ascent - 0.42
        inks += high.moved(sign.width + 0.06, rise)
        ascent, width = max(ascent, rise + high.ascent), sign.width + 0.06 + high.width
    if under is not None:
        low = frame_of(under, False).scaled(_SMALL)
        start = sign.width - 0.16 * sign.height
        inks += low.moved(start, 0.1 - sign.descent)
        descent = max(descent, sign.descent - 0.1 + low.descent)
        width = max(width, start + low.width)
    return Frame(width, ascent, descent, inks)


def _over_under(base: Frame, under: tree.Row | None, over: tree.Row | None) -> Frame:
    high = frame_of(over, False).scaled(_SMALL) if over else Frame(0.0, 0.0, 0.0)
    low = frame_of(under, False).scaled(_SMALL) if under else Frame(0.0, 0.0, 0.0)
    width = max(base.width, high.width, low.width)
    inks = base.moved((width - base.width) / 2, 0.0)
    inks += high.moved((width - high.width) / 2, base.ascent + 0.12 + high.descent)
    inks += low.moved((width - low.width) / 2, -base.descent - 0.12 - low.ascent)
    ascent = base.ascent + (0.12 + high.height if over else 0.0)
    return Frame(width, ascent, base.descent + (0.12 + low.height if under else 0.0), inks)


def _stacked(stack: tree.Stack | tree.Arrow, large: bool) -> Frame:
    if isinstance(stack, tree.Stack):
        return _over_under(frame_of(stack.base, large), stack.under, stack.over)
    labels = [frame_of(row, False).scaled(_SMALL) for row in (stack.under, stack.over) if row]
    width = max([1.0, *(label.width + 0.5 for label in labels)])
    shaft = _text(stack.sign)
    arrow = stretched(shaft, width / max(0.1, shaft.width), 0.4)
    lifted = Frame(width, 0.42, -0.02, arrow.moved(0.0, 0.02))
    return _over_under(lifted, stack.under, stack.over)


def _struck(inside: Frame, strokes: tuple[tree.Stroke, ...]) -> Frame:
    if tree.Stroke.BOX in strokes:
        return _boxed(inside)
    left, right, low, high = -0.04, inside.width + 0.04, -inside.descent, inside.ascent
    inks = inside.inks
    if tree.Stroke.UP in strokes:
        inks += (_slope((left, low), (right, high)),)
    if tree.Stroke.DOWN in strokes:
        inks += (_slope((left, high), (right, low)),)
    if tree.Stroke.HORIZONTAL in strokes:
        inks += (bar(left, (low + high) / 2, right - left, RULE),)
    return replace(inside, inks=inks)


def _slope(start: tuple[float, float], end: tuple[float, float]) -> Ink:
    (x, y), (right, top) = start, end
    corners = ((x, y), (x + RULE, y), (right + RULE, top), (right, top), (x, y))
    return Ink(Path(corners, closed=True))


def _boxed(inside: Frame) -> Frame:
    room = 0.25
    width, ascent = inside.width + 2 * room, inside.ascent + room
    descent = inside.descent + room
    height = ascent + descent
    sides = (
        bar(0.0, -descent, width, RULE),
        bar(0.0, ascent - RULE, width, RULE),
        bar(0.0, -descent, RULE, height),
        bar(width - RULE, -descent, RULE, height),
    )
    return Frame(width, ascent, descent, (*inside.moved(room, 0.0), *sides))


def _lined(inside: Frame, over: bool) -> Frame:
    place = inside.ascent + 0.08 if over else -inside.descent - 0.12
    inks = (*inside.inks, bar(0.0, place, inside.width, RULE))
    if over:
        return replace(inside, ascent=inside.ascent + 0.15, inks=inks)
    return replace(inside, descent=inside.descent + 0.15, inks=inks)


def _braced(inside: Frame, sign: str, over: bool) -> Frame:
    """A brace is a turned curly bracket."""
    height = 0.28
    if is_relation(sign):
        arrow = _text(sign)
        mark = stretched(arrow, inside.width / max(0.1, arrow.width), height)
    else:
        turned = Affine2D().rotate_deg(-90 if over else 90)
        bracket = stretched(_text(r"\{"), 1.0, inside.width).inks[0].path.transformed(turned)
        mark = stretched(Frame(inside.width, 0.0, 0.0, (Ink(bracket),)), 1.0, height)
    if over:
        inks = (*inside.inks, *mark.moved(0.0, inside.ascent + 0.08))
        return replace(inside, ascent=inside.ascent + 0.08 + height, inks=inks)
    inks = (*inside.inks, *mark.moved(0.0, -inside.descent - 0.08 - height))
    return replace(inside, descent=inside.descent + 0.08 + height, inks=inks)
