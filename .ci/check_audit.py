"""Checks the JSON of an audit against what every deck of ours must hold.

    python check_audit.py REPORT.json

Prints one line for each deck and each measure that falls short; exits 1 when there is one. A
measure that is missing falls short.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

# Where a measure stands in the report of a deck, and what it must be.
EXPECTED: tuple[tuple[str, object], ...] = (
    ("validity.sdk_errors", 0),
    ("validity.structural_errors", 0),
    ("render.ok", True),
    ("render.pages_match", True),
    ("render.fonts_approximate", 0),
    ("overflow.totals.slides_bad_as_opened", 0),
    ("overflow.totals.needs_shrink", 0),
    ("overflow.totals.off_slide_lines", 0),
    ("overflow.totals.frame_overflow_lines", 0),
    ("overflow.totals.overlaps", 0),
    ("nativeness.title_placeholder_share", 1.0),
    ("accessibility.missing_alt", 0),
    ("accessibility.contrast.fails", 0),
    ("density.font_sizes.share_below.12", 0),
)


def main() -> int:
    """Check the report named on the command line."""
    [path] = sys.argv[1:]
    report = json.loads(Path(path).read_text(encoding="utf-8"))
    decks = report.get("decks") or []
    short = 0
    for deck in decks:
        found = list(shortcomings(deck))
        verdict = "falls short" if found else f"{len(EXPECTED)} measures hold"
        print(f"{deck.get('file')}: {verdict}")
        for line in found:
            print(f"  {line}")
        short += len(found)
    if not decks:
        print(f"{path} reports on no deck")
    return 1 if short or not decks else 0


def shortcomings(deck: dict[str, Any]) -> Iterator[str]:
    """Yield a line for each measure of `deck` that is not as expected."""
    if "audit_error" in deck:
        yield f"the audit failed: {deck['audit_error']}"
        return
    for name, expected in EXPECTED:
        found = measure(deck, name)
        if found != expected:
            yield f"{name} is {found}, not {expected}"


def measure(deck: dict[str, Any], name: str) -> object:
    """Return what stands at the dotted `name`, None when it is missing."""
    found: Any = deck
    for key in name.split("."):
        found = found.get(key) if isinstance(found, dict) else None
    return found


if __name__ == "__main__":
    sys.exit(main())
