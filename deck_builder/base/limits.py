"""The limits on what is read: how much there may be of everything. What is over one is refused
before any work is done with it.

`--limit NAME=NUMBER` sets one on the command line, `lifted` in a program. docs/limits.md lists all
of them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from deck_builder.base import inputs
from deck_builder.base.diagnostics import DeckError, Problem, Severity
from deck_builder.base.source import Span

OVER_LIMIT = Problem("over-limit", Severity.ERROR, "{what} {excess}", "{hint}")
NO_LIMIT = 1 << 62
"""The number of a limit that is lifted altogether."""


class Limit(Struct, frozen=True):
    """At most `number` of a `unit` in what it is `of`, unless it is lifted. What is over it `has`
    too much."""

    name: str
    number: int
    unit: str
    of: str
    has: str = "has"

    @property
    def most(self) -> int:
        """How many there may be now."""
        return _numbers.get().get(self.name, self.number)

    def check(self, found: int, what: str, span: Span | None = None) -> None:
        """Raise LimitError when `found` is over the limit; `what` is how messages call it, and
        `span` where it is."""
        if found > self.most:
            raise self.error(what, found, span)

    def count(self, found: float, what: str = "the talk", span: Span | None = None) -> None:
        """Add what was `found` to what there is of it in one talk. Raises LimitError when that is
        over the limit."""
        if found > self.left:
            raise self.error(what, None, span)
        counts = _counts.get()
        if counts is not None:
            counts[self.name] = counts.get(self.name, 0) + found

    @property
    def left(self) -> float:
        """How much more there may be in the talk."""
        return self.most - (_counts.get() or {}).get(self.name, 0)

    def error(
        self, what: str, found: int | None = None, span: Span | None = None, advice: str = ""
    ) -> LimitError:
        """Return the error that `what` has `found`, None for more than was counted; `advice` is
        what to do but for lifting the limit."""
        facts = self.facts(found, advice)
        return LimitError(f"{what} {facts['excess']}", facts["hint"], span)

    def problem(self, found: int | None = None, advice: str = "") -> Problem:
        """Return the problem that something, the `name` of which is left open, has `found`."""
        facts = self.facts(found, advice)
        message = OVER_LIMIT.message.format(what="‘{name}’", excess=facts["excess"])
        return Problem(OVER_LIMIT.code, OVER_LIMIT.severity, message, facts["hint"])

    def facts(self, found: int | None = None, advice: str = "") -> dict[str, str]:
        """Return what a problem says about it: its `excess`, and a `hint`."""
        if found is None:
            excess = f"{self.has} more than {self.most:,} {self.unit}, the limit ‘{self.name}’"
            option = f"--limit {self.name}=NUMBER"
        else:
            excess = f"{self.has} {found:,} {self.unit}; the limit ‘{self.name}’ is {self.most:,}"
            option = f"--limit {self.name}={found}"
        return {"excess": excess, "hint": f"{advice or 'make it smaller'}, or use {option}"}


class LimitError(DeckError):
    """Something that is over a limit."""

    def __init__(self, message: str, hint: str = "", span: Span | None = None) -> None:
        super().__init__(message, hint, OVER_LIMIT.code, span)

    def at(self, span: Span | None) -> LimitError:
        """Return the same error at `span`, unless it has a place."""
        return LimitError(self.message, self.hint, self.span or span)


_numbers: ContextVar[Mapping[str, int]] = ContextVar(
    "numbers of limits", default=MappingProxyType({})
)
_counts: ContextVar[dict[str, float] | None] = ContextVar("counts of a talk", default=None)


@contextmanager
def lifted(numbers: Mapping[str, int]) -> Iterator[None]:
    """Let other `numbers` hold for the limits of these names inside, and the known ones for all
    others."""
    token = _numbers.set({**_numbers.get(), **numbers})
    try:
        yield
    finally:
        _numbers.reset(token)


def lifted_now() -> tuple[tuple[str, int], ...]:
    """Return the limits that have other numbers now, by name."""
    return tuple(sorted(_numbers.get().items()))


def read_within(limit: Limit, path: Path, what: str, span: Span | None = None) -> bytes:
    """Return the content of the file at `path`, which messages call `what`. Raises OSError, and
    LimitError when it has more bytes than the limit."""
    try:
        return inputs.read_bytes(path, limit.most)
    except inputs.TooLargeError as error:
        raise limit.error(what, error.size or None, span) from error


@contextmanager
def counting() -> Iterator[None]:
    """Count anew inside what there is in a talk."""
    token = _counts.set({})
    try:
        yield
    finally:
        _counts.reset(token)


def counted() -> dict[str, float]:
    """Return how much was counted so far in the talk, by the names of limits."""
    return dict(_counts.get() or {})


# Text.
TEXT_FILE = Limit(
    "text-file", 5_000_000, "bytes", "a Markdown file, a theme, a citation style or a file of code"
)
TALK_TEXT = Limit("talk-text", 6_000_000, "characters", "the Markdown of a talk, with its includes")
ARTICLE_TEXT = Limit(
    "article-text", 1_200_000, "characters", "an article that `outline` turns into a talk"
)
FILLED_TEXT = Limit("filled-text", 3_000_000, "characters", "the values of variables in a talk")
PARAGRAPH = Limit("paragraph", 100_000, "characters", "a paragraph, list item, cell or heading")
BLOCKS = Limit("blocks", 1_000_000, "blocks", "a talk; a paragraph, item or cell is several")
MARKS = Limit("marks", 300_000, "marks", "a talk: emphasis, links, line breaks and the like")
YAML = Limit("yaml", 1_000_000, "characters", "settings, a theme, or another text of YAML")

# Parts of a talk.
INCLUDES = Limit("includes", 1_000, "included files", "a Markdown file of the talk")
INCLUDE_DEPTH = Limit(
    "include-depth", 40, "levels of included files", "a Markdown file of the talk"
)
IMPORTED_SLIDES = Limit("imported-slides", 2_000, "imported slides", "a talk")
SLIDES = Limit("slides", 15_000, "slides", "a deck")
AUDIENCES = Limit("audiences", 500, "audiences", "a talk")
VARIABLES = Limit("variables", 5_000, "variables", "a talk")
WITHHELD = Limit("withheld", 200_000, "words", "what a talk says to other audiences only")
TABLE_CELLS = Limit("table-cells", 30_000, "cells", "a table")
ALL_CELLS = Limit("all-cells", 100_000, "cells", "the tables of a talk")
CODE_LINES = Limit("code-lines", 5_000, "lines", "a block of code")
CODE_LENGTH = Limit("code-length", 200_000, "characters", "a block of code")
CODE_COLORS = Limit("code-colors", 1_000_000, "coloured characters", "the code of a talk")
FORMULA_LENGTH = Limit("formula-length", 10_000, "characters", "a formula")
FORMULA_COUNT = Limit("formulas", 10_000, "formulas", "a talk")
DISPLAYED_FORMULAS = Limit(
    "displayed-formulas", 400, "formulas on lines of their own", "a talk; each is also a picture"
)

DIAGRAMS = Limit("diagrams", 500, "diagrams", "a talk")
DIAGRAM_LENGTH = Limit("diagram-length", 30_000, "characters", "a diagram")
DIAGRAM_NODES = Limit("diagram-nodes", 150, "nodes", "a diagram")
DIAGRAM_LINKS = Limit("diagram-links", 250, "links", "a diagram")
DIAGRAM_DEPTH = Limit("diagram-depth", 20, "levels of frames", "a diagram")
PROGRAM_SECONDS = Limit(
    "program-seconds", 30, "seconds", "the diagrams of a talk that other programs draw", "takes"
)
PROGRAM_MEMORY = Limit(
    "program-memory", 2_000_000_000, "bytes", "a program that draws a diagram", "takes"
)

# Data.
DATA_FILE = Limit("data-file", 20_000_000, "bytes", "a data file or a bibliography")
DATA_ROWS = Limit("data-rows", 200_000, "rows", "a data file")
DATA_CELLS = Limit("data-cells", 1_000_000, "cells", "a data file")
DATA_SECONDS = Limit(
    "data-seconds", 30, "seconds", "the workbooks, Parquet files and queries of a talk", "takes"
)
DATA_MEMORY = Limit(
    "data-memory", 1_000_000_000, "bytes", "a workbook, Parquet file or query", "takes"
)
QUERY = Limit("query", 10_000, "characters", "a query")
QUERY_FILES = Limit("query-files", 20, "files", "a query")
CHARTS = Limit("charts", 500, "charts", "a talk")
CHART_NUMBERS = Limit("chart-numbers", 10_000, "numbers", "a chart")
CHART_SERIES = Limit("chart-series", 100, "series", "a chart")
NATIVE_POINTS = Limit(
    "native-points", 5_000, "numbers", "a native chart; one with more is drawn instead"
)
CHART_TEXT = Limit("chart-text", 1_000, "characters", "a name, unit or label of a chart")
DECKS = Limit("decks", 10_000, "decks", "a batch")

# Pictures, films, sound and fonts.
PICTURE_FILE = Limit("picture-file", 50_000_000, "bytes", "a picture")
PICTURE_PIXELS = Limit(
    "picture-pixels", 50_000_000, "pixels", "a picture; a JPEG may have twice as many"
)
ALL_PIXELS = Limit(
    "all-pixels", 1_000_000_000, "pixels", "the pictures of a talk; four of a JPEG count as one"
)
SVG_FILE = Limit("svg-file", 20_000_000, "bytes", "a drawing")
SVG_ELEMENTS = Limit("svg-elements", 200_000, "elements", "a drawing, with what it repeats")
SVG_DEPTH = Limit("svg-depth", 400, "levels", "a drawing")
SVG_SECONDS = Limit(
    "svg-seconds", 10, "seconds", "the work on the elaborate drawings of a talk", "takes"
)
SVG_MEMORY = Limit(
    "svg-memory", 1_000_000_000, "bytes", "the work on an elaborate drawing", "takes"
)
PDF_SECONDS = Limit("pdf-seconds", 10, "seconds", "the work on a PDF or a HEIC picture", "takes")
PDF_MEMORY = Limit(
    "pdf-memory", 1_000_000_000, "bytes", "the work on a PDF or a HEIC picture", "takes"
)
RECORDING_FILE = Limit("recording-file", 200_000_000, "bytes", "a film or sound")
RECORDINGS = Limit("recordings", 300_000_000, "bytes", "the films and sounds of a talk")
FONT_FILE = Limit("font-file", 50_000_000, "bytes", "a font that a theme names")

# PowerPoint files.
DECK_FILE = Limit("deck-file", 256 << 20, "bytes", "a PowerPoint file")
PACKAGE_DIRECTORY = Limit("package-directory", 16 << 20, "bytes", "a PowerPoint file's directory")
PACKAGE_ENTRIES = Limit("package-entries", 50_000, "entries", "a PowerPoint file")
PACKAGE_PART = Limit("package-part", 64 << 20, "bytes", "one part of XML in a PowerPoint file")
PACKAGE_PARTS = Limit("package-parts", 256 << 20, "bytes", "all parts of XML in a PowerPoint file")
PACKAGE_MEDIA = Limit("package-media", 2 << 30, "bytes", "everything else in a PowerPoint file")
PACKAGE_TAGS = Limit("package-tags", 500_000, "tags", "one part of XML in a PowerPoint file")
PACKAGE_ALL_TAGS = Limit("package-all-tags", 1_500_000, "tags", "all parts of XML in a file")
PACKAGE_SLIDES = Limit(
    "package-slides", 3_000, "slides", "a PowerPoint file of which slides are included"
)
PACKAGE_LAYOUTS = Limit("package-layouts", 2_000, "layouts", "a template")
PACKAGE_RATIO = Limit(
    "package-ratio", 200, "times its size", "a PowerPoint file that unpacks to more than 64 MiB"
)

ALL = tuple(one for one in tuple(globals().values()) if isinstance(one, Limit))
"""All limits, in the order of the documentation."""
BY_NAME: Mapping[str, Limit] = {one.name: one for one in ALL}
