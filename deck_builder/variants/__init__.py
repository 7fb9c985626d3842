"""Variants: what makes a slide of plain Markdown look designed, one file each."""

from deck_builder.blocks import KINDS, Block
from deck_builder.variants.alternatives import alternatives
from deck_builder.variants.base import (
    ListVariant,
    Unsuited,
    Variant,
    VariantBlock,
    as_asked,
    bare,
)
from deck_builder.variants.div import VariantDiv
from deck_builder.variants.lead import Lead
from deck_builder.variants.passages import PASSAGES
from deck_builder.variants.pull_quote import PullQuote, pulled
from deck_builder.variants.ratio import Ratio
from deck_builder.variants.registry import (
    PLAIN,
    UNSUITABLE_VARIANT,
    VARIANT_CLASSES,
    VARIANTS,
    asked,
    chosen,
    named,
)
from deck_builder.variants.versus import BEFORE_AFTER, Versus
from deck_builder.variants.walkthrough import WALKTHROUGH

BLOCK_KINDS: tuple[type[Block], ...] = (VariantDiv, *KINDS)
"""What nodes are read as: the kinds of blocks, and divs with the class of a variant."""

__all__ = [
    "BEFORE_AFTER",
    "BLOCK_KINDS",
    "PASSAGES",
    "PLAIN",
    "UNSUITABLE_VARIANT",
    "VARIANTS",
    "VARIANT_CLASSES",
    "WALKTHROUGH",
    "Lead",
    "ListVariant",
    "PullQuote",
    "Ratio",
    "Unsuited",
    "Variant",
    "VariantBlock",
    "VariantDiv",
    "Versus",
    "alternatives",
    "as_asked",
    "asked",
    "bare",
    "chosen",
    "named",
    "pulled",
]
