"""Assets: pictures, sound, films and data files. No other package reads them."""

from deck_builder.assets.choice import (
    REPEATED_COLUMN,
    Condition,
    find_column,
    read_conditions,
    with_conditions,
)
from deck_builder.assets.files import MISSING_FILE, Assets, Web
from deck_builder.assets.picture import Image, average_color
from deck_builder.assets.recording import Recording, drawn_poster, recording_format
from deck_builder.assets.tables import Table, TableReport, read_rows

__all__ = [
    "MISSING_FILE",
    "REPEATED_COLUMN",
    "Assets",
    "Condition",
    "Image",
    "Recording",
    "Table",
    "TableReport",
    "Web",
    "average_color",
    "drawn_poster",
    "find_column",
    "read_conditions",
    "read_rows",
    "recording_format",
    "with_conditions",
]
