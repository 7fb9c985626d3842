"""What all commands have: options for the output, and an end without a traceback."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import click

from deck_builder.base import faults, plugins
from deck_builder.base.diagnostics import DeckError, Diagnostic
from deck_builder.base.faults import internal_error
from deck_builder.cli.report import (
    INTERRUPTED,
    PROBLEMS,
    QUIET,
    TROUBLE,
    printable_lines,
    report,
)

DEBUG = "DECK_BUILDER_DEBUG"
"""The variable of the environment that asks for tracebacks of faults of the program."""

_COMMAND = "deck_builder.command"
# What commands call the file or folder that they are about.
_INPUTS = ("path", "article", "file", "new", "folder")
_COLORS = {"always": True, "never": False}


def with_shared_options(command: click.Command) -> click.Command:
    """Add the options that every command has, unless it has its own of that name."""
    if isinstance(command, click.Group):
        for below in command.commands.values():
            with_shared_options(below)
        return command
    known = {option for one in command.params for option in one.opts}
    command.params += [one for one in _shared() if known.isdisjoint(one.opts)]
    return command


def _shared() -> Iterator[click.Option]:
    yield click.Option(
        ["--color"],
        type=click.Choice(["auto", *_COLORS]),
        default="auto",
        show_default=True,
        expose_value=False,
        is_eager=True,
        callback=_choose_colors,
        help="Whether problems are coloured; auto colours them in a terminal.",
    )
    yield click.Option(
        ["-q", "--quiet"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_choose_silence,
        help="Print errors, warnings and results only, no summaries, notes or progress.",
    )
    yield click.Option(
        ["--debug"],
        is_flag=True,
        envvar=DEBUG,
        expose_value=False,
        is_eager=True,
        callback=_choose_tracebacks,
        help="After a fault of deck-builder itself, show its traceback.",
    )
    yield click.Option(
        ["--no-plugins"],
        is_flag=True,
        expose_value=False,
        is_eager=True,
        callback=_do_without_plugins,
        help="Load no plug-ins, as for talks of strangers.",
    )


def _do_without_plugins(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    if value:
        context.with_resource(plugins.without())


def _choose_colors(context: click.Context, parameter: click.Parameter, value: str) -> None:
    context.color = _COLORS.get(value, usual_colors())


def usual_colors() -> bool | None:
    """Return whether the environment asks for colours (https://no-color.org,
    https://force-color.org); None when terminals have them, and nothing else."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return False if os.environ.get("TERM") == "dumb" else None


def _choose_silence(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    context.meta[QUIET] = value
    if value:
        import logging

        logger = logging.getLogger("deck_builder")
        before = logger.level
        logger.setLevel(logging.WARNING)
        context.find_root().call_on_close(lambda: logger.setLevel(before))


def _choose_tracebacks(context: click.Context, parameter: click.Parameter, value: bool) -> None:
    context.meta[_COMMAND] = context
    if not value:
        return
    import logging

    logger, handler = logging.getLogger(faults.__name__), logging.StreamHandler(sys.stderr)
    logger.addHandler(handler)
    logger.setLevel(logging.DEBUG)

    def forget() -> None:
        logger.removeHandler(handler)
        logger.setLevel(logging.NOTSET)

    context.find_root().call_on_close(forget)


@contextmanager
def ended_well(context: click.Context) -> Iterator[None]:
    """End with the exit code of Ctrl-C after that, and tell a fault of the program as a problem,
    with its traceback only under `--debug`."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("interrupted", err=True)
        sys.exit(INTERRUPTED)
    except DeckError as error:
        report([error.diagnostic])
        sys.exit(PROBLEMS)
    except click.ClickException as error:
        # click means it to stay as it is, and prints it so.
        vars(error)["message"] = printable_lines(error.message)
        raise
    # The system refuses something, which is told elsewhere; and what click itself raises.
    except (OSError, click.Abort, click.exceptions.Exit, EOFError):
        raise
    # Whatever it is, people are told what to do about it.
    except Exception as error:  # noqa: BLE001
        command = context.meta.get(_COMMAND)
        report([_fault(command, error)])
        click.echo("--debug shows its traceback", err=True)
        # There, the usual code means that there are differences.
        has_codes = command is not None and command.params.get("exit_code")
        sys.exit(TROUBLE if has_codes else PROBLEMS)


def _fault(command: click.Context | None, error: Exception) -> Diagnostic:
    """The fault of a command, without what it says when that may be for other audiences."""
    if command is None:
        return internal_error("the command line", error)
    given = [command.params.get(name) for name in _INPUTS]
    named = next((one for one in given if one and not isinstance(one, tuple)), command.info_name)
    return internal_error(named, error, bool(command.params.get("audience")))
