"""Arithmetic on colours."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deck_builder.base.color import (
    BLACK,
    LEAST_CONTRAST,
    WHITE,
    channels,
    contrast,
    from_channels,
    from_hsl,
    from_linear,
    least_contrast,
    luminance,
    mix,
    parse_color,
    readable,
    shaded,
    with_lightness,
)

COLORS = st.integers(0, 0xFFFFFF).map("{:06X}".format)
SHARES = st.floats(0, 1)


@pytest.mark.parametrize(
    ("text", "color"),
    [
        ("1f5fa8", "1F5FA8"),
        ("1F5FA8", "1F5FA8"),
        ("", ""),
        ("#1F5FA8", ""),
        ("1F5FA", ""),
        ("1F5FA80", ""),
        ("1F5FAG", ""),
        ("+1F5FA", ""),
        ("1F 5FA", ""),
        ("١٢٣٤٥٦", ""),
    ],
)
def test_a_colour_is_six_hexadecimal_digits(text: str, color: str) -> None:
    assert parse_color(text) == color


@given(COLORS)
def test_a_colour_is_what_its_channels_say(color: str) -> None:
    assert from_channels(*channels(color)) == color


def test_channels_do_not_leave_their_range() -> None:
    assert from_channels(-1, 0.5, 2) == "0080FF"


def test_half_of_the_light_is_more_than_half_of_the_channel() -> None:
    assert from_linear(0, 0.5, 1) == "00BAFF"
    assert from_linear(-1, 0, 2) == "0000FF"


@pytest.mark.parametrize(
    ("hsl", "color"),
    [
        ((0, 1, 0.5), "FF0000"),
        ((1 / 3, 1, 0.25), "008000"),
        ((2 / 3, 1, 0.5), "0000FF"),
        ((0.7, 0, 0.5), "808080"),
    ],
)
def test_hue_saturation_and_lightness(hsl: tuple[float, float, float], color: str) -> None:
    assert from_hsl(*hsl) == color


# What PowerPoint shows for its own blue "accent 1" and the names in its palette.
@pytest.mark.parametrize(
    ("factor", "offset", "color"),
    [
        (1.0, 0.0, "4472C4"),
        (0.2, 0.8, "DAE3F3"),
        (0.4, 0.6, "B4C7E7"),
        (0.6, 0.4, "8FAADC"),
        (0.75, 0.0, "2F5597"),
        (0.5, 0.0, "203864"),
    ],
)
def test_lightness_is_that_of_powerpoint(factor: float, offset: float, color: str) -> None:
    shown = with_lightness("4472C4", factor, offset)
    nearness = [abs(a - b) for a, b in zip(channels(shown), channels(color), strict=True)]
    assert max(nearness) <= 1.01 / 255


def test_lightness_stays_between_black_and_white() -> None:
    assert with_lightness("4472C4", 1, 1) == WHITE
    assert with_lightness("4472C4", 1, -1) == BLACK


def test_shades_lead_to_black_and_tints_to_white() -> None:
    assert shaded("4080C0", 1, 1) == "4080C0"
    # As PowerPoint has them: grey text, and the rows of its usual table.
    assert shaded(BLACK, 1, 0.75) == "898989"
    assert shaded("4F81BD", 1, 0.4) == "D0D8E8"
    assert shaded(WHITE, 0.5, 1) == "BCBCBC"
    assert shaded("4080C0", 0, 1) == BLACK
    assert shaded("4080C0", 1, 0) == WHITE


def test_colours_are_mixed() -> None:
    assert mix(BLACK, WHITE, 0.5) == "808080"
    assert mix("FF0000", "0000FF", 0.25) == "BF0040"


@given(COLORS, COLORS)
def test_a_mixture_has_ends(color: str, other: str) -> None:
    assert mix(color, other, 0) == color
    assert mix(color, other, 1) == other


@given(COLORS, COLORS, SHARES)
def test_a_mixture_lies_between(color: str, other: str, share: float) -> None:
    mixed = zip(channels(color), channels(mix(color, other, share)), channels(other), strict=True)
    assert all(min(one, two) <= between <= max(one, two) for one, between, two in mixed)


def test_luminance_goes_from_0_to_1() -> None:
    assert luminance(BLACK) == 0
    assert luminance(WHITE) == pytest.approx(1)
    assert luminance("00FF00") > luminance("FF0000") > luminance("0000FF")


def test_contrast_goes_from_1_to_21() -> None:
    assert contrast(BLACK, WHITE) == pytest.approx(21)
    assert contrast("3A7B21", "3A7B21") == 1
    # The grey that just passes on white.
    assert contrast(WHITE, "767676") == pytest.approx(4.54, abs=0.01)


@given(COLORS, COLORS)
def test_contrast_is_the_same_either_way(color: str, other: str) -> None:
    assert contrast(color, other) == contrast(other, color)


def test_the_nearest_ground_counts() -> None:
    assert least_contrast(BLACK, (WHITE, "808080")) == contrast(BLACK, "808080")


def test_a_colour_that_is_read_already_stays() -> None:
    assert readable("B3361B", (WHITE,)) == "B3361B"


def test_a_colour_becomes_no_darker_than_it_must() -> None:
    found = readable("FFB547", (WHITE,))
    assert LEAST_CONTRAST <= contrast(found, WHITE) < LEAST_CONTRAST + 1


@given(COLORS, COLORS)
def test_any_colour_can_be_made_readable_on_any_ground(color: str, ground: str) -> None:
    assert contrast(readable(color, (ground,)), ground) >= LEAST_CONTRAST


def test_where_grounds_are_too_different_it_is_black_or_white() -> None:
    assert readable("808080", (BLACK, WHITE)) in (BLACK, WHITE)
