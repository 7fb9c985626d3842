"""What changed from one slide to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.diff.figures import figure_changes
from deck_builder.diff.lines import Row, changed_lines
from deck_builder.diff.matching import part_of_title
from deck_builder.diff.model import Change, OtherChange, TextChange, ValueChange
from deck_builder.diff.words import text_change
from deck_builder.reader import SlideContents
from deck_builder.reader.model import Link, TextParagraph

VALUES: tuple[tuple[str, Callable[[SlideContents], str]], ...] = (
    ("layout", lambda slide: slide.layout),
    ("theme", lambda slide: slide.theme),
    ("section", lambda slide: slide.section),
    ("footer", lambda slide: slide.footer),
    ("transition", lambda slide: slide.transition),
    ("hidden", lambda slide: "yes" if slide.hidden else ""),
)
"""The parts of a slide that are single values."""
EMPTY = SlideContents(0)

Became = Callable[[int | None], int | None]
"""The number of the new slide that an old one became."""


def slide_changes(
    old: Sequence[SlideContents], new: Sequence[SlideContents], became: Became
) -> Iterator[Change]:
    """Yield what changed on a slide, or on slides that continue each other."""
    before, after = joined(old), joined(new)
    if len(old) != len(new):
        yield ValueChange("slides", _count(len(old), "slide"), _count(len(new), "slide"))
    if before.title != after.title:
        yield text_change("title", before.title, after.title)
    yield from _lines("text", tuple(before.paragraphs), tuple(after.paragraphs))
    yield from figure_changes(before, after)
    yield from _links(before.links, after.links, became)
    yield from _lines("notes", before.notes, after.notes)
    yield from _values(before, after)
    yield from _others(before, after)


def new_words(slides: Sequence[SlideContents]) -> tuple[Change, ...]:
    """Return the words of added slides, but for their title."""
    after = joined(slides)
    return _words_of(slide_changes([replace(EMPTY, title=after.title)], [after], lambda _: None))


def old_words(slides: Sequence[SlideContents]) -> tuple[Change, ...]:
    """Return the words of removed slides, but for their title."""
    before = joined(slides)
    return _words_of(slide_changes([before], [replace(EMPTY, title=before.title)], lambda _: None))


def _words_of(changes: Iterator[Change]) -> tuple[Change, ...]:
    names = {name for name, _ in VALUES} - {"hidden"} | {"builds", "background"}
    return tuple(
        one for one in changes if not isinstance(one, OtherChange) and one.part not in names
    )


def joined(slides: Sequence[SlideContents]) -> SlideContents:
    """Return slides that continue each other as one."""
    if len(slides) == 1:
        return slides[0]
    return replace(
        slides[0],
        title=part_of_title(slides[0].title)[0],
        shapes=tuple(shape for slide in slides for shape in slide.shapes),
        notes=tuple(one for slide in slides for one in slide.notes),
        links=tuple(one for slide in slides for one in slide.links),
        builds=tuple(one for slide in slides for one in slide.builds),
        looks=" ".join(slide.looks for slide in slides),
    )


def _lines(
    part: str, old: Sequence[TextParagraph], new: Sequence[TextParagraph]
) -> Iterator[TextChange]:
    lines = changed_lines(_rows(old), _rows(new))
    if lines:
        yield TextChange(part, lines)


def _rows(paragraphs: Sequence[TextParagraph]) -> list[Row]:
    return [
        Row(line.rstrip(), one.level)
        for one in paragraphs
        for line in one.text.split("\n")
        if line.strip()
    ]


def _links(old: Sequence[Link], new: Sequence[Link], became: Became) -> Iterator[ValueChange]:
    """Links that lead elsewhere, or were removed or added. One on other words is a change of the
    text."""
    before = [_Ends(one, became(one.slide)) for one in old]
    after = [_Ends(one, one.slide) for one in new]
    for ends in tuple(before):
        same = next((one for one in after if one.leads_to(ends)), None)
        if same:
            before.remove(ends)
            after.remove(same)
    for ends in before:
        other = next((one for one in after if one.link.text == ends.link.text), None)
        if other:
            after.remove(other)
        yield ValueChange(
            "link", _end(ends.link), _end(other.link) if other else "", _named(ends.link)
        )
    yield from (ValueChange("link", "", _end(ends.link), _named(ends.link)) for ends in after)


class _Ends(Struct, frozen=True):
    """A link, and the number of the new slide to which it leads."""

    link: Link
    slide: int | None

    def leads_to(self, other: _Ends) -> bool:
        """Whether both lead to one place, which is not a removed slide."""
        if self.link.slide is None or other.link.slide is None:
            return self.link.slide == other.link.slide and self.link.target == other.link.target
        return self.slide == other.slide


def _named(link: Link) -> str:
    return f"‘{link.text}’" if link.text else ""


def _end(link: Link) -> str:
    return link.target if link.slide is None else f"slide {link.slide}"


def _values(old: SlideContents, new: SlideContents) -> Iterator[ValueChange]:
    for part, value in VALUES:
        if value(old) != value(new):
            yield ValueChange(part, value(old), value(new))


def _others(old: SlideContents, new: SlideContents) -> Iterator[Change]:
    if len(old.builds) != len(new.builds):
        yield ValueChange("builds", _clicks(old), _clicks(new))
    elif old.builds != new.builds:
        yield OtherChange("builds", "the clicks show other things, or in another order")
    if old.background != new.background:
        yield ValueChange("background", _ground(old, new), _ground(new, old))


def _clicks(slide: SlideContents) -> str:
    return _count(len(slide.builds), "click") if slide.builds else ""


def _ground(slide: SlideContents, other: SlideContents) -> str:
    if not slide.background:
        return ""
    return f"its own ({slide.background[:7]})" if other.background else "its own"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")
