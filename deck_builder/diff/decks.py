"""What changed from one deck to another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

from deck_builder.base.units import EMU_PER_INCH
from deck_builder.diff import model
from deck_builder.diff.lines import Row, changed_lines
from deck_builder.diff.matching import Match, Places, match_slides, moved
from deck_builder.diff.slides import VALUES, joined, new_words, old_words, slide_changes
from deck_builder.reader import DeckContents, SlideContents
from deck_builder.reader.model import ThemeContents

_FOOTER = "footer"
_SHARED = ("theme", "layout", "section", "transition", _FOOTER)
_LOOKS = model.OtherChange("looks", "places, sizes, colours or emphasis")


def compare_decks(old: DeckContents, new: DeckContents) -> model.DeckChanges:
    """Return what changed from `old` to `new`."""
    matches = match_slides(old.slides, new.slides)
    shared = _shared(old, new, matches)
    out_of_order = moved(matches)
    became = {at + 1: to[0] + 1 for olds, to in matches for at in olds}
    became |= {at + 1: to + 1 for olds, news in matches for at, to in zip(olds, news, strict=False)}
    stayed = []
    for match in matches:
        change = _stayed(old, new, match, match in out_of_order, became, shared)
        if change.moved or change.changes:
            stayed.append(change)
    slides = _in_order(stayed, _removed(old, matches), _added(new, matches), matches)
    return model.DeckChanges((*_deck(old, new), *shared), tuple(slides))


def _stayed(
    old: DeckContents,
    new: DeckContents,
    match: Match,
    is_moved: bool,
    became: dict[int, int],
    shared: Sequence[model.ValueChange],
) -> model.SlideChange:
    olds, news = [old.slides[at] for at in match[0]], [new.slides[at] for at in match[1]]
    found = tuple(slide_changes(olds, news, lambda number: became.get(number or 0)))
    known = {(one.part, one.old, one.new) for one in shared}
    kept = tuple(
        one
        for one in found
        if not isinstance(one, model.ValueChange) or (one.part, one.old, one.new) not in known
    )
    if is_moved:
        # Its section changed because it moved.
        kept = tuple(one for one in kept if one.part != "section")
    if not found and joined(olds).looks != joined(news).looks:
        kept = (_LOOKS,)
    return model.SlideChange(_ref(old, match[0]), _ref(new, match[1]), is_moved, kept)


def _ref(deck: DeckContents, places: Places) -> model.SlideRef:
    title = joined([deck.slides[at] for at in places]).title or _first_words(deck.slides[places[0]])
    return model.SlideRef(tuple(at + 1 for at in places), title)


def _first_words(slide: SlideContents) -> str:
    """The first line of a slide without a title."""
    return next((one.text.split("\n")[0] for one in slide.paragraphs), "")


def _removed(deck: DeckContents, matches: Sequence[Match]) -> dict[int, model.SlideChange]:
    stayed = {at for olds, _ in matches for at in olds}
    return {
        at: model.SlideChange(_ref(deck, (at,)), None, changes=old_words([slide]))
        for at, slide in enumerate(deck.slides)
        if at not in stayed
    }


def _added(deck: DeckContents, matches: Sequence[Match]) -> dict[int, model.SlideChange]:
    stayed = {at for _, news in matches for at in news}
    return {
        at: model.SlideChange(None, _ref(deck, (at,)), changes=new_words([slide]))
        for at, slide in enumerate(deck.slides)
        if at not in stayed
    }


def _in_order(
    stayed: Sequence[model.SlideChange],
    removed: dict[int, model.SlideChange],
    added: dict[int, model.SlideChange],
    matches: Sequence[Match],
) -> list[model.SlideChange]:
    """In the new order; a removed slide comes after the slide that it followed."""
    became = {at: news[-1] for olds, news in matches for at in olds}
    places: list[tuple[int, int, int, model.SlideChange]] = []
    for change in (*stayed, *added.values()):
        assert change.new is not None
        places.append((change.new.numbers[0] - 1, 0, 0, change))
    behind = -1
    for at in range(max((*removed, *became), default=-1) + 1):
        if at in removed:
            places.append((behind, 1, at, removed[at]))
        else:
            behind = became[at]
    return [change for *_, change in sorted(places, key=lambda place: place[:3])]


def _shared(
    old: DeckContents, new: DeckContents, matches: Sequence[Match]
) -> tuple[model.ValueChange, ...]:
    """Values that changed in the same way on every slide that had them, and on at least two."""
    found = []
    for part, value in VALUES:
        if part not in _SHARED:
            continue
        became: defaultdict[str, Counter[str]] = defaultdict(Counter)
        for olds, news in matches:
            was, becomes = value(old.slides[olds[0]]), value(new.slides[news[0]])
            # Not every layout has a place for a footer.
            if part != _FOOTER or was != becomes:
                became[was][becomes] += 1
        for was, values in sorted(became.items()):
            (becomes, count), *others = values.most_common()
            if not others and becomes != was and count > 1:
                found.append(model.ValueChange(part, was, becomes, f"on {count:,} slides"))
    return tuple(found)


def _deck(old: DeckContents, new: DeckContents) -> Iterator[model.Change]:
    if old.title != new.title:
        yield model.ValueChange("title in the file’s properties", old.title, new.title)
    if old.author != new.author:
        yield model.ValueChange("author in the file’s properties", old.author, new.author)
    if (old.width, old.height) != (new.width, new.height):
        yield model.ValueChange("size of the slides", _size(old), _size(new))
    yield from _themes(old.themes, new.themes)


def _size(deck: DeckContents) -> str:
    return f"{deck.width / EMU_PER_INCH:.4g} × {deck.height / EMU_PER_INCH:.4g} inches"


def _themes(old: Sequence[ThemeContents], new: Sequence[ThemeContents]) -> Iterator[model.Change]:
    """Themes with other colours or fonts, compared by name; of one name, the first with the
    first."""
    left = list(old)
    for theme in new:
        was = next((one for one in left if one.name == theme.name), None)
        if was is None:
            continue
        left.remove(was)
        lines = changed_lines(_rows(was), _rows(theme))
        if lines:
            yield model.TextChange("theme", lines, theme.name)


def _rows(theme: ThemeContents) -> list[Row]:
    fonts = (("heading font", theme.heading_font), ("text font", theme.text_font))
    return [Row(f"{name}: {value}") for name, value in (*theme.colors, *fonts)]
