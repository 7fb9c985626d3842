"""The last stage: a laid out deck as the bytes of its file, checked before it is written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING

from deck_builder.base import progress
from deck_builder.base.beside import beside
from deck_builder.base.diagnostics import DeckError, Severity
from deck_builder.doctor import slides as slide_faults
from deck_builder.doctor.findings import Finding
from deck_builder.doctor.quick import examine_parts
from deck_builder.package.assemble import packed, unpacked
from deck_builder.package.opc import Entries
from deck_builder.shapes import LaidOutDeck
from deck_builder.writer.presentation import write_entries

if TYPE_CHECKING:
    from deck_builder.charts.draw.drawings import DrawingStore
    from deck_builder.writer.page import Drawings, FormulaPictures


_MANY = 1_000


def write_file(
    deck: LaidOutDeck, store: DrawingStore | None, words_of: Callable[[str], tuple[str, ...]]
) -> bytes:
    """Return the PowerPoint file of `deck`; drawings of charts in the `store` are taken from
    there, and new ones put there. `words_of` cuts a text into words as the deck's secrets were.

    Raises DeckError when the template does not fit, when the file has what its audience must not
    see, and when PowerPoint would repair it.
    """
    charts, formulas = _drawn_charts(deck, store), _drawn_formulas(deck)
    progress.now("writing the slides")
    entries = write_entries(deck, charts, formulas)
    template = deck.theme.template
    slides = enumerate(deck.slides, 1)
    imported = [f"ppt/slides/slide{number}.xml" for number, one in slides if one.imported]
    progress.now("checking the file")
    with _examined(entries) as examined:
        data = packed(entries)
        refuse_faults(examined(), template.data if template else None, imported)
    refuse_leaks(entries, deck.secrets, words_of)
    return data


@contextmanager
def _examined(entries: Entries) -> Iterator[Callable[[], Sequence[Finding]]]:
    """Give a function that returns what is wrong with parts. Those of a large deck are looked at in
    another process while it is packed: with 1,000 slides this is a twentieth of a build."""
    if len(entries) < _MANY:
        yield partial(examine_parts, entries)
        return
    with beside(partial(examine_parts, entries)) as answer:
        yield lambda: found if (found := answer()) is not None else examine_parts(entries)


def _drawn_charts(deck: LaidOutDeck, store: DrawingStore | None) -> Drawings:
    charts = [(frame, theme) for frame, theme in deck.charts() if not frame.native]
    if not charts:
        return {}
    # Most decks have none: what draws them takes 15 ms to load.
    from deck_builder.charts.draw.drawings import drawn_charts

    return drawn_charts(charts, store)


def _drawn_formulas(deck: LaidOutDeck) -> FormulaPictures:
    formulas = list(deck.formulas())
    if not formulas:
        return {}
    from deck_builder.formulas.picture import drawn_formulas

    return drawn_formulas(formulas)


def refuse_leaks(
    entries: Iterable[tuple[str, bytes]],
    secrets: Mapping[tuple[str, ...], str],
    words_of: Callable[[str], tuple[str, ...]],
) -> None:
    """Raise DeckError when one of the `secrets`, phrases with their places in the talk, is in these
    parts, or when a part cannot be looked into. The words themselves are not in the message."""
    if not secrets:
        return
    # Most talks withhold nothing: 5 ms of the 250 of a short build.
    from deck_builder.writer.leaks import UnsearchableError, find_leak

    try:
        leak = find_leak(entries, secrets, words_of)
    except UnsearchableError as error:
        raise DeckError(
            f"{error.part} cannot be searched for text that is not for this audience: {error.why}",
            "leave it out for this audience, or save the file that it is in anew; the file was not "
            "written",
        ) from error
    if leak is not None:
        place = secrets[leak.phrase]
        raise DeckError(
            f"text that is not for this audience{place and f', from {place},'} is in {leak.part}",
            "word it differently, or show it to every audience; the file was not written",
        )


def refuse_faults(
    found: Iterable[Finding],
    template: bytes | None = None,
    imported: Iterable[str] = (),
) -> None:
    """Raise DeckError when PowerPoint would repair or refuse the deck in whose parts this was
    found, though not for faults of its `template`, nor for those of animations on slides that were
    `imported`."""
    faults = [one for one in found if one.severity is Severity.ERROR]
    if faults:
        known = {(part, slide_faults.TIMED_SHAPE.code) for part in imported}
        if template is not None:
            known |= {(one.part, one.code) for one in examine_parts(unpacked(template))}
        faults = [one for one in faults if (one.part, one.code) not in known]
    if faults:
        fault = faults[0]
        place = f" in {fault.part}" if fault.part else ""
        raise DeckError(
            f"the deck has a fault{place}: {fault.message} [{fault.code}]",
            "this is a fault of deck-builder, not of the talk: please report it; the file was not "
            "written, and what was built before is untouched",
        )
