"""`deck-builder`, and `python -m deck_builder`."""

from __future__ import annotations

import atexit
import gc
import os
import sys


def run() -> None:
    """Run the command line as this process: it ends with the exit code of the SystemExit that this
    raises, unless another error ends it."""
    # Values have no circles, and are needed nearly all to the end: to look for waste costs a large
    # deck a sixteenth of its time.
    gc.disable()
    codes: list[int] = []
    # The first that is registered is the last that is called. What was registered before, such as
    # a measurement of coverage, would not be called at all.
    if not atexit._ncallbacks():
        atexit.register(_leave, codes)
    try:
        # Ctrl-C may come while it is imported.
        from deck_builder.cli.console import run_main
    except KeyboardInterrupt:
        sys.exit(130)
    try:
        run_main()
    except SystemExit as end:
        if isinstance(end.code, int):
            codes.append(end.code)
        raise


def _leave(codes: list[int]) -> None:
    """End the process with its exit code, after all else that is to be done at its end. What it has
    in memory is the system's again: to free each value first takes 1 to 3 % of a build."""
    # Who called `run` may have met something else since.
    if codes and not hasattr(sys, "last_value"):
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(codes[0])


if __name__ == "__main__":
    run()
