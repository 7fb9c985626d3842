"""Build what is made to take long, and see that it is built or refused in time.

    PYTHONPATH=. python tests/benchmarks/limits.py [--only PATTERN] [--size NUMBER] [--wrong]
                                                   [--out DIR]

Each input is read by the command line in a process of its own. That has to end with a deck, or
with exit code 1 and one error for each fault; in 20 seconds of work, and in a gigabyte. `--size`
writes the texts in another size, `--wrong` prints only what does not hold. Files are removed
unless `--out` names a folder for them. The table at the end says how many inputs were built, and
how many were refused by each limit.
"""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import resource
import shutil
import signal
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path

# Beside this script, which is where Python looks when it runs one.
from limit_files import FILES, Files  # type: ignore[import-not-found]
from limit_texts import TEXTS  # type: ignore[import-not-found]
from msgspec import Struct

ROOT = Path(__file__).parent.parent.parent
SECONDS = 20.0
MEMORY = 1 << 30
LONGEST_OUTPUT = 4 << 20
"""How many bytes a command may print."""
# Seconds of the clock without any work after which a process waits for what never comes.
_IDLE = 30
_SPACE = 6 << 30
_ERROR = re.compile(r"^.*\berror: (.*)", re.IGNORECASE | re.MULTILINE)
_WIDTH = 46
BUILT = "built, or done"


class Outcome(Struct, frozen=True):
    """What became of an input: the exit code, what was printed, seconds of the processor, and the
    peak of the memory in bytes."""

    code: int
    said: str
    printed: int
    seconds: float
    memory: int

    @property
    def wrong(self) -> str:
        """What should not be, empty when all is well."""
        if self.code not in (0, 1):
            return f"exit {self.code}"
        if "Traceback" in self.said:
            return "a traceback"
        if self.code and not _ERROR.search(self.said) and "error" not in self.said:
            return "no error"
        if self.seconds > SECONDS:
            return "too slow"
        if self.memory > MEMORY:
            return "too much memory"
        return "too many words" if self.printed > LONGEST_OUTPUT else ""

    @property
    def end(self) -> str:
        """What refused it: a limit, or something else; `BUILT` for what was not."""
        limit = re.search(r"limit ‘([a-z-]+)’", self.said)
        if self.code == 0:
            return BUILT
        return f"limit {limit[1]}" if limit else "another error"

    @property
    def result(self) -> str:
        """How it ended, in a line."""
        if self.code == 0:
            return "built"
        found = _ERROR.search(self.said)
        return found[1][:110] if found else self.said.strip().rpartition("\n")[2][:110]


def _talk(name: str, size: int, folder: Path) -> list[str]:
    write, usual = TEXTS[name]
    (folder / "talk.md").write_text(write(size or usual), encoding="utf-8")
    audience = ["--audience", "one"] if "audiences: {one" in write(1)[:99] else []
    deck = str(folder / "deck.pptx")
    return ["build", str(folder / "talk.md"), "-o", deck, "--no-cache", *audience]


def inputs(size: int) -> dict[str, Files]:
    """Every input by its name."""
    texts = {name: partial(_talk, name, size) for name in TEXTS}
    return {**texts, **FILES}


@contextlib.contextmanager
def _folder(out: Path | None, name: str) -> Iterator[Path]:
    if out is None:
        with tempfile.TemporaryDirectory(prefix="limits-") as temporary:
            yield Path(temporary)
        return
    folder = out / re.sub(r"\W+", "-", name)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    yield folder


def _written(write: Files, folder: Path) -> list[str]:
    """Write the input in a process of its own, whose memory does not count."""
    read, sent = os.pipe()
    if os.fork() == 0:
        os.close(read)
        with os.fdopen(sent, "w") as file:
            file.write("\0".join(write(folder)))
        os._exit(0)
    os.close(sent)
    with os.fdopen(read) as file:
        arguments = file.read().split("\0")
    os.wait()
    return arguments


def run(arguments: list[str], said: Path) -> Outcome:
    """Run the command line in a process with limits."""
    child = os.fork()
    if child == 0:
        _become(arguments, said)
    threading.Thread(target=_end_when_idle, args=(child,), daemon=True).start()
    _, status, usage = os.wait4(child, 0)
    with said.open("rb") as file:
        words = file.read(100_000).decode("utf-8", "replace")
    seconds = usage.ru_utime + usage.ru_stime
    code = os.waitstatus_to_exitcode(status)
    return Outcome(code, words, said.stat().st_size, seconds, usage.ru_maxrss << 10)


def _end_when_idle(group: int) -> None:
    """End a group of processes that has not done anything for some time."""
    until, worked = time.monotonic() + _IDLE, 0
    while (now := _work(group)) is not None:
        if now != worked:
            until, worked = time.monotonic() + _IDLE, now
        elif time.monotonic() > until:
            os.killpg(group, signal.SIGKILL)
            return
        time.sleep(1)


def _work(group: int) -> int | None:
    """The time that a group of processes has worked, None when there is none any more."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            if int(fields[2]) == group:
                found.append(sum(map(int, fields[11:15])))
    return sum(found) if found else None


def _become(arguments: list[str], said: Path) -> None:
    os.setpgid(0, 0)
    resource.setrlimit(resource.RLIMIT_AS, (_SPACE, _SPACE))
    seconds = round(SECONDS * 1.5)
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    file = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(file, 1)
    os.dup2(file, 2)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.chdir(said.parent)
    # A path of its own: the folder is another one, and another version may be installed.
    environment = {**os.environ, "OPENBLAS_NUM_THREADS": "1", "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "deck_builder", *arguments]
    os.execve(sys.executable, command, environment)


def main() -> None:
    options = _options()
    known = inputs(options.size)
    names = [name for name in known if re.search(options.only, name)]
    part, parts = map(int, options.part.split("/"))
    outcomes: list[Outcome] = []
    for name in names[part - 1 :: parts]:
        with _folder(options.out, name) as folder:
            arguments = _written(known[name], folder)
            outcome = run(arguments, folder / "said.txt")
        outcomes.append(outcome)
        if outcome.wrong or not options.wrong:
            print(
                f"{name:{_WIDTH}} {outcome.seconds:5.1f} s {outcome.memory >> 20:5} MB "
                f"{outcome.wrong or 'ok':16} {outcome.result}",
                flush=True,
            )
    print("\n".join(_table(outcomes)))
    sys.exit(any(outcome.wrong for outcome in outcomes))


def _table(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """How the inputs ended: how many of them, and the slowest and the largest of these."""
    yield f"\n{'how they ended':{_WIDTH}} inputs  slowest  largest  wrong"
    ends = {outcome.end for outcome in outcomes}
    for end in (
        *sorted(ends - {BUILT}, key=lambda end: (not end.startswith("limit"), end)),
        BUILT,
        "",
    ):
        found = [one for one in outcomes if end in ("", one.end)]
        if found:
            seconds = max(one.seconds for one in found)
            memory = max(one.memory for one in found) >> 20
            wrong = sum(bool(one.wrong) for one in found)
            name = end or "all"
            yield f"{name:{_WIDTH}} {len(found):6} {seconds:6.1f} s {memory:5} MB {wrong:6}"


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--only", default="", help="a regular expression on the name")
    parser.add_argument("--part", default="1/1", metavar="I/N", help="the I-th of N parts of them")
    parser.add_argument("--size", type=int, default=0, help="the size of the texts")
    parser.add_argument("--wrong", action="store_true", help="print only what does not hold")
    parser.add_argument("--out", type=Path, help="keep the files here")
    return parser.parse_args()


if __name__ == "__main__":
    main()
