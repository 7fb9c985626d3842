"""Values: dataclasses whose fields nobody sets again."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import dataclass as dataclass
else:

    def dataclass(*, frozen: bool = False, **options: bool) -> Callable[[type], type]:
        """Return a decorator that makes a dataclass, as that of the standard library does.

        That nothing sets a field of a frozen one is for mypy to see. To refuse it at run time, too,
        would cost a large deck a tenth of its time: each field of each value would be set through
        `object.__setattr__`.
        """
        return dataclasses.dataclass(unsafe_hash=frozen and options.get("eq", True), **options)
