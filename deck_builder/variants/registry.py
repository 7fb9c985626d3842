"""Which variants there are, and which one content is put into."""

from __future__ import annotations

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.variants.base import Blocks, Unsuited, Variant, VariantBlock, as_asked
from deck_builder.variants.cards import CARDS
from deck_builder.variants.cycle import CYCLE
from deck_builder.variants.funnel import FUNNEL
from deck_builder.variants.matrix import MATRIX
from deck_builder.variants.numbers import NUMBERS
from deck_builder.variants.panels import PANELS
from deck_builder.variants.passages import PASSAGES
from deck_builder.variants.pyramid import PYRAMID
from deck_builder.variants.ratio import RATIO
from deck_builder.variants.rows import ROWS
from deck_builder.variants.steps import STEPS
from deck_builder.variants.tables import STRESSED
from deck_builder.variants.timeline import TIMELINE
from deck_builder.variants.versus import SIDES
from deck_builder.variants.walkthrough import WALKTHROUGH

UNSUITABLE_VARIANT = Problem(
    "unsuitable-variant",
    Severity.WARNING,
    "the content does not go into ‘.{name}’: {reason}",
    "it is shown as it is; change the content, or leave the class out",
)
VARIANTS: tuple[Variant, ...] = (
    WALKTHROUGH,
    RATIO,
    NUMBERS,
    TIMELINE,
    STEPS,
    CARDS,
    ROWS,
    PANELS,
    MATRIX,
    CYCLE,
    FUNNEL,
    PYRAMID,
    PASSAGES,
    *SIDES,
    *STRESSED,
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


def named(name: str) -> Variant:
    """Return the variant of that name, which has to be known."""
    return next(one for one in VARIANTS if one.name == name)


def asked(name: str, blocks: Blocks) -> Blocks | Unsuited:
    """Return `blocks` in the variant of that name, or why they do not go into it."""
    made = named(name).made(blocks)
    return made if isinstance(made, Unsuited) else as_asked(made)
