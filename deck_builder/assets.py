"""The only reader of assets: pictures and data files."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Image:
    """A picture as PowerPoint can show it: `data` in `format` ("png", "jpeg", "gif", "svg"),
    its size in pixels after orientation. An "svg" has a `fallback` in PNG."""

    data: bytes = field(repr=False)
    format: str
    width: int
    height: int
    fallback: bytes = field(default=b"", repr=False)
