"""Which variants there are, and which one content is put into."""

from __future__ import annotations

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.variants.base import Blocks, Unsuited, Variant, VariantBlock, as_asked
from deck_builder.variants.cards import CARDS
from deck_builder.variants.passages import PASSAGES
from deck_builder.variants.rows import ROWS

UNSUITABLE_VARIANT = Problem(
    "unsuitable-variant",
    Severity.WARNING,
    "the content does not go into ‘.{name}’: {reason}",
    "it is shown as it is; change the content, or leave the class out",
)
VARIANTS: tuple[Variant, ...] = (
    CARDS,
    ROWS,
    PASSAGES,
)
"""All variants. Of those that recognise content, the first one gets it."""
PLAIN = "plain"
"""The class of content that is shown as it is."""
VARIANT_CLASSES = (*(variant.name for variant in VARIANTS), PLAIN)
"""The classes that choose a variant, or none."""


def chosen(blocks: Blocks) -> Blocks | None:
    """Return `blocks` in the first variant that recognises them, or None. A slide has one variant
    at most."""
    if any(isinstance(block, VariantBlock) for block in blocks):
        return None
    for variant in VARIANTS:
        found = variant.chosen(blocks)
        if found is not None:
            return found
    return None


def asked(name: str, blocks: Blocks) -> Blocks | Unsuited:
    """Return `blocks` in the variant of that name, or why they do not go into it."""
    variant = next(one for one in VARIANTS if one.name == name)
    made = variant.made(blocks)
    return made if isinstance(made, Unsuited) else as_asked(made)
