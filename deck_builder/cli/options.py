"""Options that several commands have."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from msgspec import Struct
from msgspec.structs import replace

from deck_builder.batch.store import STORE_BYTES, STORE_FOLDER, Store
from deck_builder.cli.report import FORMATS, audiences_for, report, without_notes

if TYPE_CHECKING:
    from deck_builder.base.diagnostics import Diagnostic
    from deck_builder.batch.job import Job
    from deck_builder.outline.options import Options

Pairs = tuple[tuple[str, str], ...]


def _pairs(context: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> Pairs:
    from deck_builder.outline.settings import is_name

    pairs = []
    for value in values:
        name, equals, text = value.partition("=")
        if not equals or not is_name(name):
            raise click.BadParameter(f"‘{value}’ is not name=value")
        pairs.append((name, text))
    return tuple(pairs)


_theme = click.option(
    "--theme", default="", help="A theme's name or file, instead of the talk's own."
)
_template = click.option(
    "--template", default="", help="A PowerPoint file whose look the deck has."
)
_audience = click.option("--audience", default="", help="One of the talk's audiences.")
_minutes = click.option(
    "--minutes",
    type=click.FloatRange(min=0, min_open=True),
    help="The time that the talk may take, instead of its own; what is optional makes room.",
)
_drop = click.option(
    "--drop", is_flag=True, help="Leave out what there is no time for; else it is in the appendix."
)
_variables = click.option(
    "-D",
    "--define",
    "variables",
    multiple=True,
    metavar="NAME=VALUE",
    callback=_pairs,
    help="The value of a variable.",
)


def talk_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that change a talk, which `command` gets as its `options`, and the one
    audience that it is for."""
    return _audience(shared_options(command))


def shared_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that change a talk for all its audiences, which `command` gets as its
    `options`."""

    @_theme
    @_template
    @_minutes
    @_drop
    @_variables
    @functools.wraps(command)
    def with_options(
        theme: str,
        template: str,
        minutes: float | None,
        drop: bool,
        variables: Pairs,
        audience: str = "",
        **rest: Any,
    ) -> None:
        from deck_builder.outline.options import Options

        options = Options(
            theme=theme,
            template=template,
            audience=audience,
            minutes=minutes or 0.0,
            surplus="drop" if drop else "",
            variables=variables,
        )
        command(options, **rest)

    return with_options


problem_format = click.option(
    "--format",
    "form",
    type=click.Choice(list(FORMATS)),
    default="text",
    show_default=True,
    help="How problems are reported.",
)
"""The option that says how problems are shown."""


class BuildOptions(Struct, frozen=True):
    """Whom to build for, what stops a build, and how problems are shown."""

    audiences: tuple[str, ...]
    all_audiences: bool
    strict: bool
    draft: bool
    form: str
    verbose: bool

    def audiences_of(self, talk: Path) -> tuple[str, ...]:
        """Return whom to build `talk` for; an empty name is nobody in particular."""
        return audiences_for(talk) if self.all_audiences else self.audiences or ("",)

    def applied(self, job: Job) -> Job:
        """Return `job` stopped by what stops a build."""
        return replace(job, strict=self.strict, draft=self.draft)

    def report(self, found: Iterable[Diagnostic]) -> None:
        """Print problems; what was only done with the text for who asks for it."""
        shown = found if self.verbose or self.form == "json" else without_notes(found)
        report(shown, self.form)


def build_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options that say whom to build for, what stops a build and how problems are shown,
    as the command's `wishes`. Those that change the deck go into its `options`."""

    @click.option("--audience", "audiences", multiple=True, help="Build for this one; repeatable.")
    @click.option("--all-audiences", is_flag=True, help="Build for each of the talk's audiences.")
    @click.option("--strict", is_flag=True, help="Warnings stop the build, too.")
    @click.option("--draft", is_flag=True, help="Build in spite of errors; a gap shows what lacks.")
    @problem_format
    @click.option("-v", "--verbose", is_flag=True, help="Say what was done with the text, too.")
    @click.option("--flatten", is_flag=True, help="Show everything at once, as for a handout.")
    @click.option("--clock", is_flag=True, help="Let the notes say when each slide begins.")
    @click.option("--allow-remote", is_flag=True, help="Fetch the pictures that are on the web.")
    @functools.wraps(command)
    def with_options(
        options: Options,
        flatten: bool,
        clock: bool,
        allow_remote: bool,
        audiences: tuple[str, ...],
        all_audiences: bool,
        strict: bool,
        draft: bool,
        form: str,
        verbose: bool,
        **rest: Any,
    ) -> None:
        changed = replace(options, allow_remote=allow_remote, flatten=flatten, clock=clock)
        wishes = BuildOptions(audiences, all_audiences, strict, draft, form, verbose)
        command(changed, wishes, **rest)

    return with_options


_store_folder = click.option(
    "--store",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    default=STORE_FOLDER,
    show_default=True,
    envvar="DECK_BUILDER_STORE",
    help="Where charts and decks are kept that would be the same again.",
)

_store_size = click.option(
    "--store-size",
    "megabytes",
    type=click.IntRange(min=1),
    default=STORE_BYTES >> 20,
    show_default=True,
    envvar="DECK_BUILDER_STORE_SIZE",
    help="How large the store may grow, in megabytes.",
)


def store_options(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of the store; the command gets its `keeper`, or None."""

    @_store_folder
    @_store_size
    @click.option("--no-cache", is_flag=True, help="Leave the store alone.")
    @click.option("--rebuild", is_flag=True, help="Make everything anew, and keep that.")
    @functools.wraps(command)
    def with_store(
        *args: Any, folder: Path, megabytes: int, no_cache: bool, rebuild: bool, **rest: Any
    ) -> None:
        from deck_builder.batch.keeping import Keeper

        keeper = None if no_cache else Keeper(Store(folder, megabytes << 20), rebuild)
        command(*args, keeper=keeper, **rest)

    return with_store


def drawings_option(command: Callable[..., None]) -> Callable[..., None]:
    """Add the options of the drawings of charts; the command gets the store that has them as its
    `drawings`, or None."""

    @_store_folder
    @_store_size
    @click.option("--no-cache", is_flag=True, help="Draw every chart anew.")
    @functools.wraps(command)
    def with_drawings(
        *args: Any, folder: Path, megabytes: int, no_cache: bool, **rest: Any
    ) -> None:
        drawings = None if no_cache else Store(folder, megabytes << 20)
        command(*args, drawings=drawings, **rest)

    return with_drawings


def only_store(command: Callable[..., None]) -> Callable[..., None]:
    """Add the option that says where the store is, as the command's `store`."""

    @_store_folder
    @functools.wraps(command)
    def with_store(folder: Path) -> None:
        command(Store(folder))

    return with_store
