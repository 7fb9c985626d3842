"""Arguments and options that several commands have."""

from __future__ import annotations

import functools
import math
from collections.abc import Callable, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click
from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base import limits, plugins
from deck_builder.base.diagnostics import suggestion
from deck_builder.base.files import writing_below
from deck_builder.base.units import MOST_MINUTES
from deck_builder.cli.config_files import USUAL
from deck_builder.cli.report import FORMATS, audiences_for, report, with_summaries

if TYPE_CHECKING:
    from deck_builder.base.diagnostics import Diagnostic
    from deck_builder.batch.job import Job
    from deck_builder.outline.options import Options

T = TypeVar("T", bound=Struct)
Command = Callable[..., None]

PATH = click.Path(path_type=Path)
FILE = click.Path(path_type=Path, dir_okay=False)


def completed_by(name: str) -> Callable[[click.Context, click.Parameter, str], Any]:
    """Return what completes a value as the function of that name in `completion` does, which is
    imported only when a shell asks."""

    def complete(context: click.Context, parameter: click.Parameter, incomplete: str) -> Any:
        return getattr(import_module("deck_builder.cli.completion"), name)(
            context, parameter, incomplete
        )

    return complete


talk_argument = click.argument("path", type=PATH, shell_complete=completed_by("talks"))
"""The one talk that a command is about."""
talks_argument = click.argument(
    "paths", nargs=-1, type=PATH, metavar="[PATH]...", shell_complete=completed_by("talks")
)
"""The talks that a command is about; none stands for all of the project."""


def _wider(
    context: click.Context, parameter: click.Parameter, folders: tuple[str, ...]
) -> tuple[str, ...]:
    """What may be read may be written to, too."""
    context.with_resource(writing_below(folders))
    return folders


root_option = click.option(
    "--root",
    "roots",
    multiple=True,
    callback=_wider,
    type=click.Path(exists=True, file_okay=False),
    metavar="DIR",
    help="A folder that may be read, too, besides that of the project; repeatable.",
)
"""The option that widens what may be read."""
aspect_option = click.option(
    "--aspect",
    type=click.Choice(["16:9", "4:3"]),
    default="16:9",
    show_default=True,
    help="The shape of the slides.",
)


def format_option(
    about: str, forms: Sequence[str] = ("text", "json")
) -> Callable[[Command], Command]:
    """Return the option that chooses one of `forms`, the first by default, as `form`."""
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        help=about,
    )


problem_format = format_option("How problems are reported.", tuple(FORMATS))
"""The option that chooses how problems are printed."""


