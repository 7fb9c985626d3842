"""Long chains: in rows rather than small."""

from __future__ import annotations

import pytest

from deck_builder.base.diagnostics import Collector
from deck_builder.diagrams.fitted import fitted
from deck_builder.diagrams.folding import Folded
from deck_builder.diagrams.graph import Graph
from tests.diagrams.drawn import content_of, faults, ground

SIZES = (22.0, 19.0, 16.0, 14.0, 12.0)


def _chain(count: int, first: str = "flowchart LR", label: str = "") -> Graph:
    link = f" -- {label} --> " if label else " --> "
    content = content_of(
        f"{first}\n{link.join(f'n{i}[Step {i}]' for i in range(count))}\n", Collector()
    )
    assert isinstance(content, Graph)
    return content


@pytest.mark.parametrize("count", [13, 20, 40])
@pytest.mark.parametrize("label", ["", "then"])
@pytest.mark.parametrize("first", ["flowchart LR", "flowchart TB"])
def test_a_long_chain_can_be_read(count: int, label: str, first: str) -> None:
    found = fitted(_chain(count, first, label), ground(), SIZES)
    assert found.fits
    assert found.size >= (16 if count < 40 else 12)
    assert sorted(faults(found.scene, ground(size=found.size))) == []


def test_a_short_one_is_a_line() -> None:
    assert not isinstance(fitted(_chain(4), ground(), SIZES).diagram, Folded)


@pytest.mark.parametrize(
    "text",
    [
        "flowchart LR\n a --> b --> c --> d --> e --> f --> a\n",
        "flowchart LR\n a --> b --> c --> d --> e --> f\n b --> f\n",
        "flowchart LR\n a --> b --> c\n d --> e --> f\n",
        "flowchart LR\n a --> b --> c --> d --> e\n a --> f\n",
        "flowchart LR\n a --> b --> c --> d --> e\n subgraph g\n f\n end\n e --> f\n",
        "flowchart LR\n a --> b --> c --> d --> e\n f --> f\n",
    ],
)
def test_other_graphs_stay_as_they_are(text: str) -> None:
    content = content_of(text, Collector())
    assert content is not None
    assert content.folded() is None  # type: ignore[union-attr]


def test_the_same_chain_has_other_rows_on_another_ground() -> None:
    chain = _chain(13).folded()
    assert chain is not None
    wide, narrow = (chain.lay_out(ground(width, size=16)) for width in (1.0, 0.5))
    assert narrow.width < wide.width
    assert narrow.height > wide.height
