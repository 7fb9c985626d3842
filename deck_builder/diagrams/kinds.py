"""The kinds of diagrams: one file each, found by the first word of the fence."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module

from msgspec import Struct

from deck_builder.base.diagnostics import Collector, suggestion
from deck_builder.charts.data.spec import ChartSpec
from deck_builder.diagrams.fence import DIAGRAM_AS_SOURCE, DiagramError, Fence
from deck_builder.diagrams.model import Diagram

Read = Callable[[Fence, Collector], Diagram | ChartSpec]


class Kind(Struct, frozen=True):
    """A kind of diagram: `module` of this package reads it. Its function `read` returns the
    diagram of a fence, or the chart that it is, or raises DiagramError."""

    module: str

    @property
    def read(self) -> Read:
        """The function that reads it; its module is imported only now."""
        reader: Read = import_module(f"deck_builder.diagrams.{self.module}").read
        return reader


_C4 = ("Context", "Container", "Component", "Dynamic", "Deployment")
# By the first word of a fence of mermaid.
MERMAID: Mapping[str, Kind] = {
    "flowchart": Kind("flowchart"),
    "flowchart-elk": Kind("flowchart"),
    "graph": Kind("flowchart"),
    "classDiagram": Kind("classes"),
    "classDiagram-v2": Kind("classes"),
    "stateDiagram": Kind("states"),
    "stateDiagram-v2": Kind("states"),
    "erDiagram": Kind("entities"),
    "sequenceDiagram": Kind("sequence"),
    "gantt": Kind("gantt"),
    "timeline": Kind("timeline"),
    "mindmap": Kind("mindmap"),
    "quadrantChart": Kind("quadrant"),
    "pie": Kind("pie"),
    "journey": Kind("journey"),
    "gitGraph": Kind("gitgraph"),
    "kanban": Kind("kanban"),
    "xychart": Kind("xychart"),
    "xychart-beta": Kind("xychart"),
    "packet": Kind("packet"),
    "packet-beta": Kind("packet"),
    "architecture": Kind("architecture"),
    "architecture-beta": Kind("architecture"),
    "block": Kind("blocks"),
    "block-beta": Kind("blocks"),
    "sankey": Kind("sankey"),
    "sankey-beta": Kind("sankey"),
    "requirementDiagram": Kind("requirement"),
    **{f"C4{name}": Kind("context") for name in _C4},
}
DOT = Kind("dot")
_DOT = ("dot", "graphviz", "gv")
_HINT = "it is of a kind that cannot be drawn; draw it with its own program and show that picture"


def read_diagram(language: str, fence: Fence, found: Collector) -> Diagram | ChartSpec | None:
    """Return the diagram, or the chart that it is, in a fence that opens with the word `language`;
    None after a report."""
    kind, name, at = _kind(language, fence)
    if kind is None:
        hint = (suggestion(name, MERMAID) if language == "mermaid" else "") or _HINT
        fence.report(DIAGRAM_AS_SOURCE, found, at, len(name), kind=name or language, hint=hint)
        return None
    before = len(found.found)
    try:
        return kind.read(fence, found)
    except DiagramError as error:
        # What was left out of a diagram that is not shown is of no interest.
        del found.found[before:]
        fence.report_error(error, found)
        return None


def _kind(language: str, fence: Fence) -> tuple[Kind | None, str, int]:
    if language in _DOT:
        return DOT, language, 0
    if language != "mermaid":
        return None, language, 0
    from deck_builder.diagrams.mermaid import first_word

    name, at = first_word(fence.text)
    return MERMAID.get(name), name, at
