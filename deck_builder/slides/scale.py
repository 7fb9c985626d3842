"""One scale for the deck: the size that each kind of text has, slide for slide."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from deck_builder.theme.model import Theme

Steps = Mapping[str, int]
"""The steps of a theme's scale that the roles on a page have."""
Role = tuple[str, str]
"""A role in the deck: the name of its text style, and which figure stands with it on the slide,
“code”, “table”, “long table”, “callout” or nothing."""

LARGEST = {"table": 2, "code": 2}
"""The largest step that figures have in a deck; text has the second one."""
_USUAL = 1
# So many pages, as a share, may have smaller type than the others; one at least, if there are
# several.
_APART = 0.2
_SEVERAL = 3


class DeckScale(Struct, frozen=True):
    """The steps that the roles have in a whole deck."""

    steps: Mapping[Role, int] = field(default_factory=dict)

    def on_page(self, roles: Iterable[str], company: str, theme: Theme) -> Steps:
        """Return the steps of the roles on a page with this figure. One that nothing was measured
        for has its largest. Text beside a figure is not larger than without one."""
        return {
            role: max(
                self.steps.get((role, company), largest(role, theme)),
                self.steps.get((role, ""), largest(role, theme)),
            )
            for role in roles
        }


def largest(role: str, theme: Theme) -> int:
    """Return the largest step that a role can have."""
    return min(LARGEST.get(role, _USUAL), len(theme.scale) - 1)


def deck_scale(pages: Iterable[tuple[Steps, str]]) -> DeckScale:
    """Return the steps of a deck. `pages` are the largest steps that the roles can have on each
    page, with its figure: a role gets the largest one that all but one of its pages, or four of
    five, can have."""
    found: dict[Role, list[int]] = defaultdict(list)
    for steps, company in pages:
        for role, step in steps.items():
            found[role, company].append(step)
    return DeckScale({role: _shared(steps) for role, steps in found.items()})


def _shared(steps: Sequence[int]) -> int:
    """The first step that is enough for nearly all of `steps`."""
    ordered = sorted(steps)
    apart = int(len(ordered) * _APART) or int(len(ordered) >= _SEVERAL)
    return ordered[-1 - apart]
