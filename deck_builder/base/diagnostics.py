"""Problems in the text of the author, and where they are.

    Exception
      DeckError      a problem outside the text: no such file, full disk, unreadable template
        LimitError   something that is over one of the limits (`limits`)

A problem in the text is a `Diagnostic`: a value, collected and never raised.
"""

from __future__ import annotations

import difflib
import heapq
import json
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import Enum
from types import MappingProxyType
from typing import Generic, TypeVar

from msgspec import Struct, field
from msgspec.structs import replace

from deck_builder.base.patterns import late
from deck_builder.base.source import Span

T = TypeVar("T")

_CLOSEST = 0.6
_MOST_LISTED = 24
# To compare thousands of names with each of thousands of words would take long.
_MOST_COMPARED = 60
_LONGEST_COMPARED = 100
_EXCERPT = 120
_MOST_SHOWN = 1_000
_FACT = late(r"\{[^{}]*\}")
_UNTOLD = "this cannot be told without text that is not for this audience"
# What could move a terminal's cursor, or does not print; a tab is repeated under the line.
_CONTROL = late("[\x00-\x08\x0a-\x1f\x7f-\x9f\ud800-\udfff]")


class Severity(Enum):
    """How bad a problem is: an error stops the build, a warning does so only under `--strict`; a
    note only informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


# Their names on GitHub.
_GITHUB = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


CANNOT_BUILD = "cannot-build"
"""The code of a problem outside the text."""


class DeckError(Exception):
    """A problem that is not in the author's text, or that ends the work on it; its message is for
    the user. `span` is where it is, if it has a place."""

    def __init__(
        self,
        message: str,
        hint: str = "",
        code: str = CANNOT_BUILD,
        span: Span | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.code = code
        self.span = span

    @property
    def diagnostic(self) -> Diagnostic:
        """The error as a problem that can be listed with those in the text. The line that it is on
        is not shown: it may be for another audience, which nobody can tell any more."""
        return Diagnostic(
            self.code,
            Severity.ERROR,
            self.message,
            self.hint,
            self.span,
            veiled=self.span is not None,
        )


class Problem(Struct, frozen=True):
    """A kind of problem: its stable `code`, and its message and hint as format templates."""

    code: str
    severity: Severity
    message: str
    hint: str = ""

    def as_error(self, **facts: object) -> DeckError:
        """Return it as an error outside the text, its templates filled from `facts`."""
        return DeckError(self.message.format(**facts), self.hint.format(**facts), self.code)


class Diagnostic(Struct, frozen=True):
    """One problem at one place. `span` is None when it concerns the talk as a whole; the text at
    the place of a `veiled` one is not shown. `problem` is its kind, if that is known."""

    code: str
    severity: Severity
    message: str
    hint: str = ""
    span: Span | None = None
    problem: Problem | None = None
    veiled: bool = False

    def __str__(self) -> str:
        return as_text((self,))

    @property
    def path(self) -> str:
        """The file it is in, or an empty text."""
        return self.span.source.path if self.span else ""

    @property
    def line(self) -> int:
        """The line, counted from 1; 1 when there is no place."""
        return self.span.line if self.span else 1

    @property
    def column(self) -> int:
        """The column, counted from 1; 1 when there is no place."""
        return self.span.column if self.span else 1

    @property
    def end(self) -> tuple[int, int]:
        """The line and the column after the last character, counted from 1; both 1 when there is
        no place."""
        span = self.span
        return span.source.position(max(span.start, span.end)) if span else (1, 1)

    @property
    def message_and_hint(self) -> str:
        """The message, with the hint in parentheses."""
        return f"{self.message} ({self.hint})" if self.hint else self.message


OUTSIDE_ROOT = Problem(
    "outside-root",
    Severity.ERROR,
    "‘{name}’ is outside the root of the talk, or hidden",
    "move it below the root, under a name without a full stop at its beginning, or allow its "
    "folder with --root",
)

SHORTENED = Problem(
    "shortened",
    Severity.NOTE,
    "{slides} shortened to key sentences: {moved} of {words} words are only in the notes",
    "‘build --verbose’ lists them; ‘prose: keep’ among the settings leaves all text on the slides",
)
SUMMARIES = (SHORTENED.code, "read-as")
"""The codes of notes that are shown when others are not: those that stand for many, and in which
format a talk is read."""


class Checked(Struct, Generic[T], frozen=True):
    """The result of a stage together with its diagnostics."""

    value: T
    diagnostics: tuple[Diagnostic, ...] = ()


class Collector(Struct):
    """Gathers diagnostics in the order in which they are found."""

    found: list[Diagnostic] = field(default_factory=list)

    def report(self, problem: Problem, span: Span | None, **facts: object) -> None:
        """Add `problem` at `span`, its templates filled from `facts`."""
        self.found.append(
            Diagnostic(
                problem.code,
                problem.severity,
                problem.message.format(**facts),
                problem.hint.format(**facts),
                span,
                problem,
            )
        )

    def take(self, checked: Checked[T]) -> T:
        """Add the diagnostics of `checked` and return its value."""
        self.found.extend(checked.diagnostics)
        return checked.value

    def checked(self, value: T) -> Checked[T]:
        """Return `value` with the diagnostics so far."""
        return Checked(value, tuple(self.found))


def bare(found: Diagnostic) -> Diagnostic:
    """Return a problem as its kind and place alone, without any text of the author."""
    problem = found.problem or Problem(found.code, found.severity, _UNTOLD)
    hint = "" if _FACT().search(problem.hint) else problem.hint
    return replace(found, message=_FACT().sub("…", problem.message), hint=hint, veiled=True)


def suggestion(word: str, known: Iterable[str]) -> str:
    """Return a hint that names the known word closest to `word`, or lists the known ones if few."""
    names = sorted(known)
    compared = names
    if len(names) > _MOST_COMPARED or len(word) > _LONGEST_COMPARED:
        compared = heapq.nsmallest(_MOST_COMPARED, names, key=lambda name: _distance(name, word))
    # Capitals first: they may be all that is different.
    by_lower = {name[:_LONGEST_COMPARED].lower(): name for name in reversed(compared)}
    start = word[:_LONGEST_COMPARED].lower()
    close = difflib.get_close_matches(start, by_lower, n=1, cutoff=_CLOSEST)
    if close:
        return f"did you mean ‘{by_lower[close[0]]}’?"
    return f"known are: {', '.join(names)}" if 0 < len(names) <= _MOST_LISTED else ""


def _distance(name: str, word: str) -> tuple[bool, int]:
    """How unlike two words seem at first sight."""
    return name[:1] != word[:1], abs(len(name) - len(word))


def with_article(noun: str) -> str:
    """Return a noun, which is spoken as it is spelt, with “a” or “an”."""
    return f"{'an' if noun[:1].lower() in 'aeiou' else 'a'} {noun}"


def has_errors(diagnostics: Iterable[Diagnostic]) -> bool:
    """Whether any of them is an error."""
    return any(diagnostic.severity is Severity.ERROR for diagnostic in diagnostics)


def in_order(diagnostics: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return them without repetitions, sorted by file and position."""
    return tuple(sorted(_unique(diagnostics), key=lambda one: (one.path, one.line, one.column)))


