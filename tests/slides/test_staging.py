"""Backgrounds, halves, hidden slides and the appendix."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image as Pillow

from deck_builder.base.diagnostics import Checked
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck, write_deck
from deck_builder.shapes import LaidOutDeck, Picture, TextBox
from deck_builder.theme.file import theme_names
from tests.promises import broken
from tests.talks import laid_out, outline_of
from tests.writer.opened import SPACES, Opened


def _built(folder: Path, text: str) -> Checked[LaidOutDeck]:
    Pillow.new("RGB", (800, 600), "#203050").save(folder / "dark.png")
    Pillow.new("RGB", (800, 600), "#F0F0E0").save(folder / "light.jpg")
    (folder / "talk.md").write_text(text, encoding="utf-8")
    return lay_out_deck(folder / "talk.md", Options())


def _codes(text: str) -> list[str]:
    return [found.code for found in outline_of(text).diagnostics]


@pytest.mark.parametrize(
    ("value", "dim", "inverted"),
    [
        ("accent1", "", True),
        ("#FFF3D6", "", False),
        ("#101010", "", True),
        ("gradient(dk1, dk2)", "", True),
        ("gradient(#FFFFFF, lt2)", "", False),
        ("dark.png", "", True),
        ("light.jpg", "", False),
        ("light.jpg", " dim=80", True),
    ],
)
def test_text_follows_the_background(tmp_path: Path, value: str, dim: str, inverted: bool) -> None:
    checked = _built(tmp_path, f'# T {{background="{value}"{dim}}}\n\n- Text\n')
    assert checked.diagnostics == ()
    (slide,) = checked.value.slides
    background = slide.staging.background
    assert background is not None
    assert background.inverted == inverted
    opened = Opened(write_deck(checked.value))
    (mapping,) = opened.slide(1).findall("p:clrMapOvr/a:overrideClrMapping", SPACES)
    assert (mapping.get("tx1") == "lt1") == inverted
    (properties,) = opened.slide(1).findall("p:cSld/p:bg/p:bgPr", SPACES)
    assert [child.tag.rpartition("}")[2] for child in properties][1:] == ["effectLst"]
    assert opened.problems == []


def test_a_background_picture_keeps_its_proportions(tmp_path: Path) -> None:
    opened = Opened(write_deck(_built(tmp_path, "# T {background=dark.png}\n\nText\n").value))
    (crop,) = opened.slide(1).findall("p:cSld/p:bg/p:bgPr/a:blipFill/a:srcRect", SPACES)
    assert [crop.get(side) for side in "ltrb"] == ["0", "12500", "0", "12500"]


@pytest.mark.parametrize(
    ("attributes", "code"),
    [
        ('background="gradient(a)"', "bad-background"),
        ('background="two words"', "bad-background"),
        ("background=accent1 dim=much", "bad-dim"),
        ("transition=spin", "unknown-transition"),
        ("minutes=soon", "bad-time"),
        ("minutes=1 seconds=1e3", "bad-time"),
    ],
)
def test_attributes_that_say_nothing(attributes: str, code: str) -> None:
    assert _codes(f"# T {{{attributes}}}\n\nText\n") == [code]


def test_a_colour_that_the_theme_does_not_have() -> None:
    checked = laid_out("# T {background=accent9}\n\nText\n")
    assert [found.code for found in checked.diagnostics] == ["unknown-background"]


@pytest.mark.parametrize(("side", "x"), [("left", 0), ("right", 6_096_000)])
def test_half_a_picture(tmp_path: Path, side: str, x: int) -> None:
    text = f"# T\n\n![Dark](dark.png){{.{side}-half}}\n\n- One\n- Two\n"
    checked = _built(tmp_path, text)
    assert checked.diagnostics == ()
    pictures = [shape for shape in checked.value.slides[0].shapes if isinstance(shape, Picture)]
    texts = [shape for shape in checked.value.slides[0].shapes if isinstance(shape, TextBox)]
    (picture,) = pictures
    assert (picture.box.x, picture.box.y, picture.box.width) == (x, 0, 6_096_000)
    assert len(texts) == 2
    assert not any(picture.box.overlaps(one.box) for one in texts)


@pytest.mark.parametrize(
    ("attributes", "crop"),
    [
        ('{crop="10% 0 20% 0"}', (0.0, 0.1, 0.0, 0.2)),
        ('{crop="10% 20%"}', (0.2, 0.1, 0.2, 0.1)),
        ("{crop=25%}", (0.25, 0.25, 0.25, 0.25)),
    ],
)
def test_crop(tmp_path: Path, attributes: str, crop: tuple[float, ...]) -> None:
    checked = _built(tmp_path, f"# T\n\n![Dark](dark.png){attributes}\n")
    (picture,) = (one for one in checked.value.slides[0].shapes if isinstance(one, Picture))
    cut = picture.crop
    assert (cut.left, cut.top, cut.right, cut.bottom) == pytest.approx(crop)
    shape = 800 * (1 - crop[0] - crop[2]) / (600 * (1 - crop[1] - crop[3]))
    assert picture.box.width / picture.box.height == pytest.approx(shape, rel=0.001)


@pytest.mark.parametrize(
    ("focus", "left", "right"),
    [("left", 0.0, 1 / 3), ("right", 1 / 3, 0.0), ("center", 1 / 6, 1 / 6)],
)
def test_focus(tmp_path: Path, focus: str, left: float, right: float) -> None:
    checked = _built(tmp_path, f"# T\n\n![Dark](dark.png){{.left-half focus={focus}}}\n\nText\n")
    (picture,) = (one for one in checked.value.slides[0].shapes if isinstance(one, Picture))
    assert (picture.crop.left, picture.crop.right) == pytest.approx((left, right), abs=0.001)


@pytest.mark.parametrize(
    ("attributes", "code"),
    [('{crop="90% 0 20% 0"}', "bad-crop"), ("{crop=ten}", "bad-crop"), ("{focus=up}", "bad-focus")],
)
def test_bad_cuts(attributes: str, code: str) -> None:
    assert _codes(f"# T\n\n![Dark](dark.png){attributes}\n") == [code]


def test_six_pictures_stand_in_two_rows(tmp_path: Path) -> None:
    checked = _built(tmp_path, "# T\n\n" + "![Dark](dark.png)\n" * 6)
    boxes = [shape.box for shape in checked.value.slides[0].shapes if isinstance(shape, Picture)]
    assert [sum(box.y == top for box in boxes) for top in sorted({box.y for box in boxes})] == [
        3,
        3,
    ]
    assert len({box.height for box in boxes}) == 1


_TALK = """---
title: Talk
date: 2026
footer: "{title} · {date}"
slide-numbers: total
transition: fade
---

