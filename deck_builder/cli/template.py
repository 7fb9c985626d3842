"""`deck-builder template`: how a company's template is read, and themes as templates."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from deck_builder.base.files import replace_file
from deck_builder.cli.options import (
    PATH,
    Command,
    aspect_option,
    format_option,
    limit_option,
    root_option,
)
from deck_builder.cli.outputs import OutputFile, say_written
from deck_builder.cli.report import count, reading, report, reported_errors, with_amounts
from deck_builder.theme import DEFAULT_THEME

_file_argument = click.argument("file", type=PATH)


def _output_option(*endings: str) -> Callable[[Command], Command]:
    about = f"The {' or '.join(endings)} file to write."
    return click.option("-o", "--output", type=OutputFile(*endings), required=True, help=about)


@click.group()
def template() -> None:
    """Look into a PowerPoint template, or make one from a theme."""


@template.command()
@_file_argument
@format_option("What is printed: text, or JSON for programs.")
@limit_option
def inspect(file: Path, form: str) -> None:
    """Print the roles, placeholders, fonts and colours of FILE."""
    from deck_builder.template.read import examine
    from deck_builder.template.report import as_json, as_text

    with reported_errors(), reading(file):
        checked = examine(file)
    click.echo((as_text if form == "text" else as_json)(checked.value))
    report(checked.diagnostics)


@template.command()
@_file_argument
@_output_option(".pptx")
@limit_option
def gallery(file: Path, output: Path) -> None:
    """Write a deck that shows each role in the template FILE."""
    from deck_builder.gallery import lay_out_template
    from deck_builder.pipeline import write_deck

    with reported_errors(target=output), reading(file):
        checked = lay_out_template(file)
        replace_file(output, write_deck(checked.value))
    report(checked.diagnostics)
    slides = count(len(checked.value.slides), "slide")
    say_written(output, with_amounts(f"{output}: {slides}", checked.diagnostics))


@template.command()
@click.option(
    "--from", "theme", default=DEFAULT_THEME, show_default=True, help="A theme or its file."
)
@aspect_option
@_output_option(".pptx", ".potx")
@root_option
@limit_option
def new(theme: str, aspect: str, output: Path, roots: tuple[str, ...]) -> None:
    """Write a theme as a template.

    It can be changed in PowerPoint, and used with `--template`.
    """
    from deck_builder.gallery import write_template
    from deck_builder.theme.model import Aspect

    with reported_errors(target=output):
        is_template = output.suffix.lower() == ".potx"
        checked = write_template(theme, Aspect(aspect), is_template, roots)
        replace_file(output, checked.value)
    report(checked.diagnostics)
    say_written(output, with_amounts(str(output), checked.diagnostics))
