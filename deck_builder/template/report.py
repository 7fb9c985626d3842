"""A report of how a template was read, for `deck-builder template inspect`."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from deck_builder.base.units import Box, points
from deck_builder.template.read import Examined
from deck_builder.theme.model import Placeholder
from deck_builder.theme.palette import SLOTS

_POINTS_PER_INCH = 72


def as_text(examined: Examined) -> str:
    """Return the choice of layouts with their placeholders, fonts and colours as text."""
    return "\n".join(_lines(examined))


def _lines(examined: Examined) -> Iterator[str]:
    theme = examined.theme
    inches = [points(side) / _POINTS_PER_INCH for side in (theme.width, theme.height)]
    yield f"slides   {inches[0]:.2f} by {inches[1]:.2f} inches"
    yield f"fonts    {theme.fonts.major} for titles, {theme.fonts.minor} for text"
    scheme = theme.palette.scheme
    yield "colours  " + " ".join(f"{slot} {scheme[slot]}" for slot in SLOTS)
    yield ""
    for role, choice in examined.choices.items():
        page = choice.page
        yield f"{role:<16} {page.number:>2} {page.name} ({choice.how})"
        for place in theme.layouts[role].placeholders:
            yield f"    {_place_line(place)}"
    # A theme in the template has layouts besides those that are chosen.
    used = {layout.part for layout in theme.layouts.values()}
    unused = [f"{page.number} {page.name}" for page in examined.pages if page.part not in used]
    if unused:
        yield ""
        yield f"without a role: {', '.join(unused)}"


def _place_line(place: Placeholder) -> str:
    kind = f"{place.type or 'content'} {place.idx}" if place.real else "a box of its own"
    size = place.style.level(0).size
    return f"{place.name:<14} {_numbers(place.box)}  {size:g} pt  {kind}"


def _numbers(box: Box) -> str:
    sides = (points(side) for side in (box.x, box.y, box.width, box.height))
    return " ".join(f"{side:4.0f}" for side in sides)


def as_json(examined: Examined) -> str:
    """Return the same as JSON, lengths in points."""
    theme = examined.theme
    facts = {
        "width": points(theme.width),
        "height": points(theme.height),
        "fonts": {"titles": theme.fonts.major, "text": theme.fonts.minor},
        "unknown-fonts": list(examined.unknown_fonts),
        "colors": dict(theme.palette.scheme),
        "roles": {
            role: {
                "layout": choice.page.name,
                "number": choice.page.number,
                "how": choice.how,
                "placeholders": list(map(_place_facts, theme.layouts[role].placeholders)),
            }
            for role, choice in examined.choices.items()
        },
        "layouts": [
            {"number": page.number, "name": page.name, "type": page.type} for page in examined.pages
        ],
    }
    return json.dumps(facts, ensure_ascii=False, indent=2)


def _place_facts(place: Placeholder) -> dict[str, Any]:
    box = place.box
    return {
        "name": place.name,
        "placeholder": {"type": place.type, "idx": place.idx} if place.real else None,
        "box": [points(side) for side in (box.x, box.y, box.width, box.height)],
        "size": place.style.level(0).size,
        "font": place.style.font,
    }
