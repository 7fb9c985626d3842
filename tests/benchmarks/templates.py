"""Build a talk with every template of a folder, and say what went wrong.

    python tests/benchmarks/templates.py FOLDER... [--talk PATH]... [--jobs 2] [--out DIR]
                                                   [--only PATTERN] [--audit]

Each talk is built with each PowerPoint file under the folders as its template, in a process with a
time limit, and the deck is looked into as the tests do. Files that cannot be read must be refused
with one clear error. A line for each is printed: how many roles have a layout of their own, how
many texts fill placeholders, what is wrong, seconds. `--audit` judges the decks with the script
that the environment variable PPTX_AUDIT names, run by the interpreter AUDIT_PYTHON; where that
finds a validator, what is wrong with the template itself is left out of the count.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

HERE = Path(__file__).parent
TALKS = (HERE.parent.parent / "outlines" / "rust-vs-go", HERE.parent / "decks" / "every_block.md")
SUFFIXES = (".pptx", ".potx", ".pptm", ".potm", ".ppsx", ".ppsm", ".ppt", ".pot")
TIME_LIMIT = 60
_AUDITED_TOGETHER = 4
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Result:
    """What became of a talk with one template. `roles` are those that have a layout of the
    template's own, `filled` the texts in placeholders among all `texts`."""

    template: str
    talk: str
    deck: str = ""
    refused: str = ""
    error: str = ""
    seconds: float = 0.0
    slides: int = 0
    roles: int = 0
    filled: int = 0
    texts: int = 0
    problems: tuple[str, ...] = ()
    diagnostics: dict[str, int] = field(default_factory=dict)


class TooSlowError(Exception):
    """A file took longer than the limit."""


def main() -> None:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    jobs = [
        (template, talk, options.out / _deck_name(number, template, talk))
        for number, template in enumerate(_templates(options), 1)
        for talk in options.talk or TALKS
    ]
    with multiprocessing.Pool(options.jobs, maxtasksperchild=20) as pool:
        results = pool.map(build, jobs, chunksize=1)
    audits = _audit_all(results, options) if options.audit else {}
    for result in results:
        print(_line(result, audits.get(result.deck)))
    print(summary(results, audits))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--talk", type=Path, action="append")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("output/templates"))
    parser.add_argument("--only", default="", help="a regular expression on the path")
    parser.add_argument("--audit", action="store_true")
    return parser.parse_args()


def _templates(options: argparse.Namespace) -> Iterator[Path]:
    """The templates, each content once."""
    seen: set[bytes] = set()
    for folder in options.folders:
        files = [folder] if folder.is_file() else sorted(folder.rglob("*"))
        for path in files:
            if path.suffix.lower() not in SUFFIXES or not re.search(options.only, str(path)):
                continue
            data = path.read_bytes()
            if data not in seen:
                seen.add(data)
                yield path


def _deck_name(number: int, template: Path, talk: Path) -> str:
    return f"{number:03}-{template.stem.replace(' ', '-')}-{talk.stem}.pptx"


def build(job: tuple[Path, Path, Path]) -> Result:
    """Build one talk with one template."""
    from deck_builder.diagnostics import DeckError

    template, talk, deck = job
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(TIME_LIMIT)
    start = time.perf_counter()
    try:
        return _build(template, talk, deck)
    except DeckError as error:
        seconds = time.perf_counter() - start
        message = f"{error.message} ({error.hint})"
        return Result(str(template), talk.stem, refused=message, seconds=seconds)
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        seconds = time.perf_counter() - start
        trace = traceback.format_exc(limit=-8)
        return Result(str(template), talk.stem, error=trace, seconds=seconds)
    finally:
        signal.alarm(0)


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlowError(f"more than {TIME_LIMIT} s")


def _build(template: Path, talk: Path, deck: Path) -> Result:
    from deck_builder.pipeline import Options, lay_out_deck, write_deck
    from deck_builder.shapes import TextBox
    from tests.writer.opened import Opened

    start = time.perf_counter()
    checked = lay_out_deck(talk, Options(template=str(template)))
    data = write_deck(checked.value)
    seconds = time.perf_counter() - start
    deck.write_bytes(data)
    theme = checked.value.theme
    texts = [
        theme.layouts[slide.layout].placeholder(shape.placeholder)
        for slide in checked.value.slides
        for shape in slide.shapes
        if isinstance(shape, TextBox)
    ]
    parts = {layout.part for layout in theme.layouts.values()}
    return Result(
        template=str(template),
        talk=talk.stem,
        deck=str(deck),
        seconds=round(seconds, 2),
        slides=len(checked.value.slides),
        roles=len(parts),
        filled=sum(place is not None and place.real for place in texts),
        texts=len(texts),
        problems=tuple(Opened(data).problems),
        diagnostics=dict(Counter(found.code for found in checked.diagnostics)),
    )


