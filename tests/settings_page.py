"""docs/settings.md: every setting of a talk and every key of a theme, as the program reads them.

    python -m tests.settings_page     # writes the page anew

A test compares the page with the program.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from deck_builder.base.schema import Schema
from deck_builder.outline.settings import DeckFile
from deck_builder.outline.settings_schema import settings_keys, settings_schema
from deck_builder.theme.schema import theme_schema

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "settings.md"
_HEAD = """# Settings and theme keys

Every setting of a talk and every key of a theme file. `deck-builder schema` writes the same as
JSON Schemas, with which [editors](editors.md) complete and check them.

## The settings of a talk

In `deck.yaml`, or at the top of a Markdown file. All are optional;
[the format](format.md#settings) has an example with all of them.

"""
_THEME = """
## The keys of a theme

In a [theme file](themes.md#a-theme-of-your-own). A missing or empty key has the value of the theme
that is extended. A colour is named by its use, such as `accent`, or by its slot, such as `accent1`.

"""
_TABLE = "| {} | value | what it says |\n|---|---|---|\n"
_TITLES = {"scheme": "palette.scheme", "colors": "palette.colors"}
_SECTION = re.compile(r"(see )“([^”]+)”")
_LINKED = re.compile(r"see (\w[\w-]*\.md)")
_FENCED = re.compile(r"^(`{3,})\w+\n.*?^\1$", re.MULTILINE | re.DOTALL)
# Longer lists of names are those of the colours.
_MOST_NAMES = 12
_TEXTS = frozenset(("string", "number", "boolean", "null"))


def page() -> str:
    """Return the page as it should be."""
    return f"{_HEAD}{_settings()}{_THEME}{_theme()}"


def _settings() -> str:
    properties = settings_schema(front_matter=False)["properties"]
    rows = []
    for key, about in settings_keys().about.items():
        default = "" if "by default" in about.description else _default(key)
        shown = f"{_value(properties[key])}{default}"
        rows.append(_row(key, shown, about.description))
    return _TABLE.format("setting") + "".join(rows)


def _default(key: str) -> str:
    """What a setting is when it is not written, if that is a plain value."""
    fields, values = DeckFile.__struct_fields__, DeckFile.__struct_defaults__
    value = dict(zip(fields[-len(values) :], values, strict=True)).get(key.replace("-", "_"))
    if isinstance(value, Enum):
        value = value.value
    if isinstance(value, bool):
        return f"; by default {str(value).lower()}"
    if isinstance(value, float | int) and value:
        return f"; by default {value:g}"
    # What is 0 or empty is not set.
    return f"; by default `{value}`" if isinstance(value, str) and value else ""


def _theme() -> str:
    schema = theme_schema()
    definitions = schema["$defs"]
    first, groups = [], []
    for key, part in schema["properties"].items():
        inner = _inside(part)
        if not inner.get("properties") and key not in definitions and key != "decorations":
            first.append(_row(key, _value(part), part["description"]))
            continue
        first.append(_row(key, f"[keys](#{key})", part.get("description", "")))
        groups += list(_groups(key, part, definitions))
    return _TABLE.format("key") + "".join(first) + "".join(groups)


def _groups(key: str, part: Schema, definitions: dict[str, Schema]) -> Iterator[str]:
    """Yield the section of a group of keys, then those of the groups in it."""
    inner = _inside(part)
    about = f"{part['description'][0].upper()}{part['description'][1:]}."
    shared = definitions.get("decoration" if key == "decorations" else key)
    names: list[str] = []
    if shared is not None:
        names = [name for name, one in inner.get("properties", {}).items() if _is_shared(one)]
        inner = _inside(shared)
    listed = f" Those of the base: {_codes(names)}." if names else ""
    properties = inner["properties"]
    deeper = {name: one for name, one in properties.items() if _is_group(one)}
    rows = [
        _row(name, f"[keys](#{key}{name})" if name in deeper else _value(one), _about(one))
        for name, one in properties.items()
    ]
    yield f"\n### {key}\n\n{about}{listed}\n\n{_TABLE.format('key')}{''.join(rows)}"
    for name, one in deeper.items():
        yield from _groups(f"{key}.{name}", one, {})


def _is_group(part: Schema) -> bool:
    """Whether there are keys in it that have something to say for themselves."""
    return any("description" in one for one in _inside(part).get("properties", {}).values())


def _is_shared(part: Schema) -> bool:
    return "$ref" in str(part)


def _about(part: Schema) -> str:
    description: str = part.get("description", "")
    return description


def _inside(part: Schema) -> Schema:
    """A group itself, where it may also be empty."""
    for one in part.get("anyOf", ()):
        if one.get("type") == "object" and one.get("properties"):
            found: Schema = one
            return found
    return part


def _row(key: str, value: str, about: str) -> str:
    linked = _SECTION.sub(lambda found: f"{found[1]}[{found[2]}]({_anchor(found[2])})", about)
    linked = _LINKED.sub(r"see [\1](\1)", linked).replace("|", "\\|")
    return f"| `{key}` | {value} | {linked} |\n"


def _anchor(title: str) -> str:
    """Where the section with a title is, or the paragraph that begins with it."""
    text = _FENCED.sub("", (ROOT / "docs" / "format.md").read_text(encoding="utf-8"))
    if f"## {title}\n" not in text:
        before = text.partition(f"**{title}")[0]
        title = re.findall(r"^##+ (.+)$", before, re.MULTILINE)[-1]
    return "format.md#" + re.sub(r"[^\w-]", "", title.lower().replace(" ", "-"))


def _value(part: Schema) -> str:
    """What the value of a key may be, in words."""
    if "enum" in part:
        return _names([one for one in part["enum"] if one is not None])
    if "anyOf" in part:
        kinds = [_value(one) for one in part["anyOf"] if one != {"type": "null"}]
        if len(kinds) == 2 and kinds[1] == f"a list: {kinds[0]}":
            return f"{kinds[0]}, or a list of them"
        return ", or ".join(dict.fromkeys(kinds))
    if "$ref" in part:
        return "keys"
    kind = part.get("type")
    if isinstance(kind, list):
        return "text" if set(kind) == _TEXTS else "keys"
    if kind == "object" and part.get("properties"):
        named = _codes(list(part["properties"]))
        return f"keys, such as {named}" if len(part["properties"]) <= _MOST_NAMES else "keys"
    if kind == "array":
        items = part.get("items", {})
        return f"a list: {_value(items)}" if items and "anyOf" not in items else "a list"
    if kind in ("integer", "number"):
        return _number(part)
    return {"boolean": "true or false", "object": "keys"}.get(str(kind), "any")


def _names(names: list[object]) -> str:
    shown = [str(one).lower() if isinstance(one, bool) else str(one) for one in names]
    written = [one for one in shown if one.strip()]
    return "a colour" if len(written) > _MOST_NAMES else _codes(written)


def _codes(names: list[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def _number(part: Schema) -> str:
    name = "a whole number" if part["type"] == "integer" else "a number"
    low, high = part.get("minimum"), part.get("maximum")
    above = part.get("exclusiveMinimum")
    if low is not None and high is not None:
        return f"{name}, {low:g} to {high:g}"
    if above is not None:
        return f"{name} above {above:g}" + (f", up to {high:g}" if high is not None else "")
    return f"{name}, {low:g} or more" if low is not None else name


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
