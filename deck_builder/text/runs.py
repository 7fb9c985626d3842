"""Runs and paragraphs: formatted text that knows neither Markdown nor PowerPoint."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from enum import Enum
from functools import lru_cache
from operator import attrgetter
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.languages import (
    Direction,
    first_direction,
    has_right_to_left,
    is_european,
)
from deck_builder.base.numerals import PLAIN, label
from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.base.values import Located
from deck_builder.markdown import Node, NodeKind
from deck_builder.theme.palette import ACCENTS, MARK

LINE_BREAK = "\n"
TEXT_COLORS = ("text", "muted", "accent", *ACCENTS)
"""The colours of the theme that an author may give to a span of text."""
SPAN_KEYS = ("color", "lang")
"""The attributes that mean something on a span of text."""
# The colour under the name of a key.
_KEY = "surface"
# What a mark changes in a run.
_MARKED: dict[NodeKind, dict[str, Any]] = {
    "emphasis": {"italic": True},
    "insert": {"underline": True},
    "mark": {"highlight": MARK},
    "strike": {"strike": True},
    "strong": {"bold": True},
    "subscript": {"subscript": True, "superscript": False},
    "superscript": {"superscript": True, "subscript": False},
}
# What a class changes in a run.
_CLASSED: dict[str, dict[str, Any]] = {
    "code": {"code": True},
    "kbd": {"code": True, "highlight": _KEY},
    "mark": {"highlight": MARK},
    "smallcaps": {"small_caps": True},
    "underline": {"underline": True},
    **{name: {"color": name} for name in TEXT_COLORS},
}
SPAN_CLASSES = tuple(_CLASSED)
"""The classes that mean something on a span of text."""

_WORD = late(r"[^\W_]+(?:['’.\-][^\W_]+)*")
_ASCII_WORD = re.compile(r"[A-Za-z0-9]++(?:['.\-][A-Za-z0-9]++)*+")
# Scripts without blanks between words: this many letters are about a word.
_UNSPACED = (
    ("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", 2),
    ("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]", 4),
)
# Vowel signs and joiners are parts of words, but no letters. They are in these ranges.
_SIGNS = ("Mn", "Mc", "Me", "Cf")
_SIGNED = late(
    "[\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u109f\u135d-\u135f\u1700-\u18af\u1920-\u1cff"
    "\u1dc0-\u1dff\u200b-\u200f\u2060\u20d0-\u20ff\u302a-\u302f\u3099\u309a\ua66f-\uabff"
    "\ufb1e\ufe00-\ufe2f\ufeff\U00010a00-\U00011fff]"
)


class Alignment(Enum):
    """How the lines of a paragraph stand in its frame."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


class Run(Struct, frozen=True):
    """A stretch of text in one look. A `\\n` in `text` is a line break inside the paragraph.

    `color` and `highlight` (under the text) name colours of the palette; empty means the
    paragraph's own, and none. `link` is a URL, or `#id` for a slide of the deck, and `tip` is what
    it says when the mouse is over it. `formula` is the
    LaTeX of a run that is a formula; its `text` replaces it where formulas are not supported.
    `note` is the text of the footnote whose number the run is, `works` are those that it cites,
    each in a few words. `scale` is its size as a factor of the paragraph's, at most 1.
    """

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    underline: bool = False
    code: bool = False
    superscript: bool = False
    subscript: bool = False
    small_caps: bool = False
    color: str = ""
    highlight: str = ""
    link: str = ""
    tip: str = ""
    lang: str = ""
    formula: str = ""
    note: tuple[Run, ...] = ()
    works: tuple[str, ...] = ()
    scale: float = 1.0

    @property
    def is_script(self) -> bool:
        """Whether it is a superscript or a subscript."""
        return self.superscript or self.subscript

    @property
    def rise(self) -> float:
        """How far it stands above the base line, as a factor of the size of the text around it; a
        negative one is below."""
        if not self.is_script:
            return 0.0
        return 0.3 if self.superscript else -0.25


