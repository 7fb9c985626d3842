"""The outlines of diagrams as path data of SVG, as PowerPoint draws its presets (ECMA-376 part 1,
presetShapeDefinitions.xml)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from deck_builder.preview.marks import Rect
from deck_builder.shapes import Geometry

_TOKEN = re.compile(r"[A-Z]|-?\d+(?:\.\d+)?")
_CIRCLE = "M0 50A50 50 0 1 1 100 50A50 50 0 1 1 0 50Z"
_CAN = "M0 12A50 12 0 1 1 100 12L100 88A50 12 0 0 1 0 88ZM0 12A50 12 0 0 0 100 12"
_DISK = "M0 17A50 17 0 1 1 100 17L100 83A50 17 0 0 1 0 83ZM0 17A50 17 0 0 0 100 17"
_TERMINATOR = "M16 0L84 0A16 50 0 0 1 84 100L16 100A16 50 0 0 1 16 0Z"
# In percent of the width and height.
_PATHS: Mapping[Geometry, str] = {
    Geometry.ALTERNATE: "M5 0L95 0Q100 0 100 12L100 88Q100 100 95 100L5 100"
    "Q0 100 0 88L0 12Q0 0 5 0Z",
    Geometry.BOTH_ARROW: "M0 50L20 0L20 25L80 25L80 0L100 50L80 100L80 75L20 75L20 100Z",
    Geometry.BRACE_LEFT: "M100 0Q50 0 50 12L50 38Q50 50 0 50Q50 50 50 62L50 88Q50 100 100 100",
    Geometry.BRACE_RIGHT: "M0 0Q50 0 50 12L50 38Q50 50 100 50Q50 50 50 62L50 88Q50 100 0 100",
    Geometry.BURST: "M50 27L67 0L65 24L84 20L77 33L98 37L80 48L100 62L76 61L82 87L64 67L56 100"
    "L47 69"
    "L35 87L33 67L14 73L27 58L0 60L21 47L0 29L27 33L24 15L40 27L45 11Z",
    Geometry.CLOUD: "M9 33A13 20 0 0 1 32 12A14 18 0 0 1 52 8A12 16 0 0 1 69 6A13 18 0 0 1 89 14"
    "A13 18 0 0 1 97 36A15 20 0 0 1 87 70A14 18 0 0 1 66 85A16 20 0 0 1 38 92A15 18 0 0 1 13 81"
    "A10 13 0 0 1 5 59A10 14 0 0 1 9 33Z",
    Geometry.COLLATE: "M0 0L100 0L50 50L100 100L0 100L50 50Z",
    Geometry.CYLINDER: _CAN,
    Geometry.DATA: "M20 0L100 0L80 100L0 100Z",
    Geometry.DELAY: "M0 0L50 0A50 50 0 0 1 50 100L0 100Z",
    Geometry.DISK: _DISK,
    Geometry.DISPLAY: "M0 50L17 0L83 0A17 50 0 0 1 83 100L17 100Z",
    Geometry.DOCUMENT: "M0 0L100 0L100 80C50 80 50 100 0 93Z",
    Geometry.DOCUMENTS: "M14 0L100 0L100 67L93 67L93 75L86 76L86 83C43 83 43 100 0 96L0 17L7 17L7 8"
    "L14 8Z",
    Geometry.DOWN_ARROW: "M0 60L25 60L25 0L75 0L75 60L100 60L50 100Z",
    Geometry.EXTRACT: "M0 100L50 0L100 100Z",
    Geometry.FOLDED: "M0 0L100 0L100 83L83 100L0 100ZM83 100L86 86L100 83",
    Geometry.INTERNAL_STORAGE: "M0 0L100 0L100 100L0 100ZM13 0L13 100M0 13L100 13",
    Geometry.LEFT_ARROW: "M0 50L40 0L40 25L100 25L100 75L40 75L40 100Z",
    Geometry.LIGHTNING: "M39 0L60 28L52 31L77 56L68 59L100 100L46 69L55 64L23 46L35 39L0 18Z",
    Geometry.MANUAL_INPUT: "M0 20L100 0L100 100L0 100Z",
    Geometry.MANUAL_OPERATION: "M0 0L100 0L80 100L20 100Z",
    Geometry.MERGE: "M0 0L100 0L50 100Z",
    Geometry.OFF_PAGE: "M0 0L100 0L100 80L50 100L0 80Z",
    Geometry.OR_JUNCTION: f"{_CIRCLE}M50 0L50 100M0 50L100 50",
    Geometry.PREPARATION: "M0 50L20 0L80 0L100 50L80 100L20 100Z",
    Geometry.PROCESS: "M0 0L100 0L100 100L0 100ZM12.5 0L12.5 100M87.5 0L87.5 100",
    Geometry.PUNCHED_CARD: "M0 20L20 0L100 0L100 100L0 100Z",
    Geometry.PUNCHED_TAPE: "M0 10A25 10 0 0 0 50 10A25 10 0 0 1 100 10L100 90A25 10 0 0 0 50 90"
    "A25 10 0 0 1 0 90Z",
    Geometry.SORT: "M0 50L50 0L100 50L50 100ZM0 50L100 50",
    Geometry.STAR: "M50 0L62 38L100 38L69 62L81 100L50 76L19 100L31 62L0 38L38 38Z",
    Geometry.STORED_DATA: "M17 0L100 0A17 50 0 0 0 100 100L17 100A17 50 0 0 1 17 0Z",
    Geometry.SUMMING_JUNCTION: f"{_CIRCLE}M15 15L85 85M85 15L15 85",
    Geometry.TERMINATOR: _TERMINATOR,
    Geometry.TUBE: "M17 0L83 0A17 50 0 0 1 83 100L17 100A17 50 0 0 1 17 0ZM83 100A17 50 0 0 1 83 0",
    Geometry.UP_ARROW: "M0 40L50 0L100 40L75 40L75 100L25 100L25 40Z",
}


def flow_outline(kind: Geometry, rect: Rect) -> str:
    """Return the outline of a preset in `rect`; empty for one that is not here."""
    return "".join(_scaled(_PATHS[kind], rect)) if kind in _PATHS else ""


def _scaled(path: str, rect: Rect) -> Iterator[str]:
    command, numbers = "", list[float]()
    for token in _TOKEN.findall(f"{path}M"):
        if not token.isalpha():
            numbers.append(float(token))
            continue
        if command:
            yield f"{command}{' '.join(_placed(command, numbers, rect))}"
        command, numbers = token, []


def _placed(command: str, numbers: list[float], rect: Rect) -> Iterator[str]:
    if command == "A":
        across, down, *flags, x, y = numbers
        yield f"{across * rect.width / 100:.2f} {down * rect.height / 100:.2f}"
        yield from (f"{flag:g}" for flag in flags)
        numbers = [x, y]
    for x, y in zip(numbers[::2], numbers[1::2], strict=True):
        yield f"{rect.x + x * rect.width / 100:.2f} {rect.y + y * rect.height / 100:.2f}"
