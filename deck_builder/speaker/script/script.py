"""The speaker's script: notes slide by slide, with times and cues. The other modules of this
package write it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from urllib.parse import unquote

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.addresses import url_away
from deck_builder.base.diagnostics import printable
from deck_builder.shapes import DeckProperties, LaidOutDeck, LaidOutSlide, Picture
from deck_builder.speaker.script.passages import Passage, passages
from deck_builder.text.runs import LINE_BREAK, Paragraph, Run
from deck_builder.timing.plan import Plan, PlannedSlide, plan_of
from deck_builder.timing.speech import clock_time, pauses_in

_TEXTS = ("title", "subtitle", "author", "date")


class ScriptSlide(Struct, frozen=True):
    """A slide of the plan, its cues (clicks, films, what is skipped) in English, and its notes."""

    planned: PlannedSlide
    title: str
    cues: tuple[str, ...]
    notes: tuple[Passage, ...]
    is_spoken: bool = True

    @property
    def times(self) -> str:
        """When it begins and how long it takes; empty when it is skipped."""
        if not self.is_spoken:
            return ""
        return f"{clock_time(self.planned.start)} · {clock_time(self.planned.seconds)}"


class ScriptSection(Struct, frozen=True):
    """Slides under a name, which is empty before the first section."""

    name: str
    seconds: float
    slides: tuple[ScriptSlide, ...]


class Script(Struct, frozen=True):
    """The script of a whole talk."""

    properties: DeckProperties
    plan: Plan
    sections: tuple[ScriptSection, ...]

    @property
    def title(self) -> str:
        """The talk's title, or that of its first slide."""
        first = (slide.title for section in self.sections for slide in section.slides)
        return self.properties.title or next(first, "")

    @property
    def byline(self) -> str:
        """Who speaks, and when."""
        return " · ".join(filter(None, (self.properties.author, self.properties.date)))

    @property
    def summary(self) -> str:
        """How long the talk takes and may take."""
        whole, may = clock_time(self.plan.seconds), clock_time(self.plan.budget)
        return f"{whole} to speak, may take {may}" if self.plan.budget else f"{whole} to speak"


def script_of(deck: LaidOutDeck, skipped: bool = True) -> Script:
    """Return the script of `deck`, with or without the slides that are `skipped` in the show."""
    plan = plan_of(deck)
    wanted = [slide for slide in plan.slides if skipped or slide.is_spoken]
    numbers = {name: slide.number for slide in wanted for name in slide.anchors}
    sections = tuple(
        ScriptSection(
            printable(section.name),
            section.seconds,
            tuple(
                _script_slide(one, deck.slides[one.number - 1], numbers)
                for one in section.slides
                if one in wanted
            ),
        )
        for section in plan.sections
    )
    properties = deck.properties
    texts = {name: printable(getattr(properties, name)) for name in _TEXTS}
    return Script(
        replace(properties, **texts), plan, tuple(section for section in sections if section.slides)
    )


def _script_slide(
    planned: PlannedSlide, slide: LaidOutSlide, numbers: dict[str, int]
) -> ScriptSlide:
    notes = tuple(_clean(paragraph, numbers) for paragraph in slide.notes)
    title = printable(" ".join(planned.title.split()))
    cues = tuple(_cues(slide))
    return ScriptSlide(planned, title, cues, passages(notes), slide.staging.is_spoken)


def _cues(slide: LaidOutSlide) -> Iterator[str]:
    if slide.staging.appendix:
        yield "appendix"
    if slide.staging.hidden:
        yield "hidden"
    if clicks := len(slide.imported.contents.builds if slide.imported else slide.builds):
        yield "1 click" if clicks == 1 else f"{clicks} clicks"
    for shape in slide.shapes:
        if isinstance(shape, Picture) and shape.recording:
            kind = "film" if shape.recording.is_film else "sound"
            yield printable(f"{kind}: {shape.alt}" if shape.alt else kind)


def _clean(paragraph: Paragraph, numbers: dict[str, int]) -> Paragraph:
    """A paragraph of characters that can be written, with links that lead somewhere: to the web,
    or as `#slide-3` to a slide of the script."""
    runs = (
        replace(
            run,
            text=LINE_BREAK.join(map(printable, run.text.split(LINE_BREAK))),
            link=_target(run.link, numbers),
        )
        for run in paragraph.runs
    )
    return replace(paragraph, runs=tuple(runs))


def _target(link: str, numbers: dict[str, int]) -> str:
    if link.startswith("#"):
        number = numbers.get(link[1:]) or numbers.get(unquote(link[1:]))
        return f"#slide-{number}" if number else ""
    return url_away(link)


class Piece(Struct, frozen=True):
    """A stretch of a paragraph in one look, which may be a pause."""

    run: Run
    is_pause: bool = False


def pieces(paragraph: Paragraph) -> Iterator[Piece]:
    """Yield the runs of `paragraph`, cut where its pauses begin and end."""
    pauses = [(one.start, one.end) for one in pauses_in(paragraph.text) if one.seconds is not None]
    cuts = sorted(edge for pause in pauses for edge in pause)
    start = 0
    for run in paragraph.runs:
        end = start + len(run.text)
        edges = [start, *(cut for cut in cuts if start < cut < end), end]
        for first, last in pairwise(edges):
            text = run.text[first - start : last - start]
            inside = any(begin <= first and last <= close for begin, close in pauses)
            yield Piece(replace(run, text=text), inside)
        start = end
