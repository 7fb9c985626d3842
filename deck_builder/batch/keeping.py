"""Decks in the store with the facts that they were made from, so that a deck whose inputs have not
changed is not made again. It is checked again as it was when it was made."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from typing import TypeVar

from msgspec import MsgspecError, Struct, convert, to_builtins
from msgspec.structs import replace

from deck_builder.base import inputs
from deck_builder.base.diagnostics import Diagnostic, has_errors
from deck_builder.base.inputs import Fact
from deck_builder.base.source import Source
from deck_builder.batch.checks import Checks, is_sound, with_faults
from deck_builder.batch.job import Deck, Figures, Job
from deck_builder.batch.store import Store
from deck_builder.batch.versions import fingerprint
from deck_builder.slides.theme import theme_roots

T = TypeVar("T")

_MOST_STATES = 4
"""How many states of a talk are known at once: those of the branches that one switches between."""


class Keeper(Struct, frozen=True):
    """Finds and keeps decks in `store`; with `rebuild`, none is found."""

    store: Store
    rebuild: bool = False

    def find(self, job: Job) -> Deck | None:
        """Return the deck of `job` if nothing that it was made from has changed."""
        if self.rebuild:
            return None
        key = _key(job)
        roots = theme_roots(job.talk, job.options)
        for known in self._known(key):
            with job.confined(), inputs.within(roots):
                holds = inputs.hold(known.facts)
            if holds:
                deck = _read(self.store.get(_deck_key(key, known.facts)), known)
                return deck if deck is not None and is_sound(deck.data, deck.checks) else None
        return None

    def keep(self, job: Job, deck: Deck) -> None:
        """Put `deck` in the store, unless it has errors: these are checked again."""
        if not (deck.steady and deck.data) or has_errors(deck.diagnostics):
            return
        key = _key(job)
        self.store.put(_deck_key(key, deck.facts), _entry(deck))
        others = [known for known in self._known(key) if known.facts != deck.facts]
        this = _Known(deck.facts, with_faults(deck.checks, deck.data))
        self.store.put(f"inputs {key}", _json((this, *others[: _MOST_STATES - 1])))

    def _known(self, key: str) -> list[_Known]:
        """What decks of a job were made from."""
        return _parsed(self.store.get(f"inputs {key}"), list[_Known]) or []


class _Known(Struct, frozen=True):
    """What a deck was made from, and what it is checked by. That is apart from the deck: a deck for
    another audience would not pass."""

    facts: tuple[Fact, ...]
    checks: Checks


def _parsed(entry: bytes | None, kind: type[T]) -> T | None:
    """A value from JSON; None for what is none."""
    try:
        return None if entry is None else convert(json.loads(entry), kind)
    except (ValueError, RecursionError, MsgspecError):
        return None


def _json(values: object) -> bytes:
    return json.dumps(to_builtins(values), sort_keys=True).encode()


def _key(job: Job) -> str:
    return inputs.digest(_json([str(job.talk), job.options, job.limits, fingerprint()]))


def _deck_key(key: str, facts: tuple[Fact, ...]) -> str:
    return f"deck {key} {inputs.digest(_json(facts))}"


class _Head(Struct, frozen=True):
    """Everything of a deck but its bytes and facts. The sources are apart, so that each is stored
    once: a diagnostic has the number of its source as the path."""

    figures: Figures | None
    sources: tuple[Source, ...]
    diagnostics: tuple[Diagnostic, ...]


def _entry(deck: Deck) -> bytes:
    """A line of JSON, and after it the deck."""
    spans = [found.span for found in deck.diagnostics if found.span]
    sources = tuple(dict.fromkeys(span.source for span in spans))
    numbers = {source: Source(str(number), "") for number, source in enumerate(sources)}
    head = _Head(deck.figures, sources, _with_sources(deck.diagnostics, numbers.__getitem__))
    return _json(head) + b"\n" + deck.data


def _read(entry: bytes | None, known: _Known) -> Deck | None:
    """The deck in an entry; None when there is none."""
    line, _, data = (entry or b"").partition(b"\n")
    head = _parsed(line, _Head)
    if head is None:
        return None
    try:
        found = _with_sources(head.diagnostics, lambda source: head.sources[int(source.path)])
    except (ValueError, IndexError):
        return None
    return Deck(data, head.figures, found, known.facts, steady=True, checks=known.checks)


def _with_sources(
    found: Iterable[Diagnostic], source_of: Callable[[Source], Source]
) -> tuple[Diagnostic, ...]:
    return tuple(
        replace(one, span=one.span and replace(one.span, source=source_of(one.span.source)))
        for one in found
    )