# A {.appendix}

## Figures

Many

# B

## Skipped {.hidden transition=none}

Text

## Spare {.appendix transition=morph}

Text

## End {layout=closing transition=push}
"""


def test_the_appendix_follows_the_end() -> None:
    deck = laid_out(_TALK).value
    titles = [slide.title for slide in deck.slides]
    assert titles == ["Talk", "B", "Skipped", "End", "A", "Figures", "Spare"]
    assert [(section.name, section.first) for section in deck.sections] == [
        ("B", 1),
        ("Appendix", 4),
    ]


def test_footer_number_hidden_and_transitions() -> None:
    opened = Opened(write_deck(laid_out(_TALK).value))
    shown = "".join(map(str, opened.slide(3).itertext()))
    assert "Talk · 2026" in shown
    assert "3 / 4" in shown
    assert [opened.slide(number).get("show") for number in (2, 3, 4)] == [None, "0", None]
    kinds = [
        [child.tag.rpartition("}")[2] for child in opened.slide(number).iter() if len(child) == 0]
        for number in (2, 3, 4, 7)
    ]
    assert ["fade" in kinds[0], "fade" in kinds[1], "push" in kinds[2]] == [True, False, True]
    assert {"morph", "fade"} <= set(kinds[3])
    assert opened.problems == []


@pytest.mark.parametrize("name", theme_names())
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_half_leaves_title_and_text_their_places(tmp_path: Path, side: str, name: str) -> None:
    text = f"## {'Title ' * 9}\n\n![b](dark.png){{.{side}-half}}\n\n- Text\n- Text\n"
    Pillow.new("RGB", (800, 600), "#203050").save(tmp_path / "dark.png")
    (tmp_path / "talk.md").write_text(text, encoding="utf-8")
    checked = lay_out_deck(tmp_path / "talk.md", Options(theme=name))
    assert list(broken(checked)) == []
    (slide,) = checked.value.slides
    (picture,) = (shape for shape in slide.shapes if isinstance(shape, Picture))
    bands = (one.box for one in checked.value.theme.layouts[slide.layout].decorations)
    assert all(
        not picture.box.overlaps(box) for box in bands if box.height >= checked.value.theme.height
    )


def test_captions_and_labels_have_no_click_of_their_own() -> None:
    code = '```c {label="a.c" caption="b"}\nc;\nd;\n```'
    (slide,) = laid_out(f"## T {{.incremental}}\n\n- e\n\n{code}\n").value.slides
    clicked = {slide.shapes[one.shape] for click in slide.builds for one in click}
    assert len(slide.builds) == 3
    assert not any(
        isinstance(shape, TextBox) and shape.style.name == "caption" for shape in clicked
    )


@pytest.mark.parametrize(
    ("heading", "value", "color"),
    [
        # The title has the colour of the accent, which may not be seen.
        ("##", "#FFF3D6", "text"),
        ("##", "accent1", "text"),
        ("##", "dark.png", "text"),
        # A section's title stands on the background itself.
        ("#", "#FFF3D6", "text"),
    ],
)
def test_a_title_is_seen_on_any_background(
    tmp_path: Path, heading: str, value: str, color: str
) -> None:
    Pillow.new("RGB", (800, 600), "#203050").save(tmp_path / "dark.png")
    body = "- f\n\n" if heading == "##" else ""
    text = f"# A\n\n## B\n\nc\n\n{heading} T {{background={value}}}\n\n{body}## D\n\ne\n"
    (tmp_path / "talk.md").write_text(text, encoding="utf-8")
    slides = lay_out_deck(tmp_path / "talk.md", Options(theme="studio")).value.slides
    (slide,) = (slide for slide in slides if slide.title == "T")
    title = slide.shapes[0]
    assert isinstance(title, TextBox)
    assert title.style.color == color
