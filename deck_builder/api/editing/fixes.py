"""What would mend a problem, where that is known."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping

from deck_builder.api.editing.model import Edit, Fix
from deck_builder.base.diagnostics import Diagnostic
from deck_builder.base.source import Span
from deck_builder.base.yaml import WRONG_TYPE
from deck_builder.outline.look_alikes import LOOKS_LIKE, mended

_QUOTED = re.compile(r"‘([^’\n]+)’")
_MEANT = re.compile(r"^did you mean ‘([^’\n]+)’\?")
_KNOWN = re.compile(r"^known are: (.+)$")
_MOST_KNOWN = 12
_HEADING = re.compile(r"^#{1,6} ", re.MULTILINE)


def fixes(problem: Diagnostic) -> tuple[Fix, ...]:
    """Return what would mend `problem`, the likeliest first; nothing where nobody can tell."""
    span = problem.span
    if span is None or problem.veiled:
        return ()
    found = list(_by_names(problem, span))
    if problem.code == LOOKS_LIKE.code and (mend := mended(problem)):
        place, text = mend
        found.append(_fix(_shown(text), place, text))
    if own := _OWN.get(problem.code):
        found.extend(own(problem, span))
    return tuple(found)


def _fix(title: str, place: Span, text: str) -> Fix:
    return Fix(title, (Edit(os.path.abspath(place.source.path), place.start, place.end, text),))


def _shown(text: str) -> str:
    first = text.strip().partition("\n")[0]
    return f"Write “{first if len(first) <= 40 else first[:39] + '…'}”"


def _by_names(problem: Diagnostic, span: Span) -> Iterator[Fix]:
    """The known names in place of an unknown one."""
    meant, known = _MEANT.match(problem.hint), _KNOWN.match(problem.hint)
    names = [meant[1]] if meant else known[1].split(", ") if known else []
    if not 0 < len(names) <= _MOST_KNOWN:
        return
    place = _place_of_name(problem, span)
    if place is None:
        return
    for name in names:
        yield _fix(f"Write “{name}”", place, name)


def _place_of_name(problem: Diagnostic, span: Span) -> Span | None:
    """Where the name is written that a message quotes; of a value that is wrong, the whole of it.
    Parts of longer names come last."""
    names = _QUOTED.findall(problem.message)
    spellings = [one for name in names for one in (name, name.removeprefix("."))]
    for before in (r"(?<![\w-])", ""):
        for name in spellings:
            found = re.search(rf"{before}{re.escape(name)}(?![\w-])", span.text)
            if found:
                return span.at(found.start(), len(name))
    is_value = problem.code == WRONG_TYPE.code and "\n" not in span.text.strip()
    return span if is_value else None


def _without_attribute(problem: Diagnostic, span: Span) -> Iterator[Fix]:
    """Without an attribute that nobody knows, and without braces that have nothing else."""
    text = span.source.text
    before, after = text.rfind("{", 0, span.start), text.find("}", span.end)
    line = text.rfind("\n", 0, span.start)
    if before <= line or after < 0:
        return
    inside = Span(span.source, before, after + 1)
    name = re.escape(next(iter(_QUOTED.findall(problem.message)), ""))
    word = rf"(?<=[\s{{]){name}(?:=(?:\"[^\"]*\"|[^\s}}]*))?(?=[\s}}])"
    kept, count = re.subn(word, "", inside.text, count=1)
    if not count:
        return
    kept = re.sub(r"\{\s+", "{", re.sub(r"\s+\}", "}", re.sub(r"[ \t]{2,}", " ", kept)))
    if kept == "{}":
        start = before - 1 if text[before - 1 : before] == " " else before
        inside, kept = Span(span.source, start, after + 1), ""
    yield _fix("Remove the attribute", inside, kept)


def _decorative(problem: Diagnostic, span: Span) -> Iterator[Fix]:
    if not span.text.lstrip().startswith("!["):
        return
    at = Span(span.source, span.end - 1, span.end)
    if at.text == "}":
        yield _fix("Mark the picture as decorative", at, " .decorative}")
    else:
        place = Span(span.source, span.end, span.end)
        yield _fix("Mark the picture as decorative", place, "{.decorative}")


def _without_line(problem: Diagnostic, span: Span) -> Iterator[Fix]:
    text = span.source.text
    start = text.rfind("\n", 0, span.start) + 1
    end = text.find("\n", max(span.start, span.end - 1))
    place = Span(span.source, start, len(text) if end < 0 else end + 1)
    yield _fix("Remove the line", place, "")


def _closed(mark: Callable[[Span], str]) -> Callable[[Diagnostic, Span], Iterator[Fix]]:
    """Closes what is open, before the next heading or at the end."""

    def close(problem: Diagnostic, span: Span) -> Iterator[Fix]:
        text = span.source.text
        line = text.find("\n", span.start)
        following = _HEADING.search(text, line) if line >= 0 else None
        at = len(text[: following.start() if following else len(text)].rstrip("\n"))
        closing = mark(span)
        place = Span(span.source, at, at)
        yield _fix(f"Close it with “{closing}”", place, f"\n{closing}")

    return close


def _as_opened(span: Span) -> str:
    found = re.search(r"`{3,}|~{3,}", span.source.text[span.start :].partition("\n")[0])
    return found[0] if found else "```"


_OWN: Mapping[str, Callable[[Diagnostic, Span], Iterator[Fix]]] = {
    "unknown-attribute": _without_attribute,
    "unknown-class": _without_attribute,
    "missing-alt": _decorative,
    "stray-div-end": _without_line,
    "unused-reference": _without_line,
    "unused-abbreviation": _without_line,
    "unclosed-div": _closed(lambda span: ":::"),
    "unclosed-fence": _closed(_as_opened),
}
"""What mends problems of one kind, by their codes."""
