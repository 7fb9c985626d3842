"""The command line, one file for each command; the only package that prints or exits."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from deck_builder import __version__
from deck_builder.base import reads
from deck_builder.cli.config_files import read_configuration
from deck_builder.cli.everywhere import ended_well, usual_colors, with_shared_options

__all__ = ["main"]

_COMMANDS = (
    *("batch", "build", "check", "clean", "config", "convert", "diff", "doctor", "export"),
    *("handout", "icons", "lsp", "new", "outline", "plugins", "preview", "reference", "rehearse"),
    *("schema", "script", "show", "template", "themes", "time"),
)
"""The commands, each in the module of its name."""


class _Commands(click.Group):
    """Commands whose modules are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name)
        return with_shared_options(found)

    def invoke(self, ctx: click.Context) -> Any:
        with ended_well(ctx):
            return super().invoke(ctx)


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="deck-builder")
@click.pass_context
def main(context: click.Context) -> None:
    """Build PowerPoint decks from Markdown outlines.

    Exit codes: 0 built, 1 problems in the input, 2 wrong usage, 130 interrupted.
    """
    context.color = usual_colors()
    context.with_resource(reads.remembered())
    if entries := read_configuration(Path()):
        # Only then: few projects have any.
        from deck_builder.cli.configuration import configure

        configure(context, entries)
    # Messages about what takes long are for people at a terminal, not for files of problems.
    if sys.stderr.isatty():
        import logging

        logging.basicConfig(format="%(message)s")
        logging.getLogger("deck_builder").setLevel(logging.INFO)
