"""Decks kept in the store with all that they were made from, so that a deck whose inputs are as
they were is not made again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from msgspec import Struct, to_builtins
from msgspec.structs import replace

from deck_builder.base import inputs
from deck_builder.base.diagnostics import Diagnostic, Severity, has_errors
from deck_builder.base.inputs import Fact
from deck_builder.base.source import Source, Span
from deck_builder.batch.job import Deck, Figures, Job
from deck_builder.batch.store import Store
from deck_builder.batch.versions import fingerprint

_MOST_STATES = 4
"""How many states of a talk are known at once: those of branches between which one changes."""


class Keeper(Struct, frozen=True):
    """Decks in `store`; with `rebuild`, none is taken out of it."""

    store: Store
    rebuild: bool = False

    def find(self, job: Job) -> Deck | None:
        """Return the deck of `job` if nothing that it was made from has changed."""
        if self.rebuild:
            return None
        key = _key(job)
        for state in _states(self.store.get(f"inputs {key}")):
            if inputs.hold(state):
                held = self.store.get(_deck_key(key, state))
                deck = None if held is None else _read(held)
                return deck and replace(deck, facts=state)
        return None

    def keep(self, job: Job, deck: Deck) -> None:
        """Put `deck` in the store, unless there was something wrong: that is looked at again."""
        if not (deck.steady and deck.data) or has_errors(deck.diagnostics):
            return
        key = _key(job)
        self.store.put(_deck_key(key, deck.facts), _written(deck))
        states = [
            state for state in _states(self.store.get(f"inputs {key}")) if state != deck.facts
        ]
        rows = [
            [[fact.what, fact.name, fact.value] for fact in state]
            for state in (deck.facts, *states[: _MOST_STATES - 1])
        ]
        self.store.put(f"inputs {key}", json.dumps(rows).encode())


def _key(job: Job) -> str:
    asked = [str(job.talk), to_builtins(job.options), fingerprint()]
    return inputs.digest(json.dumps(asked, sort_keys=True).encode())


def _deck_key(key: str, facts: Iterable[Fact]) -> str:
    noted = json.dumps([[fact.what, fact.name, fact.value] for fact in facts])
    return f"deck {key} {inputs.digest(noted.encode())}"


def _states(held: bytes | None) -> list[tuple[Fact, ...]]:
    if held is None:
        return []
    return [tuple(Fact(*row) for row in rows) for rows in json.loads(held)]


def _written(deck: Deck) -> bytes:
    """A line of JSON, and behind it the deck."""
    sources = dict.fromkeys(found.span.source for found in deck.diagnostics if found.span)
    numbers = {source: number for number, source in enumerate(sources)}
    said = {
        "figures": to_builtins(deck.figures) if deck.figures else None,
        "sources": [[source.path, source.text, source.undecodable] for source in sources],
        "diagnostics": [_row(found, numbers) for found in deck.diagnostics],
    }
    return json.dumps(said).encode() + b"\n" + deck.data


def _row(found: Diagnostic, numbers: Mapping[Source, int]) -> list[object]:
    place = found.span and [numbers[found.span.source], found.span.start, found.span.end]
    return [found.code, found.severity.value, found.message, found.hint, place]


def _read(held: bytes) -> Deck:
    head, _, data = held.partition(b"\n")
    said = json.loads(head)
    sources = [Source(*row) for row in said["sources"]]
    figures = said["figures"]
    return Deck(
        data,
        Figures(**figures) if figures else None,
        tuple(_diagnostic(row, sources) for row in said["diagnostics"]),
        steady=True,
    )


def _diagnostic(row: list[Any], sources: list[Source]) -> Diagnostic:
    code, severity, message, hint, place = row
    span = Span(sources[place[0]], *place[1:]) if place else None
    return Diagnostic(code, Severity(severity), message, hint, span)
