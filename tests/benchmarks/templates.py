"""Build a talk with every template of a folder, and say what went wrong.

    python tests/benchmarks/templates.py FOLDER... [--talk PATH]... [--jobs 2] [--out DIR]
                                                   [--only PATTERN] [--continue] [--table FILE]
                                                   [--audit] [--rival COMMAND]

Each talk is built with each PowerPoint file under the folders as its template, in a process with a
time limit, and the deck is looked into as the tests do. Files that cannot be read must be refused
with one clear error. A line for each is printed as soon as it is done: how many roles have a layout
of their own, how many texts fill placeholders, what is wrong, seconds. All that is known of it is
written beside its deck as JSON; `--continue` leaves out what is there already, and `--table` writes
one row for each template.

`--audit` judges the decks with the script that the environment variable PPTX_AUDIT names, run by
the interpreter AUDIT_PYTHON; where there is a validator (OOXML_VALIDATOR), what is wrong with the
template itself is left out of the count. `--rival` has another program build a deck with each
template, too, such as `pandoc talk.md --reference-doc={template} -o {deck}`, and judges it alike.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import re
import shlex
import signal
import subprocess
import sys
import time
import traceback
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from types import FrameType
from typing import Any

from msgspec import Struct, field, to_builtins

HERE = Path(__file__).parent
TALKS = (HERE.parent.parent / "outlines" / "rust-vs-go", HERE.parent / "decks" / "every_block.md")
SUFFIXES = (".pptx", ".potx", ".pptm", ".potm", ".ppsx", ".ppsm", ".ppt", ".pot")
TIME_LIMIT = 60
_VERSIONS = ("Office2019", "Microsoft365")
_SHOWN = 3


class Result(Struct, frozen=True):
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


class Job(Struct, frozen=True):
    """A talk to be built with a template."""

    template: Path
    talk: Path
    deck: Path
    options: argparse.Namespace


Record = dict[str, Any]
"""What is known of one template: `built`, what became of it, with the `audit` of its deck; the
`rival`, what another program made of it; `own_errors` of the validator in the template itself."""


class TooSlowError(Exception):
    """A file took longer than the limit."""


def main() -> None:
    options = _options()
    options.out.mkdir(parents=True, exist_ok=True)
    jobs = [
        Job(template, talk, options.out / _deck_name(number, template, talk), options)
        for number, template in enumerate(_templates(options), 1)
        for talk in options.talk or TALKS
    ]
    records = []
    with multiprocessing.Pool(options.jobs, maxtasksperchild=20) as pool:
        for record in pool.imap(judge, jobs, chunksize=1):
            records.append(record)
            print(_line(record), flush=True)
    if options.table:
        options.table.write_text(table(records), encoding="utf-8")
    print(summary(records))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--talk", type=Path, action="append")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--out", type=Path, default=Path("output/templates"))
    parser.add_argument("--only", default="", help="a regular expression on the path")
    parser.add_argument("--continue", action="store_true", dest="goes_on")
    parser.add_argument("--table", type=Path)
    parser.add_argument("--audit", action="store_true")
    parser.add_argument("--rival", default="", help="a command with {template} and {deck}")
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


def judge(job: Job) -> Record:
    """Build one talk with one template, have it judged, and keep what came of it."""
    kept = job.deck.with_suffix(".json")
    record: Record = {}
    if job.options.goes_on and kept.exists():
        record = json.loads(kept.read_text(encoding="utf-8"))
    if "built" not in record:
        record["built"] = to_builtins(build(job))
    if job.options.audit and "own_errors" not in record:
        record["own_errors"] = validator_errors(job.template)
    if job.options.audit and record["built"]["deck"] and "audit" not in record:
        record["audit"] = audit(job.deck)
    if job.options.rival and "rival" not in record:
        record["rival"] = build_rival(job)
    kept.write_text(json.dumps(record, indent=1), encoding="utf-8")
    return record


def build(job: Job) -> Result:
    """Build one talk with one template."""
    from deck_builder.base.diagnostics import DeckError

    template, talk = str(job.template), job.talk.stem
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(TIME_LIMIT)
    start = time.perf_counter()
    try:
        return _build(job.template, job.talk, job.deck)
    except DeckError as error:
        message = f"{error.message} ({error.hint})"
        seconds = time.perf_counter() - start
        return Result(template, talk, refused=message, seconds=seconds)
    except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
        trace = traceback.format_exc(limit=-8)
        seconds = time.perf_counter() - start
        return Result(template, talk, error=trace, seconds=seconds)
    finally:
        signal.alarm(0)


def build_rival(job: Job) -> Record:
    """Have another program build its deck with the template, and judge that."""
    deck = job.deck.with_suffix(".rival.pptx")
    given = {"template": shlex.quote(str(job.template)), "deck": shlex.quote(str(deck))}
    command = job.options.rival.format(**given)
    deck.unlink(missing_ok=True)
    try:
        done = subprocess.run(
            command, shell=True, check=False, capture_output=True, text=True, timeout=TIME_LIMIT
        )
    except subprocess.TimeoutExpired:
        return {"code": -1, "said": f"more than {TIME_LIMIT} s"}
    said = " ".join(done.stderr.split())[:300]
    is_built = done.returncode == 0 and deck.exists()
    judged = {"audit": audit(deck)} if is_built and job.options.audit else {}
    return {"code": done.returncode, "said": said, **judged}


def _stop(number: int, frame: FrameType | None) -> None:
    raise TooSlowError(f"more than {TIME_LIMIT} s")


def _build(template: Path, talk: Path, deck: Path) -> Result:
    from deck_builder.outline.options import Options
    from deck_builder.pipeline import lay_out_deck, write_deck
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


def audit(deck: Path) -> Record:
    """The audit of a deck, as far as it is counted here."""
    script, python = os.environ["PPTX_AUDIT"], os.environ.get("AUDIT_PYTHON", sys.executable)
    target = deck.with_suffix(".audit.json")
    command = [python, script, str(deck), "--json", str(target), "--quiet"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
    found = json.loads(target.read_text(encoding="utf-8"))["decks"][0]
    target.unlink()
    slides = found.get("overflow", {}).get("per_slide", [])
    validity = found.get("validity", {})
    return {
        "slides": found.get("render", {}).get("pages", 0),
        "bad": [
            {key: value for key, value in slide.items() if value not in (0, [], {})}
            for slide in slides
            if slide.get("visible_defect")
        ],
        "errors": validity.get("sdk_errors", -1),
        "kinds": validity.get("sdk", {}).get("Microsoft365", {}).get("kinds", []),
        "structure": validity.get("structural_errors", 0),
        "rendered": bool(found.get("render", {}).get("pages_match")),
        "contrast": found.get("accessibility", {}).get("contrast", {}).get("fails", 0),
        "failed": found.get("audit_error", ""),
    }


def validator_errors(template: Path) -> int:
    """How many errors the validator finds in a template as it is."""
    validator = os.environ.get("OOXML_VALIDATOR", "")
    if not validator:
        return 0
    counts = []
    for version in _VERSIONS:
        command = [validator, str(template), "--officeVersion", version]
        done = subprocess.run(command, check=False, capture_output=True, text=True)
        try:
            found = json.loads(done.stdout)
        except ValueError:
            continue
        counts.append(len(found if isinstance(found, list) else found.get("errors", [])))
    return max(counts, default=0)


def _line(record: Record) -> str:
    built = record["built"]
    head = (
        f"{Path(built['template']).name[:34]:34} {built['talk'][:12]:12} {built['seconds']:5.1f} s"
    )
    if built["refused"]:
        return f"{head} refused: {built['refused']}"
    if built["error"]:
        return f"{head} FAILED\n{built['error']}"
    codes = " ".join(f"{code}×{count}" for code, count in built["diagnostics"].items())
    line = (
        f"{head} {built['slides']:3} slides {built['roles']:2} layouts "
        f"{built['filled']:3}/{built['texts']:3} in placeholders {codes}"
    )
    if built["problems"]:
        line += f" PROBLEMS {len(built['problems'])}: {'; '.join(built['problems'][:_SHOWN])}"
    return line + (f"\n    {_audit_line(record)}" if "audit" in record else "")


def _audit_line(record: Record) -> str:
    found = record["audit"]
    line = (
        f"bad {len(found['bad'])}, validator {found['errors']} (template {record['own_errors']}), "
        f"structure {found['structure']}, rendered {found['rendered']} {found['failed']}"
    )
    return "\n      ".join([line, *(json.dumps(slide)[:300] for slide in found["bad"][:_SHOWN])])


_HEADS = (
    *("template", "layouts", "slides", "in placeholders", "bad", "validator", "structure"),
    *("rendered", "seconds", "rival: slides", "bad", "validator", "structure", "rendered"),
)


def table(records: list[Record]) -> str:
    """Return one row for each template in Markdown: ours, and beside it the other program's."""
    rows = [_HEADS, ["---"] * len(_HEADS), *map(_row, records)]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, "", summary(records), ""])


