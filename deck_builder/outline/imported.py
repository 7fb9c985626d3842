"""Imported slides in an outline: read from the files that it names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import Collector, DeckError, Problem, Severity
from deck_builder.base.source import Span
from deck_builder.outline.includes import TOO_MANY_INCLUDES
from deck_builder.outline.model import OutlineSection, OutlineSlide
from deck_builder.outline.settings import DeckFile
from deck_builder.outline.slide_ranges import SlideChoice
from deck_builder.text.runs import Paragraph, Run

if TYPE_CHECKING:
    from deck_builder.reader import ImportedSlide, SlideFile

UNREADABLE_SLIDES = Problem("unreadable-slides", Severity.ERROR, "{message}", "{hint}")
NO_SUCH_SLIDE = Problem(
    "no-such-slide", Severity.ERROR, "‘{name}’ has no slide {number}", "it has {count}"
)
SEVERAL_SLIDES = Problem(
    "several-slides",
    Severity.ERROR,
    "a heading stands for one slide, and this names {count}",
    "name one, such as ‘{name}#1’, or include them on a line of their own",
)
KEEP_WITHOUT_TEMPLATE = Problem(
    "keep-without-template",
    Severity.ERROR,
    "‘keep-slides’ keeps slides of a template, and the talk has none",
    "name it with ‘template:’, or include the slides where they belong",
)
LEFT_BEHIND = Problem(
    "left-behind",
    Severity.WARNING,
    "slide {number} of ‘{name}’ comes without {what}",
    "nothing, if you can do without; else change the slide in its file",
)
MACROS_LEFT = Problem(
    "macros-left-behind", Severity.NOTE, "the macros of ‘{name}’ do not come along"
)
NEEDS_FILES = Problem(
    "needs-files",
    Severity.NOTE,
    "slide {number} of ‘{name}’ shows or plays {what} that it only links to",
)
MOST_SLIDES = 2000
"""How many imported slides a talk includes at the most: a few lines can ask for millions."""


def resolve_section(section: OutlineSection, reader: SlideReader) -> OutlineSection:
    """Return `section` with its imported slides read, each a slide of its own."""
    slides = tuple(found for slide in section.slides for found in resolve_slides(slide, reader))
    section = replace(section, slides=slides)
    if section.include is None:
        return section
    named = reader.named(section.include)
    if not named:
        return replace(section, include=None)
    found = named[0]
    staging = replace(section.staging, hidden=section.staging.hidden or found.contents.hidden)
    notes = (*_notes(found), *section.notes)
    return replace(section, include=None, imported=found, staging=staging, notes=notes)


def resolve_slides(slide: OutlineSlide, reader: SlideReader) -> Iterator[OutlineSlide]:
    """Yield the imported slides that stand in the place of `slide`, or itself when it has none;
    what the author adds to the notes belongs to the last one."""
    if slide.include is None:
        yield slide
        return
    found = reader.named(slide.include) if slide.title else reader.slides(slide.include)
    if slide.title and not found:
        yield replace(slide, include=None)
    for number, one in enumerate(found, 1):
        own = slide if number == len(found) else replace(slide, notes=())
        yield imported_slide(one, own)


def imported_slide(found: ImportedSlide, slide: OutlineSlide) -> OutlineSlide:
    """Return `slide` with the imported one in its place: its notes are before those added, and it
    is hidden when either is."""
    contents = found.contents
    title = slide.title or ((Run(contents.title),) if contents.title else ())
    return replace(
        slide,
        title=title,
        notes=(*_notes(found), *slide.notes),
        staging=replace(slide.staging, hidden=slide.staging.hidden or contents.hidden),
        include=None,
        imported=found,
    )


def _notes(found: ImportedSlide) -> tuple[Paragraph, ...]:
    return tuple(Paragraph((Run(one.text),), one.level) for one in found.contents.notes)


def kept_slides(
    deck: DeckFile, template: Path | None, reader: SlideReader
) -> tuple[tuple[OutlineSlide, ...], tuple[OutlineSlide, ...]]:
    """Return the slides of the template that stay: before those of the talk, and after them."""
    if not deck.keep_slides:
        return (), ()
    place = _place_of("keep-slides:", deck.span)
    if template is None:
        reader.found.report(KEEP_WITHOUT_TEMPLATE, place)
        return (), ()
    ranges = tuple((number, number) for number in deck.keep_slides)
    choice = SlideChoice(deck.template, ranges, place)
    file = reader.file_at(template, choice)
    if file is None:
        return (), ()
    taken = reader.taken(file, choice)
    pairs = [(one, imported_slide(one, OutlineSlide(span=place))) for one in taken]
    if len(pairs) < len(deck.keep_slides):
        return (), ()
    before = (slide for (_, slide), n in zip(pairs, deck.keep_slides, strict=True) if n > 0)
    after = (slide for (_, slide), n in zip(pairs, deck.keep_slides, strict=True) if n < 0)
    return tuple(before), tuple(after)


def _place_of(words: str, span: Span | None) -> Span | None:
    start = span.text.find(words) if span else -1
    return span.at(start, len(words) - 1) if span and start >= 0 else span


class SlideReader(Struct):
    """Reads the slides that an outline names, each file once."""

    assets: Assets
    found: Collector
    files: dict[Path, SlideFile | None] = field(default_factory=dict)
    remarked: set[tuple[bytes, int]] = field(default_factory=set)
    count: int = 0

    def named(self, choice: SlideChoice) -> tuple[ImportedSlide, ...]:
        """Return the one slide that a heading names; none after a report."""
        before = len(self.found.found)
        slides = self.slides(choice)
        if len(slides) == 1:
            return slides
        if slides:
            self.found.report(SEVERAL_SLIDES, choice.span, count=len(slides), name=choice.name)
        elif len(self.found.found) == before:
            facts = {"name": choice.name, "number": 1, "count": "none"}
            self.found.report(NO_SUCH_SLIDE, choice.span, **facts)
        return ()

    def slides(self, choice: SlideChoice) -> tuple[ImportedSlide, ...]:
        """Return the slides that are named; those that are not there are reported."""
        read = self.assets.read_file(choice.name, choice.span, self.found)
        if read is None:
            return ()
        path, data = read
        file = self._file(path, data, choice)
        return () if file is None else self.taken(file, choice)

    def file_at(self, path: Path, choice: SlideChoice) -> SlideFile | None:
        """Return the file at `path`; None after a report."""
        if path in self.files:
            return self.files[path]
        from deck_builder.template.package import read_bytes

        try:
            return self._file(path, read_bytes(path), choice)
        except DeckError as error:
            self._unreadable(error, choice)
            return None

    def _file(self, path: Path, data: bytes, choice: SlideChoice) -> SlideFile | None:
        if path not in self.files:
            self.files[path] = self._read(data, choice)
        return self.files[path]

    def _read(self, data: bytes, choice: SlideChoice) -> SlideFile | None:
        # Only now, since few talks have imported slides.
        from deck_builder.template.slides import read_slides

        try:
            file = read_slides(data, choice.name)
        except DeckError as error:
            self._unreadable(error, choice)
            return None
        if file.has_macros:
            self.found.report(MACROS_LEFT, choice.span, name=file.name)
        return file

    def _unreadable(self, error: DeckError, choice: SlideChoice) -> None:
        self.found.report(UNREADABLE_SLIDES, choice.span, message=error.message, hint=error.hint)

    def taken(self, file: SlideFile, choice: SlideChoice) -> tuple[ImportedSlide, ...]:
        """Return the slides of `file` that are named; those that are not there are reported."""
        from deck_builder.reader.slides import ImportedSlide

        taken = []
        count = len(file.slides)
        room = max(0, MOST_SLIDES - self.count)
        numbers = list(islice(choice.numbers(count), room + 1))
        if len(numbers) > room:
            most = f"{MOST_SLIDES} imported slides"
            self.found.report(TOO_MANY_INCLUDES, choice.span, most=most)
        for number in numbers[:room]:
            if not 1 <= number <= count:
                shown = "1 slide" if count == 1 else f"{count} slides"
                facts = {"name": choice.name, "number": number, "count": shown}
                self.found.report(NO_SUCH_SLIDE, choice.span, **facts)
                continue
            taken.append(ImportedSlide(file, file.slides[number - 1]))
        self.count += len(taken)
        for slide in taken:
            self._remark(slide, choice)
        return tuple(taken)

    def _remark(self, slide: ImportedSlide, choice: SlideChoice) -> None:
        """Say what a slide loses, and what it needs, once."""
        if slide.key in self.remarked:
            return
        self.remarked.add(slide.key)
        losses = slide.losses
        facts = {"name": slide.file.name, "number": slide.number}
        lost = _listed(
            (losses.controls, "control", "controls"),
            (losses.zooms, "zoom", "zooms"),
            (losses.macros, "link to a macro", "links to macros"),
            (losses.shows, "link to a custom show", "links to custom shows"),
        )
        if lost:
            self.found.report(LEFT_BEHIND, choice.span, what=lost, **facts)
        if losses.outside:
            what = _listed((losses.outside, "file", "files"))
            self.found.report(NEEDS_FILES, choice.span, what=what, **facts)


def _listed(*counts: tuple[int, str, str]) -> str:
    words = [f"{n} {one if n == 1 else many}" for n, one, many in counts if n]
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def titles_of(slides: Iterable[OutlineSlide]) -> Sequence[tuple[Run, ...]]:
    """Return the titles of the imported slides among `slides`."""
    return [slide.title for slide in slides if slide.imported is not None]
