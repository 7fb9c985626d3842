"""The theme of a talk: one by name, a file next to the talk, or a template."""

from __future__ import annotations

from pathlib import Path

from msgspec.structs import replace

from deck_builder.base import inputs
from deck_builder.base.diagnostics import (
    OUTSIDE_ROOT,
    Checked,
    Collector,
    DeckError,
    Problem,
    Severity,
)
from deck_builder.base.plugins import BROKEN_PLUGIN, PLUGIN_FAILED
from deck_builder.base.roots import Roots, roots_of
from deck_builder.outline.options import Options
from deck_builder.outline.reach import talk_roots
from deck_builder.outline.settings import DeckFile
from deck_builder.theme.file import is_theme_file, load_theme
from deck_builder.theme.model import Aspect, Theme

UNKNOWN_THEME = Problem("unknown-theme", Severity.ERROR, "{message}", "{hint}")
TEMPLATE_FAULT = Problem(
    "template-fault",
    Severity.WARNING,
    "the template ‘{name}’ has a fault of its own{place}, and so has the deck: {message}{more}",
    "open the template in PowerPoint, save it again, and use that",
)
_KNOWN = {one.code: one for one in (OUTSIDE_ROOT, BROKEN_PLUGIN, PLUGIN_FAILED)}


def known_theme(deck: DeckFile, path: Path, options: Options) -> Checked[Theme]:
    """Return the talk's theme, or the default one when that name is unknown: other programs use
    names of their own in a front matter."""
    collector = Collector()
    with inputs.within(theme_roots(path, options)):
        try:
            return read_theme(deck, path)
        except DeckError as error:
            name = deck.template or deck.theme
            is_outside = error.code == OUTSIDE_ROOT.code
            if options.theme or options.template or (deck.template and not is_outside):
                raise
            problem = _KNOWN.get(error.code, UNKNOWN_THEME)
            facts = {"message": error.message, "hint": error.hint, "name": name}
            collector.report(problem, deck.place(name), **facts)
    own = replace(deck, theme=DeckFile().theme, template="")
    return collector.checked(collector.take(read_theme(own, path)))


def theme_roots(path: Path, options: Options) -> Roots:
    """Return the roots of the talk at `path`, and those of the theme file that the `options` name,
    whose pictures and fonts are beside it."""
    roots = talk_roots(path, options)
    if not is_theme_file(options.theme):
        return roots
    theme = Path(options.theme)
    with inputs.within(roots):
        is_named = file_beside(path, options.theme) == theme
    return roots.joined(roots_of(theme, options.roots)) if is_named else roots


def read_theme(deck: DeckFile, talk: Path = Path()) -> Checked[Theme]:
    """Return the theme that the settings of `talk` name."""
    name = deck.theme
    if deck.template:
        return _read_template(deck, talk)
    if not is_theme_file(name):
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
    here = Path(name)
    if inputs.is_file(beside) or (inputs.is_outside(str(beside)) and not inputs.is_file(here)):
        return beside
    # Where the working folder is none of the talk's, a file that is nowhere is missing there.
    is_elsewhere = inputs.is_outside(str(here)) and inputs.is_outside(str(here.parent))
    return beside if is_elsewhere else here
