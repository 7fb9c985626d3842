"""What the checks of plug-ins find in a deck."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.plugins import CHECKS, Addition, Plugin, PluginError, blamed, find, load
from deck_builder.base.source import Span
from deck_builder.shapes import (
    ChartFrame,
    LaidOutDeck,
    LaidOutSlide,
    Picture,
    TableFrame,
    paragraphs_of,
)
from deck_builder.text.runs import Paragraph

PLUGIN_CHECK = Problem("plugin-check", Severity.WARNING, "{check}: {message}", "{hint}")
_MOST_FOUND = 1_000
"""How many findings of one check are told."""


class CheckedSlide(Struct, frozen=True):
    """A slide as its audience sees it: its `number`, from 1, its `title`, the name of its `layout`,
    the paragraphs on it as `texts`, in the order in which they are read, those of its `notes`, the
    `alternatives` to what is seen (of pictures, charts and tables; empty for one without), and the
    `seconds` that it takes to speak. One that is `hidden` is skipped in the show."""

    number: int
    title: str
    layout: str
    texts: tuple[str, ...]
    notes: tuple[str, ...]
    alternatives: tuple[str, ...]
    seconds: float
    hidden: bool


class CheckedDeck(Struct, frozen=True):
    """A deck as its audience sees it: its `title`, its `language` as a BCP 47 tag, the name of its
    `theme`, the `minutes` that it may take, 0 when that is open, and its `slides`."""

    title: str
    language: str
    theme: str
    minutes: float
    slides: tuple[CheckedSlide, ...]


class Finding(Struct, frozen=True):
    """What a check has found: a `message` in lower case without a full stop, and a `hint` that says
    what to do. It is on the slide of that number, 0 for the deck as a whole, and there in the
    paragraph with this `text`. An `error` stops the build, a `warning` does so under `--strict`, a
    `note` only informs."""

    message: str
    hint: str = ""
    slide: int = 0
    text: str = ""
    severity: str = Severity.WARNING.value


class Check(Addition, frozen=True):
    """A check: `check` yields what it finds in a deck."""

    check: Callable[[CheckedDeck], Iterable[Finding]]


def run_checks(names: Iterable[str], deck: LaidOutDeck, found: Collector) -> None:
    """Report what the checks of these names find in `deck`. One that fails is reported as a
    warning, and the others go on."""
    seen = _seen(deck)
    for name in names:
        try:
            plugin = find(CHECKS, name)
            if plugin is not None:
                for one in _findings(plugin, seen):
                    _report(name, one, deck, found)
        except PluginError as error:
            error.report(None, found)
            found.found[-1] = replace(found.found[-1], severity=Severity.WARNING)


def _findings(plugin: Plugin, deck: CheckedDeck) -> list[Finding]:
    check = load(plugin, Check)
    findings: list[Finding] = []
    with blamed(plugin):
        for one in check.check(deck):
            _refuse_unusable(one, deck)
            findings.append(one)
            if len(findings) > _MOST_FOUND:
                raise ValueError(f"it found more than {_MOST_FOUND:,} faults")
    return findings


def _refuse_unusable(finding: object, deck: CheckedDeck) -> None:
    """Raise TypeError or ValueError for what cannot be reported."""
    if not isinstance(finding, Finding):
        raise TypeError(f"it found a {type(finding).__name__}, not a Finding")
    texts = (finding.message, finding.hint, finding.text)
    if not all(isinstance(text, str) for text in texts) or type(finding.slide) is not int:
        raise TypeError("a Finding has texts and the number of a slide")
    if not 0 <= finding.slide <= len(deck.slides):
        raise ValueError(f"there is no slide {finding.slide} of {len(deck.slides)}")
    Severity(finding.severity)


def _report(name: str, finding: Finding, deck: LaidOutDeck, found: Collector) -> None:
    place = _place(finding, deck.slides[finding.slide - 1]) if finding.slide else None
    found.report(PLUGIN_CHECK, place, check=name, message=finding.message, hint=finding.hint)
    found.found[-1] = replace(found.found[-1], severity=Severity(finding.severity))


def _place(finding: Finding, slide: LaidOutSlide) -> Span | None:
    """Where the text of a finding was written, or else the first text of its slide."""
    written = [one for one in (*paragraphs_of(slide.shapes), *slide.notes) if one.span]
    exact = (one.span for one in written if finding.text and finding.text in one.words)
    return next(exact, None) or next((one.span for one in written), None)


def _seen(deck: LaidOutDeck) -> CheckedDeck:
    properties = deck.properties
    slides = tuple(_slide(number, one) for number, one in enumerate(deck.slides, 1))
    return CheckedDeck(
        properties.title, properties.language, deck.theme.name, properties.minutes, slides
    )


def _slide(number: int, slide: LaidOutSlide) -> CheckedSlide:
    return CheckedSlide(
        number,
        slide.title,
        slide.layout,
        _words(paragraphs_of(slide.shapes)),
        _words(slide.notes),
        tuple(_alternatives(slide)),
        slide.seconds,
        slide.staging.hidden,
    )


def _words(paragraphs: Iterable[Paragraph]) -> tuple[str, ...]:
    return tuple(one.words for one in paragraphs if one.words.strip())


def _alternatives(slide: LaidOutSlide) -> Iterator[str]:
    for shape in slide.shapes:
        if isinstance(shape, Picture | ChartFrame | TableFrame):
            yield shape.alt
