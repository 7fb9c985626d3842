"""Parts and relationships of a package (ECMA-376 part 2, 6.2 and 6.5): python-pptx's own."""

from __future__ import annotations

from pptx.opc.package import OpcPackage, Part
from pptx.opc.packuri import PackURI
from pptx.package import Package

from deck_builder.package.opc import (
    add_relationship,
    put_relationship,
    relationships,
    replace_content,
    replace_type,
    targets_of,
)

__all__ = [
    "Package",
    "Part",
    "new_package",
    "new_part",
    "put_relationship",
    "reachable_parts",
    "relate",
    "related",
    "relationships",
    "rename",
    "replace_content",
    "replace_type",
    "unrelate",
]


def new_package() -> Package:
    """Return a package without parts."""
    return Package("")


def new_part(package: Package, name: str, content_type: str, content: bytes = b"") -> Part:
    """Return a new part of a package, `name` beginning with a slash."""
    return Part(PackURI(name), content_type, package, content)


def rename(part: Part, name: str) -> None:
    """Give a part another name, which begins with a slash."""
    part.partname = PackURI(name)


def relate(source: Part | OpcPackage, kind: str, target: Part | str) -> str:
    """Add a relationship of this `kind` to a part, or to a URL; return its id."""
    return add_relationship(source, kind, target)


def related(source: Part | OpcPackage, kind: str) -> list[Part]:
    """Return the parts that relationships of this `kind` lead to."""
    found = relationships(source).values()
    return [one.target_part for one in found if one.reltype == kind and not one.is_external]


def unrelate(source: Part | OpcPackage, kind: str) -> None:
    """Drop the relationships of this `kind`."""
    known = relationships(source)
    for rid in [rid for rid, one in known.items() if one.reltype == kind]:
        known.pop(rid)


def reachable_parts(package: OpcPackage) -> list[Part]:
    """Return the parts that relationships lead to from the package, nearest first.

    It does not recurse, since a chain of links from slide to slide may be as long as the deck.
    Raises ValueError when two parts have one name, which PowerPoint would refuse.
    """
    found: dict[Part, None] = {}
    names: set[str] = set()
    waiting = [*targets_of(package)]
    while waiting:
        nearest = [part for part in dict.fromkeys(waiting) if part not in found]
        waiting = [target for part in nearest for target in targets_of(part)]
        for part in nearest:
            name = part.partname.lower()
            if name in names:
                raise ValueError(f"two parts named {part.partname}")
            names.add(name)
            found[part] = None
    return list(found)
