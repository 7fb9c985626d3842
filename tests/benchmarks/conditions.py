"""Look for conditions that show what they should withhold.

    PYTHONPATH=. python tests/benchmarks/conditions.py [--places REGEX] [--all]

A word is put into every place of an outline, with every spelling of a condition, and built for each
audience. The word must not be in the file, or the deck not be built. What is understood must hold
for its own audience: it is counted for each place in how many spellings the word is shown there.
"""

from __future__ import annotations

import argparse
import re
import tempfile
from itertools import product
from pathlib import Path

from PIL import Image

from tests.attacks.withheld import ELEMENTS, ODD, PLACES, UNDERSTOOD, WORD, outline, shown


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--places", default="", help="a pattern that the names of places match")
    options.add_argument("--all", action="store_true", help="list every leak")
    chosen = options.parse_args()
    spellings = (*UNDERSTOOD, *ODD)
    places = [place for place in (*PLACES, *ELEMENTS) if re.search(chosen.places, place)]
    tried = leaks = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        Image.new("RGB", (40, 30), "red").save(folder / "a.png")
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
            for leak in leaked if chosen.all else leaked[:2]:
                print("    ", leak)
    print(f"{tried} talks, {leaks} leaks")


if __name__ == "__main__":
    main()
