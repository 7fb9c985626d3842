"""The line: from a talk on disk to the bytes of its PowerPoint file."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from deck_builder.assets import Assets
from deck_builder.base import inputs
from deck_builder.base.diagnostics import (
    Checked,
    Collector,
    DeckError,
    Diagnostic,
    Problem,
    Severity,
    has_errors,
)
from deck_builder.base.values import dataclass, replace
from deck_builder.copies import beside
from deck_builder.markdown import parse_markdown
from deck_builder.outline import Outline, filled_deck, parse_outline, read_deck, resolve, words_of
from deck_builder.outline.includes import with_includes
from deck_builder.outline.settings import DeckFile, settings_for
from deck_builder.outline.talk import Talk, read_talk
from deck_builder.shapes import AutoShape, LaidOutDeck, Shape
from deck_builder.slides import Deck, compose, lay_out
from deck_builder.slides.clock import with_clock
from deck_builder.theme.file import load_theme
from deck_builder.theme.model import Aspect, Theme

if TYPE_CHECKING:
    from deck_builder.charts.draw.drawings import Shelf
    from deck_builder.writer.page import Drawings, FormulaPictures

REMOTE_FOLDER = Path(".deck-builder", "remote")
"""Where pictures from the web are kept."""

UNKNOWN_THEME = Problem("unknown-theme", Severity.ERROR, "{message}", "{hint}")
MANY_PARTS = 1000
"""So many parts are worth a second process, which looks at them while they are packed."""

TEMPLATE_FAULT = Problem(
    "template-fault",
    Severity.WARNING,
    "the template ‘{name}’ has a fault of its own{place}, and so has the deck: {message}{more}",
    "open the template in PowerPoint, save it again, and use that",
)


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says beyond the talk itself. An empty `theme` or `template` leaves the
    talk's, an empty `audience` is none in particular; no `minutes` and no `surplus` leave the
    talk's, too. `variables` are names and values. `allow_remote` fetches the pictures that are on
    the web, `flatten` drops builds, and with a `clock` the notes say when each slide begins."""

    theme: str = ""
    template: str = ""
    audience: str = ""
    minutes: float = 0.0
    surplus: str = ""
    variables: tuple[tuple[str, str], ...] = ()
    allow_remote: bool = False
    flatten: bool = False
    clock: bool = False


def read_outline(path: Path, options: Options) -> Checked[Outline]:
    """Read the talk at `path` up to an outline whose pictures and data are looked at.

    Raises DeckError when there is no talk.
    """
    collector = Collector()
    talk, deck = collector.take(read_talk(path))
    assets = Assets(asset_folders(talk), REMOTE_FOLDER if options.allow_remote else None)
    documents = [
        collector.take(with_includes(collector.take(parse_markdown(source)), assets))
        for source in talk.outlines
    ]
    deck = collector.take(read_deck(documents, deck, talk.settings is None))
    deck = collector.take(_for_audience(deck, options))
    outline = collector.take(parse_outline(documents, deck))
    template = file_beside(path, deck.template) if deck.template else None
    return collector.checked(collector.take(resolve(outline, assets, template)))


def read_inputs(path: Path, options: Options) -> tuple[Diagnostic, ...]:
    """Read everything that a deck is made from, and return what is wrong with it.

    Raises DeckError when there is no talk, or no such theme.
    """
    from deck_builder.writer.properties import EPOCH_VARIABLE

    outline = read_outline(path, options)
    theme = _known_theme(outline.value.deck, path, options)
    inputs.Environment().get(EPOCH_VARIABLE)
    return outline.diagnostics + theme.diagnostics


def audiences_of(path: Path) -> tuple[str, ...]:
    """Return the names of the audiences of the talk at `path`. Raises DeckError when there is no
    talk."""
    talk, deck = read_talk(path).value
    documents = [parse_markdown(source).value for source in talk.outlines]
    deck = read_deck(documents, deck, talk.settings is None).value
    return tuple(one.audience for one in deck.audiences)


def _for_audience(deck: DeckFile, options: Options) -> Checked[DeckFile]:
    """The settings as the audience that is asked for has them, with the values of all variables."""
    if options.audience:
        deck = settings_for(options.audience, deck)
    deck = replace(
        deck,
        theme=options.theme or deck.theme,
        template=options.template or ("" if options.theme else deck.template),
        keep_slides=deck.keep_slides if options.template or not options.theme else (),
        minutes=options.minutes or deck.minutes,
        surplus=options.surplus or deck.surplus,
    )
    return filled_deck(deck, inputs.Environment(), dict(options.variables))


def asset_folders(talk: Talk) -> tuple[Path, ...]:
    """Return where a talk's pictures and data are looked for: beside it, then upwards as far as
    the project's own `assets` folder."""
    return (talk.folder, talk.folder.parent, Path(), Path("assets"))


def compose_deck(path: Path, options: Options) -> Checked[tuple[DeckFile, Deck]]:
    """Read the talk at `path` up to its slides."""
    collector = Collector()
    outline = collector.take(read_outline(path, options))
    return collector.checked((outline.deck, collector.take(compose(outline))))


def lay_out_deck(path: Path, options: Options) -> Checked[LaidOutDeck]:
    """Read the talk at `path` up to the waist."""
    collector = Collector()
    settings, deck = collector.take(compose_deck(path, options))
    theme = collector.take(_known_theme(settings, path, options))
    laid_out = collector.take(lay_out(deck, theme))
    if options.clock:
        laid_out = replace(laid_out, properties=replace(laid_out.properties, clock=True))
    return collector.checked(_flat(laid_out) if options.flatten else laid_out)


