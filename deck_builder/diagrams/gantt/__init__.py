"""Gantt charts: which task takes from when to when."""

from deck_builder.diagrams.gantt.reading import read

__all__ = ["read"]
