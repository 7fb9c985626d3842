"""Links to files that are not where the deck looks for them."""

from __future__ import annotations

import os
import re
from pathlib import Path

from deck_builder.assets import Assets
from deck_builder.base import inputs
from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.outline.model import FileLink, Outline

DEAD_LINK = Problem(
    "dead-link", Severity.WARNING, "the link leads to ‘{name}’, which is not there", "{hint}"
)
LINK_FROM_DECK = Problem(
    "link-from-deck",
    Severity.WARNING,
    "the link leads to ‘{name}’ from the deck, in {folder}, where it is not there",
    "write ‘{path}’, or put the deck beside the talk",
)
_USUAL_FOLDER = Path("output")
_HOST = late(r"(?:[\w-]+\.)+(?:com|dev|edu|gov|io|net|org)(?:/|$)|www\.\w", re.ASCII)
_MOST_SHOWN = 60


def report_dead_links(outline: Outline, assets: Assets, deck_folder: str, found: Collector) -> None:
    """Report each link to a file that is not there: neither from the folder of the deck, empty when
    that is not known, nor from the talk. What the talk may not look at is not judged."""
    beside = Path(deck_folder) if deck_folder else _USUAL_FOLDER
    for link in outline.files:
        name = link.target[:_MOST_SHOWN]
        if _is_there(beside, link.target, bool(deck_folder)):
            continue
        known = next(
            (one for one in _folders(link, assets) if _is_there(one, link.target, True)), None
        )
        if known is None:
            hint = assets.near(link.target) or _hint(link.target, beside)
            found.report(DEAD_LINK, link.span, name=name, hint=hint)
        elif deck_folder:
            path = Path(os.path.relpath(known / link.target, beside)).as_posix()
            folder = f"‘{beside.as_posix()}’"
            found.report(LINK_FROM_DECK, link.span, name=name, folder=folder, path=path)


def _hint(target: str, beside: Path) -> str:
    if _HOST().match(target):
        return f"write ‘https://{target}’ if it is on the web"
    return f"links lead from the deck, in ‘{beside.as_posix()}’"


def _is_there(folder: Path, target: str, unseen: bool) -> bool:
    """Whether there is such a file; `unseen` where the talk may not look."""
    path = os.path.join(folder, target)
    return inputs.exists(path) or (unseen and inputs.is_outside(path))


def _folders(link: FileLink, assets: Assets) -> tuple[Path, ...]:
    return (*_own(link.span), *assets.roots[:1])


def _own(span: Span | None) -> tuple[Path, ...]:
    return (Path(span.source.path).parent,) if span else ()
