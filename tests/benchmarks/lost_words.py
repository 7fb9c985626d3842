"""Build random talks in which no word is like another, and look for words that are lost.

    PYTHONPATH=. python tests/benchmarks/lost_words.py --minutes 20 --seed 1 [--out DIR] [--only N]

Each word of a talk has to be in a part of the deck, or on a line that a diagnostic points at. What
is not meant to be seen is left out of the talks: comments, scripts, and alternatives of pictures
for decoration. A talk that loses a word is made as short as it still loses one, and written to the
folder. The same seed makes the same talks.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import time
import zipfile
from collections import Counter
from pathlib import Path

# Beside this script, which is where Python looks when it runs one.
import fuzz  # type: ignore[import-not-found]
import fuzz_text  # type: ignore[import-not-found]
from source_words import deck_text  # type: ignore[import-not-found]

from deck_builder.base.diagnostics import Diagnostic
from deck_builder.base.limits import LimitError
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck

_PLACE = "QQ"
_WORD = re.compile(r"qw\d+x", re.IGNORECASE)
_PIECE = re.compile(r"(?<!\w)(?:qw\d*|\d*x)(?!\w)")
# Nobody is meant to see these.
_UNSEEN = re.compile(
    r"<!--|<script|<style|<\?php|CDATA|decorative|\.hidden|audience|profile|javascript:|variables"
    r"|^title: \[|^- a|^\? x|^a: &b|footer:|level="
)
_SHRINKING_SECONDS = 30


def talk(seed: str) -> str:
    """Return a talk whose words are all different."""
    r = random.Random(seed)
    for name in ("words", "long"):
        fuzz_text.PARTS[name] = [_PLACE]
    for name, texts in fuzz_text.PARTS.items():
        fuzz_text.PARTS[name] = [one for one in texts if not _UNSEEN.search(one)] or [""]
    text = fuzz_text.settings(r) if r.random() < 0.3 else ""
    text += "\n\n".join(fuzz_text.piece(r) for _ in range(r.choice((1, 2, 4, 8))))
    return numbered(text)


def numbered(text: str) -> str:
    """Return a text with a word of its own for each place that waits for one."""
    count = iter(range(1, 100_000))
    return re.sub(_PLACE, lambda _: f"qw{next(count)}x", text)


def lost(text: str, folder: Path) -> tuple[str, ...]:
    """Return the words of a talk that are neither in its deck nor on a line that a diagnostic
    points at."""
    file = folder / "talk.md"
    file.write_text(text, encoding="utf-8", errors="replace")
    try:
        checked = lay_out_deck(file, Options())
    except LimitError:
        return ()
    shown = _words_in(write_deck(checked.value))
    for one in checked.diagnostics:
        shown |= _named(one)
    lost = [word for word in dict.fromkeys(_WORD.findall(text)) if word not in shown]
    return tuple(word for word in lost if not _is_torn(word, shown))


def _is_torn(word: str, pieces: set[str]) -> bool:
    """Whether a word is there in pieces, each on a slide of its own: no line of a narrow cell can
    hold the whole word, and no slide the whole cell."""
    return word in pieces or any(
        word[:cut] in pieces and _is_torn(word[cut:], pieces) for cut in range(2, len(word))
    )


def _words_in(deck: bytes) -> set[str]:
    found: set[str] = set()
    with zipfile.ZipFile(io.BytesIO(deck)) as package:
        for name in package.namelist():
            if name.endswith(".xml"):
                found.update(_WORD.findall(package.read(name).decode("utf-8").lower()))
    # A word may be in runs of several colours, and code may be wrapped in the middle of it.
    text = deck_text(deck).lower()
    return found.union(_WORD.findall(text), _PIECE.findall(text))


def _named(one: Diagnostic) -> set[str]:
    said = f"{one.message} {one.hint}"
    if one.span:
        start = one.span.source.text.rfind("\n", 0, one.span.start) + 1
        end = one.span.source.text.find("\n", one.span.end)
        said += one.span.source.text[start : end if end >= 0 else None]
    return set(_WORD.findall(said.lower()))


def _shrunk(text: str, folder: Path) -> str:
    """Drop lines while a word is still lost."""
    until = time.monotonic() + _SHRINKING_SECONDS
    lines = text.split("\n")
    step = max(1, len(lines) // 2)
    while step and time.monotonic() < until:
        start, before = 0, len(lines)
        while start < len(lines) and time.monotonic() < until:
            fewer = lines[:start] + lines[start + step :]
            if lost("\n".join(fewer), folder):
                lines = fewer
            else:
                start += step
        step = step // 2 or int(len(lines) < before)
    return "\n".join(lines)


def main() -> None:
    options = _options()
    folder = options.out / "talk"
    folder.mkdir(parents=True, exist_ok=True)
    fuzz.write_assets(folder)
    kinds: Counter[str] = Counter()
    number = options.only or 0
    until = time.monotonic() + 60 * options.minutes
    while time.monotonic() < until:
        text = talk(f"{options.seed}-{number}")
        words = lost(text, folder)
        if words:
            short = _shrunk(text, folder)
            kind = re.sub(r"\d+", "#", _WORD.sub("w", short))[:200]
            kinds[kind] += 1
            if kinds[kind] == 1:
                print(f"--- {number}: {lost(short, folder)[:4]}\n{short[:600]}", flush=True)
                (options.out / f"{options.seed}-{number}.md").write_text(short, encoding="utf-8")
        number += 1
        if options.only is not None:
            break
    print(f"{number} talks, {kinds.total()} that lose words")
    sys.exit(bool(kinds))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--minutes", type=float, default=5)
    parser.add_argument("--seed", default="1")
    parser.add_argument("--out", type=Path, default=Path("output/lost"))
    parser.add_argument("--only", type=int, default=None, help="one talk of a run, by its number")
    return parser.parse_args()


if __name__ == "__main__":
    main()
