"""A company's PowerPoint file as a template: read from disk, and opened."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from deck_builder.base import inputs
from deck_builder.base.diagnostics import OUTSIDE_ROOT, DeckError
from deck_builder.base.spelling import spelling_hint
from deck_builder.package.guard import STRICT, Reason, RefusedError, as_deck_error
from deck_builder.package.opened import OpenedFile, open_file

_LARGEST_FILE = 256 << 20


def read_bytes(path: Path) -> bytes:
    """Return the bytes of a template. Raises DeckError when it is missing, or far too large."""
    if inputs.is_outside(str(path)):
        raise OUTSIDE_ROOT.as_error(name=path)
    if not inputs.is_file(path):
        if inputs.exists(str(path)):
            raise DeckError(f"the template ‘{path}’ is not a file", "name a .pptx or .potx file")
        raise DeckError(f"there is no template ‘{path}’", spelling_hint(path))
    try:
        if inputs.size_of(path) > _LARGEST_FILE:
            raise as_deck_error(
                RefusedError(Reason.TOO_LARGE, f"it has more than {_LARGEST_FILE:,} bytes"),
                f"‘{path}’",
            )
        return inputs.read_bytes(path)
    except OSError as error:
        raise DeckError(f"cannot read the template ‘{path}’", error.strerror or "") from error


def open_package(data: bytes, name: str, dropped: Iterable[str] = ()) -> OpenedFile:
    """Return the PowerPoint file in `data` without relationships of the kinds `dropped`; messages
    use `name` for it.

    Raises DeckError with a hint when it is encrypted, old, damaged, far too large, or of the strict
    variant.
    """
    file = open_file(data, f"‘{name}’", dropped)
    # All of it goes into decks, so that what is damaged is reported here.
    for part in file.parts:
        file.content(part)
    if any(one.type.startswith(STRICT) for one in file.relations("")):
        raise DeckError(
            f"‘{name}’ is saved as Strict Open XML",
            "save it in PowerPoint as a plain PowerPoint presentation (.pptx)",
        )
    return file
