"""Quarto: https://quarto.org/docs/presentations; and R Markdown's slides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from deck_builder.base.diagnostics import Collector
from deck_builder.base.numerals import whole_number
from deck_builder.base.source import Source
from deck_builder.base.yaml import Value
from deck_builder.dialects.article_texts import mask_captions, mask_divs
from deck_builder.dialects.articles import Style, read_article
from deck_builder.dialects.chunks import hides_code
from deck_builder.dialects.header_references import with_header_links
from deck_builder.dialects.masks import Mask, head_of, mask_bars
from deck_builder.dialects.model import (
    SURE,
    Cut,
    Dialect,
    Ignored,
    Masked,
    Part,
    Reading,
    Row,
    Settings,
)
from deck_builder.dialects.reveal import TRANSITIONS, read_numbers
from deck_builder.dialects.signs import OUR_THEMES
from deck_builder.dialects.tags import Change, Tag, div
from deck_builder.dialects.tex import mask_tex
from deck_builder.dialects.themes import DARK, LIGHT, theme_named
from deck_builder.dialects.tree import OURS, mapped
from deck_builder.dialects.values import value_of
from deck_builder.dialects.webpages import as_grids, with_targets
from deck_builder.markdown import Node
from deck_builder.markdown.node import conditions_of

_FORMATS = ("revealjs", "pptx", "powerpoint", "beamer", "clean-revealjs")
_SLIDES = re.compile(
    r"^\s*(?:format|output):[^\n]*\b(?:revealjs|pptx|beamer)\b|^\s+(?:revealjs|pptx|beamer|[\w-]+-revealjs)\s*:",
    re.MULTILINE,
)
_R_SLIDES = re.compile(
    r"(?:ioslides|slidy|beamer|powerpoint|revealjs|rmdshower)[\w:]*_?presentation"
)
_DARK = ("dark", "black", "night", "league", "moon", "blood", "dracula", "solarized-dark")
_LIGHT = {
    "beige": "paper",
    "serif": "paper",
    "solarized": "paper",
    "simple": "swiss",
    "sky": "swiss",
}
_SLIDE_LEVEL = 2
_TODAY = ("today", "now", "last-modified")
_LINK = re.compile(r"!?\[([^\[\]]*)\]\([^()\s]*\)")
_ORCID = re.compile(r"\d{4}-\d{4}-\d{4}-\d{3}[\dX]")


def _evidence(keys: Mapping[str, str], text: str) -> int:
    if "format" in keys or "output" in keys:
        head = text[:6000]
        if "xaringan" in head:
            return 0
        return 2 * SURE * bool(_SLIDES.search(head) or _R_SLIDES.search(head))
    return 0


def _mask(source: Source, found: Collector) -> Masked:
    mask = Mask(source)
    settings, begin = head_of(source, mask, found)
    mask_tex(source.text, begin, mask)
    mask_bars(source.text, begin, mask)
    mask_captions(source.text, begin, mask)
    mask_divs(source.text, begin, mask)
    return Masked(mask.masked(), (Cut(0),), settings)


def _written(root: Node, reading: Reading) -> Node:
    """Read code that is raw HTML as that."""

    def change(node: Node) -> Node:
        is_raw = node.kind in ("code", "code_span") and node.info == "=html"
        return Node("html", text=node.text, span=node.span) if is_raw else node

    return replace(root, children=mapped(root.children, change))


def _tags(tag: Tag, reading: Reading) -> Change:
    if tag.name in ("div", "section", "aside") and not tag.is_inline:
        names = [
            f"{OURS}notes" if tag.name == "aside" and one == "notes" else one for one in tag.classes
        ]
        return div(*names)
    return None


def _options(reading: Reading) -> Mapping[str, Value]:
    """The options of the format that slides are made in."""
    value = reading.settings.get("format") or reading.settings.get("output")
    given = (value.mapping or {}) if value else {}
    found: dict[str, Value] = {}
    for name, one in given.items():
        if one.mapping is not None and any(
            part in name for part in ("reveal", "pptx", "beamer", "presentation", "powerpoint")
        ):
            found = {**one.mapping, **found}
    return found


def _is_echoed(reading: Reading) -> bool:
    """Whether the code of cells is shown: in Quarto's slides, only where the author says so."""
    options = _options(reading)
    execute = reading.settings.get("execute")
    given = (execute.mapping or {}) if execute else {}
    for one in (given.get("echo"), options.get("echo")):
        if one is not None:
            return one.flag is not False
    return "output" in reading.settings


