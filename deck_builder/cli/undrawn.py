"""What pictures of slides do not show of the files that the slides come from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from deck_builder.base.diagnostics import Collector, Problem, Severity

if TYPE_CHECKING:
    from deck_builder.preview.marks import SlidePicture

PARTS_NOT_DRAWN = Problem(
    "parts-not-drawn",
    Severity.WARNING,
    "not drawn{of}: {what}",
    "export those slides from PowerPoint",
)

_MOST = 5


def report_undrawn(
    pictures: Iterable[tuple[int, SlidePicture]], found: Collector, deck: str = ""
) -> None:
    """Report what is in PowerPoint files and not in `pictures` of slides with these numbers, each
    once, with its slides; `deck` is how messages call one of several."""
    slides: dict[str, list[str]] = {}
    for number, picture in pictures:
        for name in picture.missing:
            slides.setdefault(name, []).append(str(number))
    if not slides:
        return
    listed = [_named(name, numbers) for name, numbers in slides.items()]
    more = f" and {len(listed) - _MOST} more" if len(listed) > _MOST else ""
    of = f" of {deck}" if deck else ""
    found.report(PARTS_NOT_DRAWN, None, of=of, what="; ".join(listed[:_MOST]) + more)


def _named(name: str, numbers: Sequence[str]) -> str:
    shown = ", ".join(numbers[:_MOST])
    more = ", …" if len(numbers) > _MOST else ""
    return f"{name} on {'slide' if len(numbers) == 1 else 'slides'} {shown}{more}"
