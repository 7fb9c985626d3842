"""Modules that a library imports, and that are loaded only when something in them is used."""

from __future__ import annotations

import sys
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any


class _Deferred(ModuleType):
    """Stands for a module until something in it is used. `importlib.util.LazyLoader` would load it
    with the next `import`."""

    def __getattr__(self, name: str) -> Any:
        whole = self.__name__
        if sys.modules.get(whole) is self:
            del sys.modules[whole]
        return getattr(import_module(whole), name)


def defer(name: str) -> None:
    """Let the module `name`, which is in a package, be loaded by the first use of something in it.
    Nothing is done about one that is loaded already, or not installed."""
    if name in sys.modules or (spec := find_spec(name)) is None:
        return
    module = sys.modules[name] = _Deferred(name)
    module.__spec__ = spec
    # An import sets it only for a module that it loads.
    parent, _, child = name.rpartition(".")
    setattr(sys.modules[parent], child, module)
