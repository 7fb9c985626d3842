"""An article made into a talk folder, and a talk folder with its wordy slides condensed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.article.beside import files_beside
from deck_builder.article.chapters import (
    Chapter,
    chapter_slides,
    chapters_of,
    has_content,
    lead_slides,
    opening_slides,
)
from deck_builder.article.definitions import Definitions, definitions_of
from deck_builder.article.drafts import Draft, drafts_of, is_finished
from deck_builder.article.heads import ATTRIBUTES, Head, head_of
from deck_builder.article.model import Section, Written, report_of, section_of
from deck_builder.article.names import section_names
from deck_builder.article.pieces import (
    COMMENT,
    DEFINITION,
    HEADING,
    LIST,
    PARAGRAPH,
    RULE,
    Piece,
    front_matter_of,
    pieces_of,
)
from deck_builder.article.settings import deck_settings, front_text, summary_of
from deck_builder.base.source import Source
from deck_builder.markdown import parse_written
from deck_builder.markdown.slide_levels import infer_slide_level
from deck_builder.outline import identifier
from deck_builder.outline.settings import DECK_FILE, DeckFile
from deck_builder.text.runs import Run

_FEWEST_SLIDES = 2.0


class _File(Struct, frozen=True):
    """One file to be: its section's heading, if it has one, and its slides."""

    title: str
    drafts: tuple[Draft, ...]
    heading: str = ""

    def with_id(self, name: str) -> _File:
        """Return the file with an id on its first heading, unless that has one; links to the
        article's title lead there."""
        if ATTRIBUTES.search(self.heading):
            return self
        if self.heading:
            return replace(self, heading=f"{self.heading} {{#{name}}}")
        first, *rest = self.drafts
        if not first.head.text or ATTRIBUTES.search(first.head.text):
            return self
        head = replace(first.head, text=f"{first.head.text} {{#{name}}}")
        return replace(self, drafts=(replace(first, head=head), *rest))

    def text(self, notes: str = "") -> str:
        """Return the file's Markdown; `notes` are for its first slide."""
        drafts = self.drafts
        parts = [self.heading] if self.heading else []
        if notes and self.heading:
            parts.append(f"::: notes\n{notes}\n:::")
        elif notes and drafts:
            drafts = (replace(drafts[0], notes=(notes, *drafts[0].notes)), *drafts[1:])
        return "\n\n".join((*parts, *(draft.text for draft in drafts)))


def outline_article(article: Source) -> Written:
    """Return the talk that an article becomes."""
    everything = pieces_of(article)
    definitions = definitions_of(everything)
    pieces = [piece for piece in everything if piece.kind != DEFINITION]
    front = front_matter_of(article)
    named = front_text(front, "title")
    heading, pieces = _title(pieces, named)
    head = head_of(heading) if heading else Head(named, named)
    lead, chapters = chapters_of(pieces)
    files = list(_files(head, lead, chapters, definitions))
    if files and f"](#{_id(head)})" in article.text:
        files[0] = files[0].with_id(_id(head))
    summary = summary_of(front)
    if not files and (definitions.all or summary):
        files.append(_File(head.title, (Draft(head),)))
    texts = [file.text() for file in files]
    if texts and summary:
        texts[0] = files[0].text(summary)
    texts = list(definitions.appended(texts))
    names = section_names([file.title for file in files])
    settings = deck_settings(front, "" if named else head.title, names)
    parts = [
        (article.path, section_of(name, file.title, file.drafts), file.drafts)
        for name, file in zip(names, files, strict=True)
    ]
    written = ((DECK_FILE, settings), *zip(names, texts, strict=True))
    return Written(written, report_of(parts), files_beside(article, front))


def _id(head: Head) -> str:
    return identifier((Run(head.title),))


