"""The page of all commands is what the program says."""

from __future__ import annotations

import re

import click
import pytest

from deck_builder.cli import main
from deck_builder.cli.configuration import commands_of
from tests.cli_page import PAGE, page

COMMANDS = dict(commands_of(main, click.Context(main, info_name="deck-builder")))


def test_the_page_of_commands_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run ‘python -m tests.cli_page’"


@pytest.mark.parametrize("name", COMMANDS)
def test_help_says_what_everything_is_for(name: str) -> None:
    """A command in whole sentences, each of its arguments, and each option."""
    command = COMMANDS[name]
    about = command.help or ""
    # The line in the list of commands is not cut.
    assert command.get_short_help_str(60).endswith("."), about
    for one in command.params:
        if isinstance(one, click.Argument):
            shown = re.sub(r"\W", "", one.make_metavar(click.Context(command)))
            assert shown in about, f"{shown} is not explained"
        elif isinstance(one, click.Option) and not one.hidden:
            assert (one.help or "").endswith((".", ")")), one.opts
