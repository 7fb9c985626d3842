"""The `deck.yaml` of a copy."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from deck_builder.article.settings import comment_lines
from deck_builder.base.diagnostics import Diagnostic
from deck_builder.base.fields import UNKNOWN_KEY
from deck_builder.base.yaml import Value

_BARE = re.compile(r"[A-Za-z][\w./-]*(?: [\w./-]+)*")
_PLAIN = re.compile(r"\w[\w./-]*\.md")
_WORDS = ("true", "false", "yes", "no", "on", "off", "y", "n", "null")
FROM = "from"
REST = "The talk also said:"
"""What stands above that which is no setting."""

Named = Callable[[str], str]
"""Returns the name of a file in the copy."""


def settings_text(
    settings: Mapping[str, Value], sections: Sequence[str], rest: Sequence[str], named: Named
) -> str:
    """Return the text of a `deck.yaml`: the settings, the files of the `sections`, and as comments
    the `rest` of what the talk said above its slides."""
    lines = [
        line
        for key, value in settings.items()
        if key not in (FROM, "sections")
        for line in _entry(key, value, named)
    ]
    return "\n".join((*lines, *section_lines(sections), *comment_lines(REST, rest))) + "\n"


def unknown_places(found: Iterable[Diagnostic]) -> frozenset[int]:
    """Return where the keys begin that are no settings of ours, as was found."""
    return frozenset(one.span.start for one in found if one.code == UNKNOWN_KEY.code and one.span)


def without(value: Value, places: Collection[int]) -> Value:
    """Return a value without the keys that begin at these `places`, however deep they are."""
    if value.mapping is None or not places:
        return value
    kept = {
        key: without(one, places)
        for key, one in value.mapping.items()
        if (place := value.keys.get(key)) is None or place.start not in places
    }
    return replace(value, content=kept)


def section_lines(names: Sequence[str]) -> Iterator[str]:
    """Yield the lines that name the files of a talk."""
    if names:
        yield "sections:"
        yield from (
            f"  - {name if _PLAIN.fullmatch(name) else _scalar_text(name)}" for name in names
        )


def _entry(key: str, value: Value, named: Named, indent: str = "") -> Iterator[str]:
    name = _scalar_text(key)
    if value.mapping:
        yield f"{indent}{name}:"
        for inner, one in value.mapping.items():
            yield from _entry(inner, one, named, f"{indent}  ")
    elif value.items and any(one.mapping or one.items for one in value.items):
        yield f"{indent}{name}:"
        for one in value.items:
            yield from _item(one, named, f"{indent}  ")
    else:
        yield f"{indent}{name}: {_short(value, named)}".rstrip()


def _item(value: Value, named: Named, indent: str) -> Iterator[str]:
    if not value.mapping:
        yield f"{indent}- {_short(value, named)}"
        return
    mark = "- "
    for key, one in value.mapping.items():
        for line in _entry(key, one, named, f"{indent}  "):
            yield f"{indent}{mark}{line[len(indent) + 2 :]}" if mark else line
            mark = ""


def _short(value: Value, named: Named) -> str:
    """A value on one line."""
    if value.items is not None:
        return f"[{', '.join(_short(one, named) for one in value.items)}]"
    if value.mapping is not None:
        inside = (
            f"{_scalar_text(key)}: {_short(one, named)}" for key, one in value.mapping.items()
        )
        return f"{{{', '.join(inside)}}}"
    if isinstance(value.content, str):
        return _scalar_text(named(value.content))
    return value.raw or ("" if value.content is None else str(value.content).lower())


def _scalar_text(text: str) -> str:
    """A text as YAML reads it, in quotes where it needs them."""
    if _BARE.fullmatch(text) and text.lower() not in _WORDS:
        return text
    return json.dumps(text, ensure_ascii=False)
