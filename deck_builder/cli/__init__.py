"""The command line, one file for each command; the only package that prints or exits.

Exit codes: 0 built, 1 problems in the input, 2 wrong usage.
"""

from __future__ import annotations

from importlib import import_module

import click

from deck_builder import __version__

__all__ = ["main"]

COMMANDS = {
    "batch": "Build many decks side by side, and none of them twice.",
    "build": "Build talks into PowerPoint decks.",
    "check": "Look for problems without writing anything.",
    "clean": "Empty the store of what was built before.",
    "diff": "Say what changed between two decks or talks.",
    "doctor": "Find what PowerPoint would repair or refuse.",
    "handout": "Write a page to hand out: slides, notes and links.",
    "new": "Write a small talk that builds as it is.",
    "outline": "Turn an article into a talk folder.",
    "rehearse": "Time a rehearsal, and record how long each slide takes.",
    "script": "Write what is said slide by slide.",
    "show": "Print what a stage makes of a talk, as text.",
    "template": "Look into a PowerPoint template, or make one of a theme.",
    "themes": "List the themes, or show every layout in every theme.",
    "time": "Say how long slides and sections take to speak.",
}
"""The commands, each a function of the module that is called as it is, and what they do: known
here so that looking at the help need not wait for them."""


class _Commands(click.Group):
    """Commands whose modules are imported only when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(sorted(COMMANDS.items()))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        found: click.Command = getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name)
        return found


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="deck-builder")
def main() -> None:
    """Build PowerPoint decks from Markdown outlines.

    Exit codes: 0 built, 1 problems in the input, 2 wrong usage.
    """
