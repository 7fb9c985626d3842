"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from deck_builder.patterns import regex


def test_it_is_as_the_pattern_is() -> None:
    late, compiled = regex(r"(\d+) (km)", re.IGNORECASE), re.compile(r"(\d+) (km)", re.IGNORECASE)
    for _ in range(2):
        assert late.findall("3 km, 5 KM") == compiled.findall("3 km, 5 KM")
        assert late.sub(r"\2 \1", "3 km") == "km 3"
    assert (late.pattern, late.flags, late.groups) == (
        compiled.pattern,
        compiled.flags,
        compiled.groups,
    )


def test_bytes_have_patterns_too() -> None:
    found = regex(rb"<(\w+)").search(b"<a b>")
    assert found is not None
    assert found[1] == b"a"


def test_it_is_compiled_when_it_is_used() -> None:
    broken = regex("(")
    with pytest.raises(re.error):
        broken.match("")


def test_what_a_pattern_has_not_is_missing() -> None:
    with pytest.raises(AttributeError):
        _ = regex("a").missing  # type: ignore[attr-defined]
