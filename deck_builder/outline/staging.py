"""How a slide is shown, by the attributes of its heading: background, transition, hidden, appendix,
builds, and how long it takes."""

from __future__ import annotations

import re

from msgspec.structs import replace

from deck_builder.assets import Assets, average_color
from deck_builder.base.css_colors import css_color, css_gradient
from deck_builder.base.diagnostics import Collector, Problem, Severity, suggestion
from deck_builder.base.patterns import late
from deck_builder.base.source import Span
from deck_builder.blocks import BlockReader
from deck_builder.blocks.reader import NOT_INCREMENTAL
from deck_builder.markdown import Node
from deck_builder.outline.settings import LEAST_PRIORITY, TRANSITIONS
from deck_builder.shapes import SlideBackground, Staging
from deck_builder.timing.speech import read_seconds

BAD_BACKGROUND = Problem(
    "bad-background",
    Severity.ERROR,
    "‘{value}’ is not a background",
    "write a colour of the theme or of CSS, “gradient(accent1, accent2)” or a picture’s file",
)
BAD_FIT = Problem(
    "bad-fit",
    Severity.ERROR,
    "‘{value}’ does not say how large a background is",
    "write cover, contain, or a share of the width such as 50%",
)
BAD_FLAG = Problem(
    "bad-flag", Severity.ERROR, "‘{value}’ is neither true nor false", "write slide-numbers=false"
)
BAD_DIM = Problem(
    "bad-dim", Severity.ERROR, "‘{value}’ is not a percentage to dim by", "write dim=40"
)
UNKNOWN_TRANSITION = Problem(
    "unknown-transition", Severity.ERROR, "there is no transition called ‘{name}’", "{hint}"
)
BAD_PRIORITY = Problem(
    "bad-priority",
    Severity.ERROR,
    "‘{value}’ is not a priority",
    f"write priority=1 (dropped last) to priority={LEAST_PRIORITY} (dropped first)",
)
BAD_TIME = Problem(
    "bad-time",
    Severity.ERROR,
    "‘{value}’ is not a length of time",
    "write minutes=2, minutes=1:30 or seconds=45",
)

KEYS = (
    *("background", "background-fit", "dim", "transition", "minutes", "seconds", "priority"),
    *("header", "footer", "slide-numbers"),
)
CLASSES = ("hidden", "appendix", "incremental", NOT_INCREMENTAL, "optional")
_COLOR = r"[a-z][a-z0-9-]*|#[0-9a-fA-F]{6}"
_PLAIN = late(rf"{_COLOR}", re.IGNORECASE)
_GRADIENT = late(rf"gradient\(\s*({_COLOR})\s*,\s*({_COLOR})\s*\)", re.IGNORECASE)
_FILE = late(r"[./]|data:")
_COVER = "cover"
_FITS = {_COVER: None, "contain": 0.0}
_FLAGS = {"true": True, "false": False}
_UNITS = {"minutes": 60.0, "seconds": 1.0}
_DIM = late(r"(\d{1,2}(?:\.\d+)?|100)\s*%?")


def read_staging(heading: Node, reader: BlockReader) -> Staging:
    """Return how a slide is shown, from the attributes of its heading."""
    attributes, found = heading.attributes, reader.collector
    if not (attributes.pairs or attributes.classes):
        return Staging()
    transition = attributes.get("transition") or ""
    if transition and transition not in TRANSITIONS:
        place, hint = attributes.place(transition), suggestion(transition, TRANSITIONS)
        found.report(UNKNOWN_TRANSITION, place, name=transition, hint=hint)
        transition = ""
    return Staging(
        background=_background(heading, found),
        transition=transition,
        hidden="hidden" in attributes.classes,
        appendix="appendix" in attributes.classes,
        incremental="incremental" in attributes.classes,
        seconds=_seconds(heading, found),
        priority=_priority(heading, found),
        header=attributes.get("header"),
        footer=attributes.get("footer"),
        numbered=_numbered(heading, found),
    )


def _numbered(heading: Node, found: Collector) -> bool | None:
    value = heading.attributes.get("slide-numbers")
    if value in (None, *_FLAGS):
        return _FLAGS[value] if value else None
    found.report(BAD_FLAG, heading.attributes.place("slide-numbers"), value=value)
    return None


def _priority(heading: Node, found: Collector) -> int:
    attributes = heading.attributes
    value = attributes.get("priority")
    if value is None:
        return LEAST_PRIORITY if "optional" in attributes.classes else 0
    if value in map(str, range(1, LEAST_PRIORITY + 1)):
        return int(value)
    found.report(BAD_PRIORITY, attributes.place(value), value=value)
    return 0


def _seconds(heading: Node, found: Collector) -> float | None:
    """The time that the heading gives the slide: its minutes and seconds added up."""
    attributes = heading.attributes
    times = []
    for key, unit in _UNITS.items():
        value = attributes.get(key)
        if value is None:
            continue
        seconds = read_seconds(value, unit)
        if seconds is None:
            found.report(BAD_TIME, attributes.place(value), value=value)
            return None
        times.append(seconds)
    return sum(times) if times else None


def _background(heading: Node, found: Collector) -> SlideBackground | None:
    value = heading.attributes.get("background")
    if value is None:
        return None
    dim = _dim(heading, found)
    value = value.strip()
    if _PLAIN().fullmatch(value):
        # No colour of a theme has the name of one of CSS.
        color = "" if value.startswith("#") else css_color(value)
        return SlideBackground((f"#{color}" if color else value,), dim=dim)
    if gradient := _GRADIENT().fullmatch(value):
        return SlideBackground((gradient[1], gradient[2]), dim=dim)
    if colors := css_gradient(value) or tuple(filter(None, (css_color(value),))):
        return SlideBackground(tuple(f"#{color}" for color in colors), dim=dim)
    if _FILE().search(value):
        return SlideBackground(target=value, dim=dim, fit=_fit(heading, found))
    found.report(BAD_BACKGROUND, heading.attributes.span, value=value)
    return None


def _fit(heading: Node, found: Collector) -> float | None:
    """How large the picture of a background is: a share of the width, 0 for all that fits, None to
    cover the slide."""
    value = (heading.attributes.get("background-fit") or _COVER).strip()
    if value in _FITS:
        return _FITS[value]
    number = _DIM().fullmatch(value)
    if number is None or not float(number[1]):
        found.report(BAD_FIT, heading.attributes.place(value), value=value)
        return None
    return float(number[1]) / 100


def _dim(heading: Node, found: Collector) -> float:
    value = heading.attributes.get("dim")
    if value is None:
        return 0.0
    number = _DIM().fullmatch(value.strip())
    if number is None:
        found.report(BAD_DIM, heading.attributes.span, value=value)
        return 0.0
    return float(number[1])


def resolve_staging(
    staging: Staging, span: Span | None, assets: Assets, found: Collector
) -> Staging:
    """Return `staging` with the picture of the background read; without it after a report."""
    background = staging.background
    if background is None or not background.target:
        return staging
    picture = assets.read_image(background.target, span, found)
    if picture is None:
        return replace(staging, background=None)
    shown = replace(background, picture=picture, average=average_color(picture))
    return replace(staging, background=shown)