def _level(reading: Reading) -> int:
    """The level of slides; R Markdown has pandoc's, which is inferred."""
    options = _options(reading)
    said = [options[key].text or "" for key in ("slide-level", "slide_level") if key in options]
    usual = _SLIDE_LEVEL if "format" in reading.settings else 0
    return (whole_number(said[0]) if said else None) or usual


def _output(reading: Reading) -> str:
    value = reading.settings.get("output")
    return " ".join((value.text or "", *(value.mapping or {}))) if value else ""


def _with_subtitle(node: Node) -> Iterator[Node]:
    """A heading of ioslides, whose subtitle is behind a bar."""
    last = node.children[-1] if node.children else None
    if node.kind != "heading" or last is None or last.kind != "text" or " | " not in last.text:
        yield node
        return
    title, _, words = last.text.rpartition(" | ")
    yield replace(node, children=(*node.children[:-1], replace(last, text=title)))
    below = (replace(last, text=words),)
    yield Node("paragraph", below, attributes=conditions_of(node.attributes), span=node.span)


def _parts(parts: list[Part], reading: Reading) -> list[Part]:
    is_echoed = _is_echoed(reading) and not hides_code(
        node for part in parts for node in part.nodes
    )
    style = Style(is_echoed, _level(reading))
    whole = Part(with_header_links([node for part in parts for node in part.nodes]))
    if "ioslides" in _output(reading):
        whole.nodes = [one for node in whole.nodes for one in _with_subtitle(node)]
    read = read_article(whole, reading, style)
    read.nodes = list(with_targets(as_grids(read.nodes)))
    return [read]


def _format(value: Value, reading: Reading) -> Settings:
    found: list[tuple[str, Value]] = []
    if "format" in reading.settings:
        # R Markdown has pandoc's level, which is inferred.
        found.append(("slide-level", value_of(_SLIDE_LEVEL, value.span)))
    options = _options(reading)
    for key, name in (
        ("footer", "footer"),
        ("slide-level", "slide-level"),
        ("slide_level", "slide-level"),
    ):
        if key in options and options[key].text:
            found.append((name, options[key]))
    templates = [options[key] for key in ("reference-doc", "reference_doc") if key in options]
    found += [("template", one) for one in templates if one.text not in ("", "default", None)]
    if "incremental" in options:
        found.append(("incremental", options["incremental"]))
    for key in ("slide-number", "slideNumber"):
        if key in options:
            found += read_numbers(options[key])
    if "transition" in options and (options["transition"].text or "") in TRANSITIONS:
        name = TRANSITIONS[options["transition"].text or ""]
        found.append(("transition", value_of(name, options["transition"].span)))
    if "toc" in options:
        found.append(("agenda", options["toc"]))
    if "theme" in options and not any(key == "template" for key, _ in found):
        found.append(("theme", value_of(_theme_of(options["theme"]), options["theme"].span)))
    if "aspectratio" in options and options["aspectratio"].text == "43":
        found.append(("aspect", value_of("4:3", options["aspectratio"].span)))
    return found


def _theme_of(value: Value) -> str:
    names = [one.text or "" for one in value.items] if value.items else [value.text or ""]
    if any(name in _DARK for name in names):
        return DARK
    return next((_LIGHT[name] for name in names if name in _LIGHT), LIGHT)


def _aspect(value: Value, reading: Reading) -> Settings:
    """The sides of beamer's slides in R Markdown."""
    return (("aspect", value_of("4:3" if value.text == "43" else "16:9", value.span)),)


def _theme(value: Value, reading: Reading) -> Settings:
    """A theme of all formats, or of beamer in R Markdown."""
    name = (value.text or "").strip()
    if name in OUR_THEMES or name.endswith((".yaml", ".yml")):
        return (("theme", value),)
    if value.items is not None:
        return (("theme", value_of(_theme_of(value), value.span)),)
    known = {**_LIGHT, **dict.fromkeys(_DARK, DARK)}
    return theme_named(value, known, reading)


def read_date(value: Value, reading: Reading) -> Settings:
    """Return the date, unless it is that of each build."""
    if (value.text or "") in _TODAY or (value.text or "").startswith(("`r", "\\today")):
        reading.losses.note(f"date: {value.text}"[:30], value.span)
        return ()
    return (("date", value),)


