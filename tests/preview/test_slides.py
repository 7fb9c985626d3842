"""The pictures of slides: everything that a slide says is on them, in any format."""

from __future__ import annotations

import json
import re
import shutil
import unicodedata
from pathlib import Path
from xml.etree import ElementTree

import pytest

from deck_builder.fonts import font_file
from deck_builder.formulas.plain import pieces
from deck_builder.outline.options import Options
from deck_builder.pipeline import lay_out_deck
from deck_builder.preview.deck import PicturedDeck, all_text, pictured
from deck_builder.preview.geometry import outline
from deck_builder.preview.html import html_page
from deck_builder.preview.marks import (
    Letters,
    Raster,
    Rect,
    SlidePicture,
    letters_of,
    rasters_of,
)
from deck_builder.preview.marks import (
    Path as Outline,
)
from deck_builder.preview.pdf import pdf_file, signs_without_font
from deck_builder.preview.png import slide_pngs
from deck_builder.preview.steps import pictures_by_step
from deck_builder.preview.svg import SvgOptions, slide_svg
from deck_builder.shapes import Geometry, LaidOutDeck, paragraphs_of
from deck_builder.text.runs import Run
from deck_builder.theme.file import theme_names

EVERYTHING = Path("tests/decks/everything.md")
RIGHT_TO_LEFT = Path("tests/decks/right_to_left.md")


def deck_of(path: Path, **options: object) -> tuple[LaidOutDeck, PicturedDeck]:
    deck = lay_out_deck(path, Options(**options)).value  # type: ignore[arg-type]
    return deck, pictured(deck)


@pytest.fixture(scope="module")
def everything() -> tuple[LaidOutDeck, PicturedDeck]:
    return deck_of(EVERYTHING)


def talk(tmp_path: Path, text: str) -> PicturedDeck:
    path = tmp_path / "talk.md"
    path.write_text(text, encoding="utf-8")
    return deck_of(path)[1]


def words(text: str) -> str:
    return "".join(text.split()).lower()


def svg_of(deck: PicturedDeck, number: int) -> str:
    slide = deck.slides[number]
    return slide_svg(slide.picture, slide.number, slide.title, SvgOptions(deck.anchors))


@pytest.mark.parametrize("path", [EVERYTHING, RIGHT_TO_LEFT], ids=lambda path: path.stem)
def test_shows_every_word_of_the_waist(path: Path) -> None:
    laid_out, deck = deck_of(path)
    for slide, picture in zip(laid_out.slides, deck.slides, strict=True):
        shown = words("".join(letters.text for letters in letters_of(picture.picture)))
        for paragraph in paragraphs_of(slide.shapes):
            assert words("".join(map(shown_text, paragraph.runs))) in shown


def shown_text(run: Run) -> str:
    """The text of a run, whose formulas have real indices."""
    return "".join(piece.text for piece in pieces(run.formula)) if run.formula else run.text


def test_scripts_of_formulas_stand_above_and_below_the_line(tmp_path: Path) -> None:
    deck = talk(tmp_path, "## One\n\nIt is $a_i + b^2$ here\n")
    found = {one.text: one for one in letters_of(deck.slides[0].picture)}
    line, low, high = (found[text].baseline for text in ("a", "i", "2"))
    assert high < line < low
    assert found["i"].size == found["2"].size < found["a"].size


def test_svg_is_well_formed_and_needs_no_network(
    everything: tuple[LaidOutDeck, PicturedDeck],
) -> None:
    for number in range(len(everything[1].slides)):
        root = ElementTree.fromstring(svg_of(everything[1], number))
        for element in root.iter():
            address = element.get("href", "")
            if element.tag.endswith("image"):
                assert address.startswith("data:image/")


@pytest.mark.parametrize("theme", theme_names())
def test_text_stays_on_the_slide_in_each_theme(theme: str) -> None:
    _, deck = deck_of(EVERYTHING, theme=theme)
    for slide in deck.slides:
        picture = slide.picture
        for letters in letters_of(picture):
            assert 0 <= letters.x <= picture.width
            assert letters.x + letters.width <= picture.width + 1
            assert 0 < letters.baseline <= picture.height


