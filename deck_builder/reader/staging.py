"""The transition of a slide, and what its clicks do (ECMA-376 part 1, section 19.5)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml import etree

from deck_builder.reader.model import BuildStep
from deck_builder.reader.names import attribute, find, first, iterate, local, number
from deck_builder.reader.shapes import PlacedShape

_BESIDE = ("sndAc", "extLst")
_WAYS = ("dir", "orient", "option", "spokes")
_ON_CLICK = "clickEffect"


def transition_of(slide: etree._Element) -> str:
    """Return a slide's transition in a few words, or an empty text."""
    found = first(slide, "p:transition")
    if found is None:
        return ""
    kinds = [one for one in found if local(one) not in _BESIDE]
    words = [_kind(one) for one in kinds] or ["cut"]
    after = number(found.get("advTm"))
    return " ".join(words) + ("" if after is None else f", next after {after / 1000:g} s")


def _kind(element: etree._Element) -> str:
    ways = (element.get(way, "") for way in _WAYS)
    return " ".join((local(element), *(way for way in ways if way)))


def builds_of(
    slide: etree._Element, placed: Sequence[PlacedShape]
) -> tuple[tuple[BuildStep, ...], ...]:
    """Return what each click does."""
    clicks: list[list[tuple[str, str, int | None]]] = []
    timing = find(slide, "p:timing")
    for effect in () if timing is None else iterate(timing, "p:cTn"):
        kind = effect.get("presetClass")
        if kind is None:
            continue
        if effect.get("nodeType") == _ON_CLICK or not clicks:
            clicks.append([])
        clicks[-1].extend((shape, kind, part) for shape, part in _targets(effect))
    used = {shape for click in clicks for shape, _, _ in click}
    order = dict.fromkeys(one.id for one in placed if one.id in used)
    places = {shape: place for place, shape in enumerate([*order, *sorted(used - set(order))])}
    return tuple(
        tuple(BuildStep(places[shape], kind, part) for shape, kind, part in click)
        for click in clicks
        if click
    )


def _targets(effect: etree._Element) -> Iterator[tuple[str, int | None]]:
    """The shapes and paragraphs that an effect is on, each once."""
    targets = iterate(effect, "p:spTgt")
    yield from dict.fromkeys((target.get("spid", ""), _paragraph(target)) for target in targets)


def _paragraph(target: etree._Element) -> int | None:
    return number(attribute(find(target, "p:txEl/p:pRg"), "st"))
