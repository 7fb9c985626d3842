"""The look of the harbour."""

from pathlib import Path

from deck_builder.api.plugins import ThemeFile

HARBOUR = ThemeFile(api=1, path=Path(__file__).with_name("harbour.yaml"))
