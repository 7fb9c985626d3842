"""JSON Schemas of YAML files, made by the code that reads them: each key that it asks for is noted
with what its value may be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct

from deck_builder.base import inputs
from deck_builder.base.diagnostics import Collector
from deck_builder.base.fields import TEXT, Fields
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import Value, parse_yaml

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
_NULL: Schema = {"type": "null"}
_INSIDE = "inside"
_TEXT = "text"


class About(Struct, frozen=True):
    """What is known of a key besides what its reader asks for: what it is for, and in JSON its
    `shape`, for a value that the reader takes as a whole. In it, "text" stands for a scalar, and
    "inside" for the keys that are read in it."""

    description: str
    shape: str = ""


class Keys(Struct, frozen=True):
    """What is known of the keys of a kind of file, by their names after that of their group, and
    an `example` of each that is a group, or is only read when it is there."""

    about: Mapping[str, About]
    example: Value


def read_keys(path: Path) -> Keys:
    """Return the keys that a file describes: YAML with a description of each, or a description
    with an `example` and a `shape`."""
    text = inputs.read_bytes(path).decode("utf-8")
    value = parse_yaml(Source("keys", text), 0, len(text), Collector())
    about: dict[str, About] = {}
    examples: dict[str, Value] = {}
    for key, one in (value.mapping or {}).items() if value else ():
        if one.mapping is None:
            about[key] = About(one.text or "")
            continue
        parts = one.mapping
        shape = parts["shape"].text if "shape" in parts else ""
        about[key] = About(parts["description"].text or "", shape or "")
        if "example" in parts:
            examples[key] = parts["example"]
    return Keys(about, Value(examples, Span(Source("keys", text))))


class SchemaFields(Fields):
    """Reads as `Fields` does, and notes what is asked for; `name` is that of the group. With
    `empty`, no value needs to be there."""

    def __init__(
        self,
        value: Value,
        where: str,
        collector: Collector,
        about: Mapping[str, About],
        name: str = "",
        empty: bool = False,
    ) -> None:
        super().__init__(value, where, collector)
        self._about, self._name, self._empty = about, name, empty
        self._found = collector
        self._shapes: dict[str, Schema] = {}
        self._inner: dict[str, list[SchemaFields]] = {}
        self._is_open = False

    def take(self, key: str, shape: Mapping[str, object] | None = None) -> Value | None:
        self._shapes.setdefault(key, dict(shape or {}))
        return super().take(key)

    def text(self, key: str, default: str = "") -> str:
        self._shapes[key] = TEXT
        return super().text(key, default)

    def number(
        self, key: str, default: float, least: float = -10_000, most: float = 10_000
    ) -> float:
        self._shapes[key] = _number(least, most)
        return super().number(key, default, least, most)

    def flag(self, key: str, default: bool) -> bool:
        self._shapes[key] = {"type": "boolean"}
        return super().flag(key, default)

    def choice(self, key: str, known: Iterable[str], default: str) -> str:
        names = tuple(known)
        self._shapes[key] = {"enum": list(names)}
        return super().choice(key, names, default)

    def texts(self, key: str) -> tuple[Value, ...]:
        self._shapes[key] = _one_or_more(TEXT)
        return super().texts(key)

    def numbers(
        self,
        key: str,
        default: tuple[float, ...] = (),
        least: float = -10_000,
        most: float = 10_000,
    ) -> tuple[float, ...]:
        self._shapes[key] = _one_or_more(_number(least, most))
        return super().numbers(key, default, least, most)

    def inside(self, key: str, value: Value, where: str) -> Fields:
        name = self._name if self._is_open else key
        inner = SchemaFields(value, where, self._found, self._about, name, self._empty)
        self._shapes.setdefault(key, {})
        self._inner.setdefault(key, []).append(inner)
        return inner

    def __iter__(self) -> Iterator[tuple[str, Value]]:
        self._is_open = True
        return super().__iter__()

    def schema(self, definitions: dict[str, Schema]) -> Schema:
        """Return the schema of the group. Those of values in it with names of their author's are
        added to the `definitions`, under the name of the group."""
        shapes = {key: self._shape(key, shape, definitions) for key, shape in self._shapes.items()}
        if not self._is_open:
            return {"type": "object", "properties": shapes, "additionalProperties": False}
        if self._name not in self._about or not shapes:
            return {"type": "object"}
        merged = _joined([definitions.get(self._name, {}), *shapes.values()])
        definitions[self._name] = merged
        reference: Schema = {"$ref": f"#/$defs/{self._name}"}
        if self._empty:
            reference = {"anyOf": [reference, _NULL]}
        # Those of a file that others extend are worth being proposed.
        known = {"properties": dict.fromkeys(shapes, reference)} if self._empty else {}
        return {"type": "object", **known, "additionalProperties": reference}

    def part(self, key: str) -> Schema:
        """Return the schema of the groups in the list at `key`."""
        return _joined(one.schema({}) for one in self._inner[key])

    def _shape(self, key: str, shape: Schema, definitions: dict[str, Schema]) -> Schema:
        inner = _joined([one.schema(definitions) for one in self._inner.get(key, ())])
        if self._is_open:
            return inner or shape
        about = self._about.get(f"{self._name}.{key}".lstrip("."), About(""))
        whole = _with(json.loads(about.shape), inner) if about.shape else inner or shape
        if self._empty and whole and "null" not in whole.get("type", ""):
            whole = {"anyOf": [whole, _NULL]}
        return {"description": about.description, **whole} if about.description else whole


def _number(least: float, most: float) -> Schema:
    limits = {"minimum": least, "maximum": most}
    return {
        "type": "number",
        **{key: value for key, value in limits.items() if abs(value) < 10_000},
    }


def _one_or_more(shape: Schema) -> Schema:
    return {"anyOf": [shape, {"type": "array", "items": shape}]}


def _with(shape: Any, inner: Schema) -> Any:
    """A shape with what its words stand for."""
    match shape:
        case str() if shape == _INSIDE:
            return inner
        case str() if shape == _TEXT:
            return TEXT
        case dict():
            kept = ("type", "enum", "$ref", "description", "pattern", "const")
            return {
                key: value if key in kept else _with(value, inner) for key, value in shape.items()
            }
        case list():
            return [_with(one, inner) for one in shape]
        case _:
            return shape


def _joined(shapes: Iterable[Schema]) -> Schema:
    """One schema of groups, with the keys of all; of others, the first."""
    found: Schema = {}
    for shape in shapes:
        if not found:
            found = shape
        elif "properties" in found and "properties" in shape:
            found = {**found, "properties": {**shape["properties"], **found["properties"]}}
    return found
