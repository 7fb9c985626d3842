"""PowerPoint's outlines of shapes: where their text is, and where connectors are glued to them.

After presetShapeDefinitions.xml of ECMA-376 part 1, as shares of the width and height.
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from deck_builder.base.units import Box


class Side(Enum):
    """A side of a node, at which a link may be glued."""

    TOP = "top"
    LEFT = "left"
    BOTTOM = "bottom"
    RIGHT = "right"

    @property
    def is_upright(self) -> bool:
        """Whether a link leaves it up or down."""
        return self in (Side.TOP, Side.BOTTOM)


class Outline(Struct, frozen=True):
    """What is known of an outline: its text is between the `left`, `top`, `right` and `bottom`
    share; the sites of its sides are `inset` by a share there."""

    left: float = 0.0
    top: float = 0.0
    right: float = 1.0
    bottom: float = 1.0
    inset: Mapping[Side, float] = {}

    def room(self, box: Box) -> Box:
        """Return the box of the text of a shape in `box`."""
        x, y = box.x + round(self.left * box.width), box.y + round(self.top * box.height)
        width = round((self.right - self.left) * box.width)
        return Box(x, y, width, round((self.bottom - self.top) * box.height))

    def around(self, width: int, height: int) -> tuple[int, int]:
        """Return the size of the shape whose text has this width and height."""
        return (
            round(width / (self.right - self.left)),
            round(height / (self.bottom - self.top)),
        )

    def port(self, side: Side, box: Box) -> tuple[int, int]:
        """Return the point of a side at which links are glued to a shape in `box`."""
        x, y, share = box.x + box.width // 2, box.y + box.height // 2, self.inset.get(side, 0.0)
        match side:
            case Side.TOP:
                return x, box.y + round(share * box.height)
            case Side.BOTTOM:
                return x, box.bottom - round(share * box.height)
            case Side.LEFT:
                return box.x + round(share * box.width), y
            case Side.RIGHT:
                return box.right - round(share * box.width), y


_ROUND = 0.1465
_PLAIN = Outline()
_OUTLINES: Mapping[str, Outline] = {
    "ellipse": Outline(_ROUND, _ROUND, 1 - _ROUND, 1 - _ROUND),
    "diamond": Outline(0.25, 0.25, 0.75, 0.75),
    "triangle": Outline(0.25, 0.5, 0.75, 1.0, {Side.LEFT: 0.25, Side.RIGHT: 0.25}),
    "can": Outline(0.0, 0.25, 1.0, 0.92),
    "cloud": Outline(0.14, 0.16, 0.79, 0.8, {Side.TOP: 0.06, Side.BOTTOM: 0.0}),
    "foldedCorner": Outline(0.0, 0.0, 1.0, 0.833),
    "homePlate": Outline(0.0, 0.0, 0.85, 1.0),
    "trapezoid": Outline(0.2, 0.2, 0.8, 1.0, {Side.LEFT: 0.08, Side.RIGHT: 0.08}),
    "flowChartAlternateProcess": Outline(0.03, 0.05, 0.97, 0.95),
    "flowChartCollate": Outline(0.25, 0.25, 0.75, 0.75),
    "flowChartDelay": Outline(0.0, _ROUND, 1 - _ROUND, 1 - _ROUND),
    "flowChartDisplay": Outline(1 / 6, 0.0, 5 / 6, 1.0),
    "flowChartDocument": Outline(0.0, 0.0, 1.0, 0.8, {Side.BOTTOM: 0.0661}),
    "flowChartExtract": Outline(0.25, 0.5, 0.75, 1.0, {Side.LEFT: 0.25, Side.RIGHT: 0.25}),
    "flowChartInputOutput": Outline(0.2, 0.0, 0.8, 1.0, {Side.LEFT: 0.1, Side.RIGHT: 0.1}),
    "flowChartInternalStorage": Outline(0.125, 0.125, 1.0, 1.0),
    "flowChartMagneticDisk": Outline(0.0, 1 / 3, 1.0, 5 / 6),
    "flowChartMagneticDrum": Outline(1 / 6, 0.0, 2 / 3, 1.0),
    "flowChartManualInput": Outline(0.0, 0.2, 1.0, 1.0, {Side.TOP: 0.1}),
    "flowChartManualOperation": Outline(0.2, 0.0, 0.8, 1.0, {Side.LEFT: 0.1, Side.RIGHT: 0.1}),
    "flowChartMerge": Outline(0.25, 0.0, 0.75, 0.5, {Side.LEFT: 0.25, Side.RIGHT: 0.25}),
    "flowChartMultidocument": Outline(0.0, 0.17, 0.86, 0.83),
    "flowChartOffpageConnector": Outline(0.0, 0.0, 1.0, 0.8),
    "flowChartOnlineStorage": Outline(1 / 6, 0.0, 5 / 6, 1.0, {Side.RIGHT: 1 / 6}),
    "flowChartOr": Outline(_ROUND, _ROUND, 1 - _ROUND, 1 - _ROUND),
    "flowChartPredefinedProcess": Outline(0.125, 0.0, 0.875, 1.0),
    "flowChartPreparation": Outline(0.2, 0.0, 0.8, 1.0),
    "flowChartPunchedCard": Outline(0.0, 0.2, 1.0, 1.0),
    "flowChartPunchedTape": Outline(0.0, 0.2, 1.0, 0.8, {Side.TOP: 0.1, Side.BOTTOM: 0.1}),
    "flowChartSort": Outline(0.25, 0.25, 0.75, 0.75),
    "flowChartSummingJunction": Outline(_ROUND, _ROUND, 1 - _ROUND, 1 - _ROUND),
    "flowChartTerminator": Outline(0.05, 0.15, 0.95, 0.85),
    "irregularSeal1": Outline(0.22, 0.3, 0.76, 0.63),
    "lightningBolt": Outline(0.38, 0.36, 0.66, 0.65),
    "rightArrow": Outline(0.0, 0.25, 0.75, 0.75),
    "leftArrow": Outline(0.25, 0.25, 1.0, 0.75),
    "upArrow": Outline(0.25, 0.25, 0.75, 1.0),
    "downArrow": Outline(0.25, 0.0, 0.75, 0.75),
    "leftRightArrow": Outline(0.2, 0.25, 0.8, 0.75),
    "upDownArrow": Outline(0.25, 0.2, 0.75, 0.8),
    "quadArrow": Outline(0.15, 0.39, 0.85, 0.61),
    "star5": Outline(0.3, 0.38, 0.7, 0.77),
}


def outline(shape: str) -> Outline:
    """Return what is known of the outline that PowerPoint calls `shape`."""
    return _OUTLINES.get(shape, _PLAIN)
