"""The words of diagrams: how they are marked up, and how much room they take."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.units import EMU_PER_POINT
from deck_builder.diagrams.model import Ground
from deck_builder.text.fit import full_width, longest_word, measure
from deck_builder.text.runs import LINE_BREAK, Alignment, Paragraph, Run, elements_of, joined
from deck_builder.theme.text_style import TextStyle

_BREAK = re.compile(r"[ \t]*(?:<br\s*/?>|\\n)[ \t]*", re.IGNORECASE)
_CODE = re.compile(r"#(\w{1,32});")
_ICON = re.compile(r"\bfa[bsrlkd]?:fa-([\w-]+)[ \t]*")
_TAG = re.compile(r"</?([a-zA-Z][\w-]*)(?:\s[^<>]*)?/?>")
_MARK = re.compile(r"\*\*|__|\*|_(?=\S)|(?<=\S)_")
_FORMULA = re.compile(r"\$\$(.+?)\$\$", re.DOTALL)
_PLAIN = Run("")
_ALIASES = {"b": "strong", "i": "em", "del": "s", "tt": "code"}
WIDEST = 11.0
"""The width of a label that wraps, in em."""
_LONGEST_WORD = 18.0


class Words(Struct, frozen=True):
    """Words set in a style: their paragraphs, and the width and height in EMU that they need."""

    paragraphs: tuple[Paragraph, ...]
    style: TextStyle
    width: int
    height: int


def label_runs(text: str) -> tuple[Run, ...]:
    """Return the words of a label of mermaid as runs: with its line breaks, its markup in HTML or,
    between backticks, in Markdown, and its entities."""
    text = text.strip()
    is_markdown = len(text) > 1 and text[0] == text[-1] == "`"
    if is_markdown:
        text = text[1:-1]
    text = _ICON.sub("", text) or _ICON.sub(r"\1", text)
    text = _BREAK.sub(LINE_BREAK, text)
    lines = [" ".join(line.split()) for line in text.strip().split("\n")]
    return joined(_runs(LINE_BREAK.join(lines), is_markdown))


def plain_label(text: str) -> str:
    """Return the words of a label on one line."""
    return " ".join("".join(run.text for run in label_runs(text)).split())


def paragraph(runs: Sequence[Run], alignment: Alignment | None = Alignment.CENTER) -> Paragraph:
    """Return the paragraph of a label."""
    return Paragraph(tuple(runs), alignment=alignment)


def unescaped(text: str) -> str:
    """Return `text` with its entities as characters, also those that mermaid writes with `#`."""
    if "#" not in text and "&" not in text:
        return text
    text = _CODE.sub(lambda found: f"&{'#' if found[1].isdigit() else ''}{found[1]};", text)
    return html.unescape(text)


def _runs(text: str, is_markdown: bool) -> Iterator[Run]:
    at = 0
    for found in _FORMULA.finditer(text):
        yield from _marked(text[at : found.start()], is_markdown)
        yield _formula(found[1])
        at = found.end()
    yield from _marked(text[at:], is_markdown)


def _formula(latex: str) -> Run:
    from deck_builder.formulas.parse import fault_of
    from deck_builder.formulas.plain import to_text

    latex = latex.strip()
    if fault_of(latex):
        return Run(latex, code=True)
    return Run(to_text(latex), formula=latex)


def _marked(text: str, is_markdown: bool) -> Iterator[Run]:
    """Runs of a text with HTML, and Markdown, too, if it is that."""
    look = Run("")
    marks = _marks_of(text) if is_markdown else ()
    places = [(found.start(), found.end(), found) for found in _TAG.finditer(text)]
    steps = sorted([*((at, at + len(mark), mark) for at, mark in marks), *places], key=_begin)
    last = 0
    for start, end, step in steps:
        if start < last:
            continue
        if start > last:
            yield replace(look, text=unescaped(text[last:start]))
        look = _changed(look, step)
        last = end
    if text[last:]:
        yield replace(look, text=unescaped(text[last:]))


def _begin(step: tuple[int, int, object]) -> int:
    return step[0]


def _marks_of(text: str) -> list[tuple[int, str]]:
    """The marks of Markdown that come in pairs."""
    open_marks: dict[str, int] = {}
    found: list[tuple[int, str]] = []
    for match in _MARK.finditer(text):
        mark = match[0]
        if mark in open_marks:
            found += [(open_marks.pop(mark), mark), (match.start(), mark)]
        else:
            open_marks[mark] = match.start()
    return found


@cache
def _looks() -> Mapping[str, str]:
    """The fields of a run by the elements of HTML that stand for them."""
    fields = (one for one in Run.__struct_fields__ if getattr(_PLAIN, one) is False)
    return {
        element: one for one in fields for element in elements_of(replace(_PLAIN, **{one: True}))
    }


def _changed(look: Run, step: object) -> Run:
    if isinstance(step, str):
        name = "bold" if len(step) == 2 else "italic"
        return replace(look, **{name: not getattr(look, name)})
    assert isinstance(step, re.Match)
    name = step[1].lower()
    field = _looks().get(_ALIASES.get(name, name))
    return replace(look, **{field: not step[0].startswith("</")}) if field else look


def set_words(
    paragraphs: Sequence[Paragraph],
    ground: Ground,
    style: TextStyle | None = None,
    widest: float = WIDEST,
) -> Words:
    """Return `paragraphs` set in lines of about the same length, at most `widest` em wide unless a
    word is longer. The style is that of the ground if none is given."""
    style = style or ground.style
    fonts, given = ground.fonts, tuple(paragraphs)
    most = ground.em(widest)
    width = full_width(given, style, fonts)
    if width > most:
        word = min(longest_word(given, style, fonts), ground.em(_LONGEST_WORD))
        width = _balanced(given, max(most, word), word, style, ground)
    # Half a point more, so that no rounding breaks a line.
    width += EMU_PER_POINT // 2
    height = measure(given, width, style, fonts).height
    return Words(given, style, width, height)


def _balanced(
    paragraphs: tuple[Paragraph, ...], widest: int, least: int, style: TextStyle, ground: Ground
) -> int:
    """The narrowest width with as few lines as in the widest."""
    lines = sum(measure(paragraphs, widest, style, ground.fonts).lines)
    low, high = max(1, least), widest
    while high - low > ground.em(0.25):
        middle = (low + high) // 2
        if sum(measure(paragraphs, middle, style, ground.fonts).lines) <= lines:
            high = middle
        else:
            low = middle
    return high


LINK_WIDEST = 9.0
"""The width of words on a link that wrap, in em."""


def link_words(lines: Sequence[tuple[Run, ...]], ground: Ground) -> Words:
    """Return the words on a link as they are set: a step smaller than those of vertices."""
    style = ground.style.at_most(max(ground.style.floor, ground.size * _ON_LINKS))
    return set_words([paragraph(line) for line in lines], ground, style, LINK_WIDEST)


def label_size(lines: Sequence[tuple[Run, ...]], ground: Ground) -> tuple[int, int]:
    """Return the width and height of words on a link, with the room around them."""
    if not lines:
        return 0, 0
    words = link_words(lines, ground)
    return words.width + 2 * ground.em(LABEL_PAD), words.height + ground.em(LABEL_PAD)


_ON_LINKS = 0.85
LABEL_PAD = 0.2
"""The room beside words on a link, in em; half of it is above and below."""
