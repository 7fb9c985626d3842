"""Parts of an opened file, some of which may be missing."""

from __future__ import annotations

from lxml import etree

from deck_builder.package.opened import OpenedFile
from deck_builder.package.xml import Element


def content_of(package: OpenedFile, part: str) -> Element | None:
    """Return the root element of a part, without comments; None when it is missing. Raises
    DeckError when it cannot be read."""
    if part not in package.parts:
        return None
    root = package.tree(part)
    etree.strip_tags(root, etree.Comment, etree.ProcessingInstruction)
    return root


def target_of(package: OpenedFile, part: str, kind: str) -> str:
    """Return the part to which the first relationship of that `kind` leads, or an empty text."""
    if part and part not in package.parts:
        return ""
    return next(iter(package.related(part, kind)), "")


def digest_of(package: OpenedFile, part: str) -> tuple[str, int]:
    """Return a digest of a part, and its size; the address of one outside the file."""
    return package.digest(part) if part in package.parts else (part, 0)
