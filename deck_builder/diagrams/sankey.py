"""Mermaid's Sankey diagrams: how much flows from where to where."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from functools import cached_property

from msgspec import Struct

from deck_builder.base.diagnostics import Collector
from deck_builder.diagrams.amounts import above_zero, amount
from deck_builder.diagrams.fence import DiagramError, Fence
from deck_builder.diagrams.labels import plain_label
from deck_builder.diagrams.lines import Line, lines_of
from deck_builder.diagrams.mermaid import prepared
from deck_builder.diagrams.model import Diagram, Ground, check_size
from deck_builder.diagrams.scene import Scene

_EXAMPLE = "a flow is written as ‘Flour,Bread,120’: from where, to where, how much"


class Flow(Struct, frozen=True):
    """So much flows from one place to another."""

    start: str
    end: str
    amount: float


class Sankey(Diagram, frozen=True, dict=True):
    """A Sankey diagram."""

    flows: tuple[Flow, ...] = ()

    @cached_property
    def places(self) -> tuple[str, ...]:
        """What flows are from and to, in the order in which it is named."""
        names = (name for one in self.flows for name in (one.start, one.end))
        return tuple(dict.fromkeys(names))

    def lay_out(self, ground: Ground) -> Scene:
        """Bars in columns, and bands between them as wide as what flows."""
        from deck_builder.diagrams.sankey_layout import laid_out

        return laid_out(self, ground)

    def through(self, name: str) -> float:
        """Return how much flows through a place."""
        into = sum(one.amount for one in self.flows if one.end == name)
        return max(into, sum(one.amount for one in self.flows if one.start == name))

    def shown(self, flow: float) -> str:
        """Return a number as it is written in the language."""
        return amount(flow, self.language)

    def sentences(self) -> Sequence[str]:
        """Where it flows to from each place: “Flour: Bread 120, Cake 30”."""
        return tuple(self._told())

    def _told(self) -> Iterator[str]:
        for name in self.places:
            ends = [
                f"{plain_label(one.end)} {self.shown(one.amount)}"
                for one in self.flows
                if one.start == name
            ]
            if ends:
                yield f"{plain_label(name)}: {', '.join(ends)}"

    def words(self) -> Sequence[str]:
        """The names of the places."""
        return tuple(filter(None, map(plain_label, self.places)))


def read(fence: Fence, found: Collector) -> Sankey:
    """Return the diagram in a fence of mermaid. Raises DiagramError."""
    page = prepared(fence)
    flows: dict[tuple[str, str], Flow] = {}
    reached: dict[str, set[str]] = {}
    for one in lines_of(page):
        flow = _flow(one)
        if flow.start in reached.get(flow.end, {flow.end}):
            raise one.wrong("what flows must not come back to where it was", hint=_EXAMPLE)
        key = flow.start, flow.end
        before = flows[key].amount if key in flows else 0.0
        flows[key] = Flow(*key, before + flow.amount)
        _reach(flow, reached)
        check_size(tuple(reached), tuple(flows), fence)
    if not flows:
        raise DiagramError("there is no flow in it", 0, 1, _EXAMPLE)
    return Sankey(
        kind="Sankey diagram",
        title=page.title,
        described=page.described,
        flows=tuple(flows.values()),
    )


def _reach(flow: Flow, reached: dict[str, set[str]]) -> None:
    """Note where it flows to, over all places: each reaches itself, too."""
    for name in (flow.start, flow.end):
        reached.setdefault(name, {name})
    beyond = reached[flow.end]
    for places in reached.values():
        if flow.start in places:
            places |= beyond


def _flow(one: Line) -> Flow:
    try:
        (parts,) = csv.reader([one.text], skipinitialspace=True, strict=True)
    except csv.Error as error:
        raise one.wrong(f"this is no flow: {error}", hint=_EXAMPLE) from error
    parts = [part.strip() for part in parts]
    if len(parts) != 3 or not (parts[0] and parts[1]):
        raise one.wrong("this is no flow", hint=_EXAMPLE)
    number = above_zero(parts[2])
    if number is None:
        raise one.wrong(f"‘{parts[2]}’ is no number above zero", parts[2], _EXAMPLE)
    return Flow(parts[0], parts[1], number)
