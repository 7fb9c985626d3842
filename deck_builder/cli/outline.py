"""`deck-builder outline`."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click
from msgspec import to_builtins

from deck_builder.cli.report import PROBLEMS, count, report, reported_errors

if TYPE_CHECKING:
    from deck_builder.article import Report, Section


@click.command()
@click.argument("article", type=click.Path(path_type=Path), metavar="ARTICLE")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    required=True,
    help="The folder to write.",
)
@click.option("--force", is_flag=True, help="Write into a folder that holds something already.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How it is told what was done.",
)
def outline(article: Path, output: Path, force: bool, form: str) -> None:
    """Turn an article into a talk folder.

    Of ARTICLE, a Markdown file, short lines stand on the slides and the whole text in the notes.
    A folder with a deck.yaml stays as it is, but for wordy slides without notes.
    """
    from deck_builder.article import outline_path, write_folder

    with reported_errors():
        checked = outline_path(article)
        report(checked.diagnostics)
        if checked.value is None:
            sys.exit(PROBLEMS)
        files, done = checked.value
        write_folder(output, files, force)
    if form == "json":
        click.echo(json.dumps(to_builtins(done), ensure_ascii=False, indent=2))
        return
    for line in _told(done):
        click.echo(line)
    click.echo(f"build it with: deck-builder build {output}")


def _told(done: Report) -> Iterator[str]:
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
    things = (
        (section.charts, "chart proposed", "charts proposed"),
        (section.tables, "table", "tables"),
        (section.pictures, "picture", "pictures"),
    )
    parts += [f"{number} {one if number == 1 else more}" for number, one, more in things if number]
    return ", ".join(parts)
