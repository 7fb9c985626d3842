"""Build a talk with damaged templates, and see that each is used or refused.

    PYTHONPATH=. python tests/benchmarks/damaged.py FOLDER... [--count 250] [--seed 1]
                                                    [--only NUMBER] [--out DIR]

Templates from the folders are damaged in many ways: bytes turned, files cut off, parts taken out,
XML broken, numbers that are none, relations in circles, archives that unpack to gigabytes. With
each the command line builds a talk in a process of its own. That has to end with a deck that opens
and has nothing in it that PowerPoint repairs and the template has not, or with exit code 1 and one
error; in five seconds of work, and in a gigabyte. What does not is kept in the folder `--out`. The
same seed damages alike.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import resource
import signal
import sys
import zipfile
from collections import Counter
from pathlib import Path

# Beside this script, which is where Python looks when it runs one.
from damages import DAMAGES  # type: ignore[import-not-found]
from msgspec import Struct

from deck_builder.base.diagnostics import Severity
from deck_builder.cli import main as command_line
from deck_builder.doctor.examine import examine_file

HERE = Path(__file__).parent
TALK = HERE.parent / "decks" / "every_block.md"
SUFFIXES = (".pptx", ".potx", ".pptm")
LARGEST = 2 << 20
SECONDS = 5.0
MEMORY = 1 << 30
# So many times as long it may take while others use the machine.
_PATIENCE = 12
_SPACE = 2 << 30


class Outcome(Struct, frozen=True):
    """What became of a build. `repaired` is what the doctor finds in the deck."""

    code: int
    said: str
    seconds: float
    memory: int
    repaired: str = ""

    @property
    def wrong(self) -> str:
        """What should not be, empty when all is well."""
        if self.code not in (0, 1):
            return f"exit {self.code}"
        if "Traceback" in self.said:
            return "a traceback"
        if self.code == 1 and len(re.findall(r"\berror: ", self.said)) != 1:
            return "not one error"
        if self.seconds > SECONDS:
            return f"{self.seconds:.1f} s"
        if self.memory > MEMORY:
            return f"{self.memory >> 20} MiB"
        return self.repaired


def main() -> None:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    templates = _templates(options.folders)
    kinds = list(DAMAGES)
    count: Counter[str] = Counter()
    slowest, largest, wrong = 0.0, 0, 0
    for number in range(1, options.count + 1):
        if options.only and number != options.only:
            continue
        chance = random.Random(f"{options.seed}/{number}")
        kind = kinds[number % len(kinds)]
        path = options.out / f"{number:03}-{kind}.pptx"
        _remove(path)
        DAMAGES[kind](path, chance.choice(templates), chance)
        outcome = build(path, options.out / "deck.pptx")
        count["built" if outcome.code == 0 else "refused"] += 1
        slowest, largest = max(slowest, outcome.seconds), max(largest, outcome.memory)
        if outcome.wrong or options.only:
            wrong += bool(outcome.wrong)
            print(f"{path.name}: {outcome.wrong}\n{outcome.said[-3000:]}", flush=True)
        else:
            _remove(path)
    print(
        f"{sum(count.values())} templates: {count['built']} used, {count['refused']} refused, "
        f"{wrong} wrong; slowest {slowest:.1f} s, largest {largest >> 20} MiB"
    )
    sys.exit(wrong > 0)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--count", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", type=int, default=0)
    parser.add_argument("--out", type=Path, default=Path("output/damaged"))
    return parser.parse_args()


def _templates(folders: list[Path]) -> list[bytes]:
    """The templates that can be opened and are not large, each content once."""
    found: dict[bytes, None] = {}
    for folder in folders:
        for path in sorted(folder.rglob("*")):
            is_template = path.suffix.lower() in SUFFIXES and path.stat().st_size < LARGEST
            if is_template and zipfile.is_zipfile(path):
                found[path.read_bytes()] = None
    return list(found)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        path.rmdir()
    else:
        path.unlink(missing_ok=True)


def build(template: Path, deck: Path) -> Outcome:
    """Build the talk with a template on the command line, in a process with limits."""
    deck.unlink(missing_ok=True)
    said = deck.with_suffix(".txt")
    child = os.fork()
    if child == 0:
        _run(template, deck, said)
    _, status, usage = os.wait4(child, 0)
    seconds = usage.ru_utime + usage.ru_stime
    code = os.waitstatus_to_exitcode(status)
    repaired = "a deck in spite of it" if code and deck.exists() else ""
    if code == 0:
        repaired = "; ".join(sorted(_faults(deck) - _faults(template))[:3])
    words = said.read_text(encoding="utf-8", errors="replace")
    return Outcome(code, words, seconds, usage.ru_maxrss << 10, repaired)


def _run(template: Path, deck: Path, said: Path) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (_SPACE, _SPACE))
    signal.alarm(round(_PATIENCE * SECONDS))
    file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    code = 3
    try:
        command_line(["build", str(TALK), "--template", str(template), "-o", str(deck)])
        code = 0
    except SystemExit as stop:
        code = stop.code if isinstance(stop.code, int) else 0
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is what is looked for
        print(f"Traceback: {type(error).__name__}: {error}", file=sys.stderr)
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(code)


def _faults(file: Path) -> set[str]:
    """What PowerPoint would repair in a file, and in a deck even the small things."""
    found = {one for one in examine_file(file) if one.severity is not Severity.NOTE}
    return {f"{one.part}: {one.message} [{one.code}]" for one in found}


if __name__ == "__main__":
    main()
