"""`deck-builder lsp`."""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING

import click

from deck_builder.base.diagnostics import DeckError
from deck_builder.cli.options import talk_options
from deck_builder.cli.report import reported_errors

if TYPE_CHECKING:
    from deck_builder.outline.options import Options

_LIBRARY = "pygls"


@click.command()
@click.option("--stdio", is_flag=True, help="Does nothing: there is no other way to talk to it.")
@talk_options
def lsp(options: Options, stdio: bool) -> None:
    """Serve editors that speak the Language Server Protocol.

    The editor starts it, and talks to it by its standard input and output. It shows problems while
    you type, completes and explains names, and goes to where they are defined.
    """
    with reported_errors():
        if not importlib.util.find_spec(_LIBRARY):
            raise DeckError(f"{_LIBRARY} is not installed", "install ‘deck-builder[lsp]’")
    from deck_builder.cli.language_server import serve

    serve(options)