def _audit_all(results: list[Result], options: argparse.Namespace) -> dict[str, dict[str, Any]]:
    """The audits of all decks by file, with the validator's errors in the templates themselves."""
    decks = [result.deck for result in results if result.deck]
    chunks = [decks[n : n + _AUDITED_TOGETHER] for n in range(0, len(decks), _AUDITED_TOGETHER)]
    templates = list(dict.fromkeys(result.template for result in results if result.deck))
    with multiprocessing.Pool(options.jobs) as pool:
        found = [audit for chunk in pool.map(_audit, chunks, chunksize=1) for audit in chunk]
        errors = dict(zip(templates, pool.map(_validator_errors, templates), strict=True))
    audits = {audit["file"]: audit for audit in found}
    for result in results:
        if result.deck in audits:
            audits[result.deck]["own_errors"] = errors[result.template]
    return audits


def _audit(decks: list[str]) -> list[dict[str, Any]]:
    script, python = os.environ["PPTX_AUDIT"], os.environ.get("AUDIT_PYTHON", sys.executable)
    target = Path(decks[0]).with_suffix(".json")
    command = [python, script, *decks, "--json", str(target), "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    audits: list[dict[str, Any]] = json.loads(target.read_text(encoding="utf-8"))["decks"]
    target.unlink()
    return audits


def _validator_errors(template: str) -> int:
    """How many errors the validator finds in a template as it is."""
    validator = os.environ.get("OOXML_VALIDATOR", "")
    if not validator:
        return 0
    command = [validator, template, "--officeVersion", "Microsoft365"]
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    try:
        found = json.loads(done.stdout)
    except ValueError:
        return 0
    return len(found if isinstance(found, list) else found.get("errors", []))


def _line(result: Result, audit: dict[str, Any] | None) -> str:
    head = f"{Path(result.template).name[:34]:34} {result.talk[:12]:12} {result.seconds:5.1f} s"
    if result.refused:
        return f"{head} refused: {result.refused}"
    if result.error:
        return f"{head} FAILED\n{result.error}"
    codes = " ".join(f"{code}×{count}" for code, count in result.diagnostics.items())
    line = (
        f"{head} {result.slides:3} slides {result.roles:2} layouts "
        f"{result.filled:3}/{result.texts:3} in placeholders {codes}"
    )
    if result.problems:
        line += f" PROBLEMS {len(result.problems)}: {'; '.join(result.problems[:_SHOWN])}"
    return line + (f"\n    {_audit_line(audit)}" if audit else "")


def _audit_line(audit: dict[str, Any]) -> str:
    validity, overflow = audit.get("validity", {}), audit.get("overflow", {})
    bad = [slide for slide in overflow.get("per_slide", []) if slide.get("visible_defect")]
    reasons = [
        json.dumps({key: value for key, value in slide.items() if value not in (0, [], {})})[:300]
        for slide in bad[:_SHOWN]
    ]
    line = (
        f"bad {len(bad)}, validator {validity.get('sdk_errors')} (template {audit['own_errors']}), "
        f"structure {validity.get('structural_errors')}, "
        f"rendered {audit.get('render', {}).get('pages_match')} {audit.get('audit_error', '')}"
    )
    return "\n      ".join([line, *reasons])


def summary(results: list[Result], audits: dict[str, dict[str, Any]]) -> str:
    """Return the figures of all."""
    built = [result for result in results if result.deck]
    bad = sum(
        bool(slide.get("visible_defect"))
        for audit in audits.values()
        for slide in audit.get("overflow", {}).get("per_slide", [])
    )
    texts, filled = sum(one.texts for one in built), sum(one.filled for one in built)
    errors = sum(
        max(0, (audit.get("validity", {}).get("sdk_errors") or 0) - audit["own_errors"])
        for audit in audits.values()
    )
    return (
        f"{len(built)} decks of {len(results)}, {sum(one.slides for one in built):,} slides; "
        f"{sum(bool(one.refused) for one in results)} refused, "
        f"{sum(bool(one.error) for one in results)} failed; "
        f"{sum(bool(one.problems) for one in built)} with problems; {filled}/{texts} texts in "
        f"placeholders; {len(audits)} audited, {bad} slides bad, {errors} validator errors more "
        f"than the templates have; slowest {max((one.seconds for one in results), default=0):.1f} s"
    )


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent.parent))
    main()
