"""Problems as the reports of one audience may tell them: without the text of others."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import accumulate

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Diagnostic, bare
from deck_builder.base.memory import remembered
from deck_builder.base.source import Span
from deck_builder.outline.model import Outline
from deck_builder.outline.secrets import others_of, visible_parts, withheld_texts, words_of

# After these, it cannot be told which text of the file has which condition.
_UNCLEAR = frozenset(
    (
        *("bad-yaml", "not-a-mapping", "repeated-key", "unclosed-front-matter"),
        *("unclosed-fence", "unclosed-div", "unclosed-comment", "stray-div-end", "bad-div"),
        *(
            "stray-caption",
            "stray-condition",
            "misspelt-condition",
            "unknown-audience",
            "bad-level",
            "names-nobody",
            "hidden-for",
        ),
    )
)
_CONDITIONED = ("audience", "level", "profile", "content-")
_for_author: ContextVar[bool] = ContextVar("for the author", default=False)


@contextmanager
def told_in_full() -> Iterator[None]:
    """Tell, inside, all problems in full: for the author alone, who sees all text anyway."""
    token = _for_author.set(True)
    try:
        yield
    finally:
        _for_author.reset(token)


class _Covered(Struct, frozen=True):
    """Places in one file: where they begin, in order, and how far they and those before reach."""

    starts: list[int]
    reach: list[int]

    @classmethod
    def by(cls, places: Iterable[Span]) -> _Covered:
        """Return what is covered by `places`."""
        ordered = sorted((one.start, max(one.end, one.start + 1)) for one in places)
        return cls(
            [start for start, _ in ordered], list(accumulate((end for _, end in ordered), max))
        )

    def has(self, span: Span) -> bool:
        """Whether one of the places has all of `span`."""
        index = bisect_right(self.starts, span.start)
        return index > 0 and span.end <= self.reach[index - 1]


class _Veil(Struct, frozen=True):
    """The `words` that only others see, the `places` of their texts by file, the `lines` that these
    are on, and the `unclear` files."""

    words: frozenset[str]
    places: dict[str, _Covered]
    lines: dict[str, set[int]]
    unclear: frozenset[str]

    def over(self, found: Diagnostic) -> Diagnostic:
        """Return a problem as it may be told."""
        span = found.span
        if found.veiled:
            return found
        said = found.problem.message + found.problem.hint if found.problem else ""
        if self._tells(f"{found.message} {found.hint}", said) or (span and self._covers(span)):
            return bare(found)
        return found if span is None or self._is_shown(span) else replace(found, veiled=True)

    def _tells(self, text: str, said: str = "") -> bool:
        """Whether a text has words that only others see, besides those that are `said` anyway."""
        return not self.words.isdisjoint(set(words_of(text)).difference(words_of(said)))

    def _covers(self, span: Span) -> bool:
        """Whether a place is in text that only others see, or may be."""
        path = span.source.path
        covered = self.places.get(path)
        return path in self.unclear or (covered is not None and covered.has(span))

    def _is_shown(self, span: Span) -> bool:
        """Whether the whole line of a place may be shown."""
        lines = self.lines.get(span.source.path, ())
        return span.line not in lines and not self._tells(span.source.line(span.line))


def veiled(found: tuple[Diagnostic, ...], outline: Outline) -> tuple[Diagnostic, ...]:
    """Return problems of a talk without what its audience must not see: of a problem in the text
    for others only the kind and the place are left, and lines with such text are not shown. In a
    file whose conditions are not clear, all text may be for others."""
    if _for_author.get():
        return found
    unclear = frozenset(_unclear(found))
    has_others = outline.withheld or outline.deck.audiences
    if not found or not (unclear or has_others):
        return found
    placed = tuple(withheld_texts(outline))
    seen = set[str]().union(*map(_words_in, visible_parts(outline)))
    words = {word for word in _words_in(tuple(text for text, _ in placed)) if not word.isnumeric()}
    places: dict[str, list[Span]] = {}
    lines: dict[str, set[int]] = {}
    others = (one.changes for one in others_of(outline.deck))
    for span in dict.fromkeys((*(place for _, place in placed), *others)):
        if span is not None:
            path = span.source.path
            places.setdefault(path, []).append(span)
            last = span.source.position(max(span.start, span.end - 1))[0]
            lines.setdefault(path, set()).update(range(span.line, last + 1))
    covered = {path: _Covered.by(spans) for path, spans in places.items()}
    veil = _Veil(frozenset(words - seen), covered, lines, unclear)
    return tuple(map(veil.over, found))


@remembered
def _words_in(texts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(word for text in texts for word in words_of(text))


def _unclear(found: Iterable[Diagnostic]) -> Iterator[str]:
    """The files in which conditions may have been missed."""
    for one in found:
        if one.span and one.code in _UNCLEAR:
            text = one.span.source.text
            if any(word in text for word in _CONDITIONED):
                yield one.span.source.path