def read_author(value: Value, reading: Reading) -> Settings:
    """Return the authors as we take them."""
    if value.items is not None:
        return (("author", replace(value, content=tuple(map(_person, value.items)))),)
    return (("author", _person(value)),)


def _person(value: Value) -> Value:
    """An author without what we would not take: other keys, and an ORCID that is none."""
    given = value.mapping
    if given is None:
        words = _LINK.sub(r"\1", value.text or "")
        return value if words == value.text else value_of(words, value.span)
    known = ("name", "affiliation", "affiliations", "email", "orcid", "url")
    kept = {key: one for key, one in given.items() if key in known}
    if "orcid" in kept and not _ORCID.fullmatch(kept["orcid"].text or ""):
        del kept["orcid"]
    if "name" in kept and (parts := kept["name"].mapping) is not None:
        words = " ".join(
            parts[key].text or "" for key in ("given", "family", "literal") if key in parts
        )
        kept["name"] = value_of(words, kept["name"].span)
    keys = {key: place for key, place in value.keys.items() if key in kept}
    return replace(value, content=kept, keys=keys)


def _institution(value: Value, reading: Reading) -> Settings:
    return () if "institute" in reading.settings else (("institute", value),)


def _title_ground(value: Value, reading: Reading) -> Settings:
    reading.losses.note("title-slide-attributes", value.span)
    return ()


_RUN = Ignored("about running code, which is not run")
_PAGE = Ignored("for pages and printing")

QUARTO = Dialect(
    "quarto",
    "Quarto",
    _evidence,
    _mask,
    _parts,
    {
        "format": _format,
        "output": _format,
        "date": read_date,
        "author": read_author,
        "institution": _institution,
        "theme": _theme,
        "aspectratio": _aspect,
        "title-slide-attributes": _title_ground,
        "toc": "agenda",
        "lang": "language",
        "reference-doc": "template",
        **dict.fromkeys(
            ("execute", "engine", "jupyter", "knitr", "editor", "filters", "params", "freeze")
            + ("kernel", "knit", "always_allow_html", "editor_options", "cache", "number-sections"),
            _RUN,
        ),
        **dict.fromkeys(
            ("date-format", "toc-depth", "toc-title", "description", "keywords", "abstract", "doi")
            + ("code-line-numbers", "colortheme", "fonttheme", "fontsize", "classoption")
            + ("categories", "image", "logo", "website", "project", "from", "css", "lof", "lot")
            + ("title-meta", "author-meta", "author-title", "suppress-bibliography", "citeproc")
            + ("link-citations", "crossref", "header-includes", "include-in-header", "code-fold")
            + ("format-links", "license", "copyright", "google-scholar", "pagetitle", "subject"),
            _PAGE,
        ),
    },
    (
        Row(
            "`format: revealjs`, `pptx`, `beamer`",
            "`footer`, `slide-numbers`, `incremental`, `template` …",
        ),
        Row("`## …`, or `slide-level`", "a slide; `#` is a section"),
        Row("`## {background-image=…}`", "a slide without a title, with `background`"),
        Row("`{background-color=…}`, `background-opacity`", "`background`, `dim`"),
        Row("`{background-video=…}`, `background-iframe`", "the film, or a link"),
        Row("`{auto-animate=true}`, `transition`", "`morph`, the nearest transition"),
        Row('`{visibility="hidden"}`', "a hidden slide"),
        Row("`::: footer`, `{footer=false}`", "the slide's `footer`"),
        Row("`::: {.panel-tabset}`", "sub-headings with what is in each tab"),
        Row('`layout-ncol=2`, `layout="[[1,1],[1]]"`', "columns"),
        Row("`{.absolute …}`, `.r-stack`, `.r-fit-text`", "plain content"),
        Row('`code-line-numbers="|2|3"`, `filename`', "marked lines, a label"),
        Row("`# <1>` in code, and the list below", "a walkthrough of the code"),
        Row("cells", "their code where `echo` says so, also `opts_chunk$set`; they are not run"),
        Row("`include_graphics`, figures in `_files` or `_freeze`", "the picture"),
        Row("`fig-alt`, the description of a picture alone", "the alternative text, the caption"),
        Row(
            "`{{< meta … >}}`, `{{< kbd … >}}`, `{{< video … >}}`",
            "the value, keys, the film or a link",
        ),
        Row("`when-format`", "the format is `pptx`"),
    ),
    suffixes=(".qmd", ".Rmd"),
    tags=_tags,
    written=_written,
    defaults={"literal": True, "smart": True},
    headings=True,
)