def _row(record: Record) -> list[str]:
    built, rival = record["built"], record.get("rival", {})
    name = "/".join(Path(built["template"]).parts[-3:])
    if built["deck"]:
        ours = [
            *(str(built["roles"]), str(built["slides"]), f"{built['filled']}/{built['texts']}"),
            *_judged(record.get("audit"), record.get("own_errors", 0)),
            f"{built['seconds']:.1f}",
        ]
    else:
        ours = [built["refused"] or "FAILED", *[""] * 7]
    if not rival:
        return [name, *ours, *[""] * 5]
    if rival["code"]:
        return [name, *ours, f"exit {rival['code']}: {rival['said'][:120]}", *[""] * 4]
    judged = rival.get("audit")
    slides = str(judged["slides"]) if judged else ""
    return [name, *ours, slides, *_judged(judged, record.get("own_errors", 0))]


def _judged(found: Record | None, own_errors: int) -> list[str]:
    if found is None:
        return [""] * 4
    more = max(0, found["errors"] - own_errors)
    shown = "yes" if found["rendered"] else "no"
    return [str(len(found["bad"])), str(more), str(found["structure"]), shown]


def summary(records: list[Record]) -> str:
    """Return the figures of all."""
    results = [record["built"] for record in records]
    built = [one for one in results if one["deck"]]
    texts, filled = sum(one["texts"] for one in built), sum(one["filled"] for one in built)
    ours = _figures([record for record in records if "audit" in record])
    rivals = [
        {**record["rival"], "own_errors": record["own_errors"]}
        for record in records
        if "audit" in record.get("rival", {})
    ]
    refused = sum(bool(record.get("rival", {}).get("code")) for record in records)
    return (
        f"{len(built)} decks of {len(results)}, {sum(one['slides'] for one in built):,} slides; "
        f"{sum(bool(one['refused']) for one in results)} refused, "
        f"{sum(bool(one['error']) for one in results)} failed; "
        f"{sum(bool(one['problems']) for one in built)} with problems; {filled}/{texts} texts in "
        f"placeholders; {ours}; slowest {max((one['seconds'] for one in results), default=0):.1f} s"
        + (f"\n\nThe rival: {refused} failed; {_figures(rivals)}" if rivals or refused else "")
    )


def _figures(records: list[Record]) -> str:
    found = [record["audit"] for record in records]
    more = sum(max(0, one["audit"]["errors"] - one["own_errors"]) for one in records)
    return (
        f"{len(found)} audited, {sum(one['slides'] for one in found):,} slides, "
        f"{sum(len(one['bad']) for one in found)} bad, {more} validator errors more than the "
        f"templates have, {sum(one['structure'] for one in found)} structural errors, "
        f"{sum(not one['rendered'] for one in found)} not shown"
    )


if __name__ == "__main__":
    sys.path.insert(0, str(HERE.parent.parent))
    main()
