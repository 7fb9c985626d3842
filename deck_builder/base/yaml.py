"""YAML read strictly, every value with its place in the source."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

import yaml
from msgspec import field
from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.limits import YAML
from deck_builder.base.masks import masked, unmasked
from deck_builder.base.patterns import late
from deck_builder.base.source import Source, Span
from deck_builder.base.values import Located

BAD_YAML = Problem("bad-yaml", Severity.ERROR, "this is not YAML: {why}", "{hint}")
REPEATED_KEY = Problem(
    "repeated-key", Severity.ERROR, "‘{key}’ is set twice", "keep one of the two lines"
)
WRONG_TYPE = Problem("wrong-type", Severity.ERROR, "‘{key}’ must be {expected}", "{hint}")
MISSING_KEY = Problem("missing-key", Severity.ERROR, "{where} needs ‘{key}’", "{hint}")

Scalar = str | int | float | bool | None
_MAX_DEPTH = 40
_DEEPEST = 1_000
_MOST_VALUES = 10_000
# YAML 1.1, section 5.1.
_UNREADABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")
_DEEP_LINE = re.compile(rf"^(?:[-?:] +| ){{{_DEEPEST}}}", re.MULTILINE)
_BRACKETS = late(r"[\[\]{}]")
_HINTS = (
    ("mapping values are not allowed", "put text that contains a colon in quotes"),
    ("could not find expected ':'", "put text that contains a colon in quotes"),
    ("cannot start any token", "put text that begins with this character in quotes"),
    ("undefined alias", "put text that begins with * in quotes"),
    ("end of stream", "close the quotation mark"),
    ("expected ',' or ']'", "close the list with ]"),
    ("expected ',' or '}'", "close the braces with }"),
    ("another document", "leave out the line ---"),
)


class Value(Located, frozen=True):
    """A YAML value: a scalar, a tuple of values or a mapping of names to values, and its place.

    `raw` is a scalar as written; `keys` has the places of a mapping's keys.
    """

    aside = ("span", "keys")

    content: Scalar | tuple[Value, ...] | Mapping[str, Value]
    span: Span
    raw: str = ""
    keys: Mapping[str, Span] = field(default_factory=dict)

    @property
    def items(self) -> tuple[Value, ...] | None:
        """The values of a sequence, or None."""
        return self.content if isinstance(self.content, tuple) else None

    @property
    def mapping(self) -> Mapping[str, Value] | None:
        """The values of a mapping, or None."""
        return self.content if isinstance(self.content, Mapping) else None

    @property
    def text(self) -> str | None:
        """A scalar as written, or None; a null is an empty text."""
        if isinstance(self.content, tuple | Mapping):
            return None
        return "" if self.content is None else self.raw

    @property
    def flag(self) -> bool | None:
        """True or false, or None."""
        return self.content if isinstance(self.content, bool) else None

    @property
    def number(self) -> float | None:
        """A finite number, or None."""
        content = self.content
        if isinstance(content, bool) or not isinstance(content, int | float):
            return None
        try:
            number = float(content)
        except OverflowError:
            return None
        return number if abs(number) < float("inf") else None


def parse_yaml(source: Source, start: int, end: int, collector: Collector) -> Value | None:
    """Return the YAML in `source` from offset `start` to `end`; None when empty or broken. Raises
    LimitError when it is too long."""
    whole = Span(source, start, end)
    YAML.check(end - start, "this YAML", whole.at(0))
    text = source.text[start:end]
    if unreadable := _UNREADABLE.search(text):
        why = f"it has the control character U+{ord(unreadable[0]):04X}"
        collector.report(BAD_YAML, whole.at(unreadable.start()), why=why, hint="remove it")
        return None
    if _is_too_deep(text):
        collector.report(BAD_YAML, whole.at(0), why="it is nested too deeply", hint="")
        return None
    try:
        node = yaml.compose(masked(text), Loader=yaml.CSafeLoader)
        if node is None:
            return None
        # Without aliases there is no value without a character.
        most = max(_MOST_VALUES, len(text))
        if "*" in text and _written_out(node, {}, most) > most:
            raise ValueError("its aliases stand for too much")
        return _value(node, whole, collector, 0)
    except yaml.MarkedYAMLError as error:
        _report_marked(error, whole, collector)
    except (yaml.YAMLError, RecursionError, ValueError, OverflowError) as error:
        collector.report(BAD_YAML, whole.at(0), why=str(error).split("\n")[0], hint="")
    return None


Fill = Callable[[str, Span], str]
"""Returns a text with its variables replaced; problems are reported at the span."""


def filled(value: Value, fill: Fill) -> Value:
    """Return `value` with `fill` applied to each scalar and key that is a text. The result stays
    text, whatever it looks like."""
    if value.items is not None:
        return replace(value, content=tuple(filled(item, fill) for item in value.items))
    if value.mapping is None:
        if not isinstance(value.content, str):
            return value
        text = fill(value.raw, value.span)
        return value if text == value.raw else replace(value, content=text, raw=text)
    names = {key: fill(key, value.keys.get(key, value.span)) for key in value.mapping}
    if len(set(names.values())) < len(names):
        names = {key: key for key in names}
    return replace(
        value,
        content={names[key]: filled(one, fill) for key, one in value.mapping.items()},
        keys={names[key]: place for key, place in value.keys.items() if key in names},
    )


def _is_too_deep(text: str) -> bool:
    """Whether the nesting could exhaust the stack of the C parser, which has no limit itself."""
    if _DEEP_LINE.search(text):
        return True
    depth = 0
    if text.count("[") + text.count("{") > _DEEPEST:
        for bracket in _BRACKETS().finditer(text):
            depth += 1 if bracket[0] in "[{" else -1
            if depth > _DEEPEST:
                return True
    return False


def _written_out(node: yaml.Node, sizes: dict[int, int], most: int) -> int:
    """Return how many values `node` is with its aliases written out, more than `most` in a loop."""
    known = sizes.get(id(node))
    if known is not None:
        return known
    sizes[id(node)] = most + 1
    parts: Iterable[yaml.Node] = ()
    if isinstance(node, yaml.SequenceNode):
        parts = node.value
    elif isinstance(node, yaml.MappingNode):
        parts = (value for _, value in node.value)
    size = min(1 + sum(_written_out(part, sizes, most) for part in parts), most + 1)
    sizes[id(node)] = size
    return size


def _report_marked(error: yaml.MarkedYAMLError, whole: Span, collector: Collector) -> None:
    why = error.problem or str(error)
    mark = error.problem_mark or error.context_mark
    if "expected ',' or" in why or "end of stream" in why:
        # A missing end is found much later than the beginning.
        mark = error.context_mark or mark
    # What is missing at the end is reported at the last character.
    last = max(0, len(whole.text.rstrip()) - 1)
    place = whole.at(min(mark.index, last) if mark else 0)
    collector.report(BAD_YAML, place, why=why, hint=_hint(why, place.text))


def _hint(why: str, character: str) -> str:
    if character == "\t":
        return "indent with blanks, not tabs"
    for part, hint in _HINTS:
        if part in why:
            return hint
    return "check the indentation, and quote text with special characters"


def _value(node: yaml.Node, whole: Span, collector: Collector, depth: int) -> Value:
    if depth > _MAX_DEPTH:
        raise ValueError("nested too deeply")
    first, last = node.start_mark.index, node.end_mark.index
    span = whole.at(first, max(1, last - first))
    if isinstance(node, yaml.SequenceNode):
        items = tuple(_value(item, whole, collector, depth + 1) for item in node.value)
        return Value(items, span)
    if isinstance(node, yaml.MappingNode):
        return _mapping(node, span, whole, collector, depth)
    raw = unmasked(node.value)
    return Value(_scalar(node) if raw == node.value else raw, span, raw=raw)


def _mapping(
    node: yaml.MappingNode, span: Span, whole: Span, collector: Collector, depth: int
) -> Value:
    values: dict[str, Value] = {}
    keys: dict[str, Span] = {}
    for key_node, value_node in node.value:
        key = unmasked(key_node.value) if isinstance(key_node, yaml.ScalarNode) else "?"
        first, last = key_node.start_mark.index, key_node.end_mark.index
        place = whole.at(first, max(1, last - first))
        if key in values:
            collector.report(REPEATED_KEY, place, key=key)
            continue
        values[key] = _value(value_node, whole, collector, depth + 1)
        keys[key] = place
    return Value(values, span, keys=keys)


def _scalar(node: yaml.Node) -> Scalar:
    match node.tag.rpartition(":")[2]:
        case "null":
            return None
        case "bool":
            return str(node.value).lower() in ("true", "yes", "on")
        case "int" | "float" as kind:
            return _number(node.value, kind)
        case _:
            return str(node.value)


def _number(text: str, kind: str) -> Scalar:
    plain = text.replace("_", "")
    try:
        return int(plain, 0) if kind == "int" else float(plain)
    except ValueError:
        # YAML's own octal, sexagesimal, .inf and .nan are text to us.
        return text


def overlaid(base: Value, value: Value, collector: Collector, key: str = "") -> Value:
    """Return `value`, found under `key`, with what it omits or leaves empty from `base`.

    Nested mappings are merged, lists are not. A value that should be a mapping is reported.
    """
    if value.content is None:
        return base
    old, new = base.mapping, value.mapping
    if old is None:
        return value
    if new is None:
        collector.report(WRONG_TYPE, value.span, key=key, expected="a group of keys", hint="")
        return base
    merged = dict(old)
    for name, content in new.items():
        known = old.get(name)
        merged[name] = overlaid(known, content, collector, name) if known else content
    return Value(merged, value.span, keys={**base.keys, **value.keys})
