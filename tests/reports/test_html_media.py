"""Pictures, films and pages in HTML become what they are, or it is said that they do not."""

from __future__ import annotations

import wave
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.shapes import Picture, TableFrame, TextBox

IMAGE = '<img src="a.png" alt="Red">'
CASES: dict[str, tuple[str, list[str], list[str]]] = {
    "a figure": (
        f"<figure>\n{IMAGE}\n<figcaption>The <b>caption</b></figcaption>\n</figure>",
        ["[Red]", "The caption"],
        [],
    ),
    "a figure in Markdown": (
        '<figure>\n\n![Red](a.png "old")\n\n<figcaption>\n\nThe *caption*\n\n</figcaption>\n'
        "</figure>",
        ["[Red]", "The caption"],
        [],
    ),
    "a figure with a number": (
        f'<figure id="fig:a">{IMAGE}<figcaption>Cap</figcaption></figure>\n\n'
        "See @fig:a and words\n\n| a |\n|---|\n| b |",
        ["[Red]", "Figure\u00a01: Cap", "See Figure\u00a01 and words", "<table>"],
        [],
    ),
    "a figure of two": (
        f"<figure>{IMAGE}{IMAGE}<figcaption>Both</figcaption></figure>",
        ["[Red]", "[Red]", "Both"],
        [],
    ),
    "a figure of a table": (
        "<figure><table><tr><td>a</td></tr></table><figcaption>Cap</figcaption></figure>",
        ["<table>", "Cap"],
        [],
    ),
    "a choice of pictures": (
        f'<picture><source srcset="b.png" media="(max-width: 9px)">{IMAGE}</picture>',
        ["[Red]"],
        [],
    ),
    "a choice without an img": (
        '<picture><source srcset="a.png 2x, b.png 3x"></picture>',
        ["[]"],
        ["missing-alt"],
    ),
    "several sizes": ('<img srcset="a.png 2x" alt="Red">', ["[Red]"], []),
    "loaded late": ('<img data-src="a.png" alt="Red">', ["[Red]"], []),
    "a film": (
        '<video src="a.mp4" title="Waves" poster="a.png" controls></video>',
        ["[Waves]"],
        [],
    ),
    "a film among others": (
        '<video controls><source src="a.mp4" type="video/mp4"><source src="a.webm">Waves</video>',
        ["[Waves]"],
        [],
    ),
    "a film without a file": ("<video controls>No film</video>", ["No film"], ["raw-html"]),
    "a film on the web": (
        '<video src="https://example.org/a.mp4" title="Waves"></video>',
        ["Waves"],
        ["remote-picture"],
    ),
    "a sound": ('<audio controls src="a.wav" aria-label="A tone"></audio>', ["[A tone]"], []),
    "a page": (
        '<iframe src="https://example.org/b" width="560"></iframe>',
        ["https://example.org/b"],
        ["embedded-page"],
    ),
    "a page with a name": (
        '<iframe title="The map" src="https://example.org/b"></iframe>',
        ["The map"],
        ["embedded-page"],
    ),
    "a script as a page": ('<embed src="javascript:x">\n\nwords', ["words"], ["raw-html"]),
    "an object that is a picture": ('<object data="a.png">Red</object>', ["[Red]"], []),
    "a line break before the end of a line": (
        "one<br>\ntwo<br/>\nthree\n\n- x",
        ["one\ntwo\nthree", "x"],
        [],
    ),
}


def read(text: str, folder: Path) -> tuple[list[str], list[str]]:
    """What is read below the title from the top, and the codes of what was reported."""
    Image.new("RGB", (400, 300), "red").save(folder / "a.png")
    (folder / "a.mp4").write_bytes(b"\0\0\0\x18ftypisom\0\0\0\0isommp41\0\0\0\x08free")
    with wave.open(str(folder / "a.wav"), "wb") as tone:
        tone.setparams((1, 1, 8000, 0, "NONE", ""))
        tone.writeframes(bytes(80))
    talk = folder / "talk.md"
    talk.write_text(f"## A title\n\n{text}\n", encoding="utf-8")
    checked = lay_out_deck(talk, Options())
    (slide,) = checked.value.slides

    def words() -> Iterator[str]:
        for shape in sorted(slide.shapes, key=lambda one: one.box.y):
            match shape:
                case TextBox() if shape.placeholder != "title":
                    yield from (one.text for one in shape.paragraphs)
                case Picture():
                    yield f"[{shape.alt}]"
                case TableFrame():
                    yield "<table>"

    return list(words()), [one.code for one in checked.diagnostics]


