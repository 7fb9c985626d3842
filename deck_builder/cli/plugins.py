"""`deck-builder plugins`."""

from __future__ import annotations

import sys

import click
import msgspec

from deck_builder.base.diagnostics import printable
from deck_builder.cli.report import PROBLEMS, as_json_text, say


@click.command()
@click.option("--json", "as_json", is_flag=True, help="Print them for programs.")
def plugins(as_json: bool) -> None:
    """List the plug-ins that are installed, and whether they work.

    Each of them is loaded for that. The exit code is 1 when one is broken.
    """
    from deck_builder.api.listing import BROKEN, READY, listed_plugins

    found = listed_plugins()
    if as_json:
        click.echo(as_json_text(msgspec.to_builtins(found)), nl=False)
    elif not found:
        say("no plug-ins are installed", err=True)
    else:
        rows = [(one.name, one.kind, f"{one.package} {one.version}") for one in found]
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        for row, one in zip(rows, found, strict=True):
            cells = (f"{cell:<{width}}" for cell, width in zip(row, widths, strict=True))
            state = "" if one.state == READY else ": ".join(filter(None, (one.state, one.reason)))
            click.echo(printable("  ".join((*cells, state)).rstrip()))
    if any(one.state == BROKEN for one in found):
        sys.exit(PROBLEMS)
