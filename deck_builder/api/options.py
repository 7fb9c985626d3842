"""The options of `build` and `check`, which are those of the command line."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from typing import Any, TypedDict, get_type_hints

import msgspec
from msgspec import Struct

from deck_builder.base import limits
from deck_builder.base.diagnostics import suggestion
from deck_builder.base.units import MOST_MINUTES
from deck_builder.outline.options import Options
from deck_builder.outline.settings import is_name
from deck_builder.outline.slide_ranges import read_ranges

_CHARTS = ("drawn", "native")
_PATHS = ("theme", "template")


class BuildOptions(TypedDict, total=False):
    """What `build` and `check` may be told. The options are called and mean what those of
    `deck-builder build` do.

    `audience`, `theme` and `template` are names or paths. `minutes` is the time that the talk may
    take, and `drop` leaves out what there is no time for. `charts` are `"drawn"` or `"native"`.
    `define` has the values of variables, `env` the names of variables of the environment that the
    talk may read, and `root` more folders that it may read. `allow_remote` fetches pictures from
    the web. `slides` keeps some slides, such as `"5-9"`. `flatten` shows everything at once,
    `clock` writes into the notes when each slide begins. `dialect` says whose Markdown the talk is
    in, `checks` are those of plug-ins that the deck must pass, and without `plugins` none is
    loaded. `strict` treats warnings as errors, and `draft` builds in spite of errors. `limit` has
    numbers for [limits](limits.md), None for none.
    """

    audience: str
    theme: str | os.PathLike[str]
    template: str | os.PathLike[str]
    minutes: float
    drop: bool
    charts: str
    define: Mapping[str, str]
    env: tuple[str, ...]
    root: tuple[str | os.PathLike[str], ...]
    allow_remote: bool
    slides: str
    flatten: bool
    clock: bool
    dialect: str
    checks: tuple[str, ...]
    plugins: bool
    strict: bool
    draft: bool
    limit: Mapping[str, int | None]


class _Given(Struct, frozen=True):
    """The options with their defaults, and their paths as text."""

    audience: str = ""
    theme: str = ""
    template: str = ""
    minutes: float = 0.0
    drop: bool = False
    charts: str = ""
    define: dict[str, str] = {}
    env: tuple[str, ...] = ()
    root: tuple[str, ...] = ()
    allow_remote: bool = False
    slides: str = ""
    flatten: bool = False
    clock: bool = False
    dialect: str = ""
    checks: tuple[str, ...] = ()
    plugins: bool = True
    strict: bool = False
    draft: bool = False
    limit: dict[str, int | None] = {}


class Wanted(Struct, frozen=True):
    """What is wanted of a build: the `options` of its talk, other numbers of `limits`, whether it
    may have `plugins`, and what stops it."""

    options: Options
    limits: Mapping[str, int]
    plugins: bool
    strict: bool
    draft: bool


def wanted(given: BuildOptions) -> Wanted:
    """Return what is wanted. Raises TypeError for an option that there is not and for a value of
    another kind, and ValueError for a value that is wrong."""
    one = _Given(**{name: _converted(name, value) for name, value in given.items()})
    if "minutes" in given and not 0 < one.minutes <= MOST_MINUTES:
        raise ValueError(
            f"‘minutes’ is {one.minutes}, not a number above 0 and up to {MOST_MINUTES}"
        )
    if one.charts not in ("", *_CHARTS):
        raise ValueError(f"‘charts’ is ‘{one.charts}’, not one of {', '.join(_CHARTS)}")
    if one.slides and read_ranges(one.slides) is None:
        raise ValueError(f"‘slides’ is ‘{one.slides}’, not numbers such as 5-9 or 1,3,-1")
    for name in (*one.define, *one.env):
        if not is_name(name):
            raise ValueError(f"‘{name}’ is not the name of a variable")
    return Wanted(_options(one), _limits(one.limit), one.plugins, one.strict, one.draft)


def path_text(path: str | os.PathLike[str], name: str) -> str:
    """Return `path` as text; `name` is what it is given as. Raises TypeError for what is no path,
    and ValueError for one that no system has."""
    text = os.fspath(path) if isinstance(path, os.PathLike) else path
    if not isinstance(text, str):
        raise TypeError(f"‘{name}’ is a {type(text).__name__}, not a path")
    if "\0" in text:
        raise ValueError(f"‘{name}’ is {text!r}, which has a null character")
    return text


def _converted(name: str, value: Any) -> Any:
    kinds = _kinds()
    if name not in kinds:
        hint = suggestion(name, kinds)
        raise TypeError(f"there is no option ‘{name}’" + (f" ({hint})" if hint else ""))
    if name in _PATHS:
        return path_text(value, name)
    if name == "root" and isinstance(value, list | tuple):
        return tuple(path_text(one, name) for one in value)
    # So are the numbers of other libraries.
    plain = float(value) if isinstance(value, float) else value
    try:
        return msgspec.convert(plain, kinds[name])
    except msgspec.ValidationError as error:
        raise TypeError(f"‘{name}’: {error}") from error


@cache
def _kinds() -> Mapping[str, Any]:
    return get_type_hints(_Given)


def _options(given: _Given) -> Options:
    return Options(
        theme=given.theme,
        template=given.template,
        audience=given.audience,
        minutes=given.minutes,
        surplus="drop" if given.drop else "",
        charts=given.charts,
        variables=tuple(given.define.items()),
        roots=given.root,
        environment=given.env,
        allow_remote=given.allow_remote,
        slides=given.slides,
        flatten=given.flatten,
        clock=given.clock,
        written_as=given.dialect,
        checks=given.checks,
    )


def _limits(given: Mapping[str, int | None]) -> dict[str, int]:
    for name, most in given.items():
        if name not in limits.BY_NAME:
            hint = suggestion(name, limits.BY_NAME)
            raise ValueError(f"there is no limit ‘{name}’" + (f" ({hint})" if hint else ""))
        if most is not None and most < 0:
            raise ValueError(f"the limit ‘{name}’ is {most}, and must be 0 or above")
    return {name: limits.NO_LIMIT if most is None else most for name, most in given.items()}
