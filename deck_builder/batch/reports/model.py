"""The outcomes of a batch, and their figures."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from deck_builder.base.diagnostics import Diagnostic, in_order
from deck_builder.batch.job import Outcome


class State(Enum):
    """The state of a deck: made, taken from the store, or not written."""

    BUILT = "built"
    CACHED = "cached"
    FAILED = "failed"


class Report(Struct, frozen=True):
    """The outcome of each job, in order. The batch took `seconds`; `left` is how many jobs were not
    reached."""

    outcomes: tuple[Outcome, ...]
    seconds: float = 0.0
    left: int = 0

    @property
    def diagnostics(self) -> tuple[Diagnostic, ...]:
        """All diagnostics, each once and in order."""
        return in_order(found for outcome in self.outcomes for found in outcome.diagnostics)

    def count(self, state: State) -> int:
        """How many decks there are of one state."""
        return sum(state_of(outcome) is state for outcome in self.outcomes)

    @property
    def summary(self) -> str:
        """How many decks there are of each state, in words."""
        parts = [f"{self.count(state)} {state.value}" for state in State if self.count(state)]
        if self.left:
            parts.append(f"{self.left} not reached")
        return ", ".join(parts) or "no decks"


def state_of(outcome: Outcome) -> State:
    """Return the state of a deck."""
    if not outcome.written:
        return State.FAILED
    return State.CACHED if outcome.cached else State.BUILT


def figures_of(outcome: Outcome, form: str) -> tuple[str, ...]:
    """Return the slides, words and minutes of a deck in a number format, its size, seconds and
    state."""
    figures = outcome.figures
    counts = (figures.slides, figures.words, figures.minutes) if figures else ()
    return (
        *([format(number, form) for number in counts] or ("", "", "")),
        _size_text(outcome.size) if outcome.size else "",
        f"{outcome.seconds:.1f}",
        state_of(outcome).value,
    )


def _size_text(size: int) -> str:
    if size < 1_000_000:
        return f"{size / 1000:,.0f} kB"
    return f"{size / 1_000_000:,.1f} MB"
