"""What can stand in attributes, fences and charts, and what each of it means, in a few words."""

from __future__ import annotations

from collections.abc import Mapping

from deck_builder.blocks.callout import CALLOUT, KINDS, THEOREMS
from deck_builder.blocks.chart_form import CLASSES as CHART_CLASSES
from deck_builder.blocks.chart_form import KEYS as CHART_ATTRIBUTES
from deck_builder.blocks.image import CLASSES as IMAGE_CLASSES
from deck_builder.blocks.image import KEYS as IMAGE_ATTRIBUTES
from deck_builder.blocks.listing import CLASSES as CODE_CLASSES
from deck_builder.blocks.listing import KEYS as CODE_ATTRIBUTES
from deck_builder.charts import KINDS as CHARTS
from deck_builder.markdown.condition_words import KEYS as CONDITIONS
from deck_builder.outline.staging import CLASSES as SLIDE_CLASSES
from deck_builder.outline.staging import KEYS as SLIDE_ATTRIBUTES
from deck_builder.text.runs import SPAN_CLASSES, SPAN_KEYS
from deck_builder.variants import VARIANT_CLASSES

_DIVS = ("notes", "columns", "column", "number", "incremental", "nonincremental", "fragment")
_BOXES = (*(f"{CALLOUT}{kind}" for kind in KINDS), *THEOREMS)
_CHART_KEYS = (
    *("data", "title", "x-label", "y-label", "unit", "source", "highlight", "decimal", "thousands"),
    *("x", "y", "series", "where", "sheet", "range", "query", "transform", "colors"),
)
DATA_KEYS = ("data", "columns", "where", "sheet", "range", "query", "transform")
"""The keys in the fence of a table from a file."""
FENCES = ("chart", "table", "mermaid", "dot")
"""The words after a fence that mean something else than a language of code."""

Where = tuple[tuple[str, ...], tuple[str, ...]]
"""The keys and the classes that can stand at a place."""
ATTRIBUTES: Mapping[str, Where] = {
    "heading": (
        ("layout", "prose", "include", *SLIDE_ATTRIBUTES, *CONDITIONS),
        (*SLIDE_CLASSES, *VARIANT_CLASSES),
    ),
    "image": ((*IMAGE_ATTRIBUTES, *CONDITIONS), IMAGE_CLASSES),
    "span": ((*SPAN_KEYS, *CONDITIONS), SPAN_CLASSES),
    "div": (
        ("lang", "width", "title", "number", *CONDITIONS),
        (*_DIVS, *_BOXES, "unnumbered", *VARIANT_CLASSES),
    ),
    "chart": ((*CHART_ATTRIBUTES, *CONDITIONS), CHART_CLASSES),
    "code": ((*CODE_ATTRIBUTES, *CONDITIONS), CODE_CLASSES),
}
"""What can stand in braces, by what they are behind."""

KEYS: Mapping[str, str] = {
    "layout": "the layout of the slide",
    "prose": "how long paragraphs are shown: keep, condense or notes",
    "include": "a slide of a PowerPoint file, as “file.pptx#3”, in place of this one",
    "background": "a colour of the theme or of CSS, “gradient(accent1, accent2)”, or a picture",
    "background-fit": "how large a picture behind the slide is: cover, contain, or a share as 50%",
    "dim": "how much the background is darkened, in percent",
    "transition": "how the slide comes: none, fade, push, wipe or morph",
    "minutes": "how long the slide takes to speak, as 2 or 1:30",
    "seconds": "how long the slide takes to speak",
    "priority": "1 to 3: slides of 3 leave first when the talk is too long",
    "header": "the line at the top of this slide",
    "footer": "the footer of this slide",
    "slide-numbers": "false: this slide shows no number",
    "audience": "only these audiences see it; several are separated by commas",
    "not-audience": "these audiences do not see it",
    "level": "audiences of this level or a deeper one see it, 1 to 3",
    "when-profile": "as in Quarto: with .content-visible, only these audiences see it",
    "unless-profile": "as in Quarto: with .content-visible, these audiences do not see it",
    "when-format": "as in Quarto: with .content-visible, it is for this format alone",
    "unless-format": "as in Quarto: with .content-visible, it is not for this format",
    "width": "the width, as 50%, 8cm or 300px; of a column, its share in percent",
    "height": "the height, as 50%, 8cm or 300px",
    "alt": "the description of the picture",
    "crop": "what to cut off: top, right, bottom and left, as “10% 0 20% 0”",
    "focus": "what stays when the picture is cropped: top, bottom, left, right, center",
    "poster": "the picture that is shown until the film plays",
    "page": "the number of a page, of a file that has several",
    "lang": "the language of the words, as a BCP 47 tag",
    "link": "where a click on the picture leads",
    "link-title": "what is shown of that link under the pointer",
    "color": "the colour of the words: a name such as accent2",
    "title": "the label of the box",
    "number": "the number of the box, instead of the next one",
    "caption": "the line under it",
    "label": "a small text in the upper right corner of the code",
    "file": "the file that the code is read from",
    "lines": "which lines of the file to show, as 10-24",
    "startFrom": "the number of the first line",
    "start-from": "the number of the first line",
    "highlight": "the lines that are marked, as 2,4-6",
    "build": "how the chart appears: series by series, or category by category",
    "name": "the label of the link or the box",
}
"""What the keys of attributes are for."""

