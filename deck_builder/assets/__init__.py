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
from deck_builder.assets.queries import SourceTable, run_query
from deck_builder.assets.recording import Recording, drawn_poster, recording_format
from deck_builder.assets.tables import Table, TableReport, read_rows
from deck_builder.assets.workbooks import SheetPart, read_sheet_part

__all__ = [
    "MISSING_FILE",
    "REPEATED_COLUMN",
    "Assets",
    "Condition",
    "Image",
    "Recording",
    "SheetPart",
    "SourceTable",
    "Table",
    "TableReport",
    "Web",
    "average_color",
    "drawn_poster",
    "find_column",
    "read_conditions",
    "read_rows",
    "read_sheet_part",
    "recording_format",
    "run_query",
    "with_conditions",
]
