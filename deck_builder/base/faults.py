"""Faults of the program itself, told like problems of a talk."""

from __future__ import annotations

import traceback
from pathlib import PurePath

from deck_builder.base.diagnostics import Diagnostic, Severity

INTERNAL_ERROR = "internal-error"
"""The code of a fault of the program."""

_PROGRAM = "deck_builder"


class NoRoomError(Exception):
    """The machine that builds has no room for what must be on its disk."""


def internal_error(name: object, error: BaseException, is_veiled: bool = False) -> Diagnostic:
    """Return an exception that nothing expected, raised while the talk called `name` was built.
    When it `is_veiled`, only its kind is told: what it says may be for others. Its traceback is
    logged for those who look for the bug."""
    log_traceback(name, error)
    return fault_in(name, type(error).__name__ if is_veiled else described(error))


def log_traceback(name: object, error: BaseException) -> None:
    """Log the traceback of an exception that `name` met, which `--debug` shows."""
    import logging

    logging.getLogger(__name__).debug("traceback of %s:", name, exc_info=error)


def fault_in(name: object, fault: str) -> Diagnostic:
    """Return a fault, in words, that the talk called `name` met."""
    return Diagnostic(
        INTERNAL_ERROR,
        Severity.ERROR,
        f"deck-builder failed on ‘{name}’: {fault}",
        "this is a bug in deck-builder: please report it, with this message and the text of the "
        "slide that causes it",
    )


def described(error: BaseException) -> str:
    """Return an exception with the line of the program that it comes from."""
    words = f"{type(error).__name__}: {error}".rstrip(": ")
    for frame in reversed(traceback.extract_tb(error.__traceback__)):
        parts = PurePath(frame.filename).parts
        if _PROGRAM in parts:
            start = len(parts) - 1 - parts[::-1].index(_PROGRAM)
            return f"{words} ({'/'.join(parts[start:])}, line {frame.lineno})"
    return words
