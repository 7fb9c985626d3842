"""Builds mutated decks of other programs, and prints those that raise what they must not.

Run it as `python tests/benchmarks/dialects_fuzz.py [--minutes 10] [--seed 1]`.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path

from deck_builder.base.diagnostics import DeckError
from deck_builder.dialects import NAMES, OWN
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck

CASES = Path(__file__).parent.parent / "cases" / "dialects"
SUFFIXES = (".md", ".qmd", ".Rmd")
SIGNS = (
    *(
        "---\n",
        "\n---\n",
        "```\n",
        "````md magic-move\n",
        "<!--",
        "-->",
        ":::\n",
        "::: {.columns}\n",
    ),
    *(
        "{{<",
        ">}}",
        "{{",
        "}}",
        "[[",
        "]]",
        "![bg](",
        "<div>",
        "</div>",
        "<v-click>",
        "::right::\n",
    ),
    *(
        "???\n",
        "--\n",
        ".left[",
        "]",
        "%%",
        "^ ",
        "[.column]\n",
        "# ",
        "\t",
        "\r\n",
        "\ufeff",
        "\0",
    ),
    *("$$", "\\begin{itemize}", "\\item ", "<grid drag='1 2' drop='x'>", "<split even>", "\ue001"),
    *("title: [\n", "class: {a\n", "| a |\n|--|\n", "> - ", "<style>", "</style>", "~~~", "\u202e"),
)


def mutated(text: str, others: list[str], chance: random.Random) -> str:
    """Return a text with parts cut out, doubled, moved, nested or put in."""
    for _ in range(chance.randint(1, 6)):
        at, end = sorted(chance.randint(0, len(text)) for _ in range(2))
        kind = chance.randint(0, 8)
        if kind == 0:
            text = text[:at] + text[end:]
        elif kind == 1:
            text = text[:end] + text[at:end] * chance.choice((1, 2, 30)) + text[end:]
        elif kind == 2:
            text = text[:at] + chance.choice(SIGNS) * chance.choice((1, 1, 3, 200)) + text[at:]
        elif kind == 3:
            other = chance.choice(others)
            text = text[:at] + other[: chance.randint(0, len(other))] + text[at:]
        elif kind == 4:
            text = text.replace("\n", "\r\n")
        elif kind == 5:
            text = "\ufeff" + text
        elif kind == 6:
            text = re.sub(r"(?m)^", chance.choice((" ", "\t", "> ", "- ", "    ")), text)
        elif kind == 7:
            lines = text.split("\n")
            chance.shuffle(lines)
            text = "\n".join(lines)
        else:
            text = "---\n" + "key: value\n" * chance.choice((1, 3000)) + text
    return text[:200_000]


def main() -> int:
    """Run the mutations; return how many raised something."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    chance = random.Random(args.seed)
    files = [one for one in sorted(CASES.rglob("*")) if one.suffix in SUFFIXES]
    texts = [one.read_text(encoding="utf-8") for one in files]
    names = [one for one in NAMES if one != OWN]
    end = time.monotonic() + args.minutes * 60
    count = failed = refused = 0
    slowest = (0.0, "")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        for one in CASES.iterdir():
            if one.is_file():
                shutil.copy(one, work)
        os.chdir(work)
        while time.monotonic() < end:
            count += 1
            name = chance.choice((*names, ""))
            text = mutated(chance.choice(texts), texts, chance)
            path = Path(f"case{chance.choice(SUFFIXES)}")
            encoding = chance.choice(("utf-8", "utf-8", "utf-8", "utf-16", "latin-1"))
            path.write_bytes(text.encode(encoding, errors="replace"))
            begun = time.monotonic()
            try:
                lay_out_deck(path, Options(written_as=name))
            except DeckError:
                refused += 1
            except Exception:  # noqa: BLE001
                failed += 1
                kept = Path(tempfile.gettempdir()) / f"dialect-{args.seed}-{count}{path.suffix}"
                kept.write_bytes(path.read_bytes())
                print(f"case {count} as {name or 'found'}:\n{traceback.format_exc(limit=-6)}")
            slowest = max(slowest, (time.monotonic() - begun, f"case {count} as {name}"))
            path.unlink()
    print(f"{count} decks, {refused} refused, {failed} exceptions, slowest {slowest}")
    return min(failed, 1)


if __name__ == "__main__":
    sys.exit(main())
