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

        print(overview("deck-builder"))
        return
    from deck_builder.cli import main

    # Nearly all that is made is needed to the end: to look for waste so rarely saves 5 %, not to
    # look for it when all is over another 8 %.
    gc.set_threshold(50_000, 20, 20)
    atexit.register(gc.freeze)
    main()


if __name__ == "__main__":
    run()
