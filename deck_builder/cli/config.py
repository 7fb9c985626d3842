"""`deck-builder config`."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
from msgspec import Struct

from deck_builder.base.diagnostics import printable
from deck_builder.cli.config_files import Entry, read_configuration
from deck_builder.cli.configuration import (
    OF_TALKS,
    check,
    commands_of,
    is_setting,
    options_of,
)
from deck_builder.cli.options import format_option
from deck_builder.cli.report import as_json_text

_TALK_KEYS = {"drop": "surplus", "define": "variables"}
"""What the settings of a talk call an option, where that is another name."""
_PRINTED = (bool, int, float, str, list)


class _Row(Struct, frozen=True):
    """The value of an option, and where it comes from; it is of one `command`, or of all."""

    key: str
    command: str
    value: Any
    place: str


@click.command()
@click.argument("path", type=click.Path(path_type=Path), required=False)
@format_option("How the settings are printed.")
@click.pass_context
def config(context: click.Context, path: Path | None, form: str) -> None:
    """Show the settings that hold here and where they come from.

    With the PATH of a talk, what it sets itself is shown, too.
    """
    root = context.find_root()
    assert isinstance(root.command, click.Group)
    commands = dict(commands_of(root.command, root))
    entries = read_configuration(Path())
    rows = sorted(_rows(entries, commands, path), key=lambda row: (row.key, row.command))
    if form == "json":
        click.echo(as_json_text([_as_json(row) for row in rows]), nl=False)
        return
    names = [f"{row.command}.{row.key}" if row.command else row.key for row in rows]
    shown = [f"{name} = {_text(row.value)}" for name, row in zip(names, rows, strict=True)]
    width = min(50, max(map(len, shown), default=0))
    for line, row in zip(shown, rows, strict=True):
        click.echo(printable(f"{line:<{width}}  {row.place}"))


def _rows(
    entries: tuple[Entry, ...], commands: dict[str, click.Command], talk: Path | None
) -> Iterator[_Row]:
    options: dict[str, click.Option] = {}
    for command in commands.values():
        options |= {key: one for key, one in options_of(command).items() if is_setting(key)}
    values = check(entries, commands)
    found = {
        (entry.key, entry.command): _Row(entry.key, entry.command, _printed(value), entry.place)
        for entry, value in zip(entries, values, strict=True)
    }
    for key, option in options.items():
        if (key, "") not in found:
            found[key, ""] = _usual_row(key, option)
    if talk is not None:
        found |= {(row.key, ""): row for row in _of_talk(talk)}
    yield from found.values()


def _printed(value: Any) -> Any:
    return str(value) if isinstance(value, Path) else value


def _usual_row(key: str, option: click.Option) -> _Row:
    """What holds for an option without a setting: a variable of the environment, or its default."""
    variable = option.envvar if isinstance(option.envvar, str) else ""
    if os.environ.get(variable):
        return _Row(key, "", os.environ[variable], f"environment {variable}")
    value = [] if option.multiple else option.get_default(click.Context(click.Command("")))
    # click has a value of its own for “none”.
    return _Row(key, "", value if isinstance(value, _PRINTED) else None, "default")


def _of_talk(path: Path) -> Iterator[_Row]:
    """What the talk at `path` sets itself."""
    from deck_builder.base import inputs
    from deck_builder.outline.foreign import read_documents
    from deck_builder.outline.options import Options
    from deck_builder.outline.reach import talk_roots
    from deck_builder.outline.talk import read_part

    with inputs.within(talk_roots(path, Options())):
        talk, deck = read_part(path).value
        deck = read_documents(talk, deck).value.deck
    for option in OF_TALKS:
        key = _TALK_KEYS.get(option, option)
        if key in deck.given:
            value = getattr(deck, key)
            span = deck.place(f"{key}:")
            place = f"{span.source.path}:{span.line}" if span else str(path)
            yield _Row(option, "", dict(value) if option == "define" else value, place)


def _as_json(row: _Row) -> dict[str, Any]:
    return {"key": row.key, "command": row.command, "value": row.value, "from": row.place}


def _text(value: Any) -> str:
    """A value as TOML has it."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return f"{value:.15g}" if isinstance(value, float) else str(value)
    if isinstance(value, dict):
        inner = ", ".join(f"{name} = {_text(one)}" for name, one in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_text, value))}]"
    return json.dumps(str(value), ensure_ascii=False)
