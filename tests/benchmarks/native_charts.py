"""How much longer slides with a native chart each take than the same slides without.

python tests/benchmarks/native_charts.py [SLIDES] [RUNS]
"""

from __future__ import annotations

import statistics
import subprocess
import sys
import tempfile
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import many_slides

_KINDS = ("bar", "line", "pie", "hbar", "stacked-bar", "scatter", "funnel", "dumbbell")


def chart(number: int) -> str:
    """Return the fence of a native chart; neighbours are of other kinds and numbers."""
    kind = _KINDS[number % len(_KINDS)]
    values = [(number * 7 + at * 5) % 23 + 1 for at in range(4)]
    names = ("Berlin", "Cairo", "Oslo", "Rome")
    pairs = ", ".join(f"{name}: {value}.5" for name, value in zip(names, values, strict=True))
    body = f"data: {{{pairs}}}"
    if kind == "scatter":
        points = ", ".join(f"[{value}, {at}]" for at, value in enumerate(values))
        body = f"data: {{A: [{points}]}}"
    elif kind in ("stacked-bar", "dumbbell"):
        body = (
            f"data:\n  categories: [{', '.join(names)}]\n"
            f"  series: {{June: {values}, May: {values[::-1]}}}"
        )
    return f"```chart {kind} {{.native}}\n{body}\nunit: h\n```\n\n"


def seconds(path: Path) -> float:
    """Return the processor time of a build of a talk, in seconds."""
    before = getrusage(RUSAGE_CHILDREN)
    command = [sys.executable, "-m", "deck_builder", "build", str(path), "--quiet"]
    more = ["-o", str(path.with_suffix(".pptx")), "--limit", "charts=100000"]
    subprocess.run([*command, *more], check=True)
    after = getrusage(RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main() -> None:
    """Measure in turn, and print the medians."""
    given = [int(one) for one in sys.argv[1:]]
    slides, runs = (*given, *(1000, 5)[len(given) :])
    with tempfile.TemporaryDirectory() as folder:
        plain, native = Path(folder, "plain.md"), Path(folder, "native.md")
        plain.write_text("".join(many_slides.markdown(slides)), encoding="utf-8")
        start, *parts = many_slides.markdown(slides)
        # A heading and its content, in turn.
        text = "".join(part + chart(at // 2) if at % 2 else part for at, part in enumerate(parts))
        native.write_text(start + text, encoding="utf-8")
        pairs = [(seconds(plain), seconds(native)) for _ in range(runs)]
    without, with_charts = (statistics.median(one) for one in zip(*pairs, strict=True))
    print(f"{slides} slides without: {without:.2f} s, with: {with_charts:.2f} s")
    print(f"{with_charts / without:.2f} times as long, goal 3")


if __name__ == "__main__":
    main()
