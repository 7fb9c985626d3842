"""Citations: reads bibliographies, and writes citations and references in a style of the Citation
Style Language (CSL)."""

from deck_builder.outline.citations.calls import Call, calls_in
from deck_builder.outline.citations.formatting import formatted
from deck_builder.outline.citations.marks import HIDDEN, Marks, inserted, nodes_of, plain_of
from deck_builder.outline.citations.short import short_references
from deck_builder.outline.citations.style import (
    BAD_STYLE,
    DEFAULT_STYLE,
    UNKNOWN_STYLE,
    Style,
    StyleError,
    read_style,
    style_named,
    style_names,
)
from deck_builder.outline.citations.works import Work, is_installed, works_in

__all__ = [
    "BAD_STYLE",
    "DEFAULT_STYLE",
    "HIDDEN",
    "UNKNOWN_STYLE",
    "Call",
    "Marks",
    "Style",
    "StyleError",
    "Work",
    "calls_in",
    "formatted",
    "inserted",
    "is_installed",
    "nodes_of",
    "plain_of",
    "read_style",
    "short_references",
    "style_named",
    "style_names",
    "works_in",
]
