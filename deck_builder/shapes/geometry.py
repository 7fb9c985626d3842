"""The outlines of shapes, where connections are glued to them, and the ends of lines."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct


class Geometry(Enum):
    """The outline of a shape, by PowerPoint's name for it."""

    RECTANGLE = "rect"
    ROUNDED_RECTANGLE = "roundRect"
    ELLIPSE = "ellipse"
    TRIANGLE = "triangle"
    TRAPEZOID = "trapezoid"
    CHEVRON = "chevron"
    PENTAGON = "homePlate"
    HEXAGON = "hexagon"
    DIAMOND = "diamond"
    ARROW = "rightArrow"
    ARC = "blockArc"
    SLICE = "pie"
    PREPARATION = "flowChartPreparation"
    DATA = "flowChartInputOutput"
    ALTERNATE = "flowChartAlternateProcess"
    CYLINDER = "can"
    TUBE = "flowChartMagneticDrum"
    DISK = "flowChartMagneticDisk"
    FOLDED = "foldedCorner"
    CLOUD = "cloud"
    STAR = "star5"
    BURST = "irregularSeal1"
    SMILEY = "smileyFace"
    LEFT_ARROW = "leftArrow"
    UP_ARROW = "upArrow"
    DOWN_ARROW = "downArrow"
    BOTH_ARROW = "leftRightArrow"
    UPRIGHT_ARROW = "upDownArrow"
    FOUR_ARROW = "quadArrow"
    LIGHTNING = "lightningBolt"
    BRACE_LEFT = "leftBrace"
    BRACE_RIGHT = "rightBrace"
    PROCESS = "flowChartPredefinedProcess"
    INTERNAL_STORAGE = "flowChartInternalStorage"
    DOCUMENT = "flowChartDocument"
    DOCUMENTS = "flowChartMultidocument"
    TERMINATOR = "flowChartTerminator"
    MANUAL_INPUT = "flowChartManualInput"
    MANUAL_OPERATION = "flowChartManualOperation"
    DELAY = "flowChartDelay"
    DISPLAY = "flowChartDisplay"
    PUNCHED_CARD = "flowChartPunchedCard"
    PUNCHED_TAPE = "flowChartPunchedTape"
    STORED_DATA = "flowChartOnlineStorage"
    COLLATE = "flowChartCollate"
    SORT = "flowChartSort"
    EXTRACT = "flowChartExtract"
    MERGE = "flowChartMerge"
    SUMMING_JUNCTION = "flowChartSummingJunction"
    OR_JUNCTION = "flowChartOr"
    OFF_PAGE = "flowChartOffpageConnector"
    TOP_ROUNDED = "round2SameRect"


class Side(Enum):
    """A side of a shape."""

    TOP = "top"
    LEFT = "left"
    BOTTOM = "bottom"
    RIGHT = "right"


_FOUR_SITES = {Side.TOP: 0, Side.LEFT: 1, Side.BOTTOM: 2, Side.RIGHT: 3}
_EIGHT_SITES = {Side.TOP: 0, Side.LEFT: 2, Side.BOTTOM: 4, Side.RIGHT: 6}
# Those of outlines that have others (ECMA-376 part 1, presetShapeDefinitions.xml).
_SITES = {
    Geometry.ELLIPSE: _EIGHT_SITES,
    Geometry.OR_JUNCTION: _EIGHT_SITES,
    Geometry.SUMMING_JUNCTION: _EIGHT_SITES,
    Geometry.HEXAGON: {Side.RIGHT: 0, Side.LEFT: 3},
    Geometry.DATA: {Side.TOP: 1, Side.LEFT: 2, Side.BOTTOM: 4, Side.RIGHT: 5},
    Geometry.CYLINDER: {Side.TOP: 1, Side.LEFT: 2, Side.BOTTOM: 3, Side.RIGHT: 4},
    Geometry.DISK: {Side.TOP: 1, Side.LEFT: 2, Side.BOTTOM: 3, Side.RIGHT: 4},
    Geometry.TUBE: {Side.TOP: 0, Side.LEFT: 1, Side.BOTTOM: 2, Side.RIGHT: 4},
    Geometry.COLLATE: {Side.TOP: 0, Side.BOTTOM: 2},
    Geometry.CLOUD: {},
}


class Glue(Struct, frozen=True):
    """Where a connection is glued to a shape: to the one with this `key` and `geometry`, at the
    middle of a side, or beside that when it is not `exact`."""

    key: str
    side: Side
    geometry: Geometry = Geometry.RECTANGLE
    exact: bool = True

    @property
    def site(self) -> int | None:
        """The number of the connection site there; None where the geometry has none."""
        return _SITES.get(self.geometry, _FOUR_SITES).get(self.side)


class LineEnd(Enum):
    """What a line has at its end, by PowerPoint's name for it."""

    NONE = "none"
    ARROW = "triangle"
    OPEN = "arrow"
    CIRCLE = "oval"
    DIAMOND = "diamond"
