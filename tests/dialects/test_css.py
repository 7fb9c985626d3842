"""What style sheets say of all slides."""

from __future__ import annotations

from pathlib import Path

import pytest

from deck_builder.dialects.css import ACCENTED, look_of
from deck_builder.theme.file import load_theme
from tests.dialects.outlines import outline_lines

LOOKS: dict[str, tuple[str, str]] = {
    "digits": ("section { background: #123 }", "112233"),
    "a name": ("section { background: midnightblue }", "191970"),
    "numbers": ("section { background-color: rgb(10, 20, 30) !important }", "0A141E"),
    "hue": ("section { background: hsl(0, 0%, 20%) }", "333333"),
    "a variable": (":root { --dark: navy } section { background: var(--dark) }", "000080"),
    "one sees through it": ("section { background: rgba(0, 0, 0, 0) }", ""),
    "with digits": ("section { background: #00000000 }", ""),
    "a picture": ("section { background: url(a.png) }", ""),
    "of one kind of slide": ("section.lead { background: black }", ""),
}


@pytest.mark.parametrize(("css", "expected"), LOOKS.values(), ids=LOOKS)
def test_backgrounds(css: str, expected: str) -> None:
    assert look_of(f"<style>\n{css}\n</style>\n").background == expected


@pytest.mark.parametrize(
    ("css", "expected"),
    [
        ("section { background: black }", "night"),
        ("section { background: #fff; color: #222 }", "swiss"),
        ("section { color: white }", "night"),
        ("section { color: #333 }", "swiss"),
        ("section { background: black } h1 { color: lime }", "console"),
        ("h1 { color: darkgreen }", "studio"),
        ("h1 { color: gray }", "swiss"),
        ("p { color: red }", ""),
    ],
)
def test_themes(css: str, expected: str) -> None:
    assert look_of(f"<style>\n{css}\n</style>\n").theme == expected


def test_accents_are_those_of_the_themes() -> None:
    for is_dark, accents in ACCENTED.items():
        for name, color in accents.items():
            palette = load_theme(name).value.palette
            assert (palette.dark, palette.scheme["accent1"]) == (is_dark, color)


def test_a_style_sheet_of_slidev_is_for_its_slide_alone(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text("# A\n\nText\n\n<style>\nh1 { color: darkgreen }\n</style>\n", encoding="utf-8")
    assert next(outline_lines(path, "slidev")).startswith("theme paper")
    assert next(outline_lines(path, "marp")).startswith("theme studio")
