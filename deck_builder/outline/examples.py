"""Examples: items marked `(@)` or `(@name)`, numbered through the talk; `(@name)` in a text is the
number of that example."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.base.numerals import DECIMAL
from deck_builder.base.patterns import late
from deck_builder.markdown import EXAMPLES, Node

BROKEN_EXAMPLE = Problem(
    "broken-reference", Severity.WARNING, "there is no example ‘{id}’", "{hint}"
)
REPEATED_EXAMPLE = Problem(
    "repeated-id",
    Severity.WARNING,
    "there is another example ‘{id}’; references mean the first one",
    "give this one another name",
)
_STYLE = f"({DECIMAL})"
_NAME = late(r"(?<![\w@\[])@([\w-]*\w)")
_ALONE = late(r"\(@([\w-]*\w)\)")


def with_examples(nodes: Sequence[Node], collector: Collector) -> Sequence[Node]:
    """Return `nodes` with the numbers of examples, and those in the texts that name them."""
    examples = _Examples({}, collector)
    numbered = tuple(examples.numbered(nodes))
    return tuple(examples.named(numbered))


class _Examples(Struct):
    numbers: dict[str, int]
    collector: Collector
    count: int = 0

    def numbered(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """Yield `nodes` with numbers in their lists of examples."""
        for node in nodes:
            if node.kind == "ordered_list" and node.info == EXAMPLES:
                node = replace(node, start=self.count + 1, info=_STYLE)
                for number, item in enumerate(node.children, node.start):
                    self._name(item, number)
                self.count += len(node.children)
            if node.children:
                node = replace(node, children=tuple(self.numbered(node.children)))
            yield node

    def _name(self, item: Node, number: int) -> None:
        if not item.info:
            return
        if item.info in self.numbers:
            place = item.span
            mark = f"(@{item.info})"
            if place and mark in place.text:
                place = place.at(place.text.find(mark), len(mark))
            self.collector.report(REPEATED_EXAMPLE, place, id=item.info)
        self.numbers.setdefault(item.info, number)

    def named(self, nodes: Iterable[Node]) -> Iterator[Node]:
        """Yield `nodes` with numbers in place of names."""
        for node in nodes:
            if node.kind == "text" and "@" in node.text:
                node = replace(node, text=_NAME().sub(self._number, node.text))
                for missing in _ALONE().finditer(node.text):
                    hint = suggestion(missing[1], self.numbers)
                    self.collector.report(BROKEN_EXAMPLE, node.span, id=missing[1], hint=hint)
            elif node.children:
                node = replace(node, children=tuple(self.named(node.children)))
            yield node

    def _number(self, found: re.Match[str]) -> str:
        number = self.numbers.get(found[1])
        return found[0] if number is None else str(number)
