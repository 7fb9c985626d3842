"""What a talk may read: its roots, and what the command line names."""

from __future__ import annotations

from pathlib import Path

from deck_builder.base.roots import Roots, roots_of
from deck_builder.outline.options import Options
from deck_builder.theme.file import is_theme_file


def talk_roots(path: Path, options: Options) -> Roots:
    """Return the roots of the talk at `path`, with the template and the theme file that the
    `options` name."""
    named = (options, options.usual)
    themes = (one.theme for one in named if is_theme_file(one.theme))
    templates = (one.template for one in named)
    return roots_of(path, options.roots).naming(*templates, *themes)
