"""Diagrams on slides: shapes, connectors, builds, limits, and what is reported."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from deck_builder.base.diagnostics import Collector, Diagnostic
from deck_builder.base.limits import LimitError
from deck_builder.base.source import Source
from deck_builder.blocks import BlockReader
from deck_builder.blocks.chart import Chart
from deck_builder.diagrams.model import Diagram
from deck_builder.markdown import parse_markdown
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import Connection, Glue, Side, TextBox
from deck_builder.variants import BLOCK_KINDS
from deck_builder.writer.connection import Elbow, elbow
from tests.diagrams.drawn import content_of, ground
from tests.talks import laid_out

ORDER = """flowchart TD
    a[Order] --> b{Paid?}
    b -->|yes| c([Ship])
    b -- no --> d[Remind]
    d --> b
"""
Point = tuple[int, int]


def _talk(diagram: str, fence: str = "mermaid", top: str = "") -> str:
    return f"{top}# Talk\n\n## Slide\n\n```{fence}\n{diagram}```\n"


def _slide(text: str) -> str:
    data = write_deck(laid_out(text).value)
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read("ppt/slides/slide2.xml").decode()


def _points(form: Elbow) -> list[Point]:
    """The points of a connector, from its frame, handles and turns as PowerPoint has them."""
    width, height = form.box.width, form.box.height
    count = int(form.preset[-1]) if form.preset.startswith("bent") else 1
    x1, y2, x3 = (*(handle / 100_000 for handle in form.handles), 0, 0, 0)[:3]
    ways: dict[int, list[tuple[float, float]]] = {
        1: [(0, 0), (1, 1)],
        2: [(0, 0), (1, 0), (1, 1)],
        3: [(0, 0), (x1, 0), (x1, 1), (1, 1)],
        4: [(0, 0), (x1, 0), (x1, y2), (1, y2), (1, 1)],
        5: [(0, 0), (x1, 0), (x1, y2), (x3, y2), (x3, 1), (1, 1)],
    }
    middle = (form.box.x + width / 2, form.box.y + height / 2)
    found = []
    for across, down in ways[count]:
        a, b = across * width - width / 2, down * height - height / 2
        a, b = -a if form.mirrored else a, -b if form.flipped else b
        a, b = (-b, a) if form.turned else (a, b)
        found.append((round(middle[0] + a), round(middle[1] + b)))
    return found


@pytest.mark.parametrize(
    "points",
    [
        [(0, 0), (500_000, 300_000)],
        [(0, 0), (500_000, 0), (500_000, 300_000)],
        [(900_000, 0), (0, 0), (0, 300_000)],
        [(0, 0), (0, 400_000), (900_000, 400_000)],
        [(0, 900_000), (0, 0), (-700_000, 0)],
        [(0, 0), (200_000, 0), (200_000, 300_000), (600_000, 300_000)],
        [(0, 0), (0, 200_000), (-400_000, 200_000), (-400_000, 600_000)],
        [(0, 0), (-200_000, 0), (-200_000, 300_000), (600_000, 300_000)],
        [(0, 0), (300_000, 0), (300_000, 500_000), (0, 500_000)],
        [(0, 0), (0, -300_000), (500_000, -300_000), (500_000, 0)],
        [(0, 0), (0, 200_000), (400_000, 200_000), (400_000, 900_000), (700_000, 900_000)],
        [(0, 0), (1, 0), (1, -200_000), (-500_000, -200_000), (-500_000, 700_000)],
        [
            *[(0, 0), (0, 200_000), (-400_000, 200_000), (-400_000, -900_000)],
            *[(100_000, -900_000), (100_000, -700_000)],
        ],
        [
            *[(0, 0), (200_000, 0), (200_000, 400_000), (-300_000, 400_000)],
            *[(-300_000, 800_000), (0, 800_000)],
        ],
    ],
)
def test_a_connector_has_its_points(points: list[Point]) -> None:
    found = _points(elbow(points))
    assert len(found) == len(points)
    for (a, b), (x, y) in zip(found, points, strict=True):
        assert abs(a - x) <= 1_300
        assert abs(b - y) <= 1_300


def test_connectors_are_glued_to_shapes() -> None:
    slide = _slide(_talk(ORDER))
    shapes = dict(re.findall(r'<p:cNvPr id="(\d+)" name="([^"]*)"', slide))
    ends = re.findall(r'<a:stCxn id="(\d+)" idx="\d"/><a:endCxn id="(\d+)" idx="\d"/>', slide)
    assert sorted((shapes[start], shapes[end]) for start, end in ends) == [
        ("Order", "Paid?"),
        ("Paid?", "Remind"),
        ("Paid?", "Ship"),
        ("Remind", "Paid?"),
    ]


def test_it_is_one_group_with_an_alternative_text() -> None:
    slide = _slide(_talk(ORDER))
    assert slide.count("<p:grpSp>") == 1
    assert 'name="Flowchart" descr="Order, then Paid?; yes: Ship; no: Remind' in slide


def test_a_path_stands_in_where_another_way_would_be_found() -> None:
    slide = _slide(_talk(ORDER))
    back = slide.count("<mc:Fallback><p:sp>")
    assert 1 <= back < slide.count("<p:cxnSp>")


def test_it_is_built_up_by_rank() -> None:
    slide = laid_out(_talk(ORDER, "mermaid {.incremental}")).value.slides[1]
    groups = {shape.group for shape in slide.shapes if isinstance(shape, TextBox) and shape.group}
    assert len(slide.builds) == len(groups) == 3


PIE = 'pie\n  "Bread" : 2\n  "Rolls" : 1\n'


@pytest.mark.parametrize(
    ("fence", "by_default", "is_native"),
    [
        ("mermaid", False, False),
        ("mermaid {.native}", False, True),
        ("mermaid", True, True),
        ("mermaid {.drawn}", True, False),
    ],
)
def test_a_diagram_that_is_a_chart_has_the_form_of_charts(
    fence: str, by_default: bool, is_native: bool
) -> None:
    reader = BlockReader(BLOCK_KINDS, native_charts=by_default)
    source = Source("talk.md", f"```{fence}\n{PIE}```\n")
    (chart,) = reader.blocks(parse_markdown(source).value.children)
    assert isinstance(chart, Chart)
    assert chart.native is is_native
    assert reader.collector.found == []


def test_a_diagram_that_is_a_chart_has_no_caption() -> None:
    reader = BlockReader(BLOCK_KINDS)
    source = Source("talk.md", f'```mermaid {{caption="x"}}\n{PIE}```\n')
    reader.blocks(parse_markdown(source).value.children)
    assert [one.code for one in reader.collector.found] == ["unknown-attribute"]


def test_right_to_left_is_mirrored() -> None:
    text = _talk("flowchart LR\n a[Erst] --> b[Dann]\n")
    plain = laid_out(text).value.slides[1].shapes
    turned = laid_out(f"---\nlanguage: ar\n---\n\n{text}").value.slides[1].shapes
    (line,), (other,) = (
        [one for one in shapes if isinstance(one, Connection)] for shapes in (plain, turned)
    )
    assert line.points[0][0] < line.points[-1][0]
    assert other.points[0][0] > other.points[-1][0]
    assert isinstance(other.start, Glue)
    assert other.start.side is Side.LEFT


def _problems(text: str, tmp_path: Path) -> list[Diagnostic]:
    talk = tmp_path / "talk.md"
    talk.write_text(text, encoding="utf-8")
    return list(lay_out_deck(talk, Options()).diagnostics)


@pytest.mark.parametrize(
    ("diagram", "code", "line", "column"),
    [
        ("flowchart LR\n a --> b[One\n", "bad-diagram", 7, 9),
        ("flowchart LR\n a -> b\n", "bad-diagram", 7, 4),
        ("classDiagram\n A <|- B\n", "bad-diagram", 7, 4),
        ("blocks\n a\n", "diagram-as-source", 6, 1),
        ("block-beta\n a b\n a --> :\n", "bad-diagram", 8, 8),
        ("block-beta\n a -->\n", "bad-diagram", 7, 4),
        ("block-beta\n block:a\n b\n end\n block:a\n end\n", "bad-diagram", 10, 2),
        ("block-beta\n a:500\n", "bad-diagram", 7, 3),
        ('block-beta\n a<["x"]>(north)\n', "bad-diagram", 7, 3),
        (f"block-beta\n columns {'9' * 4_500}\n a\n", "bad-diagram", 7, 2),
        (f"block-beta\n a:{'9' * 4_500}\n", "bad-diagram", 7, 3),
        ("sankey-beta\n a,b,-1\n", "bad-diagram", 7, 6),
        ("sankey-beta\n a,b,0\n", "bad-diagram", 7, 6),
        ("sankey-beta\n a,b,.00\n", "bad-diagram", 7, 6),
        ("radar-beta\n axis a,b,c\n curve x{a: 1, a: 2, b: 3, c: 4}\n", "bad-diagram", 8, 16),
        ("sankey-beta\n a,b,1\n b,a,1\n", "bad-diagram", 8, 2),
        ('sankey-beta\n a,"b,1\n', "bad-diagram", 7, 2),
        ("architecture-beta\n service a[A]\n a:R -- L:b\n", "bad-diagram", 8, 11),
        ("architecture-beta\n service a[A] in b\n", "bad-diagram", 7, 18),
        ("architecture-beta\n group a in b\n group b in a\n", "bad-diagram", 7, 13),
        ('treemap-beta\n "a": 1\n   "b": 2\n', "bad-diagram", 8, 4),
        ('treemap-beta\n "a"\n', "bad-diagram", 7, 2),
        ('treemap-beta\n "a": x\n', "bad-diagram", 7, 7),
        ("radar-beta\n axis a, b, c\n curve d{1, 2}\n", "bad-diagram", 8, 10),
        ("radar-beta\n axis a, b, c\n curve d{a: 1, x: 2}\n", "bad-diagram", 8, 16),
    ],
)
def test_an_error_has_its_place(
    diagram: str, code: str, line: int, column: int, tmp_path: Path
) -> None:
    (found,) = _problems(_talk(diagram), tmp_path)
    assert (found.code, found.line, found.column) == (code, line, column)


def test_a_fence_in_a_list_has_its_place(tmp_path: Path) -> None:
    text = "# Talk\n\n## Slide\n\n- item\n\n  ```mermaid\n  flowchart LR\n    a -> b\n  ```\n"
    (found,) = _problems(text, tmp_path)
    assert (found.line, found.column) == (9, 7)


@pytest.mark.parametrize(
    "diagram",
    [
        "flowchart LR\n" + "\n".join(f"n{one}" for one in range(2_000)),
        "flowchart LR\n" + "subgraph s\n" * 500 + "a\n" + "end\n" * 500,
        "block-beta\n" + "block " * 1_500 + "a " + "end " * 1_500,
        "architecture-beta\n group g0[G]\n"
        + "\n".join(f" group g{one + 1}[G] in g{one}" for one in range(1_000)),
        "flowchart LR\n a[" + "word " * 10_000 + "]\n",
        "flowchart LR\n" + "a --> b\n" * 300,
    ],
    ids=["nodes", "depth", "blocks", "groups", "length", "links"],
)
def test_too_much_is_an_error(diagram: str) -> None:
    with pytest.raises(LimitError) as found:
        laid_out(_talk(f"{diagram}\n"))
    assert found.value.span is not None


@pytest.mark.parametrize("share", [0.5, 0.77, 0.9, 1.0])
def test_flows_fill_the_room_and_no_more(share: float) -> None:
    flows = "sankey-beta\n a,b,120\n a,c,30\n b,d,90\n b,e,30\n c,d,30\n"
    content = content_of(flows, Collector())
    assert isinstance(content, Diagram)
    room = ground(height=share, size=22)
    assert room.height - 10 <= content.lay_out(room).height <= room.height


@pytest.mark.parametrize(
    "diagram",
    [
        "flowchart LR\n a[" + "x" * 5_000 + "] --> a\n",
        "flowchart LR\n" + "\n".join(f"n{a} --> n{b}" for a in range(9) for b in range(9)),
        "flowchart TB\n" + " --> ".join(f"n{one}" for one in range(149)),
        "flowchart LR\n a " + "-" * 5_000 + "> b\n",
        "stateDiagram-v2\n" + "[*] --> [*]\n",
        "erDiagram\n A ||--|| A : self\n",
        "classDiagram\n A <|-- A\n",
        "block-beta\n columns 1\n" + "\n".join(f"n{one}" for one in range(140)),
        "block-beta\n" + "block\n" * 15 + "a\n" + "end\n" * 15,
        "block-beta\n" + "space:100\n" * 200 + "a\n",
        "sankey-beta\n" + "\n".join(f"n{a},m{b},{10**b}" for a in range(10) for b in range(14)),
        "sankey-beta\n" + "\n".join(f"n{a},n{a + 1},1" for a in range(100)),
        "architecture-beta\n"
        + "\n".join(f"service n{one}[N]" for one in range(100))
        + "\n"
        + "\n".join(f"n{one}:R -- L:n{one + 1}" for one in range(99)),
        "treemap-beta\n" + "\n".join(f'"n{one}": {2**one}' for one in range(40)),
        "treemap-beta\n"
        + "\n".join(f'{" " * one}"n{one}"' for one in range(18))
        + f'{" " * 20}"x": 1\n',
        "radar-beta\n axis "
        + ", ".join(f"a{one}" for one in range(100))
        + "\n curve c{"
        + ",".join(map(str, range(100)))
        + "}\n",
    ],
    ids=[
        *("word", "circles", "chain", "long", "ends", "self", "heir", "column", "blocks", "gaps"),
        *("flows", "stream", "row", "powers", "sections", "web"),
    ],
)
def test_hostile_diagrams_stay_on_the_slide(diagram: str) -> None:
    laid = laid_out(_talk(f"{diagram}\n")).value
    whole = laid.theme
    for slide in laid.slides:
        for shape in slide.shapes:
            assert shape.box.x >= 0
            assert shape.box.right <= whole.width
            assert shape.box.y >= 0
            assert shape.box.bottom <= whole.height