CLASSES: Mapping[str, str] = {
    "hidden": "the slide is skipped in the show",
    "appendix": "the slide follows after the end of the talk",
    "incremental": "items come one by one",
    "nonincremental": "items come together",
    "optional": "the slide may leave when the talk is too long",
    "decorative": "the picture says nothing, and has no description",
    "left-half": "the picture fills the left half of the slide",
    "right-half": "the picture fills the right half of the slide",
    "notes": "what you say on this slide",
    "columns": "columns side by side",
    "column": "one of several columns; width=40% is its share",
    "number": "one large number, with words under it",
    "fragment": "it comes with a click",
    "unnumbered": "the box has no number",
    "native": "PowerPoint's own chart, whose data can be edited there",
    "drawn": "the chart is drawn",
    "numberLines": "the lines of the code have numbers",
    "number-lines": "the lines of the code have numbers",
    "underline": "underlined words",
    "smallcaps": "small capitals",
    "kbd": "a key of the keyboard",
    "mark": "marked words",
    "code": "words as code",
    "plain": "the content is shown as it is written, in no variant",
}
"""What classes mean, without those of variants, boxes and colours."""

CHART_KEYS: Mapping[str, str] = {
    "data": "the numbers, or the name of a file",
    "title": "the text above the chart",
    "x-label": "the label of the horizontal axis",
    "y-label": "the label of the vertical axis",
    "unit": "what the numbers count, shown behind them; $, £ and ¥ before them",
    "source": "where the numbers are from, shown under the chart",
    "highlight": "a category or series in the accent colour; everything else is grey",
    "decimal": "what begins the decimals of the numbers: point or comma",
    "thousands": "what groups the digits of the numbers: point or comma",
    "x": "the column of the categories",
    "y": "the columns of the values",
    "series": "the column whose values are series",
    "where": "which rows of the file: {Place: Berlin}",
    "sheet": "the sheet of a workbook",
    "range": "the cells of a workbook, as A1:C10",
    "query": "a query of SQL over the files",
    "transform": "steps before the data are shown: filter, group, pivot, share and so on",
    "colors": "the colours of some categories or series: {Berlin: accent2}",
    "columns": "which columns to show, each with its heading if it has another",
    "mark": "lines and bands behind the data: {2.5: target} or {2..3: usual}",
    "annotate": "words at a point: {June: the longest day}",
    "error": "error bars: a number, a list of numbers, or a column",
    "scale": "log, or linear",
    "sort": "the order of the categories: descending, ascending or name",
    "top": "how many categories are shown; the rest are added up",
    "bins": "how many steps the numbers are counted in",
    "size": "the column of the sizes",
    "line": "the series that are lines",
    "second": "the series on a second axis",
    "second-unit": "what the numbers on the second axis count",
    "total": "the categories that are sums so far",
    "panel": "the series of a small chart",
}
"""What the keys of charts and tables are for."""


def chart_keys(kind: str) -> tuple[str, ...]:
    """Return the keys that a chart of this `kind` has; all of them for an unknown one."""
    kinds = [CHARTS[kind]] if kind in CHARTS else list(CHARTS.values())
    more = (key for one in kinds for key in (*one.can.split(), *one.own.split()))
    return tuple(dict.fromkeys((*_CHART_KEYS, *more)))


def class_meaning(name: str) -> str:
    """Return what a class means, empty for an unknown one."""
    if name in CLASSES:
        return CLASSES[name]
    if name in VARIANT_CLASSES:
        return f"the variant “{name}”, see “Variants” in the format"
    if name in THEOREMS:
        return f"a box with a label and a number: a {name}"
    kind = name.removeprefix(CALLOUT)
    if kind in KINDS and kind != name:
        return f"a box with a label: {kind}"
    return f"the colour {name}" if name in SPAN_CLASSES else ""
