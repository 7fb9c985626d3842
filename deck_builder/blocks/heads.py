"""What links of diagrams have at their ends where PowerPoint's lines have nothing like it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from deck_builder.assets.icons import GRID
from deck_builder.base.units import Box
from deck_builder.shapes import Freeform

if TYPE_CHECKING:
    from deck_builder.diagrams.scene import Head

_RING = (
    "M{a} 12C{a} 9.8 {b} 8 {c} 8C{d} 8 {e} 9.8 {e} 12C{e} 14.2 {d} 16 {c} 16"
    "C{b} 16 {a} 14.2 {a} 12Z"
)


def _ring(left: float) -> str:
    """A circle of a third of the height."""
    a, b, c, d, e = (f"{left + step:g}" for step in (0, 1.8, 4, 6.2, 8))
    return _RING.format(a=a, b=b, c=c, d=d, e=e)


_FOOT = "M12 12L24 5M12 12L24 19"
# By the name of a head: its path, as if the line came from the left to the middle of the right
# edge, and whether it is filled with the colour of the line.
_PATHS: Mapping[str, tuple[str, bool]] = {
    "cross": ("M10 6L22 18M22 6L10 18", False),
    "triangle": ("M24 12L4 3L4 21Z", False),
    "diamond": ("M24 12L12 5L0 12L12 19Z", True),
    "hollow diamond": ("M24 12L12 5L0 12L12 19Z", False),
    "lollipop": (_ring(16), False),
    "one": ("M13 5L13 19M18 5L18 19", False),
    "zero or one": (f"{_ring(4)}M17 5L17 19", False),
    "many": (_FOOT, False),
    "one or many": (f"{_FOOT}M9 5L9 19", False),
    "zero or many": (f"{_ring(4)}{_FOOT}", False),
}

Point = tuple[int, int]


def head(
    kind: Head, tip: Point, behind: Point, size: int, color: str, width: float, ground: str
) -> Freeform | None:
    """Return a head of this kind at the `tip` of a line that comes from the point `behind`, so many
    EMU long; None for one that lines have by themselves. What it encloses is filled with the colour
    `ground`, unless with its own."""
    if kind.value not in _PATHS:
        return None
    path, is_solid = _PATHS[kind.value]
    x, y = tip
    across, down = x - behind[0], y - behind[1]
    if abs(across) >= abs(down):
        box = Box(x - size if across > 0 else x, y - size // 2, size, size)
    else:
        box = Box(x - size // 2, y - size if down > 0 else y, size, size)
    turned = _turned(path, across, down)
    fill = color if is_solid else ground
    return Freeform(box, turned, color, width, fill=fill, sided=True, name="Link end")


def _turned(path: str, across: int, down: int) -> str:
    """A path for a line from the left, as one from another side."""
    found = ""
    for step in _steps(path):
        numbers = [float(one) for one in step[1:].split()]
        pairs = zip(numbers[::2], numbers[1::2], strict=True)
        points = [_point(u, v, across, down) for u, v in pairs]
        found += step[0] + " ".join(f"{a:g} {b:g}" for a, b in points)
    return found


def _steps(path: str) -> list[str]:
    found: list[str] = []
    for letter in path:
        if letter.isalpha():
            found.append(letter)
        else:
            found[-1] += letter
    return found


def _point(u: float, v: float, across: int, down: int) -> tuple[float, float]:
    if abs(across) >= abs(down):
        return (u, v) if across > 0 else (GRID - u, v)
    return (v, u) if down > 0 else (v, GRID - u)
