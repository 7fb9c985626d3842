"""The page that `diff --pictures` writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from deck_builder.base.diagnostics import Collector
from deck_builder.base.files import replace_file
from deck_builder.cli.outputs import say_written
from deck_builder.cli.report import count, report, steps
from deck_builder.cli.undrawn import report_undrawn
from deck_builder.outline.withheld import refuse_withheld

if TYPE_CHECKING:
    from deck_builder.diff import DeckChanges
    from deck_builder.diff.model import SlideChange, SlideRef
    from deck_builder.preview.changes import ChangedSlide
    from deck_builder.preview.marks import SlidePicture
    from deck_builder.reader import DeckContents
    from deck_builder.shapes import LaidOutDeck
    from deck_builder.theme.model import Fonts

_WIDTH = 960
_WIDE = 16 / 9


class Side(Struct, frozen=True):
    """One of two decks: how messages call it, what it says, and the deck of a talk or the bytes of
    a PowerPoint file."""

    name: str
    contents: DeckContents
    source: LaidOutDeck | bytes


def write_pictures(target: Path, changes: DeckChanges, old: Side, new: Side) -> None:
    """Write a page with the slides that changed. Raises DeckError without resvg."""
    from deck_builder.diff.entries import summary
    from deck_builder.preview.changes import changes_page

    olds = _numbers([one.old for one in changes.slides])
    news = _numbers([one.new for one in changes.slides])
    found = Collector()
    with steps():
        before, after = _drawn(old, olds, found), _drawn(new, news, found)
    slides = [one for change in changes.slides for one in _changed(change, before, after)]
    size = new.contents.width, new.contents.height
    aspect = size[0] / size[1] if min(size) > 0 else _WIDE
    title = f"From {old.name} to {new.name}"
    page = changes_page(title, summary(changes), slides, aspect)
    replace_file(target, page.encode())
    report(found.found)
    say_written(target, f"{target}: {count(len(slides), 'slide')}, {len(page) / 1e6:.1f} MB")


def _numbers(found: list[SlideRef | None]) -> list[int]:
    return [number for one in found if one is not None for number in one.numbers]


def _drawn(side: Side, numbers: list[int], found: Collector) -> Mapping[int, bytes]:
    """Pictures of the slides with these numbers, in the format WebP; what they lack is `found`."""
    from deck_builder.handout.pictures import png_picture
    from deck_builder.preview.png import slide_pngs

    slides, fonts = _pictures(side, numbers)
    report_undrawn(slides.items(), found, side.name)
    drawn = slide_pngs(list(slides.values()), fonts, _WIDTH)
    return dict(zip(slides, (png_picture(png).data for png in drawn), strict=True))


def _pictures(side: Side, numbers: list[int]) -> tuple[dict[int, SlidePicture], tuple[Fonts, ...]]:
    from deck_builder.preview.deck import all_text, file_pictures, pictured

    if isinstance(side.source, bytes):
        return file_pictures(side.source, side.name, numbers)
    deck = pictured(side.source)
    refuse_withheld("the pictures of the slides", all_text(deck, notes=False), side.source)
    known = dict(deck.numbered())
    return {number: known[number] for number in numbers}, deck.fonts


def _changed(
    change: SlideChange, before: Mapping[int, bytes], after: Mapping[int, bytes]
) -> Iterator[ChangedSlide]:
    """A slide that changed; several where it continues on others."""
    from deck_builder.diff.as_text import text_changes
    from deck_builder.diff.entries import entries
    from deck_builder.diff.model import DeckChanges
    from deck_builder.preview.changes import ChangedSlide

    alone = DeckChanges(slides=(change,))
    (entry,) = entries(alone)
    words = text_changes(alone).split("\n")[3:]
    lines = tuple(line.strip() for line in words if line.strip())
    olds = change.old.numbers if change.old else ()
    news = change.new.numbers if change.new else ()
    for at, (old, new) in enumerate(zip_longest(olds, news)):
        yield ChangedSlide(
            f"{entry.what}, {entry.place}",
            entry.title,
            before.get(old) if old else None,
            after.get(new) if new else None,
            () if at else lines,
        )
