"""Slides that are imported from other files."""
