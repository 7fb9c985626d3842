"""The command line; the only module that prints or exits.

Exit codes: 0 built, 1 problems in the input, 2 wrong usage.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from deck_builder.diagnostics import (
    Checked,
    DeckError,
    Diagnostic,
    Severity,
    as_github,
    as_json,
    as_text,
    in_order,
)

if TYPE_CHECKING:
    from deck_builder.pipeline import Options
    from deck_builder.shapes import LaidOutDeck, LaidOutSlide

OUTLINES = Path("outlines")
OUTPUT = Path("output")
_FORMATS = {"text": as_text, "json": as_json, "github": as_github}
_STAGES = ("outline", "slides", "layout")
_PROBLEMS = 1


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="deck-builder")
def main() -> None:
    """Build PowerPoint decks from Markdown outlines.

    Exit codes: 0 built, 1 problems in the input, 2 wrong usage.
    """


@dataclass(frozen=True, slots=True)
class _Job:
    talk: Path
    output: Path


@main.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]...")
@click.option(
    "-o",
    "--output",
    type=click.Path(path_type=Path),
    help="The file to write; a folder when there are several talks.",
)
@click.option("--theme", default="", help="A theme's name or file, instead of the talk's own.")
@click.option("--strict", is_flag=True, help="Warnings stop the build, too.")
@click.option("--draft", is_flag=True, help="Build in spite of errors; a gap shows what lacks.")
@click.option(
    "--format",
    "report",
    type=click.Choice(list(_FORMATS)),
    default="text",
    show_default=True,
    help="How problems are reported.",
)
@click.option("--flatten", is_flag=True, help="Show everything at once, as for a handout.")
@click.option("--allow-remote", is_flag=True, help="Fetch the pictures that are on the web.")
def build(
    paths: tuple[Path, ...],
    output: Path | None,
    theme: str,
    strict: bool,
    draft: bool,
    report: str,
    flatten: bool,
    allow_remote: bool,
) -> None:
    """Build each talk at PATH: a folder with a deck.yaml, or a Markdown file.

    Without a PATH, every talk under outlines/ is built into output/.
    """
    jobs = _jobs(paths or _all_talks(), output)
    from deck_builder.pipeline import Options

    options = Options(theme=theme, allow_remote=allow_remote, flatten=flatten)
    failed = False
    found: list[Diagnostic] = []
    for job in _with_progress(jobs):
        built = _build(job, options, strict, draft, found)
        failed = failed or not built
    _report(found, report)
    if failed:
        sys.exit(_PROBLEMS)


def _all_talks() -> tuple[Path, ...]:
    from deck_builder.deckfile import find_talks

    talks = find_talks(OUTLINES) if OUTLINES.is_dir() else ()
    if not talks:
        raise click.UsageError(
            f"there are no talks under {OUTLINES}/; name one, or begin with ‘deck-builder new’"
        )
    return talks


def _jobs(talks: tuple[Path, ...], output: Path | None) -> list[_Job]:
    if output is None:
        jobs = [_Job(talk, OUTPUT / f"{_name(talk)}.pptx") for talk in talks]
    elif len(talks) == 1 and output.suffix.lower() == ".pptx":
        jobs = [_Job(talks[0], output)]
    elif output.suffix and not output.is_dir():
        raise click.UsageError(f"‘{output}’ is neither a folder nor a .pptx file for one talk")
    else:
        jobs = [_Job(talk, output / f"{_name(talk)}.pptx") for talk in talks]
    seen: dict[Path, Path] = {}
    for job in jobs:
        if job.output in seen:
            raise click.UsageError(
                f"‘{seen[job.output]}’ and ‘{job.talk}’ would both become ‘{job.output}’"
            )
        seen[job.output] = job.talk
    return jobs


def _name(talk: Path) -> str:
    absolute = talk.resolve()
    return absolute.stem if absolute.is_file() else absolute.name


def _with_progress(jobs: list[_Job]) -> Iterator[_Job]:
    if len(jobs) < 2 or not sys.stderr.isatty():
        yield from jobs
        return
    with click.progressbar(
        jobs,
        label="building",
        file=sys.stderr,
        item_show_func=lambda job: _name(job.talk) if job else "",
    ) as bar:
        yield from bar


def _build(job: _Job, options: Options, strict: bool, draft: bool, found: list[Diagnostic]) -> bool:
    from deck_builder.files import replace_file
    from deck_builder.pipeline import lay_out_deck, stops, write_deck

    try:
        checked = lay_out_deck(job.talk, options)
        found.extend(checked.diagnostics)
        if stops(checked.diagnostics, strict) and not draft:
            return False
        replace_file(job.output, write_deck(checked.value))
    except DeckError as error:
        found.append(_diagnostic(error))
        return False
    click.echo(_summary(job, checked.value))
    return True


def _diagnostic(error: DeckError) -> Diagnostic:
    return Diagnostic("cannot-build", Severity.ERROR, error.message, error.hint)


def _summary(job: _Job, deck: LaidOutDeck) -> str:
    from deck_builder.speaking import speaking_minutes, spoken_words

    words = sum(spoken_words(slide.notes) for slide in deck.slides if _is_spoken(slide))
    minutes = speaking_minutes(words)
    return (
        f"{job.output}: {_count(len(deck.slides), 'slide')}, {_count(words, 'word')} of notes, "
        f"{_count(round(minutes), 'minute')} to speak"
    )


def _is_spoken(slide: LaidOutSlide) -> bool:
    return not (slide.staging.hidden or slide.staging.appendix)


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def _report(found: Iterable[Diagnostic], report: str) -> None:
    ordered = in_order(found)
    if ordered or report == "json":
        click.echo(_FORMATS[report](ordered), err=True)


@main.command()
@click.argument("path", type=click.Path(path_type=Path))
@click.option("--stage", type=click.Choice(_STAGES), required=True, help="Which values to print.")
@click.option("--theme", default="", help="A theme's name or file, instead of the talk's own.")
def show(path: Path, stage: str, theme: str) -> None:
    """Print what a stage makes of the talk at PATH, as text."""
    from deck_builder.dump import dump
    from deck_builder.pipeline import Options, compose_deck, lay_out_deck, read_outline, stops

    options = Options(theme=theme)
    stages: dict[str, Callable[[Path, Options], Checked[Any]]] = {
        "outline": read_outline,
        "slides": compose_deck,
        "layout": lay_out_deck,
    }
    try:
        checked = stages[stage](path, options)
    except DeckError as error:
        _report([_diagnostic(error)], "text")
        sys.exit(_PROBLEMS)
    click.echo(dump(checked.value), nl=False)
    _report(checked.diagnostics, "text")
    if stops(checked.diagnostics, strict=False):
        sys.exit(_PROBLEMS)


@main.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
def new(folder: Path) -> None:
    """Write a small talk into DIR, which shows every kind of block and builds as it is."""
    from deck_builder.starter import write_starter

    try:
        files = write_starter(folder)
    except DeckError as error:
        _report([_diagnostic(error)], "text")
        sys.exit(_PROBLEMS)
    for file in files:
        click.echo(file)
    click.echo(f"build it with: deck-builder build {folder}")


@main.command()
@click.option("--gallery", type=click.Path(path_type=Path), help="Write a deck of every layout.")
@click.option("--theme", default="", help="Only this theme: its name or file.")
@click.option("--aspect", type=click.Choice(["16:9", "4:3"]), default="16:9", show_default=True)
def themes(gallery: Path | None, theme: str, aspect: str) -> None:
    """List the themes, or show every layout in every theme in one deck."""
    from deck_builder.gallery import lay_out_gallery, read_themes

    names = (theme,) if theme else ()
    try:
        checked = read_themes(names)
        for found in checked.value:
            kind = "dark" if found.palette.dark else "light"
            click.echo(f"{found.name:<9}{kind:<7}{found.description}")
        _report(checked.diagnostics, "text")
        if gallery:
            _write_gallery(gallery, lay_out_gallery(names, aspect).value)
    except DeckError as error:
        _report([_diagnostic(error)], "text")
        sys.exit(_PROBLEMS)
    if any(problem.severity is Severity.ERROR for problem in checked.diagnostics):
        sys.exit(_PROBLEMS)


def _write_gallery(path: Path, deck: LaidOutDeck) -> None:
    from deck_builder.files import replace_file
    from deck_builder.pipeline import write_deck

    replace_file(path, write_deck(deck))
    click.echo(f"{path}: {_count(len(deck.slides), 'slide')}")


if __name__ == "__main__":
    main()