@pytest.mark.parametrize("name", CASES)
def test_media_of_html(name: str, tmp_path: Path) -> None:
    text, expected, codes = CASES[name]
    assert read(text, tmp_path) == (expected, codes)


@pytest.mark.parametrize(
    ("attributes", "width"),
    [
        ('style="width: 25%; max-height: 9px"', 0.25),
        ('style="WIDTH:25%" width="800"', 0.25),
        ('width="25%" style="color: red"', 0.25),
        ('width="25%" style="width: 20vw"', None),
        ('width="auto"', None),
    ],
)
def test_the_size_of_an_img(attributes: str, width: float | None, tmp_path: Path) -> None:
    Image.new("RGB", (2000, 300), "red").save(tmp_path / "a.png")
    talk = tmp_path / "talk.md"
    talk.write_text(f'## A\n\n<img src="a.png" alt="Red" {attributes}>\n', encoding="utf-8")
    checked = lay_out_deck(talk, Options())
    assert checked.diagnostics == ()
    (picture,) = (one for one in checked.value.slides[0].shapes if isinstance(one, Picture))
    share = picture.box.width / checked.value.theme.content.width
    assert share == pytest.approx(width or 1.0, abs=0.02)


def test_a_caption_for_others_takes_no_picture_with_it(tmp_path: Path) -> None:
    Image.new("RGB", (40, 30), "red").save(tmp_path / "a.png")
    talk = tmp_path / "talk.md"
    talk.write_text(
        "---\naudiences: {pupils: {}, parents: {}}\n---\n\n## A\n\n<figure>"
        f'{IMAGE}<figcaption audience="parents">Their own words about it</figcaption></figure>\n',
        encoding="utf-8",
    )
    for audience, captions in (("pupils", []), ("parents", ["Their own words about it"])):
        (slide,) = lay_out_deck(talk, Options(audience=audience)).value.slides
        assert any(isinstance(shape, Picture) for shape in slide.shapes)
        texts = [one for one in slide.shapes if isinstance(one, TextBox)]
        said = [line.text for one in texts if one.placeholder != "title" for line in one.paragraphs]
        assert said == captions


@pytest.mark.parametrize("gap", [" ", "\n"])
def test_attributes_apart_from_their_picture_are_reported(gap: str, tmp_path: Path) -> None:
    _, codes = read(f"![Red](a.png){gap}{{width=50%}}\n\n- b", tmp_path)
    assert codes == ["looks-like"]


@pytest.mark.parametrize(
    "text",
    [
        '<picture><source srcset="a.png" audience="parents"></picture>',
        '<video><source src="a.mp4" audience="parents"></video>',
    ],
)
def test_a_condition_on_one_of_several_files_is_an_error(text: str, tmp_path: Path) -> None:
    _, codes = read(text, tmp_path)
    assert "stray-condition" in codes


@pytest.mark.parametrize(
    ("caption", "codes"),
    [
        ("A *word* in it", ["looks-like"]),
        ("A **word** in it", ["looks-like"]),
        ("The _word_", ["looks-like"]),
        ("Call `main`", ["looks-like"]),
        ("Mass is $E/c^2$", ["looks-like"]),
        ("See [there](https://example.org)", ["looks-like"]),
        ("A snake_case_name and 2 * 3 * 4", []),
        ("From $5 to $10, or 3*4*5", []),
        ("See [1] and (2)", []),
    ],
)
def test_markup_in_a_caption_is_reported(caption: str, codes: list[str], tmp_path: Path) -> None:
    words, found = read(f'![Red](a.png "{caption}")', tmp_path)
    assert words == ["[Red]", caption]
    assert found == codes
