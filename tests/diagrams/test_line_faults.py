"""What cannot be read in diagrams that are written in lines: said once, at its place."""

from __future__ import annotations

import pytest

from deck_builder.base.diagnostics import Collector
from tests.diagrams.drawn import content_of

# What is written; the line, the column and the text that is marked; a part of the message.
FAULTS = (
    ("flowchart LR", 1, "f", "there is nothing in it"),
    ("classDiagram\n  direction LR", 1, "c", "there is nothing in it"),
    ("stateDiagram-v2", 1, "s", "there is nothing in it"),
    ("erDiagram", 1, "e", "there is nothing in it"),
    ("sequenceDiagram\n  rect red\n  end", 1, "s", "no participant in it"),
    ("sequenceDiagram\n  A->>B: x\n  hello you", 3, "hello you", "no message"),
    ("sequenceDiagram\n  partcipant A", 2, "partcipant A", "no message"),
    ("sequenceDiagram\n  loop x\n  A->>B: y", 2, "loop x", "has no ‘end’"),
    ("sequenceDiagram\n  A->>B: y\n  end", 3, "end", "without anything to end"),
    ("sequenceDiagram\n  A->>B: y\n  else z", 3, "else z", "outside of ‘alt’"),
    ("sequenceDiagram\n  A->>B: y\n  deactivate B", 3, "deactivate B", "not active"),
    ("sequenceDiagram\n  A-->>-B: y", 2, "A-->>-B: y", "‘A’ is not active"),
    ("sequenceDiagram\n  A->>B: y\n  destroy Bert", 3, "Bert", "no participant ‘Bert’"),
    ("sequenceDiagram\n  create participant C\n  A->>B: y", 3, "A->>B: y", "should go to ‘C’"),
    ("sequenceDiagram\n  A->>B: y\n  create participant C", 3, "create participant C", "creates"),
    ("sequenceDiagram\n  A->>B: y\n  destroy B\n  A->>C: y", 4, "A->>C: y", "‘B’"),
    ('sequenceDiagram\n  participant A@{ "type": "robot" }', 2, "robot", "no kind of participant"),
    ("sequenceDiagram\n  autonumber x", 2, "x", "no number"),
    ("sequenceDiagram\n  participant", 2, "participant", "has no name"),
    ("gantt\n  A : 2026-13-01, 3d", 2, "2026-13-01", "no date"),
    ("gantt\n  A : 2026-01-01, three", 2, "three", "no date"),
    ("gantt\n  A : after b, 3d", 2, "b", "no task with the id ‘b’"),
    ("gantt\n  A : a, after b, 3d\n  B : b, after a, 2d", 2, "after b", "waits for"),
    ("gantt\n  A : 2026-01-05, 2026-01-01", 2, "2026-01-01", "ends before it begins"),
    ("gantt\n  A : 3d", 2, "3d", "has no start"),
    ("gantt\n  A : active, done", 2, "active, done", "when the task is"),
    ("gantt\n  A : a, b, c, d", 2, "a, b, c, d", "when the task is"),
    ("gantt\n  tickInterval often\n  A : 2026-01-05, 1d", 2, "often", "no interval"),
    ("gantt\n  hello", 2, "hello", "no task"),
    ("gantt\n  A : 9999-12-30, 9y", 2, "9y", "beyond the calendar"),
    ("gantt\n  section A", 2, "section A", "no task in it"),
    ("timeline\n  : b", 2, ": b", "in no period"),
    ("timeline\n  title a", 1, "t", "no period in it"),
    ("mindmap\n  A\n  B", 3, "B", "one root"),
    ('mindmap\n  A["`b', 2, 'A["`b', "not closed"),
    ("quadrantChart\n  A: [0.5, 1.5]", 2, "1.5", "not from 0 to 1"),
    ("quadrantChart\n  A: [0.5, 0.5] size: 3", 2, "size", "no style"),
    ("quadrantChart\n  A: [0.5, 0.5] color: blue", 2, "blue", "no colour"),
    ("quadrantChart\n  x-axes a", 2, "x-axes a", "no point"),
    ("pie\n  Dogs : 3", 2, "Dogs : 3", "no part"),
    ('pie\n  "Dogs" : many', 2, "many", "no number"),
    ('pie\n  "Dogs" : -3', 2, "-3", "below zero"),
    ("journey\n  Make tea", 2, "Make tea", "no score"),
    ("journey\n  Make tea: 6: Me", 2, "6", "not from 1 to 5"),
    ("gitGraph\n  comit", 2, "comit", "no statement"),
    ("gitGraph\n  commit\n  checkout dev", 3, "dev", "no branch ‘dev’"),
    ("gitGraph\n  commit\n  branch main", 3, "main", "there is a branch"),
    ("gitGraph\n  commit\n  branch b\n  checkout main\n  merge b", 5, "b", "has nothing"),
    ("gitGraph\n  commit\n  merge main", 3, "main", "the current branch"),
    ('gitGraph\n  commit id: "a"\n  commit id: "a"', 3, "a", "another commit"),
    ("gitGraph\n  commit type: BIG", 2, "BIG", "no type"),
    ('gitGraph\n  commit\n  branch b\n  cherry-pick id: "x"', 4, "x", "no commit"),
    ("gitGraph\n  commit size: 3", 2, "size", "means nothing"),
    ("xychart-beta\n  bar 3, 4", 2, "bar 3, 4", "has no values"),
    ("xychart-beta\n  bar [3, x]", 2, "x", "no number"),
    ("xychart-beta\n  ber [3]", 2, "ber", "no statement"),
    ("packet-beta\n  0-15", 2, "0-15", "no field"),
    ('packet-beta\n  0-3: "a"\n  5: "b"', 3, "5", "should begin with bit 4"),
    ("requirementDiagram\n  requirement a {\n  size: 3", 3, "size", "says nothing"),
    ("requirementDiagram\n  requiremnt a {", 2, "requiremnt", "no kind of requirement"),
    ("requirementDiagram\n  element a {\n  }\n  a - likes -> b", 4, "likes", "no relation"),
    ("requirementDiagram\n  element a {\n  }\n  a - copies -> b", 4, "b", "there is no"),
    ('C4Context\n  Persn(a, "A")', 2, "Persn", "nothing of a C4 diagram"),
    ('C4Context\n  Person(a, "A")\n  Rel(a, b)', 3, "b", "there is no ‘b’"),
    ('C4Context\n  Boundary(a, "A") {', 2, 'Boundary(a, "A") {', "no ‘}’"),
    ("kanban\n  a[A]\n    b@{ ticket: 1", 3, "@{", "not closed"),
)


@pytest.mark.parametrize(("text", "line", "marked", "message"), FAULTS)
def test_a_fault_has_its_place(text: str, line: int, marked: str, message: str) -> None:
    found = Collector()
    assert content_of(text, found) is None
    (problem,) = found.found
    assert problem.code == "bad-diagram"
    assert message in problem.message
    assert problem.span is not None
    assert (problem.line, problem.span.text) == (line, marked)


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("sequenceDiagram\n  partcipant A", "did you mean ‘participant’?"),
        ("sequenceDiagram\n  A->>B: y\n  destroy Bb", "did you mean ‘B’?"),
        ("gantt\n  A : soil, 2026-01-01, 2d\n  B : after sail, 2d", "did you mean ‘soil’?"),
        ("gitGraph\n  comit", "did you mean ‘commit’?"),
        ("quadrantChart\n  x-axes a", "did you mean ‘x-axis’?"),
    ],
)
def test_a_misspelt_word_is_guessed(text: str, hint: str) -> None:
    found = Collector()
    assert content_of(text, found) is None
    assert found.found[0].hint.startswith(hint)
