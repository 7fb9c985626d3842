"""`deck-builder rehearse`."""

from __future__ import annotations

import shutil
import signal
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from deck_builder.base.diagnostics import DeckError
from deck_builder.cli.options import talk_options
from deck_builder.cli.report import (
    OUTPUT,
    PROBLEMS,
    report,
    reported_errors,
    without_notes,
)
from deck_builder.outline.talk import deck_name

if TYPE_CHECKING:
    from deck_builder.outline.options import Options
    from deck_builder.rehearsal.timer import Key, Timer

_NOW_LINE = 4
# A terminal that is closed, or a program that is asked to end.
_ENDS = ("SIGTERM", "SIGHUP")


class _Recording(Struct):
    """The timer as it runs, and the file that it is kept in."""

    timer: Timer
    talk: Path
    output: Path

    def save(self) -> None:
        """Write what there is up to now."""
        from deck_builder.base.files import replace_file
        from deck_builder.rehearsal.recording import recorded

        replace_file(self.output, recorded(self.timer, self.talk.as_posix()))

    def run(self, keys: Iterable[Key | None], show: Callable[[Timer], None]) -> None:
        """Follow the keys up to the end; None only lets time pass."""
        show(self.timer)
        for key in keys:
            now = time.monotonic()
            if key is None:
                self.timer = self.timer.ticked(now)
            else:
                self.timer = self.timer.pressed(key, now)
                self.save()
            if self.timer.is_over:
                return
            show(self.timer)


@click.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path, dir_okay=False),
    help="The file to record into; else output/<talk>.rehearsal.json.",
)
@talk_options
def rehearse(options: Options, path: Path, output: Path | None) -> None:
    """Time a rehearsal, and record how long each slide takes.

    PATH is a talk: a folder with a deck.yaml, or a Markdown file.

    Keys: space, enter or right for the next slide, left or b to go back, p for a pause, q for the
    end. Without a terminal these are lines: an empty one or n, b, p, q.
    """
    from deck_builder.base.diagnostics import stops
    from deck_builder.pipeline import lay_out_deck
    from deck_builder.rehearsal.timer import start
    from deck_builder.timing.plan import plan_of

    output = output or OUTPUT / f"{deck_name(path, options.audience)}.rehearsal.json"
    with reported_errors():
        checked = lay_out_deck(path, options)
        report(without_notes(checked.diagnostics))
        if stops(checked.diagnostics, strict=False):
            sys.exit(PROBLEMS)
        timer = start(plan_of(checked.value), time.monotonic())
        if not timer.slides:
            raise DeckError(f"‘{path}’ has no slides that are shown")
        recording = _Recording(timer, path, output)
        # What cannot be written is better found before the rehearsal.
        recording.save()
        _record(recording)
    click.echo(_summary(recording))


def _record(recording: _Recording) -> None:
    """Run to the end; whatever ends it, what there is is kept."""
    from deck_builder.cli.terminal import full_screen, is_interactive

    try:
        with _ended_by_signals(), suppress(KeyboardInterrupt):
            if is_interactive():
                with full_screen() as keys:
                    recording.run(keys, _draw)
            else:
                recording.run(_lines(), _say)
    finally:
        recording.timer = recording.timer.ticked(time.monotonic())
        recording.save()


@contextmanager
def _ended_by_signals() -> Iterator[None]:
    """Let signals that end the program do so in order."""

    def end(number: int, _frame: object) -> None:
        sys.exit(128 + number)

    known = [getattr(signal, name) for name in _ENDS if hasattr(signal, name)]
    before = {number: signal.signal(number, end) for number in known}
    try:
        yield
    finally:
        for number, act in before.items():
            signal.signal(number, act)


def _draw(timer: Timer) -> None:
    from deck_builder.cli.terminal import draw
    from deck_builder.rehearsal.timer import screen

    draw(screen(timer, *shutil.get_terminal_size()), _NOW_LINE)


def _say(timer: Timer) -> None:
    from deck_builder.rehearsal.timer import line

    click.echo(line(timer))


def _lines() -> Iterator[Key]:
    """The keys that the lines of standard input name, by their first letter."""
    from deck_builder.rehearsal.timer import HELP, Key

    keys = {"": Key.NEXT, "n": Key.NEXT, "b": Key.BACK, "p": Key.PAUSE, "q": Key.END}
    for text in sys.stdin:
        key = keys.get(text.strip().lower()[:1])
        if key is None:
            click.echo(HELP.replace("space", "enter"))
        else:
            yield key


def _summary(recording: _Recording) -> str:
    from deck_builder.rehearsal.timer import state
    from deck_builder.timing.speech import clock_time

    timer = recording.timer
    reached = sum(seconds is not None for seconds in timer.spent)
    return (
        f"{recording.output}: {reached} of {len(timer.slides)} slides, "
        f"{clock_time(timer.elapsed)}, {state(timer)}"
    )
