"""Options that several commands have."""

from __future__ import annotations

import click

from deck_builder.deckfile import is_name

Pairs = tuple[tuple[str, str], ...]


def _pairs(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> Pairs:
    pairs = []
    for value in values:
        name, equals, text = value.partition("=")
        if not equals or not is_name(name):
            raise click.BadParameter(f"‘{value}’ is not name=value")
        pairs.append((name, text))
    return tuple(pairs)


theme_option = click.option(
    "--theme", default="", help="A theme's name or file, instead of the talk's own."
)
audience_option = click.option("--audience", default="", help="Who of the talk's audiences it is.")
variables_option = click.option(
    "-D",
    "--define",
    "variables",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_pairs,
    help="The value of a variable.",
)
minutes_option = click.option(
    "--minutes",
    type=click.FloatRange(min=0, min_open=True),
    help="The time that the talk may take, instead of its own; what is optional makes room.",
)
drop_option = click.option(
    "--drop", is_flag=True, help="Leave out what there is no time for; else it is in the appendix."
)
