"""`deck-builder check`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec.structs import replace

from deck_builder.base.diagnostics import DeckError, Diagnostic, stops
from deck_builder.base.faults import internal_error
from deck_builder.cli.answers import DeckAnswer, answer, json_option
from deck_builder.cli.options import problem_format, shared_options, talks_argument
from deck_builder.cli.report import (
    PROBLEMS,
    all_talks,
    amounts,
    audiences_for,
    count,
    report,
    say,
    with_summaries,
)

if TYPE_CHECKING:
    from deck_builder.outline.options import Options
    from deck_builder.shapes import LaidOutDeck


@click.command()
@talks_argument
@click.option("--strict", is_flag=True, help="Treat warnings as errors.")
@json_option
@problem_format
@shared_options
def check(
    options: Options, paths: tuple[Path, ...], strict: bool, as_json: bool, form: str
) -> None:
    """Look for problems without writing anything.

    The talks at PATH are checked for each audience. Without a PATH, every talk under
    outlines/ is checked.
    """
    unfound: list[Diagnostic] = []
    talks = paths or all_talks(unfound)
    checked = [
        (talk, audience, *_checked(talk, replace(options, audience=audience)))
        for talk in talks
        for audience in audiences_for(talk, options)
    ]
    found = (*unfound, *(one for *_, diagnostics in checked for one in diagnostics))
    if as_json:
        from deck_builder.shapes.figures import slide_figures

        answer(
            (
                DeckAnswer(talk, audience, slide_figures(deck) if deck else (), diagnostics)
                for talk, audience, deck, diagnostics in checked
            ),
            unfound,
        )
    else:
        report(found if form == "json" else with_summaries(found), form)
        slides = sum(len(deck.slides) for _, _, deck, _ in checked if deck)
        _say_checked(len(talks), len(checked), slides, found, form)
    if stops(found, strict):
        sys.exit(PROBLEMS)


def _checked(talk: Path, options: Options) -> tuple[LaidOutDeck | None, tuple[Diagnostic, ...]]:
    """The slides of `talk`, None when there are none, and what is wrong."""
    from deck_builder.pipeline import lay_out_deck

    try:
        checked = lay_out_deck(talk, options)
    except DeckError as error:
        return None, (error.diagnostic,)
    # A bug that one talk meets must not cost the others.
    except Exception as error:  # noqa: BLE001
        return None, (internal_error(talk, error),)
    return checked.value, checked.diagnostics


def _say_checked(
    talks: int, decks: int, slides: int, found: tuple[Diagnostic, ...], form: str
) -> None:
    if form != "json":
        looked = ", ".join((count(talks, "talk"), count(decks, "deck"), count(slides, "slide")))
        say(f"{looked} checked: {amounts(found) or 'no problems'}", err=True)
