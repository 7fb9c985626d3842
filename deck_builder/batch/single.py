"""One job done here and now, and what comes of any job that is done."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from msgspec.structs import replace

from deck_builder.base.diagnostics import DeckError, stops
from deck_builder.base.files import replace_file
from deck_builder.batch.job import Deck, Job, Outcome, failure, make

if TYPE_CHECKING:
    from deck_builder.batch.keeping import Keeper
    from deck_builder.charts.draw.drawings import DrawingStore


def build(job: Job, keeper: Keeper | None = None, drawings: DrawingStore | None = None) -> Outcome:
    """Do `job`, unless its deck is kept already, with the drawings of charts that are."""
    begin = time.perf_counter()
    held = keeper and keeper.find(job)
    deck = held or make(job, drawings)
    return finished(job, deck, time.perf_counter() - begin, keeper, cached=held is not None)


def finished(job: Job, deck: Deck, seconds: float, keeper: Keeper | None, cached: bool) -> Outcome:
    """Write the deck, and keep it."""
    if keeper and not cached:
        keeper.keep(job, deck)
    outcome = Outcome(job, deck.figures, 0, seconds, cached, deck.diagnostics)
    if not deck.data or (stops(deck.diagnostics, job.strict) and not job.draft):
        return outcome
    try:
        replace_file(job.output, deck.data)
    except DeckError as error:
        found = (*outcome.diagnostics, failure(error.message, error.hint))
        return replace(outcome, diagnostics=found)
    return replace(outcome, size=len(deck.data))
