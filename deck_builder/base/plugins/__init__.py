"""Plug-ins: what packages that are installed on this machine add to deck-builder.

A plug-in is found by its name, and imported only when a talk needs that name. It is code of the
machine's owner: a talk cannot name a module or a file, and inside `without` there are none.
"""

from __future__ import annotations

import importlib
import importlib.util
import os
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import PurePath
from traceback import extract_tb
from typing import Any, TypeVar, get_origin, get_type_hints

from msgspec import Struct

from deck_builder.base import inputs
from deck_builder.base.diagnostics import Collector, DeckError, Problem, Severity, suggestion
from deck_builder.base.faults import log_traceback
from deck_builder.base.plugins.installed import (
    BLOCKS,
    CHARTS,
    CHECKS,
    DIALECTS,
    KINDS,
    THEMES,
    Plugin,
    installed,
    worked_on_in,
    working_folder,
)
from deck_builder.base.plugins.installed import digest_of as _digest_of
from deck_builder.base.plugins.installed import named as _named
from deck_builder.base.source import Span

__all__ = [
    "BLOCKS",
    "BROKEN_PLUGIN",
    "CHARTS",
    "CHECKS",
    "DIALECTS",
    "KINDS",
    "PLUGIN_API",
    "PLUGIN_FAILED",
    "THEMES",
    "Addition",
    "Plugin",
    "PluginError",
    "are_off",
    "blamed",
    "find",
    "hint",
    "identity",
    "installed",
    "load",
    "names",
    "without",
]

T = TypeVar("T", bound="Addition")

PLUGIN_API = 1
"""The version of the interface that plug-ins are written for."""
BROKEN_PLUGIN = Problem("broken-plugin", Severity.ERROR, "{message}", "{hint}")
PLUGIN_FAILED = Problem("plugin-failed", Severity.ERROR, "{message}", "{hint}")
_OFF = "plug-ins are off: --no-plugins"
_off: ContextVar[bool] = ContextVar("no plug-ins", default=False)


class Addition(Struct, frozen=True):
    """What a plug-in is: `api` is the version of the interface that it was written for, as a
    number in its own code."""

    api: int


class PluginError(DeckError):
    """A plug-in that cannot be used, or that failed."""

    def report(self, span: Span | None, found: Collector) -> None:
        """Report it as a problem at `span`, unless it has a place."""
        known = {one.code: one for one in (BROKEN_PLUGIN, PLUGIN_FAILED)}
        problem = known[self.code]
        found.report(problem, self.span or span, message=self.message, hint=self.hint)


@contextmanager
def without() -> Iterator[None]:
    """Let there be no plug-ins inside."""
    token = _off.set(True)
    try:
        yield
    finally:
        _off.reset(token)


def are_off() -> bool:
    """Whether there are no plug-ins now."""
    return _off.get()


