"""Where a chart is proposed, and where the numbers leave doubts."""

from __future__ import annotations

import pytest

from deck_builder.article.pieces import pieces_of
from deck_builder.article.proposals import Proposal, propose
from deck_builder.base.source import Source


def proposal(text: str) -> Proposal | None:
    (piece,) = pieces_of(Source("some/article.md", text))
    return propose(piece)


def table(*rows: str) -> str:
    first, *rest = (f"| {row} |" for row in rows)
    return "\n".join((first, "|---" * (rows[0].count("|") + 1) + "|", *rest))


def chart(text: str) -> str:
    found = proposal(text)
    assert found is not None
    return found.text.split("\n```")[1].removeprefix("```") if "\n```" in found.text else ""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Go 24%, Rust 13% and Java 30%.",
            'chart bar\ndata: {"Go": 24, "Rust": 13, "Java": 30}\nunit: "%"',
        ),
        (
            "It took 12 ms in Go, 9 ms in Rust and 41 ms in Java.",
            'chart bar\ndata: {"Go": 12, "Rust": 9, "Java": 41}\nunit: "ms"',
        ),
        (
            "From 12% in 2020 and 15% in 2021 to 21% in 2022.",
            'chart line\ndata: {"2020": 12, "2021": 15, "2022": 21}\nunit: "%"',
        ),
        (
            "- Go: 1.5\n- Rust: 2\n- Java: 3",
            'chart bar\ndata: {"Go": 1.5, "Rust": 2, "Java": 3}',
        ),
        (
            table("Year | Loads", "2021 | 1,234,567", "2022 | 2,234,567", "2023 | 3,000,100"),
            'chart line\ntitle: "Loads"\ndata: {"2021": 1234567, "2022": 2234567, "2023": 3000100}',
        ),
        (
            table("Name | A | B", "x | 1 % | 2 %", "y | 3 % | 4 %", "z | 5 % | 7 %"),
            "chart grouped-bar\ndata:\n"
            '  categories: ["x", "y", "z"]\n  series:\n    "A": [1, 3, 5]\n    "B": [2, 4, 7]\n'
            'unit: "%"',
        ),
        (
            table("Name | Time", "a rather long name | 1 s", "y | 3 s", "z | 5 s"),
            'chart hbar\ntitle: "Time"\ndata: {"a rather long name": 1, "y": 3, "z": 5}\nunit: "s"',
        ),
    ],
)
def test_a_chart_is_proposed(text: str, expected: str) -> None:
    assert chart(text) == expected + '\nsource: "article.md"'


@pytest.mark.parametrize(
    "text",
    [
        # A comma may group or begin decimals.
        table("Name | Size", "x | 1,234", "y | 2,345", "z | 3,456"),
        # Two numbers are no chart, nor are numbers of different units.
        "Go 24% and Rust 13%.",
        "Go 24%, Rust 13 ms and Java 30%.",
        table("Name | Size", "x | 1 MB", "y | 2 GB", "z | 3 MB"),
        # A number without a name, or a name twice.
        "Go 24%, then 13%, then Java 30%.",
        "Go 24%, Rust 13% and Go 30%.",
        table("Name | Size", "x | 1", "x | 2", "z | 3"),
        # Numbers that count and do not measure.
        table("Name | Rank", "x | 1", "y | 2", "z | 3"),
        table("Name | Size", "x | 1", "y | many", "z | 3"),
        table("Name | Size", "x | 7", "y | 7", "z | 7"),
    ],
)
def test_no_chart_where_there_are_doubts(text: str) -> None:
    assert proposal(text) is None


def test_series_of_other_sizes_stay_out() -> None:
    text = table("Name | A | B", "x | 1 | 2000", "y | 3 | 4000", "z | 5 | 7000")
    assert 'title: "A"' in chart(text)
