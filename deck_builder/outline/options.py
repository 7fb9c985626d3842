"""What the command line says of a talk, beyond the talk itself."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base import inputs
from deck_builder.base.diagnostics import Checked
from deck_builder.outline.settings import DeckFile, settings_for
from deck_builder.outline.variables import filled_deck


class Options(Struct, frozen=True):
    """What the command line says beyond the talk itself. An empty `theme` or `template` leaves the
    talk's, an empty `audience` is none in particular; no `minutes` and no `surplus` leave the
    talk's, too. `variables` are names and values. `allow_remote` fetches the pictures that are on
    the web, `flatten` drops builds, and with a `clock` the notes say when each slide begins."""

    theme: str = ""
    template: str = ""
    audience: str = ""
    minutes: float = 0.0
    surplus: str = ""
    variables: tuple[tuple[str, str], ...] = ()
    allow_remote: bool = False
    flatten: bool = False
    clock: bool = False


def with_options(deck: DeckFile, options: Options) -> Checked[DeckFile]:
    """Return the settings as the audience that is asked for has them, with the values of all
    variables."""
    if options.audience:
        deck = settings_for(options.audience, deck)
    deck = replace(
        deck,
        theme=options.theme or deck.theme,
        template=options.template or ("" if options.theme else deck.template),
        keep_slides=deck.keep_slides if options.template or not options.theme else (),
        minutes=options.minutes or deck.minutes,
        surplus=options.surplus or deck.surplus,
    )
    return filled_deck(deck, inputs.Environment(), dict(options.variables))
