"""How long whole builds take, against pandoc and stock python-pptx, and what a slide costs.

    python tests/benchmarks/speed.py
    python tests/benchmarks/speed.py --sizes 30 100 --runs 9 --pandoc /opt/pandoc/bin/pandoc

Every slide has a title, six bullets on two levels with one bold run, and two paragraphs of notes.
Each figure is the median of whole processes, from their start to their exit, in turn with those
of the others: read the ratios, which a busy machine moves less than it moves the seconds. Times
are of the processor; `--wall` takes those of the clock. What is not installed is left out.
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
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median

SIZES = (30, 100, 1000)
CURVE = (100, 1000, 5000, 20_000)
_WORDS = (
    *("noon", "day", "sun", "light", "shade", "hour", "slow", "steady", "river"),
    *("north", "south", "winter", "summer", "measure", "answer", "question", "count", "simple"),
)
_OURS, _PANDOC, _STOCK = "deck-builder", "pandoc", "python-pptx"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds of the processor and of the clock, and its peak in kB."""

    processor: float
    clock: float
    peak: int


def words(slide: int, line: int) -> str:
    """A line of five to seven words, another one in every place."""
    count = 5 + (slide + line) % 3
    return " ".join(_WORDS[(slide * 7 + word * 3 + line) % len(_WORDS)] for word in range(count))


def markdown(slides: int) -> Iterator[str]:
    """Yield a talk of so many slides."""
    yield "---\ntitle: Many slides\n---\n\n# Part\n\n"
    for number in range(slides):
        line = [words(number, index) for index in range(8)]
        yield (
            f"## Slide {number + 1} about {_WORDS[number % len(_WORDS)]}\n\n"
            f"- {line[0]}\n- {line[1]} **bold {number}** words\n    - {line[2]}\n    - {line[3]}\n"
            f"- {line[4]}\n- {line[5]}\n\n::: notes\n{line[6]}.\n\n{line[7]}.\n:::\n\n"
        )


def write_stock(slides: int, output: Path) -> None:
    """Write the same slides with python-pptx as its manual does it."""
    from pptx import Presentation

    deck = Presentation()
    for number in range(slides):
        line = [words(number, index) for index in range(8)]
        slide = deck.slides.add_slide(deck.slide_layouts[1])
        slide.shapes.title.text = f"Slide {number + 1} about {_WORDS[number % len(_WORDS)]}"
        frame = slide.placeholders[1].text_frame
        for index, (level, text) in enumerate(zip((0, 0, 1, 1, 0, 0), line, strict=False)):
            paragraph = frame.paragraphs[0] if index == 0 else frame.add_paragraph()
            paragraph.level = level
            paragraph.add_run().text = text
            if index == 1:
                paragraph.add_run().text = f" bold {number}"
                paragraph.runs[1].font.bold = True
        slide.notes_slide.notes_text_frame.text = f"{line[6]}.\n{line[7]}."
    deck.save(str(output))


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


