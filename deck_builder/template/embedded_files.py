"""Files that are embedded in a presentation, such as the workbooks of charts, without what is not
shown of them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from deck_builder.base.diagnostics import DeckError
from deck_builder.package.assemble import packed
from deck_builder.package.guard import damaged
from deck_builder.package.opc import entries_of
from deck_builder.package.opened import OpenedFile, open_file
from deck_builder.template.workbooks import cut_workbook, is_workbook, references_in

_ZIP = b"PK\x03\x04"
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_NAME = "an embedded file"
# The streams of compound files that are whole documents, as their directories have them.
_DOCUMENTS = tuple(
    name.encode("utf-16-le")
    for name in (
        "Workbook",
        "Book",
        "WordDocument",
        "PowerPoint Document",
        "Package",
        "Ole10Native",
    )
)


def is_file(data: bytes) -> bool:
    """Whether a part is a file of another program: a package, or one in the older format of
    Office."""
    return data.startswith((_ZIP, _COMPOUND))


def plain_file(data: bytes, users: Iterable[bytes]) -> bytes | None:
    """Return an embedded file without its properties, and a workbook without the sheets that its
    `users`, parts such as charts, do not show; None when it has to stay as it is."""
    references = frozenset(name for one in users for name in references_in(one))
    return _plain(data, references)


def is_whole(data: bytes, users: Iterable[bytes]) -> bool:
    """Whether more of an embedded file is in a deck than is shown of it: of documents, and of
    workbooks that cannot be cut."""
    if data.startswith(_COMPOUND):
        return any(name in data for name in _DOCUMENTS)
    references = frozenset(name for one in users for name in references_in(one))
    return _plain(data, references) is None or not is_workbook(open_file(data, _NAME))


# Read once to say what is left, and once to be written.
@lru_cache(maxsize=32)
def _plain(data: bytes, references: frozenset[str]) -> bytes | None:
    if not data.startswith(_ZIP):
        return None
    try:
        package = open_file(data, _NAME)
        main = _main(package)
        package.keep("", lambda one: one.kind == "officeDocument")
        if is_workbook(package) and not cut_workbook(package, main, references):
            return None
        package.store_trees()
        return packed(entries_of(package.package))
    # Two parts may have one name.
    except (DeckError, ValueError):
        return None


def _main(package: OpenedFile) -> str:
    found = package.related("", "officeDocument")
    if len(found) != 1:
        raise damaged(_NAME, "it has no main part")
    return found[0]
