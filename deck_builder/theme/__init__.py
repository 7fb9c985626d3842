"""Themes: their values, files, fonts, layouts and colours."""

DEFAULT_THEME = "paper"
"""The theme of a talk that names none."""