def _pairs(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[tuple[str, str], ...]:
    from deck_builder.outline.settings import is_name

    pairs = []
    for value in values:
        name, equals, text = value.partition("=")
        if not equals or not is_name(name):
            raise click.BadParameter(f"‘{value}’ is not name=value")
        pairs.append((name, text))
    return tuple(pairs)


def _names(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    from deck_builder.outline.settings import is_name

    for value in values:
        if not is_name(value):
            raise click.BadParameter(f"‘{value}’ is not the name of a variable")
    return values


def _limits(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    """Let the limits that are named hold while the command runs."""
    numbers: dict[str, int] = {}
    for value in values:
        name, _, number = value.partition("=")
        if value == _NONE:
            numbers |= dict.fromkeys(limits.BY_NAME, limits.NO_LIMIT)
        elif name not in limits.BY_NAME:
            hint = suggestion(name, limits.BY_NAME) or "docs/limits.md lists them"
            raise click.BadParameter(f"there is no limit ‘{name}’ ({hint})")
        elif number != _NONE and not (number.isascii() and number.isdecimal() and len(number) < 19):
            raise click.BadParameter(f"‘{value}’ is not {name}=NUMBER or {name}={_NONE}")
        else:
            numbers[name] = limits.NO_LIMIT if number == _NONE else int(number)
    if numbers:
        context.with_resource(limits.lifted(numbers))
    return values


_NONE = "none"
limit_option = click.option(
    "--limit",
    "limits",
    multiple=True,
    metavar="NAME=NUMBER",
    expose_value=False,
    is_eager=True,
    callback=_limits,
    help="Set a limit on what is read; NAME=none lifts it, and none alone lifts all of them.",
)
"""The option that sets limits; see docs/limits.md."""


def _fields(kind: type[T], values: dict[str, Any]) -> T:
    """Return a value of `kind`; those of its fields that are in `values` are taken from there."""
    names = [name for name in kind.__struct_fields__ if name in values]
    return kind(**{name: values.pop(name) for name in names})


class _Minutes(click.FloatRange):
    """The type of a number of minutes."""

    def __init__(self) -> None:
        super().__init__(min=0, max=MOST_MINUTES, min_open=True)

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> float:
        """Return the number. NaN is in no range, and out of none."""
        number: float = super().convert(value, param, ctx)
        if math.isnan(number):
            self.fail(f"‘{value}’ is not a number", param, ctx)
        return number


def _slide_numbers(context: click.Context, parameter: click.Parameter, value: str) -> str:
    from deck_builder.outline.slide_ranges import read_ranges

    if value and read_ranges(value) is None:
        raise click.BadParameter(f"‘{value}’ are not numbers of slides, such as 5-9 or 1,3,-1")
    return value


slides_option = click.option(
    "--slides",
    default="",
    metavar="NUMBERS",
    callback=_slide_numbers,
    help="Only these slides, such as 5-9 or 1,3,-1, as they are numbered in the whole deck.",
)
"""The option that takes a part of the slides."""


_from_option = click.option(
    "--from",
    "written_as",
    default="",
    metavar="DIALECT",
    shell_complete=completed_by("dialects"),
    help="Whose Markdown the talk is in, such as slidev or marp; ‘own’ for deck-builder's.",
)


_theme_option = click.option(
    "--theme",
    default="",
    shell_complete=completed_by("themes"),
    help="A theme's name or file, instead of the talk's own.",
)


_check_option = click.option(
    "--check",
    "checks",
    multiple=True,
    metavar="NAME",
    shell_complete=completed_by("checks"),
    help="A check of a plug-in that the deck must pass, besides the talk's own; repeatable.",
)


def talk_options(command: Command) -> Command:
    """Add the options that change a talk, which `command` gets as its `options`, and the one
    audience that it is for."""
    audience = click.option(
        "--audience",
        default="",
        shell_complete=completed_by("audiences"),
        help="One of the talk's audiences.",
    )
    return audience(slides_option(shared_options(command)))


def shared_options(command: Command) -> Command:
    """Add the options that change a talk for all its audiences, which `command` gets as its
    `options`."""

    @_theme_option
    @click.option("--template", default="", help="A PowerPoint file whose look the deck has.")
    @click.option(
        "--minutes",
        type=_Minutes(),
        help="The time that the talk may take, instead of its own; optional slides make room.",
    )
    @click.option(
        "--drop",
        is_flag=True,
        help="Leave out what there is no time for, instead of moving it to the appendix.",
    )
    @click.option(
        "--charts",
        type=click.Choice(["drawn", "native"]),
        help="Whether charts are drawn, or PowerPoint's own with their data, instead of as the "
        "talk says.",
    )
    @click.option(
        "-D",
        "--define",
        "variables",
        multiple=True,
        metavar="NAME=VALUE",
        callback=_pairs,
        help="The value of a variable.",
    )
    @click.option(
        "--env",
        "environment",
        multiple=True,
        metavar="NAME",
        callback=_names,
        help="A variable of the environment that the talk may read; repeatable.",
    )
    @_check_option
    @_from_option
    @root_option
    @limit_option
    @functools.wraps(command)
    def with_options(minutes: float | None, drop: bool, charts: str | None, **rest: Any) -> None:
        from deck_builder.cli.unused import refuse_unused
        from deck_builder.outline.options import Options

        options = _fields(Options, rest)
        surplus = "drop" if drop else ""
        if options.variables:
            refuse_unused(options, rest)
        usual = click.get_current_context().meta.get(USUAL, options.usual)
        options = replace(
            options, minutes=minutes or 0.0, surplus=surplus, charts=charts or "", usual=usual
        )
        command(options, **rest)

    return with_options


class BuildOptions(Struct, frozen=True):
    """Whom to build for, what stops a build, and how problems are printed."""

    audiences: tuple[str, ...]
    all_audiences: bool
    strict: bool
    draft: bool
    form: str
    verbose: bool

    def audiences_of(self, talk: Path, options: Options) -> tuple[str, ...]:
        """Return whom to build `talk` for; an empty name is nobody in particular."""
        return audiences_for(talk, options) if self.all_audiences else self.audiences or ("",)

    def applied(self, job: Job) -> Job:
        """Return `job` with what stops it."""
        return replace(
            job,
            strict=self.strict,
            draft=self.draft,
            limits=limits.lifted_now(),
            no_plugins=plugins.are_off(),
        )

    def report(self, found: Iterable[Diagnostic]) -> None:
        """Print problems; notes only as JSON, when they are asked for, or when they stand for
        others."""
        report(found if self.verbose or self.form == "json" else with_summaries(found), self.form)


def build_options(command: Command) -> Command:
    """Add the options of a build, which `command` gets as its `request`; those that change the
    deck go into the `options` of `shared_options`."""

    @click.option(
        "--audience",
        "audiences",
        multiple=True,
        shell_complete=completed_by("audiences"),
        help="Build for this audience; repeatable.",
    )
    @click.option("--all-audiences", is_flag=True, help="Build for each of the talk's audiences.")
    @click.option("--strict", is_flag=True, help="Treat warnings as errors.")
    @click.option(
        "--draft", is_flag=True, help="Build in spite of errors; missing parts are marked."
    )
    @problem_format
    @click.option(
        "-v",
        "--verbose",
        is_flag=True,
        help="Also print notes: what was shortened, moved or left out.",
    )
    @click.option("--flatten", is_flag=True, help="Show everything at once, as for a handout.")
    @click.option("--clock", is_flag=True, help="Let the notes say when each slide begins.")
    @click.option(
        "--allow-programs",
        is_flag=True,
        help="Start the programs that a talk names under ‘diagram-programs’.",
    )
    @click.option("--allow-remote", is_flag=True, help="Fetch pictures from the web.")
    @click.option(
        "--allow-private", is_flag=True, help="Fetch them from addresses of private networks, too."
    )
    @click.option(
        "--allow-remote-variables",
        is_flag=True,
        help="Fetch them from addresses with values of variables, too.",
    )
    @functools.wraps(command)
    def with_options(*args: Any, **rest: Any) -> None:
        command(*args, _fields(BuildOptions, rest), **rest)

    return with_options
