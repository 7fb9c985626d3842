"""`deck-builder`, and `python -m deck_builder`."""

from __future__ import annotations

import atexit
import gc
import sys

from deck_builder import __version__


def run() -> None:
    """Run the command line. Who only asks what there is does not wait for click."""
    if sys.argv[1:] == ["--version"]:
        print(f"deck-builder, version {__version__}")
        return
    # click knows how to break lines for a terminal.
    if sys.argv[1:] in (["--help"], ["-h"]) and not sys.stdout.isatty():
        from deck_builder.overview import overview

        print(overview())
        return
    from deck_builder.cli import main

    # Values have no circles, and are needed nearly all to the end: to look for waste costs a large
    # deck an eighth of its time, half of that when all is over.
    gc.disable()
    atexit.register(gc.freeze)
    main()


if __name__ == "__main__":
    run()
