"""How long whole builds take, against pandoc and stock python-pptx, and what a slide costs.

    python tests/benchmarks/speed.py
    python tests/benchmarks/speed.py --sizes 30 100 --runs 9 --pandoc /opt/pandoc/bin/pandoc
    python tests/benchmarks/speed.py --decks full prose
    python tests/benchmarks/speed.py --output after.json
    python -m pyperf compare_to before.json after.json --table

There are three decks, an easy one and two hard ones: *light* slides have room for their bullets,
*full* ones must be split, and *prose* must be shortened. `many_slides.py` says what is on each.

Each figure is the median of whole processes, from their start to their exit, in turn with those
of the others: read the ratios, which a busy machine moves less than it moves the seconds. (pyperf
keeps and compares the figures; its own runner takes one command after the other, and the clock's
time alone.) Times are of the processors and of the clock. What is not installed is left out.
"""

from __future__ import annotations

import argparse
import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median

# Next to this file.
import many_slides  # type: ignore[import-not-found]
import pyperf
from msgspec import Struct

SIZES = (30, 100, 1000)
CURVE = (100, 1000, 5000, 10_000)
_OURS, _PANDOC, _STOCK = "deck-builder", "pandoc", "python-pptx"


class Cost(Struct, frozen=True):
    """What a process took: seconds of the processor and of the clock, and its peak in kB."""

    processor: float
    clock: float
    peak: int


def run(command: Sequence[str]) -> Cost:
    """Run `command` to its end. Raises CalledProcessError when it fails."""
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        _, status, used = os.wait4(process.pid, 0)
        clock = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said = process.stderr.read().decode() if process.stderr else ""
            raise subprocess.CalledProcessError(process.returncode, command, stderr=said)
    return Cost(used.ru_utime + used.ru_stime, clock, used.ru_maxrss)


class Stand:
    """Runs commands, and keeps what they took as pyperf's benchmarks."""

    def __init__(self, runs: int) -> None:
        self.runs = runs
        self.benchmarks: list[pyperf.Benchmark] = []

    def in_turn(self, commands: Mapping[str, Sequence[str]], runs: int = 0) -> dict[str, Figures]:
        """Run every command so many times, one after the other."""
        costs: dict[str, list[Cost]] = {name: [] for name in commands}
        for _ in range(runs or self.runs):
            for name, command in commands.items():
                costs[name].append(run(command))
        return {name: self._figures(name, found) for name, found in costs.items()}

    def _figures(self, name: str, costs: Sequence[Cost]) -> Figures:
        peaks = [cost.peak for cost in costs]
        processor = self._kept(name, [cost.processor for cost in costs], peaks)
        clock = self._kept(f"{name}, clock", [cost.clock for cost in costs], peaks)
        spread = processor.median_abs_dev() if len(costs) > 1 else 0.0
        return Figures(processor.median(), spread, clock.median(), median(peaks))

    def _kept(self, name: str, seconds: Sequence[float], peaks: Sequence[int]) -> pyperf.Benchmark:
        found = [
            pyperf.Run([one], metadata={"name": name, "command_max_rss": peak * 1024})
            for one, peak in zip(seconds, peaks, strict=True)
        ]
        self.benchmarks.append(pyperf.Benchmark(found))
        return self.benchmarks[-1]


class Figures(Struct, frozen=True):
    """Medians of the runs: seconds of the processor, the median distance from them, seconds of the
    clock, and the peak in kB."""

    seconds: float
    spread: float
    clock: float
    peak: float


def talk_of(slides: int, folder: Path, deck: str = "light") -> Path:
    """Write a talk of so many slides."""
    path = folder / f"{deck}-{slides}.md"
    path.write_text("".join(many_slides.markdown(slides, deck)), encoding="utf-8")
    return path


def ours(talk: Path) -> list[str]:
    """The command that builds `talk`."""
    return [sys.executable, "-m", "deck_builder", "build", str(talk), "-o", f"{talk}.pptx"]


