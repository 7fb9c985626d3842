"""Whether a finished deck may be put out: the checks of a build, for a deck that comes from the
store."""

from __future__ import annotations

import io
import zipfile
import zlib

from msgspec import Struct

from deck_builder.base.diagnostics import Severity
from deck_builder.outline import words_of
from deck_builder.shapes import LaidOutDeck

Fault = tuple[str, str]
"""A part and the code of what is wrong with it."""


class Checks(Struct, frozen=True):
    """What a deck is checked by: the phrases that must not be in it, each as words with blanks
    between them, and the faults that it has from a template or from imported slides."""

    secrets: tuple[str, ...] = ()
    excused: tuple[Fault, ...] = ()


def checks_of(deck: LaidOutDeck, data: bytes) -> Checks:
    """Return what the file `data` of `deck`, which has passed every check, is to be checked by."""
    has_foreign = deck.theme.template is not None or any(one.imported for one in deck.slides)
    secrets = tuple(" ".join(secret) for secret in deck.secrets)
    return Checks(secrets, _faults(_entries(data)) if has_foreign else ())


def is_sound(data: bytes, checks: Checks) -> bool:
    """Whether PowerPoint would open the file `data` as it is, and nothing in it is withheld."""
    from deck_builder.writer.leaks import find_leak

    try:
        entries = _entries(data)
    # What `zipfile` raises for files that are damaged or that it cannot read.
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
        return False
    if not set(_faults(entries)) <= set(checks.excused):
        return False
    secrets = [tuple(secret.split(" ")) for secret in checks.secrets]
    return find_leak(entries, secrets, words_of) is None


def _entries(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _faults(entries: list[tuple[str, bytes]]) -> tuple[Fault, ...]:
    # Only now, so that a batch in processes does not load it twice.
    from deck_builder.doctor.quick import examine_parts

    found = examine_parts(entries)
    return tuple((one.part, one.code) for one in found if one.severity is Severity.ERROR)
