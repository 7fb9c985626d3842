"""The agenda: the author's own, or else a slide that lists the sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.patterns import late
from deck_builder.base.words import bare, words_in
from deck_builder.blocks import Block, Columns, List
from deck_builder.blocks.group import Column
from deck_builder.outline import Outline
from deck_builder.slides.model import FlowRegion, Slide
from deck_builder.slides.parts import Part
from deck_builder.text.runs import Bullet, Paragraph, Run, plain_runs

OWN_AGENDA = Problem(
    "own-agenda",
    Severity.NOTE,
    "‘{title}’ is the agenda of the talk, and no other one is made",
    "‘agenda: true’ among the settings makes one nevertheless",
)
_FEWEST_SECTIONS = 3
# So many sections have room under each other in the usual size of an agenda.
_MOST_IN_COLUMN = 8
# How far in front an agenda is.
_MOST_SLIDES = 5
_SHARE = 0.5
_FEWEST_NAMED = 2
# What is called so at the beginning of a talk can be nothing else, whatever language its settings
# name; to read the words of all languages for that would take long.
_TITLES = frozenset(
    (
        *("agenda", "outline", "contents", "table of contents", "agenda for today"),
        *("today s agenda", "inhalt", "inhaltsverzeichnis", "gliederung", "tagesordnung"),
        *("sommaire", "table des matières", "ordre du jour", "índice", "contenido"),
        *("orden del día", "sumário", "indice", "ordine del giorno", "inhoud", "inhoudsopgave"),
        *("innehåll", "dagordning", "indhold", "innhold", "sisältö", "spis treści", "obsah"),
        *("содержание", "оглавление", "目次", "目录", "目錄", "议程", "議程", "목차"),
    )
)
_NUMBER = late(r"^\s*\d+[.)]?\s")


def has_agenda(outline: Outline, parts: Sequence[Part], found: Collector) -> bool:
    """Return whether the talk gets a slide that lists its sections: if it asks for one, or when it
    has sections enough and no agenda of its own, which is reported."""
    wanted = outline.deck.agenda
    listed = _listed(parts)
    if not listed or wanted is not None or len(listed) < _FEWEST_SECTIONS:
        return bool(listed and wanted)
    own = _own_agenda(outline, parts, listed)
    if own is not None:
        found.report(OWN_AGENDA, own.span, title=plain_runs(own.title) or "a slide")
    return own is None


def agenda(outline: Outline, parts: Sequence[Part]) -> Iterator[Slide]:
    """Yield the slide that lists the sections, if there are any."""
    listed = _listed(parts)
    if not listed:
        return
    digits = len(str(len(listed)))
    items = tuple(
        Paragraph(
            (Run(part.name, link=f"#{part.anchor}", color="text"),),
            bullet=Bullet(number, digits=digits),
        )
        for number, part in enumerate(listed, 1)
    )
    title = (Run(words_in(outline.deck.language).agenda),)
    body = FlowRegion("body", (_in_columns(items),))
    yield Slide("agenda", title, (body,), anchors=("agenda",))


def _in_columns(items: tuple[Paragraph, ...]) -> Block:
    """The items, side by side where one column would make them small."""
    if len(items) <= _MOST_IN_COLUMN:
        return List(items)
    half = (len(items) + 1) // 2
    return Columns(tuple(Column((List(part),)) for part in (items[:half], items[half:])))


def _listed(parts: Sequence[Part]) -> list[Part]:
    return [part for part in parts if part.is_top]


def _own_agenda(outline: Outline, parts: Sequence[Part], listed: Sequence[Part]) -> Slide | None:
    """The slide near the beginning that is called an agenda, or names most of the sections."""
    titles = {*_TITLES, _bare(words_in(outline.deck.language).agenda)}
    names = {_bare(part.name) for part in listed}
    shown = (slide for part in parts for slide in part.slides if slide.staging.is_spoken)
    for slide in islice(shown, _MOST_SLIDES):
        if _bare(plain_runs(slide.title)) in titles:
            return slide
        named = names.intersection(map(_bare, _lines(slide)))
        if len(named) >= max(_FEWEST_NAMED, len(names) * _SHARE):
            return slide
    return None


def _lines(slide: Slide) -> Iterable[str]:
    for region in slide.regions:
        if isinstance(region, FlowRegion):
            for block in region.blocks:
                yield from block.plain().split("\n")


def _bare(text: str) -> str:
    """The words of a line without its number."""
    return bare(_NUMBER().sub("", text))
