"""All dialects; of those with the same evidence, the first one is chosen."""

from __future__ import annotations

from deck_builder.dialects.marp import MARP
from deck_builder.dialects.model import Dialect
from deck_builder.dialects.remark import REMARK
from deck_builder.dialects.reveal import REVEAL
from deck_builder.dialects.slidev import SLIDEV

DIALECTS: tuple[Dialect, ...] = (MARP, SLIDEV, REVEAL, REMARK)
