"""The theme of a talk: one by name, a file next to the talk, or a template."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from deck_builder.base import inputs
from deck_builder.base.diagnostics import Checked, Collector, DeckError, Problem, Severity
from deck_builder.outline.options import Options
from deck_builder.outline.settings import DeckFile
from deck_builder.theme.file import load_theme
from deck_builder.theme.model import Aspect, Theme

UNKNOWN_THEME = Problem("unknown-theme", Severity.ERROR, "{message}", "{hint}")
TEMPLATE_FAULT = Problem(
    "template-fault",
    Severity.WARNING,
    "the template ‘{name}’ has a fault of its own{place}, and so has the deck: {message}{more}",
    "open the template in PowerPoint, save it again, and use that",
)


def known_theme(deck: DeckFile, path: Path, options: Options) -> Checked[Theme]:
    """Return the talk's theme, or the default one when that name is unknown: other programs use
    names of their own in a front matter."""
    try:
        return read_theme(deck, path)
    except DeckError as error:
        if options.theme or deck.template:
            raise
        collector = Collector()
        place = deck.span and deck.span.at(deck.span.text.find(deck.theme), len(deck.theme))
        collector.report(UNKNOWN_THEME, place, message=error.message, hint=error.hint)
        own = replace(deck, theme=DeckFile().theme)
        return collector.checked(collector.take(read_theme(own, path)))


def read_theme(deck: DeckFile, talk: Path = Path()) -> Checked[Theme]:
    """Return the theme that the settings of `talk` name."""
    name = deck.theme
    if deck.template:
        return _read_template(deck, talk)
    if "/" not in name and not name.endswith((".yaml", ".yml")):
        return load_theme(name, Aspect(deck.aspect))
    return load_theme(file_beside(talk, name), Aspect(deck.aspect))


def _read_template(deck: DeckFile, talk: Path) -> Checked[Theme]:
    # Only now, since few talks have one.
    from deck_builder.template.read import read_template

    path = file_beside(talk, deck.template)
    collector = Collector()
    theme = collector.take(read_template(path, deck.layouts, deck.span, deck.keep_data))
    _report_faults(theme, path, deck, collector)
    return collector.checked(theme)


def _report_faults(theme: Theme, path: Path, deck: DeckFile, collector: Collector) -> None:
    """Report the first fault of a template that PowerPoint may repair."""
    from deck_builder.doctor.examine import examine

    found = examine(theme.template.data) if theme.template else ()
    faults = [one for one in found if one.severity is Severity.ERROR]
    if faults:
        fault, more = faults[0], len(faults) - 1
        collector.report(
            TEMPLATE_FAULT,
            deck.span,
            name=path.name,
            place=f" in {fault.part}" if fault.part else "",
            message=fault.message,
            more=f", and {more} more" if more else "",
        )


def file_beside(talk: Path, name: str) -> Path:
    """Return the path of the theme file or template `name`: next to the talk, or in the working
    directory."""
    beside = (talk if inputs.is_folder(talk) else talk.parent) / name
    return beside if inputs.is_file(beside) else Path(name)
