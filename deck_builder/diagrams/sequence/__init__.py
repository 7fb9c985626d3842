"""Sequence diagrams: who says what to whom, in the order of time."""

from deck_builder.diagrams.sequence.reading import read

__all__ = ["read"]
