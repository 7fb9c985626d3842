"""A theme's template, and the deck with every shape."""

from __future__ import annotations

from tests.writer.conftest import sample, template, theme

__all__ = ["sample", "template", "theme"]
