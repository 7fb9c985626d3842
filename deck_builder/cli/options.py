"""Options that several commands have."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

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


_theme = click.option(
    "--theme", default="", help="A theme's name or file, instead of the talk's own."
)
_template = click.option(
    "--template", default="", help="A PowerPoint file whose look the deck has."
)
_audience = click.option("--audience", default="", help="One of the talk's audiences.")
_minutes = click.option(
    "--minutes",
    type=click.FloatRange(min=0, min_open=True),
    help="The time that the talk may take, instead of its own; what is optional makes room.",
)
_drop = click.option(
    "--drop", is_flag=True, help="Leave out what there is no time for; else it is in the appendix."
)
_variables = click.option(
    "-D",
    "--define",
    "variables",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_pairs,
    help="The value of a variable.",
)


def talk_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that change a talk, which `command` gets as its `options`, and the one
    audience that it is for."""
    return _audience(shared_options(command))


def shared_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that change a talk for all its audiences, which `command` gets as its
    `options`."""

    @_theme
    @_template
    @_minutes
    @_drop
    @_variables
    @functools.wraps(command)
    def with_options(
        theme: str,
        template: str,
        minutes: float | None,
        drop: bool,
        variables: Pairs,
        audience: str = "",
        **rest: Any,
    ) -> None:
        from deck_builder.pipeline import Options

        options = Options(
            theme=theme,
            template=template,
            audience=audience,
            minutes=minutes or 0.0,
            surplus="drop" if drop else "",
            variables=variables,
        )
        command(options, **rest)

    return with_options
