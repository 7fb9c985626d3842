"""Whether the copies that `convert` writes make the decks of their originals.

    python tests/benchmarks/convert.py FILE_OR_FOLDER... [--sample 40] [--seed 1] [--verbose]

Each deck in another program's Markdown is converted, and the copy once more, which must change
nothing. Original and copy are built, and compared slide by slide: the XML of slides and of notes,
in which pictures and links are named by what they lead to. It prints for each dialect how many
copies are the same, and for the others the first slide that differs. `--sample` takes so many decks
of all dialects by turns, those alone that can be built.

The exit code is 1 when a copy differs.
"""

from __future__ import annotations

import argparse
import hashlib
import io
import posixpath
import random
import re
import sys
import tempfile
import zipfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from pathlib import Path

from msgspec import Struct

from deck_builder.article.conversion import convert_path, write_copy
from deck_builder.base.diagnostics import DeckError, has_errors
from deck_builder.base.source import read_source
from deck_builder.dialects import NAMES, dialect_of
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck

SUFFIXES = (".md", ".qmd", ".Rmd")
SAME, DIFFERENT, REFUSED, UNBUILT = "same", "different", "refused", "not built itself"
_RELATION = re.compile(r"<Relationship [^>]*>")
_ATTRIBUTE = re.compile(r'(\w+)="([^"]*)"')
_ID = re.compile(r'r:(?:id|embed|link|pict)="(\w+)"')


class Outcome(Struct, frozen=True):
    """What became of one deck: one of the words above, and what is to be said of it."""

    state: str
    about: str = ""


def slides_of(deck: bytes) -> Iterator[str]:
    """Yield the XML of each slide and of its notes, with digests in place of relations."""
    with zipfile.ZipFile(io.BytesIO(deck)) as file:
        names = [
            name for name in file.namelist() if re.fullmatch(r"ppt/slides/slide\d+\.xml", name)
        ]
        for name in sorted(names, key=lambda one: int(re.findall(r"\d+", one)[-1])):
            notes = next((one for one in _targets(file, name).values() if "notesSlide" in one), "")
            yield _resolved(file, name) + (_resolved(file, notes) if notes else "")


def _targets(file: zipfile.ZipFile, name: str) -> dict[str, str]:
    """What the relations of a part lead to, by their ids."""
    folder, _, leaf = name.rpartition("/")
    path = f"{folder}/_rels/{leaf}.rels"
    if path not in file.namelist():
        return {}
    found = {}
    for relation in _RELATION.findall(file.read(path).decode()):
        given = dict(_ATTRIBUTE.findall(relation))
        is_outside = given.get("TargetMode") == "External"
        target = given["Target"]
        found[given["Id"]] = (
            target if is_outside else posixpath.normpath(posixpath.join(folder, target)).lstrip("/")
        )
    return found


def _resolved(file: zipfile.ZipFile, name: str) -> str:
    targets = _targets(file, name)

    def shown(found: re.Match[str]) -> str:
        target = targets.get(found[1], "")
        if target in file.namelist() and "/media/" in target:
            target = hashlib.sha256(file.read(target)).hexdigest()
        return found[0].replace(found[1], target)

    return _ID.sub(shown, file.read(name).decode())


def compared(path: Path, written_as: str = "") -> Outcome:
    """Return what became of the deck at `path`."""
    try:
        original = built(path, written_as)
    except DeckError as error:
        return Outcome(UNBUILT, error.message)
    if original is None:
        return Outcome(UNBUILT)
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder, "copy")
        try:
            made = convert_path(path, Options(written_as=written_as))
            if made.value is None:
                return Outcome(REFUSED, _first(made.diagnostics))
            write_copy(copy, made.value.files, force=False)
            second = convert_path(copy, Options())
            if second.value is None:
                return Outcome(DIFFERENT, f"the copy has errors: {_first(second.diagnostics)}")
            if second.value.files != made.value.files:
                return Outcome(DIFFERENT, "the copy of the copy is another one")
            rebuilt = built(copy)
        except DeckError as error:
            return Outcome(REFUSED, error.message)
        if rebuilt is None:
            return Outcome(DIFFERENT, "the copy is not built")
        said = "; ".join(one.code for one in made.diagnostics if one.code in _OWN)
    pairs = zip_longest(slides_of(original), slides_of(rebuilt), fillvalue="")
    for number, (one, other) in enumerate(pairs, 1):
        if one != other:
            return Outcome(DIFFERENT, f"slide {number}: {_around(one, other)} {said}")
    return Outcome(SAME, said)


_OWN = ("written-otherwise", "unwritten-condition", "changed-settings")


def built(path: Path, written_as: str = "") -> bytes | None:
    """Return the deck of the talk at `path`; None when it has errors."""
    checked = lay_out_deck(path, Options(written_as=written_as))
    return None if has_errors(checked.diagnostics) else write_deck(checked.value)


def _first(found: Iterable[object]) -> str:
    errors = [str(one) for one in found if has_errors([one])]  # type: ignore[list-item]
    return errors[0][:200] if errors else ""


def _around(one: str, other: str) -> str:
    pairs = enumerate(zip_longest(one, other))
    at = next((number for number, (left, right) in pairs if left != right), 0)
    begin = max(0, at - 40)
    return f"…{one[begin : at + 60]}… is …{other[begin : at + 60]}…"


def dialect_named(path: Path) -> tuple[str, str]:
    """Return the dialect of a deck, and what is to be said with `--from`; empty for none."""
    try:
        found = dialect_of(read_source(path))
    except (DeckError, OSError):
        return "", ""
    if found is not None:
        return found.name, ""
    named = next((part for part in reversed(path.parts[:-1]) if part in NAMES), "")
    return named, named


def decks_in(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the decks among `paths` and in folders."""
    for path in paths:
        if path.is_dir():
            yield from (one for one in sorted(path.rglob("*")) if one.suffix in SUFFIXES)
        else:
            yield path


def _by_turns(
    decks: dict[str, list[tuple[Path, str]]], seed: int
) -> Iterator[tuple[str, Path, str]]:
    generator = random.Random(seed)
    for group in decks.values():
        generator.shuffle(group)
    for row in zip_longest(*decks.values()):
        for name, one in zip(decks, row, strict=True):
            if one is not None:
                yield name, *one


def main() -> int:
    """Compare the decks that the command line names."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--sample", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--verbose", action="store_true")
    given = parser.parse_args()
    decks: dict[str, list[tuple[Path, str]]] = defaultdict(list)
    for path in decks_in(given.paths):
        name, wanted = dialect_named(path)
        if name:
            decks[name].append((path, wanted))
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    taken = 0
    for name, path, wanted in _by_turns(decks, given.seed):
        if given.sample and taken == given.sample:
            break
        outcome = compared(path, wanted)
        taken += outcome.state != UNBUILT
        if not (given.sample and outcome.state == UNBUILT):
            counts[name][outcome.state] += 1
        if outcome.state in (DIFFERENT, REFUSED) or (given.verbose and outcome.about):
            print(f"{path}: {outcome.state}: {outcome.about}")
    for name, count in sorted(counts.items()):
        print(name, ", ".join(f"{number} {state}" for state, number in count.items()))
    whole = sum(counts.values(), Counter())
    print("all", ", ".join(f"{number} {state}" for state, number in whole.items()))
    return int(whole[DIFFERENT] + whole[REFUSED] > 0)


if __name__ == "__main__":
    sys.exit(main())
