"""An article made into a talk folder: sections, slides, and the full text in the notes."""

from __future__ import annotations

from deck_builder.article.folder import outline_path, write_folder
from deck_builder.article.model import Report, Section, Written
from deck_builder.article.talk import outline_article, outline_talk

__all__ = [
    "Report",
    "Section",
    "Written",
    "outline_article",
    "outline_path",
    "outline_talk",
    "write_folder",
]
