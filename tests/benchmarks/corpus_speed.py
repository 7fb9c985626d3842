"""How long the decks of a folder of Markdown take in one process, against pandoc in a loop.

    python tests/benchmarks/corpus_speed.py FOLDER --pandoc /opt/pandoc/bin/pandoc [--most 100]

Both build the same files, chosen at random: deck-builder all of them in one process, with its start
but without its store, pandoc each in a process of its own, in the folder of the file. Times are
seconds of the processors, which a busy machine moves less than those of the clock. What one of
the two cannot build counts for both; how many these are is said.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

SUFFIXES = (".md", ".qmd", ".rmd", ".markdown")
TIME_LIMIT = 60
# Files that are larger are lists and books.
_LARGEST = 200_000


def chosen(folder: Path, most: int) -> list[Path]:
    """Return so many Markdown files under `folder`, the same ones each time."""
    found = sorted(
        path
        for path in folder.rglob("*")
        if path.suffix.lower() in SUFFIXES and path.is_file() and path.stat().st_size < _LARGEST
    )
    random.Random(0).shuffle(found)
    return found[:most]


def seconds_of_children() -> float:
    """Return what the processes that were waited for took of the processors."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def by_pandoc(paths: Sequence[Path], pandoc: str, folder: Path) -> list[bool]:
    """Build each file with pandoc, and return which were built."""
    built = []
    for number, path in enumerate(paths):
        words = [pandoc, "-f", "markdown", path.name, "-o", str(folder / f"{number}.pptx")]
        try:
            done = subprocess.run(words, cwd=path.parent, capture_output=True, timeout=TIME_LIMIT)
        except subprocess.TimeoutExpired:
            built.append(False)
        else:
            built.append(done.returncode == 0)
    return built


def by_us(paths: Sequence[Path], folder: Path) -> list[bool]:
    """Build all files in one new process, and return which were built."""
    words = [sys.executable, __file__, "--build", str(folder)]
    done = subprocess.run(
        words, input="\n".join(map(str, paths)), capture_output=True, text=True, check=True
    )
    found: list[bool] = json.loads(done.stdout)
    return found


def build(folder: Path) -> None:
    """Build the files that the standard input names, and print which were built."""
    # Here, since its import is a part of what is measured.
    from deck_builder.batch.job import Job
    from deck_builder.batch.job import build as build_one

    paths = [Path(line) for line in sys.stdin.read().splitlines()]
    jobs = [Job(path, folder / f"{n}.pptx", draft=True) for n, path in enumerate(paths)]
    print(json.dumps([build_one(job).written for job in jobs]))


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--pandoc", default="pandoc")
    parser.add_argument("--most", type=int, default=100)
    parser.add_argument("--build", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.build:
        build(arguments.folder)
        return
    paths = chosen(arguments.folder.resolve(), arguments.most)
    with tempfile.TemporaryDirectory() as written:
        for name in ("deck-builder", "pandoc"):
            before, began = seconds_of_children(), time.monotonic()
            folder = Path(written, name)
            folder.mkdir()
            if name == "pandoc":
                built = by_pandoc(paths, arguments.pandoc, folder)
            else:
                built = by_us(paths, folder)
            seconds, clock = seconds_of_children() - before, time.monotonic() - began
            size = sum(os.path.getsize(path) for path in folder.glob("*.pptx"))
            print(
                f"{name:<14} {seconds:>8.1f} s of the processors {clock:>8.1f} s by the clock "
                f"{sum(built):>5} of {len(built)} built {size / 1e6:>8.1f} MB",
                flush=True,
            )


if __name__ == "__main__":
    main()
