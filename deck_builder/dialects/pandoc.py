"""pandoc: https://pandoc.org/MANUAL.html#slide-shows, with the settings of beamer."""

from __future__ import annotations

import re
from collections.abc import Mapping

from deck_builder.base.diagnostics import Collector
from deck_builder.base.source import Source, Span
from deck_builder.base.yaml import Value
from deck_builder.dialects.article_texts import mask_captions, mask_divs
from deck_builder.dialects.articles import Style, read_article
from deck_builder.dialects.header_references import with_header_links
from deck_builder.dialects.masks import (
    Mask,
    all_lines,
    head_of,
    loose_yaml,
    mask_bars,
    open_lines,
    without_code,
)
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
from deck_builder.dialects.quarto import read_author, read_date
from deck_builder.dialects.signs import THEIR_KEYS
from deck_builder.dialects.tex import mask_tex
from deck_builder.dialects.themes import theme_named
from deck_builder.dialects.values import value_of
from deck_builder.markdown.front_matter import read_title_block, title_block_end

_SLIDES = re.compile(
    r"^(?:---+|\. \. \.|:{3,}.*(?:notes|columns|incremental).*)[ \t]*$", re.MULTILINE
)
_GROUND = re.compile(r"^#{1,6}[ \t].*\{[^{}\n]*\bbackground-(?:image|color)=", re.MULTILINE)
"""The background of a slide on its heading, which Quarto's decks have in files of their own."""
_THEMES = {"metropolis": "swiss", "default": "swiss", "white": "swiss", "black": "night"}


def _evidence(keys: Mapping[str, str], text: str) -> int:
    if text.startswith("%") and title_block_end(text):
        # Articles have title blocks, too.
        return SURE * bool(_SLIDES.search(text))
    has_ground = "background-" in text and _GROUND.search(without_code(text))
    return SURE * (bool(has_ground) or any(key in keys for key in THEIR_KEYS["pandoc"]))


def _mask(source: Source, found: Collector) -> Masked:
    mask = Mask(source)
    text = source.text
    given: dict[str, Value] = {}
    keys: dict[str, Span] = {}
    begin = 0
    if text.startswith("%") and (begin := title_block_end(text)):
        mask.blank(0, begin)
        title, author, date = read_title_block(text[:begin])
        span = Span(source, 0, len(text[:begin].rstrip()))
        for key, words in (("title", title), ("author", author), ("date", date)):
            if words:
                given[key], keys[key] = value_of(words, span), span
    else:
        head, begin = head_of(source, mask, found)
        given |= (head.mapping or {}) if head else {}
        keys |= dict(head.keys) if head else {}
    _more_settings(source, begin, mask, given, keys)
    mask_tex(text, begin, mask)
    mask_bars(text, begin, mask)
    mask_captions(text, begin, mask)
    mask_divs(text, begin, mask)
    return Masked(mask.masked(), (Cut(0),), Value(given, Span(source), keys=keys))


def _more_settings(
    source: Source, begin: int, mask: Mask, given: dict[str, Value], keys: dict[str, Span]
) -> None:
    """Take the blocks of settings further down: between `---` after an empty line and `---` or
    `...`."""
    lines = all_lines(source.text)
    opened = {line.start for line in open_lines(source.text, begin)}
    places = {line.start: number for number, line in enumerate(lines)}
    done = begin
    for start in sorted(opened):
        at = places[start]
        if start < done or lines[at].text.rstrip() != "---" or at + 1 >= len(lines):
            continue
        if (at and lines[at - 1].text.strip()) or not re.match(
            r"[A-Za-z][\w-]*:", lines[at + 1].text
        ):
            continue
        end = next(
            (n for n in range(at + 1, len(lines)) if lines[n].text.rstrip() in ("---", "...")), None
        )
        if end is None or any(not one.text.strip() for one in lines[at + 1 : end]):
            continue
        value = loose_yaml(source, lines[at + 1].start, lines[end].start, Collector())
        if value is None or value.mapping is None:
            continue
        given |= {key: one for key, one in value.mapping.items() if key not in given}
        keys |= {key: one for key, one in value.keys.items() if key not in keys}
        done = lines[end].end
        mask.blank(start, done)


def _parts(parts: list[Part], reading: Reading) -> list[Part]:
    whole = Part(with_header_links([node for part in parts for node in part.nodes]))
    return [read_article(whole, reading, Style(runs=False))]


def _theme(value: Value, reading: Reading) -> Settings:
    known = {(value.text or ""): "swiss"} | _THEMES
    return theme_named(value, known, reading)


def _aspect(value: Value, reading: Reading) -> Settings:
    return (("aspect", value_of("4:3" if value.text == "43" else "16:9", value.span)),)


_TEX = Ignored("for LaTeX")

PANDOC = Dialect(
    "pandoc",
    "pandoc",
    _evidence,
    _mask,
    _parts,
    {
        "theme": _theme,
        "aspectratio": _aspect,
        "author": read_author,
        "date": read_date,
        "toc": "agenda",
        "lang": "language",
        "reference-doc": "template",
        "slide_level": "slide-level",
        **dict.fromkeys(
            ("colortheme", "fonttheme", "innertheme", "outertheme", "themeoptions", "beamerarticle")
            + ("titlegraphic", "navigation", "section-titles", "beameroption", "classoption")
            + ("header-includes", "fontsize", "mainfont", "sansfont", "monofont", "geometry")
            + (
                "documentclass",
                "linkcolor",
                "urlcolor",
                "colorlinks",
                "output",
                "logo",
                "papersize",
            )
            + ("keywords", "abstract", "subject", "description", "thanks", "toc-title", "toc-depth")
            + ("revealjs-url", "css", "link-citations", "suppress-bibliography", "numbersections")
            + ("include-before", "include-after", "mathfont", "CJKmainfont", "institution"),
            _TEX,
        ),
    },
    (
        Row("`% title`, blocks of YAML, also further down", "settings"),
        Row("`theme`, `aspectratio`, `toc`", "the nearest theme, `aspect`, `agenda`"),
        Row("`reference-doc`", "`template`"),
        Row("`{background-image=…}`", "`background`"),
        Row("`# {background-image=…}`", "a slide without a title"),
        Row("a picture alone", "the words in brackets are its caption"),
        Row("a quote that is a list", "items that come one by one"),
        Row("`\\alert{…}`, `\\textbf{…}`", "strong text"),
        Row("`\\note{…}`, `\\pause`", "notes, a pause"),
        Row("`\\includegraphics{…}`, `itemize`, `\\href`", "the picture, a list, a link"),
        Row("environments of LaTeX", "what is in them"),
        Row("`{-}`, `.unnumbered`, `.unlisted`", "nothing"),
        Row("divs with other classes", "what is in them"),
    ),
    defaults={"literal": True, "smart": True},
    headings=True,
)
