"""The command line as a process: it ends without a traceback when the system refuses something,
such as what it prints."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from io import TextIOWrapper
from typing import TextIO

from deck_builder.cli import main
from deck_builder.cli.report import INTERRUPTED

_FAILED = 1


def run_main() -> None:
    """Run the command line, and exit with its code. What cannot be printed, a working folder that
    was removed, and a folder that may not be looked into are errors of one line."""
    _open_streams()
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except OSError as error:
        with suppress(OSError):
            print(f"error: {_reason(error)}", file=sys.stderr)
        sys.exit(_FAILED)
    finally:
        for stream in (sys.stdout, sys.stderr):
            _finish(stream)


def _reason(error: OSError) -> str:
    # Only what is open already has no name.
    if error.filename is not None:
        return f"‘{error.filename}’ cannot be read or written: {error.strerror}"
    try:
        os.getcwd()
    except OSError:
        return "the working folder is gone: change to another one"
    return f"the output cannot be written: {error.strerror}"


def _open_streams() -> None:
    """Let standard input, output and error be there, and take any text. Without one, the next file
    that is opened would get its number."""
    for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
        stream = getattr(sys, name)
        if stream is None:
            # Open until the end.
            setattr(sys, name, open(os.devnull, mode, encoding="utf-8"))  # noqa: SIM115
        elif mode == "w" and isinstance(stream, TextIOWrapper) and stream.errors == "strict":
            stream.reconfigure(errors="backslashreplace")


def _finish(stream: TextIO) -> None:
    """Write what is left in a buffer; what cannot be written is dropped, or Python would try again
    when it ends, and fail with a traceback."""
    try:
        stream.flush()
    except (OSError, ValueError):
        with suppress(OSError, ValueError):
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, stream.fileno())
            os.close(nowhere)
