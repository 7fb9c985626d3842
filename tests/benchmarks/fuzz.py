"""Build random talks in all themes, and look for what breaks.

    PYTHONPATH=. python tests/benchmarks/fuzz.py --minutes 20 --seed 1 [--out DIR]
                                                 [--validator PROGRAM] [--only SEED-NUMBER]

Each talk goes the whole way, errors or not. Of the deck it is asked that it opens, that every part
is well-formed, that nothing is in it that PowerPoint repairs, and what `tests/promises.py` asks.
Every so often a deck goes through the Open XML validator, too, if one is named. A talk that fails
is made as short as it still fails, and written to the folder beside what went wrong. The same seed
makes the same talks.
"""

from __future__ import annotations

import argparse
import io
import json
import random
import signal
import subprocess
import sys
import time
import traceback
import wave
from collections import Counter
from pathlib import Path
from types import FrameType

# Beside this script, which is where Python looks when it runs one.
import fuzz_text  # type: ignore[import-not-found]
from msgspec import Struct, field
from PIL import Image
from pptx import Presentation

from deck_builder.base.diagnostics import DeckError
from deck_builder.outline.options import Options
from deck_builder.pipeline import audiences_of, lay_out_deck, write_deck
from deck_builder.theme.file import theme_names
from tests.promises import broken
from tests.test_hostile_pictures import HOSTILE
from tests.writer.opened import Opened

TIME_LIMIT = 30
"""Seconds of the processor that a talk may take, whatever else the machine does."""
_SHRINKING_SECONDS = 40
_VALIDATED = 25


class TooSlowError(Exception):
    """A talk took longer than the limit."""


