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


_numbers: ContextVar[Mapping[str, int]] = ContextVar(
    "numbers of limits", default=MappingProxyType({})
)


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


# Text.
TEXT_FILE = Limit(
    "text-file", 5_000_000, "bytes", "a Markdown file, a theme, a citation style or a file of code"
)

# Data.
DATA_FILE = Limit("data-file", 20_000_000, "bytes", "a data file or a bibliography")

# Pictures, films and sound.
PICTURE_FILE = Limit("picture-file", 50_000_000, "bytes", "a picture")
PICTURE_PIXELS = Limit(
    "picture-pixels", 50_000_000, "pixels", "a picture; a JPEG may have twice as many"
)
SVG_FILE = Limit("svg-file", 20_000_000, "bytes", "a drawing")
SVG_ELEMENTS = Limit("svg-elements", 200_000, "elements", "a drawing, with what it repeats")
SVG_DEPTH = Limit("svg-depth", 400, "levels", "a drawing")
SVG_SECONDS = Limit("svg-seconds", 10, "seconds", "the work on an elaborate drawing", "takes")
SVG_MEMORY = Limit(
    "svg-memory", 1_000_000_000, "bytes", "the work on an elaborate drawing", "takes"
)
RECORDING_FILE = Limit("recording-file", 200_000_000, "bytes", "a film or sound")

# PowerPoint files.
DECK_FILE = Limit("deck-file", 256 << 20, "bytes", "a PowerPoint file")
PACKAGE_DIRECTORY = Limit("package-directory", 16 << 20, "bytes", "a PowerPoint file's directory")
PACKAGE_ENTRIES = Limit("package-entries", 50_000, "entries", "a PowerPoint file")
PACKAGE_PART = Limit("package-part", 64 << 20, "bytes", "one part of XML in a PowerPoint file")
PACKAGE_PARTS = Limit("package-parts", 256 << 20, "bytes", "all parts of XML in a PowerPoint file")
PACKAGE_MEDIA = Limit("package-media", 2 << 30, "bytes", "everything else in a PowerPoint file")
PACKAGE_TAGS = Limit("package-tags", 1_000_000, "tags", "one part of XML in a PowerPoint file")
PACKAGE_ALL_TAGS = Limit("package-all-tags", 3_000_000, "tags", "all parts of XML in a file")
PACKAGE_RATIO = Limit(
    "package-ratio", 200, "times its size", "a PowerPoint file that unpacks to more than 64 MiB"
)

ALL = tuple(one for one in tuple(globals().values()) if isinstance(one, Limit))
"""All limits, in the order of the documentation."""
BY_NAME: Mapping[str, Limit] = {one.name: one for one in ALL}
