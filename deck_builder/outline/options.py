"""The options of the command line that change a talk."""

from __future__ import annotations

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base import inputs
from deck_builder.base.diagnostics import Checked, Collector
from deck_builder.outline.checks import with_known_checks
from deck_builder.outline.settings import DeckFile, settings_for
from deck_builder.outline.variables import filled_deck


class Usual(Struct, frozen=True):
    """What the settings of the project or the user say for talks that say nothing of it; empty
    where they do not, either."""

    theme: str = ""
    template: str = ""
    minutes: float = 0.0
    surplus: str = ""
    charts: str = ""
    variables: tuple[tuple[str, str], ...] = ()


class Options(Struct, frozen=True):
    """The options of the command line. An empty `theme`, `template`, `minutes`, `surplus` or
    `charts` leaves the talk's own; an empty `audience` is none in particular. `variables` are names
    and values. `roots` are more folders that the talk may read, `environment` the variables of the
    environment that it may have. With `allow_programs`, programs draw the diagrams for which the
    talk asks for them. `allow_remote` fetches pictures from the web, `allow_private` also from
    addresses that are not on the public one, and `allow_remote_variables` from addresses that
    variables are part of. `slides` are the numbers of those that alone are wanted, empty for all.
    `flatten` drops builds, and with a `clock` the notes say when each slide begins. The deck will
    be in the `deck_folder`, from which its links to files lead; an empty one is not known.
    `written_as` names the dialect that the talk is in, empty to find out. `checks` are those of
    plug-ins that the deck must pass, besides the talk's own. What neither the command line nor the
    talk says is as `usual`."""

    theme: str = ""
    template: str = ""
    audience: str = ""
    minutes: float = 0.0
    surplus: str = ""
    charts: str = ""
    variables: tuple[tuple[str, str], ...] = ()
    roots: tuple[str, ...] = ()
    environment: tuple[str, ...] = ()
    allow_remote: bool = False
    allow_private: bool = False
    allow_remote_variables: bool = False
    allow_programs: bool = False
    slides: str = ""
    flatten: bool = False
    clock: bool = False
    deck_folder: str = ""
    written_as: str = ""
    checks: tuple[str, ...] = ()
    usual: Usual = Usual()


def with_options(deck: DeckFile, options: Options) -> Checked[DeckFile]:
    """Return the settings of the audience in `options`, with the options applied and the values of
    all variables."""
    if options.audience:
        deck = settings_for(options.audience, deck)
    if options.usual != Usual():
        deck = _completed(deck, options.usual)
    deck = replace(
        deck,
        theme=options.theme or deck.theme,
        template=options.template or ("" if options.theme else deck.template),
        keep_slides=deck.keep_slides if options.template or not options.theme else (),
        minutes=options.minutes or deck.minutes,
        surplus=options.surplus or deck.surplus,
        charts=options.charts or deck.charts,
        place_of_minutes=None if options.minutes else deck.place_of_minutes,
    )
    found = Collector()
    if deck.checks or options.checks:
        # Only then: to look for plug-ins takes a few milliseconds.
        deck = found.take(with_known_checks(deck, options.checks))
    defined = dict(options.variables)
    filled = filled_deck(deck, inputs.Environment(), defined, options.environment)
    return found.checked(found.take(filled))


def _completed(deck: DeckFile, usual: Usual) -> DeckFile:
    """The settings, with the usual ones for what the talk does not set itself."""
    given = set(deck.given)
    if given.isdisjoint(("theme", "template")):
        # The look is one choice: a template stands for a theme.
        deck = replace(deck, theme=usual.theme or deck.theme, template=usual.template)
    wanted = {"minutes": usual.minutes, "surplus": usual.surplus, "charts": usual.charts}
    changes = {key: value for key, value in wanted.items() if value and key not in given}
    variables = {**dict(usual.variables), **dict(deck.variables)}
    return replace(deck, variables=tuple(variables.items()), **changes)
