"""The checks of plug-ins that a talk asks for."""

from __future__ import annotations

from msgspec.structs import replace

from deck_builder.base import plugins
from deck_builder.base.diagnostics import Checked, Collector, Problem, Severity
from deck_builder.base.plugins import CHECKS, PluginError
from deck_builder.outline.settings import DeckFile

UNKNOWN_CHECK = Problem(
    "unknown-check", Severity.ERROR, "there is no check called ‘{name}’", "{hint}"
)


def with_known_checks(deck: DeckFile, more: tuple[str, ...]) -> Checked[DeckFile]:
    """Return settings with their own checks and those that are asked for besides; one that is in
    no plug-in is reported. None is imported yet."""
    found = Collector()
    checks = tuple(dict.fromkeys((*deck.checks, *more)))
    known = tuple(name for name in checks if _is_known(name, deck, found))
    return found.checked(replace(deck, checks=known))


def _is_known(name: str, deck: DeckFile, found: Collector) -> bool:
    place = deck.place(name) if name in deck.checks else None
    try:
        if plugins.find(CHECKS, name) is not None:
            return True
        hint = plugins.hint(CHECKS, name, ()) or "install the package that has it"
        found.report(UNKNOWN_CHECK, place, name=name, hint=hint)
    except PluginError as error:
        error.report(place, found)
    return False
