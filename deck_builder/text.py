"""Runs and paragraphs: formatted text that knows neither Markdown nor PowerPoint."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum

from deck_builder.markdown import Node
from deck_builder.source import Span

LINE_BREAK = "\n"
SPAN_KEYS = ("lang",)
"""The attributes that mean something on a span of text."""
SPAN_CLASSES = ("underline",)
"""The classes that mean something on a span of text."""

# Hebrew, Arabic and the scripts that stand between and behind them.
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff]")
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)


class Alignment(Enum):
    """How the lines of a paragraph stand in its frame."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look. A `\\n` in `text` is a line break inside the paragraph.

    `color` names a colour of the palette; empty means the paragraph's own. `link` is a URL, or
    `#id` for a slide of the deck.
    """

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    underline: bool = False
    code: bool = False
    superscript: bool = False
    subscript: bool = False
    color: str = ""
    link: str = ""
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Bullet:
    """A paragraph's mark: a number when `number` is set, else the style's character of its level.

    `digits` is how many the list's largest number has. `checked` makes it a task's box, ticked or
    not. A mark that is not `shown` only indents: the paragraph goes on with the item above.
    """

    number: int | None = None
    checked: bool | None = None
    shown: bool = True
    digits: int = 1


class ParagraphRole(Enum):
    """What a paragraph is in its text frame; the theme says how each role looks."""

    BODY = "body"
    HEADING = "heading"
    ATTRIBUTION = "attribution"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: its runs, how deep it is nested (from 0), its mark.

    `space_before` in points replaces the style's own when set.
    """

    runs: tuple[Run, ...]
    level: int = 0
    bullet: Bullet | None = None
    role: ParagraphRole = ParagraphRole.BODY
    alignment: Alignment | None = None
    space_before: float | None = None
    span: Span | None = field(default=None, compare=False, repr=False)

    @property
    def text(self) -> str:
        """Its characters."""
        return "".join(run.text for run in self.runs)

    @property
    def rtl(self) -> bool:
        """Whether it is read from right to left, as its first letter is (Unicode Standard Annex
        9, rules P2 and P3)."""
        text = self.text
        if text.isascii() or not _RIGHT_TO_LEFT.search(text):
            return False
        directions = map(unicodedata.bidirectional, text)
        return next((kind for kind in directions if kind in ("L", "R", "AL")), "L") != "L"


def plain_text(paragraphs: Iterable[Paragraph]) -> str:
    """Return the words of `paragraphs`, one paragraph a line."""
    return "\n".join(paragraph.text for paragraph in paragraphs)


def runs_of(nodes: Sequence[Node]) -> tuple[Run, ...]:
    """Return inline `nodes` as runs, neighbours of one look joined, outer white space removed."""
    return _trimmed(_joined(_flattened(nodes, Run(""))))


def _flattened(nodes: Iterable[Node], look: Run) -> Iterable[Run]:
    for node in nodes:
        match node.kind:
            case "text":
                yield replace(look, text=node.text)
            case "html":
                if _LINE_BREAK_TAG.fullmatch(node.text):
                    yield replace(look, text=LINE_BREAK)
            case "comment":
                pass
            case "code_span":
                yield replace(look, text=node.text, code=True)
            case "soft_break":
                yield replace(look, text=" ")
            case "break":
                yield replace(look, text=LINE_BREAK)
            case "image":
                yield replace(look, text=node.text)
            case _:
                yield from _flattened(node.children, _inner_look(node, look))


def _inner_look(node: Node, look: Run) -> Run:
    match node.kind:
        case "strong":
            return replace(look, bold=True)
        case "emphasis":
            return replace(look, italic=True)
        case "strike":
            return replace(look, strike=True)
        case "link":
            return replace(look, link=node.target)
        case "span":
            return _span_look(node, look)
        case _:
            return look


def _span_look(node: Node, look: Run) -> Run:
    lang = node.attributes.get("lang")
    return replace(
        look,
        underline=look.underline or "underline" in node.attributes.classes,
        lang=lang or look.lang,
    )


def _joined(runs: Iterable[Run]) -> tuple[Run, ...]:
    joined: list[Run] = []
    for run in runs:
        if not run.text:
            continue
        if joined and replace(joined[-1], text="") == replace(run, text=""):
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        else:
            joined.append(run)
    return tuple(joined)


def _trimmed(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    kept = list(runs)
    while kept and not kept[0].text.lstrip():
        del kept[0]
    while kept and not kept[-1].text.rstrip():
        del kept[-1]
    if kept:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
        kept[-1] = replace(kept[-1], text=kept[-1].text.rstrip())
    return tuple(kept)
