"""Imported slides in an outline: read from the files that it names."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.assets import Assets
from deck_builder.base.diagnostics import OUTSIDE_ROOT, Collector, DeckError, Problem, Severity
from deck_builder.base.limits import IMPORTED_SLIDES
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
    "slide {number} of ‘{name}’ is imported without {what}",
    "if you need them, change the slide in its file",
)
MACROS_LEFT = Problem(
    "macros-left-behind", Severity.NOTE, "the macros of ‘{name}’ are not imported"
)
NEEDS_FILES = Problem(
    "needs-files",
    Severity.NOTE,
    "slide {number} of ‘{name}’ shows or plays {what} that it only links to",
)
WHOLE_FILES = Problem(
    "whole-files",
    Severity.WARNING,
    "slide {number} of ‘{name}’ contains {what} that cannot be reduced to what the slide shows",
    "if nobody is to see the rest, use a picture instead; if it is wanted, set ‘keep-data: true’",
)


def resolve_section(section: OutlineSection, reader: SlideReader) -> OutlineSection:
    """Return `section` with its imported slides read, each a slide of its own."""
    slides = tuple(found for slide in section.slides for found in resolve_slides(slide, reader))
    section = replace(section, slides=slides)
    if section.include is None:
        return section
    slides_read = reader.single(section.include)
    if not slides_read:
        return replace(section, include=None)
    found = slides_read[0]
    staging = replace(section.staging, hidden=section.staging.hidden or found.contents.hidden)
    notes = (*_notes(found), *section.notes)
    return replace(section, include=None, imported=found, staging=staging, notes=notes)


def resolve_slides(slide: OutlineSlide, reader: SlideReader) -> Iterator[OutlineSlide]:
    """Yield the imported slides that replace `slide`, or itself when it includes none; the author's
    own notes belong to the last one."""
    if slide.include is None:
        yield slide
        return
    found = reader.single(slide.include) if slide.title else reader.slides(slide.include)
    if slide.title and not found:
        yield replace(slide, include=None)
    for number, one in enumerate(found, 1):
        own = slide if number == len(found) else replace(slide, notes=())
        yield imported_slide(one, own)


def imported_slide(found: ImportedSlide, slide: OutlineSlide) -> OutlineSlide:
    """Return `slide` with the imported one in its place: the file's notes come before the author's,
    and it is hidden when either is."""
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
    """Return the slides of the template that stay before those of the talk, and those after."""
    if not deck.keep_slides:
        return (), ()
    place = deck.place("keep-slides")
    if template is None:
        reader.found.report(KEEP_WITHOUT_TEMPLATE, place)
        return (), ()
    ranges = tuple((number, number) for number in deck.keep_slides)
    choice = SlideChoice(deck.template, ranges, place)
    file = reader.file_at(template, choice)
    if file is None:
        return (), ()
    slides = [imported_slide(one, OutlineSlide(span=place)) for one in reader.chosen(file, choice)]
    if len(slides) < len(deck.keep_slides):
        return (), ()
    before = (slide for slide, n in zip(slides, deck.keep_slides, strict=True) if n > 0)
    after = (slide for slide, n in zip(slides, deck.keep_slides, strict=True) if n < 0)
    return tuple(before), tuple(after)


class SlideReader(Struct):
    """Reads the slides that an outline names, each file once. What they bring besides what they
    show is wanted when `keep_data`."""

    assets: Assets
    found: Collector
    keep_data: bool = False
    files: dict[Path, SlideFile | None] = field(default_factory=dict)
    reported: set[tuple[bytes, int]] = field(default_factory=set)
    count: int = 0

    def single(self, choice: SlideChoice) -> tuple[ImportedSlide, ...]:
        """Return the one slide that a heading includes; none after a report."""
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
        """Return the slides of `choice`; missing ones are reported."""
        read = self.assets.read_file(choice.name, choice.span, self.found)
        if read is None:
            return ()
        path, data = read
        file = self._file(path, lambda: data, choice)
        return () if file is None else self.chosen(file, choice)

    def file_at(self, path: Path, choice: SlideChoice) -> SlideFile | None:
        """Return the file at `path`; None after a report."""
        from deck_builder.template.package import read_bytes

        return self._file(path, lambda: read_bytes(path), choice)

    def _file(self, path: Path, data: Callable[[], bytes], choice: SlideChoice) -> SlideFile | None:
        if path in self.files:
            return self.files[path]
        # Imported here, since few talks include slides.
        from deck_builder.template.slides import read_slides

        self.files[path] = None
        try:
            file = self.files[path] = read_slides(data(), choice.name)
        except DeckError as error:
            facts = {"message": error.message, "hint": error.hint, "name": choice.name}
            problem = OUTSIDE_ROOT if error.code == OUTSIDE_ROOT.code else UNREADABLE_SLIDES
            self.found.report(problem, choice.span, **facts)
            return None
        if file.has_macros:
            self.found.report(MACROS_LEFT, choice.span, name=file.name)
        return file

    def chosen(self, file: SlideFile, choice: SlideChoice) -> tuple[ImportedSlide, ...]:
        """Return the slides of `file` that `choice` names; missing ones are reported."""
        from deck_builder.reader.slides import ImportedSlide

        chosen = []
        count = len(file.slides)
        room = max(0, IMPORTED_SLIDES.most - self.count)
        numbers = list(islice(choice.numbers(count), room + 1))
        if len(numbers) > room:
            excess = IMPORTED_SLIDES.facts(None, "include fewer slides")
            self.found.report(TOO_MANY_INCLUDES, choice.span, **excess)
        for number in numbers[:room]:
            if not 1 <= number <= count:
                total = "1 slide" if count == 1 else f"{count} slides"
                facts = {"name": choice.name, "number": number, "count": total}
                self.found.report(NO_SUCH_SLIDE, choice.span, **facts)
                continue
            chosen.append(ImportedSlide(file, file.slides[number - 1]))
        self.count += len(chosen)
        for slide in chosen:
            self._report_losses(slide, choice)
        return tuple(chosen)

    def _report_losses(self, slide: ImportedSlide, choice: SlideChoice) -> None:
        """Report once what a slide loses and which files it needs."""
        if slide.key in self.reported:
            return
        self.reported.add(slide.key)
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
        if losses.whole and not self.keep_data:
            what = _listed((losses.whole, "embedded file", "embedded files"))
            self.found.report(WHOLE_FILES, choice.span, what=what, **facts)


def _listed(*counts: tuple[int, str, str]) -> str:
    words = [f"{n} {one if n == 1 else many}" for n, one, many in counts if n]
    return " and ".join(filter(None, (", ".join(words[:-1]), *words[-1:])))


def titles_of(slides: Iterable[OutlineSlide]) -> Sequence[tuple[Run, ...]]:
    """Return the titles of the imported slides among `slides`."""
    return [slide.title for slide in slides if slide.imported is not None]
