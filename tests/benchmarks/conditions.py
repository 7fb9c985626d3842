"""Look for conditions that show what they should withhold.

    PYTHONPATH=. python tests/benchmarks/conditions.py [--places REGEX] [--all]
    PYTHONPATH=. python tests/benchmarks/conditions.py --minutes 20 [--seed 1]

A word is put into every place of an outline, with every spelling of a condition, and built for each
audience. The word must not be in the file, or the deck not be built. What is understood must hold
for its own audience: it is counted for each place in how many spellings the word is shown there.

With `--minutes`, places, spellings and what is around them are random: letters of a key are changed
or left out, and places are nested in quotes, items, divs and elements. What ends up as code is left
out.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
import traceback
from collections.abc import Callable
from itertools import product
from pathlib import Path

from PIL import Image

from deck_builder.base.source import Source
from deck_builder.markdown import parse_markdown, walk
from tests.attacks.withheld import ELEMENTS, ODD, PLACES, UNDERSTOOD, WORD, outline, shown

_KEYS = ("audience=int", "not-audience=pub", "level=3", "when-profile=int", "unless-profile=pub")
_LETTERS = "abcdeilnouvw-_=: .\"'"
_FORMS = ("{%s}", "{%s}", "{%s}", "{ %s }", "{.x %s}", "{%s .x}", "{#x %s}", "{%s key=a}", "{%s")
_MOST_EDITS = 2
_DEEPEST = 3


def _indented(first: str, rest: str) -> Callable[[str], str]:
    return lambda text: first + text.replace("\n", "\n" + rest)


_AROUND: tuple[Callable[[str], str], ...] = (
    _indented("> ", "> "),
    _indented("- ", "  "),
    _indented("- seen\n- ", "  "),
    _indented("1. ", "   "),
    _indented("a\n: ", "  "),
    _indented("> [!TIP]\n>\n> ", "> "),
    _indented("[^9]: ", "    "),
    lambda text: f"::: x\n{text}\n:::",
    lambda text: f"::: {{.x key=a}}\n{text}\n:::",
    lambda text: f":::: columns\n::: column\n{text}\n:::\n::: column\na\n:::\n::::",
    lambda text: f"::: notes\n{text}\n:::",
    lambda text: f"<div>\n\n{text}\n\n</div>",
    lambda text: f"<details><summary>a</summary>\n\n{text}\n\n</details>",
    lambda text: f"<blockquote>\n\n{text}\n\n</blockquote>",
    lambda text: f"<table><tr><td>\n\n{text}\n\n</td></tr></table>",
    lambda text: f"<!-- notes:\n{text}\n-->",
    lambda text: f"{text}\nmore",
    lambda text: f"before\n{text}",
    lambda text: f"before\n\n{text}\n\nafter[^9]",
    lambda text: f"### A\n\n{text}",
    lambda text: f"| a |\n|---|\n| b |\n{text}",
)
"""What a place may be in."""
_IN_LINE: tuple[Callable[[str], str], ...] = (
    lambda text: f"*{text}*",
    lambda text: f"[{text}]{{.x}}",
)
"""What else a place on one line may be in."""


def _spelling(r: random.Random) -> str:
    key, value = r.choice(_KEYS).split("=")
    for _ in range(r.randint(0, _MOST_EDITS)):
        place = r.randrange(len(key))
        cut = r.randint(0, 1)
        key = key[:place] + r.choice(("", r.choice(_LETTERS))) + key[place + cut :]
    return r.choice(_FORMS) % f"{key}={value}"


def _random_outline(r: random.Random) -> tuple[str, str]:
    """Return an outline and the spelling of the condition in it."""
    spelling = r.choice((r.choice((*UNDERSTOOD, *ODD)), _spelling(r)))
    text = outline(r.choice((*PLACES, *ELEMENTS)), spelling)
    for _ in range(r.randint(0, _DEEPEST)):
        text = r.choice(_AROUND if "\n" in text else (*_AROUND, *_IN_LINE))(text)
    return text, spelling


def _is_ordinary(spelling: str) -> bool:
    """Whether a key is a word that is an attribute elsewhere, such as ‘eval’."""
    return re.search(r"\b(?:eval|label|reveal)=", spelling) is not None


def _is_code(text: str, spelling: str) -> bool:
    """Whether the word, or what should withhold it, is only code in an outline."""
    nodes = tuple(walk((parse_markdown(Source("", text)).value,)))
    code = [node.text for node in nodes if node.kind in ("code", "code_span")]
    notes = (node.text for node in nodes if node.kind == "comment")
    return any(WORD in one or spelling in one for one in code) or any(
        _is_code(one.strip().removeprefix("notes:").lstrip("\n"), spelling) for one in notes
    )


def _try_random(folder: Path, minutes: float, seed: str, is_all: bool) -> None:
    until = time.monotonic() + 60 * minutes
    tried = leaks = faults = 0
    while time.monotonic() < until:
        text, spelling = _random_outline(random.Random(f"{seed}-{tried}"))
        tried += 1
        if _is_ordinary(spelling):
            continue
        try:
            if WORD in (shown(text, "pub", folder) or "") and not _is_code(text, spelling):
                leaks += 1
                print(f"--- {spelling!r}\n{text}" if is_all or leaks < 20 else "", flush=True)
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            faults += 1
            print(f"--- {spelling!r}\n{text}\n{traceback.format_exc()}", flush=True)
    print(f"{tried} random talks, {leaks} leaks, {faults} exceptions")


def _try_all(folder: Path, pattern: str, is_all: bool) -> None:
    spellings = (*UNDERSTOOD, *ODD)
    places = [place for place in (*PLACES, *ELEMENTS) if re.search(pattern, place)]
    tried = leaks = 0
    for place in places:
        leaked: list[str] = []
        for spelling, audience in product(spellings, ("pub", "")):
            tried += 1
            text = shown(outline(place, spelling), audience, folder)
            # Without an audience, what is not for `pub` and what is deep is shown.
            is_open = not audience and spelling.lower().startswith(("{not", "{level"))
            if text is not None and WORD in text and not is_open:
                leaked.append(f"{audience or '-'} {spelling!r}")
        texts = [shown(outline(place, one), "int", folder) for one in UNDERSTOOD]
        works = sum(WORD in (text or "") for text in texts)
        tried += len(texts)
        leaks += len(leaked)
        print(f"{place}: {len(leaked)} leaks, works in {works} of {len(texts)} spellings")
        for leak in leaked if is_all else leaked[:2]:
            print("    ", leak)
    print(f"{tried} talks, {leaks} leaks")


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--places", default="", help="a pattern that the names of places match")
    options.add_argument("--all", action="store_true", help="list every leak")
    options.add_argument("--minutes", type=float, default=0, help="how long to try random talks")
    options.add_argument("--seed", default="1", help="the same seed makes the same random talks")
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Image.new("RGB", (40, 30), "red").save(folder / "a.png")
        if chosen.minutes:
            _try_random(folder, chosen.minutes, chosen.seed, chosen.all)
        else:
            _try_all(folder, chosen.places, chosen.all)


if __name__ == "__main__":
    main()
