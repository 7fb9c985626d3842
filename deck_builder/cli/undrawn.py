"""What pictures of slides do not show of the files that the slides come from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from deck_builder.base.diagnostics import Collector, Problem, Severity

if TYPE_CHECKING:
    from deck_builder.preview.deck import PicturedDeck

PARTS_NOT_DRAWN = Problem(
    "parts-not-drawn",
    Severity.WARNING,
    "not drawn: {what}",
    "export those slides from PowerPoint",
)

_MOST = 5


def report_undrawn(deck: PicturedDeck, found: Collector) -> None:
    """Report what is in PowerPoint files and not in the pictures, each once, with its slides."""
    slides: dict[str, list[str]] = {}
    for slide in deck.slides:
        for name in slide.picture.missing:
            slides.setdefault(name, []).append(str(slide.number))
    if not slides:
        return
    listed = [_named(name, numbers) for name, numbers in slides.items()]
    more = f" and {len(listed) - _MOST} more" if len(listed) > _MOST else ""
    found.report(PARTS_NOT_DRAWN, None, what="; ".join(listed[:_MOST]) + more)


def _named(name: str, numbers: Sequence[str]) -> str:
    shown = ", ".join(numbers[:_MOST])
    more = ", …" if len(numbers) > _MOST else ""
    return f"{name} on {'slide' if len(numbers) == 1 else 'slides'} {shown}{more}"