def median_cost(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(
        median(one.processor for one in costs),
        median(one.clock for one in costs),
        int(median(one.peak for one in costs)),
    )


def in_turn(commands: Mapping[str, Sequence[str]], runs: int) -> dict[str, Cost]:
    """Run every command so many times, one after the other, after a first run that is not
    counted."""
    costs: dict[str, list[Cost]] = {name: [] for name in commands}
    for turn in range(runs + 1):
        for name, command in commands.items():
            cost = run(command)
            if turn:
                costs[name].append(cost)
    return {name: median_cost(found) for name, found in costs.items()}


def talk_of(slides: int, folder: Path) -> Path:
    """Write a talk of so many slides."""
    path = folder / f"talk-{slides}.md"
    path.write_text("".join(markdown(slides)), encoding="utf-8")
    return path


def ours(talk: Path) -> list[str]:
    """The command that builds `talk`."""
    return [sys.executable, "-m", "deck_builder", "build", str(talk), "-o", f"{talk}.pptx"]


def commands(slides: int, folder: Path, pandoc: str, others: int) -> dict[str, list[str]]:
    """What builds a talk of so many slides; `others` is the largest for programs beside ours."""
    talk = talk_of(slides, folder)
    found = {_OURS: ours(talk)}
    if slides > others:
        return found
    if pandoc:
        found[_PANDOC] = [pandoc, str(talk), "-o", f"{talk}.pandoc.pptx"]
    if importlib.util.find_spec("pptx"):
        stock = [sys.executable, __file__, "--stock", str(slides), f"{talk}.stock.pptx"]
        found[_STOCK] = stock
    return found


def compare(arguments: argparse.Namespace, folder: Path) -> None:
    """Print the medians of all programs, and how often ours fits into theirs."""
    print(f"{'slides':>7} {'program':<14} {'seconds':>9} {'times ours':>11} {'peak MB':>8}")
    for slides in arguments.sizes:
        made = commands(slides, folder, arguments.pandoc, arguments.others)
        costs = in_turn(made, arguments.runs)
        own = seconds(costs[_OURS], arguments)
        for name, cost in costs.items():
            spent = seconds(cost, arguments)
            ratio = f"{spent / own:.2f}"
            print(f"{slides:>7} {name:<14} {spent:>9.3f} {ratio:>11} {cost.peak / 1000:>8.0f}")


def draw_curve(arguments: argparse.Namespace, folder: Path) -> None:
    """Print what a slide costs beyond the start, in decks of more and more slides."""
    start = in_turn({_OURS: ours(talk_of(1, folder))}, arguments.runs)[_OURS]
    print(f"\n{'slides':>7} {'seconds':>9} {'ms a slide':>11} {'kB a slide':>11}")
    for slides in arguments.curve:
        runs = arguments.runs if slides <= max(SIZES) else 1
        cost = in_turn({_OURS: ours(talk_of(slides, folder))}, runs)[_OURS]
        spent = seconds(cost, arguments)
        each = (spent - seconds(start, arguments)) / slides * 1000
        memory = (cost.peak - start.peak) / slides
        print(f"{slides:>7} {spent:>9.3f} {each:>11.2f} {memory:>11.1f}")


def show_start(arguments: argparse.Namespace) -> None:
    """Print how long the program takes to say something of itself."""
    program = [sys.executable, "-m", "deck_builder"]
    made = {
        "python -c pass": [sys.executable, "-c", "pass"],
        "--version": [*program, "--version"],
        "--help": [*program, "--help"],
    }
    costs = in_turn(made, 4 * arguments.runs)
    bare = seconds(costs["python -c pass"], arguments)
    print(f"\n{'start':<22} {'seconds':>9} {'times bare':>11}")
    for name, cost in costs.items():
        spent = seconds(cost, arguments)
        print(f"{name:<22} {spent:>9.3f} {spent / bare:>11.2f}")


def seconds(cost: Cost, arguments: argparse.Namespace) -> float:
    """The time that is asked for."""
    return cost.clock if arguments.wall else cost.processor


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="Measure how long whole builds take.")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--sizes", type=int, nargs="*", default=SIZES)
    parser.add_argument("--curve", type=int, nargs="*", default=CURVE)
    parser.add_argument("--others", type=int, default=1000, help="the largest deck of others")
    parser.add_argument("--pandoc", default=shutil.which("pandoc") or "")
    parser.add_argument("--wall", action="store_true", help="the clock's time")
    parser.add_argument("--stock", nargs=2, metavar=("SLIDES", "FILE"), help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.stock:
        write_stock(int(arguments.stock[0]), Path(arguments.stock[1]))
        return
    if not arguments.pandoc:
        print("pandoc is not installed, and left out")
    if not importlib.util.find_spec("pptx"):
        print("python-pptx is not installed, and left out")
    with tempfile.TemporaryDirectory() as folder:
        compare(arguments, Path(folder))
        draw_curve(arguments, Path(folder))
    show_start(arguments)


if __name__ == "__main__":
    main()
