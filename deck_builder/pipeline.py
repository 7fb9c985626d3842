"""The line: from a talk on disk to the bytes of its PowerPoint file."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from deck_builder.assets import Assets
from deck_builder.deckfile import DeckFile, Talk, read_talk
from deck_builder.diagnostics import (
    Checked,
    Collector,
    DeckError,
    Diagnostic,
    Problem,
    Severity,
    has_errors,
)
from deck_builder.markdown import parse_markdown
from deck_builder.outline import Outline, parse_outline, resolve
from deck_builder.shapes import AutoShape, LaidOutDeck, Shape
from deck_builder.slides import Deck, compose, lay_out
from deck_builder.slides.clock import with_clock
from deck_builder.theme import Aspect, Theme
from deck_builder.themefile import load_theme

REMOTE_FOLDER = Path(".deck-builder", "remote")
"""Where pictures from the web are kept."""

UNKNOWN_THEME = Problem("unknown-theme", Severity.ERROR, "{message}", "{hint}")


@dataclass(frozen=True, slots=True)
class Options:
    """What the command line says beyond the talk itself. An empty `theme` leaves the talk's.
    `allow_remote` fetches the pictures that are on the web, `flatten` drops builds, and with a
    `clock` the notes say when each slide begins."""

    theme: str = ""
    allow_remote: bool = False
    flatten: bool = False
    clock: bool = False


def read_outline(path: Path, options: Options) -> Checked[Outline]:
    """Read the talk at `path` up to an outline whose pictures and data are looked at.

    Raises DeckError when there is no talk.
    """
    collector = Collector()
    talk, deck = collector.take(read_talk(path))
    documents = [collector.take(parse_markdown(source)) for source in talk.outlines]
    outline = collector.take(parse_outline(documents, deck, talk.settings is None))
    if options.theme:
        outline = replace(outline, deck=replace(outline.deck, theme=options.theme))
    remote = REMOTE_FOLDER if options.allow_remote else None
    assets = Assets(asset_folders(talk), remote)
    return collector.checked(collector.take(resolve(outline, assets)))


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
        if options.theme:
            raise
        collector = Collector()
        place = deck.span and deck.span.at(deck.span.text.find(deck.theme), len(deck.theme))
        collector.report(UNKNOWN_THEME, place, message=error.message, hint=error.hint)
        own = replace(deck, theme=DeckFile().theme)
        return collector.checked(collector.take(read_theme(own, path)))


def read_theme(deck: DeckFile, folder: Path = Path()) -> Checked[Theme]:
    """Return the theme of a talk; a theme file is looked for in its `folder`, then from the
    working directory."""
    name = deck.theme
    if "/" not in name and not name.endswith((".yaml", ".yml")):
        return load_theme(name, Aspect(deck.aspect))
    beside = folder / name
    return load_theme(beside if beside.is_file() else Path(name), Aspect(deck.aspect))


def write_deck(deck: LaidOutDeck) -> bytes:
    """Return the PowerPoint file of `deck`. Raises DeckError when the template does not fit."""
    # Only now, so that looking at a talk does not wait for python-pptx.
    from deck_builder.charts.draw import draw
    from deck_builder.formulas.picture import draw_formula
    from deck_builder.writer.presentation import write
    from deck_builder.writer.template import build_template

    wanted = {
        (frame.chart, frame.box.width, frame.box.height, theme.name): theme
        for frame, theme in deck.charts()
    }
    drawn = {key: draw(*key[:3], theme) for key, theme in wanted.items()}
    pictures = {key: draw_formula(*key) for key in dict.fromkeys(deck.formulas())}
    formulas = {key: picture for key, picture in pictures.items() if picture is not None}
    deck = with_clock(deck) if deck.properties.clock else deck
    return write(deck, build_template(*deck.themes), drawn, formulas)


def stops(diagnostics: tuple[Diagnostic, ...], strict: bool) -> bool:
    """Whether nothing may be written: after an error, and after a warning when `strict`."""
    warned = any(found.severity is Severity.WARNING for found in diagnostics)
    return has_errors(diagnostics) or (strict and warned)
