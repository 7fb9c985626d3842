"""What of a chart appears with each click."""

from __future__ import annotations

from enum import Enum


class ChartBuild(Enum):
    """What of a native chart appears with each click, by PowerPoint's name for it."""

    SERIES = "series"
    CATEGORY = "category"