@pytest.mark.parametrize("kind", Geometry)
def test_each_geometry_stays_in_its_box(kind: Geometry) -> None:
    rect = Rect(10.0, 20.0, 120.0, 80.0)
    data = outline(kind, rect)
    assert re.fullmatch(r"[MLHVACQZhvaz0-9 .\-]+", data)
    if "a" not in data.lower():
        numbers = [float(one) for one in re.findall(r"-?\d+(?:\.\d+)?", data)]
        if "h" not in data:
            xs, ys = numbers[::2], numbers[1::2]
            assert 10 <= min(xs) <= max(xs) <= 130
            assert 19 <= min(ys) <= max(ys) <= 101


def test_links_lead_to_slides_and_pages(tmp_path: Path) -> None:
    deck = talk(tmp_path, "## A\n\n[on](#two) [out](https://a.example/x)\n\n## Two {#two}\n\nB\n")
    drawn = svg_of(deck, 0)
    assert 'href="#2"' in drawn
    assert 'href="https://a.example/x"' in drawn
    assert "noopener" in drawn


def test_a_link_to_what_would_run_is_none(tmp_path: Path) -> None:
    deck = talk(tmp_path, "## One\n\n[x](javascript:alert(1)) and [y](vbscript:z)\n")
    assert 'href="javascript' not in svg_of(deck, 0)
    assert 'href="vbscript' not in svg_of(deck, 0)


def test_text_is_data_and_no_markup(tmp_path: Path) -> None:
    title = '---\ntitle: "</title><script>alert(1)</script>"\n---\n\n'
    page = html_page(talk(tmp_path, title + "## `</text><script>`\n\n\\</svg>\n"))
    assert page.count("<script>") == 1
    assert "&lt;/svg&gt;" in page


def test_the_name_of_a_font_is_data_and_no_markup(tmp_path: Path) -> None:
    shutil.copy(font_file("Calibri"), tmp_path / "own.ttf")
    name = "O'ne}</style><script>alert(1)</script>"
    theme = f'fonts:\n  major: "{name}"\n  minor: "{name}"\n  files: {{"{name}": own.ttf}}\n'
    (tmp_path / "theme.yaml").write_text(theme, encoding="utf-8")
    deck = talk(tmp_path, "---\ntheme: theme.yaml\n---\n\n## One\n\nA\n")
    page = html_page(deck)
    assert page.count("<script>") == 1
    assert "font-family:'O\\27 ne\\7d " in page
    ElementTree.fromstring(svg_of(deck, 0))


@pytest.mark.parametrize("words", ["here", "שלום"])
def test_the_title_of_a_link_is_its_tip(tmp_path: Path, words: str) -> None:
    deck = talk(tmp_path, f'## One\n\n[{words}](https://a.example "A tip")\n')
    assert "<title>A tip</title>" in svg_of(deck, 0)


def test_each_step_shows_what_is_there_then(tmp_path: Path) -> None:
    deck = talk(tmp_path, "## One\n\nfirst\n\n. . .\n\nsecond\n\n. . .\n\nthird\n")
    slide = deck.slides[0]
    shown = [
        {letters.text for letters in letters_of(picture)} & {"first", "second", "third"}
        for picture in pictures_by_step(slide.picture, slide.builds)
    ]
    assert shown == [{"first"}, {"first", "second"}, {"first", "second", "third"}]


def test_a_page_knows_its_clicks(tmp_path: Path) -> None:
    page = html_page(talk(tmp_path, "## One\n\nfirst\n\n. . .\n\nsecond\n"))
    found = re.search(r'data-builds="([^"]+)"', page)
    assert found is not None
    clicks = json.loads(found[1])
    assert len(clicks) == 1
    shape, paragraph, leaves = clicks[0][0]
    assert not leaves
    assert f'data-shape="{shape}"' in page
    assert paragraph == 1


def test_a_page_has_notes_only_if_asked(tmp_path: Path) -> None:
    deck = talk(tmp_path, "## One\n\ntext\n\n::: notes\nzzsecret\n:::\n")
    assert "zzsecret" not in html_page(deck, notes=False)
    assert "zzsecret" in html_page(deck, notes=True)