class Bullet(Struct, frozen=True):
    """A paragraph's mark: a number when `number` is set, else the style's character of its level.

    `style` is how its list is numbered (`base.numerals`), `digits` how many digits are as wide as
    the list's widest number. `checked` makes it a task's box, ticked or not. A mark
    that is not `shown` only indents: the paragraph continues the item above. One `beside_icons`
    leaves as much room as the icons of other items.
    """

    number: int | None = None
    checked: bool | None = None
    shown: bool = True
    digits: int = 1
    style: str = PLAIN
    beside_icons: bool = False

    @property
    def label(self) -> str:
        """Its number as the list shows it, empty without one."""
        return "" if self.number is None else label(self.number, self.style)

    @property
    def is_own(self) -> bool:
        """Whether it says something even without words: a number or a task's box."""
        return self.shown and (self.number is not None or self.checked is not None)


class ParagraphRole(Enum):
    """The role of a paragraph in its text frame; the theme sets the look of each."""

    BODY = "body"
    HEADING = "heading"
    ATTRIBUTION = "attribution"


class Paragraph(Located, frozen=True):
    """A paragraph: its runs, how deep it is nested (from 0), its mark.

    `space_before` in points replaces the style's own when set. One that `appears` comes with a
    click, together with those nested in it. `direction` is the way in which it is read; without
    it, its first letter decides. An `icon` stands in front of it, instead of its mark. One that
    `continues` is the rest of the paragraph before.
    """

    aside = ("span", "continues")

    runs: tuple[Run, ...]
    level: int = 0
    bullet: Bullet | None = None
    role: ParagraphRole = ParagraphRole.BODY
    alignment: Alignment | None = None
    space_before: float | None = None
    appears: bool = False
    direction: Direction | None = None
    icon: str = ""
    span: Span | None = None
    continues: bool = False

    @property
    def text(self) -> str:
        """Its characters."""
        runs = self.runs
        return runs[0].text if len(runs) == 1 else "".join([run.text for run in runs])

    @property
    def words(self) -> str:
        """Its characters, without numbers of footnotes."""
        runs = self.runs
        if len(runs) == 1 and not runs[0].note:
            return runs[0].text
        return "".join([run.text for run in runs if not run.note])

    @property
    def rtl(self) -> bool:
        """Whether it is read from right to left."""
        if self.direction is not None:
            return self.direction is Direction.RTL
        text = self.text
        return has_right_to_left(text) and first_direction(text) is Direction.RTL


def raised(text: str) -> Run:
    """Return a text as it stands above the line, such as the number of a footnote."""
    return Run(text, superscript=True)


def with_character(paragraph: Paragraph, place: int, character: str) -> Paragraph:
    """Return `paragraph` with another character at a `place`, counted from 0."""
    begin = 0
    runs = list(paragraph.runs)
    for number, run in enumerate(runs):
        at = place - begin
        if 0 <= at < len(run.text):
            runs[number] = replace(run, text=run.text[:at] + character + run.text[at + 1 :])
        begin += len(run.text)
    return replace(paragraph, runs=tuple(runs))


def plain_text(paragraphs: Iterable[Paragraph]) -> str:
    """Return the words of `paragraphs`, one paragraph a line, without numbers of footnotes."""
    return "\n".join(paragraph.words for paragraph in paragraphs)


def plain_runs(runs: Iterable[Run]) -> str:
    """Return the words of runs on one line, without numbers of footnotes."""
    return "".join(run.text for run in runs if not run.note).replace("\n", " ").strip()


