"""What is wrong with a talk that is open in an editor: at once what its text alone tells, and after
a while what its slides do."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.api.editing.desk import QUICK, Desk
from deck_builder.base import inputs
from deck_builder.base.diagnostics import DeckError, Diagnostic, in_order
from deck_builder.base.faults import internal_error
from deck_builder.base.memory import remembering
from deck_builder.base.source import Source, Span
from deck_builder.outline.settings import DECK_FILE
from deck_builder.outline.veil import told_in_full
from deck_builder.pipeline import audiences_of, lay_out_deck, read_outline
from deck_builder.shapes import LaidOutDeck
from deck_builder.theme.file import load_theme
from deck_builder.theme.schema import theme_keys

_THEMES = (".yaml", ".yml")


class Findings(Struct, frozen=True):
    """What is known of a talk: its problems, of which `early` are those that its text alone told,
    its `decks` by their audiences, and the absolute paths of the files that were read."""

    problems: tuple[Diagnostic, ...] = ()
    early: tuple[Diagnostic, ...] = ()
    decks: tuple[tuple[str, LaidOutDeck], ...] = ()
    files: frozenset[str] = frozenset()


def is_theme(path: str, text: str) -> bool:
    """Whether the file at `path` is a theme, by the keys in its `text`."""
    if Path(path).suffix not in _THEMES or Path(path).name == DECK_FILE:
        return False
    keys = {line.partition(":")[0] for line in text.splitlines() if ":" in line}
    known = {key.partition(".")[0] for key in theme_keys().about} | {"layouts", "styles"}
    return "extends" in keys or len(keys & known) > 1


def checked_theme(desk: Desk, path: str) -> Findings:
    """Return what is wrong with the theme in the file at `path`."""
    with desk.reading(Path(path)), inputs.noted() as ledger:
        try:
            problems = load_theme(Path(path)).diagnostics
        except DeckError as error:
            problems = (error.diagnostic,)
    return Findings(in_order(problems), files=_files(ledger))


def quickly_checked(desk: Desk, talk: Path) -> Findings:
    """Return what the text of `talk` tells, without its slides: for nobody in particular."""
    problems: tuple[Diagnostic, ...] = ()
    memory = desk.memory(talk, QUICK)
    with desk.reading(talk), inputs.noted() as ledger, remembering(memory), told_in_full():
        try:
            problems = read_outline(talk, desk.options).diagnostics
        except DeckError as error:
            problems = (error.diagnostic,)
    return Findings(in_order(problems), in_order(problems), files=_files(ledger))


def checked(
    desk: Desk,
    talk: Path,
    quick: Findings | None = None,
    is_wanted: Callable[[], bool] = lambda: True,
) -> Findings:
    """Return all that is known of `talk`, for each of its audiences. What its text tells may be
    given as `quick`. It ends early, with what it has by then, when it is not wanted any more."""
    quick = quick or quickly_checked(desk, talk)
    problems, files = list(quick.problems), quick.files
    decks: list[tuple[str, LaidOutDeck]] = []
    audiences = _audiences(desk, talk)
    desk.drop(talk, audiences)
    for audience in audiences:
        if not is_wanted():
            break
        options = replace(desk.options, audience=audience)
        memory = desk.memory(talk, audience)
        with desk.reading(talk), inputs.noted() as ledger, remembering(memory), told_in_full():
            try:
                laid_out = lay_out_deck(talk, options)
                problems += laid_out.diagnostics
                decks.append((audience, laid_out.value))
            except DeckError as error:
                problems.append(error.diagnostic)
            # What one talk meets must not end the server.
            except Exception as error:  # noqa: BLE001
                problems.append(internal_error(talk, error))
        files |= _files(ledger)
    return Findings(in_order(problems), quick.early, tuple(decks), files)


def updated(last: Findings, quick: Findings, texts: Mapping[str, str]) -> Findings:
    """Return what is known after a change, when only what the text tells was looked at again: what
    only slides tell is as it was in `last`, where its text is now in the `texts` of open files."""
    early = set(last.early)
    late = moved((one for one in last.problems if one not in early), texts)
    problems = in_order((*quick.problems, *late))
    return Findings(problems, quick.early, last.decks, last.files | quick.files)


def moved(problems: Iterable[Diagnostic], texts: Mapping[str, str]) -> tuple[Diagnostic, ...]:
    """Return `problems` where their text is now that files have other `texts`, by their absolute
    paths; those whose own text has changed are left out."""
    changes: dict[Source, _Change | None] = {}
    found = []
    for one in problems:
        if one.span is None:
            found.append(one)
            continue
        source = one.span.source
        if source not in changes:
            new = texts.get(os.path.abspath(source.path))
            changes[source] = None if new in (None, source.text) else _change(source, new or "")
        change = changes[source]
        span = change.moved(one.span) if change else one.span
        if span is not None:
            found.append(replace(one, span=span))
    return tuple(found)


class _Change(Struct, frozen=True):
    """A file that has another text now, the same up to `before` and in the last `after`
    characters."""

    source: Source
    before: int
    after: int
    by: int

    def moved(self, span: Span) -> Span | None:
        """Return where a stretch of the old text is, None when it has changed."""
        if span.end <= self.before:
            return Span(self.source, span.start, span.end)
        if span.start >= len(span.source.text) - self.after:
            return Span(self.source, span.start + self.by, span.end + self.by)
        return None


def _change(old: Source, new: str) -> _Change:
    before = _same(old.text, new)
    after = _same(old.text[before:][::-1], new[before:][::-1])
    return _Change(Source(old.path, new), before, after, len(new) - len(old.text))


def _same(one: str, other: str) -> int:
    """How many characters two texts have in common at their beginnings."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _audiences(desk: Desk, talk: Path) -> Sequence[str]:
    if desk.options.audience:
        return (desk.options.audience,)
    with desk.reading(talk):
        try:
            return audiences_of(talk, desk.options) or ("",)
        # It is reported where the deck is built.
        except Exception:  # noqa: BLE001
            return ("",)


def _files(ledger: inputs.Ledger) -> frozenset[str]:
    return frozenset(
        os.path.abspath(fact.name) for fact in ledger.facts if fact.what == inputs.CONTENT
    )
