"""Git graphs: commits on branches, in the order of time."""

from deck_builder.diagrams.gitgraph.reading import read

__all__ = ["read"]