def _unique(diagnostics: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Each once; one that is veiled only when no other deck tells it in full."""
    found = dict.fromkeys(diagnostics)
    told = {(one.code, one.span) for one in found if not one.veiled}
    return (one for one in found if not (one.veiled and (one.code, one.span) in told))


class Colors(Struct, frozen=True):
    """What is written before each severity and its carets, before hints, and after both."""

    severities: Mapping[Severity, str] = MappingProxyType({})
    hint: str = ""
    end: str = ""


PLAIN = Colors()
"""No colours."""
COLORED = Colors(
    MappingProxyType(
        {
            Severity.ERROR: "\x1b[1;31m",
            Severity.WARNING: "\x1b[1;33m",
            Severity.NOTE: "\x1b[1;36m",
        }
    ),
    hint="\x1b[32m",
    end="\x1b[0m",
)
"""Colours of a terminal: red, yellow and cyan, hints green."""


def as_text(diagnostics: Iterable[Diagnostic], colors: Colors = PLAIN) -> str:
    """Return them as `path:line:col: severity: message [code]`, each with its line and a caret;
    of a great many, those that tell the most."""
    found = tuple(diagnostics)
    shown = _most_telling(found)
    more = len(found) - len(shown)
    rest = [f"{more:,} more problems are not shown"] if more else []
    return "\n".join((*(_text(one, colors) for one in shown), *rest))


def _most_telling(found: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """As many as a person may read, errors before others, in their order."""
    if len(found) <= _MOST_SHOWN:
        return found
    errors = [at for at, one in enumerate(found) if one.severity is Severity.ERROR]
    others = [at for at, one in enumerate(found) if one.severity is not Severity.ERROR]
    return [found[at] for at in sorted((*errors, *others)[:_MOST_SHOWN])]


def _text(diagnostic: Diagnostic, colors: Colors) -> str:
    place = ""
    if diagnostic.span:
        place = f"{diagnostic.path}:{diagnostic.line}:{diagnostic.column}: "
    color = colors.severities.get(diagnostic.severity, "")
    severity = f"{color}{diagnostic.severity.value}{colors.end}"
    rest = printable(f": {diagnostic.message} [{diagnostic.code}]")
    lines = [f"{printable(place)}{severity}{rest}"]
    if excerpt := _excerpt(None if diagnostic.veiled else diagnostic.span):
        line, carets = excerpt
        at = carets.index("^")
        lines += [line, f"{carets[:at]}{color}{carets[at:]}{colors.end}"]
    if diagnostic.hint:
        lines.append(f"  {colors.hint}hint:{colors.end} {printable(diagnostic.hint)}")
    return "\n".join(lines)


def printable(text: str) -> str:
    """Return `text` without the characters that could move a terminal's cursor."""
    return _CONTROL().sub("\N{REPLACEMENT CHARACTER}", text)


def _excerpt(span: Span | None) -> Sequence[str]:
    if span is None:
        return ()
    number, column = span.line, span.column
    line = span.source.line(number)
    if not line.strip():
        return ()
    # A very long line is shown as a window around the place.
    start = max(0, column - 1 - _EXCERPT // 2) if column > _EXCERPT else 0
    shown = printable(line[start : start + _EXCERPT])
    before = shown[: column - 1 - start]
    marked = shown[len(before) :][: max(1, span.end - span.start)]
    indent = "".join("\t" if character == "\t" else " " * cells(character) for character in before)
    gutter = f"{number} | "
    width = max(1, sum(map(cells, marked.rstrip())))
    return (f"  {gutter}{shown}", f"  {' ' * (len(gutter) - 2)}| {indent}{'^' * width}")


def cells(character: str) -> int:
    """Return how many cells of a terminal a character takes."""
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    return 0 if unicodedata.category(character) in ("Mn", "Me", "Cf") else 1


def as_json(diagnostics: Iterable[Diagnostic]) -> str:
    """Return them as a JSON array of objects."""
    rows = [values_of(found) for found in diagnostics]
    return json.dumps(rows, ensure_ascii=False, indent=2)


def values_of(found: Diagnostic) -> dict[str, object]:
    """Return a diagnostic as an object of JSON."""
    return {
        "path": found.path,
        "line": found.line,
        "column": found.column,
        **_end(found),
        "severity": found.severity.value,
        "code": found.code,
        "message": found.message,
        "hint": found.hint,
    }


def _end(found: Diagnostic) -> dict[str, int]:
    """Where it ends, the column after its last character; nothing without a place, or when that
    is in text for others."""
    if found.span is None or found.veiled:
        return {}
    line, column = found.end
    return {"end_line": line, "end_column": column}


def as_github(diagnostics: Iterable[Diagnostic]) -> str:
    """Return them as GitHub workflow commands, which annotate the lines of a pull request."""
    return "\n".join(
        f"::{_GITHUB[found.severity]} file={_property(found.path)},line={found.line},"
        f"col={found.column},title={found.code}::{_escaped(found.message_and_hint)}"
        for found in diagnostics
    )


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def stops(diagnostics: tuple[Diagnostic, ...], strict: bool) -> bool:
    """Whether they stop a build: errors do, and warnings when `strict`."""
    warned = any(found.severity is Severity.WARNING for found in diagnostics)
    return has_errors(diagnostics) or (strict and warned)