def _title(pieces: list[Piece], named: str) -> tuple[Piece | None, list[Piece]]:
    """Return the title and the other `pieces`. The title is the only heading of level 1, if it
    comes first, or after pictures only, and agrees with the name of the article, if it is
    `named`."""
    headings = [piece for piece in pieces if piece.kind == HEADING]
    if not headings or headings[0].level != 1 or sum(one.level == 1 for one in headings) > 1:
        return None, pieces
    before = pieces[: pieces.index(headings[0])]
    if any(piece.kind in (PARAGRAPH, LIST) for piece in before):
        return None, pieces
    if named and _words(named) != _words(head_of(headings[0]).title):
        return None, pieces
    return headings[0], [piece for piece in pieces if piece is not headings[0]]


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def _files(
    head: Head, lead: Sequence[Piece], chapters: Sequence[Chapter], definitions: Definitions
) -> Iterator[_File]:
    opening = opening_slides(head, lead, definitions) if has_content(lead) else ()
    if len(chapters) == 1 and chapters[0].parts:
        # One chapter is the whole article.
        opening += lead_slides(chapters[0], definitions)
        chapters = chapters[0].parts
    sections = tuple(_section(chapter, definitions) for chapter in chapters)
    slides = sum(len(section.drafts) for section in sections)
    if len(sections) > 1 and slides >= _FEWEST_SLIDES * len(sections):
        if opening:
            yield _File(head.title or opening[0].head.title, opening)
        yield from sections
        return
    flat = tuple(draft for one in chapters for draft in chapter_slides(one, definitions))
    if opening or flat:
        drafts = (*opening, *flat)
        yield _File(head.title or drafts[0].head.title, drafts)


def _section(chapter: Chapter, definitions: Definitions) -> _File:
    head = chapter.head
    drafts: tuple[Draft, ...] = ()
    if has_content(chapter.pieces):
        # An id is given once.
        plain = replace(head, text=ATTRIBUTES.sub("", head.text))
        drafts = opening_slides(plain, chapter.pieces, definitions)
    parts = tuple(draft for part in chapter.parts for draft in chapter_slides(part, definitions))
    return _File(head.title, (*drafts, *parts), head.written(1))


def outline_talk(
    settings: Source, deck: DeckFile, sections: Sequence[tuple[str, Source]]
) -> Written:
    """Return a talk folder with its wordy slides condensed; `sections` are its files by name."""
    nodes = [node for _, source in sections for node in parse_written(source).children]
    level = deck.slide_level or infer_slide_level(nodes)
    files = [(DECK_FILE, settings.text)]
    parts: list[tuple[str, Section, Sequence[Draft]]] = []
    for name, source in sections:
        chunks = tuple(_chunks(source, level))
        drafts = tuple(draft for _, some in chunks for draft in some)
        title = next((draft.head.title for draft in drafts if draft.head.title), "")
        files.append((name, "".join(text for text, _ in chunks)))
        parts.append((source.path, section_of(name, title, drafts), drafts))
    return Written(tuple(files), report_of(parts))


def _chunks(source: Source, level: int) -> Iterator[tuple[str, tuple[Draft, ...]]]:
    """Yield each slide of a file: its text, and the drafts made from it."""
    pieces = pieces_of(source)
    definitions = definitions_of(pieces)
    starts = [
        index
        for index, piece in enumerate(pieces)
        if piece.kind == RULE or (piece.kind == HEADING and piece.level <= level)
    ]
    first = source.line_starts[pieces[starts[0]].line - 1] if starts else len(source.text)
    if first:
        yield source.text[:first], ()
    for start, end in zip(starts, (*starts[1:], len(pieces)), strict=True):
        begin = source.line_starts[pieces[start].line - 1]
        is_last = end == len(pieces)
        last = len(source.text) if is_last else source.line_starts[pieces[end].line - 1]
        yield _chunk(source.text[begin:last], pieces[start:end], definitions, level)


def _chunk(
    text: str, pieces: Sequence[Piece], definitions: Definitions, level: int
) -> tuple[str, tuple[Draft, ...]]:
    heading, *body = pieces
    shown = [piece for piece in body if piece.kind != DEFINITION]
    head = head_of(heading) if heading.kind == HEADING else Head("", "", line=heading.line)
    is_section = heading.kind == HEADING and heading.level < level
    drafts = drafts_of(replace(head, open=is_section), shown, definitions, level)
    is_same = is_finished(shown) or not any(piece.kind != COMMENT for piece in shown)
    if is_same or (len(drafts) == 1 and not drafts[0].is_changed):
        return text, drafts
    parts = [draft.text for draft in drafts]
    if is_section:
        parts.insert(0, head.written(heading.level))
    parts += [piece.text for piece in body if piece.kind == DEFINITION]
    ending = "\n\n" if text.endswith("\n\n") else "\n"
    return "\n\n".join(parts) + ending, drafts
