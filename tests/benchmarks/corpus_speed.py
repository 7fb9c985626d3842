"""How long the decks of a folder of Markdown take in one process, against pandoc in a loop.

    python tests/benchmarks/corpus_speed.py FOLDER --pandoc /opt/pandoc/bin/pandoc [--most 100]

Files are chosen at random. pandoc builds each in a process of its own, in the folder of the file;
deck-builder those that pandoc can build, all in one process, with its start but without its store.
Times are seconds of the processors, which a busy machine moves less than those of the clock.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
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


def by_pandoc(paths: Sequence[Path], pandoc: str, folder: Path) -> tuple[list[Path], float]:
    """Build each file with pandoc. Return those that were built, and the seconds they took."""
    built, seconds = [], 0.0
    for number, path in enumerate(paths):
        words = [pandoc, "-f", "markdown", path.name, "-o", str(folder / f"{number}.pptx")]
        before = seconds_of_children()
        with suppress(subprocess.SubprocessError):
            subprocess.run(
                words, cwd=path.parent, capture_output=True, timeout=TIME_LIMIT, check=True
            )
            built.append(path)
            seconds += seconds_of_children() - before
    return built, seconds


def by_us(paths: Sequence[Path], folder: Path) -> tuple[list[Path], float]:
    """Build all files in one new process. Return those that were built, and the seconds that all
    took."""
    words, before = [sys.executable, __file__, "--build", str(folder)], seconds_of_children()
    done = subprocess.run(
        words, input="\n".join(map(str, paths)), capture_output=True, text=True, check=True
    )
    which: list[bool] = json.loads(done.stdout)
    seconds = seconds_of_children() - before
    return [path for path, built in zip(paths, which, strict=True) if built], seconds


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
    with tempfile.TemporaryDirectory() as folder:
        theirs, seconds = by_pandoc(paths, arguments.pandoc, Path(folder))
        print(f"pandoc: {seconds:.1f} s, {len(theirs)} of {len(paths)} files built", flush=True)
    with tempfile.TemporaryDirectory() as folder:
        ours, seconds = by_us(theirs, Path(folder))
        print(f"deck-builder: {seconds:.1f} s, {len(ours)} of these {len(theirs)} built")


if __name__ == "__main__":
    main()
