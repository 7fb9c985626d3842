"""Many charts at once: stored, in parallel, and the same as one by one."""

from __future__ import annotations

import pickle
import subprocess
import sys

import pytest
from msgspec.structs import replace

from deck_builder.charts.draw.chart import Sketch, sketch
from deck_builder.charts.draw.drawings import FEWEST, draw_all
from tests.charts.example import LARGE, SMALL, chart, theme


def sketches(count: int) -> list[Sketch]:
    return [sketch(chart("bar", f"data: {{a: {n}, b: 2}}"), *SMALL, theme()) for n in range(count)]


@pytest.mark.parametrize("count", [1, FEWEST + 1])
def test_charts_are_drawn_in_order_as_each_would_be_alone(count: int) -> None:
    alone = [one.painted() for one in sketches(count)]
    assert list(draw_all(sketches(count))) == alone


def test_a_stored_drawing_is_not_painted_again() -> None:
    store: dict[str, bytes] = {}
    drawn = draw_all(sketches(3), Memory(store))
    assert len(store) == 3
    code = (
        "import pickle, sys\n"
        "from tests.charts.test_drawings import Memory, draw_all, sketches\n"
        "store, drawn = pickle.load(sys.stdin.buffer)\n"
        "assert draw_all(sketches(3), Memory(store)) == drawn\n"
        "print('matplotlib' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps((store, drawn)),
        capture_output=True,
        check=True,
    )
    assert done.stdout == b"False\n"


def test_only_what_is_new_is_stored() -> None:
    store: dict[str, bytes] = {}
    draw_all(sketches(1), Memory(store))
    before = dict(store)
    assert draw_all(sketches(2), Memory(store)) == draw_all(sketches(2))
    assert len(store) == 2
    assert before.items() < store.items()


def test_whatever_changes_a_drawing_changes_its_key() -> None:
    plain = chart("bar", "data: {a: 1, b: 2}")
    green = replace(theme().palette, scheme={**theme().palette.scheme, "accent1": "00AA00"})
    serif = replace(theme().fonts, minor="Times New Roman")
    others = [
        sketch(plain, *SMALL, theme()),
        sketch(plain, *LARGE, theme()),
        sketch(plain, *SMALL, theme(dark=True)),
        sketch(plain, *SMALL, replace(theme(), palette=green)),
        sketch(plain, *SMALL, replace(theme(), fonts=serif)),
        sketch(chart("hbar", "data: {a: 1, b: 2}"), *SMALL, theme()),
    ]
    store: dict[str, bytes] = {}
    draw_all(others, Memory(store))
    assert len(store) == len(others)


def test_a_drawing_in_fonts_of_the_machine_is_not_stored() -> None:
    store: dict[str, bytes] = {}
    draw_all([sketch(chart("bar", "data: {日本: 1}"), *SMALL, theme())], Memory(store))
    assert store == {}


class Memory:
    """A store in memory."""

    def __init__(self, content: dict[str, bytes]) -> None:
        self.content = content

    def get(self, key: str) -> bytes | None:
        """What is stored."""
        return self.content.get(key)

    def put(self, key: str, data: bytes) -> None:
        """Store it."""
        self.content[key] = data
