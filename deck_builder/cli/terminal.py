"""A terminal whose keys are read as they are pressed and whose screen is redrawn."""

from __future__ import annotations

import os
import re
import select
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from deck_builder.speaker.rehearsal.timer import Key

TICK = 0.2
"""Seconds between two looks at the clock."""

_SEQUENCES = {
    Key.NEXT: (" ", "\r", "\n", "\x1b[C", "\x1bOC", "\x1b[B", "\x1bOB", "\x1b[6~", "n"),
    Key.BACK: ("\x1b[D", "\x1bOD", "\x1b[A", "\x1bOA", "\x1b[5~", "\x7f", "\x08", "b"),
    Key.PAUSE: ("p",),
    Key.END: ("q", "\x03", "\x04"),
}
_KEYS = {text: key for key, texts in _SEQUENCES.items() for text in texts}
_TOKEN = re.compile(r"\x1b(?:\[[0-9;]*[A-Za-z~]|O[A-Z])|[^\x1b]|\x1b")
# What msvcrt gives after a zero or an E0 for arrows and pages.
_WINDOWS = {**dict.fromkeys("MPQ", Key.NEXT), **dict.fromkeys("KHI", Key.BACK)}
_CHARACTERS = 6
_ENTER = "\x1b[?1049h\x1b[?25l"
_LEAVE = "\x1b[?25h\x1b[?1049l"


def keys_in(text: str) -> Iterator[Key]:
    """Yield the keys in what a terminal sends; everything else is ignored."""
    for token in _TOKEN.findall(text):
        key = _KEYS.get(token.lower() if len(token) == 1 else token)
        if key is not None:
            yield key


def is_interactive() -> bool:
    """Whether there is a terminal whose keys can be read one by one."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        return False
    return sys.platform == "win32" or os.environ.get("TERM", "dumb") != "dumb"


@contextmanager
def full_screen() -> Iterator[Iterator[Key | None]]:
    """Use the whole screen of the terminal, and give the keys as they are pressed, None after a
    tick without one; in the end, restore the terminal."""
    if sys.platform == "win32":
        os.system("")
        with _screen():
            yield _windows_keys()
        return
    import termios
    import tty

    terminal = sys.stdin.fileno()
    before = termios.tcgetattr(terminal)
    try:
        tty.setcbreak(terminal)
        changed = termios.tcgetattr(terminal)
        # Ctrl-Z would leave the shell with this screen.
        changed[_CHARACTERS][termios.VSUSP] = b"\x00"
        termios.tcsetattr(terminal, termios.TCSADRAIN, changed)
        with _screen():
            yield _keys(terminal)
    finally:
        termios.tcsetattr(terminal, termios.TCSADRAIN, before)


@contextmanager
def _screen() -> Iterator[None]:
    try:
        _write(_ENTER)
        yield
    finally:
        _write(_LEAVE)


def draw(lines: Sequence[str], bold: int) -> None:
    """Show `lines` from the top of the screen, the one at `bold` in bold."""
    shown = [f"\x1b[1m{text}\x1b[0m" if at == bold else text for at, text in enumerate(lines)]
    _write("\x1b[H" + "\r\n".join(f"{text}\x1b[K" for text in shown) + "\x1b[J")


def _write(text: str) -> None:
    sys.stdout.write(text)
    sys.stdout.flush()


def _keys(terminal: int) -> Iterator[Key | None]:
    while True:
        ready, _, _ = select.select([terminal], [], [], TICK)
        if not ready:
            yield None
            continue
        sent = os.read(terminal, 1024)
        if not sent:
            return
        yield from keys_in(sent.decode("utf-8", "replace"))


def _windows_keys() -> Iterator[Key | None]:
    if sys.platform != "win32":
        return
    import msvcrt

    while True:
        if not msvcrt.kbhit():
            time.sleep(TICK)
            yield None
            continue
        sent = msvcrt.getwch()
        if sent in ("\x00", "\xe0"):
            yield _WINDOWS.get(msvcrt.getwch())
        else:
            yield from keys_in(sent)
