"""The user's own folders."""

from __future__ import annotations

from pathlib import Path


def settings_folder() -> Path | None:
    """Return the folder of the user's settings; None for a user without a home."""
    # Only now: it is a millisecond.
    from platformdirs import user_config_path

    folder = user_config_path("deck-builder", appauthor=False)
    # Anything else would be in the working directory, where a talk could bring it.
    return folder if folder.is_absolute() else None
