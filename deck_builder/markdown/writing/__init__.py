"""Trees written as Markdown, the reverse of reading it.

What an author wrote stays as it is where it is read as the same nodes; anything else is written
anew. Each block is read again and compared, so that nothing is lost unnoticed.
"""

from __future__ import annotations

from deck_builder.markdown.writing.attributes import braces_of
from deck_builder.markdown.writing.documents import Written, write_document
from deck_builder.markdown.writing.forms import same

__all__ = ["Written", "braces_of", "same", "write_document"]
