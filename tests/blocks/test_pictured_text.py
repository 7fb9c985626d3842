"""Small pictures among the words of a paragraph: each stands over its gap."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from deck_builder.base.units import emu, points
from deck_builder.blocks import MixedList
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import Picture, TextBox
from deck_builder.text.lines import fitted_paragraphs
from tests.dialects.outlines import CASES
from tests.talks import a_theme, blocks_of

BLANK = "\u00a0"
SIZES = {"icon.png": (16, 16), "badge.png": (90, 20), "high.png": (49, 49), "strip.png": (500, 40)}
DRAWINGS = {
    "icon.svg": 'width="20" height="20"',
    "units.svg": 'viewBox="0 0 24 24"',
    "large.svg": 'width="600" height="400" viewBox="0 0 24 24"',
}


def _shown(folder: Path, words: str) -> tuple[list[TextBox], list[Picture], list[str]]:
    for name in ("square.png", "pic.png"):
        (folder / name).write_bytes((CASES / name).read_bytes())
    for name, size in SIZES.items():
        Image.new("RGB", size, "teal").save(folder / name)
    for name, says in DRAWINGS.items():
        (folder / name).write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" {says}><path d="M0 0h9v9z"/></svg>', "utf-8"
        )
    path = folder / "talk.md"
    path.write_text(f"# T\n\n## A\n\n{words}\n", encoding="utf-8")
    built = lay_out_deck(path, Options())
    shapes = built.value.slides[-1].shapes
    texts = [one for one in shapes if isinstance(one, TextBox) and one.style.name != "title"]
    pictures = [one for one in shapes if isinstance(one, Picture)]
    for text in texts:
        over = [one for one in pictures if text.box.contains(one.box)]
        if over:
            _are_over_gaps(text, over, built.value.theme.fonts)
    return texts, pictures, [one.code for one in built.diagnostics]


def _are_over_gaps(text: TextBox, pictures: list[Picture], fonts: object) -> None:
    set_text = fitted_paragraphs(text.paragraphs, text.box.width, text.style, fonts)  # type: ignore[arg-type]
    gaps = [
        (piece.x, piece.x + piece.width, line.top, line.bottom)
        for paragraph in set_text
        for line in paragraph.lines
        for piece in line.pieces
        if BLANK in piece.text
    ]
    for (left, right, top, bottom), picture in zip(gaps, pictures, strict=True):
        box = picture.box
        x, y = points(box.x - text.box.x), points(box.y - text.box.y)
        assert left <= x + 0.01
        assert x + points(box.width) <= right + 0.01
        middle = y + points(box.height) / 2
        assert top < middle < bottom


@pytest.mark.parametrize(
    ("words", "count", "text"),
    [
        ("Text with ![x](square.png){width=32px} an icon", 1, "Text with  an icon"),
        ("![x](square.png){height=1cm} first", 1, " first"),
        ("last ![x](square.png){height=20px}", 1, "last "),
        ("a ![x](pic.png){width=40px}![x](square.png){width=20} b", 2, "a  b"),
        ('**a** <img src="square.png" alt="x" width="20"> *b*', 1, "a  b"),
        ("Text with ![x](icon.png) as small as its file", 1, "Text with  as small as its file"),
        ("An ![x](icon.svg) and ![y](units.svg) **bold**", 2, "An  and  bold"),
        ("a ![x](badge.png) [![y](icon.png)](https://example.org)", 2, "a  "),
        ("> a ![x](icon.png) b", 1, "a  b"),
        ("words " * 30 + "![x](square.png){width=32px} " + "words " * 9, 1, ""),
        ("- one ![x](icon.png) item\n- two\n", 1, "one  item"),
        ("- one\n  - two ![x](icon.png)\n- three ![y](icon.svg)\n", 2, "one"),
        ("1. ![x](icon.png) one\n2. two ![x](badge.png){height=20px}\n", 2, " one"),
        ("- [x] done ![x](icon.png)\n- [ ] not\n", 1, "done "),
    ],
)
def test_small_pictures_stand_in_their_line(
    words: str, count: int, text: str, tmp_path: Path
) -> None:
    texts, pictures, codes = _shown(tmp_path, words)
    assert len(texts) == 1
    assert len(pictures) == count
    assert any(BLANK in one.text for one in texts[0].paragraphs)
    found = texts[0].paragraphs[0].text
    assert found.replace(BLANK, "") == text or not text
    assert not [code for code in codes if "overflow" in code]


@pytest.mark.parametrize(
    "words",
    [
        "Text with ![x](square.png) one of its own size",
        "Text with ![x](square.png){width=300px} a large one",
        "Text with ![x](square.png){width=10%} a share",
        "Text with one below\n![x](square.png){width=20px}",
        "Text with one below\n![x](icon.png)",
        "![x](icon.png)",
        "Text with ![x](high.png) one that is higher than a line",
        "Text with ![x](strip.png) one that is longer than a line",
        "Text with ![x](large.svg) a large drawing",
        'Text with ![x](icon.png "a caption") a caption',
        "Text with ![x](icon.png){.right-half} one at the side",
        'Text with ![x](square.png "a caption"){width=20px} a caption',
        "Text of \ufffc and ![x](square.png){width=20px}",
        "Text of *\ufffc* and ![x](square.png){width=20px}",
    ],
)
def test_other_pictures_stand_beside_the_text(words: str, tmp_path: Path) -> None:
    texts, pictures, _ = _shown(tmp_path, words)
    assert len(pictures) == 1
    runs = [run for text in texts for one in text.paragraphs for run in one.runs]
    assert not any(run.text and not run.text.strip(BLANK) for run in runs)


def test_a_blank_of_the_author_is_not_taken_for_a_gap(tmp_path: Path) -> None:
    words = "Text " * 20 + "**&nbsp;** and ![x](square.png){width=20px} more"
    texts, pictures, _ = _shown(tmp_path, words)
    assert len(pictures) == 1
    assert sum(one.text.count(BLANK) for text in texts for one in text.paragraphs) <= 1


def test_words_stand_for_a_picture_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "talk.md"
    path.write_text("# T\n\n## A\n\nOne ![two](no.png){width=20px} three\n", encoding="utf-8")
    built = lay_out_deck(path, Options())
    assert "missing-file" in [one.code for one in built.diagnostics]
    texts = [
        one.text
        for shape in built.value.slides[-1].shapes
        if isinstance(shape, TextBox)
        for one in shape.paragraphs
    ]
    assert "One two three" in texts


def test_a_picture_is_as_high_as_its_file_says(tmp_path: Path) -> None:
    _, (first, second), _ = _shown(tmp_path, "An ![x](icon.png) and ![y](icon.svg) in a line")
    assert (first.box.width, first.box.height) == (emu(16), emu(16))
    assert (second.box.width, second.box.height) == (emu(20), emu(20))


def test_a_large_picture_of_a_text_stands_below_the_small_one(tmp_path: Path) -> None:
    words = "An ![x](icon.png) icon and ![y](square.png) a square"
    (text,), (icon, square), _ = _shown(tmp_path, words)
    assert text.paragraphs[0].text.replace(BLANK, "") == "An  icon and a square"
    assert icon.box.bottom <= text.box.bottom <= square.box.y


def test_sizes_that_are_given_part_small_from_large_pictures(tmp_path: Path) -> None:
    words = "An ![x](square.png){width=20px} icon and ![y](square.png){width=200px} a square"
    (text,), (icon, square), _ = _shown(tmp_path, words)
    assert text.paragraphs[0].text.replace(BLANK, "") == "An  icon and a square"
    assert icon.box.bottom <= text.box.bottom <= square.box.y


def test_a_small_picture_stands_in_a_column(tmp_path: Path) -> None:
    words = "::: columns\n::: column\nLeft ![x](icon.png) words\n:::\n::: column\n- a\n:::\n:::"
    texts, pictures, _ = _shown(tmp_path, words)
    assert len(pictures) == 1
    assert any(BLANK in one.text for text in texts for one in text.paragraphs)


def test_words_with_a_picture_under_a_title_are_not_lost(tmp_path: Path) -> None:
    Image.new("RGB", (16, 16), "teal").save(tmp_path / "icon.png")
    for size in ("", "{height=16px}"):
        path = tmp_path / "talk.md"
        path.write_text(f"# T\n\nAda ![x](icon.png){size} Example\n\n## A\n\nb\n", "utf-8")
        slides = lay_out_deck(path, Options()).value.slides
        texts = [
            one.text.replace(BLANK, "")
            for slide in slides
            for shape in slide.shapes
            if isinstance(shape, TextBox)
            for one in shape.paragraphs
        ]
        assert any("Ada" in text and "Example" in text for text in texts)


@pytest.mark.parametrize(
    ("words", "texts"),
    [
        # One that is as high as several lines is cut out, and so is one alone in an item.
        ("- one ![x](icon.png)\n- two ![y](high.png)\n", ["one", "two"]),
        ("- one\n- ![y](icon.png)\n", ["one"]),
        ("- one ![x](icon.png)\n\n  ```\n  code\n  ```\n", ["one", "code"]),
        ("- one ![x](none.png)\n", ["one"]),
        # What would be taken for a picture.
        ("- one ![x](icon.png)\n- two \ufffc\n", ["one", "two \ufffc"]),
    ],
)
def test_other_pictures_cut_a_list(words: str, texts: list[str], tmp_path: Path) -> None:
    shown, _, _ = _shown(tmp_path, words)
    found = [one.text for text in shown for one in text.paragraphs if one.text.strip()]
    assert [one for one in texts if one not in found] == []
    assert not any(BLANK in one for one in found)


def test_gaps_are_wide_enough_in_small_text_too(tmp_path: Path) -> None:
    """With a little air, in the size of each item."""
    deep = "- a ![x](icon.png) b\n  - a ![x](icon.png) b\n    - a ![x](icon.png) b\n"
    (text,), pictures, _ = _shown(tmp_path, deep)
    widths = [
        piece.width
        for one in fitted_paragraphs(text.paragraphs, text.box.width, text.style, a_theme().fonts)
        for piece in one.lines[0].pieces
        if BLANK in piece.text
    ]
    assert len(widths) == len(pictures) == 3
    for width, picture in zip(widths, pictures, strict=True):
        assert width > 1.08 * points(picture.box.width)


def test_a_long_list_with_small_pictures_continues(tmp_path: Path) -> None:
    Image.new("RGB", (16, 16), "teal").save(tmp_path / "icon.png")
    path = tmp_path / "talk.md"
    items = "".join(f"- item {n} ![x](icon.png) with words\n" for n in range(40))
    path.write_text(f"# T\n\n## A\n\n{items}", encoding="utf-8")
    built = lay_out_deck(path, Options())
    slides = built.value.slides[1:]
    assert len(slides) > 1
    for slide in slides:
        frames = (one for one in slide.shapes if isinstance(one, TextBox))
        text = next(one for one in frames if BLANK in one.paragraphs[0].text)
        pictures = [one for one in slide.shapes if isinstance(one, Picture)]
        assert len(pictures) == len(text.paragraphs)
        _are_over_gaps(text, pictures, built.value.theme.fonts)
    assert not [one for one in built.diagnostics if "overflow" in one.code]


def test_items_with_small_pictures_may_appear_one_by_one() -> None:
    (block,) = blocks_of("::: incremental\n- one ![x](icon.png)\n- two\n:::\n")
    assert isinstance(block, MixedList)
    assert all(one.appears for one in block.whole)


def test_a_picture_in_a_footnote_of_a_list_is_its_description(tmp_path: Path) -> None:
    words = "- one ![x](icon.png) two[^1]\n- three\n\n[^1]: see ![the icon](icon.png) here\n"
    texts, pictures, codes = _shown(tmp_path, words)
    assert len(pictures) == 1
    assert any("see the icon here" in one.text for text in texts for one in text.paragraphs)
    assert codes == ["picture-as-text"]
