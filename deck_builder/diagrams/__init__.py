"""Diagrams: read from a fence (`fence`, `kinds`), told (`model`) and laid out (`scene`)."""
