"""The settings of a project and of a user, which stand for options that are not given."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import click

from deck_builder.base.diagnostics import DeckError, printable, suggestion
from deck_builder.cli.config_files import USUAL, Entry, refuse
from deck_builder.outline.options import Usual
from deck_builder.theme.file import is_theme_file

OF_TALKS = ("theme", "template", "minutes", "drop", "charts", "define")
"""The options that a talk has settings of its own for, which take precedence."""
_NOT_HERE = ("slides", "audience", "from", "shard")
_NARROWING = ("no-plugins",)
_WIDENING = ("allow-remote", "allow-private", "allow-programs", "allow-remote-variables")
# What else a project may say. Whatever widens what is read, written or run is not among it.
_OF_PROJECT = (
    "strict draft format verbose quiet color flatten clock output all-audiences jobs aspect to "
    "width notes steps layout paper no-notes pictures no-open no-cache exit-code suggest check"
)
_NOBODY = "say it on the command line"


def options_of(command: click.Command) -> dict[str, click.Option]:
    """Return the options of `command` by their keys."""
    options = (one for one in command.params if isinstance(one, click.Option))
    return {max(one.opts, key=len).removeprefix("--"): one for one in options}


def is_setting(key: str) -> bool:
    """Whether a file can set the option `key`."""
    return key not in _NOT_HERE


def commands_of(group: click.Group, context: click.Context) -> Iterator[tuple[str, click.Command]]:
    """Yield all commands with their names, those of groups with both: `template new`."""
    for name in group.list_commands(context):
        command = group.get_command(context, name)
        if isinstance(command, click.Group):
            for below, inner in commands_of(command, context):
                yield f"{name} {below}", inner
        elif command is not None:
            yield name, command


def defaults(
    entries: Iterable[Entry], name: str, command: click.Command
) -> tuple[dict[str, Any], Usual]:
    """Return the values of the options of the `command` of that name, and what is usual for its
    talks. Raises DeckError for a value that an option cannot have."""
    options, values, usual = options_of(command), {}, {}
    for entry in entries:
        option = options.get(entry.key)
        if option is None or entry.command not in ("", name):
            continue
        value = converted(entry, option)
        if entry.key in OF_TALKS:
            usual[entry.key] = value
        else:
            values[str(option.name)] = value
    return values, _usual(usual)


def _usual(values: Mapping[str, Any]) -> Usual:
    return Usual(
        theme=values.get("theme", ""),
        template=values.get("template", ""),
        minutes=values.get("minutes") or 0.0,
        surplus="drop" if values.get("drop") else "",
        charts=values.get("charts") or "",
        variables=tuple(values.get("define", {}).items()),
    )


def check(entries: Iterable[Entry], commands: Mapping[str, click.Command]) -> tuple[Any, ...]:
    """Return the values of all settings. Raises DeckError for one that no command has, or that is
    not for a file."""
    return tuple(_checked(entry, commands) for entry in entries)


def _checked(entry: Entry, commands: Mapping[str, click.Command]) -> Any:
    if entry.command and entry.command not in commands:
        hint = suggestion(entry.command, commands)
        refuse(f"there is no command ‘{entry.command}’", hint, entry.span)
    named = [commands[entry.command]] if entry.command else commands.values()
    options = [options_of(command) for command in named]
    takers = [one[entry.key] for one in options if entry.key in one]
    if not takers:
        hint = suggestion(entry.key, {key for one in options for key in one})
        of = f" of ‘{entry.command}’" if entry.command else ""
        refuse(f"there is no option ‘{entry.key}’{of}", hint, entry.span)
    # What one command writes into a folder, another one writes into a file.
    for option in takers[:-1]:
        with suppress(DeckError):
            return converted(entry, option)
    return converted(entry, takers[-1])


def converted(entry: Entry, option: click.Option) -> Any:
    """Return the value of a setting as `option` takes it. Raises DeckError when it does not, and
    for what a file may not set."""
    _refuse_forbidden(entry)
    if entry.key == "define":
        return _variables(entry)
    if option.is_flag:
        if not isinstance(entry.value, bool):
            refuse(f"‘{entry.key}’ is true or false", "", entry.span)
        return entry.value
    if option.multiple:
        given = entry.value if isinstance(entry.value, list) else [entry.value]
        return [_converted(entry, one, option) for one in given]
    return _converted(entry, entry.value, option)


def _converted(entry: Entry, value: Any, option: click.Option) -> Any:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        refuse(f"‘{entry.key}’ has a value of another kind", f"{option.help}", entry.span)
    if _is_path(entry.key, value, option):
        value = _placed(entry, str(value))
    try:
        return option.type.convert(value, option, None)
    except click.UsageError as error:
        refuse(f"‘{entry.key}’: {error.message}", "", entry.span)
    except OverflowError:
        refuse(f"‘{entry.key}’: the number is too large", "", entry.span)


def _is_path(key: str, value: Any, option: click.Option) -> bool:
    if key == "theme":
        return is_theme_file(str(value))
    return key == "template" or isinstance(option.type, click.Path)


def _placed(entry: Entry, value: str) -> str:
    """A path that is meant from the folder of the file that names it."""
    if printable(value) != value:
        refuse(f"‘{value}’ is not the name of a file", "", entry.span)
    folder = Path(entry.span.source.path).parent
    if not entry.is_own and (Path(value).is_absolute() or os.pardir in Path(value).parts):
        refuse(f"‘{value}’ is outside of the project", _NOBODY, entry.span)
    return os.path.normpath(folder / Path(value).expanduser() if entry.is_own else folder / value)


def _variables(entry: Entry) -> dict[str, str]:
    from deck_builder.outline.settings import is_name

    if not isinstance(entry.value, Mapping):
        refuse("‘define’ is a table of names and values", "", entry.span)
    for name, value in entry.value.items():
        if not is_name(name) or isinstance(value, bool) or not isinstance(value, str | int | float):
            refuse(f"‘{name}’ is not a name with a text or a number", "", entry.span)
    return {name: str(value) for name, value in entry.value.items()}


def _refuse_forbidden(entry: Entry) -> None:
    """A talk and its project may be a stranger's: neither widens what may be read."""
    if entry.key in _NOT_HERE:
        refuse(f"‘{entry.key}’ is no setting", _NOBODY, entry.span)
    if entry.is_own or entry.key in OF_TALKS or entry.key in _OF_PROJECT.split():
        return
    if entry.key in (_WIDENING if entry.value is False else _NARROWING):
        return
    what = f"a project cannot set ‘{entry.key}’"
    refuse(what, f"{_NOBODY}, or in the user's file (docs/configuration.md)", entry.span)


def configure(context: click.Context, entries: Sequence[Entry]) -> None:
    """Let the command that is invoked have the settings in `entries`. Raises DeckError for those
    that are wrong."""
    group, name = context.command, context.invoked_subcommand
    if name is None or not isinstance(group, click.Group):
        return
    command = group.get_command(context, name)
    if command is None:
        return
    one = click.Group(commands={name: command})
    found = dict(commands_of(one, context))
    if any(entry.command not in ("", *found) or _is_unknown(entry, found) for entry in entries):
        # Only then: all commands are imported for that.
        check(entries, dict(commands_of(group, context)))
    values: dict[str, Any] = {}
    for path, inner in found.items():
        own, context.meta[USUAL] = defaults(entries, path, inner)
        # Those of commands below one are a map below its own.
        _, _, below = path.partition(" ")
        values |= {below: own} if below else own
    context.default_map = {name: values}


def _is_unknown(entry: Entry, commands: Mapping[str, click.Command]) -> bool:
    return not any(entry.key in options_of(command) for command in commands.values())
