"""The only reader of assets: pictures, sound, films and data files."""

from deck_builder.assets.files import MISSING_FILE, Assets
from deck_builder.assets.picture import Image, average_color
from deck_builder.assets.recording import Recording, drawn_poster, recording_format
from deck_builder.assets.tables import Table

__all__ = [
    "MISSING_FILE",
    "Assets",
    "Image",
    "Recording",
    "Table",
    "average_color",
    "drawn_poster",
    "recording_format",
]
