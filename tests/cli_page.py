"""docs/cli.md: every command with its options, as the program itself says.

    python -m tests.cli_page     # writes the page anew

A test compares the page with the program.
"""

from __future__ import annotations

from pathlib import Path

import click

from deck_builder.cli import main
from deck_builder.cli.configuration import commands_of

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "cli.md"
_HEAD = """# The command line

Every command with its arguments and options. `deck-builder COMMAND --help` prints the same.
[commands.md](commands.md) says what the commands are for, and [configuration.md](configuration.md)
how options are set once for all.

"""
_SHARED = ("color", "debug", "quiet", "help")
_COMMON = "Every command also has `--color`, `--debug`, `--quiet` and `--help`.\n"


def page() -> str:
    """Return the page as it should be."""
    context = click.Context(main, info_name="deck-builder")
    parts = (_section(name, command) for name, command in commands_of(main, context))
    return _HEAD + _COMMON + "".join(parts)


def _section(name: str, command: click.Command) -> str:
    context = click.Context(command, info_name=f"deck-builder {name}")
    usage = command.get_usage(context).removeprefix("Usage: ")
    rows = [row for one in command.params if (row := _row(one))]
    table = "\n| option | |\n|---|---|\n" + "".join(rows) if rows else ""
    about = "\n\n".join(" ".join(one.split()) for one in (command.help or "").split("\n\n"))
    return f"\n## {name}\n\n    {' '.join(usage.split())}\n\n{_plain(about)}\n{table}"


def _row(option: click.Parameter) -> str:
    if not isinstance(option, click.Option) or option.hidden or option.name in _SHARED:
        return ""
    names = ", ".join(sorted(option.opts, key=len))
    value = "" if option.is_flag else f" {_value(option)}"
    default = f" [{option.default}]" if option.show_default is True else ""
    return f"| `{names}{value}` | {_plain(option.help or '')}{default} |\n"


def _value(option: click.Option) -> str:
    """What stands for the value."""
    if isinstance(option.type, click.Choice):
        return "\\|".join(map(str, option.type.choices))
    if isinstance(option.type, click.Path):
        return option.metavar or ("DIR" if not option.type.file_okay else "PATH")
    is_number = isinstance(option.type, click.types.IntParamType | click.types.FloatParamType)
    return option.metavar or ("NUMBER" if is_number else "TEXT")


def _plain(text: str) -> str:
    """What the program prints as it is, as Markdown."""
    return text.replace("<", "&lt;").replace("|", "\\|").replace("*", "\\*")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
