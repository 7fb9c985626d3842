"""The items of a list, as variants show them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.base.values import Located
from deck_builder.blocks import Block, Definitions, List
from deck_builder.text.runs import (
    LINE_BREAK,
    Paragraph,
    ParagraphRole,
    Run,
    count_words,
    plain_runs,
    plain_text,
)

# What a term ends with, and what may be between it and its text.
_ENDS = (":", ".", "?", "!")
_DASHES = ("–", "—", "-", "−", ":", ".")
_WORD = late(r"\w")

Runs = tuple[Run, ...]


class Item(Located, frozen=True, dict=True):
    """An item: its text, and if it has them the `term` that it explains, the `label` before it,
    which is its number, a date or a figure, and a `note` under it. An `icon` stands instead of the
    label. One that `appears` comes with a click."""

    text: Runs
    term: Runs = ()
    label: str = ""
    icon: str = ""
    appears: bool = False
    span: Span | None = None
    note: Runs = ()

    # The same ones each time: what is measured is known by its identity.
    @cached_property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """The term as a heading, the text, and the note, which is smaller; the icon is before the
        first of them."""
        heading = ParagraphRole.HEADING
        term = Paragraph(self.term, role=heading, appears=self.appears, span=self.span)
        text = Paragraph(self.text, appears=self.appears, span=self.span)
        note = Paragraph(self.note, 1, appears=self.appears, span=self.span)
        first, *rest = (one for one in (term, text, note) if one.runs)
        return (replace(first, icon=self.icon), *rest)

    @cached_property
    def longest(self) -> int:
        """How many letters its longest word has."""
        words = (word for one in self.paragraphs for word in one.text.split())
        return max(map(len, words), default=0)

    @property
    def words(self) -> int:
        """How many words it has, without its label."""
        return count_words(plain_text(self.paragraphs))

    @property
    def length(self) -> int:
        """How many characters it has, without its label."""
        return len(plain_text(self.paragraphs))

    @property
    def is_link(self) -> bool:
        """Whether it is a link and nothing else."""
        return not self.term and all(run.link for run in self.text if run.text.strip())


def items_of(block: Block) -> tuple[Item, ...] | None:
    """Return the items of a list without nested ones, or the terms of a definition list, each of
    one paragraph; None for anything else."""
    if not isinstance(block, List | Definitions) or block.bare:
        return None
    if isinstance(block, Definitions):
        return _defined(block.paragraphs)
    if not all(map(_is_simple, block.paragraphs)):
        return None
    return _with_terms(block.paragraphs) or tuple(
        Item(one.runs, label=_label(one), icon=one.icon, appears=one.appears, span=one.span)
        for one in block.paragraphs
    )


def items_with_notes(block: List) -> tuple[Item, ...] | None:
    """Return the items of a list each of which is a paragraph, or one and a note to it; None for
    any other list."""
    if block.bare:
        return None
    items: list[Item] = []
    for one in block.paragraphs:
        if _is_simple(one):
            items.append(
                Item(one.runs, label=_label(one), icon=one.icon, appears=one.appears, span=one.span)
            )
        elif items and not items[-1].note and _is_note(one):
            items[-1] = replace(items[-1], note=one.runs)
        else:
            return None
    return tuple(items)


def _is_note(paragraph: Paragraph) -> bool:
    """Whether a paragraph goes on an item of the first level, on one line of its author's."""
    bullet = paragraph.bullet
    if paragraph.level or bullet is None or bullet.shown:
        return False
    return bool(paragraph.runs) and not any(LINE_BREAK in run.text for run in paragraph.runs)


def terms_in(block: Block) -> int:
    """Return how many items of a list open with a bold term."""
    if isinstance(block, Definitions):
        return sum(one.bullet is None for one in block.paragraphs)
    return sum(map(_opens_with_term, block.paragraphs)) if isinstance(block, List) else 0


def _is_simple(paragraph: Paragraph) -> bool:
    bullet = paragraph.bullet
    if paragraph.level or bullet is None or not bullet.shown or bullet.checked is not None:
        return False
    return bool(paragraph.runs) and not any(LINE_BREAK in run.text for run in paragraph.runs)


def _label(paragraph: Paragraph) -> str:
    bullet = paragraph.bullet
    label = bullet.label if bullet and not paragraph.icon else ""
    return label.strip(".()")


def _defined(paragraphs: Sequence[Paragraph]) -> tuple[Item, ...] | None:
    """The items of a definition list in which each term has one paragraph."""
    terms, meanings = paragraphs[::2], paragraphs[1::2]
    if any(one.bullet for one in terms) or any(one.bullet is None for one in meanings):
        return None
    if len(terms) != len(meanings) or any(one.level for one in meanings):
        return None
    return tuple(
        Item(meaning.runs, _unmarked(term.runs), appears=term.appears, span=term.span)
        for term, meaning in zip(terms, meanings, strict=True)
    )


def _with_terms(paragraphs: Sequence[Paragraph]) -> tuple[Item, ...] | None:
    """Items whose bold beginnings are terms: each is set off by a dash, a colon or a full stop."""
    if not all(map(_opens_with_term, paragraphs)):
        return None
    found = tuple(item for item in map(_explained, paragraphs) if item)
    return found if len(found) == len(paragraphs) else None


def _opens_with_term(paragraph: Paragraph) -> bool:
    if not _is_simple(paragraph):
        return False
    start = _term_start(paragraph)
    return len(paragraph.runs) > start + 1 and paragraph.runs[start].bold


def _term_start(paragraph: Paragraph) -> int:
    """The index of the term's run, which an emoji or the like may precede."""
    return 1 if paragraph.runs and not _WORD().search(paragraph.runs[0].text) else 0


def _explained(paragraph: Paragraph) -> Item | None:
    start = _term_start(paragraph)
    term, rest = paragraph.runs[: start + 1], list(paragraph.runs[start + 1 :])
    words = term[-1].text.rstrip()
    opening = "" if is_verbatim(rest[0]) else rest[0].text.lstrip()
    if not words.endswith(_ENDS) and not opening.startswith(_DASHES):
        return None
    head = (*term[:-1], replace(term[-1], text=words.rstrip(":.")))
    if not is_verbatim(rest[0]):
        rest[0] = replace(rest[0], text=capitalized(opening.lstrip("".join(_DASHES)).lstrip()))
    text = tuple(run for run in rest if run.text)
    if not plain_runs(text):
        return None
    return Item(
        text,
        _unmarked(head),
        _label(paragraph),
        paragraph.icon,
        paragraph.appears,
        paragraph.span,
    )


def is_verbatim(run: Run) -> bool:
    """Whether no letter of a run may change: it is code or a formula."""
    return run.code or bool(run.formula)


def _unmarked(runs: Runs) -> Runs:
    return tuple(replace(run, bold=False) for run in runs)


def capitalized(text: str) -> str:
    """Return `text` with a capital at its beginning, but for names like iOS."""
    word = text.split(" ", 1)[0].rstrip(",;:.!?")
    return text[:1].upper() + text[1:] if word.isalpha() and word.islower() else text
