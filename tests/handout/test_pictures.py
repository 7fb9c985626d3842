"""Pictures of slides by LibreOffice, and what is said when it does not make any."""

from __future__ import annotations

import importlib.util
import io
import os
from pathlib import Path

import pytest
from PIL import Image

from deck_builder.assets.picture import decode
from deck_builder.base.diagnostics import DeckError
from deck_builder.handout.pictures import (
    WIDTH,
    office,
    page_picture,
    slide_pictures,
    with_all_shown,
)
from deck_builder.pipeline import write_deck
from deck_builder.shapes import Crop
from tests.handout.programs import DOES_NOTHING, FAILS, SLEEPS, only
from tests.talks import laid_out

pytestmark = pytest.mark.skipif(os.name != "posix", reason="programs are scripts here")
# A PDF of as many empty pages as there are bytes in the file that is converted.
CONVERTS = """\
import pathlib, sys
folder, deck = pathlib.Path(sys.argv[-2]), pathlib.Path(sys.argv[-1])
count = len(deck.read_bytes())
kids = " ".join(f"{number} 0 R" for number in range(3, 3 + count))
parts = ["<</Type/Catalog/Pages 2 0 R>>", f"<</Type/Pages/Kids[{kids}]/Count {count}>>"]
parts += ["<</Type/Page/Parent 2 0 R/MediaBox[0 0 960 540]>>"] * count
text = "%PDF-1.4\\n"
places = []
for number, part in enumerate(parts, 1):
    places.append(len(text))
    text += f"{number} 0 obj{part}endobj\\n"
start = len(text)
text += f"xref\\n0 {len(parts) + 1}\\n0000000000 65535 f \\n"
text += "".join(f"{place:010} 00000 n \\n" for place in places)
text += f"trailer<</Size {len(parts) + 1}/Root 1 0 R>>\\nstartxref\\n{start}\\n%%EOF\\n"
(folder / "slides.pdf").write_text(text)
"""
GARBAGE = """\
import pathlib, sys
(pathlib.Path(sys.argv[-2]) / "slides.pdf").write_text("no pdf")
"""
DRAWS = """\
import pathlib, sys
from PIL import Image
pdf, prefix = pathlib.Path(sys.argv[-2]), sys.argv[-1]
for number in range(1, pdf.read_text().count("/Type/Page/") + 1):
    Image.new("RGB", (1280, 720), (number, 0, 0)).save(f"{prefix}-{number:02}.png")
"""


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "programs"
    folder.mkdir()
    only(monkeypatch, folder, pdftoppm=DRAWS)
    return folder


def test_every_slide_has_a_picture(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, programs, soffice=CONVERTS)
    pictures = slide_pictures(b"pptx", 4)
    assert len(pictures) == 4
    for picture in pictures:
        assert (picture.width, picture.height) == (WIDTH, 720)
        with Image.open(io.BytesIO(picture.data)) as pixels:
            assert (pixels.format, pixels.size) == ("WEBP", (WIDTH, 720))
    assert slide_pictures(b"pptx", 4) == pictures


@pytest.mark.parametrize(
    ("program", "message"),
    [
        (SLEEPS, "LibreOffice took longer than 1 seconds and was stopped"),
        (FAILS, "LibreOffice failed with exit code 77: no display"),
        (DOES_NOTHING, "LibreOffice made no PDF"),
        (GARBAGE, "LibreOffice made no PDF"),
    ],
    ids=["hangs", "fails", "does nothing", "writes garbage"],
)
def test_an_office_that_does_not_work(
    programs: Path, monkeypatch: pytest.MonkeyPatch, program: str, message: str
) -> None:
    only(monkeypatch, programs, soffice=program)
    with pytest.raises(DeckError) as caught:
        slide_pictures(b"pptx", 4, seconds=1)
    assert caught.value.message == message
    assert caught.value.hint == f"see whether ‘{programs / 'soffice'}’ works by itself"


def test_an_office_that_leaves_slides_out(programs: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, programs, soffice=CONVERTS)
    with pytest.raises(DeckError, match="made 4 pictures of 5 slides"):
        slide_pictures(b"pptx", 5)


def test_without_an_office(programs: Path) -> None:
    if office():
        pytest.skip("LibreOffice stands where it is found without PATH")
    with pytest.raises(DeckError, match="LibreOffice is not installed"):
        slide_pictures(b"pptx", 1)


@pytest.mark.skipif(importlib.util.find_spec("pypdfium2") is not None, reason="it draws, too")
def test_without_anything_that_draws(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    only(monkeypatch, tmp_path, soffice=CONVERTS)
    with pytest.raises(DeckError, match="nothing to draw LibreOffice's PDF with"):
        slide_pictures(b"pptx", 1)


def test_hidden_slides_are_depicted() -> None:
    deck = laid_out("## A {.hidden}\n\ntext\n").value
    assert [slide.staging.hidden for slide in deck.slides] == [True]
    assert [slide.staging.hidden for slide in with_all_shown(deck).slides] == [False]


def test_a_picture_of_the_talk_is_cut_and_made_smaller() -> None:
    pixels = Image.new("RGB", (2600, 1000), "#000000")
    pixels.paste((255, 0, 0), (1300, 0, 2600, 1000))
    out = io.BytesIO()
    pixels.save(out, "PNG")
    image = decode(out.getvalue())[0]
    assert image is not None
    whole = page_picture(image, Crop())
    assert (whole.width, whole.height) == (WIDTH, 492)
    half = page_picture(image, Crop(left=0.5, bottom=0.5))
    assert (half.width, half.height) == (WIDTH, 492)
    with Image.open(io.BytesIO(half.data)) as shown:
        assert shown.convert("RGB").getcolors() == [(WIDTH * 492, (255, 0, 0))]


@pytest.mark.skipif(not office(), reason="LibreOffice is not installed")
def test_equal_decks_have_equal_pictures() -> None:
    pptx = write_deck(with_all_shown(laid_out("## A\n\n- one\n\n## B {.hidden}\n\n- two\n").value))
    try:
        pictures = slide_pictures(pptx, 2)
    except DeckError as error:
        pytest.skip(error.message)
    assert pictures[0] != pictures[1]
    assert slide_pictures(pptx, 2) == pictures
