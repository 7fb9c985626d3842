"""The line: from a talk on disk to the bytes of its PowerPoint file."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from deck_builder.assets import Web
from deck_builder.base import inputs
from deck_builder.base.diagnostics import Checked, Collector, Diagnostic
from deck_builder.base.limits import counting
from deck_builder.base.memory import same
from deck_builder.outline import Outline, parse_outline, resolve, words_of
from deck_builder.outline.foreign import read_documents
from deck_builder.outline.includes import with_includes
from deck_builder.outline.options import Options, with_options
from deck_builder.outline.reach import talk_roots
from deck_builder.outline.settings import DeckFile
from deck_builder.outline.talk import Talk, read_part
from deck_builder.outline.veil import veiled
from deck_builder.shapes import LaidOutDeck
from deck_builder.slides import Deck, compose, lay_out
from deck_builder.slides.builds import without_builds
from deck_builder.slides.choice import in_part, numbered_slides
from deck_builder.slides.clock import with_clock
from deck_builder.slides.theme import file_beside, known_theme
from deck_builder.theme.model import Theme

if TYPE_CHECKING:
    from deck_builder.charts.draw.drawings import DrawingStore


def read_outline(path: Path, options: Options) -> Checked[Outline]:
    """Read the talk at `path` up to an outline whose pictures and data are looked at.

    Raises DeckError when there is no talk.
    """
    outline = _read(path, options)[0]
    return Checked(outline.value, veiled(outline.diagnostics, outline.value))


@counting()
def _read(path: Path, options: Options) -> tuple[Checked[Outline], Talk]:
    """Read a talk; what is wrong with it is told in full."""
    collector = Collector()
    with inputs.within(talk_roots(path, options)):
        talk, deck = collector.take(read_part(path))
        read = collector.take(read_documents(talk, deck, options.written_as))
        assets, deck = read.assets, same(collector.take(with_options(read.deck, options)))
        documents = [
            collector.take(with_includes(one, assets, deck, read.parse)) for one in read.nodes
        ]
        outline = collector.take(parse_outline(documents, deck, assets))
        template = file_beside(path, deck.template) if deck.template else None
        filled = frozenset() if options.allow_remote_variables else outline.filled
        web = Web(options.allow_private, filled) if options.allow_remote else None
        allowed = replace(assets, web=web, programs=options.allow_programs)
        resolved = resolve(outline, allowed, template, options.deck_folder)
        return read.told(collector.checked(collector.take(resolved))), talk


def read_inputs(path: Path, options: Options) -> tuple[Diagnostic, ...]:
    """Read everything that a deck is made from, and return what is wrong with it. Raises DeckError
    when there is no talk, or no such theme."""
    from deck_builder.writer.properties import EPOCH_VARIABLE

    outline = read_outline(path, options)
    theme = known_theme(outline.value.deck, path, options)
    inputs.Environment().get(EPOCH_VARIABLE)
    return outline.diagnostics + theme.diagnostics


def audiences_of(path: Path, options: Options) -> tuple[str, ...]:
    """Return the names of the audiences of a talk. Raises DeckError when there is none."""
    with inputs.within(talk_roots(path, options)):
        talk, deck = read_part(path).value
        deck = read_documents(talk, deck, options.written_as).value.deck
    return tuple(one.audience for one in deck.audiences)


def compose_deck(path: Path, options: Options) -> Checked[tuple[DeckFile, Deck]]:
    """Read the talk at `path` up to its slides."""
    outline, _, deck = _composed(path, options)
    return Checked((outline.deck, deck.value), veiled(deck.diagnostics, outline))


def _composed(path: Path, options: Options) -> tuple[Outline, Checked[Theme], Checked[Deck]]:
    read, talk = _read(path, options)
    theme = known_theme(read.value.deck, path, options)
    made = compose(read.value, same(theme.value))
    deck = in_part(Checked(made.value, read.diagnostics + made.diagnostics), talk)
    return read.value, theme, deck


def lay_out_deck(path: Path, options: Options) -> Checked[LaidOutDeck]:
    """Read the talk at `path` up to the waist."""
    collector = Collector()
    outline, theme, composed = _composed(path, options)
    deck, look = collector.take(composed), same(collector.take(theme))
    laid_out = collector.take(lay_out(deck, look))
    if options.clock:
        laid_out = replace(laid_out, properties=replace(laid_out.properties, clock=True))
    shown = without_builds(laid_out) if options.flatten else laid_out
    found = veiled(tuple(collector.found), outline)
    return Checked(numbered_slides(shown, options.slides), found)


def write_deck(deck: LaidOutDeck, shelf: DrawingStore | None = None) -> bytes:
    """Return the PowerPoint file of `deck`; drawings of charts on the `shelf` are taken from there,
    and new ones put there.

    Raises DeckError when the template does not fit, when the file says what its audience must not
    see, and when PowerPoint would repair it.
    """
    # Only now, so that looking at a talk does not wait for python-pptx.
    from deck_builder.writer.deck import write_file

    return write_file(with_clock(deck) if deck.properties.clock else deck, shelf, words_of)
