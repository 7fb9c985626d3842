"""Jobs done, one after the other or by an executor; one bad deck does not stop the rest."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from typing import TYPE_CHECKING

from msgspec import Struct, field

from deck_builder.batch.failures import explained
from deck_builder.batch.job import Deck, Job, Outcome, finished, make_timed
from deck_builder.batch.keeping import Keeper

if TYPE_CHECKING:
    from deck_builder.charts.draw.drawings import DrawingStore

Made = tuple[Deck, float]
"""A deck, and how many seconds it took."""
Submit = Callable[[Job], "Future[Made]"]
"""Starts a job in another process."""
_LOOK_SECONDS = 2.0


def local(executor: Executor, drawings: DrawingStore | None = None) -> Submit:
    """Return what starts a job on `executor`, which sees the same files, with the store of the
    drawings of charts."""
    return lambda job: executor.submit(make_timed, job, drawings)


class Run(Struct, frozen=True):
    """The `jobs`, and the outcomes of those that are done, by the number of the job.

    At most `ahead` are under way: their decks are in memory until they are written. While nothing
    is done, `watch` is called now and then; it raises LostError when nothing will be.
    """

    jobs: Sequence[Job]
    submit: Submit
    keeper: Keeper | None = None
    ahead: int = 16
    watch: Callable[[], None] = lambda: None
    outcomes: dict[int, Outcome] = field(default_factory=dict)
    _under_way: dict[Future[Made], int] = field(default_factory=dict)

    @property
    def in_order(self) -> tuple[Outcome, ...]:
        """The outcomes of the jobs that are done, in the order of the jobs."""
        return tuple(outcome for _, outcome in sorted(self.outcomes.items()))

    @property
    def running(self) -> tuple[str, ...]:
        """The names of the decks that are being built."""
        return tuple(
            self.jobs[number].name for future, number in self._under_way.items() if future.running()
        )

    def __iter__(self) -> Iterator[Outcome]:
        """Yield the outcome of each job as soon as it is done; jobs that have not begun when the
        iteration ends are cancelled. Raises LostError when no more will be done."""
        try:
            for number, job in enumerate(self.jobs):
                begin = time.perf_counter()
                held = self.keeper and self.keeper.find(job)
                if held:
                    yield self._done(number, held, time.perf_counter() - begin, cached=True)
                    continue
                self._under_way[self.submit(job)] = number
                while len(self._under_way) >= self.ahead:
                    yield from self._completed()
            while self._under_way:
                yield from self._completed()
        finally:
            for future in self._under_way:
                future.cancel()

    def _completed(self) -> Iterator[Outcome]:
        done: set[Future[Made]] = set()
        while not done:
            done, _ = wait(self._under_way, _LOOK_SECONDS, FIRST_COMPLETED)
            if not done:
                self.watch()
        for future in sorted(done, key=self._under_way.__getitem__):
            number = self._under_way.pop(future)
            deck, seconds = _made(future, self.jobs[number])
            yield self._done(number, deck, seconds, cached=False)

    def _done(self, number: int, deck: Deck, seconds: float, cached: bool) -> Outcome:
        job = self.jobs[number]
        if self.keeper and not cached:
            self.keeper.keep(job, deck)
        outcome = self.outcomes[number] = finished(job, deck, seconds, cached)
        return outcome


def _made(future: Future[Made], job: Job) -> Made:
    try:
        return future.result()
    # A bug in one deck must not cost the others.
    except Exception as error:  # noqa: BLE001
        return Deck(diagnostics=(explained(error, job),)), 0.0
