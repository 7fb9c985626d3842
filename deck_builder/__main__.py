"""`deck-builder`, and `python -m deck_builder`."""

from __future__ import annotations

import atexit
import gc
import sys


def run() -> None:
    """Run the command line."""
    # Values have no circles, and are needed nearly all to the end: to look for waste costs a large
    # deck an eighth of its time, half of that when all is over.
    gc.disable()
    atexit.register(gc.freeze)
    try:
        # Ctrl-C may come while it is imported.
        from deck_builder.cli.console import run_main
    except KeyboardInterrupt:
        sys.exit(130)
    run_main()


if __name__ == "__main__":
    run()
