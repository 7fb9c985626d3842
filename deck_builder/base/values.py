"""Values: what is made once and stays as it is. They are `msgspec.Struct`s that are frozen; here is
what some of them have on top."""

from __future__ import annotations

from abc import ABCMeta
from collections.abc import Callable
from functools import cache
from operator import attrgetter
from typing import ClassVar

from msgspec import Struct, StructMeta


class Located(Struct, frozen=True):
    """A value that also knows where it was written, or what was found out about it.

    The fields that are named in `aside` do not count when two are compared, and are not shown.
    """

    aside: ClassVar[tuple[str, ...]] = ("span",)

    def __eq__(self, other: object) -> bool:
        if other is self:
            return True
        if other.__class__ is not self.__class__:
            return NotImplemented
        counted = _counted(self.__class__)
        return counted(self) == counted(other)

    def __hash__(self) -> int:
        return hash(_counted(self.__class__)(self))

    def __repr__(self) -> str:
        names = (name for name in self.__struct_fields__ if name not in self.aside)
        shown = ", ".join(f"{name}={getattr(self, name)!r}" for name in names)
        return f"{type(self).__name__}({shown})"


@cache
def _counted(kind: type[Located]) -> Callable[[object], object]:
    """Return what gives the values of the fields that count."""
    names = [name for name in kind.__struct_fields__ if name not in kind.aside]
    return attrgetter(*names) if names else type


class AbstractMeta(StructMeta, ABCMeta):
    """The class of value classes with abstract methods."""

    # Nothing is registered with these, and blocks are asked for their class all the time: what
    # `ABCMeta` does about it takes 1 % of a build of 1,000 slides.
    __instancecheck__ = type.__instancecheck__
    __subclasscheck__ = type.__subclasscheck__
