"""The command line, one file for each command; the only package that prints or exits.

Exit codes: 0 built, 1 problems in the input, 2 wrong usage.
"""

from __future__ import annotations

import click

from deck_builder.cli.build import build
from deck_builder.cli.handout import handout
from deck_builder.cli.new import new
from deck_builder.cli.outline import outline
from deck_builder.cli.rehearse import rehearse
from deck_builder.cli.script import script
from deck_builder.cli.show import show
from deck_builder.cli.template import template
from deck_builder.cli.themes import themes
from deck_builder.cli.time import time

__all__ = ["main"]


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="deck-builder")
def main() -> None:
    """Build PowerPoint decks from Markdown outlines.

    Exit codes: 0 built, 1 problems in the input, 2 wrong usage.
    """


for command in (build, handout, new, outline, rehearse, script, show, template, themes, time):
    main.add_command(command)
