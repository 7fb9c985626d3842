"""A deck as one HTML page that presents by itself: no network, no other files."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

from deck_builder.package.xml import attribute, text
from deck_builder.preview.deck import PicturedDeck, PicturedSlide
from deck_builder.preview.faces import font_faces
from deck_builder.preview.marks import rasters_of
from deck_builder.preview.svg import SvgOptions, image_element, slide_svg
from deck_builder.shapes import Click

_HERE = Path(__file__).parent
# Nothing is fetched, and nothing is sent.
_POLICY = (
    "default-src 'none'; img-src data:; font-src data:; style-src 'unsafe-inline'; "
    "script-src 'unsafe-inline'"
)
_BUTTONS = (
    ("ArrowLeft", "←", "Back"),
    ("ArrowRight", "→", "Forward"),
    ("o", "▦", "Overview"),
    ("n", "✎", "Notes"),
    ("f", "⛶", "Full screen"),
    ("?", "?", "Keys"),
)
_KEYS = (
    ("→ ↓ Space", "forward"),
    ("← ↑", "back"),
    ("Home, End", "first slide, last slide"),
    ("12 Enter", "slide 12"),
    ("o", "overview"),
    ("n", "notes, next slide and time in a window of their own"),
    ("r", "begin the time again"),
    ("b", "black"),
    ("f", "full screen"),
)


def html_page(deck: PicturedDeck, notes: bool = True) -> str:
    """Return `deck` as a page that shows it slide by slide, click by click. Without `notes`, the
    page has none."""
    pictures = [slide.picture for slide in deck.slides]
    shared, kept = _shared(deck)
    options = SvgOptions(deck.anchors, shared=shared)
    width, height = (pictures[0].width, pictures[0].height) if pictures else (960.0, 540.0)
    slides = "".join(_section(slide, options, notes) for slide in deck.slides)
    style = (_HERE / "present.css").read_text(encoding="utf-8")
    names = ("builds.js", "gestures.js", "present.js")
    script = "".join((_HERE / name).read_text(encoding="utf-8") for name in names)
    buttons = "".join(
        f'<button type="button" data-key="{key}" aria-label="{label}" title="{label}">{sign}'
        "</button>"
        for key, sign, label in _BUTTONS
    )
    keys = "".join(f"<tr><td>{key}</td><td>{what}</td></tr>" for key, what in _KEYS)
    return (
        f'<!DOCTYPE html>\n<html lang="{attribute(deck.language)}"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(deck.title)}</title><style>{font_faces(pictures, deck.fonts)}"
        f":root{{--shape:{width / height:.4f}}}@page{{size:{width:.0f}pt {height:.0f}pt;margin:0}}"
        f"{style}</style></head>"
        f'<body class="one">{kept}<main><h1>{text(deck.title)}</h1>{slides}</main>'
        '<nav aria-label="Slides">'
        f"<output>1</output>{buttons}</nav>"
        f'<div class="said" role="status" aria-live="polite"></div><dialog aria-label="Keys">'
        f'<table>{keys}</table><form method="dialog"><button>Close</button></form></dialog>'
        f"<script>{script}</script></body></html>\n"
    )


def _section(slide: PicturedSlide, options: SvgOptions, notes: bool) -> str:
    drawing = slide_svg(slide.picture, slide.number, slide.title, options)
    builds = f' data-builds="{attribute(_builds(slide.builds))}"' if slide.builds else ""
    said = text(slide.notes) if notes else ""
    return (
        f'<section class="slide" id="{slide.number}" aria-label="{attribute(slide.title)}"{builds}>'
        f'<div class="page">{drawing}</div><div class="notes">{said}</div></section>'
    )


def _builds(builds: tuple[Click, ...]) -> str:
    return json.dumps(
        [[[one.shape, one.paragraph, one.leaves] for one in click] for click in builds],
        separators=(",", ":"),
    )


def _shared(deck: PicturedDeck) -> tuple[dict[bytes, str], str]:
    """The pictures that are on several slides, by their bytes, and the element that holds them."""
    rasters = [raster for slide in deck.slides for raster in rasters_of(slide.picture)]
    counts = Counter(raster.data for raster in rasters)
    several = {raster.data: raster for raster in rasters if counts[raster.data] > 1}
    names = {data: f"p{number}" for number, data in enumerate(several, 1)}
    kept = "".join(image_element(raster, names[data]) for data, raster in several.items())
    if not kept:
        return {}, ""
    return (
        names,
        f'<svg class="kept" width="0" height="0" aria-hidden="true"><defs>{kept}</defs></svg>',
    )
