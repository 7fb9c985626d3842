"""The Markdown of other programs, read as a talk of our own.

A dialect is a value (`Dialect`): how it is recognised, what of it is no Markdown, and what becomes
of its elements. A source is masked in place and parsed as any other, and its tree is changed.
Nothing is translated from text to text, so that every place stays what it was.
"""

from __future__ import annotations

from deck_builder.dialects.choosing import dialect_of, named
from deck_builder.dialects.signs import NAMES, OWN, SUFFIXES

__all__ = ["NAMES", "OWN", "SUFFIXES", "dialect_of", "named"]
