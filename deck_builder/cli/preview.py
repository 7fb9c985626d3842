"""`deck-builder preview`."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import importlib.util
import os
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import threading
import webbrowser
from collections.abc import Callable, Iterable
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from deck_builder.base import inputs, plugins
from deck_builder.base.diagnostics import Collector, DeckError, Diagnostic
from deck_builder.base.memory import Memory, remembering
from deck_builder.cli.options import PATH, talk_options
from deck_builder.cli.report import (
    INTERRUPTED,
    all_talks,
    audiences_for,
    count,
    report,
    reported_errors,
    with_amounts,
    with_summaries,
)
from deck_builder.cli.undrawn import report_undrawn
from deck_builder.outline.withheld import refuse_withheld
from deck_builder.preview.watching import watched_by

if TYPE_CHECKING:
    from deck_builder.outline.options import Options
    from deck_builder.preview.live import Built, Choice
    from deck_builder.preview.server import Stage
    from deck_builder.shapes import LaidOutDeck

_LIBRARIES = ("starlette", "uvicorn", "watchfiles")
_LOCAL = "127.0.0.1"
_EVERY_ADDRESS = ("", "0.0.0.0", "0", "::")
_WHICH_HOST = "leave --host out, or name an IPv4 address of this machine"
_MOST_DRAWINGS = 500
# What stands for a place in the command of an editor.
_PLACES = ("file", "line", "column", "place")


@click.command()
@click.argument("path", type=PATH, required=False)
@click.option(
    "--port", type=click.IntRange(0, 65_535), default=0, help="The port; by default, a free one."
)
@click.option(
    "--host",
    default=_LOCAL,
    show_default=True,
    metavar="ADDRESS",
    help="An address of this machine under which others in its network reach it, such as a phone.",
)
@click.option("--no-open", is_flag=True, help="Do not open the browser.")
@click.option(
    "--editor",
    default="",
    metavar="COMMAND",
    help="What opens a place in a file, such as ‘code -g {place}’ or ‘gvim +{line} {file}’.",
)
@talk_options
def preview(
    options: Options, path: Path | None, port: int, host: str, no_open: bool, editor: str
) -> None:
    """Show a talk in the browser while it is written.

    PATH is a talk: a folder with a deck.yaml, or a Markdown file. Without a PATH, it is the only
    talk of the project. A change shows as soon as its file is saved.
    """
    _refuse_editor(editor)
    with reported_errors():
        missing = [name for name in _LIBRARIES if not importlib.util.find_spec(name)]
        if missing:
            raise DeckError(f"{missing[0]} is not installed", "install ‘deck-builder[preview]’")
        talk = path or _only_talk()
        with _listening(host, port) as listening, contextlib.suppress(KeyboardInterrupt):
            asyncio.run(_serve(talk, options, listening, editor, opens=not no_open))
    # Nothing else ends it; where the shell lets Ctrl-C be ignored, there is no KeyboardInterrupt.
    sys.exit(INTERRUPTED)


def _refuse_editor(editor: str) -> None:
    """It is wrong usage to name an editor that could never open a place."""
    try:
        words = shlex.split(editor)
    except ValueError as error:
        raise click.UsageError(
            f"--editor is not a command: ‘{editor}’ has an open quote"
        ) from error
    known = dict.fromkeys(_PLACES, "")
    for word in words:
        try:
            word.format_map(known)
        except (AttributeError, LookupError, TypeError, ValueError) as error:
            names = ", ".join(f"{{{name}}}" for name in _PLACES)
            raise click.UsageError(f"--editor has ‘{word}’: known are {names}") from error
    if words and shutil.which(words[0]) is None:
        raise click.UsageError(f"--editor names ‘{words[0]}’, and there is no such program")


def _listening(host: str, port: int) -> socket.socket:
    """A socket that listens. Raises DeckError when the address or the port cannot be used."""
    if host in _EVERY_ADDRESS:
        raise DeckError(
            f"‘{host}’ is every address of this machine, and none that a browser could open",
            "name the address under which others in its network reach it, such as 192.168.1.20",
        )
    try:
        return socket.create_server((host, port))
    except OSError as error:
        number = error.errno or 0
        # Those of names that nobody knows are below zero.
        if number < 0 or number == errno.EADDRNOTAVAIL:
            raise DeckError(f"{host} is no IPv4 address of this machine", _WHICH_HOST) from error
        raise DeckError(
            f"port {port} of {host} cannot be used: {os.strerror(number)}",
            "name another --port, or leave it out for a free one",
        ) from error


def _only_talk() -> Path:
    found: list[Diagnostic] = []
    talks = all_talks(found)
    report(found)
    if len(talks) > 1:
        raise click.UsageError(
            f"name one of {count(len(talks), 'talk')}: {', '.join(map(str, talks))}"
        )
    return talks[0]


async def _serve(
    talk: Path, options: Options, listening: socket.socket, editor: str, opens: bool
) -> None:
    import uvicorn

    from deck_builder.preview.server import Stage, application, follow, new_token
    from deck_builder.theme.file import theme_names

    host, port = listening.getsockname()[:2]
    token = new_token()
    names = tuple(filter(None, audiences_for(talk, options)))
    themes = plugins.names(plugins.THEMES, theme_names())
    stage = Stage(builder(talk, options), themes, names)
    hosts = frozenset(f"{name}:{port}" for name in (host, _LOCAL, "localhost"))
    app = application(stage, token, hosts, opener(editor, stage))
    config = uvicorn.Config(app, log_level="error", lifespan="off", access_log=False)

    class Server(uvicorn.Server):
        """Ends although pages listen to it."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            stage.end()
            super().handle_exit(sig, frame)

    server = Server(config)
    address = f"http://{host}:{port}/{token}/"
    _say(await stage.rebuild())
    click.echo(f"preview: {address}\nthe speaker's view: {address}speaker\nCtrl-C ends it")
    if opens:
        webbrowser.open(address)

    watching = asyncio.create_task(follow(stage, _say))
    watching.add_done_callback(lambda _: server.handle_exit(signal.SIGTERM, None))
    try:
        await server.serve(sockets=[listening])
    finally:
        if watching.done():
            watching.result()
        watching.cancel()


