"""How long a deck for each row of a data file takes: 10 slides with a chart on each.

python -m tests.benchmarks.merge [--rows 1000] [--jobs N]
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SLIDES = 10
KINDS = ("bar", "hbar", "line", "area", "stacked-bar")
SLIDE = """
## {{{{ company }}}}, part {number}

```chart {kind}
data: sales.csv
where: {{Company: "{{{{ company }}}}"}}
y: [Part {number}]
unit: k€
```

::: notes
Here {{{{ company }}}} from {{{{ city }}}} sees part {number}.
:::
"""


def write_talk(folder: Path, rows: int) -> None:
    """Write a talk, its customers and what they bought."""
    slides = (
        SLIDE.format(number=number, kind=KINDS[number % len(KINDS)]) for number in range(SLIDES)
    )
    outline = "---\ntitle: For {{ company }}\n---\n" + "".join(slides)
    (folder / "letter.md").write_text(outline, encoding="utf-8")
    customers = [f"Company {row},City {row % 50}" for row in range(rows)]
    text = "\n".join(("company,city", *customers))
    (folder / "customers.csv").write_text(text, encoding="utf-8")
    parts = ",".join(f"Part {number}" for number in range(SLIDES))
    sales = [
        f"Company {row},{year}," + ",".join(str((row * 7 + at * year) % 90 + 5) for at in range(10))
        for row in range(rows)
        for year in range(2018, 2024)
    ]
    text = "\n".join((f"Company,Year,{parts}", *sales))
    (folder / "sales.csv").write_text(text, encoding="utf-8")


def seconds(folder: Path, jobs: int) -> float:
    """Build it, and return how long that took."""
    command = [sys.executable, "-m", "deck_builder.cli", "batch", "letter.md"]
    command += ["--data", "customers.csv", "-o", "out/{{ company }}.pptx", "--jobs", str(jobs)]
    environment = dict(os.environ, DECK_BUILDER_CACHE=str(folder / "cache"))
    begin = time.perf_counter()
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - begin


def main() -> None:
    """Say how long it takes at first, and when nothing has changed."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=1000)
    parser.add_argument("--jobs", type=int, default=os.cpu_count() or 1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_talk(folder, arguments.rows)
        first = seconds(folder, arguments.jobs)
        again = seconds(folder, arguments.jobs)
    rows, jobs = arguments.rows, arguments.jobs
    print(f"{rows} decks of {SLIDES} slides in {jobs} processes: {first:.1f} s")
    print(f"{first / rows:.2f} s a deck; again, unchanged: {again:.1f} s, {again / first:.1%}")


if __name__ == "__main__":
    main()
