"""One deck to build, and what came of it."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base import inputs, limits, plugins, reads
from deck_builder.base.diagnostics import CANNOT_BUILD, DeckError, Diagnostic, stops
from deck_builder.base.faults import NoRoomError, internal_error
from deck_builder.base.files import replace_file
from deck_builder.base.inputs import CONTENT, Fact
from deck_builder.base.streams import is_stream
from deck_builder.batch.checks import Checks, checks_of
from deck_builder.outline.options import Options
from deck_builder.outline.reach import talk_roots
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import LaidOutDeck
from deck_builder.shapes.figures import SlideFigures, slide_figures
from deck_builder.timing.speech import spoken_words

if TYPE_CHECKING:
    from deck_builder.charts.draw.drawings import DrawingStore


class Job(Struct, frozen=True):
    """A talk, the options for one audience, and the file to write. When `strict`, warnings are
    treated as errors; a `draft` is written in spite of errors. `limits` are those that have other
    numbers than usual, by name. With `by_slide`, the figures are told for each slide, too. With
    `no_plugins`, none is loaded."""

    talk: Path
    output: Path
    options: Options = Options()
    strict: bool = False
    draft: bool = False
    limits: tuple[tuple[str, int], ...] = ()
    by_slide: bool = False
    no_plugins: bool = False

    @property
    def name(self) -> str:
        """The name of the deck."""
        return self.output.stem

    @contextmanager
    def confined(self) -> Iterator[None]:
        """Let the limits and the plug-ins of the job hold inside."""
        allowed = plugins.without() if self.no_plugins else nullcontext()
        with allowed, limits.lifted(dict(self.limits)):
            yield

    @property
    def placed_options(self) -> Options:
        """The options, with the folder that the deck will be in."""
        folder = "" if is_stream(self.output) else str(self.output.parent)
        return replace(self.options, deck_folder=folder)


class Figures(Struct, frozen=True):
    """The size of a deck: its slides, words of notes, and seconds to speak; and the figures of each
    slide, where they are asked for."""

    slides: int
    words: int
    seconds: float
    by_slide: tuple[SlideFigures, ...] = ()

    @property
    def minutes(self) -> int:
        """How many whole minutes it takes to speak."""
        return round(self.seconds / 60)


class Deck(Struct, frozen=True):
    """A deck as bytes, which are empty when it may not be written, and its problems.

    `facts` are all that it was made from, or was to be, and `checks` what it is checked by. It is
    `steady` when the same facts would give the same deck again.
    """

    data: bytes = b""
    figures: Figures | None = None
    diagnostics: tuple[Diagnostic, ...] = ()
    facts: tuple[Fact, ...] = ()
    steady: bool = False
    checks: Checks = Checks()


class Outcome(Struct, frozen=True):
    """The result of a job, and how long it took. `size` is that of the file in bytes, 0 when none
    was written; `cached` means that the deck was in the store."""

    job: Job
    figures: Figures | None = None
    size: int = 0
    seconds: float = 0.0
    cached: bool = False
    diagnostics: tuple[Diagnostic, ...] = ()

    @property
    def written(self) -> bool:
        """Whether the file was written."""
        return self.size > 0


def failure(message: str, hint: str = "", code: str = CANNOT_BUILD) -> Diagnostic:
    """Return a problem outside the text as one that can be listed with those in it."""
    return DeckError(message, hint, code).diagnostic


def make(job: Job, drawings: DrawingStore | None = None) -> Deck:
    """Return the deck of `job`; no file is written but the `drawings` of charts."""
    with inputs.noted() as ledger, job.confined():
        deck = _made(job, drawings)
    return replace(deck, facts=ledger.facts, steady=ledger.steady and bool(deck.data))


def _made(job: Job, drawings: DrawingStore | None) -> Deck:
    diagnostics: tuple[Diagnostic, ...] = ()
    try:
        checked = lay_out_deck(job.talk, job.placed_options)
        diagnostics = checked.diagnostics
        if stops(diagnostics, job.strict) and not job.draft:
            return Deck(diagnostics=diagnostics)
        data = write_deck(checked.value, drawings)
        checks = checks_of(checked.value)
    except DeckError as error:
        return Deck(diagnostics=(*diagnostics, error.diagnostic))
    # What the machine lacks is no bug, and told where the deck was to be built.
    except (OSError, NoRoomError):
        raise
    # A bug that one talk meets must not cost the others.
    except Exception as error:  # noqa: BLE001
        is_veiled = bool(job.options.audience)
        return Deck(diagnostics=(*diagnostics, internal_error(job.talk, error, is_veiled)))
    return Deck(data, _figures(checked.value, job.by_slide), diagnostics, checks=checks)


def make_timed(job: Job, drawings: DrawingStore | None = None) -> tuple[Deck, float]:
    """Return the deck of `job`, and how many seconds it took."""
    begin = time.perf_counter()
    return make(job, drawings), time.perf_counter() - begin


def build(job: Job, drawings: DrawingStore | None = None) -> Outcome:
    """Make the deck of `job` and write its file."""
    return finished(job, *make_timed(job, drawings))


def finished(job: Job, deck: Deck, seconds: float, cached: bool = False) -> Outcome:
    """Write the file of a deck that was made, or was `cached`."""
    for fact in deck.facts:
        # Another process may have read it.
        if fact.what == CONTENT:
            reads.note(fact.name)
    outcome = Outcome(job, deck.figures, 0, seconds, cached, deck.diagnostics)
    if not deck.data or (stops(deck.diagnostics, job.strict) and not job.draft):
        return outcome
    try:
        with inputs.within(talk_roots(job.talk, job.options)):
            replace_file(job.output, deck.data)
    except DeckError as error:
        found = (*outcome.diagnostics, error.diagnostic)
        return replace(outcome, diagnostics=found)
    return replace(outcome, size=len(deck.data))


def _figures(deck: LaidOutDeck, by_slide: bool) -> Figures:
    words = sum(spoken_words(slide.notes) for slide in deck.slides if slide.staging.is_spoken)
    seconds = sum(slide.seconds for slide in deck.slides)
    return Figures(len(deck.slides), words, seconds, slide_figures(deck) if by_slide else ())
