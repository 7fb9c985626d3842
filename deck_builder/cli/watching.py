"""`deck-builder build --watch`: decks are built again whenever a file changes that they are made
from."""

from __future__ import annotations

import asyncio
import gc
import importlib.util
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import click
from msgspec import Struct, field

from deck_builder.base import inputs
from deck_builder.base.diagnostics import DeckError, printable
from deck_builder.base.faults import NoRoomError
from deck_builder.base.streams import is_stream
from deck_builder.cli.outputs import say_written
from deck_builder.cli.report import say, say_unwritten

if TYPE_CHECKING:
    from deck_builder.base.inputs import Fact
    from deck_builder.batch.job import Job, Outcome
    from deck_builder.batch.store import Store
    from deck_builder.cli.options import BuildOptions
    from deck_builder.preview.watching import Watched

T = TypeVar("T")


def refuse_unwatchable(output: Path | None) -> None:
    """Raise UsageError when `output` can be written only once, and DeckError without the library
    that watches files."""
    if output is not None and is_stream(output):
        raise click.UsageError(f"‘{output}’ is no file: --watch writes it again and again")
    if importlib.util.find_spec("watchfiles") is None:
        raise DeckError("watchfiles is not installed", "install ‘deck-builder[preview]’")


def keep_building(
    jobs: Callable[[], list[Job]],
    summary: Callable[[Outcome], str],
    store: Store | None,
    request: BuildOptions,
) -> None:
    """Build each of `jobs`, and again whenever a file that it was made from has changed. It ends
    with KeyboardInterrupt."""
    builds = _Builds(jobs, summary, store, request)
    asyncio.run(builds.follow())


class _Builds(Struct):
    """The decks that are kept up to date, with what each was made from last."""

    jobs: Callable[[], list[Job]]
    summary: Callable[[Outcome], str]
    store: Store | None
    request: BuildOptions
    made: dict[Job, tuple[Fact, ...]] = field(default_factory=dict)
    watched: Watched | None = None

    async def follow(self) -> None:
        """Build, and go on with each change."""
        from deck_builder.preview.watching import changes

        self.build()
        async for _ in changes(self.seen):
            self.build()
            # A single build needs none, so the program runs without.
            gc.collect()

    def seen(self) -> Watched:
        """Return all that one of the decks was made from."""
        from deck_builder.preview.watching import Watched, watched_by

        if self.watched is None:
            each = [watched_by(facts, job.talk) for job, facts in self.made.items()]
            self.watched = Watched(
                _joined(one.paths for one in each),
                _joined(one.patterns for one in each),
                _joined(one.folders for one in each),
            )
        return self.watched

    def build(self) -> None:
        """Build what is no longer as it was made."""
        for job in list(self._outdated()):
            self._build(job)
            self.watched = None

    def _outdated(self) -> Iterator[Job]:
        from deck_builder.slides.theme import theme_roots

        for job in self._known_jobs():
            facts = self.made.get(job)
            if facts is None:
                yield job
                continue
            with inputs.within(theme_roots(job.talk, job.options)):
                holds = inputs.hold(facts)
            if not holds:
                yield job

    def _known_jobs(self) -> list[Job]:
        try:
            return self.jobs()
        except (click.UsageError, DeckError) as error:
            # The audiences of a talk may have changed to names that cannot be files beside others.
            if not self.made:
                raise
            click.echo(printable(f"error: {error}"), err=True)
            return list(self.made)

    def _build(self, job: Job) -> None:
        from deck_builder.batch.job import Outcome, build, failure

        if self.request.verbose:
            say(f"{_clock()}building {job.output}", err=True)
        with inputs.noted() as ledger:
            try:
                outcome = build(job, self.store)
            except (OSError, NoRoomError) as error:
                # There may be room again, or a right, at the next change.
                outcome = Outcome(job, diagnostics=(failure(str(error)),))
        self.made[job] = ledger.facts
        self.request.report(outcome.diagnostics)
        if outcome.written:
            say_written(job.output, _clock() + self.summary(outcome))
        else:
            say_unwritten(job.output, outcome.diagnostics, _clock())


def _clock() -> str:
    return time.strftime("%H:%M:%S ")


def _joined(sets: Iterable[frozenset[T]]) -> frozenset[T]:
    return frozenset[T]().union(*sets)
