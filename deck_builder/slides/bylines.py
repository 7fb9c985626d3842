"""The title slide: what the talk is called, who speaks, and when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from msgspec.structs import replace

from deck_builder.outline import Outline, identifier
from deck_builder.outline.authors import Author
from deck_builder.outline.settings import DeckFile
from deck_builder.slides.model import Slide, TextRegion
from deck_builder.text.no_breaks import NO_BREAK_SPACE
from deck_builder.text.runs import Paragraph, Run, joined, raised

_APART = "  ·  "
# A date of more characters may stand on two lines.
_LONGEST_DATE = 20
_FEW = 2
"""How many lines under the title are all of one size."""
Line = tuple[Run, ...]


def title_slide(outline: Outline) -> Slide:
    """Return the title slide of a talk. Where it has no room for all, it has fewer lines, in the
    end with the affiliations and addresses of the authors in its notes, too."""
    deck, notes = _without_repeated(outline.deck, outline.lines), outline.notes
    title = deck.runs("title")
    anchors = (identifier(title), *outline.anchors)
    *more, least = (
        Slide(
            "title",
            title,
            _regions(deck, outline.lines, lines),
            (*notes, *moved),
            anchors,
            span=deck.span,
        )
        for lines, moved in _choices(deck)
    )
    for one in reversed(more):
        least = replace(one, roomier=least)
    return least


def _without_repeated(deck: DeckFile, lines: Sequence[Paragraph]) -> DeckFile:
    """The settings without what stands in the `lines` under the title, too."""
    written = " ".join(paragraph.words for paragraph in lines)
    for key in ("subtitle", "author", "date"):
        if (text := getattr(deck, key)) and text in written:
            marked = tuple(one for one in deck.marked if one[0] != key)
            deck = replace(deck, marked=marked, **{key: ""})
    return deck if deck.author else replace(deck, authors=())


def _regions(
    deck: DeckFile, written: Sequence[Paragraph], lines: Sequence[Line]
) -> tuple[TextRegion, ...]:
    """What the author wrote under the title, the subtitle and `lines`."""
    more = (Paragraph(line) for line in (joined(deck.runs("subtitle")), *lines) if line)
    shown = (*written, *more)
    # The details are smaller than what they belong to.
    level = 1 if len(shown) > _FEW else 0
    paragraphs = (replace(one, level=level if at else 0) for at, one in enumerate(shown))
    return (TextRegion("subtitle", tuple(paragraphs)),) if shown else ()


def _choices(deck: DeckFile) -> Iterator[tuple[tuple[Line, ...], tuple[Paragraph, ...]]]:
    """The lines about who speaks, and when, with what is in the notes instead; the fewest last:
    the authors and the date, then the affiliations, with numbers if they are not those of all, then
    the addresses of mail."""
    authors = deck.authors
    places = tuple(dict.fromkeys(chain.from_iterable(one.affiliations for one in authors)))
    is_shared = len({one.affiliations for one in authors}) < 2
    date = [_whole(deck.runs("date"))]
    named = deck.runs("author")
    if authors:
        named = _joined([_named(one, () if is_shared else places) for one in authors], ", ")
    first = _joined([named, *date], _APART)
    where = _joined(
        [_place(number, one, is_shared) for number, one in enumerate(places, 1)], _APART
    )
    mail = _joined([(_address(one.email),) for one in authors if one.email], _APART)
    if where or mail:
        yield (first, where, mail), ()
        yield (first, _joined([where, mail], _APART)), ()
        bare = _joined([_joined([_named(one, ()) for one in authors], ", "), *date], _APART)
        yield (bare,), tuple(Paragraph(line) for line in (named, where, mail) if line)
    else:
        yield (first,), ()


def _whole(runs: Line) -> Line:
    """A date on one line, unless it is long."""
    if sum(len(run.text) for run in runs) > _LONGEST_DATE:
        return runs
    return tuple(replace(run, text=run.text.replace(" ", NO_BREAK_SPACE)) for run in runs)


def _address(email: str) -> Run:
    return Run(email, link=f"mailto:{email}")


def _named(author: Author, places: Sequence[str]) -> tuple[Run, ...]:
    """A name, with the numbers of its affiliations."""
    name = Run(author.name, link=author.link)
    numbers = ",".join(str(places.index(one) + 1) for one in author.affiliations if one in places)
    return (name, raised(numbers)) if numbers else (name,)


def _place(number: int, text: str, is_shared: bool) -> tuple[Run, ...]:
    return (Run(text),) if is_shared else (raised(str(number)), Run(text))


def _joined(parts: Iterable[Sequence[Run]], separator: str) -> tuple[Run, ...]:
    """Parts with a separator between them; neighbours of one look are one run."""
    return joined(_with_separators(parts, separator))


def _with_separators(parts: Iterable[Sequence[Run]], separator: str) -> Iterator[Run]:
    for number, part in enumerate(part for part in parts if part):
        if number:
            yield Run(separator)
        yield from part
