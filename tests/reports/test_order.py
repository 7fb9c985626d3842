"""What stands between words stays between them: code, pictures, tables, formulas and quotes in the
items of a list, and pictures in a line. One case a kind, as it is read from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from pathlib import Path

import pytest
from PIL import Image

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import ChartFrame, FormulaFrame, Picture, Shape, TableFrame, TextBox
from tests.talks import shape_texts


def shapes_of(text: str, folder: Path) -> tuple[list[Shape], list[str]]:
    """The shapes below the title of a slide, from its top, and the codes of what was reported."""
    Image.new("RGB", (400, 300), "red").save(folder / "a.png")
    talk = folder / "talk.md"
    talk.write_text(f"## A title\n\n{text}\n", encoding="utf-8")
    checked = lay_out_deck(talk, Options())
    (slide,) = checked.value.slides
    shapes = [shape for shape in slide.shapes if getattr(shape, "placeholder", "") != "title"]
    return sorted(shapes, key=lambda one: one.box.y), [one.code for one in checked.diagnostics]


def read(shapes: list[Shape]) -> Iterator[str]:
    """What is read from top to bottom: each paragraph with its mark, and what else there is."""
    for shape in shapes:
        match shape:
            case TextBox():
                yield from (f"{mark(one)}{one.text}" for one in shape.paragraphs)
            case Picture():
                yield f"[{shape.alt}]"
            case TableFrame():
                yield f"<{' '.join(shape_texts(shape))}>"
            case FormulaFrame():
                yield f"<{shape.latex}>"
            case ChartFrame():
                yield "<chart>"


def mark(paragraph: object) -> str:
    bullet = getattr(paragraph, "bullet", None)
    if bullet is None or not bullet.shown:
        return ""
    return f"{bullet.number}. " if bullet.number is not None else "- "


CASES: dict[str, tuple[str, list[str]]] = {
    "code under one of several items": (
        "- a\n- b\n\n  ```\n  code\n  ```\n- c",
        ["- a", "- b", "code", "- c"],
    ),
    "a picture under the first item": (
        "1. a\n\n   ![Red](a.png)\n2. b\n3. c",
        ["1. a", "[Red]", "2. b", "3. c"],
    ),
    "a picture under the second item": (
        "- a\n- b\n\n  ![Red](a.png)\n- c",
        ["- a", "- b", "[Red]", "- c"],
    ),
    "a table under an item": (
        "- a\n\n  | b |\n  |---|\n  | c |\n- d",
        ["- a", "<b c>", "- d"],
    ),
    "a formula under an item": ("- a\n\n  $$E$$\n- b", ["- a", "<E>", "- b"]),
    "a formula on a line of its own in an item": (
        "- a\n  $$E$$\n  b\n- c",
        ["- a", "<E>", "b", "- c"],
    ),
    "a quote under an item": ("- a\n\n  > q\n- b", ["- a", "q", "- b"]),
    "a chart under an item": (
        "- a\n\n  ```chart bar\n  data: {A: 1}\n  ```\n- b",
        ["- a", "<chart>", "- b"],
    ),
    "words after code in one item": (
        "1. a\n\n   ```\n   code\n   ```\n\n   b\n2. c",
        ["1. a", "code", "b", "2. c"],
    ),
    "code in an item of an inner list": (
        "- a\n  - b\n\n    ```\n    code\n    ```\n  - c\n- d",
        ["- a", "- b", "code", "- c", "- d"],
    ),
    "a picture in an item of an inner list": (
        "1. a\n   1. b\n\n      ![Red](a.png)\n\n      c\n   2. d\n2. e",
        ["1. a", "1. b", "[Red]", "c", "2. d", "2. e"],
    ),
    "numbers of items that are only code": (
        "1. ```\n   a\n   ```\n2. ```\n   b\n   ```",
        ["1. \u200b", "a", "2. \u200b", "b"],
    ),
    "a picture in bold": ("**![Red](a.png)**", ["[Red]"]),
    "a picture and words in a link": (
        "[![Red](a.png) words](https://example.org)",
        ["words", "[Red]"],
    ),
    "code between the words that announce it and others": (
        "Write this:\n\n```\ncode\n```\n\nThen go on.",
        ["Write this:", "code", "Then go on."],
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_reading_order_is_the_authors(name: str, tmp_path: Path) -> None:
    text, expected = CASES[name]
    shapes, codes = shapes_of(text, tmp_path)
    beside = {one.box.y for one in shapes if isinstance(one, Picture)}
    if any(isinstance(one, TextBox) and one.box.y in beside for one in shapes):
        # Words beside a picture are read before it.
        shapes.sort(key=lambda one: isinstance(one, Picture))
    assert list(read(shapes)) == expected
    assert codes == []


@pytest.mark.parametrize("name", CASES)
def test_nothing_is_over_anything_else(name: str, tmp_path: Path) -> None:
    shapes, _ = shapes_of(CASES[name][0], tmp_path)
    texts = [one for one in shapes if isinstance(one, TextBox | Picture | TableFrame)]
    assert not any(one.box.overlaps(other.box) for one, other in combinations(texts, 2))


def test_a_picture_under_the_last_item_is_beside_the_list(tmp_path: Path) -> None:
    shapes, _ = shapes_of("- a\n- b\n\n  ![Red](a.png)", tmp_path)
    words, picture = sorted(shapes, key=lambda one: one.box.x)
    assert isinstance(words, TextBox)
    assert isinstance(picture, Picture)
    assert picture.box.x > words.box.right


def test_a_list_of_pictures_is_a_row(tmp_path: Path) -> None:
    shapes, _ = shapes_of("- ![R](a.png)\n- ![S](a.png)\n- ![T](a.png)", tmp_path)
    assert [next(read([one])) for one in shapes] == ["[R]", "[S]", "[T]"]
    assert len({one.box.y for one in shapes}) == 1


def test_a_picture_on_a_line_of_its_own_parts_a_paragraph(tmp_path: Path) -> None:
    shapes, _ = shapes_of("before it\n![R](a.png)\nafter it\n\n| a |\n|---|\n| b |", tmp_path)
    assert list(read(shapes)) == ["before it", "[R]", "after it", "<a b>"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("### b ![Red](a.png)\n\nwords", "a heading"),
        ("| a |\n|---|\n| b |\n\n: words ![Red](a.png)", "a caption"),
        ("term ![Red](a.png)\n:   words", "a term"),
        ("words[^1]\n\n[^1]: foot ![Red](a.png)", "a footnote"),
        ("words\n\n::: notes\nb ![Red](a.png)\n:::", "speaker notes"),
    ],
)
def test_a_picture_that_becomes_text_is_reported(text: str, place: str, tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "red").save(tmp_path / "a.png")
    talk = tmp_path / "talk.md"
    talk.write_text(f"## A title\n\n{text}\n", encoding="utf-8")
    (found,) = lay_out_deck(talk, Options()).diagnostics
    assert found.code == "picture-as-text"
    assert found.message.startswith(f"{place} cannot have the picture ‘a.png’")


def test_what_is_announced_is_on_the_slide_of_its_announcement(tmp_path: Path) -> None:
    lines = "".join(f"- line {number} of them\n" for number in range(7))
    talk = tmp_path / "talk.md"
    code = "\n".join("  code()" for _ in range(7))
    talk.write_text(f"## A title\n\n{lines}- It is written so:\n\n  ```\n{code}\n  ```\n- end\n")
    slides = lay_out_deck(talk, Options()).value.slides
    assert len(slides) == 2
    shapes = sorted(slides[1].shapes, key=lambda one: one.box.y)
    assert list(read(shapes))[1:3] == ["- It is written so:", "code()"]


def test_numbers_have_the_same_room_above_and_below_code(tmp_path: Path) -> None:
    items = [f"{number}. item" for number in range(1, 11)]
    items[0] += "\n\n   ```\n   code\n   ```"
    shapes, _ = shapes_of("\n".join(items), tmp_path)
    lines = [one for shape in shapes if isinstance(shape, TextBox) for one in shape.paragraphs]
    assert {line.bullet.digits for line in lines if line.bullet} == {2}
