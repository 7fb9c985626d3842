"""The page that says what becomes of what, made from the tables of the dialects."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.dialects.model import Dialect, Ignored
from deck_builder.dialects.registry import DIALECTS

_HEAD = """# Coming from another program

deck-builder reads the Markdown of other programs as it is, and makes of it the native deck that its
author expects:

    deck-builder build slides.md -o talk.pptx

Whose Markdown a file is in is found out from its suffix, its settings and its signs. `--from NAME`,
or `from: NAME` among the settings, says so; `--from own` reads it as a talk of deck-builder's own.
A folder with a `deck.yaml` is one, too, unless its `from` says something else. A note names the
program that was taken. What pandoc means by `from`, such as `from: markdown+emoji`, names none.

All of deck-builder's own [settings](format.md#settings) work in such a file, and so do
[conditions](format.md#audiences) and the attributes of its format. Nothing in a file is run:
neither cells nor scripts. What has no counterpart in a deck is noted once by its name
(`no-counterpart`, shown by `--verbose`).
"""
_FOOT = """
This page is made from the tables of the dialects by `python -m deck_builder.dialects.page`.
"""


def page() -> str:
    """Return the page as Markdown."""
    return "\n".join((_HEAD, *map(_section, DIALECTS), _FOOT.strip(), ""))


def _section(dialect: Dialect) -> str:
    return "\n".join(_lines(dialect))


def _lines(dialect: Dialect) -> Iterator[str]:
    yield f"## {dialect.title}"
    yield ""
    suffixes = ", ".join(f"`{one}`" for one in dialect.suffixes)
    yield f"`--from {dialect.name}`" + (f"; files that end in {suffixes}." if suffixes else ".")
    yield ""
    yield f"| in {dialect.title} | in the deck |"
    yield "|---|---|"
    for row in dialect.table:
        theirs, ours = (text.replace("|", "\\|") for text in (row.theirs, row.ours))
        yield f"| {theirs} | {ours} |"
    rules = dialect.settings.items()
    ignored = sorted(key for key, rule in rules if isinstance(rule, Ignored) and not rule.is_read)
    if ignored:
        yield ""
        yield (
            "Settings without a meaning in a deck: "
            + ", ".join(f"`{one}`" for one in ignored)
            + "."
        )
    yield ""


if __name__ == "__main__":
    print(page(), end="")
