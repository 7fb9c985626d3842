"""Variables in the labels of diagrams."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import Grouped


def _laid(
    diagram: str, tmp_path: Path, fence: str = "mermaid", **values: str
) -> tuple[str, list[str]]:
    """What is said of a diagram, and what is found wrong."""
    talk = tmp_path / "talk.md"
    own = "".join(f"  {name}: {value!r}\n" for name, value in values.items())
    top = f"---\nvariables:\n{own}---\n\n" if own else ""
    talk.write_text(f"{top}# Talk\n\n## Slide\n\n```{fence}\n{diagram}```\n", encoding="utf-8")
    checked = lay_out_deck(talk, Options())
    shapes = [one for slide in checked.value.slides for one in slide.shapes]
    about = [one.about for one in shapes if isinstance(one, Grouped) and one.about]
    found = [f"{one.code} {one.line}:{one.column}" for one in checked.diagnostics]
    return "".join(about), found


@pytest.mark.parametrize(
    ("fence", "diagram", "expected"),
    [
        ("mermaid", "flowchart LR\n a[Costs {{ price }}] --> b\n", "Costs 5 €, then b"),
        ("mermaid", 'flowchart LR\n a["{{price}}"] -- {{price}} --> b\n', "5 €; 5 €: b"),
        ("mermaid", "sequenceDiagram\n A->>B: {{price}}, please\n", "A to B: 5 €, please"),
        ("mermaid", "mindmap\n root\n  {{price}}\n", "root: 5 €"),
        ("dot", 'digraph { a [label="{{price}}"]; a -> b }\n', "5 €, then b"),
    ],
)
def test_a_label_has_the_value(fence: str, diagram: str, expected: str, tmp_path: Path) -> None:
    assert _laid(diagram, tmp_path, fence, price="5 €") == (expected, [])


def test_a_hexagon_is_no_variable(tmp_path: Path) -> None:
    text = "flowchart LR\n a{{price}} --> b{{other}}\n"
    assert _laid(text, tmp_path, price="5") == ("price, then other", [])


@pytest.mark.parametrize(
    "value",
    ['a "b"', "a] --> b[c", "x|y", "{z}", "(q)", "<b>", "a;b", "#35;", "end", "%% no", "a&b"],
)
def test_a_value_is_words_whatever_is_in_it(value: str, tmp_path: Path) -> None:
    text = "flowchart LR\n a[It is {{x}}] --> b\n"
    assert _laid(text, tmp_path, x=value) == (f"It is {value}, then b", [])


def test_an_unknown_one_is_reported(tmp_path: Path) -> None:
    said, found = _laid('flowchart LR\n a["{{prise}}"] --> b\n', tmp_path, price="5")
    assert said == "{{prise}}, then b"
    assert [one.split()[0] for one in found] == ["unknown-variable"]


def test_an_error_in_a_line_with_a_value_points_at_the_line(tmp_path: Path) -> None:
    _, found = _laid("flowchart LR\n a[{{price}}] -> b\n", tmp_path, price="5 or more")
    assert found == ["bad-diagram 12:2"]


def test_a_value_of_the_command_line_is_used(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from deck_builder.cli import main

    talk = tmp_path / "talk.md"
    talk.write_text(
        '# T\n\n## S\n\n```mermaid\nflowchart LR\n a["{{x}}"] --> b\n```\n', encoding="utf-8"
    )
    result = CliRunner().invoke(
        main, ["build", str(talk), "-o", str(tmp_path / "a.pptx"), "-D", "x=Yes"]
    )
    assert result.exit_code == 0, result.output
