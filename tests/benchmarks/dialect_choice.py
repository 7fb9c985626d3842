"""Whose Markdown files are said to be in, against the folders that they are in.

    python tests/benchmarks/dialect_choice.py CORPUS...

The files of each dialect are in a folder with its name somewhere above them, and those of no
program, in which every find is a mistake, in `prose`. R Markdown is Quarto's wherever it is.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from deck_builder.base.diagnostics import DeckError
from deck_builder.base.source import Source
from deck_builder.dialects import NAMES, OWN, SUFFIXES, dialect_of

_PROSE = "prose"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("corpora", nargs="+", type=Path)
    files: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for corpus in parser.parse_args().corpora:
        for path in sorted(one for one in corpus.rglob("*") if one.suffix in SUFFIXES):
            names = path.relative_to(corpus.parent).parts[:-1]
            kind = next((name for name in names if name in (*NAMES, _PROSE)), "")
            if not kind:
                continue
            expected = OWN if kind == _PROSE else kind
            expected = "quarto" if path.suffix != ".md" and kind == "pandoc" else expected
            found = _name(path)
            files[kind] += 1
            right[kind] += found == expected
            if found != expected:
                print(f"{kind:10} read as {found}: {'/'.join(names[-2:])}/{path.name}")
    for kind, number in sorted(files.items()):
        print(f"{kind:10} {right[kind]:3} of {number:3} right")
    return 0


def _name(path: Path) -> str:
    text = path.read_text(encoding="utf-8", errors="replace").replace("\r\n", "\n")
    try:
        dialect = dialect_of(Source(path.name, text))
    except DeckError as error:
        return str(error)
    return dialect.name if dialect else OWN


if __name__ == "__main__":
    sys.exit(main())
