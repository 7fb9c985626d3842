"""What changed between two decks as one page: each slide before and after, and where they
differ."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from deck_builder.package.xml import attribute, text

_HERE = Path(__file__).parent
_POLICY = "default-src 'none'; img-src data:; style-src 'unsafe-inline'"


class ChangedSlide(Struct, frozen=True):
    """A slide before and after: what happened to it, its title, its pictures in the format WebP,
    None where there is none, and `lines` that say what changed."""

    what: str
    title: str
    before: bytes | None
    after: bytes | None
    lines: tuple[str, ...] = ()


def changes_page(title: str, summary: str, slides: Iterable[ChangedSlide], aspect: float) -> str:
    """Return a page that needs nothing else with `slides` of this aspect ratio."""
    shown = "".join(_section(slide) for slide in slides)
    style = (_HERE / "changes.css").read_text(encoding="utf-8")
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{text(title)}</title><style>:root{{--shape:{aspect:.4f}}}{style}</style></head>"
        f"<body><main><h1>{text(title)}</h1><p>{text(summary)}</p>{shown}</main></body></html>\n"
    )


def _section(slide: ChangedSlide) -> str:
    pictures = [("old", slide.before), ("new", slide.after)]
    images = ";".join(f"--{name}:url({_address(data)})" for name, data in pictures if data)
    both = slide.before is not None and slide.after is not None
    shown = [("before", slide.before), ("after", slide.after), ("difference", both or None)]
    figures = "".join(_figure(name, slide.title) for name, there in shown if there is not None)
    lines = "".join(f"<li>{text(line)}</li>" for line in slide.lines)
    listed = f"<ul>{lines}</ul>" if lines else ""
    return (
        f'<section style="{images}"><h2>{text(slide.what)}: {text(slide.title)}</h2>'
        f'<div class="row">{figures}</div>{listed}</section>'
    )


def _figure(name: str, title: str) -> str:
    alt = attribute(f"{title}, {name}")
    return (
        f'<figure><div class="{name}" role="img" aria-label="{alt}"></div>'
        f"<figcaption>{name}</figcaption></figure>"
    )


def _address(data: bytes) -> str:
    return f"data:image/webp;base64,{base64.b64encode(data).decode('ascii')}"
