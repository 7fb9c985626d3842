"""Slides, layouts and masters of PowerPoint files, drawn from their XML."""
