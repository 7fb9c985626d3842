"""The pieces of a picture or recording: what is seen and heard, what is needed for that, and what
is only about it."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Kind(Enum):
    """What a piece of a file is for: the pixels, samples or shapes themselves; what is needed to
    read them; or metadata, which changes nothing."""

    CONTENT = "content"
    NEEDED = "needed"
    METADATA = "metadata"


class Piece(Struct, frozen=True):
    """A stretch of bytes. The pieces of a file that are no metadata are, one after the other, the
    file without metadata. Content is a view, since a copy of it would take as long as all else."""

    data: bytes | memoryview
    kind: Kind = Kind.NEEDED


class UnknownStructureError(Exception):
    """A file that is not as its first bytes say."""
