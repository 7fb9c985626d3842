"""A talk in another program's Markdown, written as a talk folder of our own.

The nodes that the talk is read as are written as Markdown, what is unchanged as its author wrote
it. Files that it uses are copied. A talk of our own stays as it is.
"""

from __future__ import annotations

from deck_builder.article.conversion.copies import write_copy
from deck_builder.article.conversion.talks import Converted, convert_path

__all__ = ["Converted", "convert_path", "write_copy"]
