"""`deck-builder rehearse`."""

from __future__ import annotations

import shutil
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import Struct

from deck_builder.base.diagnostics import DeckError
from deck_builder.base.files import replace_file
from deck_builder.base.streams import is_stream
from deck_builder.cli.options import talk_argument, talk_options
from deck_builder.cli.outputs import OutputFile
from deck_builder.cli.report import OUTPUT, handled_signals, laid_out, reported_errors
from deck_builder.outline.talk import deck_name

if TYPE_CHECKING:
    from deck_builder.outline.options import Options
    from deck_builder.speaker.rehearsal.timer import Key, Timer

_NOW_LINE = 4
# The terminal is closed, or the program is asked to end.
_ENDS = ("SIGTERM", "SIGHUP")


class _Recording(Struct):
    """The timer as it runs, and the file that it is recorded in."""

    timer: Timer
    talk: Path
    output: Path

    def save(self) -> None:
        """Write the rehearsal up to now."""
        from deck_builder.speaker.rehearsal.recording import recorded

        replace_file(self.output, recorded(self.timer, self.talk.as_posix()))

    def run(self, keys: Iterable[Key | None], show: Callable[[Timer], None]) -> None:
        """Follow the keys to the end; with None, only time passes."""
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
@talk_argument
@click.option(
    "-o",
    "--output",
    type=OutputFile(".json"),
    help="The .json file to record into; else output/<talk>.rehearsal.json.",
)
@talk_options
def rehearse(options: Options, path: Path, output: Path | None) -> None:
    """Time a rehearsal, and record how long each slide takes.

    PATH is a talk: a folder with a deck.yaml, or a Markdown file.

    Keys: space, enter or right for the next slide, left or b to go back, p to pause, q to end.
    Without a terminal, each line of the input is a key: an empty one or n, b, p, q.
    """
    from deck_builder.speaker.rehearsal.timer import start, state
    from deck_builder.timing.plan import plan_of
    from deck_builder.timing.speech import clock_time

    output = output or OUTPUT / f"{deck_name(path, options.audience)}.rehearsal.json"
    if is_stream(output):
        raise click.UsageError("a rehearsal is recorded after each slide: name a file")
    with reported_errors(target=output):
        timer = start(plan_of(laid_out(path, options, target=output)), time.monotonic())
        if not timer.slides:
            raise DeckError(f"‘{path}’ has no slides that are shown")
        recording = _Recording(timer, path, output)
        # A file that cannot be written is better found before the rehearsal.
        recording.save()
        _record(recording)
    timer = recording.timer
    reached = sum(seconds is not None for seconds in timer.spent)
    click.echo(
        f"{output}: {reached} of {len(timer.slides)} slides, "
        f"{clock_time(timer.elapsed)}, {state(timer)}"
    )


def _record(recording: _Recording) -> None:
    """Run to the end; whatever ends it, the slides up to then are recorded."""
    from deck_builder.cli import terminal
    from deck_builder.speaker.rehearsal.timer import line, screen

    def draw(timer: Timer) -> None:
        terminal.draw(screen(timer, *shutil.get_terminal_size()), _NOW_LINE)

    try:
        with handled_signals(_ENDS, _exit), suppress(KeyboardInterrupt):
            if terminal.is_interactive():
                with terminal.full_screen() as keys:
                    recording.run(keys, draw)
            else:
                recording.run(_lines(), lambda timer: click.echo(line(timer)))
    finally:
        recording.timer = recording.timer.ticked(time.monotonic())
        recording.save()


def _exit(number: int, _frame: object) -> None:
    sys.exit(128 + number)


def _lines() -> Iterator[Key]:
    """The keys that the lines of standard input name, by their first letter."""
    from deck_builder.speaker.rehearsal.timer import HELP, Key

    keys = {"": Key.NEXT, "n": Key.NEXT, "b": Key.BACK, "p": Key.PAUSE, "q": Key.END}
    for text in sys.stdin:
        key = keys.get(text.strip().lower()[:1])
        if key is None:
            click.echo(HELP.replace("space", "enter"))
        else:
            yield key
