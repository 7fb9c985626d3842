"""What a shell completes: talks, audiences, themes, dialects and topics."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from deck_builder.base import plugins
from deck_builder.cli.report import OUTLINES


def _beginning(names: Iterable[str], incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(name) for name in names if name.startswith(incomplete)]


def talks(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the talks of the project, and whatever files and folders the shell knows."""
    from deck_builder.outline.talk import find_talks

    found = find_talks(OUTLINES) if OUTLINES.is_dir() else ()
    names = _beginning((talk.as_posix() for talk in found), incomplete)
    return names or [CompletionItem(incomplete, type="file")]


def audiences(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the audiences of the talks that are named, or of all in the project."""
    from deck_builder.cli.report import audiences_for
    from deck_builder.outline.options import Options
    from deck_builder.outline.talk import find_talks

    one, several = context.params.get("path"), context.params.get("paths")
    # While the value of an option is missing, arguments are not taken apart.
    rest = tuple(Path(word) for word in context.args if not word.startswith("-"))
    named: tuple[Path, ...] = (one,) if one else several or rest
    if not named and OUTLINES.is_dir():
        named = find_talks(OUTLINES)
    # Nobody expects that a key of the keyboard runs somebody's code.
    with plugins.without():
        names = {name for talk in named for name in audiences_for(talk, Options()) if name}
    return _beginning(sorted(names), incomplete)


def themes(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the themes that come with the package, those of plug-ins, and theme files."""
    from deck_builder.theme.file import theme_names

    names = _beginning(plugins.names(plugins.THEMES, theme_names()), incomplete)
    return names or [CompletionItem(incomplete, type="file")]


def dialects(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the names of dialects."""
    from deck_builder.dialects.registry import DIALECTS

    known = ("own", *(one.name for one in DIALECTS))
    return _beginning(plugins.names(plugins.DIALECTS, known), incomplete)


def checks(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the names of the checks of plug-ins."""
    return _beginning(plugins.names(plugins.CHECKS), incomplete)


def topics(
    context: click.Context, parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """Return the topics of the format."""
    from deck_builder.gallery.reference import topics as all_topics

    return _beginning((one.name for one in all_topics()), incomplete)