def test_a_page_fetches_nothing(everything: tuple[LaidOutDeck, PicturedDeck]) -> None:
    page = html_page(everything[1])
    assert "default-src 'none'" in page
    assert not re.search(r'(?:src|url\()=?"?https?:', page)
    assert len(page) < 2_000_000


def test_a_picture_on_several_slides_is_there_once(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (40, 30), "#336699").save(tmp_path / "a.png")
    one = "## {}\n\n![a](a.png)\n\n"
    page = html_page(talk(tmp_path, "".join(one.format(name) for name in "ABC")))
    assert page.count("data:image/png") == 1
    assert page.count("<use ") == 3


def test_the_same_deck_is_the_same_bytes(tmp_path: Path) -> None:
    text = "## One\n\n- *a* **b** `c`\n\n$x^2$\n\n```chart bar\nA: 1\nB: 2\n```\n"
    first, second = talk(tmp_path, text), talk(tmp_path, text)
    assert html_page(first) == html_page(second)
    pages = [[(slide, slide.picture) for slide in deck.slides] for deck in (first, second)]
    assert pdf_file(first, pages[0]) == pdf_file(second, pages[1])
    drawn = [
        list(slide_pngs([slide.picture for slide in deck.slides], deck.fonts, 320))
        for deck in (first, second)
    ]
    assert drawn[0] == drawn[1]


def test_png_is_as_wide_as_asked(tmp_path: Path) -> None:
    import io

    from PIL import Image

    deck = talk(tmp_path, "## One\n\ntext\n")
    (data,) = slide_pngs([deck.slides[0].picture], deck.fonts, 640)
    with Image.open(io.BytesIO(data)) as pixels:
        assert pixels.size == (640, 360)
        assert len(pixels.convert("L").getcolors() or ()) > 10


@pytest.mark.parametrize("language", ["en", "he"])
def test_png_has_lines_from_the_right_inside_the_slide(tmp_path: Path, language: str) -> None:
    import io

    from PIL import Image

    text = f"---\nlang: {language}\n---\n\n## שלום לכולם\n\n- א ב ג\n- ד code ה\n- ו ז ח ט\n"
    deck = talk(tmp_path, text)
    (data,) = slide_pngs([deck.slides[0].picture], deck.fonts, 400)
    picture = Image.open(io.BytesIO(data)).convert("RGB")
    edge = picture.crop((390, 0, 400, picture.height))
    assert len(edge.getcolors() or ()) == 1
    shown = picture.crop((200, 0, 380, 200)).getcolors(100_000) or ()
    assert len(shown) > 2


def test_pdf_has_a_page_for_each_slide(tmp_path: Path) -> None:
    deck = talk(tmp_path, "## One\n\ntext\n\n## Two\n\n[a](#one)\n")
    data = pdf_file(deck, [(slide, slide.picture) for slide in deck.slides])
    assert data.startswith(b"%PDF-")
    assert len(re.findall(rb"/Type /Page\b", data)) == 2
    assert b"/Title" in data


def test_signs_that_no_font_has_are_named(tmp_path: Path) -> None:
    assert signs_without_font(talk(tmp_path, "## One\n\na → b\u00a0c \u05d0\n")) == ""
    assert signs_without_font(talk(tmp_path, "## One\n\n日 🚀\n")) == "日🚀"


def test_a_sign_that_only_some_fonts_have_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def known(path: Path) -> frozenset[str]:
        return frozenset("日" if path == font_file("Calibri") else "")

    deck = talk(tmp_path, "## One\n\n- 日 here\n- **日** there\n- more\n")
    monkeypatch.setattr("deck_builder.preview.pdf.characters_in", known)
    assert "日" in signs_without_font(deck)


def test_a_drawing_of_the_author_is_a_picture_for_programs(tmp_path: Path) -> None:
    (tmp_path / "a.svg").write_text(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30"><circle r="9"/></svg>'
    )
    deck = talk(tmp_path, "## One\n\n![a](a.svg)\n")
    (raster,) = rasters_of(deck.slides[0].picture)
    assert (raster.format, raster.own) == ("svg", False)
    plain = SvgOptions(plain_pictures=True)
    assert "image/svg" not in slide_svg(deck.slides[0].picture, 1, "", plain)
    assert "image/svg" in slide_svg(deck.slides[0].picture, 1, "", SvgOptions())


