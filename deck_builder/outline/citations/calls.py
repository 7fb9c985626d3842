"""Citations as pandoc writes them: `[see @doe, pp. 3-5; also @roe]`, `@doe [p. 3]`, `[-@doe]`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

_KEY = r"@(?:\{([^{}\s]+)\}|([^\W_]\w*(?:[:.#$%&+?<>~/-]\w+)*|_\w+))"
MENTION = re.compile(rf"(?<![\w@])(-?){_KEY}")
"""The name of a work after an @: the second or the third group."""
_BRACKET = re.compile(r"[\[\]]")
_AFTER = re.compile(r"[ \n]?\[([^\[\]]*)\]")
# Names that Quarto and pandoc-crossref give to figures, tables, sections, equations and listings.
CROSS_REFERENCE = re.compile(r"(?:fig|tbl|sec|eq|lst)[:-]")
_LABELS = {
    "page": ("p.", "pp.", "page", "pages"),
    "chapter": ("chap.", "chaps.", "ch.", "chapter", "chapters"),
    "section": ("sec.", "secs.", "section", "sections", "§", "§§"),
    "figure": ("fig.", "figs.", "figure", "figures"),
    "volume": ("vol.", "vols.", "volume", "volumes"),
    "verse": ("v.", "vv.", "verse", "verses"),
    "line": ("l.", "ll.", "line", "lines"),
    "paragraph": ("para.", "paras.", "paragraph", "paragraphs", "¶", "¶¶"),
    "part": ("pt.", "pts.", "part", "parts"),
    "note": ("n.", "nn.", "note", "notes"),
    "book": ("bk.", "bks.", "book", "books"),
    "column": ("col.", "cols.", "column", "columns"),
    "folio": ("fol.", "fols.", "folio", "folios"),
    "issue": ("no.", "nos.", "number", "numbers", "issue"),
    "opus": ("op.", "opp.", "opus"),
    "sub verbo": ("s.v.", "s.vv."),
}
LOCATORS = tuple(_LABELS)
"""The kinds of places in a work."""
_BY_WORD = {word: kind for kind, words in _LABELS.items() for word in words}
_NUMBER = r"(?:[A-Z]?\d[\w.:/]*|[ivxlcdm]+\b|[IVXLCDM]+\b)"
_NUMBERS = rf"{_NUMBER}(?:\s*(?:-{{1,3}}|[–—&]|,)\s*{_NUMBER})*"
_BRACED = re.compile(r"\s*,?\s*\{([^{}]*)\}")


class Cite(Struct, frozen=True):
    """One work in a citation: its `key`, the words before and after it, and a place in the work: a
    `locator`, and its `label`, one of `LOCATORS`. Its author may be hidden."""

    key: str
    prefix: str = ""
    suffix: str = ""
    label: str = ""
    locator: str = ""
    hides_author: bool = False


class Call(Struct, frozen=True):
    """A citation from `start` up to but not including `end` of a text. It may name its author in
    the sentence."""

    cites: tuple[Cite, ...]
    start: int
    end: int
    names_author: bool = False


def calls_in(text: str, words: Mapping[str, str]) -> Iterator[Call]:
    """Yield the citations in `text`, in order. `words` are those of the talk's language for places
    in works, with their kinds; the English ones are known."""
    words = {**_BY_WORD, **words}
    position = 0
    while mention := MENTION.search(text, position):
        call = _grouped(text, mention.start(), position, words)
        call = call or _in_text(text, mention, words)
        position = call.end if call else mention.end()
        if call:
            yield call


def _grouped(text: str, at: int, least: int, words: Mapping[str, str]) -> Call | None:
    """The citation in the brackets around a place, which begin at `least` or later."""
    start = text.rfind("[", least, at)
    end = _BRACKET.search(text, at) if start >= 0 else None
    if end is None or end[0] == "[" or "]" in text[start:at]:
        return None
    cites = [_cite(part, words) for part in text[start + 1 : end.start()].split(";")]
    known = tuple(cite for cite in cites if cite is not None)
    return Call(known, start, end.end()) if len(known) == len(cites) else None


def _cite(part: str, words: Mapping[str, str]) -> Cite | None:
    found = MENTION.search(part)
    key = _key(found) if found else ""
    if found is None or not key:
        return None
    prefix = part[: found.start()].lstrip()
    cite = _placed(key, part[found.end() :].rstrip(), words)
    return Cite(key, prefix, cite.suffix, cite.label, cite.locator, bool(found[1]))


def _in_text(text: str, mention: re.Match[str], words: Mapping[str, str]) -> Call | None:
    """A citation in the sentence, with what is in brackets after it."""
    key = _key(mention)
    if not key:
        return None
    if mention[1]:
        return Call((Cite(key, hides_author=True),), mention.start(), mention.end())
    after = _AFTER.match(text, mention.end())
    if after is None or after[1][:1] == "^":
        return Call((Cite(key),), mention.start(), mention.end(), names_author=True)
    first, *others = after[1].split(";")
    more = [_cite(part, words) for part in others]
    if MENTION.search(first) or None in more:
        return Call((Cite(key),), mention.start(), mention.end(), names_author=True)
    cites = (_placed(key, f", {first.strip()}", words), *(cite for cite in more if cite))
    return Call(cites, mention.start(), after.end(), names_author=True)


def _key(mention: re.Match[str]) -> str:
    """The name of a work; empty when it is that of a figure or the like."""
    key = mention[2] or mention[3]
    return "" if CROSS_REFERENCE.match(key) else key


def _placed(key: str, rest: str, words: Mapping[str, str]) -> Cite:
    """A work with the place in it that `rest` begins with."""
    braced = _BRACED.match(rest)
    inside = f", {braced[1]}" if braced else rest
    known = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
    pattern = rf"\s*,?\s*(?:({known})\s*)?({_NUMBERS})"
    found = re.match(pattern, inside, re.IGNORECASE)
    if found is None or not (found[1] or found[2][:1].isdigit() or braced):
        return Cite(key, suffix="" if braced and not braced[1].strip() else rest)
    label = words[found[1].lower()] if found[1] else "page"
    suffix = rest[braced.end() :] if braced else rest[found.end() :]
    # pandoc writes ranges with one hyphen or two.
    locator = re.sub("-{2,3}", "-", found[2])
    return Cite(key, "", suffix, label, locator)
