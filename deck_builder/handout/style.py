"""The stylesheet of a handout: what all have in common, in the colours and fonts of a theme."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from deck_builder.fonts import font_file
from deck_builder.handout.html import css_text
from deck_builder.handout.page_colors import TEXT_COLORS, page_colors
from deck_builder.text.html_lists import list_rules
from deck_builder.theme.model import Theme

PAPERS = {"a4": "A4", "letter": "letter"}
"""The sizes of paper, by what the command line calls them."""
_SHEET = Path(__file__).with_name("handout.css")
_FONTS = ("major", "minor", "mono")
_PAPER = {"background": "FFFFFF"}
# What stands for a family that is not installed, and what its kind is called in CSS.
_STAND_INS = {
    "Caladea": ("Caladea", "serif"),
    "Carlito": ("Carlito", "sans-serif"),
    "LiberationMono": ("Liberation Mono", "monospace"),
    "LiberationSans": ("Liberation Sans", "sans-serif"),
    "LiberationSerif": ("Liberation Serif", "serif"),
}


def stylesheet(theme: Theme, running: str, paper: str = "") -> str:
    """Return the whole stylesheet: `running` stands at the head of every printed page, `paper` is
    one of `PAPERS`, empty for the printer's own."""
    light, dark = (page_colors(theme.palette, is_dark) for is_dark in (False, True))
    fonts = " ".join(f"--{font}: {_stack(theme.fonts.family(font))};" for font in _FONTS)
    return "\n".join(
        (
            f":root {{ {_variables(light)} {fonts} }}",
            f"@media screen and (prefers-color-scheme: dark) {{ :root {{ {_variables(dark)} }} }}",
            f"@media print {{ :root {{ {_variables(_PAPER)} }} }}",
            _page(running, paper),
            _common(),
            "\n".join(f".c-{name} {{ color: var(--{name}); }}" for name in TEXT_COLORS),
        )
    )


def _variables(colors: dict[str, str]) -> str:
    return " ".join(f"--{name}: #{color};" for name, color in colors.items())


def _stack(family: str) -> str:
    stand_in, kind = _STAND_INS[font_file(family).stem.partition("-")[0]]
    names = dict.fromkeys((family, stand_in))
    return ", ".join((*map(css_text, names), kind))


def _page(running: str, paper: str) -> str:
    size = f"size: {PAPERS[paper]}; " if paper else ""
    look = "font: 8pt var(--minor), sans-serif; color: #595959;"
    return (
        f"@page {{ {size}margin: 16mm 16mm 18mm; "
        f"@bottom-left {{ content: {css_text(running)}; {look} }} "
        f'@bottom-right {{ content: counter(page) " / " counter(pages); {look} }} }}'
    )


@cache
def _common() -> str:
    return f"{_SHEET.read_text(encoding='utf-8')}{list_rules()}\n"
