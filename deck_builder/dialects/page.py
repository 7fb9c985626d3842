"""The page that says what becomes of what, made from the tables of the dialects."""

from __future__ import annotations

from collections.abc import Iterator

from deck_builder.dialects.model import Dialect, Ignored
from deck_builder.dialects.registry import DIALECTS

_HEAD = """# Coming from another program

deck-builder reads the Markdown of other programs as it is, and builds the native deck that its
author expects. [Bring a deck](how-to-move.md) shows that step by step.

    deck-builder build slides.md -o talk.pptx

Which program a file was written for is recognised by its suffix, its settings and its markup.
`--from NAME`, or `from: NAME` in the settings, overrides this; `--from own` reads the file as a
talk in deck-builder's own format. A folder with a `deck.yaml` is read so, too, unless its `from`
says otherwise. A note says which program was recognised. pandoc's own `from`, such as
`from: markdown+emoji`, names none.

All of deck-builder's own [settings](format.md#settings) work in such a file, and so do
[conditions](format.md#audiences) and the attributes of its format. Nothing in a file is run:
neither cells nor scripts. What has no counterpart in a deck is reported once by its name
(`no-counterpart`, shown with `--verbose`).

## To stay

You can go on writing for your program, and build its files whenever you need a deck. If you would
rather go on in deck-builder's [format](format.md), let `convert` write the deck as a talk folder:

    deck-builder convert slides.md -o talks/my-talk
    deck-builder build talks/my-talk

The folder has a `deck.yaml`, a file for each section, and the pictures and data that the deck uses.
Its slides and notes are those of the original. Text that deck-builder reads in the same way stays
as you wrote it; the rest is written in its format: `<v-clicks>`, for instance, as
`::: incremental`, and slides as rules with attributes (`slides: rules`). Conditions, footnotes,
backgrounds and notes are kept. Slides of included files stand among the others. Settings without a
meaning here are comments in the `deck.yaml`.

If the deck has errors, such as a missing picture, nothing is written unless you add `--draft`. If
the folder would show what a condition withholds, nothing is written in any case. Existing files
that differ are replaced only with `--force`. Converting the folder again changes nothing, and a
talk in deck-builder's format stays as it is.

## Programs
"""
_FOOT = """
This page is made from the tables of the dialects by `python -m deck_builder.dialects.page`.
"""


def page() -> str:
    """Return the page as Markdown."""
    names = (f"[{one.title}](#{_anchor(one.title)})" for one in DIALECTS)
    parts = map(_section, DIALECTS)
    return "\n".join((_HEAD, f"{', '.join(names)}.", "", *parts, _FOOT.strip(), ""))


def _anchor(title: str) -> str:
    """What a link to a heading leads to, on GitHub and in our own format."""
    return title.lower().replace(".", "")


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
