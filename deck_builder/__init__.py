"""Markdown outlines in, a native, editable PowerPoint deck with speaker notes out."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deck_builder.api import (
        BuildOptions,
        Content,
        Deck,
        DeckError,
        Diagnostic,
        Severity,
        Slide,
        build,
        check,
    )

__version__ = "0.1.0"

__all__ = [
    "BuildOptions",
    "Content",
    "Deck",
    "DeckError",
    "Diagnostic",
    "Severity",
    "Slide",
    "build",
    "check",
]


if not TYPE_CHECKING:

    def __getattr__(name: str) -> object:
        """Return what the API has under `name`, imported only now: the command line does not need
        it."""
        if name in __all__:
            import deck_builder.api as api

            return getattr(api, name)
        raise AttributeError(f"module ‘{__name__}’ has no attribute ‘{name}’")
