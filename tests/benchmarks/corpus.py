"""Build every Markdown file of a folder, and say what went wrong.

    python tests/benchmarks/corpus.py FOLDER [--jobs 2] [--out DIR] [--only PATTERN]
                                             [--resume] [--audit]

Each file is built as with `--draft`, in a process with a time limit. A line of JSON for each goes
into `results.jsonl` in the output folder: built or the traceback, seconds, slides, diagnostics by
code, and the words of the source that are neither in the deck nor in or under a diagnostic. Words
that are there, but beside neither of their neighbours, are counted as `stray`. `--resume` goes on
where an earlier run stopped. `--audit` judges the decks with the script that the environment
variable PPTX_AUDIT names, run by the interpreter AUDIT_PYTHON, and lists each slide that it finds
bad.
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
from collections.abc import Iterable, Iterator
from pathlib import Path
from types import FrameType
from typing import Any

# Beside this script, which is where Python looks when it runs one.
from dialect_words import readable  # type: ignore[import-not-found]
from msgspec import Struct, field, to_builtins
from source_words import (  # type: ignore[import-not-found]
    lost_words,
    stray_words,
    word_count,
    words,
)

from deck_builder.base.diagnostics import Diagnostic

SUFFIXES = (".md", ".qmd", ".rmd", ".markdown", ".txt")
TIME_LIMIT = 60
FLOOR = 12.0
# These say nothing of what is left out, so that a word that they name is not accounted for.
_LOSES_NOTHING = frozenset(
    ("read-as", "moved-to-notes", "shortened", "long-run", "missing-alt", "dead-link")
)
_AUDITED_TOGETHER = 6
_SHOWN = 12
_DEFECTS = (
    *("off_slide_lines", "frame_overflow", "needs_shrink", "overlaps", "covered"),
    *("text_on_table", "objects_off", "not_rendered", "cell_spill"),
)


class Result(Struct, frozen=True):
    """What became of one file. `lost` are words by how often they are missing, `stray` those that
    are beside neither of their neighbours."""

    source: str
    deck: str = ""
    error: str = ""
    seconds: float = 0.0
    slides: int = 0
    words: int = 0
    lost: dict[str, int] = field(default_factory=dict)
    stray: dict[str, int] = field(default_factory=dict)
    diagnostics: dict[str, int] = field(default_factory=dict)


class TooSlowError(Exception):
    """A file took longer than the limit."""


def main() -> None:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    results = build_all(options)
    print(summary(results))
    if options.audit:
        print(audit_summary(audit_all(results, options)))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("output/corpus"))
    parser.add_argument("--only", default="", help="a regular expression on the path")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--audit", action="store_true")
    return parser.parse_args()


def build_all(options: argparse.Namespace) -> list[Result]:
    """Build what is not built yet, and return all results by name."""
    log = options.out / "results.jsonl"
    done = {result.source: result for result in _read_log(log)} if options.resume else {}
    sources = [path for path in _sources(options.folder) if re.search(options.only, str(path))]
    jobs = [(path, _deck_path(path, options)) for path in sources if str(path) not in done]
    with (
        multiprocessing.Pool(options.jobs) as pool,
        log.open("a" if options.resume else "w", encoding="utf-8") as file,
    ):
        for result in pool.imap_unordered(build, jobs):
            print(json.dumps(to_builtins(result), ensure_ascii=False), file=file, flush=True)
            done[result.source] = result
    return [done[str(path)] for path in sources]


def _sources(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.suffix.lower() in SUFFIXES)


def _deck_path(source: Path, options: argparse.Namespace) -> Path:
    name = "+".join(source.relative_to(options.folder).with_suffix("").parts)
    deck: Path = options.out / f"{name}{source.suffix}.pptx"
    return deck


def _read_log(log: Path) -> Iterator[Result]:
    if log.exists():
        for line in log.read_text(encoding="utf-8").splitlines():
            yield Result(**json.loads(line))


def build(job: tuple[Path, Path]) -> Result:
    """Build one file into a deck."""
    source, deck = job
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(TIME_LIMIT)
    start = time.perf_counter()
    try:
        return _build(source, deck)
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        error = traceback.format_exc(limit=-8)
        return Result(str(source), error=error, seconds=time.perf_counter() - start)
    finally:
        signal.alarm(0)


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlowError(f"more than {TIME_LIMIT} s")


def _build(source: Path, deck: Path) -> Result:
    from deck_builder.base.source import read_source
    from deck_builder.dialects import dialect_of
    from deck_builder.outline.options import Options
    from deck_builder.pipeline import lay_out_deck, write_deck

    start = time.perf_counter()
    checked = lay_out_deck(source, Options())
    data = write_deck(checked.value)
    seconds = time.perf_counter() - start
    deck.write_bytes(data)
    text = source.read_bytes().decode("utf-8", errors="replace")
    dialect = dialect_of(read_source(source))
    text = readable(text, dialect.name if dialect else "")
    named = Counter(words("\n".join(map(_said, checked.diagnostics))))
    return Result(
        source=str(source),
        deck=str(deck),
        seconds=round(seconds, 3),
        slides=len(checked.value.slides),
        words=word_count(text),
        lost=dict(lost_words(text, data) - named),
        stray=dict(stray_words(text, data) - named),
        diagnostics=dict(Counter(found.code for found in checked.diagnostics)),
    )


def _said(one: Diagnostic) -> str:
    """What a diagnostic says and points at."""
    if one.code in _LOSES_NOTHING:
        return ""
    said = f"{one.message} {one.hint}"
    if one.span:
        text = one.span.source.text
        start, end = text.rfind("\n", 0, one.span.start) + 1, text.find("\n", one.span.end)
        said += " " + text[start : end if end >= 0 else None]
    return said


def summary(results: list[Result]) -> str:
    """Return the figures of all results, and the decks that fall short."""
    built = [result for result in results if result.deck]
    slides = sum(result.slides for result in built)
    seconds = sum(result.seconds for result in built)
    lost = [result for result in built if result.lost]
    codes: Counter[str] = Counter()
    for result in built:
        codes.update(result.diagnostics)
    lines = [
        f"built        {len(built):,} of {len(results):,} files, {slides:,} slides",
        f"time         {seconds:.1f} s, {1000 * seconds / max(1, slides):.1f} ms a slide",
        f"words        {sum(result.words for result in built):,}, lost "
        f"{sum(sum(result.lost.values()) for result in lost):,} in {len(lost)} files, "
        f"stray {sum(sum(result.stray.values()) for result in built):,}",
        "diagnostics  " + ", ".join(f"{code} {count:,}" for code, count in codes.most_common()),
        *(f"\nFAILED {result.source}\n{result.error}" for result in results if result.error),
        *(_lost_line("lost", result.source, result.lost) for result in lost),
        *(_lost_line("stray", result.source, result.stray) for result in built if result.stray),
        "\nslowest:",
        *map(_slow_line, sorted(built, key=lambda one: -one.seconds)[:_SHOWN]),
    ]
    return "\n".join(lines)


def _lost_line(kind: str, source: str, found: dict[str, int]) -> str:
    named = " ".join(f"{word}×{count}" for word, count in list(found.items())[:_SHOWN])
    return f"{kind} {sum(found.values()):5,} {source}: {named}"


def _slow_line(result: Result) -> str:
    each = 1000 * result.seconds / max(1, result.slides)
    return f"{result.seconds:7.2f} s {result.slides:5} slides {each:6.1f} ms each {result.source}"


def audit_all(results: list[Result], options: argparse.Namespace) -> list[dict[str, Any]]:
    """Return the audits of the built decks, and keep them in `audit.jsonl`."""
    log = options.out / "audit.jsonl"
    known = log.read_text(encoding="utf-8").splitlines() if options.resume and log.exists() else []
    audits = [json.loads(line) for line in known]
    done = {audit["file"] for audit in audits}
    decks = [result.deck for result in results if result.deck and result.deck not in done]
    chunks = [decks[n : n + _AUDITED_TOGETHER] for n in range(0, len(decks), _AUDITED_TOGETHER)]
    with (
        multiprocessing.Pool(options.jobs) as pool,
        log.open("a" if options.resume else "w", encoding="utf-8") as file,
    ):
        for found in pool.imap_unordered(_audit, chunks):
            for audit in found:
                print(json.dumps(audit, ensure_ascii=False), file=file, flush=True)
            audits.extend(found)
    wanted = {result.deck for result in results}
    return [audit for audit in audits if audit["file"] in wanted]


def _audit(decks: list[str]) -> list[dict[str, Any]]:
    """Return of each deck what counts of its audit."""
    script, python = os.environ["PPTX_AUDIT"], os.environ.get("AUDIT_PYTHON", sys.executable)
    target = Path(decks[0]).with_suffix(".json")
    command = [python, script, *decks, "--json", str(target), "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    audits = json.loads(target.read_text(encoding="utf-8"))["decks"]
    target.unlink()
    return list(map(_essence, audits))


def _essence(audit: dict[str, Any]) -> dict[str, Any]:
    overflow, density = audit.get("overflow", {}), audit.get("density", {})
    bad = [slide for slide in overflow.get("per_slide", []) if slide.get("visible_defect")]
    return {
        "file": audit["file"],
        "error": audit.get("audit_error", ""),
        "slides": density.get("slides", 0),
        "least_size": density.get("font_sizes", {}).get("min_pt"),
        "totals": overflow.get("totals", {}),
        "validity": audit.get("validity", {}),
        "bad": [{key: slide[key] for key in ("slide", *_reasons(slide))} for slide in bad],
    }


def _reasons(slide: dict[str, Any]) -> Iterator[str]:
    for key in _DEFECTS:
        if slide.get(key):
            yield key
    for key in ("text_on_picture", "table_growth"):
        if slide.get(key):
            yield key


def audit_summary(audits: Iterable[dict[str, Any]]) -> str:
    """Return the figures of all audits, and each bad slide with its reasons."""
    audits = list(audits)
    totals: Counter[str] = Counter()
    for audit in audits:
        for key in ("slides_bad_as_opened", "needs_shrink", "off_slide_lines", "overlaps"):
            totals[key] += audit["totals"].get(key, 0)
    slides = sum(audit["slides"] for audit in audits)
    lines = [f"audited      {len(audits):,} decks, {slides:,} slides"]
    lines += [f"{key.replace('_', ' ')}: {count:,}" for key, count in totals.items()]
    for audit in audits:
        if (audit["least_size"] or FLOOR) < FLOOR:
            lines.append(f"TEXT UNDER {FLOOR:g} pt {audit['file']}: {audit['least_size']}")
        if audit["error"]:
            lines.append(f"NOT AUDITED {audit['file']}: {audit['error']}")
        for slide in audit["bad"]:
            reasons = {key: value for key, value in slide.items() if key != "slide"}
            lines.append(f"{audit['file']} slide {slide['slide']}: {json.dumps(reasons)[:400]}")
    return "\n".join(lines)


if __name__ == "__main__":
    main()
