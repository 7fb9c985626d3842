"""The text of shapes, set line by line in its own sizes, fonts and colours."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.numerals import numeral
from deck_builder.fonts import Face, face
from deck_builder.package.xml import Element
from deck_builder.preview.marks import Letters, TextLine
from deck_builder.preview.powerpoint.colors import Tone
from deck_builder.preview.powerpoint.fills import Shade, fill_in
from deck_builder.preview.powerpoint.looks import Cascade, Looks, RunLooks
from deck_builder.preview.powerpoint.sheet import Sheet
from deck_builder.template.xml import A, child, percentage, text, whole
from deck_builder.text.line_breaks import BLANKS, tokens
from deck_builder.text.wrapping import Stretch, ends_of, word_breaks

_LINE = 1.2
_ABOVE = 0.975
_TAB = 72.0
# Lines that are farther down are on no slide, which has 4,032 points at most.
_LOWEST = 10_000.0
_SCRIPT = 2 / 3
_BLANKS = "".join(BLANKS)
_BREAK = "\n"
_BULLET = "•"
_SHARES = {"ctr": 0.5, "r": 1.0}


class Lines(Struct, frozen=True):
    """A paragraph: its runs, how it is set, and what stands before it. Lengths are points; runs are
    where they would be at the beginning of a line whose baseline is at 0."""

    runs: tuple[Letters, ...]
    size: float
    share: float = 0.0
    rtl: bool = False
    margin: float = 0.0
    indent: float = 0.0
    before: float = 0.0
    after: float = 0.0
    spacing: float = 1.0
    pitch: float = 0.0
    bullet: Letters | None = None


class Setter(Struct, frozen=True):
    """Reads the paragraphs of a text of `part`. Sizes are `scale` times what is said, lines closer
    by the share `closer`; `color` is that of text that says none."""

    sheet: Sheet
    part: str
    cascade: Cascade
    scale: float = 1.0
    closer: float = 0.0
    color: Tone | None = None

    def paragraphs(self, body: Element) -> Iterator[Lines]:
        """Yield the paragraphs of a text."""
        numbers: dict[int, int] = {}
        for paragraph in body.iterchildren(f"{A}p"):
            looks = self.cascade.paragraph(paragraph)
            depth = whole(child(paragraph, f"{A}pPr"), "lvl")
            for deeper in [level for level in numbers if level > depth]:
                del numbers[deeper]
            runs = tuple(self._runs(paragraph, looks))
            marked = looks.bullet if any(one.text.strip() for one in runs) else None
            if marked is not None and marked.tag == f"{A}buAutoNum":
                start = whole(marked, "startAt", 1)
                numbers[depth] = numbers.get(depth, start - 1) + 1
            elif runs:
                numbers.pop(depth, None)
            yield self._lines(paragraph, looks, runs, marked, numbers.get(depth, 1))

    def _lines(
        self,
        paragraph: Element,
        looks: Looks,
        runs: tuple[Letters, ...],
        marked: Element | None,
        number: int,
    ) -> Lines:
        end = child(paragraph, f"{A}endParaRPr")
        shapes, page = looks.of_runs()
        last = RunLooks((*([end] if end is not None else []), *shapes, *page))
        size = max((one.size for one in runs), default=last.size * self.scale)
        length = self.sheet.position.length
        spacing = looks.first("lnSpc")
        exact = whole(child(spacing, f"{A}spcPts"), "val") / 100 * self.scale
        share = percentage(child(spacing, f"{A}spcPct"), "val", 100.0) / 100
        algn, rtl = looks.attribute("algn"), looks.attribute("rtl") in ("1", "true")
        return Lines(
            runs,
            size,
            _SHARES.get(algn, 0.0),
            rtl,
            length(looks.whole("marL")),
            length(looks.whole("indent")),
            self._space(looks, "spcBef", size),
            self._space(looks, "spcAft", size),
            max(0.3, share - self.closer),
            exact,
            self._bullet(marked, looks, runs, number) if marked is not None else None,
        )

    def _space(self, looks: Looks, name: str, size: float) -> float:
        found = looks.first(name)
        exact = child(found, f"{A}spcPts")
        if exact is not None:
            return whole(exact, "val") / 100 * self.scale
        return percentage(child(found, f"{A}spcPct"), "val", 0.0) / 100 * size * _LINE

    def _bullet(
        self, marked: Element, looks: Looks, runs: tuple[Letters, ...], number: int
    ) -> Letters:
        first = next(one for one in runs if one.text.strip())
        own = replace(first, underline=False, strike=False, link="", baseline=0.0)
        color = self.sheet.colors.tone(looks.first("buClr"))
        if color is not None:
            own = replace(own, color=color.color)
        share = percentage(looks.first("buSzPct"), "val", 100.0) / 100
        own = replace(own, size=own.size * share)
        if marked.tag == f"{A}buAutoNum":
            return replace(own, text=_number(number, text(marked, "type", "arabicPeriod")))
        font = text(looks.first("buFont"), "typeface")
        sign = text(marked, "char") or _BULLET
        if font in _SYMBOLS:
            sign = _SYMBOLS[font].get(sign, _BULLET)
        return replace(own, text=sign, family="Arial", bold=False, italic=False)

    def _runs(self, paragraph: Element, looks: Looks) -> Iterator[Letters]:
        for one in paragraph:
            name = str(one.tag).rpartition("}")[2]
            if name in ("AlternateContent", "m"):
                self.sheet.miss("a formula")
            if name not in ("r", "fld", "br"):
                continue
            words = "".join(child_text.text or "" for child_text in one.iterchildren(f"{A}t"))
            if name == "br":
                words = _BREAK
            elif name == "fld" and text(one, "type") == "slidenum" and self.sheet.number:
                words = str(self.sheet.number)
            words = words.replace("\v", _BREAK).replace("\r", "")
            if words:
                yield self._letters(words, self.cascade.run(one, looks))

    def _letters(self, words: str, run: RunLooks) -> Letters:
        sheet = self.sheet
        typeface = run.first("latin")
        family = sheet.font(text(typeface, "typeface") or "+mn-lt")
        link = run.first("hlinkClick")
        relation = sheet.relation(self.part, link, "id")
        is_link = link is not None and (relation is not None)
        rise = percentage(run.levels[0], "baseline", 0.0) / 100 if run.levels else 0.0
        size = run.size * self.scale
        return Letters(
            words.upper() if run.attribute("cap") == "all" else words,
            0.0,
            -rise * size,
            0.0,
            family,
            size * (_SCRIPT if rise else 1.0),
            sheet.colors.named("hlink") if is_link else self._color(run),
            bold=run.is_set("b"),
            italic=run.is_set("i"),
            underline=is_link or run.attribute("u") not in ("", "none"),
            strike=run.attribute("strike") not in ("", "noStrike"),
            link=relation.target if relation is not None and relation.external else "",
            lang=run.attribute("lang"),
        )

    def _color(self, run: RunLooks) -> str:
        inherited = self.color
        # What the style of a shape says goes before what the page says.
        levels = run.levels[: len(run.levels) - len(run.others)] if inherited else run.levels
        for level in levels:
            fill = fill_in(level, self.sheet, self.part)
            if isinstance(fill, Shade):
                fill = fill.tones[0]
            if isinstance(fill, Tone) and fill.opacity:
                return fill.color
        return inherited.color if inherited is not None else self.sheet.colors.named("tx1")


# Signs of fonts that are not there, as those that all fonts have.
_WINGDINGS = {"§": "▪", "ü": "✓", "q": "□", "v": "❖", "Ø": "➢", "à": "→", "l": "●", "n": "■"}
_SYMBOLS = {"Wingdings": _WINGDINGS, "Wingdings 2": {}, "Wingdings 3": {}, "Symbol": {}}


# ST_TextAutonumberScheme: the numerals, and what is around them.
_NUMERALS = {"arabic": "1", "alphaLc": "a", "alphaUc": "A", "romanLc": "i", "romanUc": "I"}
_AROUND = {"ParenBoth": "({})", "ParenR": "{})", "Plain": "{}", "Period": "{}."}


def _number(number: int, scheme: str) -> str:
    kind = next((one for name, one in _NUMERALS.items() if scheme.startswith(name)), "1")
    around = next((one for name, one in _AROUND.items() if scheme.endswith(name)), "{}.")
    return around.format(numeral(number, kind))


class SetText(Struct, frozen=True):
    """A text as it is set: a line of marks for each line, and how high all of them are."""

    paragraphs: tuple[tuple[TextLine, ...], ...]
    height: float
    width: float


def set_text(paragraphs: Sequence[Lines], width: float | None) -> SetText:
    """Return `paragraphs` in lines as wide as `width`, from 0 down; without a width no line is
    broken."""
    found: list[tuple[TextLine, ...]] = []
    top, widest = 0.0, 0.0
    after = 0.0
    for number, one in enumerate(paragraphs):
        top += (one.before + after) if number else 0.0
        lines, top, wide = _set(one, width, top)
        found.append(lines)
        widest = max(widest, wide)
        after = one.after
    return SetText(tuple(found), top, widest)


def _set(one: Lines, width: float | None, top: float) -> tuple[tuple[TextLine, ...], float, float]:
    words = "".join(run.text for run in one.runs)
    stretches = [Stretch(run.text, _face(run), run.size) for run in one.runs]
    ends = ends_of(stretches) if words else [0.0]
    room = float("inf") if width is None else max(1.0, width - one.margin)
    start = one.indent
    if one.bullet is not None:
        wide = _width(one.bullet)
        start = max(0.0, one.indent + wide + (0.25 * one.size if one.indent > -wide else 0.0))
    lines = list(_broken(words, ends, room, start))
    set_lines, wide = [], 0.0
    for number, (begin, end, x) in enumerate(lines):
        if top > _LOWEST:
            break
        size = max((run.size for run in _runs_in(one.runs, begin, end)), default=one.size)
        height = one.pitch or size * _LINE * one.spacing
        baseline = top + (height * 0.8 if one.pitch else height - size * (_LINE - _ABOVE))
        used = x + ends[end] - ends[begin]
        free = 0.0 if width is None else max(0.0, room - used)
        left = (0.0 if one.rtl else one.margin) + one.share * free
        if one.rtl and one.share == 0.0:
            left = free
        marks = tuple(_letters(one.runs, begin, end, ends, (left + x, baseline)))
        if number == 0 and one.bullet is not None:
            set_lines.append(_bullet(one, one.bullet, left, used, baseline))
        if marks:
            right = max(letters.x + letters.width for letters in marks)
            set_lines.append(TextLine(marks, one.rtl, right))
        wide = max(wide, left + used)
        top += height
    return tuple(set_lines), top, wide


def _face(run: Letters) -> Face:
    return face(run.family, run.bold, run.italic)


def _width(run: Letters) -> float:
    return _face(run).width(run.text) * run.size


def _bullet(one: Lines, mark: Letters, left: float, used: float, baseline: float) -> TextLine:
    wide = _width(mark)
    x = left + used - one.indent - wide if one.rtl else left + one.indent
    return TextLine((_at(mark, x, baseline, wide),), one.rtl, x + wide)


def _broken(
    words: str, ends: Sequence[float], room: float, start: float
) -> Iterator[tuple[int, int, float]]:
    """The characters of each line, and where it begins."""
    begin, x, left = 0, start, start
    last = 0
    for first, end in tokens(words):
        wide = ends[end] - ends[first]
        if words[first] == _BREAK:
            yield begin, _without_blanks(words, begin, first), left
            begin, x, left, last = end, 0.0, 0.0, end
            continue
        if words[first] == "\t":
            wide = _TAB
        if words[first] in BLANKS or x + wide <= room:
            x += wide
        elif wide <= room or first == end:
            yield begin, _without_blanks(words, begin, last), left
            begin, x, left = first, wide, 0.0
        else:
            if first > begin:
                yield begin, _without_blanks(words, begin, last), left
                left = 0.0
            advances = [ends[at + 1] - ends[at] for at in range(first, end)]
            breaks, x = word_breaks(words[first:end], advances, room)
            begin = first
            for place in breaks:
                yield begin, first + place, left
                begin, left = first + place, 0.0
        last = end
    yield begin, _without_blanks(words, begin, len(words)), left


def _without_blanks(words: str, begin: int, end: int) -> int:
    return begin + len(words[begin:end].rstrip(_BLANKS))


def _runs_in(runs: Sequence[Letters], begin: int, end: int) -> Iterator[Letters]:
    first = 0
    for run in runs:
        last = first + len(run.text)
        if first < end and last > begin:
            yield replace(run, text=run.text[max(0, begin - first) : end - first])
        first = last


def _letters(
    runs: Sequence[Letters],
    begin: int,
    end: int,
    ends: Sequence[float],
    place: tuple[float, float],
) -> Iterator[Letters]:
    at, (x, baseline) = begin, place
    alike = groupby(_runs_in(runs, begin, end), key=lambda run: replace(run, text=""))
    for look, found in alike:
        words = "".join(run.text for run in found)
        wide = ends[at + len(words)] - ends[at]
        yield _at(replace(look, text=words.replace("\t", " ")), x, baseline, wide)
        at, x = at + len(words), x + wide


def _at(run: Letters, x: float, baseline: float, wide: float) -> Letters:
    return replace(run, x=x, baseline=run.baseline + baseline, width=wide)


def moved(line: TextLine, x: float, y: float) -> TextLine:
    """Return a line of text farther to the right and down."""
    letters = tuple(replace(one, x=one.x + x, baseline=one.baseline + y) for one in line.letters)
    return TextLine(letters, line.rtl, line.right + x)
