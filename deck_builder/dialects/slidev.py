"""Slidev: https://sli.dev/guide/syntax and https://sli.dev/builtin/layouts."""

from __future__ import annotations

from msgspec.structs import replace

from deck_builder.base.yaml import Value
from deck_builder.dialects.model import (
    Dialect,
    Ignored,
    Reading,
    Row,
    Settings,
)
from deck_builder.dialects.slidev_slides import TRANSITIONS, slides_of, tags_of
from deck_builder.dialects.slidev_source import KEYS, THEMES, evidence_of, mask_of
from deck_builder.dialects.tex_signs import formulas_in_html
from deck_builder.dialects.themes import dark_or_light, theme_named
from deck_builder.dialects.tree import mapped
from deck_builder.dialects.values import value_of
from deck_builder.markdown import Node


def _theme(value: Value, reading: Reading) -> Settings:
    dark = reading.text("colorSchema") == "dark"
    return theme_named(value, THEMES, reading, dark=dark)


def _scheme(value: Value, reading: Reading) -> Settings:
    return () if "theme" in reading.settings else dark_or_light(value, value.text == "dark")


def _aspect(value: Value, reading: Reading) -> Settings:
    text = (value.text or "").replace("/", ":").replace(" ", "")
    is_old = text in ("4:3", "1.33", "1.333")
    return (("aspect", value_of("4:3" if is_old else "16:9", value.span)),)


def _transition(value: Value, reading: Reading) -> Settings:
    name = (value.text or "").partition("|")[0].strip()
    known = TRANSITIONS.get(name)
    return (("transition", value_of(known, value.span)),) if known else ()


def _html(value: Value, reading: Reading) -> Settings:
    given = (value.mapping or {}).get("lang")
    return (("language", given),) if given else ()


def _written(root: Node, reading: Reading) -> Node:
    return replace(root, children=mapped(root.children, formulas_in_html))


_FIRST = Ignored("what the first slide says of itself", is_read=True)
_UNSEEN = Ignored("nothing that a slide shows")
_ON_SCREEN = Ignored("for the browser, where Slidev shows the slides")

SLIDEV = Dialect(
    "slidev",
    "Slidev",
    evidence_of,
    mask_of,
    slides_of,
    {
        "theme": _theme,
        "colorSchema": _scheme,
        "aspectRatio": _aspect,
        "transition": _transition,
        "htmlAttrs": _html,
        "lang": "language",
        "author": "author",
        **dict.fromkeys((one for one in KEYS if one != "transition"), _FIRST),
        **dict.fromkeys(
            ("info", "keywords", "titleTemplate", "seoMeta", "favicon", "record", "download")
            + ("exportFilename", "export", "addons", "defaults", "level", "name", "hideInToc")
            + (
                "preload",
                "routeAlias",
                "duration",
                "timer",
                "description",
                "disabled",
                "notesWidth",
            ),
            _UNSEEN,
        ),
        **dict.fromkeys(
            ("drawings", "mdc", "comark", "lineNumbers", "highlighter", "twoslash", "monaco")
            + ("monacoTypesSource", "monacoTypesAdditionalPackages", "monacoRunAdditionalDeps")
            + (
                "monacoTypesIgnorePackages",
                "remoteAssets",
                "selectable",
                "presenter",
                "browserExporter",
            )
            + (
                "canvasWidth",
                "routerMode",
                "contextMenu",
                "wakeLock",
                "overviewSnapshots",
                "plantUmlServer",
            )
            + (
                "themeConfig",
                "css",
                "fonts",
                "codeCopy",
                "zoom",
                "clicksStart",
                "dragPos",
            )
            + ("layoutClass", "editor", "magicMoveDuration", "magicMoveCopy", "wait", "image")
            + ("backgroundSize", "url", "clickAnimation", "resizable", "handoutOptions"),
            _ON_SCREEN,
        ),
    },
    (
        Row("`---` with front matter, or a block of `yaml`", "a slide with its attributes"),
        Row("the first slide, `layout: cover` or `intro`", "the layout `title`"),
        Row("`layout: section`, `statement`, `fact`", "the layout `section`"),
        Row("`layout: quote`, `end`", "the layouts `quote` and `closing`"),
        Row("`layout: image-left`, `image-right`", "a picture that fills half of the slide"),
        Row("`layout: image`, `background`", "the background; behind a cover, darkened"),
        Row("`layout: two-cols`, `::right::`, `#right`", "columns"),
        Row('`grid-cols-2`, `grid="~ cols-2"`, `flex`', "columns"),
        Row("`<v-click>`, `<v-clicks>`, `v-click`", "fragments, items that come one by one"),
        Row("the comment at the end of a slide", "its notes"),
        Row("`{1|3-4|all}`, `{lines:true}`, `[name.ts]`", "marked lines, line numbers, a label"),
        Row("`magic-move`", "the steps of the code, each with a click"),
        Row("`<<< @/file.ts`", "code from the file"),
        Row("`src: ./part.md#2-4`", "the included slides, or those that are named"),
        Row("`hide: true`, `disabled: true`", "no slide"),
        Row("`transition`", "the nearest of `fade`, `push`, `morph`"),
        Row("`theme`, `colorSchema`, `aspectRatio`", "the nearest theme, and `aspect`"),
        Row("`<Toc>`, `<Link>`", "the titles of the slides, a link to a slide"),
        Row("`{words|https://…}`", "a link, as a common plug-in has it"),
        Row("`v-mark`", "underlined, or marked, text"),
        Row("`/picture.png`", "the file in `public/`, or next to the talk"),
        Row("`{{ … }}`, icons, components without content", "left out"),
    ),
    tags=tags_of,
    written=_written,
    defaults={"slides": "rules", "slide-numbers": False},
    folders=("public",),
    scoped_styles=True,
)
