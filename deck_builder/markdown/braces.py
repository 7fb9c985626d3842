"""Attributes in braces: their grammar, and their places on headings, fences and divs.

The grammar is pandoc's (user's guide, `header_attributes`, `fenced_code_attributes`,
`fenced_divs`): items between blanks, each `#id`, `.class`, `key=value` or `-`.
"""

from __future__ import annotations

import re

from msgspec import Struct

from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.markdown.condition_words import HIDDEN, KEYS, VISIBLE
from deck_builder.markdown.node import NO_ATTRIBUTES, Attributes
from deck_builder.markdown.places import Place

BLANK = "\ue000"
"""Stands for a blank in a variable while a line is parsed, as in `[a](https://x.org/{{ id }})`. It
is a character of nobody's."""

_WORD = r"[^\s{}\"'`=#]++"
_VARIABLE = rf"\{{\{{[\s{BLANK}]*+[\w.-]++[\s{BLANK}]*+\}}\}}"
_VALUE = rf"\"(?:[^\"\\]|\\.)*+\"|'(?:[^'\\]|\\.)*+'|(?:[^\s{{}}\"'`]|{_VARIABLE})++"
_ITEM = rf"(?:\#{_WORD}|\.{_WORD}|[^\W\d][\w:.-]*+=(?:{_VALUE})|-(?=[\s}}]))"
_BRACES = late(rf"\{{\s*+{_ITEM}(?:\s++{_ITEM})*+\s*+\}}", re.DOTALL)
_ITEMS = re.compile(
    rf"\#(?P<id>{_WORD})|\.(?P<name>{_WORD})|(?P<key>[^\W\d][\w:.-]*+)=(?P<value>{_VALUE})|-",
    re.DOTALL,
)
# The first class of a fence is its language, unless it is a condition.
_LANGUAGE = late(rf"\.(?!(?:{VISIBLE}|{HIDDEN})[\s}}])({_WORD})")
_ESCAPED = late(r"\\(.)", re.DOTALL)
_WORD_FIRST = late(r"\{\s*(=?[^\s{}\"'`=#.,]+)[\s,]*")
_CONDITION = rf"\{{\s*+(?:(?:{'|'.join(KEYS)})=(?:{_VALUE})\s*+)++\}}"
# Allowed at the end of a line, an item or a cell; other braces there are text.
_CONDITIONS = late(rf"(?:^|(?<=\s)){_CONDITION}\s*$", re.DOTALL)
_ALL_LINES = late(rf"(?:[^\n]*(?<=\s){_CONDITION}[ \t\\]*(?:\n|\Z))+")
_CLOSING_HASHES = late(r"(?:^|[ \t]+)#+$")
_FENCE = late(r"([^\s{]*)\s*(.*)", re.DOTALL)
_DIV = re.compile(r"(?P<name>[^\s{}:][^\s{}]*)?\s*(?P<braces>\{.*\})?(?:\s+:+)?")
# Braces inside a quoted value are the only reason to look further left than the last brace.
_CANDIDATES = 3


def match_braces(text: str, start: int) -> re.Match[str] | None:
    """Return the attributes that begin with the brace at `start`, or None when it is text."""
    return _BRACES().match(text, start)


def attributes_of(braces: str, span: Span | None, name: str = "") -> Attributes:
    """Return the attributes in `braces`; `name` is a class before them."""
    identifier = ""
    classes = [name] if name else []
    pairs: list[tuple[str, str]] = []
    for item in _ITEMS.finditer(braces.replace(BLANK, " ")):
        match item.lastgroup:
            case "id":
                identifier = item["id"]
            case "name":
                classes.append(item["name"])
            case "value":
                pairs.append((item["key"], _unquoted(item["value"])))
            case _:
                classes.append("unnumbered")
    return _settled(identifier, classes, pairs, span)


def attributes_in(braces: re.Match[str] | None, place: Place) -> Attributes:
    """Return the attributes in `braces`, found in a text at `place`; none without braces."""
    return attributes_of(braces[0], place.span(*braces.span())) if braces else NO_ATTRIBUTES