class Fuzzing(Struct):
    """A run: where talks are built and failures kept, and what was counted."""

    folder: Path
    out: Path
    validator: str
    themes: list[str]
    built: int = 0
    slides: int = 0
    validated: int = 0
    faults: Counter[str] = field(default_factory=Counter)

    def try_talk(self, name: str, number: int) -> None:
        """Build talk `number`, and keep it when it fails."""
        data = fuzz_text.talk(random.Random(name))
        theme = self.themes[number % len(self.themes)]
        validated = bool(self.validator) and number % _VALIDATED == 0
        fault = self._fault(data, theme, validated)
        self.built += 1
        self.validated += validated
        if fault:
            self._keep(name, data, theme, fault, validated)

    def _fault(self, data: bytes, theme: str, validated: bool) -> str:
        """Say what is wrong with a talk, the kind of fault in the first line, or nothing."""
        signal.setitimer(signal.ITIMER_PROF, TIME_LIMIT)
        try:
            return self._checked(data, theme, validated)
        except Exception as error:  # noqa: BLE001 - whatever it is, it is what is looked for
            lines = traceback.format_exc().splitlines()
            places = [line.strip() for line in lines if "deck_builder/" in line]
            return "\n".join((f"{type(error).__name__} {places[-1:]}", *lines))
        finally:
            signal.setitimer(signal.ITIMER_PROF, 0)

    def _checked(self, data: bytes, theme: str, validated: bool) -> str:
        talk = self.folder / "talk.md"
        talk.write_bytes(data)
        # Every second talk that has audiences is seen by one of them.
        try:
            names = audiences_of(talk, Options()) if len(data) % 2 else ()
            audience = next(iter(names), "")
            checked = lay_out_deck(talk, Options(theme=theme, audience=audience))
        except DeckError:
            # It is refused, for what is no text, or over a limit.
            return ""
        written = write_deck(checked.value)
        self.slides += len(checked.value.slides)
        opened = Opened(written)
        found = [*opened.problems, *broken(checked)]
        if not any(one.code == "text-overflow" for one in checked.diagnostics):
            found += opened.outside
        if len(Presentation(io.BytesIO(written)).slides) != len(checked.value.slides):
            found.append("not as many slides as were laid out")
        if not found and validated:
            found += self._invalid(written)
        return "\n".join(found)

    def _invalid(self, deck: bytes) -> list[str]:
        file = self.folder / "talk.pptx"
        file.write_bytes(deck)
        run = subprocess.run([self.validator, file], capture_output=True, text=True, check=False)
        return [json.dumps(error) for error in json.loads(run.stdout).get("errors", [])]

    def _keep(self, name: str, data: bytes, theme: str, fault: str, validated: bool) -> None:
        kind = _kind(fault)
        self.faults[kind] += 1
        if self.faults[kind] > 1:
            return
        print(f"{name} in {theme}: {fault[:300]}", flush=True)
        short = self._shrunk(data, theme, kind, validated)
        (self.out / f"{name}.{theme}.md").write_bytes(short)
        (self.out / f"{name}.{theme}.txt").write_text(fault, encoding="utf-8", errors="replace")

    def _shrunk(self, data: bytes, theme: str, kind: str, validated: bool) -> bytes:
        """Drop lines while it still fails in the same way."""
        until = time.monotonic() + _SHRINKING_SECONDS
        lines = data.split(b"\n")
        step = max(1, len(lines) // 2)
        while time.monotonic() < until:
            start = 0
            before = len(lines)
            while start < len(lines) and time.monotonic() < until:
                fewer = lines[:start] + lines[start + step :]
                if _kind(self._fault(b"\n".join(fewer), theme, validated)) == kind:
                    lines = fewer
                else:
                    start += step
            if step == 1 and len(lines) == before:
                break
            step = max(1, step // 2)
        return b"\n".join(lines)


def _kind(fault: str) -> str:
    """The first line without what differs from talk to talk."""
    line = fault.partition("\n")[0]
    words = line.split("Box(")[0].split("TextBox")[0]
    return "".join("#" if one.isdigit() else one for one in words)[:160]


def main() -> None:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    folder = options.out / "talk"
    folder.mkdir(exist_ok=True)
    write_assets(folder)
    signal.signal(signal.SIGPROF, _stop)
    run = Fuzzing(folder, options.out, options.validator, sorted(theme_names()))
    if options.only:
        run.try_talk(options.only, int(options.only.rpartition("-")[2]))
        sys.exit(len(run.faults))
    until = time.monotonic() + 60 * options.minutes
    number = 0
    while time.monotonic() < until:
        run.try_talk(f"{options.seed}-{number}", number)
        number += 1
        if number % 500 == 0:
            print(_summary(run), flush=True)
    print(_summary(run))
    for kind, count in run.faults.most_common():
        print(f"{count:5} {kind}")
    sys.exit(bool(run.faults))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--out", type=Path, default=Path("output/fuzz"))
    parser.add_argument("--validator", default="")
    parser.add_argument("--only", default="", help="one talk of a run, as its files are called")
    return parser.parse_args()


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlowError(f"more than {TIME_LIMIT} s")


def _summary(run: Fuzzing) -> str:
    return (
        f"{run.built:,} talks, {run.slides:,} slides, {run.validated:,} validated, "
        f"{sum(run.faults.values())} failed in {len(run.faults)} ways"
    )


def write_assets(folder: Path) -> None:
    """Write the files that random talks name."""
    sizes = {"wide.png": (900, 300), "tall.png": (300, 900), "small.png": (40, 30)}
    for name, size in {**sizes, "photo.jpg": (1600, 1000)}.items():
        Image.new("RGB", size, "#6080A0").save(folder / name)
    for number, (data, _) in enumerate(HOSTILE.values()):
        (folder / f"hostile-{number}.png").write_bytes(data)
    with wave.open(str(folder / "tone.wav"), "wb") as tone:
        tone.setparams((1, 1, 8000, 0, "NONE", ""))
        tone.writeframes(bytes(80))
    for name, text in _FILES.items():
        (folder / name).write_text(text, encoding="utf-8")


_FILES = {
    "film.mp4": "\0\0\0\x18ftypmp42" + "\0" * 40,
    "small.wav": "not a sound",
    "arrow.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20">'
    '<path d="M0 10h40"/></svg>',
    "code.py": "def f(x):\n    return x\n\n\nprint(f(1))\n",
    "part.md": "## A part\n\n- one\n- {{ name }}\n\n[^a]: Of the part.\n",
    "loop.md": "text\n\n{{< include loop.md >}}\n\n::: include loop.md\n:::\n",
    "data.csv": "Month,Berlin,Cairo\nJan,8.0,10.3\nApr,13.7,\nJul,16.1,13.7\n",
    "data.tsv": "Month\tBerlin\nJan\t8\nFeb\t9\n",
    "long.csv": "City,Month,Hours\nBerlin,Jan,8.0\nBerlin,Jul,16.1\nCairo,Jan,10.3\nCairo,Jul,1\n",
    "texts.csv": "Month,Text\nJan,*a* <b>\nFeb,"
    + "many words " * 60
    + '\nJul,"two\nlines"\n,'
    + "long" * 40
    + "\n",
    "odd.csv": 'Month,Berlin\nJan,"1,234"\n,x\n"a\nb",3,4,5\n\n',
    "data.json": '[{"Month": "Jan", "Berlin": 8}, {"Month": null, "Berlin": "x"}]',
}


if __name__ == "__main__":
    main()
