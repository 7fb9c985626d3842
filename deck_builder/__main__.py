"""`deck-builder`, and `python -m deck_builder`."""

from __future__ import annotations

import atexit
import gc

from deck_builder.cli.console import run_main


def run() -> None:
    """Run the command line."""
    # Values have no circles, and are needed nearly all to the end: to look for waste costs a large
    # deck an eighth of its time, half of that when all is over.
    gc.disable()
    atexit.register(gc.freeze)
    run_main()


if __name__ == "__main__":
    run()