def _settled(
    identifier: str, classes: list[str], pairs: list[tuple[str, str]], span: Span | None
) -> Attributes:
    """Read `id=` and `class=` as in HTML."""
    kept = []
    for key, value in pairs:
        if key == "id":
            identifier = value
        elif key == "class":
            classes += value.split()
        else:
            kept.append((key, value))
    return Attributes(identifier, tuple(classes), tuple(kept), span)


def _unquoted(value: str) -> str:
    if value[0] not in "\"'":
        return value
    return _ESCAPED().sub(r"\1", value[1:-1])


def heading_braces(text: str) -> tuple[str, re.Match[str] | None]:
    """Cut the attributes off the end of a heading's text."""
    if not text.endswith("}"):
        return text, None
    start = len(text)
    for _ in range(_CANDIDATES):
        start = text.rfind("{", 0, start)
        if start < 0:
            break
        # Right after a link, an image or a code span they belong to that.
        before = text[start - 1 : start]
        if before == "\\" or (before and before in ")]`"):
            continue
        found = _BRACES().match(text, start)
        if found and found.end() == len(text):
            return _CLOSING_HASHES().sub("", text[:start].rstrip()), found
    return text, None


def ending_braces(text: str) -> tuple[str, re.Match[str] | None]:
    """Cut the conditions off the end of a text."""
    if not text.endswith("}"):
        return text, None
    found = _CONDITIONS().search(text, text.rfind("{"))
    return (text[: found.start()].rstrip(), found) if found else (text, None)


def has_braces_on_all_lines(text: str) -> bool:
    """Whether each line of `text`, of which there are several, ends in conditions."""
    return "}" in text and "\n" in text and _ALL_LINES().fullmatch(text) is not None


class Opening(Struct, frozen=True):
    """The opening line of a fence or a div: `attributed` is the part that holds attributes, `rest`
    what is neither name nor attributes."""

    name: str = ""
    braces: str = ""
    attributed: str = ""
    rest: str = ""


def fence_opening(info: str) -> Opening:
    """Read what follows a fence: `python`, `python {.x}`, `python words {.x}`, `{.python .x}`,
    `{python}`."""
    found = _FENCE().match(info.strip())
    language, rest = (found[1], found[2]) if found else ("", "")
    if not rest.startswith("{"):
        words, blank, ending = rest.rpartition(" {")
        last = f"{{{ending}"
        if not (blank and _BRACES().fullmatch(last)):
            return Opening(language, rest=rest)
        return Opening(language, last, last, words.rstrip())
    braces = _BRACES().match(rest)
    if braces is None:
        opening = None if language else _word_first(rest)
        return opening or Opening(language, rest=rest)
    rest = rest[braces.end() :].strip()
    first = None if language else _LANGUAGE().search(braces[0])
    if first is None:
        return Opening(language, braces[0], braces[0], rest)
    without = braces[0][: first.start()] + braces[0][first.end() :]
    return Opening(first[1], without, braces[0], rest)


def _word_first(text: str) -> Opening | None:
    """Read `{python}`, `{python #id}` or knitr's `{r label, echo=FALSE}`."""
    word = _WORD_FIRST().match(text)
    end = text.rfind("}") + 1
    if word is None or end <= word.end():
        return None
    inner = text[word.end() : end - 1].replace(",", " ").strip()
    label, _, options = inner.partition(" ")
    for braces in ("", f"{{{inner}}}", f"{{#{label} {options}}}"):
        if _BRACES().fullmatch(braces) or not (braces or inner):
            return Opening(word[1], braces, text[:end], text[end:].strip())
    return None


def div_opening(text: str) -> Opening | None:
    """Read what follows a div's colons: `name`, `{.name}`, `name {.x}`; None when it is neither."""
    found = _DIV.fullmatch(text)
    if found is None:
        return None
    name, braces = found["name"] or "", found["braces"] or ""
    attributed = text[: found.end("braces" if braces else "name")]
    if not braces:
        return Opening(name, "", attributed)
    if _BRACES().fullmatch(braces):
        return Opening(name, braces, attributed)
    return None if name else _word_first(braces)
