"""Values that are the same but for where they were written: a text that grows moves all that is
below it in its file."""

from __future__ import annotations

from abc import ABCMeta
from collections.abc import Hashable, Mapping
from decimal import Decimal
from enum import Enum
from functools import cache
from typing import Any, Literal, TypeVar, get_args, get_origin, get_type_hints

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.exact import are_same
from deck_builder.base.source import Span

V = TypeVar("V")
Moves = Mapping[Span, Span]
"""Where what was written at some places is now."""


class UnknownMoveError(LookupError):
    """A place that is not known to be elsewhere now."""


def moves_between(before: object, now: object) -> Moves | None:
    """Return where the places in `before` are in `now`; None when anything else is different, or
    when one place is now in two. Places that have not moved are not among them."""
    if are_same(before, now):
        return {}
    found: dict[Span, Span] = {}
    return found if _is_moved(before, now, found) else None


def _is_moved(before: Any, now: Any, found: dict[Span, Span]) -> bool:
    kind: Any = type(now)
    if kind is Span and type(before) is Span:
        known = found.setdefault(before, now)
        return known is now or known == now
    if before is now and not may_have_places(kind):
        return True
    if kind is not type(before):
        return False
    if kind is tuple:
        return len(before) == len(now) and all(
            _is_moved(one, other, found) for one, other in zip(before, now, strict=True)
        )
    if issubclass(kind, Struct) and may_have_places(kind):
        for name in kind.__struct_fields__:
            if not _is_moved(getattr(before, name), getattr(now, name), found):
                return False
        return True
    return are_same(before, now)


def moved(value: V, moves: Moves) -> V:
    """Return `value` with the places that its texts have now. Raises UnknownMoveError where one is
    not among the `moves`."""
    return _moved(value, moves) if moves else value


def _moved(value: Any, moves: Moves) -> Any:
    kind: Any = type(value)
    if kind is Span:
        if value not in moves:
            raise UnknownMoveError
        return moves[value]
    if kind is tuple or kind is list:
        items = [_moved(one, moves) for one in value]
        same = all(one is other for one, other in zip(items, value, strict=True))
        return value if same else kind(items)
    if kind is dict:
        return {_moved(key, moves): _moved(one, moves) for key, one in value.items()}
    if not may_have_places(kind):
        return value
    if not issubclass(kind, Struct):
        raise UnknownMoveError
    fields = {}
    for name in kind.__struct_fields__:
        before = getattr(value, name)
        now = _moved(before, moves)
        if now is not before:
            fields[name] = now
    return replace(value, **fields) if fields else value


@cache
def may_have_places(kind: Hashable) -> bool:
    """Return whether values of a class may say where they were written, as far as its fields
    tell."""
    return _may_have(kind, set())


def _may_have(kind: Any, seen: set[Any]) -> bool:
    if kind in _PLAIN or kind in seen or get_origin(kind) is Literal:
        return False
    inner = get_args(kind)
    if inner:
        return any(_may_have(one, seen) for one in inner if one is not ...)
    if not isinstance(kind, type) or isinstance(kind, ABCMeta) or kind is Span:
        # Of an abstract class, nothing is known.
        return True
    if issubclass(kind, Enum):
        return False
    if not issubclass(kind, Struct):
        return True
    seen.add(kind)
    try:
        hints = get_type_hints(kind)
    except (NameError, TypeError):
        # A name that is there for the type checker alone.
        return True
    kinds = (*kind.__subclasses__(), *(hints[name] for name in kind.__struct_fields__))
    return any(_may_have(one, seen) for one in kinds)


_PLAIN = (str, int, float, bool, bytes, type(None), Decimal)