def test_italics_without_a_font_are_slanted() -> None:
    letters = Letters("a", 10.0, 20.0, 9.0, "Calibri", 18.0, "000000", italic=True)
    from deck_builder.preview.marks import Part, TextLine

    picture = SlidePicture(100.0, 50.0, (Part((TextLine((letters,)),), Rect(0, 0, 9, 9)),))
    assert "font-style" in slide_svg(picture, 1, "", SvgOptions())
    assert "matrix(1 0 -.2 1" in slide_svg(picture, 1, "", SvgOptions(slanted=True))
    assert font_file("Calibri").exists()


def test_all_text_is_what_a_leak_is_looked_for_in(tmp_path: Path) -> None:
    deck = talk(
        tmp_path,
        "## A\n\n[w](https://a.example/zzq)\n\n::: notes\nzznote\n:::\n",
    )
    found = "\n".join(all_text(deck, notes=True))
    assert "a.example/zzq" in found
    assert "zznote" in found
    assert "zznote" not in "\n".join(all_text(deck, notes=False))


def test_a_slide_from_a_file_shows_its_text() -> None:
    laid_out, deck = deck_of(EVERYTHING)
    imported = [
        (slide, picture)
        for slide, picture in zip(laid_out.slides, deck.slides, strict=True)
        if slide.imported
    ]
    assert imported
    for slide, picture in imported:
        assert slide.imported is not None
        shown = words("".join(letters.text for letters in letters_of(picture.picture)))
        assert all(words(text) in shown for text in slide.imported.texts)


def test_rasters_are_cropped_to_their_box(tmp_path: Path) -> None:
    from PIL import Image

    Image.new("RGB", (400, 100), "#336699").save(tmp_path / "a.png")
    deck = talk(tmp_path, "## One {background=a.png}\n\ntext\n")
    raster = next(iter(rasters_of(deck.slides[0].picture)))
    assert isinstance(raster, Raster)
    assert 0 < raster.crop.left == pytest.approx(raster.crop.right)


def test_only_what_stands_for_something_is_slanted_in_formulas(tmp_path: Path) -> None:
    deck = talk(tmp_path, "## One\n\nIt is $E = 2mc^2$ here\n")
    pieces = {letters.text: letters.italic for letters in letters_of(deck.slides[0].picture)}
    assert pieces["mc"]
    assert not any(slanted for text, slanted in pieces.items() if "2" in text)


def test_indices_and_powers_of_formulas_stand_as_in_the_file(tmp_path: Path) -> None:
    deck = talk(tmp_path, "## One\n\n- one\n- At most $2^h + y^{a\\log b} \\ge x_{12}\\log n$\n")
    found = list(letters_of(deck.slides[0].picture))
    line = next(one for one in found if one.text.startswith("At most"))
    places = {one.text: (line.baseline - one.baseline) / line.size for one in found}
    assert places["h"] == pytest.approx(0.3)
    assert places["a log b"] == pytest.approx(0.3)
    assert places["12"] == pytest.approx(-0.25)
    assert places["n"] == places[" log "] == 0.0
    small = [one for one in found if one.text in ("h", "12", "a log b")]
    assert all(one.size == pytest.approx(line.size * 2 / 3) for one in small)


def test_a_formula_over_two_lines_has_all_of_its_indices(tmp_path: Path) -> None:
    terms = " + ".join(f"a_{{{number}}}^h" for number in range(10, 26))
    deck = talk(tmp_path, f"## One\n\n- one\n- Sum ${terms}$ so\n")
    found = list(letters_of(deck.slides[0].picture))
    size = next(one.size for one in found if one.text == "a")
    lowered = [one.text for one in found if one.size < size and len(one.text) == 2]
    assert lowered == [str(number) for number in range(10, 26)]
    assert len({one.baseline for one in found if one.text == "h"}) > 1


