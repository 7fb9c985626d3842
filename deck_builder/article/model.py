"""A talk made from an article, and a report for its editor."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import Struct

from deck_builder.article.drafts import Draft


class Shift(Struct, frozen=True):
    """Words in the notes of a slide that are not on it: their `line` in the file `path` of the
    article, the title of the `slide`, and how many `words` they are."""

    path: str
    line: int
    slide: str
    words: int


class Chart(Struct, frozen=True):
    """A chart that is proposed: its `kind`, the line of its numbers, and the slide it is on."""

    path: str
    line: int
    slide: str
    kind: str


class Section(Struct, frozen=True):
    """A section of the talk: the name of its `file`, and figures of its slides."""

    file: str
    title: str
    slides: int = 0
    words: int = 0
    moved: int = 0
    charts: int = 0
    tables: int = 0
    pictures: int = 0


class Report(Struct, frozen=True):
    """The report on an article."""

    sections: tuple[Section, ...] = ()
    shifts: tuple[Shift, ...] = ()
    charts: tuple[Chart, ...] = ()


class Written(Struct, frozen=True):
    """A talk folder as text: the name and the text of each file. `beside` are the files
    next to the article that it uses."""

    files: tuple[tuple[str, str], ...]
    report: Report
    beside: tuple[str, ...] = ()


def section_of(file: str, title: str, drafts: Sequence[Draft]) -> Section:
    """Return the section of `drafts`, with their sums."""
    return Section(
        file,
        title,
        slides=len(drafts),
        words=sum(draft.words for draft in drafts),
        moved=sum(one.words for draft in drafts for one in draft.moved),
        charts=sum(len(draft.proposals) for draft in drafts),
        tables=sum(draft.tables for draft in drafts),
        pictures=sum(draft.pictures for draft in drafts),
    )


def report_of(parts: Sequence[tuple[str, Section, Sequence[Draft]]]) -> Report:
    """Return the report of sections, each with the path of the article it comes from."""
    shifts = []
    charts = []
    for path, _, drafts in parts:
        for draft in drafts:
            title = draft.head.title
            shifts += [Shift(path, one.line, title, one.words) for one in draft.moved]
            charts += [Chart(path, one.line, title, one.kind) for one in draft.proposals]
    return Report(tuple(section for _, section, _ in parts), tuple(shifts), tuple(charts))
