"""What `build --json` and `check --json` answer: one document for a program that writes talks."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct, to_builtins

from deck_builder.base.diagnostics import Diagnostic, in_order, values_of
from deck_builder.cli.report import as_json_text

if TYPE_CHECKING:
    from deck_builder.shapes.figures import SlideFigures

json_option = click.option(
    "--json",
    "as_json",
    is_flag=True,
    help="Print one document with the figures of each slide and all problems.",
)
"""The option for the answer."""


class DeckAnswer(Struct, frozen=True):
    """A deck of the `talk` for an `audience`: its slides, what was found, and the file that it is
    in, None when none was written."""

    talk: Path
    audience: str
    slides: Sequence[SlideFigures]
    found: Sequence[Diagnostic]
    output: Path | None = None


def answer(decks: Iterable[DeckAnswer], others: Iterable[Diagnostic] = ()) -> None:
    """Print what is known of `decks`, and the problems of no deck in particular."""
    document = {
        "decks": [_values(deck) for deck in decks],
        "diagnostics": [values_of(one) for one in in_order(others)],
    }
    click.echo(as_json_text(document), nl=False)


def _values(deck: DeckAnswer) -> dict[str, Any]:
    return {
        "talk": deck.talk.as_posix(),
        "audience": deck.audience,
        "output": deck.output.as_posix() if deck.output else None,
        "slides": to_builtins(tuple(deck.slides)),
        "diagnostics": [values_of(one) for one in in_order(deck.found)],
    }
