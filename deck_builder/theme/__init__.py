"""Themes: their values, files, fonts, layouts and colours."""
