"""How long an editor waits for the language server: `python tests/benchmarks/lsp.py`.

In the talk under `outlines/`, a character is typed again and again in the middle of a section. What
is told are medians and the slowest of 20, in milliseconds: in this process what each answer takes,
by the clock and of the processor (which other programs slow less), and over pipes the time from a
keystroke to a completion and to the problems of the text.
"""

from __future__ import annotations

import gc
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

from deck_builder.api.editing.checking import Findings, checked, quickly_checked  # noqa: E402
from deck_builder.api.editing.completion import proposals  # noqa: E402
from deck_builder.api.editing.definition import definitions  # noqa: E402
from deck_builder.api.editing.desk import Desk  # noqa: E402
from deck_builder.api.editing.hover import help_at  # noqa: E402
from deck_builder.api.editing.symbols import folds, symbols  # noqa: E402
from tests.lsp.client import Editor  # noqa: E402

TIMES = 20
TALK = "outlines/rust-vs-go"
SECTION = "03-safety-and-reliability.md"


def typed(text: str) -> Iterator[tuple[str, int]]:
    """The text after each keystroke, and where that was."""
    at = text.index("\n\n", len(text) // 2)
    for number in range(TIMES):
        yield text[:at] + " x" * (number + 1) + text[at:], at + 2 * number + 2


Times = list[tuple[float, float]]
"""Seconds by the clock, and those of the processor."""


def told(what: str, times: Times) -> None:
    by_clock, by_processor = ([one[at] * 1000 for one in times] for at in (0, 1))
    spent = f"{statistics.median(by_processor):9.1f}" if any(by_processor) else ""
    print(f"{what:<44}{statistics.median(by_clock):9.1f}{max(by_clock):9.1f}{spent}")


def timed(work: Callable[[], object]) -> tuple[float, float]:
    begin, processor = time.perf_counter(), time.process_time()
    work()
    return time.perf_counter() - begin, time.process_time() - processor


def in_process(folder: Path) -> None:
    path = str(folder / SECTION)
    text = Path(path).read_text(encoding="utf-8")
    desk = Desk()
    desk.note(path, text)
    found: Findings = checked(desk, folder)
    slides = sum(len(deck.slides) for _, deck in found.decks)
    print(f"{slides} slides for {len(found.decks)} audiences")
    print(f"{'milliseconds of ' + str(TIMES):<44}{'median':>9}{'slowest':>9}{'processor':>11}")
    works: dict[str, Callable[[int], object]] = {
        "completion": lambda offset: proposals(desk, path, offset),
        "hover": lambda offset: help_at(desk, path, 4, found, pictures=True),
        "definition": lambda offset: definitions(desk, path, offset),
        "symbols": lambda offset: symbols(desk, path, found),
        "folds": lambda offset: folds(desk, path),
        "problems of the text": lambda offset: quickly_checked(desk, folder),
    }
    times: dict[str, Times] = {name: [] for name in works}
    for changed, offset in typed(text):
        desk.note(path, changed)
        for name, work in works.items():
            times[name].append(timed(lambda work=work, offset=offset: work(offset)))  # type: ignore[misc]
    for name, one in times.items():
        told(name, one)
    told("problems of all slides, for all audiences", [timed(lambda: checked(desk, folder))] * 2)


def over_pipes(folder: Path) -> None:
    path = folder / SECTION
    text = path.read_text(encoding="utf-8")
    completions: Times = []
    problems: Times = []
    with Editor(folder) as editor:
        editor.open(SECTION, text + "\n## {layout=none}\n")
        editor.until_told(SECTION, 2)
        for changed, offset in typed(text):
            line, column = (
                changed.count("\n", 0, offset),
                offset - changed.rfind("\n", 0, offset) - 1,
            )
            before = editor.times[editor.uri(SECTION)]
            begin = time.perf_counter()
            editor.change(SECTION, changed + "\n## {layout=none}\n")
            editor.about("completion", SECTION, line, column)
            completions.append((time.perf_counter() - begin, 0.0))
            editor.until_told(SECTION, before + 1)
            problems.append((time.perf_counter() - begin, 0.0))
            if offset % 5 == 0:
                # Now and then the author pauses, and all slides are looked at.
                editor.until_told(SECTION, before + 2)
        editor.leave()
    told("over pipes: keystroke to completion", completions)
    told("over pipes: keystroke to problems", problems)


def main() -> None:
    gc.disable()
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / TALK
        shutil.copytree(ROOT / TALK, folder)
        shutil.copytree(ROOT / "assets", Path(scratch) / "assets")
        in_process(folder)
        over_pipes(folder)


if __name__ == "__main__":
    main()