def commands(
    slides: int, folder: Path, arguments: argparse.Namespace, deck: str = "light"
) -> dict[str, list[str]]:
    """What builds a talk of so many slides, by the name of the program and their number."""
    talk = talk_of(slides, folder, deck)
    found = {_OURS: ours(talk)}
    if arguments.pandoc and slides <= arguments.most_pandoc:
        found[_PANDOC] = [arguments.pandoc, str(talk), "-o", f"{talk}.pandoc.pptx"]
    # What python-pptx writes is the light deck alone: it measures no text.
    has_stock = deck == "light" and importlib.util.find_spec("pptx")
    if has_stock and slides <= arguments.most_stock:
        stock = [sys.executable, many_slides.__file__, str(slides), f"{talk}.stock.pptx"]
        found[_STOCK] = stock
    return {f"{name}, {slides} {deck} slides": command for name, command in found.items()}


def warm_up(arguments: argparse.Namespace, folder: Path) -> None:
    """Run each program once, so that none is read from the disk while it is timed."""
    for command in commands(1, folder, arguments).values():
        run(command)


def compare(stand: Stand, arguments: argparse.Namespace, folder: Path) -> None:
    """Print the medians of all programs, and how often ours fits into theirs."""
    show_titles()
    for deck in arguments.decks:
        for slides in arguments.sizes:
            show(stand.in_turn(commands(slides, folder, arguments, deck)))


def show_titles() -> None:
    """Print what is in the columns of `show`."""
    titles = f"{'seconds':>9} {'±':>6} {'times ours':>11} {'by clock':>9} {'times ours':>11}"
    print(f"{'program':<34} {titles} {'peak MB':>8}")


def show(found: Mapping[str, Figures]) -> None:
    """Print the figures of several programs, ours first."""
    own, *_ = found.values()
    for name, one in found.items():
        processor = f"{one.seconds:>9.3f} {one.spread:>6.3f} {one.seconds / own.seconds:>11.2f}"
        clock = f"{one.clock:>9.3f} {one.clock / own.clock:>11.2f}"
        print(f"{name:<34} {processor} {clock} {one.peak / 1000:>8.0f}", flush=True)


def draw_curve(stand: Stand, sizes: Sequence[int], folder: Path) -> None:
    """Print what a slide costs beyond the start, in decks of more and more slides."""
    found = stand.in_turn({f"curve, {size}": ours(talk_of(size, folder)) for size in (1, *sizes)})
    start, *costs = found.values()
    print(f"\n{'slides':>7} {'seconds':>9} {'ms a slide':>11} {'kB a slide':>11}")
    for slides, cost in zip(sizes, costs, strict=True):
        each = (cost.seconds - start.seconds) / slides * 1000
        memory = (cost.peak - start.peak) / slides
        print(f"{slides:>7} {cost.seconds:>9.3f} {each:>11.2f} {memory:>11.1f}", flush=True)


def show_start(stand: Stand) -> None:
    """Print how long the program takes to say something of itself."""
    program = [sys.executable, "-m", "deck_builder"]
    made = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "--version": [*program, "--version"],
        "--help": [*program, "--help"],
    }
    found = stand.in_turn(made, 4 * stand.runs)
    bare, *_ = found.values()
    print(f"\n{'start':<22} {'seconds':>9} {'times bare':>11}")
    for name, one in found.items():
        print(f"{name:<22} {one.seconds:>9.3f} {one.seconds / bare.seconds:>11.2f}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how long whole builds take.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    decks = tuple(many_slides.DECKS)
    parser.add_argument("--decks", nargs="*", choices=decks, default=decks)
    parser.add_argument("--curve", type=int, nargs="*", default=CURVE)
    parser.add_argument("--pandoc", default=shutil.which("pandoc") or "")
    parser.add_argument("--most-pandoc", type=int, default=1000, help="its largest deck")
    parser.add_argument("--most-stock", type=int, default=1000, help="that of python-pptx")
    parser.add_argument("--output", help="write what was measured to this file, for pyperf")
    arguments = parser.parse_args()
    if not arguments.pandoc:
        print("pandoc is not installed, and left out")
    if not importlib.util.find_spec("pptx"):
        print("python-pptx is not installed, and left out")
    stand = Stand(arguments.runs)
    with tempfile.TemporaryDirectory() as folder:
        warm_up(arguments, Path(folder))
        compare(stand, arguments, Path(folder))
        if arguments.curve:
            draw_curve(stand, arguments.curve, Path(folder))
    show_start(stand)
    if arguments.output:
        pyperf.BenchmarkSuite(stand.benchmarks).dump(arguments.output, replace=True)


if __name__ == "__main__":
    main()