def _flat(deck: LaidOutDeck) -> LaidOutDeck:
    """Everything is on the slides from the start, as it is on paper."""
    slides = (
        replace(
            slide, builds=(), shapes=tuple(shape for shape in slide.shapes if not _turns(shape))
        )
        for slide in deck.slides
    )
    return replace(deck, slides=tuple(slides))


def _turns(shape: Shape) -> bool:
    return isinstance(shape, AutoShape) and shape.step > 0


def _known_theme(deck: DeckFile, path: Path, options: Options) -> Checked[Theme]:
    """The talk's theme, or the one that a talk has by itself where there is none of that name:
    other programs keep their own names in a front matter."""
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
    """Return the theme of the `talk` that has these settings."""
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
    theme = collector.take(read_template(path, deck.layouts, deck.span))
    _report_faults(theme, path, deck, collector)
    return collector.checked(theme)


def _report_faults(theme: Theme, path: Path, deck: DeckFile, collector: Collector) -> None:
    """Say what PowerPoint may repair in what is taken from a template."""
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
    """Return where a theme file or template called `name` is: beside the talk, or in the working
    directory."""
    beside = (talk if inputs.is_folder(talk) else talk.parent) / name
    return beside if inputs.is_file(beside) else Path(name)


def write_template(name: str, aspect: Aspect, is_template: bool) -> Checked[bytes]:
    """Return a theme, by name or file, as a PowerPoint template that can be changed and read again.

    Raises DeckError when there is no such theme.
    """
    from deck_builder.theme.file import theme_source
    from deck_builder.writer.template import editable_template

    checked = read_theme(DeckFile(theme=name, aspect=aspect.value))
    named = name if "/" not in name and not name.endswith((".yaml", ".yml")) else Path(name)
    source = theme_source(named, aspect)
    data = editable_template(checked.value, source, is_template)
    return Checked(data, checked.diagnostics)


def write_deck(deck: LaidOutDeck, drawings: Shelf | None = None) -> bytes:
    """Return the PowerPoint file of `deck`; the drawings of its charts are looked for among those
    kept, and put there. Raises DeckError when the template does not fit, when the file says what
    its audience must not see, and when PowerPoint would repair it."""
    # Only now, so that looking at a talk does not wait for lxml.
    from deck_builder.package.packing import zipped
    from deck_builder.writer.leaks import find_leak
    from deck_builder.writer.presentation import write_entries
    from deck_builder.writer.template import template_of

    drawn = _drawn_charts(deck, drawings)
    formulas = _drawn_formulas(deck)
    deck = with_clock(deck) if deck.properties.clock else deck
    entries = write_entries(deck, template_of(deck.themes), drawn, formulas)
    template, finished = deck.theme.template, _finished_slides(deck)
    checked = beside(
        lambda: refuse_faults(entries, template.data if template else None, finished),
        len(entries) >= MANY_PARTS,
    )
    data = zipped(entries)
    checked()
    leak = find_leak(data, deck.secrets, words_of)
    if leak is not None:
        raise DeckError(
            f"‘{' '.join(leak.phrase)}’ is not for this audience, but stands in {leak.part}",
            "the file was not written; say it in other words, or show it to all",
        )
    return data


def _drawn_charts(deck: LaidOutDeck, shelf: Shelf | None) -> Drawings:
    wanted = {
        (frame.chart, frame.box.width, frame.box.height, theme.name): theme
        for frame, theme in deck.charts()
    }
    if not wanted:
        return {}
    from deck_builder.charts.draw.drawings import draw_all, sketch

    sketches = [sketch(*key[:3], theme) for key, theme in wanted.items()]
    return dict(zip(wanted, draw_all(sketches, shelf), strict=True))


def _drawn_formulas(deck: LaidOutDeck) -> FormulaPictures:
    wanted = dict.fromkeys(deck.formulas())
    if not wanted:
        return {}
    from deck_builder.formulas.picture import draw_formula

    pictures = {key: draw_formula(*key) for key in wanted}
    return {key: picture for key, picture in pictures.items() if picture is not None}


def _finished_slides(deck: LaidOutDeck) -> tuple[str, ...]:
    """The parts of the slides that came finished from a file."""
    slides = enumerate(deck.slides, 1)
    return tuple(f"ppt/slides/slide{number}.xml" for number, one in slides if one.finished)


def refuse_faults(
    entries: Iterable[tuple[str, bytes]],
    template: bytes | None = None,
    finished: Iterable[str] = (),
) -> None:
    """Raise DeckError when PowerPoint would repair or refuse the deck that has these parts, though
    not the `template` of others that it was written into. What is animated on the slides that came
    `finished` from a file is left to that file."""
    # Only now, so that looking at a talk does not wait for the parser.
    from deck_builder.doctor.quick import examine_parts
    from deck_builder.doctor.slides import TIMED_SHAPE

    faults = [one for one in examine_parts(entries) if one.severity is Severity.ERROR]
    if faults:
        known = {(part, TIMED_SHAPE.code) for part in finished}
        if template is not None:
            known |= {(one.part, one.code) for one in examine_parts(_parts_of(template))}
        faults = [one for one in faults if (one.part, one.code) not in known]
    if faults:
        fault = faults[0]
        place = f" in {fault.part}" if fault.part else ""
        raise DeckError(
            f"the deck has a fault{place}: {fault.message} [{fault.code}]",
            "this is a fault of deck-builder, not of the talk: please report it; the file was not "
            "written, and what was built before is untouched",
        )


def _parts_of(template: bytes) -> Iterator[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(template)) as archive:
        for name in archive.namelist():
            yield name, archive.read(name)


def stops(diagnostics: tuple[Diagnostic, ...], strict: bool) -> bool:
    """Whether nothing may be written: after an error, and after a warning when `strict`."""
    warned = any(found.severity is Severity.WARNING for found in diagnostics)
    return has_errors(diagnostics) or (strict and warned)
