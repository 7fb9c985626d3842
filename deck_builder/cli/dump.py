"""The values of a stage as text, for people and for golden files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import Enum

from msgspec import NODEFAULT, Struct

from deck_builder.base.source import Source
from deck_builder.base.units import Box, points
from deck_builder.theme.model import Theme

_SHORT = 100
_INDENT = "  "
_OMITTED = ("secrets", "audiences")
"""Fields about other audiences."""
_OMITTED_KINDS = (bytes, Source, Theme)
"""Values that are of little use as text, or too long."""


def dump(value: object) -> str:
    """Return `value`, made of structs and tuples, as indented text: fields with their default are
    left out, boxes are in points."""
    return "\n".join(_lines(value)) + "\n"


def _lines(value: object) -> Iterator[str]:
    short = _short(value)
    if len(short) <= _SHORT and "\n" not in short:
        yield short
    elif isinstance(value, Struct):
        yield type(value).__name__
        for name, inner in _shown_fields(value):
            yield from _named(name, inner)
    elif isinstance(value, tuple):
        for item in value:
            for index, line in enumerate(_lines(item)):
                yield ("- " if index == 0 else _INDENT) + line
    elif isinstance(value, Mapping):
        for name, inner in value.items():
            yield from _named(str(name), inner)
    else:
        yield short


def _named(name: str, inner: object) -> Iterator[str]:
    lines = list(_lines(inner))
    if len(lines) == 1:
        yield f"{_INDENT}{name}: {lines[0]}"
        return
    yield f"{_INDENT}{name}:"
    for line in lines:
        yield f"{_INDENT}{_INDENT}{line}"


def _short(value: object) -> str:
    if isinstance(value, Box):
        return f"({_pt(value.x)}, {_pt(value.y)}) {_pt(value.width)} x {_pt(value.height)} pt"
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return "(" + ", ".join(map(_short, value)) + ")"
    if isinstance(value, Struct):
        inner = ", ".join(f"{name}={_short(one)}" for name, one in _shown_fields(value))
        return f"{type(value).__name__}({inner})"
    return repr(value)


def _pt(length: int) -> str:
    return f"{points(length):.1f}"


def _shown_fields(value: Struct) -> Iterator[tuple[str, object]]:
    aside = (*_OMITTED, *getattr(value, "aside", ()))
    names, defaults = value.__struct_fields__, value.__struct_defaults__
    without = (NODEFAULT,) * (len(names) - len(defaults))
    for name, default in zip(names, (*without, *defaults), strict=True):
        inner = getattr(value, name)
        if name not in aside and not isinstance(inner, _OMITTED_KINDS) and inner != default:
            yield name, inner
