"""A chart's data in words."""

from __future__ import annotations

from deck_builder.charts.spec import ChartSpec


def alt_text(spec: ChartSpec) -> str:
    """Return a sentence that tells the data of `spec`."""
    return spec.title