def names(group: str, own: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names that talks can use in a group: those of our `own`, then those of plug-ins,
    without importing any."""
    found = () if are_off() else installed()
    usable = (one.name for one in found if one.group == group and one.has_name)
    return tuple(dict.fromkeys((*own, *usable)))


def hint(group: str, name: str, known: Iterable[str]) -> str:
    """Return a hint for a `name` that is neither among those `known` nor that of a plug-in."""
    said = suggestion(name, names(group, known))
    return "; ".join(filter(None, (said, _OFF if are_off() else "")))


def find(group: str, name: str) -> Plugin | None:
    """Return the plug-in of that name, not imported yet; None when there is none. The deck that is
    built depends on it. Raises PluginError when two packages have one of that name."""
    if not name or inputs.plugin(f"{group}/{name}") is None:
        return None
    first, *others = _named(group, name)
    if others:
        owners = " and ".join(one.owner for one in (first, *others))
        raise PluginError(
            f"the {first.kind} ‘{name}’ is in two packages: {owners}",
            "uninstall one of them",
            BROKEN_PLUGIN.code,
        )
    if not first.has_name:
        return None
    if not _digest_of(first.folder):
        inputs.depend_on_more()
    return first


def identity(name: str) -> str | None:
    """Return what tells the plug-in called GROUP/NAME from others of that name, and from other
    versions of itself; None when there is none."""
    group, _, own = name.partition("/")
    found = () if are_off() else _named(group, own)
    parts = (f"{one.owner} {one.target} {_digest_of(one.folder)}" for one in found)
    return "\n".join(parts) or None


@cache
def load(plugin: Plugin, kind: type[T]) -> T:
    """Return what a plug-in adds, a value of `kind`; its package is imported only now. Raises
    PluginError when that fails, and for a value of another kind or for another interface."""
    what = f"the {plugin.kind} ‘{plugin.name}’ of {plugin.owner}"
    try:
        value = _imported(plugin)
    # Whatever a package does when it is imported must not end the program.
    except (Exception, SystemExit) as error:
        log_traceback(what, error)
        raise _broken(plugin, f"{what} cannot be loaded: {_told(error)}") from error
    if not isinstance(value, kind):
        named = f"the class {value.__name__}" if isinstance(value, type) else type(value).__name__
        raise _broken(plugin, f"{what} is no {kind.__name__}, but: {named}")
    if wrong := _wrong_field(value):
        raise _broken(plugin, f"{what} has a wrong {wrong}: {getattr(value, wrong)!r}")
    if value.api != PLUGIN_API:
        message = f"{what} was written for version {value.api} of the interface of plug-ins; this"
        advice = "update deck-builder" if value.api > PLUGIN_API else f"update {plugin.package}"
        raise PluginError(f"{message} is version {PLUGIN_API}", advice, BROKEN_PLUGIN.code)
    return value


def _wrong_field(value: Addition) -> str:
    """The name of a field whose value is of another type than it must be; empty without one. They
    are not looked at when the value is made."""
    for name, hint in get_type_hints(type(value)).items():
        given, kind = getattr(value, name), get_origin(hint) or hint
        texts = (one for pair in given.items() for one in pair) if kind is Mapping else ()
        if not isinstance(given, kind) or not all(isinstance(one, str) for one in texts):
            return name
    return ""


def _imported(plugin: Plugin) -> Any:
    module, _, path = plugin.target.partition(":")
    top = module.partition(".")[0]
    spec = importlib.util.find_spec(top)
    if spec is not None:
        places = spec.submodule_search_locations or filter(None, [spec.origin])
        here = working_folder()
        is_here = any(os.path.dirname(os.path.realpath(one)) == here for one in places)
        if is_here and worked_on_in(plugin.folder) != here:
            raise ImportError(f"the working folder has a module that is called {top}, too")
    value: Any = importlib.import_module(module)
    for part in filter(None, path.split(".")):
        value = getattr(value, part)
    return value


def _broken(plugin: Plugin, message: str) -> PluginError:
    advice = f"update or uninstall {plugin.package}; ‘deck-builder plugins’ lists all plug-ins"
    return PluginError(message, advice, BROKEN_PLUGIN.code)


@contextmanager
def blamed(plugin: Plugin, span: Span | None = None) -> Iterator[None]:
    """Raise what a plug-in raises inside as PluginError, with its package and its line."""
    try:
        yield
    except (Exception, SystemExit) as error:
        what = f"the {plugin.kind} ‘{plugin.name}’ of {plugin.owner}"
        log_traceback(what, error)
        raise PluginError(
            f"{what} failed: {_told(error)}",
            f"report it to those who make {plugin.package}; --debug shows the traceback",
            PLUGIN_FAILED.code,
            span,
        ) from error


def _told(error: BaseException) -> str:
    """An exception in words, with the line that raised it."""
    try:
        said = str(error)
    # An exception is code of the package, too.
    except Exception:  # noqa: BLE001
        said = ""
    words = f"{type(error).__name__}: {said}".rstrip(": ")
    frames = [one for one in extract_tb(error.__traceback__) if not one.filename.startswith("<")]
    if not frames or frames[-1].filename.startswith(inputs.PACKAGE):
        return words
    return (
        f"{words} ({'/'.join(PurePath(frames[-1].filename).parts[-2:])}, line {frames[-1].lineno})"
    )
