"""Values as text."""

from __future__ import annotations

from enum import Enum

from msgspec import Struct

from deck_builder.base.units import Box, emu
from deck_builder.cli.dump import dump


class Side(Enum):
    LEFT = "left"


class Part(Struct, frozen=True):
    name: str
    side: Side = Side.LEFT
    parts: tuple[object, ...] = ()
    secrets: str = "x"


def test_a_short_value_is_one_line() -> None:
    assert dump(Part("a")) == "Part(name='a')\n"
    assert dump((1, "b", Side.LEFT)) == "(1, 'b', left)\n"


def test_what_is_as_by_default_or_hidden_is_left_out() -> None:
    assert dump(Part("a", Side.LEFT, (), "y")) == "Part(name='a')\n"
    assert dump(Part("a", parts=(1,))) == "Part(name='a', parts=(1))\n"


def test_boxes_are_in_points() -> None:
    box = Box(emu(1), emu(2.25), emu(300), 0)
    assert dump(box) == "(1.0, 2.2) 300.0 x 0.0 pt\n"


def test_a_long_value_has_a_line_for_each_field_and_item() -> None:
    inner = Part("b" * 60, parts=(Part("c" * 60),))
    assert dump(Part("a", parts=(inner, 1))) == (
        "Part\n"
        "  name: 'a'\n"
        "  parts:\n"
        "    - Part\n"
        f"        name: '{'b' * 60}'\n"
        f"        parts: (Part(name='{'c' * 60}'))\n"
        "    - 1\n"
    )


def test_mappings_are_named_lines() -> None:
    assert dump({"a": 1, "b" * 100: 2}) == f"  a: 1\n  {'b' * 100}: 2\n"


def test_equal_values_are_equal_text() -> None:
    assert dump(Part("a")) == dump(Part("a", secrets="z"))
    assert dump(Part("a")) != dump(Part("b"))
