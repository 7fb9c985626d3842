"""Variables of the command line that no talk uses."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click

from deck_builder.base.diagnostics import DeckError, suggestion
from deck_builder.cli.report import all_talks
from deck_builder.outline.options import Options
from deck_builder.outline.usage import names_in, variables_of

_TALKS = ("path", "old", "new")


def refuse_unused(options: Options, arguments: Mapping[str, Any]) -> None:
    """Raise BadParameter for a variable of `options` that none of the talks in the `arguments` of a
    command uses. Talks that cannot be read are left to the command, and so is all when no talk is
    named."""
    left = {name for name, _ in options.variables} - names_in(str(arguments.get("output", "")))
    known: set[str] = set()
    talks = tuple(_talks(arguments))
    if not talks:
        return
    for talk in talks:
        if not left:
            return
        try:
            used = variables_of(talk, options, frozenset(left))
        except DeckError:
            return
        known |= used
        left -= used
    if left:
        name = min(left)
        hint = suggestion(name, known) or f"write {{{{ {name} }}}} where its value belongs"
        raise click.BadParameter(f"nothing uses the variable ‘{name}’ ({hint})", param_hint="-D")


def _talks(arguments: Mapping[str, Any]) -> Iterator[Path]:
    named = [arguments[key] for key in _TALKS if arguments.get(key)]
    if "paths" in arguments:
        named += arguments["paths"] or all_talks([])
    return map(Path, named)
