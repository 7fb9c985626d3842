"""Whether a finished deck may be put out: the checks of a build, for a deck that comes from the
store."""

from __future__ import annotations

import io
import zipfile
import zlib

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Severity
from deck_builder.outline import words_of
from deck_builder.shapes import LaidOutDeck

Fault = tuple[str, str]
"""A part and the code of what is wrong with it."""


class Checks(Struct, frozen=True):
    """What a deck is checked by: the phrases that must not be in it, each a line of words, and the
    faults that it may have, from its template or from imported slides, if it `has_foreign` parts
    at all."""

    secrets: str = ""
    has_foreign: bool = False
    excused: tuple[Fault, ...] = ()


def checks_of(deck: LaidOutDeck) -> Checks:
    """Return what the file of `deck` is to be checked by, but for the faults that it may have."""
    has_foreign = deck.theme.template is not None or any(one.imported for one in deck.slides)
    return Checks("\n".join(" ".join(secret) for secret in deck.secrets), has_foreign)


def with_faults(checks: Checks, data: bytes) -> Checks:
    """Return `checks` with the faults of the file `data`, which has just been built, and so has
    only those that it may have."""
    return replace(checks, excused=_faults(_entries(data))) if checks.has_foreign else checks


def is_sound(data: bytes, checks: Checks) -> bool:
    """Whether PowerPoint would open the file `data` as it is, and nothing in it is withheld."""
    from deck_builder.writer.leaks import UnsearchableError, find_leak

    try:
        entries = _entries(data)
    # What `zipfile` raises for files that are damaged or that it cannot read.
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError):
        return False
    if not set(_faults(entries)) <= set(checks.excused):
        return False
    secrets = [tuple(line.split(" ")) for line in filter(None, checks.secrets.split("\n"))]
    try:
        return find_leak(entries, secrets, words_of) is None
    except UnsearchableError:
        return False


def _entries(data: bytes) -> list[tuple[str, bytes]]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return [(name, archive.read(name)) for name in archive.namelist()]


def _faults(entries: list[tuple[str, bytes]]) -> tuple[Fault, ...]:
    # Only now: one deck alone is checked where it is written.
    from deck_builder.doctor.quick import examine_parts

    found = examine_parts(entries)
    return tuple((one.part, one.code) for one in found if one.severity is Severity.ERROR)
