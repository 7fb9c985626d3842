"""Talks become decks."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Unpack

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.api.deck import Deck, deck_of
from deck_builder.api.files import Content, files_below
from deck_builder.api.options import BuildOptions, Wanted, path_text, wanted
from deck_builder.base import inputs, limits, plain, plugins, reads
from deck_builder.base.diagnostics import DeckError, Diagnostic, in_order, stops
from deck_builder.base.faults import internal_error
from deck_builder.base.overlay import Overlay
from deck_builder.pipeline import audiences_of, lay_out_deck, write_deck

_TEXT = "talk.md"
"""What a talk is called that is given as text."""


class _Talk(Struct, frozen=True):
    """Where a talk is, and from what it is read."""

    path: Path
    inputs: inputs.Inputs

    def on_disk(self, names: Iterable[str]) -> tuple[str, ...]:
        """Return the absolute paths of those of the files `names` that are on the disk, and none
        of the package."""
        own = self.inputs.files if isinstance(self.inputs, Overlay) else {}
        paths = sorted(map(os.path.abspath, names))
        return tuple(
            path for path in paths if path not in own and not path.startswith(inputs.PACKAGE)
        )


def build(
    source: str | os.PathLike[str] | None = None,
    *,
    text: str | None = None,
    files: Mapping[str, Content] | None = None,
    folder: str | os.PathLike[str] | None = None,
    **options: Unpack[BuildOptions],
) -> Deck:
    """Build a talk, and return its deck with all that was found on the way.

    The talk is the folder or the Markdown file at the path `source`; or it is `text`; or it is in
    `files`, which have a `deck.yaml`. `files` are given by their names in the folder of the talk,
    and take precedence over those on the disk. A talk that is not at a path reads nothing from the
    disk, unless a `folder` is named that it is taken to lie in.

    A talk with errors gives a deck without data; its `diagnostics` say why. Nothing is written, and
    builds may run in several threads.

    Raises ValueError and TypeError for arguments that are wrong.

    >>> deck = build(text="# Tides\\n\\n## Twice a day\\n\\n- The sea rises\\n- The sea falls\\n")
    >>> deck.ok, [slide.title for slide in deck.slides]
    (True, ['Tides', 'Twice a day'])
    """
    talk = _talk(source, text, files, folder)
    how = wanted(options)
    with inputs.reading_from(talk.inputs):
        return _built(talk, how)


def check(
    source: str | os.PathLike[str] | None = None,
    *,
    text: str | None = None,
    files: Mapping[str, Content] | None = None,
    folder: str | os.PathLike[str] | None = None,
    **options: Unpack[BuildOptions],
) -> tuple[Diagnostic, ...]:
    """Return what is wrong with a talk, for the `audience` of the options or for each of its
    audiences. The arguments are those of `build`.

    Raises ValueError and TypeError for arguments that are wrong.

    >>> [found] = check(text="# Tides\\n\\n## Twice a day {#a}\\n\\nSee [there](#b).\\n")
    >>> found.code, found.line, found.column
    ('broken-link', 5, 5)
    """
    talk = _talk(source, text, files, folder)
    how = wanted(options)
    found: list[Diagnostic] = []
    with inputs.reading_from(talk.inputs):
        for audience in _audiences(talk.path, how):
            one = replace(how, options=replace(how.options, audience=audience))
            found += _built(talk, one).diagnostics
    return in_order(found)


def _built(talk: _Talk, how: Wanted) -> Deck:
    found: tuple[Diagnostic, ...] = ()
    plain.be_a_guest()
    with _confined(how), reads.remembered() as read:
        try:
            checked = lay_out_deck(talk.path, how.options)
            found = checked.diagnostics
            if stops(found, how.strict) and not how.draft:
                return Deck(diagnostics=in_order(found))
            data = write_deck(checked.value)
            return deck_of(checked.value, data, in_order(found), talk.on_disk(read.noted))
        except DeckError as error:
            return Deck(diagnostics=in_order((*found, error.diagnostic)))
        # As at the command line: what one talk meets must not end the program.
        except Exception as error:  # noqa: BLE001
            fault = internal_error(talk.path, error, bool(how.options.audience))
            return Deck(diagnostics=in_order((*found, fault)))


@contextmanager
def _confined(how: Wanted) -> Iterator[None]:
    """Let the limits and the plug-ins that are wanted hold inside."""
    with limits.lifted(how.limits), nullcontext() if how.plugins else plugins.without():
        yield


def _audiences(path: Path, how: Wanted) -> tuple[str, ...]:
    """The audience that is wanted, or those of the talk."""
    if how.options.audience:
        return (how.options.audience,)
    with _confined(how):
        try:
            return audiences_of(path, how.options) or ("",)
        # It is reported where the deck is built.
        except Exception:  # noqa: BLE001
            return ("",)


def _talk(
    source: str | os.PathLike[str] | None,
    text: str | None,
    files: Mapping[str, Content] | None,
    folder: str | os.PathLike[str] | None,
) -> _Talk:
    if source is not None:
        if text is not None or folder is not None:
            raise ValueError("give the path of a talk, or its text and folder, not both")
        path = Path(path_text(source, "source"))
        if not files:
            return _Talk(path, inputs.Disk())
        base = path if path.is_dir() else path.parent
        return _Talk(path, Overlay(files_below(os.fspath(base), files)))
    if text is not None and not isinstance(text, str):
        raise TypeError(f"‘text’ is a {type(text).__name__}, not a str")
    base = Path(path_text(folder or "", "folder"))
    given = files_below(os.fspath(base), files or {})
    path = base
    if text is not None:
        path = base / _TEXT
        name = os.path.abspath(path)
        if name in given:
            raise ValueError(f"‘{_TEXT}’ is what the text is called: give the file another name")
        given[name] = text.encode()
    elif not files:
        raise ValueError("give a talk: its path, its text, or its files")
    return _Talk(path, Overlay(given, alone=folder is None))
