"""Handouts: slides, notes and links of a talk as HTML or PDF."""
