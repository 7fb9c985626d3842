"""Regular expressions that are compiled when they are first used."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from deck_builder.patterns import regex
from tests.test_layers import PACKAGE


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


def late_in(tree: ast.Module) -> set[str]:
    """The names that a module gives to such patterns."""
    return {
        target.id
        for node in tree.body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(node.value, ast.Call)
        and getattr(node.value.func, "id", "") == "regex"
        for target in (node.targets if isinstance(node, ast.Assign) else [node.target])
        if isinstance(target, ast.Name)
    }


def given_to_re(text: str) -> list[str]:
    """The patterns in a module that are handed to functions of `re`, which takes none of them."""
    tree = ast.parse(text)
    late = late_in(tree)
    return [
        name
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and ast.unparse(node.func).startswith("re.")
        for argument in node.args[:1]
        if (name := getattr(argument, "id", "")) in late
    ]


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: path.stem)
def test_none_is_handed_to_a_function_that_takes_none(path: Path) -> None:
    assert given_to_re(path.read_text(encoding="utf-8")) == []


def test_one_that_is_would_be_found() -> None:
    assert given_to_re('_A = regex("a")\nre.match(_A, "a")\nre.match("a", "a")\n') == ["_A"]
