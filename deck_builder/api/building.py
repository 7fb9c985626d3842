"""Talks become decks."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict, Unpack

from msgspec import Struct

from deck_builder.api.deck import Deck, deck_of
from deck_builder.api.files import Content, files_below
from deck_builder.base import inputs, limits
from deck_builder.base.diagnostics import DeckError, Diagnostic, in_order, stops
from deck_builder.base.faults import internal_error
from deck_builder.base.overlay import Overlay
from deck_builder.outline.options import Options
from deck_builder.pipeline import audiences_of, lay_out_deck, write_deck

_TEXT = "talk.md"
"""What a talk is called that is given as text."""


class BuildOptions(TypedDict, total=False):
    """What `build` and `check` may be told. The options are called and mean what those of
    `deck-builder build` do.

    `audience`, `theme` and `template` are names or paths. `minutes` is the time that the talk may
    take, and `drop` leaves out what there is no time for. `charts` are `"drawn"` or `"native"`.
    `define` has the values of variables, `env` the names of variables of the environment that the
    talk may read, and `root` more folders that it may read. `allow_remote` fetches pictures from
    the web. `slides` keeps some slides, such as `"5-9"`. `flatten` shows everything at once,
    `clock` writes into the notes when each slide begins. `dialect` says whose Markdown the talk is
    in. `strict` treats warnings as errors, and `draft` builds in spite of errors. `limit` has
    numbers for [limits](limits.md), None for none.
    """

    audience: str
    theme: str
    template: str
    minutes: float
    drop: bool
    charts: str
    define: Mapping[str, str]
    env: tuple[str, ...]
    root: tuple[str, ...]
    allow_remote: bool
    slides: str
    flatten: bool
    clock: bool
    dialect: str
    strict: bool
    draft: bool
    limit: Mapping[str, int | None]


class _Talk(Struct, frozen=True):
    """Where a talk is, and from what it is read."""

    path: Path
    inputs: inputs.Inputs


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
    how = _options(options)
    found: tuple[Diagnostic, ...] = ()
    with inputs.reading_from(talk.inputs), limits.lifted(_limits(options)):
        try:
            checked = lay_out_deck(talk.path, how)
            found = checked.diagnostics
            if stops(found, options.get("strict", False)) and not options.get("draft", False):
                return Deck(diagnostics=in_order(found))
            return deck_of(checked.value, write_deck(checked.value), in_order(found))
        except DeckError as error:
            return Deck(diagnostics=in_order((*found, error.diagnostic)))
        # As at the command line: what one talk meets must not end the program.
        except Exception as error:  # noqa: BLE001
            fault = internal_error(talk.path, error, bool(how.audience))
            return Deck(diagnostics=in_order((*found, fault)))


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
    with inputs.reading_from(talk.inputs):
        named = options.get("audience")
        audiences = (named,) if named else _audiences(talk.path, _options(options))
    found: list[Diagnostic] = []
    for audience in audiences:
        options["audience"] = audience
        found += build(source, text=text, files=files, folder=folder, **options).diagnostics
    return in_order(found)


def _audiences(path: Path, options: Options) -> tuple[str, ...]:
    try:
        return audiences_of(path, options) or ("",)
    except DeckError:
        # It is reported where the deck is built.
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
        path = Path(source)
        if not files:
            return _Talk(path, inputs.Disk())
        base = path if path.is_dir() else path.parent
        return _Talk(path, Overlay(files_below(os.fspath(base), files)))
    base = Path(folder or "")
    given = files_below(os.fspath(base), files or {})
    path = base
    if text is not None:
        path = base / _TEXT
        given[os.path.abspath(path)] = text.encode()
    elif not files:
        raise ValueError("give a talk: its path, its text, or its files")
    return _Talk(path, Overlay(given, alone=folder is None))


def _options(options: BuildOptions) -> Options:
    return Options(
        theme=options.get("theme", ""),
        template=options.get("template", ""),
        audience=options.get("audience", ""),
        minutes=options.get("minutes", 0.0),
        surplus="drop" if options.get("drop") else "",
        charts=options.get("charts", ""),
        variables=tuple((options.get("define") or {}).items()),
        roots=tuple(options.get("root", ())),
        environment=tuple(options.get("env", ())),
        allow_remote=options.get("allow_remote", False),
        slides=options.get("slides", ""),
        flatten=options.get("flatten", False),
        clock=options.get("clock", False),
        written_as=options.get("dialect", ""),
    )


def _limits(options: BuildOptions) -> dict[str, int]:
    """The limits in `options`. Raises ValueError for one that there is not."""
    wanted = options.get("limit", {})
    for name in wanted:
        if name not in limits.BY_NAME:
            raise ValueError(f"there is no limit ‘{name}’")
    return {name: limits.NO_LIMIT if most is None else most for name, most in wanted.items()}
