"""`deck-builder outline`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import to_builtins

from deck_builder.cli.options import PATH, format_option, limit_option, root_option
from deck_builder.cli.outputs import OutputFolder
from deck_builder.cli.report import (
    PROBLEMS,
    as_json_text,
    count,
    report,
    reported_errors,
    say,
    say_unwritten,
)

if TYPE_CHECKING:
    from deck_builder.article import Report, Section


@click.command()
@click.argument("article", type=PATH, metavar="ARTICLE")
@click.option("-o", "--output", type=OutputFolder(), required=True, help="The folder to write.")
@click.option("--force", is_flag=True, help="Write into a folder that is not empty.")
@format_option("How the changes are reported.")
@root_option
@limit_option
def outline(article: Path, output: Path, force: bool, form: str, roots: tuple[str, ...]) -> None:
    """Turn an article into a talk folder.

    ARTICLE is a Markdown file; the slides get short lines, the notes the whole text. When it is a
    folder with a deck.yaml, only wordy slides without notes are changed.
    """
    from deck_builder.article import outline_path, write_folder

    with reported_errors(target=output):
        checked = outline_path(article, roots)
        report(checked.diagnostics)
        if checked.value is None:
            say_unwritten(output, checked.diagnostics)
            sys.exit(PROBLEMS)
        files, done = checked.value
        write_folder(output, files, force)
    if form == "json":
        click.echo(as_json_text(to_builtins(done)), nl=False)
        return
    for line in _lines(done):
        say(line)
    say(f"build it with: deck-builder build {output}")


def _lines(done: Report) -> Iterator[str]:
    for section in done.sections:
        yield f"{section.file}: {_amounts(section)}"
    if done.shifts:
        yield "\nmoved to the notes:"
    for (path, slide), shifts in groupby(done.shifts, lambda one: (one.path, one.slide)):
        moved = tuple(shifts)
        lines = ",".join(str(line) for line in sorted({one.line for one in moved}))
        words = count(sum(one.words for one in moved), "word")
        yield f"  {path}:{lines} -> {slide or 'a slide without a title'} ({words})"
    if done.charts:
        yield "\ncharts proposed, to be confirmed:"
    for chart in done.charts:
        yield f"  {chart.path}:{chart.line} -> {chart.slide}: {chart.kind}"
    if done.shifts or done.charts:
        yield ""


def _amounts(section: Section) -> str:
    parts = [
        count(section.slides, "slide"),
        f"{count(section.words, 'word')} on them",
        f"{section.moved:,} moved to the notes",
    ]
    if section.charts:
        parts.append(f"{count(section.charts, 'chart')} proposed")
    things = ((section.tables, "table"), (section.pictures, "picture"))
    parts += [count(number, noun) for number, noun in things if number]
    return ", ".join(parts)
