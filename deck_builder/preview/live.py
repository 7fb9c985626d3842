"""What a live preview shows: the slides of the last sound build, and the problems of the newest.

A build gives a `Shown`; `update` says what is different from the one before, as it is sent to the
browser.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Diagnostic, Severity
from deck_builder.base.exact import Exact
from deck_builder.preview.checks import checks_of, words_on
from deck_builder.preview.deck import PicturedDeck, PicturedSlide
from deck_builder.preview.svg import SvgOptions, linked_slide, place_of, slide_svg
from deck_builder.preview.watching import Watched


class Choice(Struct, frozen=True):
    """What the deck is built with; empty is the talk's own. `minutes` are 0 for its own."""

    theme: str = ""
    audience: str = ""
    minutes: float = 0.0


class Built(Struct, frozen=True):
    """A build: the pictures of the deck, or None after an error; its problems; the seconds that
    each slide takes to speak, and the minutes that the talk may take, 0 when open; what may change
    it, and what says whether nothing has."""

    deck: PicturedDeck | None
    problems: tuple[Diagnostic, ...]
    seconds: tuple[float, ...] = ()
    minutes: float = 0.0
    watched: Watched = Watched()
    holds: Callable[[], bool] = lambda: False


class ShownSlide(Struct, frozen=True):
    """A slide as the browser has it: its title, notes, seconds, what its clicks show, how many
    words are on it, what is hard to read, and its picture as SVG. `key` is a digest of all that."""

    key: str
    title: str
    notes: str
    seconds: float
    builds: list[list[tuple[int, int | None, bool]]]
    words: int
    checks: list[tuple[str, str, int]]
    svg: str


class ShownProblem(Struct, frozen=True):
    """A problem as the browser shows it: `slide` is the number of the slide that is nearest to
    its place, from 1, or 0."""

    severity: str
    code: str
    message: str
    hint: str
    path: str
    line: int
    column: int
    slide: int


class _Made(Struct, frozen=True):
    """What a slide on the screen is made from: its picture, its seconds, and the numbers of the
    slides that its links lead to. The parts of the picture have no spans: these say more than the
    file, line and column that are shown, which are its `places`."""

    slide: PicturedSlide
    seconds: float
    linked: tuple[int | None, ...]
    places: tuple[str, ...]


class Shown(Struct, frozen=True):
    """What is on the screen: the title of the deck, its language, slides and problems, and the
    minutes that the talk may take, 0 when open. It is
    `stale` when the newest build failed, and the slides are of the one before, as is what they
    were made `of`; there are none if that was for another audience."""

    title: str = ""
    language: str = ""
    shape: float = 16 / 9
    slides: tuple[ShownSlide, ...] = ()
    problems: tuple[ShownProblem, ...] = ()
    stale: bool = False
    choice: Choice = Choice()
    minutes: float = 0.0
    of: tuple[_Made, ...] = ()


def shown(built: Built, before: Shown, choice: Choice) -> Shown:
    """Return what is on the screen after a build, where `before` was there until then."""
    if built.deck is None:
        problems = tuple(_problem(one, ()) for one in built.problems)
        # What one audience sees is not shown as if it was for another.
        kept = before if before.choice.audience == choice.audience else Shown()
        return replace(kept, problems=problems, stale=True, choice=choice)
    deck = built.deck
    options = SvgOptions(deck.anchors, sources=True)
    pairs = tuple(zip(deck.slides, built.seconds, strict=True))
    of = tuple(_made(*pair, deck.anchors) for pair in pairs)
    known = dict(zip(map(_key, before.of), before.slides, strict=True))
    slides = tuple(
        known.get(_key(made)) or _slide(*pair, options)
        for made, pair in zip(of, pairs, strict=True)
    )
    lines = _lines(deck)
    pictures = [slide.picture for slide in deck.slides]
    return Shown(
        deck.title,
        deck.language,
        pictures[0].width / pictures[0].height if pictures else before.shape,
        slides,
        tuple(_problem(one, lines) for one in built.problems),
        choice=choice,
        minutes=built.minutes,
        of=of,
    )


def _key(made: _Made) -> Exact:
    return Exact(made, (made.slide.number, made.slide.title))


def _made(slide: PicturedSlide, seconds: float, anchors: Mapping[str, int]) -> _Made:
    picture = slide.picture
    places = tuple(place_of(part.span) for part in picture.parts if part.span is not None)
    parts = tuple(part if part.span is None else replace(part, span=None) for part in picture.parts)
    linked = tuple(linked_slide(link, anchors) for link in slide.links)
    return _Made(replace(slide, picture=replace(picture, parts=parts)), seconds, linked, places)


def _slide(slide: PicturedSlide, seconds: float, options: SvgOptions) -> ShownSlide:
    svg = slide_svg(slide.picture, slide.number, slide.title, options)
    builds = [[(one.shape, one.paragraph, one.leaves) for one in click] for click in slide.builds]
    checks = [(one.kind, one.message, one.shape) for one in checks_of(slide.picture)]
    words = words_on(slide.picture)
    content = json.dumps([svg, slide.title, slide.notes, seconds, builds])
    key = hashlib.sha256(content.encode()).hexdigest()[:16]
    return ShownSlide(key, slide.title, slide.notes, seconds, builds, words, checks, svg)


def _lines(deck: PicturedDeck) -> Sequence[tuple[str, int, int]]:
    """The file and line of the first text on each slide, with the number of the slide."""
    found = []
    for slide in deck.slides:
        spans = [part.span for part in slide.picture.parts if part.span is not None]
        if spans:
            found.append((spans[0].source.path, spans[0].line, slide.number))
    return found


def _problem(one: Diagnostic, lines: Sequence[tuple[str, int, int]]) -> ShownProblem:
    slide = 0
    for path, line, number in lines:
        if path == one.path and line <= one.line:
            slide = number
    return ShownProblem(
        one.severity.value,
        one.code,
        one.message,
        one.hint,
        one.path,
        one.line if one.span else 0,
        one.column if one.span else 0,
        slide if one.span else 0,
    )


def update(now: Shown, known: Sequence[str]) -> dict[str, object]:
    """Return what a browser needs that has the slides with the keys `known`: all keys in order, and
    the slides that are new."""
    old = set(known)
    return {
        "title": now.title,
        "language": now.language,
        "shape": now.shape,
        "stale": now.stale,
        "minutes": now.minutes,
        "choice": {
            "theme": now.choice.theme,
            "audience": now.choice.audience,
            "minutes": now.choice.minutes,
        },
        "keys": [slide.key for slide in now.slides],
        "slides": {
            slide.key: {
                "title": slide.title,
                "notes": slide.notes,
                "seconds": slide.seconds,
                "builds": slide.builds,
                "words": slide.words,
                "checks": slide.checks,
                "svg": slide.svg,
            }
            for slide in now.slides
            if slide.key not in old
        },
        "problems": [
            {name: getattr(one, name) for name in ShownProblem.__struct_fields__}
            for one in now.problems
        ],
    }


def has_errors(problems: Sequence[Diagnostic]) -> bool:
    """Whether one of `problems` stops a build."""
    return any(one.severity is Severity.ERROR for one in problems)