def _say(built: Built) -> None:
    report(with_summaries(built.problems))
    slides = count(len(built.deck.slides), "slide") if built.deck else "not shown"
    click.echo(with_amounts(slides, built.problems), err=True)


class _Drawings:
    """Drawings of charts, the newest of them: each change of a chart makes another one."""

    def __init__(self) -> None:
        self._known: dict[str, bytes] = {}

    def get(self, key: str) -> bytes | None:
        return self._known.get(key)

    def put(self, key: str, data: bytes) -> None:
        if len(self._known) >= _MOST_DRAWINGS:
            del self._known[next(iter(self._known))]
        self._known[key] = data


class _Clean:
    """The texts that say nothing withheld, as they were found in the last build, so that only new
    ones are looked at as long as the same is withheld."""

    def __init__(self) -> None:
        self._texts: frozenset[str] = frozenset()
        self._secrets: object = None

    def check(self, texts: Iterable[str], deck: LaidOutDeck) -> None:
        """Raise DeckError when one of the `texts` says what is withheld from the audience."""
        known = self._texts if self._secrets == deck.secrets else frozenset()
        all_of_them = frozenset(texts)
        self._texts = frozenset()
        refuse_withheld("the slides", sorted(all_of_them - known), deck)
        self._texts, self._secrets = all_of_them, deck.secrets


def builder(talk: Path, options: Options) -> Callable[[Choice], Built]:
    """Return what builds the pictures of `talk` with `options`, and with what is chosen."""
    drawings, memory, clean = _Drawings(), Memory(), _Clean()

    def build(choice: Choice) -> Built:
        wanted = replace(
            options,
            theme=choice.theme or options.theme,
            audience=choice.audience or options.audience,
            minutes=choice.minutes or options.minutes,
        )
        with remembering(memory):
            return _built(talk, wanted, drawings, clean)

    return build


def _built(talk: Path, options: Options, drawings: _Drawings, clean: _Clean) -> Built:
    from deck_builder.pipeline import lay_out_deck
    from deck_builder.preview.deck import all_text, pictured
    from deck_builder.preview.live import Built, has_errors
    from deck_builder.slides.theme import theme_roots
    from deck_builder.slides.trimming import NO_TIME

    problems: tuple[Diagnostic, ...] = ()
    deck: LaidOutDeck | None = None
    with inputs.noted() as ledger:
        try:
            checked = lay_out_deck(talk, options)
            problems = checked.diagnostics
            if not has_errors(problems):
                deck = checked.value
                pictures = pictured(deck, store=drawings)
                undrawn = Collector()
                report_undrawn(pictures.numbered(), undrawn)
                problems = (*problems, *undrawn.found)
                clean.check(all_text(pictures, notes=True), deck)
        except DeckError as error:
            problems, deck = (*problems, error.diagnostic), None
    facts = ledger.facts

    def holds() -> bool:
        with inputs.within(theme_roots(talk, options)):
            return inputs.hold(facts)

    problems = (*with_summaries(problems), *(one for one in problems if one.code == NO_TIME.code))
    watched = watched_by(facts, talk)
    if deck is None:
        return Built(None, problems, watched=watched, holds=holds)
    seconds = tuple(slide.seconds for slide in deck.slides)
    return Built(pictures, problems, seconds, deck.properties.minutes, watched, holds)


def opener(editor: str, stage: Stage) -> Callable[[str], bool] | None:
    """Return what opens a place of the talk, such as `talk.md:3:1`, with the command `editor`, and
    says whether it could; None without a command."""
    if not editor:
        return None
    words = shlex.split(editor)

    def open_place(place: str) -> bool:
        file, line, column = (*place.rsplit(":", 2), "", "")[:3]
        path = Path(file).resolve()
        # Only what the deck was made from, so that a page cannot open anything else.
        if (
            str(path) not in stage.built.watched.paths
            or not line.isdecimal()
            or not column.isdecimal()
        ):
            return False
        values = {"file": str(path), "line": line, "column": column}
        values["place"] = f"{path}:{line}:{column}"
        try:
            command = [word.format_map(values) for word in words]
        except (KeyError, ValueError, IndexError):
            return False
        if not any(name in editor for name in ("{file}", "{place}")):
            command.append(values["place"])
        if shutil.which(command[0]) is None:
            return False
        # It may run as long as the file is open.
        threading.Thread(target=_run, args=(command,), daemon=True).start()
        return True

    return open_place


def _run(command: list[str]) -> None:
    subprocess.run(command, stdin=subprocess.DEVNULL, check=False)
