"""What is said of a deck in another program's Markdown; nothing else is."""

from __future__ import annotations

from msgspec import Struct, field

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Span

READ_AS = Problem(
    "read-as",
    Severity.NOTE,
    "read as {title}",
    "‘--from own’ reads it as a talk of deck-builder’s own",
)
NO_COUNTERPART = Problem(
    "no-counterpart",
    Severity.NOTE,
    "‘{name}’ has no counterpart in a deck{times}",
)


class Losses(Struct):
    """What has no counterpart, by name, with the first place and how often it is there."""

    names: dict[str, tuple[Span | None, int]] = field(default_factory=dict)

    def note(self, name: str, span: Span | None = None) -> None:
        """Note that a name has no counterpart."""
        first, count = self.names.get(name, (span, 0))
        self.names[name] = first or span, count + 1

    def report(self, found: Collector) -> None:
        """Report each name once."""
        for name, (span, count) in self.names.items():
            times = f", {count} times" if count > 1 else ""
            found.report(NO_COUNTERPART, span, name=name, times=times)
        self.names.clear()
