"""Where a cursor is in YAML that may be half written, and what the schema says of that place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

from msgspec import Struct

from deck_builder.base.schema import Schema

_KEY = r"\"([^\"\n]*)\"|'([^'\n]*)'|([^\s:#{}\[\]][^:\n#]*?)"
_LINE = re.compile(rf"^([ \t]*(?:-[ \t]+)*)(?:{_KEY})[ \t]*:(?:[ \t]|$)")
_DEEPEST = 20


class YamlPlace(Struct, frozen=True):
    """A place in YAML: below the keys `parents`, in the value of `key`, or where a key may be if
    that is None. `typed` stands before the cursor, from `start` on; `others` are the keys that are
    already there."""

    parents: tuple[str, ...]
    key: str | None
    typed: str
    start: int
    others: frozenset[str] = frozenset()


def yaml_place(text: str, start: int, offset: int) -> YamlPlace:
    """Return where `offset` is in the YAML that begins at `start` of `text`."""
    lines = text[start:offset].split("\n")
    line, above = lines[-1], lines[:-1]
    indent, own = _head(line)
    parents, siblings = _above(above, indent)
    found = _LINE.match(line)
    if found is None:
        if bracket := _innermost(line):
            return _in_brackets(line, bracket, (*parents,), None, offset)
        typed = line[indent:]
        others = siblings | _below(text[offset:], indent)
        if own and parents and not siblings:
            # An item of a list.
            return YamlPlace(parents[:-1], parents[-1], typed, offset - len(typed))
        return YamlPlace(parents, None, typed, offset - len(typed), others)
    key, value = _name(found), line[found.end() :]
    if bracket := _innermost(value):
        return _in_brackets(value, bracket, (*parents, key), key, offset)
    typed = value.lstrip()
    return YamlPlace(parents, key, typed, offset - len(typed))


def _name(found: re.Match[str]) -> str:
    return (found[2] or found[3] or found[4] or "").strip()


def _head(line: str) -> tuple[int, bool]:
    """How far a line is indented, and whether it begins an item of a list."""
    head = re.match(r"[ \t]*(?:-(?:[ \t]+|$))*", line)
    return (len(head[0]), "-" in head[0]) if head else (0, False)


def _above(lines: Sequence[str], indent: int) -> tuple[tuple[str, ...], frozenset[str]]:
    """The keys that a line with this `indent` is below, and those beside it above."""
    parents: list[str] = []
    siblings: set[str] = set()
    least = indent
    for line in reversed(lines):
        found = _LINE.match(line)
        if found is None:
            continue
        depth = len(found[1])
        if depth < least:
            parents.append(_name(found))
            least = depth
        elif depth == indent == least:
            siblings.add(_name(found))
        elif depth < indent and not parents:
            least = depth
        if "-" in found[1] and depth <= least:
            # The item begins here; its list hangs on a key further out.
            least = len(found[1]) - len(found[1].lstrip(" \t"))
    return tuple(reversed(parents)), frozenset(siblings)


def _below(text: str, indent: int) -> frozenset[str]:
    """The keys beside a line in the lines below it."""
    found = set()
    for line in text.split("\n")[1:]:
        match = _LINE.match(line)
        depth, _ = _head(line)
        if line.strip() and depth < indent:
            break
        if match and len(match[1]) == indent and "-" not in match[1]:
            found.add(_name(match))
    return frozenset(found)


def _innermost(value: str) -> list[int]:
    """Where the brackets begin that are still open at the end of `value`."""
    opened: list[int] = []
    quote = ""
    for at, character in enumerate(value):
        if quote:
            quote = "" if character == quote else quote
        elif character in "\"'" and (at == 0 or value[at - 1] in " [{,:"):
            quote = character
        elif character in "[{" and value[at + 1 : at + 2] != "{" and value[at - 1 : at] != "{":
            opened.append(at)
        elif character in "]}" and opened:
            opened.pop()
    return opened


def _in_brackets(
    value: str, opened: Sequence[int], parents: tuple[str, ...], key: str | None, offset: int
) -> YamlPlace:
    for at in opened[:-1]:
        # The key that a bracket in a bracket belongs to.
        inner = re.search(r"([\w-]+)[ \t]*:[ \t]*$", value[: opened[opened.index(at) + 1]])
        if inner:
            parents, key = (*parents, inner[1]), inner[1]
    last = value[opened[-1] + 1 :]
    part = re.split(r",", last)[-1].lstrip()
    others = frozenset(re.findall(r"([\w-]+)[ \t]*:", last))
    name, colon, typed = part.partition(":")
    if value[opened[-1]] == "[" and not colon:
        return YamlPlace(parents[:-1], parents[-1] if parents else key, part, offset - len(part))
    if colon:
        typed = typed.lstrip()
        return YamlPlace(parents, name.strip().strip("\"'"), typed, offset - len(typed))
    return YamlPlace(parents, None, part, offset - len(part), others)


def schemas_at(root: Schema, keys: Sequence[str]) -> tuple[Schema, ...]:
    """Return what may stand at the value of the last of these `keys`, each inside the one before:
    every alternative by itself."""
    found = tuple(_alternatives(root, root, 0))
    for key in keys:
        found = tuple(
            inner
            for one in found
            for part in _values(one, key)
            for inner in _alternatives(part, root, 0)
        )
    return found


def _values(one: Schema, key: str) -> Iterator[Schema]:
    properties = one.get("properties", {})
    if key in properties:
        yield properties[key]
    elif isinstance(one.get("additionalProperties"), dict):
        yield one["additionalProperties"]


def _alternatives(one: Any, root: Schema, depth: int) -> Iterator[Schema]:
    """A schema without references, with each of its alternatives and what is in its lists."""
    if not isinstance(one, dict) or depth > _DEEPEST:
        return
    if "$ref" in one:
        target: Any = root
        for part in one["$ref"].removeprefix("#").strip("/").split("/"):
            target = target.get(part, {}) if part else target
        yield from _alternatives(target, root, depth + 1)
        return
    yield one
    for other in one.get("anyOf", ()):
        yield from _alternatives(other, root, depth + 1)
    yield from _alternatives(one.get("items"), root, depth + 1)


def described(root: Schema, keys: Sequence[str]) -> str:
    """Return what the last of these `keys` is for, each inside the one before; empty when there
    is no such key."""
    above = schemas_at(root, keys[:-1])
    found = (
        inner.get("description", "")
        for one in above
        for part in _values(one, keys[-1])
        for inner in _alternatives(part, root, 0)
    )
    return next(filter(None, found), "")
