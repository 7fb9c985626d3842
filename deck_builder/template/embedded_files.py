"""Files that are embedded in a presentation, such as the workbooks of charts, without what is not
shown of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from msgspec import Struct

from deck_builder.base.diagnostics import DeckError
from deck_builder.package.assemble import packed
from deck_builder.package.guard import damaged
from deck_builder.package.opc import entries_of
from deck_builder.package.opened import OpenedFile, open_file
from deck_builder.template.workbooks import cut_workbook, is_workbook, references_in

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAME = "an embedded file"
_LARGE = 1 << 20
# The streams of compound files that are whole documents, as their directories have them.
_DOCUMENTS = tuple(
    name.encode("utf-16-le")
    for name in (
        *("Workbook", "Book", "WordDocument", "PowerPoint Document"),
        *("Package", "Ole10Native"),
    )
)


def is_file(data: bytes) -> bool:
    """Whether a part is a file of another program: a package, or one in the older format of
    Office."""
    return data.startswith((_ZIP, _COMPOUND))


def plain_file(data: bytes, users: Iterable[bytes]) -> bytes | None:
    """Return an embedded file without its properties, and a workbook without the sheets that its
    `users`, parts such as charts, do not show; None when it has to stay as it is."""
    return _plain(data, users).data


def is_whole(data: bytes, users: Iterable[bytes]) -> bool:
    """Whether more of an embedded file is in a deck than is shown of it: of documents, and of
    workbooks that cannot be cut."""
    if data.startswith(_COMPOUND):
        return any(name in data for name in _DOCUMENTS)
    return not _plain(data, users).is_cut


class _Plain(Struct, frozen=True):
    """What is left of an embedded file, None when it has to stay as it is; whether that is no more
    than what is shown."""

    data: bytes | None = None
    is_cut: bool = False


def _plain(data: bytes, users: Iterable[bytes]) -> _Plain:
    references = frozenset(name for one in users for name in references_in(one))
    return (_kept if len(data) > _LARGE else _cached)(data, references)


def _kept(data: bytes, references: frozenset[str]) -> _Plain:
    if not data.startswith(_ZIP):
        return _Plain()
    try:
        package = open_file(data, _NAME)
        main = _main(package)
        package.keep("", lambda one: one.kind == "officeDocument")
        is_book = is_workbook(package)
        if is_book and not cut_workbook(package, main, references):
            return _Plain()
        package.store_trees()
        return _Plain(packed(entries_of(package.package)), is_book)
    # Two parts may have one name.
    except (DeckError, ValueError):
        return _Plain()


# Read once to say what is left, and once to be written.
_cached = lru_cache(maxsize=64)(_kept)


def _main(package: OpenedFile) -> str:
    found = package.related("", "officeDocument")
    if len(found) != 1:
        raise damaged(_NAME, "it has no main part")
    return found[0]
