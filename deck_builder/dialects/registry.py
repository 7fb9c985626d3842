"""All dialects; of those with the same evidence, the first one is chosen."""

from __future__ import annotations

from deck_builder.dialects.deckset import DECKSET
from deck_builder.dialects.marp import MARP
from deck_builder.dialects.md2pptx import MD2PPTX
from deck_builder.dialects.model import Dialect
from deck_builder.dialects.obsidian import OBSIDIAN
from deck_builder.dialects.pandoc import PANDOC
from deck_builder.dialects.presenterm import PRESENTERM
from deck_builder.dialects.quarto import QUARTO
from deck_builder.dialects.remark import REMARK
from deck_builder.dialects.reveal import REVEAL
from deck_builder.dialects.slidev import SLIDEV

DIALECTS: tuple[Dialect, ...] = (
    *(MARP, SLIDEV, QUARTO, OBSIDIAN, REVEAL, REMARK, PRESENTERM, DECKSET, MD2PPTX, PANDOC),
)