def test_bold_text_of_a_script_without_bold_font_has_thicker_strokes(tmp_path: Path) -> None:
    import io

    from PIL import Image

    deck = talk(
        tmp_path,
        "".join(
            f"## {number}\n\n- {words}\n- {words}\n\n"
            for number, words in enumerate(
                ("a", "\u05e9\u05dc\u05d5\u05dd", "**\u05e9\u05dc\u05d5\u05dd**")
            )
        ),
    )
    inks = []
    for data in slide_pngs([slide.picture for slide in deck.slides[1:]], deck.fonts, 960):
        with Image.open(io.BytesIO(data)) as pixels:
            text = pixels.convert("L").crop((0, 120, 960, 500))
            inks.append(sum(255 - shade for shade in text.tobytes()))
    assert inks[1] > inks[0]


def test_a_highlight_stands_behind_its_words_after_small_capitals(tmp_path: Path) -> None:
    deck = talk(tmp_path, "## One\n\n[small capitals]{.smallcaps} and ==marked== words\n")
    marks = [mark for part in deck.slides[0].picture.parts for mark in part.marks]
    marked = next(one for one in letters_of(deck.slides[0].picture) if one.text == "marked")
    places = [mark.data for mark in marks if isinstance(mark, Outline) and mark.data[0] == "M"]
    assert any(data.startswith(f"M{marked.x:.2f}".rstrip("0").rstrip(".")) for data in places)


def test_scripts_stand_off_the_line_among_words_from_the_right(tmp_path: Path) -> None:
    words = "\u05e9\u05dc\u05d5\u05dd"
    deck = talk(tmp_path, f"---\nlang: he\n---\n\n## A\n\n^1^ {words} $c^2$ {words}\n")
    root = ElementTree.fromstring(svg_of(deck, 0))
    spans = [one for one in root.iter() if one.tag.endswith("tspan")]
    shifts = {one.text: float(one.get("baseline-shift", 0)) for one in spans}
    assert shifts["1"] > 0
    assert shifts["2"] > 0
    assert shifts["c"] == 0


def pages_of(deck: PicturedDeck) -> list[str]:
    """The text of each page of a PDF, as a reader extracts it."""
    pdfium = pytest.importorskip("pypdfium2")
    data = pdf_file(deck, [(slide, slide.picture) for slide in deck.slides])
    document = pdfium.PdfDocument(data)
    return [page.get_textpage().get_text_range() for page in document]


def test_a_pdf_says_its_words_in_order(tmp_path: Path) -> None:
    text = "## One slide\n\n- first **bold** words\n- second `code` → *more*\n\n## Two\n\nlast\n"
    first, second = (" ".join(page.split()) for page in pages_of(talk(tmp_path, text)))
    assert first.startswith("One slide first bold words second code → more")
    assert second.startswith("Two last")


@pytest.mark.parametrize(
    "words",
    [
        "\u05e9\u05dc\u05d5\u05dd 20 x",
        "\u0627\u0644\u0646\u0647\u0627\u0631 \u0623\u0637\u0648\u0644",
    ],
)
def test_a_pdf_has_what_is_read_from_the_right(tmp_path: Path, words: str) -> None:
    deck = talk(tmp_path, f"---\nlang: he\n---\n\n## {words}\n\n- **{words}** and 1/2\n- 4 / 22\n")
    (page,) = pages_of(deck)
    # Readers put letters in the order that they are read in, each in its own way.
    assert not set(words) - set(unicodedata.normalize("NFKC", page))
    assert "4 / 22" in page
    assert "\ufffd" not in page


def test_a_formula_is_read_from_the_left_among_words_from_the_right(tmp_path: Path) -> None:
    deck = talk(tmp_path, "---\nlang: he\n---\n\n## A\n\n\u05e9\u05dc $E = 2mc$ \u05d5\u05dd\n")
    (page,) = pages_of(deck)
    assert "E = 2mc" in page


def test_a_page_is_printed_in_the_size_of_its_slides(tmp_path: Path) -> None:
    page = html_page(talk(tmp_path, "---\naspect: 4:3\n---\n\n## One\n\ntext\n"))
    assert "@page{size:720pt 540pt;margin:0}" in page