@lru_cache(maxsize=4_000)
def count_words(text: str) -> int:
    """Return how many words are in `text`. In Chinese, Japanese and Korean two letters count as
    one, in Thai, Lao, Burmese and Khmer four."""
    if text.isascii():
        return len(_ASCII_WORD.findall(text))
    if _SIGNED().search(text):
        text = "".join(one for one in text if unicodedata.category(one) not in _SIGNS)
    if is_european(text):
        return len(_WORD().findall(text))
    count = 0
    for letter, length in _UNSPACED:
        text, found = re.subn(letter, " ", text)
        count += -(-found // length)
    return count + len(_WORD().findall(text))


def runs_of(nodes: Sequence[Node], lang: str = "") -> tuple[Run, ...]:
    """Return inline `nodes` as runs, neighbours of one look joined, outer white space removed.
    `lang` is the language where they say none."""
    if len(nodes) == 1 and nodes[0].kind == "text" and not lang:
        text = nodes[0].text.strip()
        return (Run(text),) if text else ()
    return _trimmed(joined(_flattened(nodes, Run("", lang=lang) if lang else _PLAIN)))


_PLAIN = Run("")


def _with_text(run: Run, text: str) -> Run:
    """A run of the same look with another text."""
    # Most runs have no look of their own, and a new one takes half the time of a copy.
    return Run(text) if run is _PLAIN else replace(run, text=text)


def _flattened(nodes: Iterable[Node], look: Run) -> Iterable[Run]:
    last: NodeKind = "text"
    for node in nodes:
        before, last = last, node.kind
        match node.kind:
            case "text" | "image":
                yield _with_text(look, node.text)
            case "comment":
                pass
            case "code_span":
                yield replace(look, text=node.text, code=True)
            case "soft_break" if before == "break":
                # As in `<br>` at the end of a line.
                pass
            case "soft_break":
                yield _with_text(look, " ")
            case "break":
                yield _with_text(look, LINE_BREAK)
            case "footnote":
                words = runs_of(node.children, look.lang)
                yield Run(node.text, superscript=True, lang=look.lang, note=words)
            case "math" | "math_block":
                yield _formula(node, look)
            case _:
                yield from _flattened(node.children, _inner_look(node, look))


def _formula(node: Node, look: Run) -> Run:
    """A formula, or the source of one that cannot be read."""
    from deck_builder.formulas.parse import fault_of
    from deck_builder.formulas.plain import to_text

    latex = node.text
    if fault_of(latex):
        return replace(look, text=" ".join(latex.split()), code=True)
    return replace(look, text=to_text(latex), formula=latex)


def _inner_look(node: Node, look: Run) -> Run:
    match node.kind:
        case "link":
            return replace(look, link=node.target, tip=node.title)
        case "span":
            return _span_look(node, look)
        case kind:
            return replace(look, **_MARKED[kind]) if kind in _MARKED else look


def _span_look(node: Node, look: Run) -> Run:
    attributes = node.attributes
    for name in attributes.classes:
        look = replace(look, **_CLASSED.get(name, {}))
    color = attributes.get("color") or ""
    return replace(
        look,
        color=color if color in TEXT_COLORS else look.color,
        lang=attributes.get("lang") or look.lang,
        works=tuple(node.title.splitlines()) or look.works,
    )


def elements_of(run: Run) -> Iterator[str]:
    """Yield the HTML elements for the look of a run, the innermost first."""
    is_key = run.code and run.highlight == _KEY
    looks = (
        ("kbd", is_key),
        ("code", run.code and not is_key),
        ("sup", run.superscript),
        ("sub", run.subscript),
        ("strong", run.bold),
        ("em", run.italic),
        ("s", run.strike),
        ("u", run.underline),
        ("mark", bool(run.highlight) and not is_key),
    )
    return (name for name, is_set in looks if is_set)


_APART = ("text", "formula", "note", "works")
_LOOK = attrgetter(*(name for name in Run.__struct_fields__ if name != "text"))
look_of = attrgetter(*(name for name in Run.__struct_fields__ if name not in _APART))
"""Returns the look of a run: all its fields but the text and its meaning."""


def joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    """Return `runs`, neighbours of one look as one."""
    found: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if found and run.text[0] == " " and found[-1].text[-1] == " " and not run.code:
            # Something between them is not shown.
            run = replace(run, text=run.text.lstrip(" "))
            if not run.text:
                continue
        if found and _are_alike(found[-1], run) and not (run.formula or run.note):
            found[-1] = replace(run, text=found[-1].text + run.text)
        else:
            found.append(run)
    return tuple(found)


def _are_alike(one: Run, other: Run) -> bool:
    """Whether two runs have one look. Most neighbours differ in what is compared first: to compare
    all of it is 1 % of a build of 1,000 slides."""
    return (
        one.bold is other.bold
        and one.code is other.code
        and one.italic is other.italic
        and _LOOK(one) == _LOOK(other)
    )


def _trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    kept = list(runs)
    while kept and not kept[0].text.strip():
        del kept[0]
    while kept and not kept[-1].text.strip():
        del kept[-1]
    if kept and kept[0].text[0].isspace():
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    if kept and kept[-1].text[-1].isspace():
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)
